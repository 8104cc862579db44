//! What is written beside the site: manifests and the head. See "Stored formats" in ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::base::artifact::{CacheClass, Entry, Role};
use crate::base::clock::Clock;
use crate::base::digest::Digest;
use crate::base::path::ObjectKey;
use crate::config::CachePolicy;

/// The folder of control files; the edge never serves it.
pub(super) const CONTROL: &str = ".seawall/";

/// The version of both formats that this program writes and reads.
pub(super) const FORMAT: u32 = 1;

/// The name of a release: when it was made and the beginning of its manifest's digest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReleaseId(String);

/// All artifacts of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this format.
    pub format: u32,
    /// The release that was live before.
    pub parent: Option<ReleaseId>,
    /// The held clock.
    pub made_at: String,
    /// What is served under each key.
    pub artifacts: BTreeMap<ObjectKey, Line>,
}

/// What is served under one key: body and headers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The SHA-256 of the body.
    pub digest: Digest,
    /// The length of the body in bytes.
    pub length: u64,
    /// `Content-Type`.
    pub media_type: String,
    /// `Cache-Control`.
    pub cache_control: String,
    /// Cache tags.
    pub tags: BTreeSet<String>,
    /// Its cache class.
    pub class: CacheClass,
    /// What kind of thing it is.
    pub role: Role,
}

/// What is live, and what is left to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The version of this format.
    pub format: u32,
    /// The live release; none while the first one is under way.
    pub release: Option<ReleaseId>,
    /// Releases that were begun since and are not live: under way, or broken off. A key that their
    /// manifests and the live one do not agree on may hold either.
    #[serde(default)]
    pub pending: Vec<ReleaseId>,
    /// Paths that are still to be invalidated; empty when all is done.
    pub owed: Vec<String>,
    /// Keys that are still to be removed; empty when all is done.
    #[serde(default)]
    pub gone: Vec<ObjectKey>,
}

impl ReleaseId {
    /// Returns the id of a release made at `clock` with this manifest.
    pub(super) fn new(clock: Clock, manifest: &[u8]) -> Self {
        let instant: String = clock.instant().chars().filter(char::is_ascii_alphanumeric).collect();
        Self(format!("{instant}-{}", Digest::of(manifest).short(8)))
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the key of the manifest.
    pub(super) fn manifest(&self) -> ObjectKey {
        ObjectKey::new(&format!("{CONTROL}releases/{}.json", self.0))
    }
}

impl fmt::Display for ReleaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Head {
    /// Returns the key of the head.
    pub(super) fn key() -> ObjectKey {
        ObjectKey::new(&format!("{CONTROL}head.json"))
    }

    /// Returns whether nothing is left to be done.
    pub(super) fn is_settled(&self) -> bool {
        self.owed.is_empty() && self.gone.is_empty()
    }
}

impl Line {
    /// Returns what an entry is served with.
    pub(super) fn of(entry: &Entry, cache: &CachePolicy, can_invalidate: bool) -> Self {
        Self {
            digest: entry.digest,
            length: entry.length,
            media_type: entry.media_type.clone(),
            cache_control: cache.header(entry.class, can_invalidate),
            tags: entry.tags.iter().map(str::to_owned).collect(),
            class: entry.class,
            role: entry.role,
        }
    }
}
