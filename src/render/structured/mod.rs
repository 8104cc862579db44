//! What search engines are told of a page in their own form: JSON-LD with the words of <https://schema.org>.
//!
//! Comes in: a page and the configuration. Goes out: one graph per page: where it stands, what it is, and who is
//! behind it. All of it is among what the step of the page is given; only other pages that the schema names are asked for.
//! What search engines want: <https://developers.google.com/search/docs/appearance/structured-data>.

mod graph;
mod node;
mod thing;

pub(super) use graph::{broken, graph, source};
