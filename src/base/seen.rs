//! What was looked at in a site, and what the file system said of it: a build that would look at the same
//! again would read the same.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::digest::Digest;

/// Times of a file system that keeps whole seconds may be off by two of them (FAT).
const COARSE: i128 = 2_000_000_000;

/// Others take the time of the last tick of the system's clock, of which there are at least 100 a second.
const FINE: i128 = 20_000_000;

/// What the file system says of a file or a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    length: u64,
    /// In nanoseconds after the Unix epoch.
    modified: i128,
    /// When anything about it changed, its times included; the same as `modified` where a system does not say.
    changed: i128,
    /// Its number in the file system, 0 where a system does not say.
    inode: u64,
}

impl Stamp {
    /// Returns the stamp of a file.
    pub fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok().map_or(0, |time| match time.duration_since(UNIX_EPOCH) {
            Ok(after) => after.as_nanos() as i128,
            Err(before) => -(before.duration().as_nanos() as i128),
        });
        let (changed, inode) = further(metadata, modified);
        Self { length: metadata.len(), modified, changed, inode }
    }

    /// Returns whether a change after `start`, the stamp of a file made then, would have another stamp than this one.
    fn is_older_than(&self, start: &Self) -> bool {
        let latest = self.modified.max(self.changed);
        let is_coarse = self.modified % 1_000_000_000 == 0 && self.changed % 1_000_000_000 == 0;
        latest + if is_coarse { COARSE } else { FINE } < start.modified
    }
}

#[cfg(unix)]
fn further(metadata: &Metadata, _: i128) -> (i128, u64) {
    use std::os::unix::fs::MetadataExt;
    (i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn further(_: &Metadata, modified: i128) -> (i128, u64) {
    (modified, 0)
}

/// All that was looked at, by its path in the site; none for what was not there.
#[derive(Debug, Default)]
pub struct Seen(Mutex<Looks>);

#[derive(Debug, Default)]
struct Looks {
    stamps: BTreeMap<Box<str>, Option<Stamp>>,
    heads: BTreeMap<Box<str>, Head>,
    is_unsure: bool,
}

/// How a file of text begins, and the digest of all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The digest of the whole file.
    pub digest: Digest,
    /// The part of it that is wanted by every build.
    pub text: Box<str>,
}

/// What is remembered of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Sights {
    /// By path; none for what was not there. A stamp that a change might not show is left out.
    stamps: BTreeMap<Box<str>, Option<Stamp>>,
    heads: BTreeMap<Box<str>, Head>,
    /// Whether all stamps are among them.
    is_whole: bool,
}

impl Seen {
    /// Notes what was found at `path`, before it is read. Where the same path looked otherwise a moment ago, nobody
    /// knows which of the two was read.
    pub(super) fn note(&self, path: &str, stamp: Option<Stamp>) {
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match looks.stamps.get(path) {
            Some(known) if *known != stamp => looks.is_unsure = true,
            Some(_) => {}
            None => {
                looks.stamps.insert(path.into(), stamp);
            }
        }
    }

    /// Notes how a file begins.
    pub(super) fn note_head(&self, path: &str, head: Head) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).heads.insert(path.into(), head);
    }

    /// Notes that something was looked at that has no stamp.
    pub(super) fn doubt(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_unsure = true;
    }

    /// Returns all of it; `start` is the stamp of a file that was made before anything was looked at.
    pub fn sights(&self, start: &Stamp) -> Option<Sights> {
        let looks = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let Looks { mut stamps, heads, is_unsure } = looks;
        let n_all = stamps.len();
        stamps.retain(|_, stamp| stamp.is_none_or(|stamp| stamp.is_older_than(start)));
        let is_whole = stamps.len() == n_all;
        (!is_unsure).then_some(Sights { stamps, heads, is_whole })
    }
}

impl Sights {
    /// Returns what was looked at, if that is all.
    pub fn whole(&self) -> Option<Vec<(&str, Option<Stamp>)>> {
        self.is_whole.then(|| self.stamps.iter().map(|(path, stamp)| (&**path, *stamp)).collect())
    }

    /// Returns how the file at `path` begins, if it looks as it did.
    pub(super) fn head(&self, path: &str, stamp: &Stamp) -> Option<&Head> {
        self.heads.get(path).filter(|_| self.stamps.get(path) == Some(&Some(*stamp)))
    }
}
