//! What the author got wrong, as values: many, placed, hinted.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::path::SourcePath;

/// How bad a finding is. Errors stop `publish` and make `build` exit with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The output is wrong or incomplete.
    Error,
    /// The output is right but probably not what was meant.
    Warning,
}

/// Where in a source file: a byte range, and the line and column (from 1) at which it begins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub file: SourcePath,
    /// First byte of the range.
    pub offset: usize,
    /// Length of the range in bytes; 0 where only a point is known.
    pub length: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// Returns the place of `range` in `text`, the content of `file`.
    pub fn of(file: &SourcePath, text: &str, range: std::ops::Range<usize>) -> Self {
        let offset = floor_char_boundary(text, range.start);
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            file: file.clone(),
            offset,
            length: range.end.min(text.len()).saturating_sub(offset),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// Returns the place of `range` in `text`, of which `lines` knows where each line begins.
    pub fn in_lines(file: &SourcePath, text: &str, lines: &Lines, range: std::ops::Range<usize>) -> Self {
        let offset = floor_char_boundary(text, range.start);
        let line = lines.0.partition_point(|start| *start <= offset);
        let line_start = lines.0.get(line.saturating_sub(1)).copied().unwrap_or(0);
        Self {
            file: file.clone(),
            offset,
            length: range.end.min(text.len()).saturating_sub(offset),
            line: line.max(1),
            column: text[line_start..offset].chars().count() + 1,
        }
    }

    /// Returns the place that means the whole of `file`.
    pub fn whole(file: &SourcePath) -> Self {
        Self { file: file.clone(), offset: 0, length: 0, line: 1, column: 1 }
    }
}

/// Where the lines of a text begin, for a text of which many places are needed.
#[derive(Debug, Clone)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// Returns the lines of a text.
    pub fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }
}

/// Returns the last character boundary of `text` at or before `offset`.
fn floor_char_boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// One mistake of an author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Error or warning.
    pub severity: Severity,
    /// A stable name, for configuration and CI: `link-broken`.
    pub code: Cow<'static, str>,
    /// What is wrong, without a period.
    pub message: String,
    /// Where, if a file is to blame.
    pub place: Option<Place>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Finding {
    /// Returns an error without a place or a hint.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code: code.into(), message: message.into(), place: None, hint: None }
    }

    /// Returns a warning without a place or a hint.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Returns this finding at `place`.
    #[must_use]
    pub fn at(self, place: Place) -> Self {
        Self { place: Some(place), ..self }
    }

    /// Returns this finding with a suggestion, or with other advice where there is none.
    #[must_use]
    pub fn suggest(self, near: Option<&str>, otherwise: &str) -> Self {
        match near {
            Some(name) => self.hint(format!("did you mean `{name}`?")),
            None => self.hint(otherwise),
        }
    }

    /// Returns this finding with advice.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// All findings of a phase, collected rather than thrown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Returns them, sorted by place, code and message, each once.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0.sort_by(|a, b| (&a.place, &a.code, &a.message).cmp(&(&b.place, &b.code, &b.message)));
        self.0.dedup();
        self
    }

    /// Returns an iterator over them.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns how many have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Returns whether at least one is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        self.0.extend(findings);
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Finding> for Findings {
    fn from_iter<I: IntoIterator<Item = Finding>>(findings: I) -> Self {
        Self(findings.into_iter().collect())
    }
}

/// Returns the name among `known` that `word` was probably meant to be: at most two letters away.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = letters(word);
    known
        .into_iter()
        .filter(|name| may_be_near(&letters, name))
        .map(|name| (strsim::damerau_levenshtein(word, name), name))
        .filter(|(distance, name)| *distance <= 2 && *distance < name.chars().count())
        .min()
        .map(|(_, name)| name)
}

/// How often each byte occurs in a word.
fn letters(word: &str) -> [i32; 256] {
    let mut counts = [0; 256];
    word.bytes().for_each(|byte| counts[usize::from(byte)] += 1);
    counts
}

/// Two edits add and remove at most two letters each, of at most four bytes. The distance itself
/// costs a hundred times as much, and a site may hold 100,000 names.
fn may_be_near(letters: &[i32; 256], name: &str) -> bool {
    let mut rest = *letters;
    name.bytes().for_each(|byte| rest[usize::from(byte)] -= 1);
    let n_other: i32 = rest.iter().map(|count| count.abs()).sum();
    n_other <= if name.is_ascii() { 2 * 2 + 2 * 3 } else { 2 * 2 * 4 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters() {
        let file = SourcePath::new("a.md").unwrap();
        let place = Place::of(&file, "però\ncittà è", 13..15);
        assert_eq!((place.line, place.column, place.length), (2, 7, 2));
        let past_the_end = Place::of(&file, "è", 1..9);
        assert_eq!((past_the_end.line, past_the_end.column), (1, 1));
    }

    #[test]
    fn a_near_miss_is_suggested() {
        assert_eq!(nearest("titel", ["date", "title"]), Some("title"));
        assert_eq!(nearest("zebra", ["date", "title"]), None);
        assert_eq!(nearest("ab", ["cd"]), None);
        assert_eq!(nearest("citta", ["cerca", "città"]), Some("città"));
        assert_eq!(nearest("ààbbbb", ["bbbb", "eebbbb"]), Some("bbbb"));
    }
}
