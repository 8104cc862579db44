//! What other pages show of a page: the part before `<!-- more -->`, or its first paragraph.
//!
//! It stands on pages with ids of their own and at other addresses, so it has no ids, no references to
//! footnotes and no anchors, and its links begin at the top of the site.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::notes;
use crate::base::path::UrlPath;
use crate::config::Config;
use crate::render::escape;
use crate::render::reference;

/// Elements without an end tag.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Returns the beginning of the HTML of a page at `url`, fit for other pages; what is open is closed.
pub(super) fn summary(html: &str, url: &UrlPath, config: &Config) -> String {
    let mut summary = Summary { html, made: String::new(), open: Vec::new(), skipped: None };
    for token in Tokenizer::new_with_emitter(html, DefaultEmitter::<usize>::new_with_span()) {
        match token {
            Ok(Token::StartTag(tag)) => summary.start(&tag, (url, config)),
            Ok(Token::EndTag(tag)) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                summary.end(&name, tag.span.start..tag.span.end);
            }
            Ok(Token::String(text)) => summary.copy(text.span.start..text.span.end),
            _ => {}
        }
    }
    for name in summary.open.iter().rev() {
        summary.made.push_str(&format!("</{name}>"));
    }
    summary.made.trim().to_owned()
}

struct Summary<'a> {
    html: &'a str,
    made: String,
    open: Vec<String>,
    /// The name of the element that is left out.
    skipped: Option<String>,
}

impl Summary<'_> {
    fn copy(&mut self, range: std::ops::Range<usize>) {
        if self.skipped.is_none() {
            self.made.push_str(self.html.get(range).unwrap_or_default());
        }
    }

    fn start(&mut self, tag: &StartTag<usize>, (url, config): (&UrlPath, &Config)) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let source = self.html.get(tag.span.start..tag.span.end).unwrap_or_default();
        if self.skipped.is_some() {
            return;
        }
        if source.starts_with(notes::REFERENCE) || is_anchor(&name, tag) {
            self.skipped = Some(name);
            return;
        }
        let mut attributes: Vec<_> = tag.attributes.iter().collect();
        attributes.sort_by_key(|(_, value)| value.span.start);
        let mut is_changed = false;
        let mut made = format!("<{name}");
        for (attribute, value) in attributes {
            let (attribute, value) = (String::from_utf8_lossy(attribute), String::from_utf8_lossy(value));
            let moved = match &*attribute {
                "id" => {
                    is_changed = true;
                    continue;
                }
                "href" | "src" | "poster" => absolute(&value, url, config),
                _ => None,
            };
            is_changed |= moved.is_some();
            let value = escape::escaped(moved.as_deref().unwrap_or(&value));
            made.push_str(&format!(" {attribute}=\"{value}\""));
        }
        made.push_str(if tag.self_closing { " />" } else { ">" });
        self.made.push_str(if is_changed { &made } else { source });
        if !tag.self_closing && !VOID.contains(&name.as_str()) {
            self.open.push(name);
        }
    }

    fn end(&mut self, name: &str, range: std::ops::Range<usize>) {
        if let Some(skipped) = &self.skipped {
            if skipped == name {
                self.skipped = None;
            }
            return;
        }
        if self.open.last().is_some_and(|open| open == name) {
            self.open.pop();
            self.copy(range);
        }
    }
}

/// Returns whether an element is a link that a heading has to itself.
fn is_anchor(name: &str, tag: &StartTag<usize>) -> bool {
    let attribute = |name: &[u8]| tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned());
    let is_named =
        attribute(b"class").is_some_and(|class| class.split_whitespace().any(|class| class.contains("anchor")));
    name == "a" && is_named && attribute(b"href").is_some_and(|href| href.starts_with('#'))
}

/// Returns an address from the top of the site for one that begins elsewhere.
fn absolute(link: &str, url: &UrlPath, config: &Config) -> Option<String> {
    if link.starts_with('#') {
        return Some(format!("{}{link}", config.href(url)));
    }
    if link.starts_with('/') || link.is_empty() {
        return None;
    }
    let path = reference::local(link, url, config)?;
    let rest = link.find(['?', '#']).map_or("", |at| &link[at..]);
    Some(format!("{}{rest}", config.href(&path)))
}
