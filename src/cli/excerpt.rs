//! The lines around a place, as miette draws them, short enough for a terminal.
//!
//! Many authors write a paragraph as one line of a thousand characters, in which a mark under a word
//! would be lost between wrapped lines. So a long line is cut around the place; the place itself is
//! told as it is in the file.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::base::finding::Place;

/// How many characters of a line are shown.
const WIDTH: usize = 100;

/// How many of them stand before the place.
const BEFORE: usize = 30;

/// The line of a place and those above and below it.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    /// From 0, as miette counts.
    first_line: usize,
    n_lines: usize,
    line: usize,
    column: usize,
    /// Where the place lies in `text`.
    pub mark: SourceSpan,
}

impl Excerpt {
    /// Returns the lines of `text` around `place`.
    pub(super) fn new(text: &str, place: &Place) -> Self {
        let (line, column) = (place.line.saturating_sub(1), place.column.saturating_sub(1));
        let first_line = line.saturating_sub(1);
        let mut excerpt = String::new();
        let mut mark = SourceSpan::from((0, 0));
        let mut lines: Vec<&str> = text.lines().skip(first_line).take(line - first_line + 2).collect();
        // The end of a file may be a line of its own.
        lines.resize(lines.len().max(line - first_line + 1), "");
        for (at, source) in lines.iter().enumerate() {
            if first_line + at == line {
                let skipped = if source.chars().count() > WIDTH { column.saturating_sub(BEFORE) } else { 0 };
                let start = excerpt.len() + shown(source, skipped, column - skipped).len();
                let marked: String = source.chars().skip(column).collect();
                let n_marked = marked.get(..place.length).unwrap_or(&marked).chars().count();
                let end = excerpt.len() + shown(source, skipped, (column - skipped + n_marked).min(WIDTH)).len();
                mark = SourceSpan::from((start, end - start));
                excerpt.push_str(&cut(source, skipped));
            } else {
                excerpt.push_str(&cut(source, 0));
            }
            excerpt.push('\n');
        }
        Self { name: place.file.to_string(), text: excerpt, first_line, n_lines: lines.len(), line, column, mark }
    }
}

/// Returns a line from its `skipped`th character on, as much of it as is shown.
fn cut(line: &str, skipped: usize) -> String {
    let more = if line.chars().count() > skipped + WIDTH { "…" } else { "" };
    format!("{}{more}", shown(line, skipped, WIDTH))
}

/// Control characters of a file must not reach the terminal.
fn shown(line: &str, skipped: usize, n: usize) -> String {
    let start = if skipped > 0 { "…" } else { "" };
    let plain = |character: char| if character.is_control() && character != '\t' { '\u{fffd}' } else { character };
    start.chars().chain(line.chars().skip(skipped).take(n).map(plain)).collect()
}

impl SourceCode for Excerpt {
    /// miette asks with lines of context for what it draws, and without for the place it tells.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (data, span, line, column) = if before + after > 0 {
            (self.text.as_bytes(), SourceSpan::from((0, self.text.len())), self.first_line, 0)
        } else {
            let bytes = self.text.as_bytes().get(span.offset()..span.offset() + span.len());
            (bytes.ok_or(MietteError::OutOfBounds)?, *span, self.line, self.column)
        };
        let contents = MietteSpanContents::new_named(self.name.clone(), data, span, line, column, self.n_lines);
        Ok(Box::new(contents))
    }
}
