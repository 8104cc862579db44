//! What templates may know of assets.

use std::collections::{BTreeMap, BTreeSet};

use super::images::Pictures;
use crate::base::finding::{Finding, nearest};
use crate::base::output::Output;
use crate::base::path::UrlPath;

/// What is known of one asset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where it is served.
    pub url: UrlPath,
    /// The value of `integrity`, for style sheets and scripts.
    pub integrity: Option<String>,
}

/// Assets by name.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    by_name: BTreeMap<String, Asset>,
    /// Names of those that have errors, which are told already.
    broken: BTreeSet<String>,
    /// All pictures, those of page bundles and of `static/` included.
    pub pictures: Pictures,
}

impl Assets {
    /// Returns the asset of this name.
    pub fn get(&self, name: &str) -> Option<&Asset> {
        self.by_name.get(name)
    }

    /// Returns whether the asset of this name is missing because of an error that was told.
    pub fn is_broken(&self, name: &str) -> bool {
        self.broken.contains(name)
    }

    /// Returns the names of all assets.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    pub(super) fn add(&mut self, name: &str, url: &UrlPath, integrity: Option<String>) {
        self.by_name.insert(name.to_owned(), Asset { url: url.clone(), integrity });
    }

    pub(super) fn note_broken(&mut self, name: &str, file: &str) {
        self.broken.extend([name.to_owned(), file.to_owned()]);
    }

    pub(super) fn urls(&self) -> impl Iterator<Item = (String, UrlPath)> {
        self.by_name.iter().map(|(name, asset)| (name.clone(), asset.url.clone()))
    }
}

/// Returns an error about a path that a style sheet names and nobody serves, with a suggestion from what is `known`.
pub(super) fn missing(path: &UrlPath, known: Option<&Output>) -> Finding {
    if let Some(name) = path.as_str().strip_prefix("/assets/") {
        let finding = Finding::error("reference-missing", format!("there is no asset `{name}`"));
        return finding.hint("an address is relative to the file it stands in, or begins with `/`");
    }
    let finding = Finding::error("reference-missing", format!("nothing is served at `{path}`"));
    let known = known.into_iter().flat_map(Output::entries).map(|entry| entry.path.as_str());
    finding.suggest(nearest(path.as_str(), known), "put the file into `assets/` or `static/`")
}
