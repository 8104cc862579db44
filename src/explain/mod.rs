//! What is remembered of builds → why an artifact is what it is.
//!
//! Comes in: a build that was only looked at (a store and a folder that stay as they are), and an address. Goes out:
//! the step that makes what is served there, what it was given and asked, the files it comes from, and whether it
//! would be made again now. `address` finds what is meant, `why` tells of it, `given` has the words for what a step is
//! given, `cache` judges what a cache was worth. Deliberately not here: how it is printed.

mod address;
mod cache;
mod files;
mod given;
mod why;

use std::collections::BTreeMap;

use crate::base::output::Output;
use crate::base::sink::Glance;
use crate::content::theme::{Theme, ThemeFile};
use crate::incremental::{Ran, Store};
use crate::render::Origin;

pub use crate::render::SourceFile;
pub use address::Unknown;
pub use cache::warning as cache_warning;
pub use files::Use;
pub use given::{given, noun};
pub use why::{Asked, Given, Served, State, Told, Why, why, words};

/// A build that was only looked at.
pub struct Scene<'a> {
    /// What is remembered, and what this look found.
    pub store: &'a Store,
    /// What lies in the output folder.
    pub folder: &'a Glance,
    /// The theme chain.
    pub theme: &'a Theme,
    /// Its best files of `assets/`, by name.
    pub assets: BTreeMap<String, ThemeFile>,
    /// Those of `static/`.
    pub statics: BTreeMap<String, ThemeFile>,
    /// What there would be.
    pub output: &'a Output,
    /// What would run.
    pub ran: &'a [Ran],
    /// Where things are written.
    pub origin: &'a Origin,
    /// Whether the site has errors: then what is missing may only be broken.
    pub is_broken: bool,
}
