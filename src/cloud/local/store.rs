//! Buckets in a folder: bodies as files that a person can open, details beside them.
//!
//! ```text
//! FOLDER/.lock                         held shared to read, alone to write, also across processes
//! FOLDER/.incoming/{body,details}      the write under way
//! FOLDER/BUCKET/bodies/a/index.html    what was put
//! FOLDER/BUCKET/details/a/index.html   its headers; a key exists if this file does
//! ```
//! A write is complete when its details have been renamed into place. One that was killed before
//! its body was renamed never was; one that was killed after is finished by the next write.
//! Nothing here knows of HTTP.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use super::keys;
use crate::cloud::stored::Condition;

/// What S3 allows.
const LONGEST_KEY: usize = 1024;

/// Buckets in a folder.
#[derive(Debug)]
pub(super) struct Store {
    root: PathBuf,
}

/// What is known of a stored body.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Details {
    /// Without quotes.
    pub(super) etag: String,
    pub(super) length: u64,
    /// SHA-256 in Base64, where the writer gave it.
    pub(super) sha256: Option<String>,
    pub(super) media_type: Option<String>,
    pub(super) cache_control: Option<String>,
    pub(super) content_encoding: Option<String>,
    pub(super) metadata: BTreeMap<String, String>,
}

/// A stored body with its details.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) details: Details,
    pub(super) modified: SystemTime,
    pub(super) body: Bytes,
}

/// Why the store says no.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    #[error("no such bucket")]
    NoBucket,
    #[error("no such key")]
    NoKey,
    #[error("the condition does not hold")]
    Condition,
    #[error("the key is longer than {LONGEST_KEY} bytes")]
    LongKey,
    #[error("the disk refused")]
    Disk(#[from] io::Error),
}

/// What is to be written where; the next write finds it if this one is killed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Write {
    pub(super) bucket: String,
    pub(super) key: String,
    pub(super) details: Details,
}

impl Store {
    /// Opens the folder, which is made if need be.
    pub(super) fn open(root: &Path) -> io::Result<Self> {
        fs::create_dir_all(root.join(".incoming"))?;
        File::options().create(true).append(true).open(root.join(".lock"))?;
        Ok(Self { root: root.to_owned() })
    }

    /// Returns the names of the buckets.
    pub(super) fn buckets(&self) -> Result<Vec<String>, Refusal> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.root)? {
            names.extend(entry?.file_name().into_string().ok().filter(|name| !name.starts_with('.')));
        }
        names.sort();
        Ok(names)
    }

    /// Says whether the bucket exists.
    pub(super) fn look(&self, bucket: &str) -> Result<(), Refusal> {
        self.root.join(bucket).is_dir().then_some(()).ok_or(Refusal::NoBucket)
    }

    /// Creates a bucket; one that exists is left as it is.
    pub(super) fn create(&self, bucket: &str) -> Result<(), Refusal> {
        Ok(fs::create_dir_all(self.root.join(bucket))?)
    }

    /// Returns what is stored under `key`.
    pub(super) fn get(&self, bucket: &str, key: &str) -> Result<Found, Refusal> {
        let _lock = self.lock_shared()?;
        let details = self.details(bucket, key)?;
        let mut file = File::open(self.body_file(bucket, key))?;
        let mut body = Vec::new();
        file.read_to_end(&mut body)?;
        Ok(Found { details, modified: file.metadata()?.modified()?, body: body.into() })
    }

    /// Returns what is known of what is stored under `key`, without its body.
    pub(super) fn head(&self, bucket: &str, key: &str) -> Result<Found, Refusal> {
        let _lock = self.lock_shared()?;
        let details = self.details(bucket, key)?;
        let modified = fs::metadata(self.body_file(bucket, key))?.modified()?;
        Ok(Found { details, modified, body: Bytes::new() })
    }

    /// Stores `body` under `key` if `condition` holds; judging and writing are one step.
    pub(super) fn put(&self, write: &Write, body: &[u8], condition: &Condition) -> Result<(), Refusal> {
        let _lock = self.lock_alone()?;
        self.judge(&write.bucket, &write.key, condition)?;
        create(&self.incoming("body"), body)?;
        create(&self.incoming("details"), &serde_json::to_vec(write).map_err(io::Error::from)?)?;
        rename(&self.incoming("body"), &self.body_file(&write.bucket, &write.key))?;
        Ok(self.finish(write)?)
    }

    /// Removes what is stored under `key`; nothing there is no refusal.
    pub(super) fn delete(&self, bucket: &str, key: &str) -> Result<(), Refusal> {
        let _lock = self.lock_alone()?;
        self.look(bucket)?;
        for path in [self.details_file(bucket, key), self.body_file(bucket, key)] {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
            let folders = path.ancestors().skip(1).take_while(|folder| folder.parent() != Some(self.root.as_path()));
            // A folder that still holds something stays.
            folders.map_while(|folder| fs::remove_dir(folder).ok()).for_each(drop);
        }
        Ok(())
    }

    /// Returns all keys of a bucket.
    pub(super) fn keys(&self, bucket: &str) -> Result<BTreeSet<String>, Refusal> {
        let _lock = self.lock_shared()?;
        self.look(bucket)?;
        let top = self.root.join(bucket).join("details");
        if !top.exists() {
            return Ok(BTreeSet::new());
        }
        let mut found = BTreeSet::new();
        for entry in WalkDir::new(&top) {
            let entry = entry.map_err(io::Error::from)?;
            let path = entry.path().strip_prefix(&top).ok().filter(|_| entry.file_type().is_file());
            found.extend(path.and_then(keys::key));
        }
        Ok(found)
    }

    fn judge(&self, bucket: &str, key: &str, condition: &Condition) -> Result<(), Refusal> {
        if key.len() > LONGEST_KEY {
            return Err(Refusal::LongKey);
        }
        let there = match self.details(bucket, key) {
            Err(Refusal::NoKey) => None,
            there => Some(there?),
        };
        match (condition, there) {
            (Condition::Absent, Some(_)) => Err(Refusal::Condition),
            (Condition::Matches(_), None) => Err(Refusal::NoKey),
            (Condition::Matches(etag), Some(there)) if *etag != there.etag => Err(Refusal::Condition),
            _ => Ok(()),
        }
    }

    fn details(&self, bucket: &str, key: &str) -> Result<Details, Refusal> {
        self.look(bucket)?;
        match File::open(self.details_file(bucket, key)) {
            Ok(file) => Ok(serde_json::from_reader(io::BufReader::new(file)).map_err(io::Error::from)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Refusal::NoKey),
            Err(error) => Err(error.into()),
        }
    }

    /// Moves the details of a write whose body is in place after it.
    fn finish(&self, write: &Write) -> io::Result<()> {
        let ready = self.incoming("ready");
        create(&ready, &serde_json::to_vec_pretty(&write.details)?)?;
        rename(&ready, &self.details_file(&write.bucket, &write.key))?;
        fs::remove_file(self.incoming("details"))
    }

    /// Holds the store alone, after finishing a write that was killed half way.
    fn lock_alone(&self) -> io::Result<File> {
        let lock = File::open(self.root.join(".lock"))?;
        lock.lock()?;
        if let Ok(file) = File::open(self.incoming("details")) {
            match serde_json::from_reader::<_, Write>(file) {
                Ok(write) if !self.incoming("body").exists() => self.finish(&write)?,
                // Killed before its body was in place: it never was.
                _ => fs::remove_file(self.incoming("details"))?,
            }
        }
        Ok(lock)
    }

    fn lock_shared(&self) -> io::Result<File> {
        let lock = File::open(self.root.join(".lock"))?;
        lock.lock_shared()?;
        Ok(lock)
    }

    fn incoming(&self, name: &str) -> PathBuf {
        self.root.join(".incoming").join(name)
    }

    fn body_file(&self, bucket: &str, key: &str) -> PathBuf {
        self.root.join(bucket).join("bodies").join(keys::path(key))
    }

    fn details_file(&self, bucket: &str, key: &str) -> PathBuf {
        self.root.join(bucket).join("details").join(keys::path(key))
    }
}

fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    File::create(path)?.write_all(bytes)
}

/// Renames, making the folder where it is missing.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            to.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::rename(from, to)
        }
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(store: &Store, key: &str, body: &str) {
        let details = Details { etag: body.to_owned(), ..Details::default() };
        let write = Write { bucket: "b".to_owned(), key: key.to_owned(), details };
        store.put(&write, body.as_bytes(), &Condition::None).unwrap();
    }

    /// A write that is killed leaves its files in `.incoming`: make them, then open the folder anew.
    fn killed(store: &Store, key: &str, body: &str, is_body_in_place: bool) {
        let details = Details { etag: body.to_owned(), ..Details::default() };
        let write = Write { bucket: "b".to_owned(), key: key.to_owned(), details };
        create(&store.incoming("details"), &serde_json::to_vec(&write).unwrap()).unwrap();
        create(&store.incoming("body"), body.as_bytes()).unwrap();
        if is_body_in_place {
            rename(&store.incoming("body"), &store.body_file("b", key)).unwrap();
        }
    }

    #[test]
    fn a_killed_write_was_or_never_was() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        store.create("b").unwrap();
        put(&store, "a", "old");
        killed(&store, "a", "new", false);
        put(&store, "other", "x");
        assert_eq!(store.get("b", "a").unwrap().body, "old");
        killed(&store, "a", "new", true);
        put(&store, "other", "y");
        let found = store.get("b", "a").unwrap();
        assert_eq!((found.body.as_ref(), found.details.etag.as_str()), (&b"new"[..], "new"));
    }

    #[test]
    fn a_deleted_key_leaves_no_folder_behind() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        store.create("b").unwrap();
        put(&store, "x/y/z.txt", "z");
        put(&store, "x/a.txt", "a");
        store.delete("b", "x/y/z.txt").unwrap();
        store.delete("b", "x/y/z.txt").unwrap();
        assert_eq!(store.keys("b").unwrap().into_iter().collect::<Vec<_>>(), ["x/a.txt"]);
        assert!(!folder.path().join("b/bodies/x/y").exists());
        assert!(folder.path().join("b/bodies/x/a.txt").exists());
    }
}
