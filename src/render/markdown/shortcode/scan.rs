//! Finds shortcode tags in a body. Linear: no tag is looked at for longer than it is.

use std::collections::BTreeSet;
use std::ops::Range;

use super::arguments::{Argument, Reader};
use super::placeholder::Prepared;
use crate::render::html::holds;

/// A tag is not longer than this; what is, is text.
const MOST_BYTES: usize = 64 << 10;

/// What a tag says.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render::markdown) enum Kind {
    /// `{{< name … >}}`, which may be closed further down.
    Open(Vec<Argument>),
    /// `{{< name … />}}`.
    Whole(Vec<Argument>),
    /// `{{< /name >}}`.
    Close,
    /// `{{</* name */>}}`: prints what is inside, as a tag.
    Escaped(String),
}

/// One tag of a body.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render::markdown) struct Tag {
    pub name: String,
    pub kind: Kind,
    /// As it is written.
    pub source: String,
    /// Where it stands in the body.
    pub range: Range<usize>,
}

/// The shortcodes that are built in: the address of a page.
const ADDRESSES: [&str; 2] = ["ref", "relref"];

impl Tag {
    /// Returns whether it stands for the address of a page.
    pub(in crate::render::markdown) fn is_address(&self) -> bool {
        ADDRESSES.contains(&self.name.as_str())
    }

    /// Returns whether it stands for words, never for a block.
    pub(super) fn is_text(&self) -> bool {
        self.is_address() || matches!(self.kind, Kind::Escaped(_))
    }
}

/// Returns the body with placeholders for its tags, or `None` where it has none.
pub(in crate::render::markdown) fn prepare(body: &str) -> Option<Prepared> {
    if !holds(body, "{{") {
        return None;
    }
    let tags = tags(body);
    if tags.is_empty() {
        return None;
    }
    let mark = unused(body)?;
    let mut prepared = Prepared { mark, ..Prepared::default() };
    let mut end = 0;
    for (number, tag) in tags.iter().enumerate() {
        prepared.text.push_str(&body[end..tag.range.start]);
        let start = prepared.text.len();
        let is_alone = is_alone(body, &tags, number);
        let (before, after) = if is_alone { ("<!--", "-->") } else { ("", "") };
        prepared.text.push_str(&format!("{before}{mark}{number}{mark}{after}"));
        end = tag.range.end;
        prepared.pieces.extend([(start, tag.range.start), (prepared.text.len(), end)]);
    }
    prepared.text.push_str(&body[end..]);
    prepared.tags = tags;
    Some(prepared)
}

fn tags(body: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut comments = comments(body).into_iter().peekable();
    let mut at = 0;
    while let Some(start) = body[at..].find("{{").map(|found| at + found) {
        while comments.next_if(|comment| comment.end <= start).is_some() {}
        if let Some(comment) = comments.peek().filter(|comment| comment.contains(&start)) {
            at = comment.end;
            continue;
        }
        match tag(body, start) {
            Some(tag) => {
                at = tag.range.end;
                tags.push(tag);
            }
            None => at = start + 1,
        }
    }
    tags
}

/// Returns the comments that begin a block or end on their line: what is in them is not called.
fn comments(body: &str) -> Vec<Range<usize>> {
    let mut comments = Vec::new();
    let (mut at, mut end) = (0, 0);
    while let Some(start) = body[at..].find("<!--").map(|found| at + found) {
        if end < start + 4 {
            let Some(found) = body[start..].find("-->") else { break };
            end = start + found + 3;
        }
        let line = body[at..start].rfind('\n').map_or(at, |newline| at + newline + 1);
        if is_marker(&body[line..start]) || !body[start..end].contains('\n') {
            comments.push(start..end);
            at = end;
        } else {
            at = start + 4;
        }
    }
    comments
}

fn tag(body: &str, start: usize) -> Option<Tag> {
    let text = &body[start..floor(body, start + MOST_BYTES)];
    let (open, close) = if text.starts_with("{{<") {
        ("{{<", ">}}")
    } else if text.starts_with("{{%") {
        ("{{%", "%}}")
    } else {
        return None;
    };
    let inside = &text[open.len()..];
    let (name, kind, length) = match inside.strip_prefix("/*") {
        Some(escaped) => {
            // It ends before the next tag begins, so that many of them cost no more than one.
            let end = escaped.as_bytes().windows(2).position(|pair| pair == b"*/" || pair == b"{{")?;
            if !escaped[end..].strip_prefix("*/")?.starts_with(close) {
                return None;
            }
            let shown = format!("{open}{}{close}", &escaped[..end]);
            (String::new(), Kind::Escaped(shown), 3 + 2 + end + 2 + 3)
        }
        None => {
            let mut reader = Reader { rest: inside };
            let (name, kind) = content(&mut reader)?;
            if !reader.take(close) {
                return None;
            }
            (name, kind, text.len() - reader.rest.len())
        }
    };
    Some(Tag { name, kind, source: text[..length].to_owned(), range: start..start + length })
}

fn content(reader: &mut Reader<'_>) -> Option<(String, Kind)> {
    reader.space();
    if reader.take("/") {
        reader.space();
        let name = reader.name()?.to_owned();
        reader.space();
        return Some((name, Kind::Close));
    }
    let name = reader.name()?.to_owned();
    let arguments = reader.arguments();
    reader.space();
    let is_whole = reader.take("/");
    Some((name, if is_whole { Kind::Whole(arguments) } else { Kind::Open(arguments) }))
}

/// Returns whether the lines of a tag hold nothing but tags, behind what may begin a line.
fn is_alone(body: &str, tags: &[Tag], number: usize) -> bool {
    !tags[number].is_text() && is_blank_before(body, tags, number) && is_blank_after(body, tags, number)
}

fn is_blank_before(body: &str, tags: &[Tag], number: usize) -> bool {
    let start = tags[number].range.start;
    // Tags side by side have looked already.
    let previous = number.checked_sub(1).map_or(0, |previous| tags[previous].range.end);
    match body[previous..start].rfind('\n') {
        Some(newline) => is_marker(&body[previous + newline + 1..start]),
        None if number == 0 => is_marker(&body[..start]),
        None => body[previous..start].trim().is_empty() && is_blank_before_first(body, tags, number),
    }
}

/// Goes back to the first tag of a line; at most a few, because a line of hundreds is prose.
fn is_blank_before_first(body: &str, tags: &[Tag], number: usize) -> bool {
    let mut first = number;
    for _ in 0..16 {
        let Some(previous) = first.checked_sub(1) else { return is_marker(&body[..tags[first].range.start]) };
        let between = &body[tags[previous].range.end..tags[first].range.start];
        match between.rfind('\n') {
            Some(newline) => return is_marker(&between[newline + 1..]),
            None if between.trim().is_empty() => first = previous,
            None => return false,
        }
    }
    false
}

fn is_blank_after(body: &str, tags: &[Tag], number: usize) -> bool {
    for (tag, next) in (number..).zip(number + 1..).take(16) {
        let next = tags.get(next).map_or(body.len(), |next| next.range.start);
        let between = &body[tags[tag].range.end..next];
        let line = between.split('\n').next().unwrap_or("");
        if !line.trim().is_empty() {
            return false;
        }
        if line.len() < between.len() || next == body.len() {
            return true;
        }
    }
    false
}

/// Returns whether a line may begin so: quote marks, at most one marker of a list, spaces.
fn is_marker(text: &str) -> bool {
    text.len() < 1000
        && text.split_ascii_whitespace().all(|word| {
            let number = word.strip_suffix(['.', ')']).filter(|number| number.len() < 10);
            word.bytes().all(|byte| byte == b'>')
                || matches!(word, "-" | "*" | "+")
                || number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        })
}

/// Returns a private character that is not in `text`.
pub(in crate::render::markdown) fn unused(text: &str) -> Option<char> {
    // Each of them begins with one of these two bytes, which most texts do not have.
    if memchr::memchr2(0xEE, 0xEF, text.as_bytes()).is_none() {
        return Some('\u{F8FF}');
    }
    let used: BTreeSet<char> = text.chars().filter(|letter| ('\u{E000}'..='\u{F8FF}').contains(letter)).collect();
    ('\u{E000}'..='\u{F8FF}').rev().find(|letter| !used.contains(letter))
}

/// Returns the last character boundary of `text` at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts the prepared text, with `#` for the mark.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        let prepared = prepare(body);
        let text = prepared.as_ref().map_or(body.to_owned(), |prepared| prepared.text.replace(prepared.mark, "#"));
        assert_eq!(text, expected, "{body}");
        if let Some(prepared) = prepared {
            assert_eq!(
                prepared.tags.iter().map(|tag| &body[tag.range.clone()]).collect::<Vec<_>>(),
                prepared.tags.iter().map(|tag| tag.source.as_str()).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn tags_become_placeholders() {
        check("a {{< x >}} b", "a #0# b");
        check("a {{<x/>}} {{% y a=1 %}} {{< /x >}}b", "a #0# #1# #2#b");
        check("{{</* x */>}}.", "#0#.");
        check("{{< x >}}\n", "<!--#0#-->\n");
        check("> - {{< x >}}\n> a", "> - <!--#0#-->\n> a");
        check("1. {{< x >}} {{< y >}}\r\n", "1. <!--#0#--> <!--#1#-->\r\n");
        check("<!-- {{< x >}} -->{{< x >}}", "<!-- {{< x >}} -->#0#");
        check("> <!--\n> {{< x >}}\n> -->\n{{< x >}}", "> <!--\n> {{< x >}}\n> -->\n<!--#0#-->");
        check("`<!--`\n{{< x >}}\n`-->`", "`<!--`\n<!--#0#-->\n`-->`");
        check("{{< x\n  a=\"b\"\n>}}\nc", "<!--#0#-->\nc");
        check("a\n{{< x >}}b{{< /x >}}\nc", "a\n#0#b#1#\nc");
    }

    #[test]
    fn what_is_no_tag_is_text() {
        for text in [
            "{{ x }}",
            "{% x %}",
            "{{< >}}",
            "{{< x",
            "{{< x %}}",
            "{{< x \"y >}}",
            "`{{< note` and `>}}`",
            "{{</* x >}}",
            "{{{{{{",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn places_lead_back() {
        let body = "é {{< x >}}\nb {{< y >}} c";
        let prepared = prepare(body).unwrap();
        let place = |needle: &str| {
            let at = prepared.text.find(needle).unwrap();
            prepared.place(&(at..at + needle.len()))
        };
        assert_eq!(&body[place("é")], "é");
        assert_eq!(&body[place("b ")], "b ");
        assert_eq!(&body[place(" c")], " c");
        assert_eq!(prepared.restored(&prepared.text), body);
    }
}

#[cfg(test)]
mod properties {
    use proptest::prelude::*;

    use super::*;

    const PARTS: &[&str] = &[
        "{{<", ">}}", "{{%", "%}}", "/", " ", "\n", "a", "=", "\"", "`", "\\", "*/", "/*", "> ", "- ", "é", "\u{E000}",
        "1", "{", "}", "<",
    ];

    proptest! {
        #[test]
        fn every_tag_comes_back(parts in prop::collection::vec(prop::sample::select(PARTS), 0..60)) {
            let body = parts.concat();
            if let Some(prepared) = prepare(&body) {
                let comments = |text: &str| text.replace("<!--", "").replace("-->", "");
                prop_assert!(!body.contains(prepared.mark));
                let written: String = prepared.parts(&prepared.text).into_iter().map(|part| match part {
                    super::super::Part::Text(text) => text.to_owned(),
                    super::super::Part::Tag(tag) => prepared.tags[tag].source.clone(),
                }).collect();
                prop_assert_eq!(comments(&written), comments(&body));
                for at in 0..=prepared.text.len() {
                    let place = prepared.place(&(at..at));
                    prop_assert!(place.end <= body.len() && body.is_char_boundary(place.start) || !prepared.text.is_char_boundary(at));
                }
            }
        }

        #[test]
        fn any_text(body in any::<String>()) {
            prepare(&body);
        }
    }
}
