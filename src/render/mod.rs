//! Site + assets → pages, feeds, sitemap.
//!
//! Comes in: a site and its theme. Goes out: entries, with every body in the sink, and what is
//! wrong. Rendering returns values and writes nothing itself. Rounds, each of which may ask only
//! about what was there before: Markdown, pages, indexes, redirects. Deliberately not here: buckets, folders.

mod broken;
mod escape;
mod fragments;
mod indexes;
mod layout;
mod markdown;
mod pages;
mod question;
mod redirects;
mod rounds;
mod scan;
mod search;
mod template;
mod view;

pub use rounds::{Input, Rendered, add, render};
