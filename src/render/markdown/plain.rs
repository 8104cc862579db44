//! Reads pieces of HTML that are made already.

use html5gum::{Token, Tokenizer};

/// Returns what a person reads of a piece of HTML; an image is read by its `alt`.
pub(super) fn text(html: &str) -> String {
    let mut text = String::new();
    for token in Tokenizer::new(html) {
        match token {
            Ok(Token::String(string)) => text.push_str(&String::from_utf8_lossy(&string)),
            Ok(Token::StartTag(tag)) => {
                if let Some(alt) = tag.attributes.get(b"alt".as_slice()) {
                    text.push_str(&String::from_utf8_lossy(alt));
                }
            }
            _ => {}
        }
    }
    text
}
