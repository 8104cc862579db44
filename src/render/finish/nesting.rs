//! Which elements are open, and which stay open by mistake.

use std::borrow::Cow;

use super::audit::Fault;
use crate::render::html::{Tag, has_optional_end, is_void};

/// Deeper than this no browser nests (Blink cuts at 512), and nobody could say what is missing.
const DEEPEST: usize = 512;

/// One open element.
#[derive(Debug)]
struct Open<'a> {
    name: Cow<'a, str>,
    /// Its start tag as it is written.
    source: &'a str,
    /// Whether each space in it counts.
    keeps_space: bool,
}

/// The elements that are open at one point of a page, outermost first.
#[derive(Debug, Default)]
pub(super) struct Nesting<'a> {
    open: Vec<Open<'a>>,
    /// How many elements around this point are SVG or MathML, where `/>` ends an element.
    n_foreign: usize,
    is_too_deep: bool,
    is_lost: bool,
    faults: Vec<Fault>,
}

impl<'a> Nesting<'a> {
    /// Opens an element and returns its name.
    pub(super) fn start(&mut self, tag: &Tag<'a>, source: &'a str) -> Cow<'a, str> {
        let name = lower(tag.name);
        let is_foreign = matches!(&*name, "svg" | "math");
        let is_empty = is_void(&name) || (tag.is_self_closing && (is_foreign || self.n_foreign > 0));
        if self.open.len() >= DEEPEST {
            self.is_too_deep = true;
        } else if !is_empty {
            self.n_foreign += usize::from(is_foreign);
            let keeps_space = self.keeps_space();
            self.open.push(Open { name: name.clone(), source, keeps_space });
        }
        name
    }

    /// Makes each space count in the element that was opened last.
    pub(super) fn keep_space(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.keeps_space = true;
        }
    }

    /// Closes an element, with all in it that may do without an end tag; tells what was closed.
    pub(super) fn end(&mut self, tag: &Tag<'a>, mut tell: impl FnMut(&str)) {
        let name = lower(tag.name);
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else {
            // `</p>` and `</br>` are elements of their own; both come from a paragraph around a block.
            if !matches!(&*name, "p" | "br") {
                self.fault(Fault::EndStray(name.into_owned()));
            }
            return;
        };
        // What stands inside of it, but only there: a stray `</a>` must not close the page.
        let is_apart = |open: &Open<'_>| matches!(&*open.name, "main" | "body" | "table" | "template");
        if self.open[at + 1..].iter().any(is_apart) && !is_frame(&name) {
            self.fault(Fault::EndStray(name.into_owned()));
            return;
        }
        while self.open.len() > at + 1 {
            // The one next to the element that was named comes first: it is told, and the others follow from it.
            let open = self.open.remove(at + 1);
            self.left_open(&open);
            // Where a browser ends what nobody ended is its own affair, so no space is touched from here on.
            self.is_lost |= open.keeps_space && !has_optional_end(&open.name);
            self.close(&open, &mut tell);
        }
        if let Some(open) = self.open.pop() {
            self.close(&open, &mut tell);
        }
    }

    fn close(&mut self, open: &Open<'a>, tell: &mut impl FnMut(&str)) {
        self.n_foreign -= usize::from(matches!(&*open.name, "svg" | "math"));
        tell(&open.name);
    }

    /// Returns how many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Returns whether each space counts here.
    pub(super) fn keeps_space(&self) -> bool {
        self.is_lost || self.open.last().is_some_and(|open| open.keeps_space)
    }

    /// Returns whether no visitor sees the text at this point.
    pub(super) fn is_unseen(&self) -> bool {
        self.open.last().is_some_and(|open| matches!(&*open.name, "script" | "style" | "template"))
    }

    /// Returns what was wrong, once the page has ended.
    pub(super) fn into_faults(mut self) -> Vec<Fault> {
        if self.is_too_deep {
            return Vec::new();
        }
        for open in std::mem::take(&mut self.open) {
            self.left_open(&open);
        }
        self.faults
    }

    fn left_open(&mut self, open: &Open<'a>) {
        if !has_optional_end(&open.name) {
            self.fault(Fault::ElementOpen(open.source.to_owned()));
        }
    }

    /// Keeps the first of each kind: one tag too few makes all that follow wrong.
    fn fault(&mut self, fault: Fault) {
        let is_known = |known: &Fault| std::mem::discriminant(known) == std::mem::discriminant(&fault);
        if !self.faults.iter().any(is_known) {
            self.faults.push(fault);
        }
    }
}

fn is_frame(name: &str) -> bool {
    matches!(name, "html" | "body" | "main" | "table" | "template")
}

/// Returns a name in lower case.
pub(super) fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}
