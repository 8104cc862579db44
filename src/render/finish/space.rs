//! White space: fewer bytes, or lines that a person can read, and the same page on the screen.
//!
//! A run of white space becomes one character and never none: a menu of `<li>`s that a style puts on one
//! line needs the space between them. Only where every HTML parser drops it (around and in `<head>`) it
//! is left out. In `<pre>`, code, `<textarea>`, scripts, styles and wherever a `style` attribute speaks of
//! `white-space`, nothing is touched.

use super::nesting::lower;
use crate::config::Html;
use crate::render::html::{Tag, is_block, is_space};

/// Spaces for each level, where lines are indented.
const INDENT: &str = "  ";

/// Deeper levels are indented no further, or a page of many levels would be mostly spaces.
const DEEPEST: usize = 24;

/// Writes a page anew, or nothing where it is to stay as it is.
#[derive(Debug)]
pub(super) struct Writer {
    how: Html,
    html: String,
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

impl Writer {
    pub(super) fn new(how: Html, capacity: usize) -> Self {
        let html = if how == Html::AsIs { String::new() } else { String::with_capacity(capacity) };
        Self { how, html, pending: None, region: Region::Head, is_after_block: true }
    }

    /// Takes a start tag; `depth` counts the elements around it.
    pub(super) fn start(&mut self, element: &str, source: &str, (tag, depth): (&Tag<'_>, usize)) {
        if self.how == Html::AsIs {
            return;
        }
        let is_block = is_block(element);
        self.flush(is_block, depth);
        self.push_tag(source, tag);
        self.is_after_block = is_block;
        match (self.region, element) {
            (Region::Head, "title") => self.region = Region::Title,
            (Region::Head, element) if element == "body" || !is_of_head(element) => self.region = Region::Body,
            _ => {}
        }
    }

    /// Takes an end tag; `depth` counts the elements around what it closed.
    pub(super) fn end(&mut self, tag: &Tag<'_>, source: &str, depth: usize) {
        if self.how == Html::AsIs {
            return;
        }
        let is_block = is_block(&lower(tag.name));
        self.flush(is_block, depth);
        self.html.push_str(source);
        self.is_after_block = is_block;
        if self.region == Region::Title {
            self.region = Region::Head;
        }
    }

    pub(super) fn text(&mut self, text: &str, is_preserved: bool) {
        if self.how == Html::AsIs {
            return;
        }
        if is_preserved {
            self.flush(false, 0);
            self.html.push_str(text);
            self.is_after_block = false;
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest.trim_start_matches(is_space);
            let space = &rest[..rest.len() - word.len()];
            if !space.is_empty() {
                let space = if space.contains('\n') { Space::Line } else { Space::Blank };
                self.pending = self.pending.max(Some(space));
            }
            let length = word.find(is_space).unwrap_or(word.len());
            if length > 0 {
                if self.region == Region::Head {
                    self.region = Region::Body;
                }
                self.flush(false, 0);
                self.html.push_str(&word[..length]);
                self.is_after_block = false;
            }
            rest = &word[length..];
        }
    }

    /// Drops a comment, but for those that a program reads: conditional ones, server-side includes, and
    /// those that ask to stay with `!`. One that stands in the middle of text stays too: without it, what
    /// is before and behind it could read as markup (`<<!-- -->b>`), and so does one where each space counts, since a
    /// line break behind `<pre>` is dropped and one behind a comment is not.
    pub(super) fn comment(&mut self, text: &str, source: &str, is_preserved: bool) {
        if self.how == Html::AsIs {
            return;
        }
        let is_apart = self.pending.is_some() || self.html.is_empty() || self.html.ends_with('>');
        if is_preserved || !is_apart || text.starts_with(['[', '#', '!', '<']) {
            self.flush(false, 0);
            self.html.push_str(source);
        }
    }

    pub(super) fn other(&mut self, source: &str) {
        if self.how != Html::AsIs {
            self.flush(true, 0);
            self.html.push_str(source);
            self.is_after_block = true;
        }
    }

    /// Returns the page, or nothing where it stays as it was.
    pub(super) fn into_html(mut self) -> Option<String> {
        if self.how == Html::AsIs {
            return None;
        }
        if !self.html.ends_with('\n') {
            self.html.push('\n');
        }
        Some(self.html)
    }

    /// Writes the white space that is pending, in front of something at `depth`.
    fn flush(&mut self, is_before_block: bool, depth: usize) {
        let Some(space) = self.pending.take() else { return };
        let is_line = self.how == Html::Pretty && (is_before_block || self.is_after_block);
        match space {
            _ if is_line && !self.html.is_empty() => {
                self.html.push('\n');
                self.html.extend(std::iter::repeat_n(INDENT, depth.min(DEEPEST)));
            }
            _ if self.region == Region::Head => {}
            Space::Blank => self.html.push(' '),
            Space::Line => self.html.push('\n'),
        }
    }

    fn push_tag(&mut self, source: &str, tag: &Tag<'_>) {
        let is_wide = source.contains(['\n', '\t', '\r']) || source.contains("  ");
        // What cannot be written another way stays: both quotes in a value, a name that begins with `=`.
        let is_odd =
            |(name, value): (&str, &str)| (value.contains('"') && value.contains('\'')) || name.starts_with('=');
        if !is_wide || tag.attributes().any(is_odd) {
            return self.html.push_str(source);
        }
        self.html.push('<');
        self.html.push_str(tag.name);
        for (name, value) in tag.attributes() {
            let quote = if value.contains('"') { '\'' } else { '"' };
            self.html.push(' ');
            self.html.push_str(name);
            if !value.is_empty() {
                self.html.extend(['=', quote]);
                self.html.push_str(value);
                self.html.push(quote);
            }
        }
        self.html.push_str(if tag.is_self_closing { " />" } else { ">" });
    }
}

/// Returns whether an element may stand in or around `<head>`.
fn is_of_head(element: &str) -> bool {
    matches!(
        element,
        "base" | "head" | "html" | "link" | "meta" | "noscript" | "script" | "style" | "template" | "title"
    )
}
