//! White space: fewer bytes, or lines that a person can read, and the same page on the screen.
//!
//! A run of white space becomes one character and never none: a menu of `<li>`s that a style puts on one
//! line needs the space between them. Only where every HTML parser drops it (around and in `<head>`) it
//! is left out. In `<pre>`, code, `<textarea>`, scripts, styles and wherever a `style` attribute speaks of
//! `white-space`, nothing is touched.

use std::ops::Range;

use super::nesting::lower;
use crate::config::Html;
use crate::render::html::{Tag, is_block, is_space};

/// Spaces for each level, where lines are indented.
const INDENT: &str = "  ";

/// Deeper levels are indented no further, or a page of many levels would be mostly spaces.
const DEEPEST: usize = 24;

/// Writes a page anew, or nothing where it is to stay as it is.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    how: Html,
    /// The page as it was read.
    page: &'a str,
    html: String,
    /// What of the page comes next as it is: most of it stays, and long pieces are copied faster than many.
    same: Range<usize>,
    /// White space that was read and not yet written.
    pending: Option<Space>,
    /// Where in the page this is, by what a parser does with white space there.
    region: Region,
    /// Whether the last tag was of an element that stands on lines of its own.
    is_after_block: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Space {
    Blank,
    Line,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Region {
    /// Before the first element of the body: white space is dropped.
    Head,
    /// In `<title>`, before the body.
    Title,
    Body,
}

impl<'a> Writer<'a> {
    pub(super) fn new(how: Html, page: &'a str) -> Self {
        let html = if how == Html::AsIs { String::new() } else { String::with_capacity(page.len()) };
        Self { how, page, html, same: 0..0, pending: None, region: Region::Head, is_after_block: true }
    }

    /// Takes a start tag; `depth` counts the elements around it.
    pub(super) fn start(&mut self, element: &str, range: Range<usize>, (tag, depth): (&Tag<'_>, usize)) {
        if self.how == Html::AsIs {
            return;
        }
        let is_block = is_block(element);
        self.flush(is_block, depth);
        self.tag(range, tag);
        self.is_after_block = is_block;
        match (self.region, element) {
            (Region::Head, "title") => self.region = Region::Title,
            (Region::Head, element) if element == "body" || !is_of_head(element) => self.region = Region::Body,
            _ => {}
        }
    }

    /// Takes an end tag; `depth` counts the elements around what it closed.
    pub(super) fn end(&mut self, tag: &Tag<'_>, range: Range<usize>, depth: usize) {
        if self.how == Html::AsIs {
            return;
        }
        let is_block = is_block(&lower(tag.name));
        self.flush(is_block, depth);
        self.keep(range);
        self.is_after_block = is_block;
        if self.region == Region::Title {
            self.region = Region::Head;
        }
    }

    pub(super) fn text(&mut self, range: Range<usize>, is_preserved: bool) {
        if self.how == Html::AsIs {
            return;
        }
        if is_preserved {
            self.flush(false, 0);
            self.keep(range);
            self.is_after_block = false;
            return;
        }
        let text = &self.page[range.clone()];
        let words = text.trim_start_matches(is_space);
        let start = range.end - words.len();
        self.wait(&text[..start - range.start]);
        let end = start + words.trim_end_matches(is_space).len();
        if start < end {
            if self.region == Region::Head {
                self.region = Region::Body;
            }
            self.flush(false, 0);
            let mut from = start;
            let is_narrow = is_narrow(&self.page.as_bytes()[start..end]);
            while let Some(run) = if is_narrow { None } else { wide_run(&self.page[from..end]) } {
                let run = from + run.start..from + run.end;
                self.keep(from..run.start);
                self.put(if self.page[run.clone()].contains('\n') { b'\n' } else { b' ' });
                from = run.end;
            }
            self.keep(from..end);
            self.is_after_block = false;
        }
        self.wait(&self.page[end..range.end]);
    }

    /// Takes white space, to be written once it is known what follows.
    fn wait(&mut self, run: &str) {
        if !run.is_empty() {
            let space = if run.contains('\n') { Space::Line } else { Space::Blank };
            self.pending = self.pending.max(Some(space));
        }
    }

    /// Drops a comment, but for those that a program reads: conditional ones, server-side includes, and
    /// those that ask to stay with `!`. One that stands in the middle of text stays too: without it, what
    /// is before and behind it could read as markup (`<<!-- -->b>`), and so does one where each space counts, since a
    /// line break behind `<pre>` is dropped and one behind a comment is not.
    pub(super) fn comment(&mut self, text: &str, range: Range<usize>, is_preserved: bool) {
        if self.how == Html::AsIs {
            return;
        }
        let is_apart = self.pending.is_some() || self.last().is_none_or(|last| last == b'>');
        if is_preserved || !is_apart || text.starts_with(['[', '#', '!', '<']) {
            self.flush(false, 0);
            self.keep(range);
        }
    }

    pub(super) fn other(&mut self, range: Range<usize>) {
        if self.how != Html::AsIs {
            self.flush(true, 0);
            self.keep(range);
            self.is_after_block = true;
        }
    }

    /// Returns the page, or nothing where it stays as it was.
    pub(super) fn into_html(mut self) -> Option<String> {
        if self.how == Html::AsIs {
            return None;
        }
        if self.last() != Some(b'\n') {
            self.put(b'\n');
        }
        self.copy();
        Some(self.html)
    }

    /// Writes a piece of the page as it is.
    fn keep(&mut self, range: Range<usize>) {
        if self.same.end == range.start {
            self.same.end = range.end;
        } else {
            self.copy();
            self.same = range;
        }
    }

    /// Writes one character of white space.
    fn put(&mut self, space: u8) {
        if self.page.as_bytes().get(self.same.end) == Some(&space) {
            self.same.end += 1;
        } else {
            self.add().push(char::from(space));
        }
    }

    /// Returns what is written, to add something that the page has not.
    fn add(&mut self) -> &mut String {
        self.copy();
        &mut self.html
    }

    fn copy(&mut self) {
        self.html.push_str(&self.page[self.same.clone()]);
        self.same.start = self.same.end;
    }

    /// Returns the last byte that was written.
    fn last(&self) -> Option<u8> {
        self.page[self.same.clone()].bytes().next_back().or_else(|| self.html.bytes().next_back())
    }

    /// Writes the white space that is pending, in front of something at `depth`.
    fn flush(&mut self, is_before_block: bool, depth: usize) {
        let Some(space) = self.pending.take() else { return };
        let is_line = self.how == Html::Pretty && (is_before_block || self.is_after_block);
        match space {
            _ if is_line && self.last().is_some() => {
                self.put(b'\n');
                self.add().extend(std::iter::repeat_n(INDENT, depth.min(DEEPEST)));
            }
            _ if self.region == Region::Head => {}
            Space::Blank => self.put(b' '),
            Space::Line => self.put(b'\n'),
        }
    }

    fn tag(&mut self, range: Range<usize>, tag: &Tag<'_>) {
        let source = &self.page[range.clone()];
        let is_wide = source.contains(['\n', '\t', '\r']) || source.contains("  ");
        // What cannot be written another way stays: both quotes in a value, a name that begins with `=`.
        let is_odd =
            |(name, value): (&str, &str)| (value.contains('"') && value.contains('\'')) || name.starts_with('=');
        if !is_wide || tag.attributes().any(is_odd) {
            return self.keep(range);
        }
        let html = self.add();
        html.push('<');
        html.push_str(tag.name);
        for (name, value) in tag.attributes() {
            let quote = if value.contains('"') { '\'' } else { '"' };
            html.push(' ');
            html.push_str(name);
            if !value.is_empty() {
                html.extend(['=', quote]);
                html.push_str(value);
                html.push(quote);
            }
        }
        html.push_str(if tag.is_self_closing { " />" } else { ">" });
    }
}

/// Returns whether white space is nothing but single blanks and line breaks, as in most texts: one look without
/// branches, for which compilers know faster instructions than for the search of a run.
fn is_narrow(bytes: &[u8]) -> bool {
    let is_usual = |byte: u8| (byte == b' ') | (byte == b'\n');
    let is_other = |byte: u8| (byte == b'\t') | (byte == b'\r') | (byte == b'\x0c');
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    !pairs.fold(false, |is_wide, (a, b)| is_wide | is_other(*a) | is_usual(*a) & is_usual(*b))
}

/// Returns the first run of white space that is written another way: one that is neither a blank nor a line break.
fn wide_run(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let is_space = |byte: &u8| is_space(char::from(*byte));
    let is_plain = |at: usize| matches!(bytes[at], b' ' | b'\n') && !bytes.get(at + 1).is_some_and(is_space);
    let mut from = 0;
    loop {
        let start = from + bytes[from..].iter().position(is_space)?;
        if !is_plain(start) {
            let length = bytes[start..].iter().take_while(|byte| is_space(byte)).count();
            return Some(start..start + length);
        }
        from = start + 1;
    }
}

/// Returns whether an element may stand in or around `<head>`.
fn is_of_head(element: &str) -> bool {
    matches!(
        element,
        "base" | "head" | "html" | "link" | "meta" | "noscript" | "script" | "style" | "template" | "title"
    )
}
