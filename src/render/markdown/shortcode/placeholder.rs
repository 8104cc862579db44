//! What the Markdown parser sees instead of shortcode tags, and the way back.
//!
//! A placeholder is a number between two marks, private characters that the body does not hold. The
//! tags of a line that holds nothing else stand in comments, which are blocks of their own.

use std::ops::Range;

use super::scan::{Kind, Tag};

/// A body in which placeholders stand for its tags.
#[derive(Debug, Default)]
pub(in crate::render::markdown) struct Prepared {
    /// What the parser reads.
    pub text: String,
    /// The tags, in order.
    pub tags: Vec<Tag>,
    /// Stands around the number of a tag.
    pub mark: char,
    /// Where pieces of the text begin, in the text and in the body.
    pub(super) pieces: Vec<(usize, usize)>,
}

/// A piece of parsed text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::render::markdown) enum Part<'a> {
    /// As it stands.
    Text(&'a str),
    /// The number of a tag.
    Tag(usize),
}

impl Prepared {
    /// Returns where in the body a range of the text stands.
    pub(in crate::render::markdown) fn place(&self, range: &Range<usize>) -> Range<usize> {
        self.offset(range.start)..self.offset(range.end)
    }

    fn offset(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= at).checked_sub(1);
        piece.map_or(at, |piece| {
            let (start, origin) = self.pieces[piece];
            let next = self.pieces.get(piece + 1).map_or(usize::MAX, |(_, origin)| *origin);
            (origin + at - start).min(next)
        })
    }

    /// Returns `text` cut at its placeholders.
    pub(in crate::render::markdown) fn parts<'a>(&self, text: &'a str) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        let mut rest = text;
        let mut from = 0;
        while let Some((range, tag)) = self.next(rest, from) {
            if range.start > 0 {
                parts.push(Part::Text(&rest[..range.start]));
            }
            parts.push(Part::Tag(tag));
            rest = &rest[range.end..];
            from = 0;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest));
        }
        parts
    }

    /// Returns `text` with what the author wrote where there are placeholders.
    pub(in crate::render::markdown) fn restored(&self, text: &str) -> String {
        let parts = self.parts(text).into_iter();
        parts.map(|part| if let Part::Tag(tag) = part { self.written(tag) } else { part.text() }).collect()
    }

    /// Returns whether there may be placeholders in `text`.
    pub(in crate::render::markdown) fn is_in(&self, text: &str) -> bool {
        !self.tags.is_empty() && text.contains(self.mark)
    }

    /// Returns what a tag is as text.
    pub(in crate::render::markdown) fn written(&self, tag: usize) -> &str {
        match &self.tags[tag].kind {
            Kind::Escaped(text) => text,
            _ => &self.tags[tag].source,
        }
    }

    /// Returns the first placeholder in `text`, with its comment where it has one.
    fn next(&self, text: &str, mut from: usize) -> Option<(Range<usize>, usize)> {
        loop {
            let start = from + text[from..].find(self.mark)?;
            let inside = start + self.mark.len_utf8();
            let digits = text[inside..].bytes().take_while(u8::is_ascii_digit).count();
            let end = inside + digits;
            let number = text[inside..end].parse().ok().filter(|number| *number < self.tags.len());
            match number {
                Some(tag) if text[end..].starts_with(self.mark) => {
                    let end = end + self.mark.len_utf8();
                    let is_comment = text[..start].ends_with("<!--") && text[end..].starts_with("-->");
                    let range = if is_comment { start - 4..end + 3 } else { start..end };
                    return Some((range, tag));
                }
                // The author wrote the mark as an entity.
                _ => from = end,
            }
        }
    }
}

impl<'a> Part<'a> {
    fn text(&self) -> &'a str {
        match self {
            Part::Text(text) => text,
            Part::Tag(_) => "",
        }
    }
}
