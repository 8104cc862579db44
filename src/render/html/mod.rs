//! Finished HTML, read tag by tag.
//!
//! Comes in: the text of a page. Goes out: its tokens, as slices of the text. Every page goes through
//! here, so nothing is copied and no tree is made. Deliberately not here: character references (those
//! of attributes are rare and left to html5gum) and a parser's repairs of wrong nesting.

mod attributes;
mod element;
mod lexer;

use std::collections::BTreeSet;

pub(super) use attributes::{decoded, is_space};
pub(super) use element::{has_optional_end, is_block, is_code, is_content, is_void};
pub(super) use lexer::{Tag, Token, tokens};

/// Returns where `text` is in `html`; faster than the search of the standard library.
pub(super) fn find(html: &str, text: &str) -> Option<usize> {
    memchr::memmem::find(html.as_bytes(), text.as_bytes())
}

/// Returns whether `text` is in `html`.
pub(super) fn holds(html: &str, text: &str) -> bool {
    find(html, text).is_some()
}

/// Returns all ids in `html`.
pub(super) fn ids(html: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for (token, _) in tokens(html) {
        let Token::Start(tag) = token else { continue };
        ids.extend(
            tag.attributes()
                .filter(|(name, _)| name.eq_ignore_ascii_case("id"))
                .map(|(_, value)| decoded(value).into_owned()),
        );
    }
    ids
}
