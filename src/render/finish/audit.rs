//! What looks wrong in a page that could be rendered: an empty `<main>`, an id that stands twice, text
//! that no author wrote.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::nesting::Nesting;
use crate::render::html::{self, is_code};

/// One fault, with the piece of HTML by which its place can be found again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::render) enum Fault {
    /// There is nothing to see in `<main>`.
    MainEmpty,
    /// Two elements have this id.
    IdTwice(String),
    /// A program's word for "nothing there" was printed.
    NoValue(String),
    /// This is written in the language of templates.
    TemplateText(String),
    /// Nothing closes the element of this start tag.
    ElementOpen(String),
    /// This end tag closes nothing.
    EndStray(String),
}

/// What the author of a page wrote.
#[derive(Debug, Default)]
pub(in crate::render) struct Said {
    /// The HTML of the body.
    pub body: String,
    /// Titles, descriptions and the like that the page is given.
    pub values: String,
}

/// What programs print where a value is missing.
const NO_VALUES: [&str; 3] = ["undefined", "NaN", "[object Object]"];

/// What templates begin and end with.
const TEMPLATE_MARKS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];

/// A page with more of a kind has one mistake many times.
const MOST_OF_A_KIND: usize = 5;

/// Collects the faults of one page.
#[derive(Debug)]
pub(super) struct Audit {
    /// Whether some word or mark is there at all; most pages have none, and one look at all of a page is
    /// far cheaper than one at each of its texts.
    is_suspect: bool,
    ids: BTreeSet<String>,
    /// Within `<main>`: whether something was seen in it yet.
    is_main_filled: Option<bool>,
    /// How many elements are open whose text is not read by visitors or is code.
    n_quiet: usize,
    faults: BTreeSet<Fault>,
}

impl Audit {
    pub(super) fn of(html: &str) -> Self {
        let marks = TEMPLATE_MARKS.iter().map(|(open, _)| *open);
        Self {
            is_suspect: marks.chain(NO_VALUES).any(|mark| html::holds(html, mark)),
            ids: BTreeSet::new(),
            is_main_filled: None,
            n_quiet: 0,
            faults: BTreeSet::new(),
        }
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        if name == "id" && !value.is_empty() && !self.ids.insert(value.to_owned()) {
            self.note(Fault::IdTwice(value.to_owned()));
        }
        // Frameworks in the browser have templates of their own in such attributes.
        let is_own = name.starts_with(['@', ':', '*', '[', '('])
            || ["data-", "x-", "v-", "on"].iter().any(|own| name.starts_with(own));
        if self.is_suspect && !is_own {
            self.words(value);
        }
    }

    /// Takes an element that begins; `shows` says whether it is seen without any text.
    pub(super) fn start(&mut self, name: &str, shows: bool) {
        match name {
            "main" => self.is_main_filled = Some(false),
            _ if shows => self.fill(),
            _ => {}
        }
        self.n_quiet += usize::from(is_quiet(name));
    }

    /// Takes an element that ends.
    pub(super) fn end(&mut self, name: &str) {
        self.n_quiet -= usize::from(is_quiet(name)).min(self.n_quiet);
        if name == "main" {
            self.main_ends();
        }
    }

    pub(super) fn text(&mut self, text: &str, nesting: &Nesting<'_>) {
        if self.is_main_filled == Some(false) && !nesting.is_unseen() && !text.trim().is_empty() {
            self.fill();
        }
        if self.is_suspect && self.n_quiet == 0 {
            self.words(text);
        }
    }

    /// Returns the faults of the page; what its author `said` is none.
    pub(super) fn into_faults(mut self, said: &dyn Fn() -> Said) -> Vec<Fault> {
        self.main_ends();
        let is_said = |fault: &Fault| matches!(fault, Fault::NoValue(_) | Fault::TemplateText(_));
        if self.faults.iter().any(is_said) {
            let Said { body, values } = said();
            self.faults.retain(|fault| match fault {
                Fault::NoValue(word) => !body.contains(word.as_str()) && !values.contains(word.as_str()),
                // In a title it was meant for another generator, which filled it in.
                Fault::TemplateText(text) => !body.contains(text.as_str()),
                _ => true,
            });
        }
        self.faults.into_iter().collect()
    }

    fn fill(&mut self) {
        if let Some(is_filled) = &mut self.is_main_filled {
            *is_filled = true;
        }
    }

    fn main_ends(&mut self) {
        if self.is_main_filled.take() == Some(false) {
            self.faults.insert(Fault::MainEmpty);
        }
    }

    fn words(&mut self, text: &str) {
        for word in NO_VALUES.into_iter().filter(|word| has_word(text, word)) {
            self.note(Fault::NoValue(word.to_owned()));
        }
        for (open, close) in TEMPLATE_MARKS {
            let mut rest = text;
            while let Some(at) = rest.find(open) {
                let Some(length) = rest[at..].find(close).map(|length| length + close.len()) else { break };
                if length > open.len() + close.len() {
                    self.note(Fault::TemplateText(rest[at..at + length].to_owned()));
                }
                rest = &rest[at + length..];
            }
        }
    }

    fn note(&mut self, fault: Fault) {
        let kind = std::mem::discriminant(&fault);
        if self.faults.iter().filter(|fault| std::mem::discriminant(*fault) == kind).count() < MOST_OF_A_KIND {
            self.faults.insert(fault);
        }
    }
}

fn is_quiet(name: &str) -> bool {
    is_code(name) || matches!(name, "script" | "style" | "template" | "annotation")
}

/// Returns whether `word` stands in `text` by itself.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-');
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part))
}
