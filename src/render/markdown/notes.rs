//! Footnotes: numbered by their first reference, and said at the end of the page.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, TagEnd};

use super::assemble::to_html;
use crate::render::escape;

/// How the HTML of a reference begins; it is no part of what a heading says.
pub(super) const REFERENCE: &str = "<sup class=\"footnote-ref\"";

/// The footnotes that were referred to.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Their labels, by number.
    pub labels: Vec<String>,
    /// Number and count of references, by label.
    known: BTreeMap<String, (usize, usize)>,
}

impl Notes {
    /// Returns the HTML of one more reference to a footnote.
    pub(super) fn refer(&mut self, label: &str) -> String {
        let n_known = self.labels.len();
        let (number, n_references) = self.known.entry(label.to_owned()).or_insert((n_known + 1, 0));
        *n_references += 1;
        let (number, id) = (*number, reference_id(*number, *n_references));
        if number > n_known {
            self.labels.push(label.to_owned());
        }
        format!("{REFERENCE} id=\"{id}\"><a href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>")
    }

    /// Returns the HTML of a footnote, with a way back to each of its references.
    pub(super) fn note(&self, number: usize, mut events: Vec<Event<'_>>, back: impl Fn(&str) -> String) -> String {
        let label = self.labels.get(number - 1).map_or("", String::as_str);
        let n_references = self.known.get(label).map_or(0, |(_, count)| *count);
        let mut links = String::new();
        for reference in 1..=n_references {
            let shown = if n_references > 1 { format!("{number}-{reference}") } else { number.to_string() };
            let (id, label) = (reference_id(number, reference), escape::escaped(&back(&shown)));
            let index = if reference > 1 { format!("<sup>{reference}</sup>") } else { String::new() };
            links.push_str(&format!(
                " <a href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{label}\">↩\u{fe0e}{index}</a>"
            ));
        }
        if matches!(events.last(), Some(Event::End(TagEnd::Paragraph))) {
            events.insert(events.len() - 1, Event::InlineHtml(CowStr::from(links)));
        } else {
            events.push(Event::Html(CowStr::from(format!("<p>{}</p>\n", links.trim_start()))));
        }
        format!("<li id=\"fn-{number}\">\n{}</li>\n", to_html(events, 0))
    }
}

fn reference_id(number: usize, reference: usize) -> String {
    if reference > 1 { format!("fnref-{number}-{reference}") } else { format!("fnref-{number}") }
}
