//! Code → tokens with the class names of Pygments and Chroma.

/// A piece of code up to `end`, with the class it gets; none where it is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub class: &'static str,
    pub end: usize,
}

pub(super) fn tokens(_language: &str, _code: &str) -> Option<Vec<Token>> {
    None
}
