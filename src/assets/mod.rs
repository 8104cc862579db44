//! Files that need no template → artifacts: assets under fingerprinted names, files as they are.
//!
//! Comes in: the theme chain and the files beside the content. Goes out: entries, and the URL of
//! each asset by its name. Deliberately not here (yet): Sass, bundling.

pub mod images;
mod round;
mod step;

use std::collections::BTreeMap;

use crate::base::path::UrlPath;

use images::Pictures;

pub use round::{Made, make};

/// Assets by name.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    by_name: BTreeMap<String, UrlPath>,
    /// All pictures, those of page bundles and of `static/` included.
    pub pictures: Pictures,
}

impl Assets {
    /// Returns where the asset of this name is served.
    pub fn url(&self, name: &str) -> Option<&UrlPath> {
        self.by_name.get(name)
    }

    /// Returns the names of all assets.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}
