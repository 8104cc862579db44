//! Everything a visitor can fetch: the waist of the program.
//!
//! Nothing that makes an `Output` knows about buckets, nothing that reads one knows about Markdown.
//! Bodies are not in it; they lie in a sink.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};

use super::artifact::{Entry, Role};
use super::path::UrlPath;

/// All artifacts of a site, in the order of their paths.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Vec<Entry>")]
pub struct Output(BTreeMap<UrlPath, Entry>);

impl From<Vec<Entry>> for Output {
    fn from(entries: Vec<Entry>) -> Self {
        Self(entries.into_iter().map(|entry| (entry.path.clone(), entry)).collect())
    }
}

impl Serialize for Output {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.values())
    }
}

impl Output {
    /// Adds an entry; returns the one that already had its path, which then stays.
    pub fn add(&mut self, entry: Entry) -> Option<&Entry> {
        match self.0.entry(entry.path.clone()) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(entry);
                None
            }
            std::collections::btree_map::Entry::Occupied(first) => Some(first.into_mut()),
        }
    }

    /// Returns the entry at `path`.
    pub fn get(&self, path: &UrlPath) -> Option<&Entry> {
        self.0.get(path)
    }

    /// Returns whether a visitor who asks for `path` is served something: the path itself, or the
    /// folder of that name, to which the edge redirects.
    pub fn reaches(&self, path: &UrlPath) -> bool {
        let folder = || UrlPath::new(&format!("{path}/")).filter(|_| path.means_folder());
        self.has(path.as_str())
            || self.0.contains_key(&path.canonical())
            || folder().is_some_and(|folder| self.0.contains_key(&folder))
    }

    /// Returns whether there is an artifact at exactly this path.
    pub fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Returns all entries in the order of their paths.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.0.values()
    }

    /// Returns how many artifacts of a role there are.
    pub fn n_of(&self, role: Role) -> usize {
        self.0.values().filter(|entry| entry.role == role).count()
    }

    /// Returns how many artifacts there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
