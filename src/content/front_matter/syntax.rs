//! Finds the front matter and reads it, in any of its three languages, into JSON values.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::{Map, Value};

use crate::base::finding::{Finding, Place};
use crate::base::path::SourcePath;
use crate::config::json;
use crate::content::mistake::{self, Mistake};

/// What stands before the body of a content file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct FrontMatter {
    /// Its values by key.
    pub(crate) values: Map<String, Value>,
    /// Where it stands in the file, without the fences.
    pub(crate) range: Range<usize>,
    /// The first byte of the body.
    pub(crate) body: usize,
    /// Keys that a section above cascades; what is wrong with them is told there.
    pub(crate) inherited: BTreeSet<String>,
}

/// A front matter is looked at again and again, by every list that shows its page.
const MOST_BYTES: usize = 1 << 20;

/// The language of a front matter, told by its first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Toml,
    Yaml,
    Json,
}

/// Returns the front matter of `text`, which is the content of `file`; a file without one has an
/// empty one.
pub(crate) fn parse(file: &SourcePath, text: &str) -> Result<FrontMatter, Finding> {
    let Some(language) = language(text) else { return Ok(FrontMatter::default()) };
    let (range, body) = range(file, text, language)?;
    if range.len() > MOST_BYTES {
        let message =
            format!("the front matter has {} KB, and at most {} KB are read", range.len() >> 10, MOST_BYTES >> 10);
        let finding =
            Finding::error("front-matter-large", message).at(Place::of(file, text, 0..first_line(text).len()));
        return Err(finding.hint("values of this size belong into a file below `data/`"));
    }
    let values = values(language, &text[range.clone()]).map_err(|(message, span)| {
        let span = range.start + span.start..range.start + span.end;
        Finding::error("front-matter-syntax", message).at(Place::of(file, text, span))
    })?;
    Ok(FrontMatter { values, range, body, inherited: BTreeSet::new() })
}

/// Returns where the body of `text` begins.
pub(crate) fn end(file: &SourcePath, text: &str) -> Result<usize, Finding> {
    language(text).map_or(Ok(0), |language| Ok(range(file, text, language)?.1))
}

/// Returns where the values stand, and where the body begins.
fn range(file: &SourcePath, text: &str, language: Language) -> Result<(Range<usize>, usize), Finding> {
    let found = match language {
        Language::Json => json_range(text),
        Language::Toml => fenced(text, "+++"),
        Language::Yaml => fenced(text, "---"),
    };
    found.ok_or_else(|| {
        Finding::error("front-matter-open", "the front matter has no end")
            .at(Place::of(file, text, 0..first_line(text).len()))
            .hint("close it with the same fence, `+++` or `---`, on a line of its own")
    })
}

impl FrontMatter {
    /// Returns where `key` stands in `text`: the line that begins with it.
    pub(crate) fn span_of(&self, text: &str, key: &str) -> Range<usize> {
        let mut start = self.range.start;
        for line in text[self.range.clone()].split_inclusive('\n') {
            let trimmed = line.trim_start();
            let indent = line.len() - trimmed.len();
            let unquoted = trimmed.trim_start_matches(['"', '\'', '[']);
            let rest = unquoted.strip_prefix(key).map(|rest| rest.trim_start_matches(['"', '\'']).trim_start());
            if rest.is_some_and(|rest| rest.starts_with(['=', ':', ']', '.'])) {
                return start + indent..start + line.trim_end().len();
            }
            start += line.len();
        }
        self.range.start..self.range.start
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("")
}

fn language(text: &str) -> Option<Language> {
    match first_line(text).trim_end() {
        "+++" => Some(Language::Toml),
        "---" => Some(Language::Yaml),
        line if line.starts_with('{') && !line.starts_with("{{") && !line.starts_with("{%") => Some(Language::Json),
        _ => None,
    }
}

/// Returns the range between two lines that are `fence`, and where the text after them begins.
fn fenced(text: &str, fence: &str) -> Option<(Range<usize>, usize)> {
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((start..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn json_range(text: &str) -> Option<(Range<usize>, usize)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    // A mistake inside is reported by `values`, over the whole text.
    let end = match values.next()? {
        Ok(_) => values.byte_offset(),
        Err(_) => text.len(),
    };
    let rest = &text[end..];
    let blank = rest.len() - rest.trim_start_matches(['\r', '\n', ' ']).len();
    Some((0..end, end + blank))
}

fn values(language: Language, text: &str) -> Result<Map<String, Value>, Mistake> {
    match language {
        Language::Toml => mistake::toml(text)
            .map(|table| table.into_iter().map(|(key, value)| (key, json::from_toml(value))).collect()),
        Language::Yaml if text.trim().is_empty() => Ok(Map::new()),
        Language::Yaml => mistake::yaml(text),
        Language::Json => mistake::json(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> SourcePath {
        SourcePath::new("content/a.md").unwrap()
    }

    #[test]
    fn three_languages_and_none() {
        #[track_caller]
        fn check(text: &str, title: Option<&str>, body: &str) {
            let front = parse(&file(), text).unwrap();
            assert_eq!(front.values.get("title").and_then(Value::as_str), title);
            assert_eq!(&text[front.body..], body);
        }
        check("+++\ntitle = \"A\"\n+++\nbody", Some("A"), "body");
        check("+++\r\ntitle = \"A\"\r\n+++\r\nbody", Some("A"), "body");
        check("---\ntitle: A\ndate: 2026-11-23\n---\n", Some("A"), "");
        check("---\n---\nbody", None, "body");
        check("{\"title\": \"A\"}\n\nbody", Some("A"), "body");
        check("no front matter", None, "no front matter");
        check("{{ not json }}", None, "{{ not json }}");
        check("", None, "");
    }

    #[test]
    fn mistakes_have_a_place() {
        #[track_caller]
        fn check(text: &str, code: &str, line: usize) {
            let finding = parse(&file(), text).unwrap_err();
            assert_eq!((&*finding.code, finding.place.unwrap().line), (code, line));
        }
        check("+++\ntitle = \n+++\n", "front-matter-syntax", 2);
        check("+++\ntitle = 'A'\n", "front-matter-open", 1);
        check("---\ntitle: A\nb: [1\n---\n", "front-matter-syntax", 3);
        check("---\na: 1\n  b: [\n---\n", "front-matter-syntax", 3);
        check("{\"title\": }\n", "front-matter-syntax", 1);
    }
}
