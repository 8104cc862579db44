//! The words of a template: what Tera's own lexer sees, which it keeps to itself.
//!
//! Comes in: the text of a template. Goes out: words, quoted texts and marks between `{{` and `}}` or
//! `{%` and `%}`, with their places. Where Tera would refuse a text this goes on at the next tag, so
//! that one mistake hides no name. Deliberately not here: what the words mean.

use std::borrow::Cow;
use std::ops::Range;

/// A piece of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{{`, perhaps with a `-`.
    ShowStart,
    /// `{%`, perhaps with a `-`.
    TagStart,
    /// `}}` or `%}`, perhaps with a `-`.
    End,
    /// A name or a keyword.
    Word(&'a str),
    /// A quoted text without its quotes and escapes.
    Text(Cow<'a, str>),
    /// One character of anything else.
    Mark(u8),
}

/// A token and the bytes it takes.
pub(super) type Placed<'a> = (Token<'a>, Range<usize>);

/// Returns the tokens of all tags of a template. Comments and `raw` blocks have none.
pub(super) fn tokens(text: &str) -> Vec<Placed<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        at = match &text.as_bytes()[start..start + 2] {
            b"{#" => text[start..].find("#}").map_or(text.len(), |end| start + end + 2),
            b"{%" => match raw_end(text, start) {
                Some(end) => end,
                None => tag(text, start, Token::TagStart, &mut found),
            },
            _ => tag(text, start, Token::ShowStart, &mut found),
        };
    }
    found
}

fn next_start(text: &str, from: usize) -> Option<usize> {
    let starts = |pair: &[u8]| matches!(pair, b"{{" | b"{%" | b"{#");
    text.as_bytes().get(from..)?.windows(2).position(starts).map(|at| from + at)
}

/// Returns the end of the `raw` block that begins at `start`, if one does.
fn raw_end(text: &str, start: usize) -> Option<usize> {
    let mut at = start + 2 + named_tag(&text[start + 2..], "raw")?;
    while let Some(next) = text[at..].find("{%") {
        at += next + 2;
        if let Some(length) = named_tag(&text[at..], "endraw") {
            return Some(at + length);
        }
    }
    Some(text.len())
}

/// Returns the length of `- name -%}` at the beginning of `rest`.
fn named_tag(rest: &str, name: &str) -> Option<usize> {
    let inner = rest.strip_prefix('-').unwrap_or(rest).trim_ascii_start();
    let inner = inner.strip_prefix(name)?.trim_ascii_start();
    let end = inner.strip_prefix('-').unwrap_or(inner).strip_prefix("%}")?;
    Some(rest.len() - end.len())
}

/// Reads one tag from its start; returns where the text goes on.
fn tag<'a>(text: &'a str, start: usize, opening: Token<'a>, found: &mut Vec<Placed<'a>>) -> usize {
    let bytes = text.as_bytes();
    let end_mark = if opening == Token::TagStart { b"%}" } else { b"}}" };
    let mut at = start + 2 + usize::from(bytes.get(start + 2) == Some(&b'-'));
    found.push((opening, start..at));
    while let Some(&byte) = bytes.get(at) {
        let dash = usize::from(byte == b'-');
        if bytes[at + dash..].starts_with(end_mark) {
            found.push((Token::End, at..at + dash + 2));
            return at + dash + 2;
        }
        let length = match byte {
            _ if byte.is_ascii_whitespace() => 1,
            b'"' | b'\'' | b'`' => match quoted(&text[at..]) {
                Some((token, length)) => {
                    found.push((token, at..at + length));
                    length
                }
                None => return at + 1,
            },
            _ if byte == b'_' || byte.is_ascii_alphabetic() => {
                let is_part = |byte: &&u8| **byte == b'_' || byte.is_ascii_alphanumeric();
                let length = bytes[at..].iter().take_while(is_part).count();
                found.push((Token::Word(&text[at..at + length]), at..at + length));
                length
            }
            _ if byte.is_ascii_digit() => bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count(),
            _ if byte.is_ascii() => {
                found.push((Token::Mark(byte), at..at + 1));
                1
            }
            _ => return at + text[at..].chars().next().map_or(1, char::len_utf8),
        };
        at += length;
    }
    at
}

/// Returns the quoted text at the beginning of `rest` and its length with the quotes.
fn quoted(rest: &str) -> Option<(Token<'_>, usize)> {
    let bytes = rest.as_bytes();
    let mut at = 1;
    let mut is_plain = true;
    while *bytes.get(at)? != bytes[0] {
        let is_escape = bytes[at] == b'\\';
        is_plain &= !is_escape;
        at += if is_escape { 2 } else { 1 };
    }
    let inner = rest.get(1..at)?;
    let text = if is_plain { Cow::Borrowed(inner) } else { Cow::Owned(unescape(inner)) };
    Some((Token::Text(text), at + 1))
}

fn unescape(inner: &str) -> String {
    let mut characters = inner.chars();
    let mut text = String::with_capacity(inner.len());
    while let Some(character) = characters.next() {
        let plain = match (character, character == '\\') {
            (_, true) => characters.next().map(|escaped| match escaped {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                other => other,
            }),
            (other, false) => Some(other),
        };
        text.extend(plain);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown: Vec<String> = tokens(text)
            .into_iter()
            .map(|(token, _)| match token {
                Token::ShowStart => "{{".to_owned(),
                Token::TagStart => "{%".to_owned(),
                Token::End => "}".to_owned(),
                Token::Word(word) => word.to_owned(),
                Token::Text(text) => format!("'{text}'"),
                Token::Mark(byte) => char::from(byte).to_string(),
            })
            .collect();
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn tags_and_what_is_in_them() {
        check("a {{ b.c | d(e='f', g=1.5) }} h", "{{ b . c | d ( e = 'f' , g = . ) }");
        check("{%- include \"x\" -%}{{- y -}}", "{% include 'x' } {{ y }");
        check("{{ 'a\\'b' ~ \"}}\" ~ `{%` }}", "{{ 'a'b' ~ '}}' ~ '{%' }");
        check("{{ <a . b c={d}/> }}", "{{ < a . b c = { d } / > }");
    }

    #[test]
    fn comments_and_raw_blocks_have_none() {
        check("{# {{ a }} #}{{ b }}", "{{ b }");
        check("{% raw %}{{ a }}{% b %}{%- endraw -%}{{ c }}", "{{ c }");
        check("{%- raw -%} {{ a }}", "");
        check("{% rawer %}{{ a }}", "{% rawer } {{ a }");
    }

    #[test]
    fn a_broken_tag_hides_no_other() {
        check("{{ a 'b }}{{ c }}", "{{ a {{ c }");
        check("{{ à }}{% b %}", "{{ {% b }");
        check("{{ a", "{{ a");
        check("{{", "{{");
        check("{#", "");
    }
}
