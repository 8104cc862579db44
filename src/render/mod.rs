//! Site + assets → pages, feeds, sitemap.
//!
//! Comes in: a site and its theme. Goes out: entries, with every body in the sink, and what is
//! wrong. Rendering returns values and writes nothing itself. Rounds, each of which may ask only
//! about what was there before: Markdown, pages, indexes, redirects, variants of pictures. Deliberately not here: buckets, folders.

mod broken;
mod escape;
mod finish;
mod fragments;
mod html;
mod indexes;
mod layout;
mod markdown;
mod missing;
mod pages;
mod picture;
mod provenance;
mod question;
mod redirects;
mod reference;
mod rounds;
mod search;
mod structured;
mod template;
mod variants;
mod view;
mod words;

pub use provenance::{Provenance, SourceFile};
pub use rounds::{Input, Origin, Rendered, add, render};
pub use words::words;
