//! Finds and replaces what a style sheet refers to: `url(…)`, and the texts of `image-set(…)`.
//!
//! A reader of tokens, not of CSS: it knows comments, strings and parentheses, which is all it takes, and
//! works on the text as written, so each reference has its place to the byte.

use std::ops::Range;

/// A reference: what it says, and the bytes that say it (with quotation marks, if it has any).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    pub text: String,
    pub range: Range<usize>,
}

/// Returns the references of a style sheet, in their order; those of `@import` and `@namespace` are none.
pub(super) fn references(text: &str) -> Vec<Reference> {
    let mut reader = Reader { text, at: 0, open: Vec::new(), found: Vec::new() };
    while reader.at < text.len() {
        reader.step();
    }
    reader.found
}

/// Returns the text with each reference replaced; `None` leaves one as it is.
pub(super) fn replace(text: &str, mut with: impl FnMut(&Reference) -> Option<String>) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut end = 0;
    for reference in references(text) {
        if let Some(new) = with(&reference) {
            replaced.push_str(&text[end..reference.range.start]);
            replaced.push_str(&quoted(&new));
            end = reference.range.end;
        }
    }
    replaced.push_str(&text[end..]);
    replaced
}

fn quoted(text: &str) -> String {
    let escaped = text.chars().flat_map(|character| {
        let before = matches!(character, '"' | '\\').then_some('\\');
        before.into_iter().chain([character])
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// A parenthesis that is open: whether strings in it are references.
type IsImageSet = bool;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    open: Vec<IsImageSet>,
    found: Vec<Reference>,
}

impl Reader<'_> {
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        let first = rest.as_bytes()[0];
        match first {
            b'/' if rest.starts_with("/*") => self.at += comment(rest),
            b'"' | b'\'' => {
                let length = string(rest);
                if self.open.last() == Some(&true) {
                    self.take(self.at..self.at + length);
                }
                self.at += length;
            }
            b'@' if is_word(rest, "@import") || is_word(rest, "@namespace") => self.at += statement(rest),
            b'(' => self.enter(false, 1),
            b')' => {
                self.open.pop();
                self.at += 1;
            }
            _ if is_name(first) => self.name(),
            b'\\' => self.at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            _ => self.at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }

    /// Reads a name; one before a parenthesis may begin a reference.
    fn name(&mut self) {
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(|byte| is_name(*byte)).count();
        let name = rest[..length].to_ascii_lowercase();
        if rest.as_bytes().get(length) != Some(&b'(') {
            self.at += length;
        } else if name == "url" || name == "src" {
            self.url(length + 1);
        } else {
            self.enter(name.ends_with("image-set"), length + 1);
        }
    }

    fn enter(&mut self, is_image_set: IsImageSet, length: usize) {
        self.open.push(is_image_set);
        self.at += length;
    }

    /// Reads what stands in `url(…)`.
    fn url(&mut self, length: usize) {
        let inside = &self.text[self.at + length..];
        let value = inside.trim_start_matches([' ', '\t', '\n', '\r', '\u{c}']);
        let start = self.at + length + inside.len() - value.len();
        if value.starts_with(['"', '\'']) {
            let end = start + string(value);
            self.take(start..end);
            self.at = end;
            self.open.push(false);
            return;
        }
        let mut end = value.len();
        let mut letters = value.char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => {
                    letters.next();
                }
                ')' => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        let trimmed = value[..end].trim_end();
        // What holds these is no address that CSS could read.
        // A space may be escaped, or end an escape by number.
        let is_bare = !trimmed.contains(['(', '"', '\'', '\n']) && (trimmed.contains('\\') || !trimmed.contains(' '));
        if !trimmed.is_empty() && is_bare {
            self.add(unescaped(trimmed), start..start + trimmed.len());
        }
        self.at = (start + end + 1).min(self.text.len());
    }

    fn take(&mut self, range: Range<usize>) {
        let quoted = &self.text[range.clone()];
        let is_closed = quoted.len() > 1 && quoted.ends_with(&quoted[..1]);
        if is_closed {
            self.add(unescaped(&quoted[1..quoted.len() - 1]), range);
        }
    }

    fn add(&mut self, text: String, range: Range<usize>) {
        if !text.is_empty() {
            self.found.push(Reference { text, range });
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' || byte >= 0x80
}

fn is_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && !text.as_bytes().get(word.len()).is_some_and(|byte| is_name(*byte))
}

/// Returns the length of the comment that a text begins with.
fn comment(text: &str) -> usize {
    text[2..].find("*/").map_or(text.len(), |at| at + 4)
}

/// Returns the length of the string that a text begins with; a line break ends one that nobody closed.
fn string(text: &str) -> usize {
    let quote = text.as_bytes()[0];
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'\n' => return at,
            byte if byte == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Returns the length of the statement without a block that a text begins with.
fn statement(text: &str) -> usize {
    let mut at = 1;
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'"' | b'\'' => at += string(&text[at..]),
            // An address without quotation marks may hold what else would be a comment or an end.
            b'(' => at += text[at..].find(')').unwrap_or(text.len() - at),
            b'/' if text[at..].starts_with("/*") => at += comment(&text[at..]),
            b';' => return at + 1,
            b'{' | b'}' => return at,
            _ => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    at.min(text.len())
}

/// Takes the escapes out of a string or address: <https://www.w3.org/TR/css-syntax-3/#consume-escaped-code-point>.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        let mut number = String::new();
        while let Some(digit) = letters.next_if(|next| number.len() < 6 && next.is_ascii_hexdigit()) {
            number.push(digit);
        }
        if number.is_empty() {
            plain.extend(letters.next().filter(|next| *next != '\n'));
        } else {
            letters.next_if(|next| next.is_ascii_whitespace());
            let code = u32::from_str_radix(&number, 16).ok().and_then(char::from_u32);
            plain.push(code.filter(|code| *code != '\0').unwrap_or('\u{fffd}'));
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(css: &str, expected: &[&str]) {
        let found: Vec<String> = references(css).into_iter().map(|reference| reference.text).collect();
        assert_eq!(found, expected, "{css}");
    }

    #[test]
    fn references_as_people_write_them() {
        check("a { background: url(a.png) }", &["a.png"]);
        check("a { background: URL( 'a b.png' ), url(\n\"c.png\"\n) }", &["a b.png", "c.png"]);
        check("a { src: url(f.eot?#iefix) format('x'), url(f.woff2) }", &["f.eot?#iefix", "f.woff2"]);
        check("a { background: image-set('a.png' 1x, url(b.png) 2x type('image/png')) }", &["a.png", "b.png"]);
        check("a { background: -webkit-image-set(\"a.png\" 1x) }", &["a.png"]);
        check("a { --x: url(a\\ b.png); content: \"\\\"url(no.png)\" }", &["a b.png"]);
        check("a { background: url(d\\61 ta.png) }", &["data.png"]);
    }

    #[test]
    fn what_is_no_reference() {
        check("/* url(a.png) */ a { b: 'url(c.png)' }", &[]);
        check("@import url(a.css) screen; @namespace svg url(http://e.org/); a { b: url(c) }", &["c"]);
        check("@importantly { a: url(b) }", &["b"]);
        check("a { b: curl(a.png) my-url(b.png) }", &[]);
        check("a { b: url() url( ) url(", &[]);
        check("a { b: 'open\n} c { d: url(e) }", &["e"]);
        check("url(\\", &[]);
    }

    #[test]
    fn what_is_replaced_is_quoted() {
        let css = "a { b: url(x.png) url('y.png'); c: url(z) }";
        let replaced = replace(css, |found| (found.text != "z").then(|| format!("/{}\"", found.text)));
        assert_eq!(replaced, r#"a { b: url("/x.png\"") url("/y.png\""); c: url(z) }"#);
    }
}
