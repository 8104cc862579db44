//! Results that are dear to make and alike in every build: one file each, by what they were made from.
//!
//! Unlike the pack this outlives another tool, a lost log and a worn pack. See "The shelf" in
//! ARCHITECTURE.md. Nothing here ever fails a build: what is not there is made again.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::base::digest::Digest;

/// Before the digest of what follows.
const MAGIC: &[u8; 16] = b"seawall shelf 1\n";

/// A file that is larger is not ours.
const MOST_BYTES: u64 = 1 << 30;

/// Where such results of one kind lie.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// The folder; none where nothing is remembered.
    folder: Option<PathBuf>,
    wanted: Arc<Mutex<BTreeSet<String>>>,
    n_found: Arc<AtomicUsize>,
    /// Whether it is looked at only.
    is_left_alone: bool,
}

impl Shelf {
    /// Returns the shelf in `folder`, which need not be there yet.
    pub(super) fn new(folder: Option<PathBuf>) -> Self {
        Self {
            folder: folder.filter(|folder| !folder.is_symlink()),
            wanted: Arc::default(),
            n_found: Arc::default(),
            is_left_alone: false,
        }
    }

    /// Returns this shelf, to which nothing is put and of which nothing is taken.
    pub(super) fn left_alone(self) -> Self {
        Self { is_left_alone: true, ..self }
    }

    /// Returns how many results were found on it.
    pub(super) fn n_found(&self) -> usize {
        self.n_found.load(Ordering::Relaxed)
    }

    /// Returns what was made from what `key` is the digest of, if it is there whole.
    pub fn get(&self, key: &Digest) -> Option<Vec<u8>> {
        let path = self.folder.as_ref()?.join(key.to_string());
        let metadata = path.symlink_metadata().ok()?;
        if !metadata.is_file() || metadata.len() > MOST_BYTES {
            return None;
        }
        let mut bytes = Vec::new();
        File::open(path).ok()?.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
        let rest = bytes.strip_prefix(MAGIC)?;
        let (sum, body) = rest.split_at_checked(32)?;
        let is_whole = Digest::of_parts([key.as_bytes().as_slice(), body]).as_bytes() == sum;
        self.n_found.fetch_add(usize::from(is_whole), Ordering::Relaxed);
        is_whole.then(|| body.to_vec())
    }

    /// Keeps what was made.
    pub fn put(&self, key: &Digest, body: &[u8]) {
        if let Some(folder) = self.folder.as_ref().filter(|_| !self.is_left_alone) {
            // A full disk costs time in the next build.
            let _ = write(folder, key, body);
        }
    }

    /// Notes what this build wants, whether it asked for it or not.
    pub fn want(&self, keys: impl Iterator<Item = Digest>) {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).extend(keys.map(|key| key.to_string()));
    }

    /// Removes what this build did not want. What others put there stays.
    pub(super) fn sweep(&self) {
        let folder = self.folder.as_ref().filter(|_| !self.is_left_alone);
        let Some(entries) = folder.and_then(|folder| fs::read_dir(folder).ok()) else { return };
        let wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_ours = name.strip_suffix(PART).unwrap_or(&name).parse::<Digest>().is_ok();
            if is_ours && !wanted.contains(&name) && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// What the name of a file ends in that is not whole yet.
const PART: &str = ".part";

/// Writes a file that is there whole or not at all.
fn write(folder: &Path, key: &Digest, body: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let path = folder.join(key.to_string());
    if path.is_dir() || path.is_symlink() {
        return Err(io::Error::other("somebody else put it there"));
    }
    let part = folder.join(format!("{key}{PART}"));
    if part.is_symlink() || part.exists() {
        fs::remove_file(&part)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(&part)?;
    file.write_all(MAGIC)?;
    file.write_all(Digest::of_parts([key.as_bytes().as_slice(), body]).as_bytes())?;
    file.write_all(body)?;
    drop(file);
    fs::rename(part, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the damage is done behind the shelf's back")]
    fn damage_is_noticed_and_mended() {
        let home = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(Some(home.path().join("images")));
        let (key, other) = (Digest::of(b"a"), Digest::of(b"b"));
        assert_eq!(shelf.get(&key), None);
        shelf.put(&key, b"made of a");
        assert_eq!(shelf.get(&key).as_deref(), Some(&b"made of a"[..]));
        let path = home.path().join("images").join(key.to_string());
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&path, &damaged).unwrap();
            assert_eq!(shelf.get(&key), None, "byte {at}");
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(shelf.get(&key), None, "cut at {at}");
        }
        // A file under another name is not what that name stands for.
        fs::write(home.path().join("images").join(other.to_string()), &whole).unwrap();
        assert_eq!(shelf.get(&other), None);
        shelf.put(&key, b"made of a");
        assert_eq!(shelf.get(&key).as_deref(), Some(&b"made of a"[..]));
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "somebody else's file is put there")]
    fn only_what_is_ours_and_unwanted_goes() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("images");
        let shelf = Shelf::new(Some(folder.clone()));
        let (wanted, unwanted) = (Digest::of(b"a"), Digest::of(b"b"));
        shelf.put(&wanted, b"a");
        shelf.put(&unwanted, b"b");
        fs::write(folder.join("notes.txt"), "mine").unwrap();
        fs::write(folder.join(format!("{unwanted}{PART}")), "cut").unwrap();
        shelf.want([wanted].into_iter());
        shelf.sweep();
        let mut left: Vec<String> =
            fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        left.sort();
        let mut expected = [wanted.to_string(), "notes.txt".to_owned()];
        expected.sort();
        assert_eq!(left, expected);
    }

    #[cfg(unix)]
    #[test]
    #[expect(clippy::disallowed_methods, reason = "a trap is laid behind the shelf's back")]
    fn links_are_neither_read_nor_written() {
        let home = tempfile::tempdir().unwrap();
        let (folder, key) = (home.path().join("images"), Digest::of(b"a"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(home.path().join("precious"), "precious").unwrap();
        for name in [key.to_string(), format!("{key}{PART}")] {
            std::os::unix::fs::symlink(home.path().join("precious"), folder.join(name)).unwrap();
        }
        let shelf = Shelf::new(Some(folder));
        shelf.put(&key, b"made");
        assert_eq!(shelf.get(&key), None);
        shelf.sweep();
        assert_eq!(fs::read(home.path().join("precious")).unwrap(), b"precious");
    }

    #[test]
    fn without_a_folder_nothing_is_kept() {
        let shelf = Shelf::new(None);
        shelf.put(&Digest::of(b"a"), b"made");
        assert_eq!(shelf.get(&Digest::of(b"a")), None);
        shelf.sweep();
    }
}
