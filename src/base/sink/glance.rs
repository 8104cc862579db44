//! An output folder that is only looked at: nothing is put there, nothing is removed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::list::{self, Owned};
use super::{Settled, Sink, SinkError};
use crate::base::digest::Digest;
use crate::base::output::Output;
use crate::base::path::{ObjectKey, UrlPath};

/// Knows what builds wrote into a folder, takes whatever it is given and forgets it.
#[derive(Debug)]
pub struct Glance {
    root: PathBuf,
    /// None where no build wrote anything.
    owned: Option<BTreeMap<ObjectKey, Option<Owned>>>,
}

impl Glance {
    /// Looks at a folder, which need not be there.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        Self { owned: list::owned(&root), root }
    }

    /// Returns whether a build has written here.
    pub fn is_output(&self) -> bool {
        self.owned.is_some()
    }

    /// Returns the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns where what builds wrote is served.
    pub fn paths(&self) -> impl Iterator<Item = UrlPath> {
        self.owned.iter().flatten().map(|(key, _)| key.url())
    }
}

impl Sink for Glance {
    /// Where nothing was ever written, what a step made is nowhere missed: it is written anew in any case.
    fn holds(&self, path: &UrlPath, digest: &Digest) -> bool {
        let Some(owned) = &self.owned else { return true };
        let key = path.key();
        owned.get(&key).copied().flatten().is_some_and(|owned| owned.is_at(&self.root.join(key.as_str()), digest))
    }

    fn put(&self, _: &UrlPath, _: &Digest, _: &Bytes) -> Result<bool, SinkError> {
        Ok(false)
    }

    fn read(&self, path: &UrlPath) -> Result<Bytes, SinkError> {
        Err(SinkError::Missing(path.clone()))
    }

    fn settle(&self, _: &Output, _: bool) -> Result<Settled, SinkError> {
        Ok(Settled::default())
    }
}
