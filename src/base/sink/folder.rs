//! A sink in a folder that is owned: only what an earlier build wrote is ever overwritten or removed.
//!
//! The list of owned files, `.seawall-output` in the folder, holds a line per file: digest, length,
//! modification time and path. A path is appended before its file is first written, so a build that
//! is killed leaves no file without an owner; `settle` replaces the whole list at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use bytes::Bytes;

use super::held::{Busy, Held};
use super::{Settled, Sink, SinkError};
use crate::base::digest::Digest;
use crate::base::output::Output;
use crate::base::path::{ObjectKey, UrlPath};

/// The list of owned files; a folder that holds it is an output folder.
pub(in crate::base) const LIST: &str = ".seawall-output";
const HEADER: &str = "seawall output 1";

/// What is known of an owned file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Owned {
    digest: Digest,
    length: u64,
    modified: u128,
}

/// Keeps bodies as files: `/a/` becomes `a/index.html`.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    state: Mutex<State>,
    n_written: AtomicUsize,
}

#[derive(Debug)]
struct State {
    /// `None` for a file whose content is not known: a build was killed while it wrote.
    owned: BTreeMap<ObjectKey, Option<Owned>>,
    /// What this build has put or found as it must be.
    current: BTreeSet<ObjectKey>,
    list: File,
    /// The folder itself, held until this build is settled; none where a system opens no folders.
    lock: Option<Held>,
}

impl Folder {
    /// Opens the folder, which is made if need be; refuses one with files of somebody else.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, SinkError> {
        let root = root.into();
        let path = root.join(LIST);
        fs::create_dir_all(&root).map_err(|error| in_the_way(Path::new(""), &path, error))?;
        // Two builds would each take the other's files for those of a stranger.
        let lock = Held::take(&root).map_err(|Busy| SinkError::Busy(root.clone()))?;
        if lock.is_some() {
            remove_partial_lists(&root);
        }
        #[expect(clippy::disallowed_methods, reason = "the list of owned files is not a source file")]
        let owned = match fs::read_to_string(&path) {
            // A build was killed before it wrote the first line.
            Ok(text) if text.is_empty() => BTreeMap::new(),
            Ok(text) => parse(&text).ok_or_else(|| SinkError::NotOurs(root.clone()))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if fs::read_dir(&root).map_err(|error| refused("read", &root, error))?.next().is_some() {
                    return Err(SinkError::NotOurs(root));
                }
                BTreeMap::new()
            }
            Err(error) => return Err(refused("read", &path, error)),
        };
        // The list is written whole, so that what follows is never appended to half a line.
        let list = replace_list(&root, &owned)?;
        let state = State { owned, current: BTreeSet::new(), list, lock };
        Ok(Self { root, state: Mutex::new(state), n_written: AtomicUsize::new(0) })
    }

    /// Returns the addresses of all files that builds wrote here and that are still theirs.
    pub fn owned(&self) -> Vec<UrlPath> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.owned.keys().map(ObjectKey::url).collect()
    }

    fn known(&self, key: &ObjectKey) -> Option<Option<Owned>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).owned.get(key).copied()
    }

    /// Takes ownership of `key` before its file is written.
    fn claim(&self, key: &ObjectKey) -> Result<(), SinkError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.owned.insert(key.clone(), None).is_none() {
            let path = self.root.join(LIST);
            let line = format!("? {key}\n");
            state.list.write_all(line.as_bytes()).map_err(|error| refused("write", &path, error))?;
        }
        state.current.insert(key.clone());
        Ok(())
    }

    /// Refuses a file that is reached through a link, which would lead out of the folder, and one that
    /// somebody else put here.
    fn guard(&self, key: &ObjectKey, file: &Path) -> Result<(), SinkError> {
        if let Some(link) = self.link_on_the_way(file) {
            return Err(SinkError::InTheWay { path: file.to_owned(), other: link });
        }
        let is_foreign = self.known(key).is_none() && file.exists() && !file.is_dir();
        if is_foreign { Err(SinkError::NotOurs(file.to_owned())) } else { Ok(()) }
    }

    fn link_on_the_way(&self, file: &Path) -> Option<PathBuf> {
        let way = file.ancestors().take_while(|path| *path != self.root);
        way.filter(|path| path.is_symlink()).last().map(Path::to_owned)
    }

    /// Removes what an earlier build wrote where now a folder must be, or a file: `a` and `a/b` cannot
    /// both be there. Returns whether there was anything of that kind.
    fn make_way(&self, key: &ObjectKey) -> Result<bool, SinkError> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let is_old = |other: &&ObjectKey| !state.current.contains(*other) && are_nested(other, key);
        let old: Vec<ObjectKey> = state.owned.keys().filter(is_old).cloned().collect();
        drop(state);
        for key in &old {
            self.remove(key)?;
            self.state.lock().unwrap_or_else(PoisonError::into_inner).owned.remove(key);
        }
        Ok(!old.is_empty())
    }

    fn note(&self, key: &ObjectKey, owned: Option<Owned>) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).owned.insert(key.clone(), owned);
    }

    fn write(&self, path: &Path, body: &[u8]) -> Result<(), SinkError> {
        #[expect(clippy::disallowed_methods, reason = "this is the sink that the lint points to")]
        let write = || fs::write(path, body);
        match write() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let folder = path.parent().unwrap_or(&self.root);
                fs::create_dir_all(folder).map_err(|error| in_the_way(&self.root, path, error))?;
                write().map_err(|error| in_the_way(&self.root, path, error))
            }
            result => result.map_err(|error| in_the_way(&self.root, path, error)),
        }
    }

    /// Removes one owned file and the folders that it leaves empty.
    fn remove(&self, key: &ObjectKey) -> Result<(), SinkError> {
        let path = self.root.join(key.as_str());
        if self.link_on_the_way(&path).is_some() || path.is_dir() {
            return Ok(()); // Neither what lies behind a link nor a folder is a file of ours.
        }
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(refused("remove", &path, error)),
        }
        for folder in path.ancestors().skip(1).take_while(|folder| *folder != self.root) {
            if fs::remove_dir(folder).is_err() {
                break; // It is not empty.
            }
        }
        Ok(())
    }
}

impl Sink for Folder {
    fn holds(&self, path: &UrlPath, digest: &Digest) -> bool {
        let key = path.key();
        let Some(Some(owned)) = self.known(&key) else { return false };
        let file = self.root.join(key.as_str());
        let is_held = owned.digest == *digest && stat(&file) == Some((owned.length, owned.modified));
        if is_held {
            self.state.lock().unwrap_or_else(PoisonError::into_inner).current.insert(key);
        }
        is_held
    }

    fn put(&self, path: &UrlPath, digest: &Digest, body: &Bytes) -> Result<bool, SinkError> {
        if self.holds(path, digest) {
            return Ok(false);
        }
        let key = path.key();
        let file = self.root.join(key.as_str());
        self.guard(&key, &file)?;
        #[expect(clippy::disallowed_methods, reason = "compares with the file that this sink wrote earlier")]
        let is_same =
            self.known(&key).is_some() && stat(&file).is_some() && fs::read(&file).is_ok_and(|held| held == body[..]);
        self.claim(&key)?;
        if !is_same {
            match self.write(&file, body) {
                Err(SinkError::InTheWay { .. }) if self.make_way(&key)? => self.write(&file, body)?,
                result => result?,
            }
        }
        let owned = stat(&file).map(|(length, modified)| Owned { digest: *digest, length, modified });
        self.note(&key, owned);
        self.n_written.fetch_add(usize::from(!is_same), Ordering::Relaxed);
        Ok(!is_same)
    }

    fn read(&self, path: &UrlPath) -> Result<Bytes, SinkError> {
        let file = self.root.join(path.key().as_str());
        #[expect(clippy::disallowed_methods, reason = "reads back what this sink wrote")]
        fs::read(&file).map(Bytes::from).map_err(|error| refused("read", &file, error))
    }

    fn settle(&self, output: &Output, keep: bool) -> Result<Settled, SinkError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut n_removed = 0;
        if !keep {
            let gone: Vec<ObjectKey> =
                state.owned.keys().filter(|key| output.get(&key.url()).is_none()).cloned().collect();
            for key in gone {
                self.remove(&key)?;
                state.owned.remove(&key);
                n_removed += 1;
            }
        }
        state.list = replace_list(&self.root, &state.owned)?;
        state.current.clear();
        state.lock = None;
        Ok(Settled { n_written: self.n_written.swap(0, Ordering::Relaxed), n_removed })
    }
}

/// Removes the lists that builds were killed over before they were whole. Only for who holds the folder.
fn remove_partial_lists(root: &Path) {
    let is_partial = |name: &str| {
        let process = name.strip_prefix(LIST).and_then(|rest| rest.strip_prefix('.'));
        process.is_some_and(|process| process.parse::<u32>().is_ok())
    };
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_str().is_some_and(is_partial)) {
        // What stays is in the way of nobody but a build of an empty folder, which says so.
        let _ = fs::remove_file(entry.path());
    }
}

/// Replaces the list of owned files at once and returns it, open for more.
fn replace_list(root: &Path, owned: &BTreeMap<ObjectKey, Option<Owned>>) -> Result<File, SinkError> {
    let path = root.join(LIST);
    // Two builds at once must not share it, and what a link of this name leads to is not ours.
    let partial = root.join(format!("{LIST}.{}", std::process::id()));
    let _ = fs::remove_file(&partial);
    File::create_new(&partial)
        .and_then(|mut list| list.write_all(format(owned).as_bytes()))
        .and_then(|()| fs::rename(&partial, &path))
        .and_then(|()| OpenOptions::new().append(true).open(&path))
        .map_err(|error| refused("write", &path, error))
}

/// Returns whether one key is a folder on the way to the other.
fn are_nested(one: &ObjectKey, other: &ObjectKey) -> bool {
    let is_above = |above: &ObjectKey, below: &ObjectKey| {
        below.as_str().strip_prefix(above.as_str()).is_some_and(|rest| rest.starts_with('/'))
    };
    is_above(one, other) || is_above(other, one)
}

fn stat(path: &Path) -> Option<(u64, u128)> {
    let metadata = fs::symlink_metadata(path).ok()?;
    let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    metadata.is_file().then_some((metadata.len(), modified.as_nanos()))
}

/// Explains a failed write: is one of the folders from `root` on a file, or is the file a folder?
fn in_the_way(root: &Path, path: &Path, error: io::Error) -> SinkError {
    let above = path.ancestors().skip(1).take_while(|folder| folder.starts_with(root));
    let other = above.filter(|folder| folder.is_file()).last();
    match other.or_else(|| path.is_dir().then_some(path)) {
        Some(other) => SinkError::InTheWay { path: path.to_owned(), other: other.to_owned() },
        None => refused("write", path, error),
    }
}

fn refused(action: &'static str, path: &Path, source: io::Error) -> SinkError {
    SinkError::Refused { action, path: path.to_owned(), source }
}

fn format(owned: &BTreeMap<ObjectKey, Option<Owned>>) -> String {
    let mut text = format!("{HEADER}\n");
    for (key, known) in owned {
        text.push_str(&match known {
            Some(known) => format!("{} {} {} {key}\n", known.digest, known.length, known.modified),
            None => format!("? {key}\n"),
        });
    }
    text
}

/// Reads a list, or returns `None` for one of another version; a line that makes no sense is skipped,
/// which only means that its file stays.
fn parse(text: &str) -> Option<BTreeMap<ObjectKey, Option<Owned>>> {
    let mut owned = BTreeMap::new();
    let lines = text.strip_prefix(HEADER)?.lines();
    for line in lines {
        if let Some(key) = line.strip_prefix("? ") {
            owned.insert(ObjectKey::new(key), None);
            continue;
        }
        let mut words = line.splitn(4, ' ');
        let mut next = || words.next();
        let (Some(digest), Some(length), Some(modified), Some(key)) = (next(), next(), next(), next()) else {
            continue;
        };
        if let (Ok(digest), Ok(length), Ok(modified)) = (digest.parse(), length.parse(), modified.parse()) {
            owned.insert(ObjectKey::new(key), Some(Owned { digest, length, modified }));
        }
    }
    owned.retain(|key, _| UrlPath::new(key.as_str()).is_some_and(|url| url.key() == *key));
    Some(owned)
}
