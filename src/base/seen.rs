//! What was looked at in a site, and what the file system said of it: a build that would look at the same
//! again would read the same.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use rayon::prelude::*;
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
    is_folder: bool,
}

impl Stamp {
    /// Returns the stamp of a file.
    pub fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok().map_or(0, |time| match time.duration_since(UNIX_EPOCH) {
            Ok(after) => after.as_nanos() as i128,
            Err(before) => -(before.duration().as_nanos() as i128),
        });
        let (changed, inode) = further(metadata, modified);
        Self { length: metadata.len(), modified, changed, inode, is_folder: metadata.is_dir() }
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The digest of the whole file.
    pub digest: Digest,
    /// The part of it that is wanted by every build.
    pub text: Box<str>,
}

/// What was found at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sight {
    /// Nothing.
    Absent,
    /// A file or a folder that looked so.
    There(Stamp),
    /// Something that may have changed since without looking otherwise.
    Unsure,
}

/// What is remembered of it.
#[derive(Debug, Default)]
pub struct Sights {
    /// All that was looked at.
    pub stamps: Stamps,
    /// How files begin.
    pub heads: Heads,
}

/// What was found at each path, in the order of paths.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Stamps(Vec<(Box<str>, Found)>);

/// What was found at a path, and the digest of a text of which the head is known.
type Found = (Sight, Option<Digest>);

/// How each file of text begins, in the order of paths.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Heads(Vec<(Box<str>, Box<str>)>);

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
    pub(super) fn sights(&self, start: &Stamp) -> Option<Sights> {
        let Looks { stamps, heads, is_unsure } =
            std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let sight = |stamp: Option<Stamp>| match stamp {
            None => Sight::Absent,
            Some(stamp) if stamp.is_older_than(start) => Sight::There(stamp),
            Some(_) => Sight::Unsure,
        };
        let digest = |path: &str| heads.get(path).map(|head| head.digest);
        let stamps = stamps.into_iter().map(|(path, stamp)| {
            let digest = digest(&path);
            (path, (sight(stamp), digest))
        });
        let stamps = Stamps(stamps.collect());
        let sights = Sights { stamps, heads: Heads(heads.into_iter().map(|(path, head)| (path, head.text)).collect()) };
        (!is_unsure).then_some(sights)
    }
}

impl Sights {
    /// Returns how the file at `path` begins, if it looks as it did.
    pub(super) fn head(&self, path: &str, stamp: &Stamp) -> Option<Head> {
        let (sight, digest) = find(&self.stamps.0, path)?;
        let text = self.heads.get(path).filter(|_| *sight == Sight::There(*stamp))?;
        Some(Head { digest: (*digest)?, text: text.into() })
    }
}

impl Stamps {
    /// Returns these with what was looked at since, by a build that did not look again at what stands; none where it
    /// found something that was replaced after it was said to be the same.
    pub(super) fn and(&self, later: Self) -> Option<Self> {
        merged(&self.0, later.0).map(Self)
    }

    /// Returns the digest of the text at `path`, if it is one of which the head is known.
    pub(super) fn digest(&self, path: &str) -> Option<Digest> {
        find(&self.0, path)?.1
    }

    /// Returns each path with what was found there, in runs of so many.
    pub(super) fn in_runs(&self, length: usize) -> impl ParallelIterator<Item = &[(Box<str>, Found)]> {
        self.0.par_chunks(length)
    }
}

impl Heads {
    /// Returns how the file at `path` began.
    pub(super) fn get(&self, path: &str) -> Option<&str> {
        find(&self.0, path).map(|text| &**text)
    }
}

fn find<'a, T>(sorted: &'a [(Box<str>, T)], path: &str) -> Option<&'a T> {
    let at = sorted.binary_search_by(|(known, _)| (**known).cmp(path)).ok()?;
    Some(&sorted[at].1)
}

/// Returns both in the order of their paths; of two at one path the later one, with the digest that is known of a text
/// that looks the same. Only texts and folders may look otherwise.
fn merged(earlier: &[(Box<str>, Found)], later: Vec<(Box<str>, Found)>) -> Option<Vec<(Box<str>, Found)>> {
    let mut all = Vec::with_capacity(earlier.len().max(later.len()));
    let mut rest = earlier.iter().peekable();
    for (path, (sight, mut digest)) in later {
        while let Some(known) = rest.next_if(|known| known.0 <= path) {
            let (_, (before, digest_before)) = known;
            if known.0 < path {
                all.push(known.clone());
            } else if *before == sight {
                digest = digest.or(*digest_before);
            } else if digest_before.is_none() && !path.starts_with("content") {
                return None;
            }
        }
        all.push((path, (sight, digest)));
    }
    all.extend(rest.cloned());
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i128 = 1_000_000_000;

    fn stamp(modified: i128, changed: i128) -> Stamp {
        Stamp { length: 1, modified, changed, inode: 1, is_folder: false }
    }

    #[test]
    fn what_is_as_old_as_the_build_is_not_believed() {
        #[track_caller]
        fn check(seen: Stamp, expected: Sight) {
            let all = Seen::default();
            all.note("a", Some(seen));
            let sights = all.sights(&stamp(90 * SECOND + 1, 90 * SECOND + 1)).unwrap();
            assert_eq!(sights.stamps.0, [("a".into(), (expected, None))]);
        }
        let unsure = Sight::Unsure;
        let (old, tick) = (stamp(80 * SECOND + 1, 80 * SECOND + 1), 90 * SECOND - FINE / 2);
        check(old, Sight::There(old));
        check(stamp(tick, tick), unsure);
        // An editor that sets the time back, and a file system that keeps whole seconds.
        check(stamp(80 * SECOND + 1, tick), unsure);
        check(stamp(89 * SECOND, 89 * SECOND), unsure);
        check(stamp(80 * SECOND, 80 * SECOND), Sight::There(stamp(80 * SECOND, 80 * SECOND)));
    }

    #[test]
    fn what_changes_while_it_is_looked_at_is_not_remembered() {
        let start = stamp(90 * SECOND, 90 * SECOND);
        let seen = Seen::default();
        seen.note("a", Some(stamp(1, 1)));
        seen.note("a", Some(stamp(1, 1)));
        seen.note("b", None);
        assert!(seen.sights(&start).is_some());
        seen.note("a", Some(stamp(1, 1)));
        seen.note("a", Some(stamp(2, 2)));
        assert!(seen.sights(&start).is_none());
    }
}
