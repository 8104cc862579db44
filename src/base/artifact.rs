//! One thing a visitor can fetch, and what the rest of the program knows of it.

use std::collections::BTreeSet;
use std::fmt;

use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::digest::Digest;
use super::path::UrlPath;

/// How long a browser and the edge may keep an artifact (DESIGN.md section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CacheClass {
    /// A name that holds its own digest: never changes.
    Immutable,
    /// Files copied as they are.
    Static,
    /// Pages and data that follow an event.
    Live,
    /// HTML, feeds, sitemap.
    Page,
}

/// What kind of thing an artifact is; decides the wave in which it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Styles, scripts, images, files.
    Asset,
    /// A page of its own.
    Leaf,
    /// A page that lists others.
    List,
    /// Feed, sitemap, search index.
    Index,
}

/// One thing a visitor can fetch, with its body.
#[derive(Debug, Clone)]
pub struct Artifact {
    /// Where a visitor finds it.
    pub path: UrlPath,
    /// Its bytes, as served.
    pub body: Bytes,
    /// The value of `Content-Type`.
    pub media_type: String,
    /// How long it may be kept.
    pub class: CacheClass,
    /// What kind of thing it is.
    pub role: Role,
    /// Cache tags, at most 50: what the graph says this artifact shows.
    pub tags: BTreeSet<String>,
    /// The local paths it refers to (`href`, `src`), as decoded URL paths.
    pub links: BTreeSet<UrlPath>,
}

/// All that is known of an artifact without its body; what `Output` keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Where a visitor finds it.
    pub path: UrlPath,
    /// The SHA-256 of its body.
    pub digest: Digest,
    /// The length of its body in bytes.
    pub length: u64,
    /// The value of `Content-Type`.
    pub media_type: String,
    /// How long it may be kept.
    pub class: CacheClass,
    /// What kind of thing it is.
    pub role: Role,
    /// Cache tags.
    pub tags: Lines,
    /// The local paths it refers to.
    pub links: Lines,
    /// The step that made it, as text.
    pub step: String,
}

/// A set of paths, tags or ids, in their order: one text and no tree, because a large site has millions.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Lines(Box<str>);

impl Lines {
    /// Returns each of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split_terminator('\n')
    }
}

impl<'a> FromIterator<&'a str> for Lines {
    /// None of them may hold a line break.
    fn from_iter<I: IntoIterator<Item = &'a str>>(lines: I) -> Self {
        let mut text = String::new();
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
        Self(text.into())
    }
}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Serialize for Lines {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_seq(self.iter()) } else { self.0.serialize(serializer) }
    }
}

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return Box::deserialize(deserializer).map(Self);
        }
        Ok(BTreeSet::<String>::deserialize(deserializer)?.iter().map(String::as_str).collect())
    }
}

impl Artifact {
    /// Returns what is known of this artifact without its body.
    pub fn entry(&self, step: &str) -> Entry {
        Entry {
            path: self.path.clone(),
            digest: Digest::of(&self.body),
            length: self.body.len() as u64,
            media_type: self.media_type.clone(),
            class: self.class,
            role: self.role,
            tags: self.tags.iter().map(String::as_str).collect(),
            links: self.links.iter().map(UrlPath::as_str).collect(),
            step: step.to_owned(),
        }
    }
}
