//! What other pages show of a page: the part before `<!-- more -->`, or its first paragraph.
//!
//! It stands on pages with ids of their own and at other addresses, so it has no ids, no references to
//! footnotes and no anchors, and its links begin at the top of the site.

use super::notes;
use crate::base::path::UrlPath;
use crate::config::Config;
use crate::render::escape;
use crate::render::html::{Tag, Token, decoded, is_void, tokens};
use crate::render::reference;

/// Returns the beginning of the HTML of a page at `url`, fit for other pages; what is open is closed.
pub(super) fn summary(html: &str, url: &UrlPath, config: &Config) -> String {
    let mut summary = Summary { made: String::with_capacity(html.len()), open: Vec::new(), skipped: None };
    for (token, range) in tokens(html) {
        let source = &html[range];
        match token {
            Token::Start(tag) => summary.start(&tag, source, (url, config)),
            Token::End(tag) => summary.end(tag.name, source),
            Token::Text => summary.copy(source),
            Token::Comment(_) | Token::Other => {}
        }
    }
    for name in summary.open.iter().rev() {
        summary.made.push_str(&format!("</{name}>"));
    }
    summary.made.trim().to_owned()
}

struct Summary<'a> {
    made: String,
    open: Vec<&'a str>,
    /// The name of the element that is left out.
    skipped: Option<&'a str>,
}

impl<'a> Summary<'a> {
    fn copy(&mut self, source: &str) {
        if self.skipped.is_none() {
            self.made.push_str(source);
        }
    }

    fn start(&mut self, tag: &Tag<'a>, source: &str, (url, config): (&UrlPath, &Config)) {
        if self.skipped.is_some() {
            return;
        }
        if source.starts_with(notes::REFERENCE) || is_anchor(tag) {
            self.skipped = Some(tag.name);
            return;
        }
        let mut is_changed = false;
        let mut made = format!("<{}", tag.name);
        for (attribute, value) in tag.attributes() {
            let value = decoded(value);
            let moved = match attribute {
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
        made.push_str(if tag.is_self_closing { " />" } else { ">" });
        self.made.push_str(if is_changed { &made } else { source });
        if !tag.is_self_closing && !is_void(tag.name) {
            self.open.push(tag.name);
        }
    }

    fn end(&mut self, name: &str, source: &str) {
        if let Some(skipped) = self.skipped {
            if skipped.eq_ignore_ascii_case(name) {
                self.skipped = None;
            }
            return;
        }
        if self.open.last().is_some_and(|open| open.eq_ignore_ascii_case(name)) {
            self.open.pop();
            self.copy(source);
        }
    }
}

/// Returns whether an element is a link that a heading has to itself.
fn is_anchor(tag: &Tag<'_>) -> bool {
    let attribute = |wanted: &str| tag.attributes().find(|(name, _)| *name == wanted).map(|(_, value)| decoded(value));
    let is_named =
        attribute("class").is_some_and(|class| class.split_whitespace().any(|class| class.contains("anchor")));
    tag.name == "a" && is_named && attribute("href").is_some_and(|href| href.starts_with('#'))
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
