//! Names headings so that they can be linked to: stable, unique, readable.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, Tag};
use serde::{Deserialize, Serialize};

use crate::base::locale::is_of_word;

use super::{notes, plain};

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

/// Gives headings ids, their own or ones made from their text.
#[derive(Debug)]
pub(super) struct Namer {
    taken: BTreeMap<String, usize>,
    /// Headings without an id of their own get one.
    pub is_automatic: bool,
    /// The ids of footnotes are taken.
    pub has_notes: bool,
}

impl Namer {
    /// Returns a namer that has named nothing.
    pub(super) fn new(is_automatic: bool, has_notes: bool) -> Self {
        Self { taken: BTreeMap::new(), is_automatic, has_notes }
    }

    /// Names a heading that holds these events; one without an id is no heading that a link can name.
    pub(super) fn name<'a>(&mut self, tag: Tag<'a>, events: &[Event<'_>]) -> (Tag<'a>, Option<Heading>) {
        let Tag::Heading { level, id: own, classes, attrs } = tag else { return (tag, None) };
        let title = plain_text(events);
        let id = match own {
            Some(own) => Some(own.into_string()),
            None => self.is_automatic.then(|| anchor(&title)),
        };
        let id = id.map(|id| self.unique(id));
        let heading = id.clone().map(|id| Heading { level: level as u8, id, title });
        (Tag::Heading { level, id: id.map(CowStr::from), classes, attrs }, heading)
    }

    /// Returns `id`, with `-1`, `-2` … behind it where it is taken.
    fn unique(&mut self, id: String) -> String {
        // What is put behind the id of a reference makes that of another one.
        let id = if self.has_notes && is_of_note(&id) { format!("section-{id}") } else { id };
        let mut name = id.clone();
        while self.taken.contains_key(&name) {
            let n_taken = self.taken.entry(id.clone()).or_default();
            *n_taken += 1;
            name = format!("{id}-{n_taken}");
        }
        self.taken.insert(name.clone(), 0);
        name
    }
}

/// Returns whether a footnote or a reference to one may have this id.
fn is_of_note(id: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    id.strip_prefix("fn-").is_some_and(is_number)
        || id.strip_prefix("fnref-").is_some_and(|rest| rest.splitn(2, '-').all(is_number))
}

fn plain_text(events: &[Event<'_>]) -> String {
    let mut title = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => title.push_str(text),
            Event::SoftBreak | Event::HardBreak => title.push(' '),
            Event::Html(html) | Event::InlineHtml(html) if !html.starts_with(notes::REFERENCE) => {
                title.push_str(&plain::text(html));
            }
            _ => {}
        }
    }
    title.trim().to_owned()
}

/// Lower case, letters and digits of any script kept, all else becomes one `-`.
fn anchor(title: &str) -> String {
    let mut anchor = String::with_capacity(title.len());
    for character in title.chars().flat_map(char::to_lowercase) {
        if is_of_word(character) || character == '_' {
            anchor.push(character);
        } else if !anchor.is_empty() && !anchor.ends_with('-') {
            anchor.push('-');
        }
    }
    let anchor = anchor.trim_end_matches('-');
    if anchor.is_empty() { "section".to_owned() } else { anchor.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_readable_and_unique() {
        assert_eq!(anchor("Qual è l'età?"), "qual-è-l-età");
        assert_eq!(anchor("Größe & Maße"), "größe-maße");
        assert_eq!(anchor("!?"), "section");
        assert_eq!(anchor("Citta\u{300} e Übergröße – „neu“"), "citta\u{300}-e-übergröße-neu");
        let mut namer = Namer::new(true, true);
        let ids = ["a", "a", "a-1", "a", "fn-1", "fnref-2-1"].map(|id| namer.unique(id.to_owned()));
        assert_eq!(ids, ["a", "a-1", "a-1-1", "a-2", "section-fn-1", "section-fnref-2-1"]);
    }
}
