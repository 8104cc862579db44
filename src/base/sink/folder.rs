//! A sink in a folder that is owned: only what an earlier build wrote is ever overwritten or removed.
//!
//! The list of owned files, `.seawall-output` in the folder, holds a line per file: digest, length,
//! modification time and path. A path is appended before its file is first written, so a build that
//! is killed leaves no file without an owner; `settle` replaces the whole list at once.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::held::{Busy, Held};
use super::list::{self, LIST, Owned, Stamp, format, stamp, stat};
use super::{Settled, Sink, SinkError};
use crate::base::digest::Digest;
use crate::base::output::Output;
use crate::base::path::{ObjectKey, UrlPath};

/// Keeps bodies as files: `/a/` becomes `a/index.html`.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    state: Mutex<State>,
    /// Folders in it that are there and are no links. As bytes: paths are compared part by part, which takes longer.
    folders: Mutex<BTreeSet<OsString>>,
    n_written: AtomicUsize,
}

#[derive(Debug)]
struct State {
    /// `None` for a file whose content is not known: a build was killed while it wrote.
    owned: LazyCell<BTreeMap<ObjectKey, Option<Owned>>, Read>,
    /// What this build has put or found as it must be.
    current: BTreeSet<ObjectKey>,
    /// The list as it lies in the folder, if it says what is in `owned`.
    listed: Option<Arc<String>>,
    /// Open for more, once something is claimed.
    list: Option<File>,
    /// The folder itself, held until this build is settled; none where a system opens no folders.
    lock: Option<Held>,
}

/// Reads the list once somebody asks for a file: a build of which nothing changed never does.
type Read = Box<dyn FnOnce() -> BTreeMap<ObjectKey, Option<Owned>> + Send>;

impl Folder {
    /// Opens the folder, which is made if need be; refuses one with files of somebody else.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, SinkError> {
        let root = root.into();
        let path = root.join(LIST);
        fs::create_dir_all(&root).map_err(|error| in_the_way(Path::new(""), &path, error))?;
        // Two builds would each take the other's files for those of a stranger.
        let lock = Held::take(&root).map_err(|Busy| SinkError::Busy(root.clone()))?;
        if lock.is_some() {
            list::remove_partial(&root);
        }
        #[expect(clippy::disallowed_methods, reason = "the list of owned files is not a source file")]
        let listed = match fs::read_to_string(&path) {
            // A build was killed before it wrote the first line.
            Ok(text) if text.is_empty() => None,
            Ok(text) if list::lines(&text).is_none() => return Err(SinkError::NotOurs(root)),
            Ok(text) => Some(Arc::new(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if fs::read_dir(&root).map_err(|error| refused("read", &root, error))?.next().is_some() {
                    return Err(SinkError::NotOurs(root));
                }
                None
            }
            Err(error) => return Err(refused("read", &path, error)),
        };
        let folders = Mutex::new(BTreeSet::from([root.clone().into_os_string()]));
        let text = listed.clone();
        let read: Read =
            Box::new(move || text.as_deref().and_then(|text| list::lines(text)).map(list::parse).unwrap_or_default());
        let state = State { owned: LazyCell::new(read), current: BTreeSet::new(), listed, list: None, lock };
        Ok(Self { root, state: Mutex::new(state), folders, n_written: AtomicUsize::new(0) })
    }

    /// Returns where it is.
    pub fn root(&self) -> &Path {
        &self.root
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
        if state.list.is_none() {
            // What follows is never appended to half a line: a list that is not what it should be is written anew.
            let whole = state.listed.take().filter(|text| text.ends_with('\n'));
            state.list = Some(match whole.and_then(|_| list::open(&self.root)) {
                Some(list) => list,
                None => list::replace(&self.root, &format(&state.owned))?,
            });
        }
        let is_unknown = state.owned.insert(key.clone(), None) == Some(None);
        if let Some(list) = state.list.as_mut().filter(|_| !is_unknown) {
            let line = format!("? {key}\n");
            list.write_all(line.as_bytes()).map_err(|error| refused("write", &self.root.join(LIST), error))?;
        }
        state.current.insert(key.clone());
        Ok(())
    }

    /// Returns whether the folder of a file is there already. One that is reached through a link would lead out of
    /// this folder and is refused.
    fn has_folder(&self, file: &Path, folder: &Path) -> Result<bool, SinkError> {
        if self.folders.lock().unwrap_or_else(PoisonError::into_inner).contains(folder.as_os_str()) {
            return Ok(true);
        }
        if let Some(above) = folder.parent().filter(|_| folder != self.root)
            && !self.has_folder(file, above)?
        {
            return Ok(false);
        }
        match folder.symlink_metadata() {
            Ok(metadata) if metadata.is_dir() => {
                self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.into());
                Ok(true)
            }
            Ok(_) => Err(SinkError::InTheWay { path: file.to_owned(), other: folder.to_owned() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(refused("look at", folder, error)),
        }
    }

    /// Refuses a link and a file that somebody else put here; returns whether there is a file.
    fn guard(&self, key: &ObjectKey, file: &Path) -> Result<bool, SinkError> {
        match file.symlink_metadata() {
            Ok(metadata) if metadata.is_symlink() => {
                Err(SinkError::InTheWay { path: file.to_owned(), other: file.to_owned() })
            }
            Ok(metadata) if metadata.is_dir() => Ok(false),
            Ok(_) if self.known(key).is_none() => Err(SinkError::NotOurs(file.to_owned())),
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(refused("look at", file, error)),
        }
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

    /// Writes a file whose folder need not be there; returns its length and time.
    fn write(&self, path: &Path, body: &[u8], folder: Option<&Path>) -> Result<Option<Stamp>, SinkError> {
        if let Some(folder) = folder {
            fs::create_dir_all(folder).map_err(|error| in_the_way(&self.root, path, error))?;
            self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.into());
        }
        let write = || {
            let mut file = File::create(path)?;
            file.write_all(body)?;
            file.metadata()
        };
        write().map(|metadata| stamp(&metadata)).map_err(|error| in_the_way(&self.root, path, error))
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
            self.folders.lock().unwrap_or_else(PoisonError::into_inner).remove(folder.as_os_str());
        }
        Ok(())
    }
}

impl Sink for Folder {
    fn holds(&self, path: &UrlPath, digest: &Digest) -> bool {
        let key = path.key();
        let Some(Some(owned)) = self.known(&key) else { return false };
        let file = self.root.join(key.as_str());
        let is_held = owned.is_at(&file, digest);
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
        let folder = file.parent().unwrap_or(&self.root);
        let has_folder = match self.has_folder(&file, folder) {
            Err(SinkError::InTheWay { .. }) if self.make_way(&key)? => self.has_folder(&file, folder)?,
            result => result?,
        };
        #[expect(clippy::disallowed_methods, reason = "compares with the file that this sink wrote earlier")]
        let is_same = has_folder
            && self.guard(&key, &file)?
            && stat(&file).is_some_and(|(length, _)| length == body.len() as u64)
            && fs::read(&file).is_ok_and(|held| held == body[..]);
        self.claim(&key)?;
        let stamp = if is_same {
            stat(&file)
        } else {
            let write = |has_folder: bool| self.write(&file, body, (!has_folder).then_some(folder));
            match write(has_folder) {
                Err(SinkError::InTheWay { .. }) if self.make_way(&key)? => write(self.has_folder(&file, folder)?)?,
                result => result?,
            }
        };
        let owned = stamp.map(|(length, modified)| Owned { digest: *digest, length, modified });
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
                state.listed = None;
                n_removed += 1;
            }
        }
        if state.listed.is_none() {
            let text = format(&state.owned);
            list::replace(&self.root, &text)?;
            state.listed = Some(Arc::new(text));
        }
        let held = state.listed.as_ref().map(|text| Digest::of(text.as_bytes()));
        state.list = None;
        state.current.clear();
        state.lock = None;
        Ok(Settled { n_written: self.n_written.swap(0, Ordering::Relaxed), n_removed, held })
    }

    fn held(&self) -> Option<Digest> {
        // Who waits for other threads may take up any work meanwhile, and must hold nothing.
        let text = self.state.lock().unwrap_or_else(PoisonError::into_inner).listed.clone()?;
        let look = || list::lines(&text).is_some_and(|lines| list::are_as_written(&self.root, lines));
        let (are_there, digest) = rayon::join(look, || Digest::of(text.as_bytes()));
        are_there.then_some(digest)
    }
}

/// Returns whether one key is a folder on the way to the other.
fn are_nested(one: &ObjectKey, other: &ObjectKey) -> bool {
    let is_above = |above: &ObjectKey, below: &ObjectKey| {
        below.as_str().strip_prefix(above.as_str()).is_some_and(|rest| rest.starts_with('/'))
    };
    is_above(one, other) || is_above(other, one)
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
