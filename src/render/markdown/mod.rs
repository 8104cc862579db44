//! Markdown → HTML, as pulldown-cmark sees it. No template engine ever runs over prose.
//!
//! Comes in: the body of one page and somebody who knows where links lead. Goes out: HTML, its
//! headings, its links with their places, its mistakes. Deliberately not here: the page around it.
//!
//! `shortcode` puts placeholders for tags, `reader` parses into pieces, `assemble` makes HTML of them.

mod assemble;
mod body;
mod calls;
mod code;
mod headings;
mod highlight;
mod hooks;
mod images;
mod links;
mod math;
mod notes;
mod phrases;
mod piece;
mod plain;
mod quotes;
mod reader;
mod shortcode;
mod spaces;
mod summary;
mod words;

pub(super) use body::{Rendered, Scene, render};
pub(super) use headings::Heading;
pub(super) use links::{Goal, Goals};
