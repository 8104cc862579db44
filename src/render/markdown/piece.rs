//! What a body is made of once it is parsed: pulldown-cmark's events, and what is ours.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

/// One piece of a body and where it stands in the body.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    pub piece: Piece<'a>,
    pub range: Range<usize>,
}

/// One piece of a body.
#[derive(Debug, Clone)]
pub(super) enum Piece<'a> {
    /// As pulldown-cmark sees it.
    Event(Event<'a>),
    /// A code block, whole.
    Code(Box<Code>),
    /// An image, whole.
    Image(Box<Image>),
    /// A formula.
    Math(CowStr<'a>, Shape),
    /// A reference to a footnote, by its label.
    Note(CowStr<'a>),
    /// A shortcode tag, by its number.
    Tag(usize),
    /// `<!-- more -->`.
    More,
}

/// How a formula stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// In a line.
    Inline,
    /// On lines of its own.
    Display,
}

/// A code block.
#[derive(Debug, Clone)]
pub(super) struct Code {
    /// What stands behind the opening fence; `None` where it is indented.
    pub info: Option<String>,
    pub text: String,
}

/// An image.
#[derive(Debug, Clone)]
pub(super) struct Image {
    pub url: String,
    pub title: String,
    pub alt: String,
}
