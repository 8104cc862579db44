//! What stands behind the fence of a code block, in the spellings of Hugo, Zola and plain attributes.
//!
//! `rust {title="a.rs" linenos=true hl_lines=[1,"3-5"]}`, `rust,linenos,hl_lines=3-4 6,name=a.rs`,
//! `rust title="a.rs"`. Without any key that is known here, it is as CommonMark reads it.

use std::ops::RangeInclusive;

/// What an info string says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Info {
    /// The language as it is written, perhaps empty.
    pub language: String,
    pub title: Option<String>,
    /// The number of the first line, where lines are numbered.
    pub numbered_from: Option<u64>,
    /// Lines to be highlighted, from 1, in order and apart from each other.
    pub highlighted: Vec<RangeInclusive<u64>>,
    /// Lines to be left out, likewise.
    pub hidden: Vec<RangeInclusive<u64>>,
    /// Whether it is to have no colors: `noHl` of Hugo.
    pub is_plain: bool,
}

/// Keys that other generators have and that change nothing here.
const WITHOUT_EFFECT: &[&str] = &[
    "anchorlinenos",
    "copy",
    "guesssyntax",
    "hl_inline",
    "linenumbersintable",
    "lineanchors",
    "nobackground",
    "noclasses",
    "style",
    "tabwidth",
    "wrapperclass",
];

/// Reads an info string.
pub(super) fn parse(text: &str) -> Info {
    let text = text.trim();
    let word = text.split(char::is_whitespace).next().unwrap_or("");
    let short = &word[..word.find([',', '{']).unwrap_or(word.len())];
    let mut reader = Reader { rest: &text[short.len()..], info: Info::default(), n_known: 0, start: None };
    reader.read();
    let Reader { mut info, n_known, start, .. } = reader;
    info.language = if n_known > 0 { short } else { word }.to_owned();
    info.numbered_from = info.numbered_from.map(|first| start.unwrap_or(first));
    info
}

/// Returns whether `line` is in one of the ranges.
pub(super) fn holds(ranges: &[RangeInclusive<u64>], line: u64) -> bool {
    let after = ranges.partition_point(|range| *range.start() <= line);
    after.checked_sub(1).is_some_and(|last| ranges[last].contains(&line))
}

struct Reader<'a> {
    rest: &'a str,
    info: Info,
    n_known: usize,
    start: Option<u64>,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches(|letter: char| letter.is_whitespace() || ",{}".contains(letter));
            let is_key = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
            let length = self.rest.find(|letter| !is_key(letter)).unwrap_or(self.rest.len());
            if self.rest.is_empty() {
                return;
            }
            if length == 0 {
                let mut letters = self.rest.chars();
                letters.next();
                self.rest = letters.as_str();
                continue;
            }
            let key = &self.rest[..length];
            self.rest = &self.rest[length..];
            let value = if let Some(rest) = self.rest.strip_prefix('=') {
                self.rest = rest;
                Some(self.value())
            } else {
                None
            };
            self.set(key, value);
        }
    }

    fn value(&mut self) -> &'a str {
        let first = self.rest.chars().next().unwrap_or(' ');
        let close = match first {
            '"' | '\'' | '`' => first,
            '[' => ']',
            _ => {
                let length = self.rest.find(|letter: char| letter.is_whitespace() || ",}".contains(letter));
                let (value, rest) = self.rest.split_at(length.unwrap_or(self.rest.len()));
                self.rest = rest;
                return value;
            }
        };
        let inside = &self.rest[1..];
        let end = inside.find(close).unwrap_or(inside.len());
        self.rest = inside.get(end + 1..).unwrap_or("");
        &inside[..end]
    }

    fn set(&mut self, key: &str, value: Option<&'a str>) {
        let lower = key.to_ascii_lowercase();
        match (lower.as_str(), value) {
            ("title" | "name" | "file" | "filename", Some(value)) => self.info.title = Some(value.to_owned()),
            ("linenos" | "linenumbers", None) => self.info.numbered_from = Some(1),
            ("linenos" | "linenumbers", Some(value)) => {
                self.info.numbered_from = (value != "false").then_some(1);
            }
            ("linenostart" | "linenumberstart", Some(value)) => self.start = value.parse().ok(),
            ("hl_lines", Some(value)) => {
                let more = self.more_lines();
                self.info.highlighted = lines(&[value, more]);
            }
            ("nohl", value) => self.info.is_plain = value != Some("false"),
            ("hide_lines", Some(value)) => {
                let more = self.more_lines();
                self.info.hidden = lines(&[value, more]);
            }
            (known, _) if WITHOUT_EFFECT.contains(&known) => {}
            _ => return,
        }
        self.n_known += 1;
    }

    /// Zola writes `hl_lines=3-4 6`: numbers behind a space belong to the list.
    fn more_lines(&mut self) -> &'a str {
        let is_list = |letter: char| letter.is_ascii_digit() || letter == '-' || letter == ' ';
        let (more, rest) = self.rest.split_at(self.rest.find(|letter| !is_list(letter)).unwrap_or(self.rest.len()));
        self.rest = rest;
        more
    }
}

/// Returns the ranges named in texts like `1 3-5`, in order, those that touch made one.
fn lines(texts: &[&str]) -> Vec<RangeInclusive<u64>> {
    let is_list = |letter: char| letter.is_ascii_digit() || letter == '-';
    let words = texts.iter().flat_map(|text| text.split(|letter| !is_list(letter)));
    let mut ranges: Vec<(u64, u64)> = words
        .filter_map(|word| {
            let (first, last) = word.split_once('-').unwrap_or((word, word));
            let first: u64 = first.parse().ok()?;
            Some((first, last.parse().unwrap_or(first)))
        })
        .collect();
    ranges.sort_unstable();
    let mut joined: Vec<RangeInclusive<u64>> = Vec::new();
    for (first, last) in ranges {
        match joined.last_mut() {
            Some(before) if first <= before.end().saturating_add(1) => {
                *before = *before.start()..=last.max(*before.end());
            }
            _ => joined.push(first..=last),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn info_strings_of_many_generators() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            let info = parse(text);
            let title = info.title.unwrap_or_default();
            let numbers = info.numbered_from.map(|first| first.to_string()).unwrap_or_default();
            let lines: Vec<String> =
                info.highlighted.iter().map(|range| format!("{}-{}", range.start(), range.end())).collect();
            assert_eq!(format!("{}|{title}|{numbers}|{}", info.language, lines.join(" ")), expected, "{text}");
        }
        check("", "|||");
        check("rust", "rust|||");
        check("ruby startline=3 $%@#$", "ruby|||");
        check(";", ";|||");
        check("rust,ignore", "rust,ignore|||");
        check(r#"rust {title="a b.rs" linenos=true hl_lines=[1,"3-5"] linenostart=10}"#, "rust|a b.rs|10|1-1 3-5");
        check("rust,linenos,hl_lines=3-4 6,name=a.rs", "rust|a.rs|1|3-4 6-6");
        check("rust,linenos,hl_lines=3-4 6", "rust||1|3-4 6-6");
        check(r#"js title="x.js""#, "js|x.js||");
        check("{linenos=table,hl_lines=[2,1,\"8-9\"]}", "||1|1-2 8-9");
        check("toml{linenos=false title='x'}", "toml|x||");
        check("c++ hl_lines=\"1 2\"", "c++|||1-2");
    }
}

#[cfg(test)]
mod properties {
    use proptest::prelude::*;

    use super::*;

    const PARTS: &[&str] = &[
        "rust",
        ",",
        " ",
        "{",
        "}",
        "linenos",
        "hl_lines",
        "title",
        "=",
        "\"",
        "'",
        "[",
        "]",
        "1",
        "-",
        "5",
        "é",
        "name",
        "99999999999999999999",
    ];

    proptest! {
        #[test]
        fn any_info_string(parts in prop::collection::vec(prop::sample::select(PARTS), 0..40), other in any::<String>()) {
            let info = parse(&parts.concat());
            prop_assert!(info.highlighted.windows(2).all(|pair| pair[0].end() < pair[1].start()));
            parse(&other);
        }
    }
}
