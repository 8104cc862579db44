//! Code → tokens with the class names of Pygments and Chroma, whose style sheets fit.
//!
//! The grammars are those of an editor, run by syntect; here is only which of them a word behind a fence
//! means, and which class a scope gets. What was found is kept: see "Highlighting" in ARCHITECTURE.md.

mod classes;
mod guarded;
mod kept;
mod languages;
mod reader;

use crate::incremental::{Fingerprint, Store};

/// A longer block stays plain, and one with a longer line.
const MOST_BYTES: usize = 256 << 10;
const MOST_BYTES_PER_LINE: usize = 4 << 10;

/// The most that the squares of the lengths of all lines may add up to: an unlucky expression looks from each
/// place of a line to its end. So much are two lines of 4 KiB, or 256 KiB of lines of 128 bytes.
const MOST_SQUARES: usize = 32 << 20;

/// A piece of code up to `end`, with the class it gets; none where it is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub class: &'static str,
    pub end: usize,
}

/// Returns the tokens of code, or `None` where it stays plain.
pub(super) fn tokens(store: &Store, language: &str, code: &str) -> Option<Vec<Token>> {
    let language = languages::normal(language);
    if languages::is_plain(&language) || is_too_large(code) {
        return None;
    }
    let parts = [Fingerprint::of(language.as_bytes()), Fingerprint::of(code.as_bytes())];
    let bytes =
        store.memo("highlight", Fingerprint::of_all(&parts), || kept::write(guarded::read(&language, code).as_deref()));
    kept::read(&bytes, code)
}

fn is_too_large(code: &str) -> bool {
    let lengths = || code.split_inclusive('\n').map(str::len);
    code.len() > MOST_BYTES
        || lengths().any(|length| length > MOST_BYTES_PER_LINE)
        || lengths().map(|length| length * length).sum::<usize>() > MOST_SQUARES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_stays_plain() {
        let store = Store::in_memory();
        let check = |code: &str, is_marked_up: bool| {
            assert_eq!(tokens(&store, "toml", code).is_some(), is_marked_up, "{} bytes", code.len());
        };
        check("", true);
        check("a = 1\n", true);
        check(&"#".repeat(4096), true);
        check(&"#".repeat(4097), false);
        check(&"#\n".repeat((128 << 10) + 1), false);
        check(&format!("{}\n", "#".repeat(1023)).repeat(33), false);
    }

    #[test]
    fn equal_blocks_are_read_once() {
        let store = Store::in_memory();
        let tokens = |language| tokens(&store, language, "let x = 1;\n");
        assert_eq!(tokens("rust"), tokens("Rust,ignore"));
        assert_ne!(tokens("rust"), tokens("js"));
        assert_eq!((tokens("mermaid"), tokens("nonsense"), tokens("nonsense")), (None, None, None));
        assert_eq!(store.n_memos(), 3);
    }
}
