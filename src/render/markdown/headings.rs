//! Names headings so that they can be linked to: stable, unique, readable.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use serde::{Deserialize, Serialize};

/// One heading of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::render) struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// What stands behind `#` in a link to it.
    pub id: String,
    /// Its text without markup.
    pub title: String,
}

/// Gives every heading an id, its own or one made from its text, and returns them.
pub(super) fn name(events: &mut [Event<'_>]) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut at = 0;
    while at < events.len() {
        let Event::Start(Tag::Heading { level, id, .. }) = &events[at] else {
            at += 1;
            continue;
        };
        let (level, own) = (*level as u8, id.as_ref().map(ToString::to_string));
        let is_end = |event: &Event<'_>| matches!(event, Event::End(TagEnd::Heading(_)));
        let length = events[at..].iter().position(is_end).unwrap_or(1);
        let title = plain_text(&events[at..at + length]);
        let id = unique(own.unwrap_or_else(|| anchor(&title)), &mut taken);
        if let Event::Start(Tag::Heading { id: place, .. }) = &mut events[at] {
            *place = Some(CowStr::from(id.clone()));
        }
        headings.push(Heading { level, id, title });
        at += length;
    }
    headings
}

fn plain_text(events: &[Event<'_>]) -> String {
    let mut title = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => title.push_str(text),
            Event::SoftBreak | Event::HardBreak => title.push(' '),
            _ => {}
        }
    }
    title
}

/// Lower case, letters and digits of any script kept, all else becomes one `-`.
fn anchor(title: &str) -> String {
    let mut anchor = String::with_capacity(title.len());
    for character in title.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() || character == '_' {
            anchor.push(character);
        } else if !anchor.is_empty() && !anchor.ends_with('-') {
            anchor.push('-');
        }
    }
    let anchor = anchor.trim_end_matches('-');
    if anchor.is_empty() { "section".to_owned() } else { anchor.to_owned() }
}

/// Returns `id`, with `-1`, `-2` … behind it where it is taken.
fn unique(id: String, taken: &mut BTreeMap<String, usize>) -> String {
    let mut name = id.clone();
    while taken.contains_key(&name) {
        let n_taken = taken.entry(id.clone()).or_default();
        *n_taken += 1;
        name = format!("{id}-{n_taken}");
    }
    taken.insert(name.clone(), 0);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_readable_and_unique() {
        assert_eq!(anchor("Qual è l'età?"), "qual-è-l-età");
        assert_eq!(anchor("Größe & Maße"), "größe-maße");
        assert_eq!(anchor("!?"), "section");
        let mut taken = BTreeMap::new();
        let ids: Vec<String> = ["a", "a", "a-1", "a"].map(|id| unique(id.to_owned(), &mut taken)).into();
        assert_eq!(ids, ["a", "a-1", "a-1-1", "a-2"]);
    }
}
