//! What a build remembers: the records of the last one and the pack of results.
//!
//! May be lost at any moment. Nothing here ever fails a build: a store that cannot be opened or locked
//! is replaced by one in memory and says so; one that cannot be written is removed at the end.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::log::{self, Record};
use super::memo::Memos;
use super::pack::{Blob, Pack};
use super::shelf::Shelf;
use super::{Fingerprint, StepId};

/// The pack is begun anew when more than this many bytes of it, and more than half, are dead.
const DEAD_BYTES_ALLOWED: u64 = 16 << 20;

/// The log is begun anew when more than this many of its records, and more than half, are dead.
const DEAD_RECORDS_ALLOWED: usize = 10_000;

/// The memory of earlier builds.
#[derive(Debug)]
pub struct Store {
    before: BTreeMap<StepId, Record>,
    /// How many records the log held, those that later ones replaced included.
    n_logged: usize,
    pub(super) memos: Memos,
    pack: Pack,
    written: Mutex<Written>,
    /// Where the files are; none in memory.
    home: Option<PathBuf>,
    trouble: Option<String>,
    shelves: Mutex<BTreeMap<String, Shelf>>,
}

#[derive(Debug, Default)]
struct Written {
    log: Option<File>,
    /// How many steps this build had, whether they ran or not.
    n_seen: usize,
    /// How many records it wrote, memos included.
    n_ran: usize,
    /// Bytes of the pack that somebody still holds a blob of.
    live: u64,
    is_failed: bool,
}

impl Store {
    /// Opens the store in `folder`, made by `tool`; falls back to memory where that cannot be.
    pub fn open(folder: &Path, tool: Fingerprint) -> Self {
        match Self::try_open(folder, tool) {
            Ok(store) => store,
            Err(error) => Self { trouble: Some(format!("the cache is not used: {error}")), ..Self::in_memory() },
        }
    }

    /// Returns a store that remembers nothing and is gone at the end.
    pub fn in_memory() -> Self {
        Self {
            before: BTreeMap::new(),
            n_logged: 0,
            memos: Memos::default(),
            pack: Pack::in_memory(),
            written: Mutex::default(),
            home: None,
            trouble: None,
            shelves: Mutex::default(),
        }
    }

    /// Returns a store that remembers no step and no memo, with the shelves of this one: what lies there is found by
    /// all that it was made of, so a clean build makes the same.
    pub fn without_steps(&self) -> Self {
        Self { home: self.home.clone(), ..Self::in_memory() }
    }

    fn try_open(folder: &Path, tool: Fingerprint) -> io::Result<Self> {
        let header = log::header(&format!("{tool:?}"));
        fs::create_dir_all(folder)?;
        let open = |name: &str| {
            let path = folder.join(name);
            // Behind a link there may be anything, and these files are cut at will.
            let is_other = path.is_symlink() || (path.exists() && !path.is_file());
            if is_other || folder.is_symlink() {
                return Err(io::Error::other(format!("`{}` is not a plain file", path.display())));
            }
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
        };
        let mut file = open("steps.log")?;
        file.try_lock().map_err(|_| io::Error::other("another build is using it"))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let log::Decoded { records: mut before, n_logged, mut good } = log::decode(&bytes, &header);
        let results = open("results")?;
        if good == 0 {
            file.set_len(0)?;
            file.seek(SeekFrom::Start(0))?;
            file.write_all(header.as_bytes())?;
            results.set_len(0)?;
            good = header.len();
        }
        file.set_len(good as u64)?;
        file.seek(SeekFrom::End(0))?;
        Ok(Self {
            memos: Memos::take(&mut before),
            before,
            n_logged,
            pack: Pack::on_disk(results)?,
            written: Mutex::new(Written { log: Some(file), ..Written::default() }),
            home: Some(folder.to_owned()),
            trouble: None,
            shelves: Mutex::default(),
        })
    }

    /// Returns why nothing will be remembered, if so.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// Keeps some bytes for as long as a step that names their blob is part of the build.
    pub fn keep(&self, bytes: &[u8]) -> Blob {
        self.pack.append(bytes).unwrap_or_else(|_| {
            // A full disk: the blob names bytes that are not there, so the step runs again next time.
            self.written.lock().unwrap_or_else(PoisonError::into_inner).is_failed = true;
            Pack::in_memory().append(bytes).expect("memory takes bytes")
        })
    }

    /// Returns the bytes of a blob, or `None` where they are lost.
    pub fn load(&self, blob: &Blob) -> Option<Vec<u8>> {
        self.pack.read(blob)
    }

    /// Returns whether the bytes of a blob can still be there; `load` finds out for sure.
    pub fn has(&self, blob: &Blob) -> bool {
        self.pack.holds(blob)
    }

    /// Returns the shelf of this name: for results that are dear to make.
    pub fn shelf(&self, name: &str) -> Shelf {
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = || self.home.as_ref().map(|home| home.join(name));
        shelves.entry(name.to_owned()).or_insert_with(|| Shelf::new(folder())).clone()
    }

    /// Removes from the shelves what this build did not want. Only for a build without errors: after a
    /// broken one, the next would have to make it again.
    pub fn sweep(&self) {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner).values().for_each(Shelf::sweep);
    }

    pub(super) fn before(&self, step: &StepId) -> Option<&Record> {
        self.before.get(step)
    }

    /// Notes that this build has a step which still stands as it was remembered.
    pub(super) fn note_kept(&self, blobs: u64) {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        written.n_seen += 1;
        written.live += blobs;
    }

    /// Notes that a step ran.
    pub(super) fn note_ran(&self, record: &Record, blobs: u64) {
        {
            let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
            written.n_seen += 1;
            written.live += blobs;
        }
        // A result that was lost and made again as it was is remembered already.
        if self.before.get(&record.step) != Some(record) {
            self.append(record);
        }
    }

    /// Writes a record at the end of the log.
    pub(super) fn append(&self, record: &Record) {
        let bytes = log::encode(record);
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if written.is_failed {
            return;
        }
        if let Some(file) = &mut written.log {
            written.is_failed = file.write_all(&bytes).is_err();
        }
        written.n_ran += 1;
    }

    /// Ends a build. When most of what is kept is dead, or the disk refused, the files are removed, and
    /// the next build begins them anew: blobs know their offsets, so a worn pack cannot be moved.
    pub fn settle(self) {
        let written = self.written.into_inner().unwrap_or_else(PoisonError::into_inner);
        // Memos are neither alive nor dead: a step that stands asks for none.
        let (n_memos, memos) = self.memos.size();
        let dead = self.pack.end().saturating_sub(written.live + memos);
        let n_dead = (self.n_logged + written.n_ran).saturating_sub(written.n_seen + n_memos);
        let is_worn = (dead > DEAD_BYTES_ALLOWED && dead > written.live)
            || (n_dead > DEAD_RECORDS_ALLOWED && n_dead > written.n_seen);
        if let (Some(folder), true) = (self.home, is_worn || written.is_failed) {
            drop(written.log);
            let _ = fs::remove_file(folder.join("steps.log"));
            let _ = fs::remove_file(folder.join("results"));
        }
    }
}
