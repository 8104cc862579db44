//! The attributes of one tag: <https://html.spec.whatwg.org/#before-attribute-name-state>.

use std::borrow::Cow;

use html5gum::{Token, Tokenizer};

/// Reads names and values, without quotes, as they are written.
#[derive(Debug, Clone)]
pub(in crate::render) struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Attributes<'a> {
    /// Reads what stands in a tag after its name.
    pub(super) fn of(inside: &'a str) -> Self {
        Self { rest: inside }
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.rest.trim_start_matches(|character| is_space(character) || character == '/');
        if start.is_empty() {
            self.rest = start;
            return None;
        }
        // An `=` in front is part of the name.
        let mut characters = start.char_indices().skip(1);
        let is_end = |character| is_space(character) || matches!(character, '/' | '=');
        let length = characters.find(|(_, character)| is_end(*character)).map_or(start.len(), |(at, _)| at);
        let (name, rest) = start.split_at(length);
        let after = rest.trim_start_matches(is_space);
        let Some(value) = after.strip_prefix('=') else {
            self.rest = rest;
            return Some((name, ""));
        };
        let value = value.trim_start_matches(is_space);
        let (value, rest) = match value.as_bytes().first() {
            Some(b'"') => quoted(&value[1..], '"'),
            Some(b'\'') => quoted(&value[1..], '\''),
            _ => value.split_at(value.find(is_space).unwrap_or(value.len())),
        };
        self.rest = rest;
        Some((name, value))
    }
}

fn quoted(text: &str, quote: char) -> (&str, &str) {
    text.split_once(quote).unwrap_or((text, ""))
}

/// Returns whether HTML takes a character for white space.
pub(in crate::render) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\n' | '\t' | '\r' | '\x0c')
}

/// Returns what a value means: its character references replaced.
pub(in crate::render) fn decoded(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    // In text a reference means the same; only an unfinished one (`&copy=1`) is left alone in attributes.
    let text = value.replace('<', "&lt;");
    let strings = Tokenizer::new(&text).filter_map(|token| match token {
        Ok(Token::String(string)) => Some(String::from_utf8_lossy(&string).into_owned()),
        _ => None,
    });
    Cow::Owned(strings.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(inside: &str, expected: &[(&str, &str)]) {
        assert_eq!(Attributes::of(inside).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn all_the_ways_to_write_one() {
        check(" a=\"1 2\" b='\"' c=3/4 d", &[("a", "1 2"), ("b", "\""), ("c", "3/4"), ("d", "")]);
        check(" a = \"1\"b/c\n=\td =e", &[("a", "1"), ("b", ""), ("c", "d"), ("=e", "")]);
        check(" / ", &[]);
    }

    #[test]
    fn references_mean_characters() {
        assert_eq!(decoded("a?b&amp;c&#x2F;&egrave;<"), "a?b&c/è<");
        assert_eq!(decoded("plain"), "plain");
    }
}
