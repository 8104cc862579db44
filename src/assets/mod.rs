//! Files that need no template → artifacts: assets under fingerprinted names, files as they are.
//!
//! Comes in: the theme chain and the files beside the content. Goes out: entries, and what templates may know
//! of each asset and each picture. In two rounds: first all that refers to nothing, then style sheets, which may
//! refer to it. The variants of pictures are made later, when pages have said which they show.
//! Deliberately not here: JavaScript beyond copying, which is the business of the author's own bundler.

mod catalog;
pub mod images;
mod names;
mod rounds;
mod sources;
mod step;
mod styles;
mod words;

pub use catalog::{Asset, Assets};
pub use rounds::{Made, broken, make};
pub use words::words;
