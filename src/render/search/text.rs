//! What a visitor can read in the HTML of a body, heading by heading.

use html5gum::{Token, Tokenizer};

/// Elements whose text nobody looks for: code in blocks is read by machines, formulas have no words.
const LEFT_OUT: [&[u8]; 6] = [b"pre", b"script", b"style", b"math", b"svg", b"template"];

/// Elements inside of words and sentences: what stands on both sides of their tags belongs together.
const INLINE: [&[u8]; 15] = [
    b"a", b"abbr", b"b", b"bdi", b"cite", b"code", b"del", b"em", b"i", b"ins", b"mark", b"s", b"span", b"strong",
    b"wbr",
];

/// The attribute of an element that the author keeps out of the index: `data-search="off"`.
const SWITCH: &[u8] = b"data-search";

/// The text of a body.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    pub headings: String,
    /// All but the headings.
    pub body: String,
}

/// Returns the text of `html`; an image is read by its `alt`.
pub(super) fn text(html: &str) -> Text {
    let mut text = Text::default();
    let mut heading = false;
    // The name of the element that is left out, and how many of that name are open in it.
    let mut skipped: Option<(Vec<u8>, usize)> = None;
    for token in Tokenizer::new(html) {
        match token {
            Ok(Token::StartTag(tag)) => {
                let name = tag.name.as_slice();
                if let Some((outer, depth)) = &mut skipped {
                    *depth += usize::from(outer == name && !tag.self_closing);
                    continue;
                }
                let is_off = tag.attributes.get(SWITCH).is_some_and(|value| value.as_slice() == b"off");
                if (is_off || LEFT_OUT.contains(&name)) && !tag.self_closing {
                    skipped = Some((name.to_vec(), 1));
                }
                heading |= is_heading(name);
                let text = if heading { &mut text.headings } else { &mut text.body };
                if !INLINE.contains(&name) {
                    text.push(' ');
                }
                if let Some(alt) = tag.attributes.get(b"alt".as_slice()) {
                    text.push_str(&String::from_utf8_lossy(alt));
                    text.push(' ');
                }
            }
            Ok(Token::EndTag(tag)) => {
                let name = tag.name.as_slice();
                if let Some((outer, depth)) = &mut skipped {
                    *depth -= usize::from(outer == name);
                    if *depth == 0 {
                        skipped = None;
                    }
                    continue;
                }
                let text = if heading { &mut text.headings } else { &mut text.body };
                if !INLINE.contains(&name) {
                    text.push(' ');
                }
                heading &= !is_heading(name);
            }
            Ok(Token::String(string)) if skipped.is_none() => {
                let text = if heading { &mut text.headings } else { &mut text.body };
                text.push_str(&String::from_utf8_lossy(&string));
            }
            _ => {}
        }
    }
    text
}

fn is_heading(name: &[u8]) -> bool {
    matches!(name, [b'h', b'1'..=b'6'])
}

/// Returns the beginning of a text for a list of results: whole words, about so many characters.
pub(super) fn beginning(text: &str, n_characters: usize) -> String {
    let mut made = String::new();
    let mut n_made = 0;
    for word in text.split_whitespace() {
        n_made += word.chars().count() + 1;
        if n_made > n_characters && !made.is_empty() {
            made.push_str(" …");
            break;
        }
        if !made.is_empty() {
            made.push(' ');
        }
        // A sentence without spaces is one word.
        made.extend(word.chars().take(n_characters));
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_visitor_reads() {
        let html = "<h2 id=\"a\">Or<em>ari</em></h2><p>Un<b>o</b> due<br>tre <img alt=\"Molo\" src=\"x\">.</p>\
                    <pre><code>let x;</code></pre><ul><li>a</li><li>b</li></ul>\
                    <div data-search=\"off\"><div>no</div>no</div>fine";
        let Text { headings, body } = text(html);
        assert_eq!(headings.trim(), "Orari");
        assert_eq!(body.split_whitespace().collect::<Vec<_>>(), ["Uno", "due", "tre", "Molo", ".", "a", "b", "fine"]);
    }

    #[test]
    fn a_beginning_ends_with_a_word() {
        assert_eq!(beginning(" one  two three", 8), "one two …");
        assert_eq!(beginning("one", 8), "one");
        assert_eq!(beginning("abcdefghijkl m", 8), "abcdefgh …");
        assert_eq!(beginning("", 8), "");
    }
}
