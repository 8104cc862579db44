//! The tokens of HTML as section 13.2.5 of the standard reads them: <https://html.spec.whatwg.org/#tokenization>.
//!
//! A property test reads random texts with this and with html5gum and compares.

use std::ops::Range;

use super::attributes::{Attributes, is_space};

/// One token; what it holds is a slice of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) enum Token<'a> {
    /// `<a href="/">`.
    Start(Tag<'a>),
    /// `</a>`.
    End(Tag<'a>),
    /// What stands between tags, as it is written.
    Text,
    /// A comment, with what is between its marks.
    Comment(&'a str),
    /// A document type, or what a browser drops.
    Other,
}

/// A start or an end tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Tag<'a> {
    /// Its name as it is written; templates and Markdown write lower case.
    pub name: &'a str,
    /// Whether it ends in `/>`, which means something in SVG and MathML only.
    pub is_self_closing: bool,
    /// What stands between its name and its end.
    inside: &'a str,
}

impl<'a> Tag<'a> {
    /// Returns its attributes in their order; a name may come twice.
    pub(in crate::render) fn attributes(&self) -> Attributes<'a> {
        Attributes::of(self.inside)
    }
}

/// Returns the tokens of `html` with their places; together they cover all of it but a tag that never ends.
pub(in crate::render) fn tokens(html: &str) -> Tokens<'_> {
    Tokens { html, at: 0, raw: None }
}

/// Reads token after token.
#[derive(Debug)]
pub(in crate::render) struct Tokens<'a> {
    html: &'a str,
    at: usize,
    /// The element that holds nothing but text, while it lasts.
    raw: Option<&'a str>,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (Token<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let rest = self.html.get(start..).filter(|rest| !rest.is_empty())?;
        if let Some(name) = self.raw.take() {
            let end = raw_end(rest, name);
            if end > 0 {
                self.at += end;
                return Some((Token::Text, start..self.at));
            }
        }
        let text = text_end(rest);
        if text > 0 {
            self.at += text;
            return Some((Token::Text, start..self.at));
        }
        let (token, length) = markup(rest)?;
        self.at += length;
        if let Token::Start(tag) = &token {
            self.raw = Some(tag.name).filter(|name| is_raw(name));
        }
        Some((token, start..self.at))
    }
}

/// Returns where the text at the beginning of `rest` ends: at the first `<` that begins markup.
fn text_end(rest: &str) -> usize {
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'<', &rest.as_bytes()[from..]) {
        let next = rest.as_bytes().get(from + at + 1);
        let after = rest.as_bytes().get(from + at + 2);
        // `</` at the very end is text.
        let is_markup = next.is_some_and(|byte| {
            byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'?') || (*byte == b'/' && after.is_some())
        });
        if is_markup {
            return from + at;
        }
        from += at + 1;
    }
    rest.len()
}

/// Returns the markup at the beginning of `rest` with its length; nothing for a tag that never ends.
fn markup(rest: &str) -> Option<(Token<'_>, usize)> {
    let bytes = rest.as_bytes();
    match bytes.get(1)? {
        b'!' if rest.starts_with("<!--") => Some(comment(rest)),
        b'!' | b'?' => Some(up_to_angle(rest)),
        b'/' => match bytes.get(2)? {
            byte if byte.is_ascii_alphabetic() => {
                let (tag, length) = tag(rest, 2)?;
                Some((Token::End(tag), length))
            }
            _ => Some(up_to_angle(rest)),
        },
        _ => {
            let (tag, length) = tag(rest, 1)?;
            Some((Token::Start(tag), length))
        }
    }
}

fn up_to_angle(rest: &str) -> (Token<'_>, usize) {
    (Token::Other, rest.find('>').map_or(rest.len(), |at| at + 1))
}

fn comment(rest: &str) -> (Token<'_>, usize) {
    let inside = &rest[4..];
    for empty in [">", "->"] {
        if inside.starts_with(empty) {
            return (Token::Comment(""), 4 + empty.len());
        }
    }
    let mut from = 0;
    while let Some(at) = inside[from..].find("--").map(|at| from + at) {
        for end in ["-->", "--!>"] {
            if inside[at..].starts_with(end) {
                return (Token::Comment(&inside[..at]), 4 + at + end.len());
            }
        }
        from = at + 1;
    }
    (Token::Comment(inside), rest.len())
}

/// Reads a tag whose name begins at `from`.
fn tag(rest: &str, from: usize) -> Option<(Tag<'_>, usize)> {
    let bytes = rest.as_bytes();
    let length = bytes[from..].iter().position(|byte| is_space(char::from(*byte)) || matches!(byte, b'/' | b'>'))?;
    let end = from + length;
    let (close, is_self_closing) = tag_end(bytes, end)?;
    let inside = &rest[end..close - usize::from(is_self_closing)];
    Some((Tag { name: &rest[from..end], is_self_closing, inside }, close + 1))
}

/// Returns where the `>` of a tag is, of which `from` is behind the name, and whether a `/` stands before it.
fn tag_end(bytes: &[u8], from: usize) -> Option<(usize, bool)> {
    let mut at = from;
    // Whether an `=` may begin a value here: behind a name.
    let (mut is_named, mut is_slash) = (false, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return Some((at, is_slash)),
            b'=' if is_named => {
                at += 1;
                at += bytes[at..].iter().take_while(|byte| is_space(char::from(**byte))).count();
                at = match bytes.get(at)? {
                    b'>' => return Some((at, false)),
                    quote @ (b'"' | b'\'') => at + 1 + memchr::memchr(*quote, &bytes[at + 1..])? + 1,
                    _ => {
                        let is_end = |byte: &u8| is_space(char::from(*byte)) || *byte == b'>';
                        at + bytes[at..].iter().position(is_end)?
                    }
                };
                (is_named, is_slash) = (false, false);
                continue;
            }
            b'/' => is_named = false,
            byte if is_space(char::from(byte)) => {}
            _ => is_named = true,
        }
        is_slash = byte == b'/';
        at += 1;
    }
    None
}

/// Returns whether an element holds text only, whatever it looks like.
fn is_raw(name: &str) -> bool {
    let names = ["script", "style", "textarea", "title", "iframe", "noembed", "noframes", "plaintext", "xmp"];
    matches!(name.len(), 3..=9) && names.iter().any(|raw| raw.eq_ignore_ascii_case(name))
}

/// Returns where the text of a raw element ends: at its end tag, or never.
fn raw_end(rest: &str, name: &str) -> usize {
    if name.eq_ignore_ascii_case("plaintext") {
        return rest.len();
    }
    let is_script = name.eq_ignore_ascii_case("script");
    // In a script, `<!-- <script>` hides the next end tag.
    let (mut is_comment, mut is_hidden) = (false, false);
    let mut from = 0;
    while let Some(at) = rest[from..].find(['<', '-']).map(|at| from + at) {
        let here = &rest[at..];
        from = at + 1;
        if here.starts_with('-') {
            if is_comment && here.starts_with("-->") {
                (is_comment, is_hidden) = (false, false);
            }
        } else if here.starts_with("<!--") && is_script && !is_comment {
            is_comment = true;
            // `<!-->` and `<!--->` are whole comments.
            from = at + 2;
        } else if here[1..].starts_with('/') && names(&here[2..], name) {
            if !is_hidden {
                return at;
            }
            is_hidden = false;
        } else if is_comment && !is_hidden && names(&here[1..], name) {
            is_hidden = true;
        }
    }
    rest.len()
}

/// Returns whether `text` begins with the whole of a tag's name.
fn names(text: &str, name: &str) -> bool {
    let bytes = text.as_bytes();
    let is_same = bytes.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
    is_same && bytes.get(name.len()).is_some_and(|byte| is_space(char::from(*byte)) || matches!(byte, b'/' | b'>'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use html5gum::{DefaultEmitter, Tokenizer};
    use proptest::prelude::*;

    use super::*;
    use crate::render::html::decoded;

    /// What both readers are asked for, one line per token.
    fn ours(html: &str) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for (token, range) in tokens(html) {
            match token {
                Token::Start(tag) => {
                    let mut attributes = BTreeMap::new();
                    for (name, value) in tag.attributes() {
                        attributes.entry(name.to_ascii_lowercase()).or_insert_with(|| decoded(value).into_owned());
                    }
                    lines.push(format!("<{} {attributes:?} {}>", tag.name.to_ascii_lowercase(), tag.is_self_closing));
                }
                Token::End(tag) => lines.push(format!("</{}>", tag.name.to_ascii_lowercase())),
                Token::Text => push_text(&mut lines, &html[range]),
                Token::Comment(text) => lines.push(format!("<!--{text}-->")),
                Token::Other => {}
            }
        }
        lines
    }

    fn theirs(html: &str) -> Vec<String> {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let mut lines: Vec<String> = Vec::new();
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            match token.unwrap() {
                html5gum::Token::StartTag(tag) => {
                    let attributes: BTreeMap<String, String> =
                        tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
                    lines.push(format!("<{} {attributes:?} {}>", text(&tag.name), tag.self_closing));
                }
                html5gum::Token::EndTag(tag) => lines.push(format!("</{}>", text(&tag.name))),
                html5gum::Token::String(string) => push_text(&mut lines, &text(&string)),
                html5gum::Token::Comment(comment) => lines.push(format!("<!--{}-->", text(&comment))),
                _ => {}
            }
        }
        lines
    }

    fn push_text(lines: &mut Vec<String>, text: &str) {
        match lines.last_mut() {
            Some(last) if last.starts_with('"') => last.push_str(text),
            _ => lines.push(format!("\"{text}")),
        }
    }

    /// Bogus comments are dropped by browsers as comments are; ours does not tell them.
    fn without_bogus(mut lines: Vec<String>, html: &str) -> Vec<String> {
        let n_bogus = html.matches("<!").count() + html.matches("<?").count() + html.matches("</").count();
        if n_bogus > 0 {
            lines.retain(|line| !line.starts_with("<!--"));
            let mut joined: Vec<String> = Vec::new();
            for line in lines {
                match line.strip_prefix('"') {
                    Some(text) => push_text(&mut joined, text),
                    None => joined.push(line),
                }
            }
            return joined;
        }
        lines
    }

    const PIECES: &[&str] = &[
        "<",
        ">",
        "/",
        "=",
        "\"",
        "'",
        " ",
        "\n",
        "a",
        "b",
        "div",
        "<p",
        "</p>",
        "<a href=",
        "<script>",
        "</script>",
        "</script",
        "<SCRIPT",
        "<style>",
        "</style >",
        "<title>",
        "</title>",
        "<textarea>",
        "</textarea/>",
        "<!--",
        "-->",
        "--!>",
        "<!-->",
        "-",
        "!",
        "<!doctype html>",
        "<?",
        "<![CDATA[",
        "é",
        "<svg/>",
        "<x y=z/>",
        "</",
        "<xmp>",
        "</xmp>",
        "<plaintext>",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn reads_what_html5gum_reads(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..16)) {
            let html = pieces.concat();
            prop_assert_eq!(without_bogus(ours(&html), &html), without_bogus(theirs(&html), &html));
        }
    }
}
