//! Everything a visitor can fetch: the waist of the program.
//!
//! Nothing that makes an `Output` knows about buckets, nothing that reads one knows about Markdown.
//! Bodies are not in it; they lie in a sink.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use super::artifact::{Entry, Role};
use super::path::UrlPath;

/// All artifacts of a site, in the order of their paths.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Vec<Entry>")]
pub struct Output(BTreeMap<UrlPath, Arc<Entry>>);

impl From<Vec<Entry>> for Output {
    fn from(entries: Vec<Entry>) -> Self {
        Self(entries.into_iter().map(|entry| (entry.path.clone(), Arc::new(entry))).collect())
    }
}

impl Serialize for Output {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.entries())
    }
}

impl Output {
    /// Adds an entry; returns the one that already had its path, which then stays.
    pub fn add(&mut self, entry: impl Into<Arc<Entry>>) -> Option<&Entry> {
        let entry = entry.into();
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
        self.0.get(path).map(|entry| &**entry)
    }

    /// Returns the entry at `path`, for another output too.
    pub fn share(&self, path: &UrlPath) -> Option<Arc<Entry>> {
        self.0.get(path).cloned()
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
        self.0.values().map(|entry| &**entry)
    }

    /// Returns the entries that `before` has not, or has otherwise; none where it has one that is gone.
    pub fn since<'a>(&'a self, before: &'a Self) -> Option<Vec<&'a Entry>> {
        let mut since = Vec::new();
        let mut earlier = before.0.values().peekable();
        for entry in self.0.values() {
            match earlier.next_if(|before| before.path <= entry.path) {
                Some(before) if before.path < entry.path => return None,
                Some(before) if Arc::ptr_eq(before, entry) || before == entry => {}
                _ => since.push(&**entry),
            }
        }
        earlier.peek().is_none().then_some(since)
    }

    /// Returns how many artifacts of a role there are.
    pub fn n_of(&self, role: Role) -> usize {
        self.entries().filter(|entry| entry.role == role).count()
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
