//! Markdown → HTML, as pulldown-cmark sees it. No template engine ever runs over prose.
//!
//! Comes in: the body of one page and somebody who knows where links lead. Goes out: HTML, its
//! headings, its links with their places, its mistakes. Deliberately not here: the page around it.

mod body;
mod headings;
mod links;

pub(super) use body::{Rendered, Scene, render};
pub(super) use headings::Heading;
pub(super) use links::{Goal, Goals};
