//! What a build remembers: the records of the last one and the pack of results.
//!
//! May be lost at any moment. Nothing here ever fails a build: a store that cannot be opened or locked
//! is replaced by one in memory and says so; one that cannot be written is removed at the end.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::effect::{Found, Tally};
use super::log::{self, Brief, End, Log, Record};
use super::look::Looked;
use super::memo::Memos;
use super::pack::{Blob, Pack};
use super::parts::{self, Parts};
use super::shelf::Shelf;
use super::{Fingerprint, StepId};
use crate::base::seen::Stamp;

/// The pack is begun anew when more than this many bytes of it, and more than half, are dead.
const DEAD_BYTES_ALLOWED: u64 = 16 << 20;

/// The log is begun anew when more than this many of its records, and more than half, are dead.
const DEAD_RECORDS_ALLOWED: usize = 10_000;

/// The file that holds what the last build as a whole was given and what it made; without it, nothing holds.
pub(super) const LAST: &str = "last";

/// The file that holds what content the site was made of but for bodies.
pub(super) const SITE: &str = "site";

/// A file that is made when a build begins, for its time.
const START: &str = "start";

/// The memory of earlier builds.
#[derive(Debug)]
pub struct Store {
    /// Where the files are; none in memory.
    home: Option<PathBuf>,
    /// Where the shelves are.
    shelf_home: Option<PathBuf>,
    /// The first line of the files, with the tool.
    header: String,
    start: Option<Stamp>,
    trouble: Option<String>,
    /// The log and the pack, until they are read: a build of which nothing changed never does.
    files: Mutex<Option<(File, File)>>,
    core: OnceLock<Core>,
    written: Mutex<Written>,
    shelves: Mutex<BTreeMap<String, Shelf>>,
    pub(super) tally: Tally,
    /// Set where it is only looked at.
    pub(super) looked: Option<Looked>,
}

/// What is read once it is asked for.
#[derive(Debug)]
pub(super) struct Core {
    log: Arc<Log>,
    pub memos: Memos,
    pack: Pack,
    /// What lay there.
    pub found: Found,
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
    /// How the log ends now.
    end: End,
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
            home: None,
            shelf_home: None,
            header: String::new(),
            start: None,
            trouble: None,
            files: Mutex::default(),
            core: OnceLock::new(),
            written: Mutex::default(),
            shelves: Mutex::default(),
            tally: Tally::default(),
            looked: None,
        }
    }

    /// Returns a store that is only looked at.
    pub(super) fn of_look(log: Log, memos: BTreeMap<StepId, Range<usize>>, (pack, looked): (Pack, Looked)) -> Self {
        let found = Found::Steps(log.n_steps());
        let core = Core { memos: Memos::of(&log, memos), log: Arc::new(log), pack, found };
        Self { core: OnceLock::from(core), looked: Some(looked), ..Self::in_memory() }
    }

    /// Returns a store that remembers no step and no memo, with the shelves of this one: what lies there is found by
    /// all that it was made of, so a clean build makes the same.
    pub fn without_steps(&self) -> Self {
        Self { shelf_home: self.shelf_home.clone(), ..Self::in_memory() }
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
        let mut log = open("steps.log")?;
        log.try_lock().map_err(|_| io::Error::other("another build is using it"))?;
        let mut first = Vec::new();
        (&mut log).take(header.len() as u64).read_to_end(&mut first)?;
        log.seek(SeekFrom::Start(0))?;
        if first != header.as_bytes() {
            // The two belong together: who removes the log wants to begin anew.
            let _ = fs::remove_file(folder.join(LAST));
        }
        let results = open("results")?;
        let start = folder.join(START);
        let _ = fs::remove_file(&start);
        let start = File::create_new(&start)?.metadata().map(|metadata| Stamp::of(&metadata))?;
        let (home, files) = (Some(folder.to_owned()), Mutex::new(Some((log, results))));
        Ok(Self { shelf_home: home.clone(), home, header, start: Some(start), files, ..Self::in_memory() })
    }

    /// Returns what earlier builds wrote, which is read now if it was not yet.
    pub(super) fn core(&self) -> &Core {
        self.core.get_or_init(|| {
            let files = self.files.lock().unwrap_or_else(PoisonError::into_inner).take();
            let found = Found::Nothing;
            let empty = || Core { log: Arc::default(), memos: Memos::default(), pack: Pack::in_memory(), found };
            let Some(files) = files else { return empty() };
            self.read(files).unwrap_or_else(|_| {
                self.written.lock().unwrap_or_else(PoisonError::into_inner).is_failed = true;
                empty()
            })
        })
    }

    fn read(&self, (mut file, results): (File, File)) -> io::Result<Core> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let kind = Found::of(&bytes, &self.header, 0);
        let (mut log, memos) = Log::read(bytes, &self.header);
        let found = if log.n_steps() > 0 { Found::Steps(log.n_steps()) } else { kind };
        if log.good == 0 {
            file.set_len(0)?;
            file.seek(SeekFrom::Start(0))?;
            file.write_all(self.header.as_bytes())?;
            results.set_len(0)?;
            log.good = self.header.len();
        }
        file.set_len(log.good as u64)?;
        file.seek(SeekFrom::End(0))?;
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        (written.log, written.end) = (Some(file), log.end());
        drop(written);
        Ok(Core { memos: Memos::of(&log, memos), log: Arc::new(log), pack: Pack::on_disk(results)?, found })
    }

    /// Returns the stamp of a file that was made when the store was opened, before anything was read.
    pub(super) fn start(&self) -> Option<Stamp> {
        self.start
    }

    /// Returns one of the files of what is remembered of the last build as a whole.
    pub(super) fn whole(&self, name: &str) -> Option<Parts> {
        Parts::open(&self.home.as_ref()?.join(name), &self.header)
    }

    /// Writes one of them; returns its sum.
    pub(super) fn put_whole(&self, name: &str, parts: [&[u8]; parts::N]) -> Option<[u8; 4]> {
        parts::write(&self.home.as_ref()?.join(name), &self.header, parts).ok()
    }

    /// Returns how the log ends now; none where some of it could not be written.
    pub(super) fn log_end(&self) -> Option<End> {
        self.core();
        let written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        (!written.is_failed).then_some(written.end)
    }

    /// Forgets the last build as a whole; its steps are remembered all the same. Whoever begins to run steps does so:
    /// until they have ended well, nothing is known of a build as a whole.
    pub fn forget_last(&self) {
        if let Some(home) = &self.home {
            let _ = fs::remove_file(home.join(LAST));
        }
    }

    /// Returns whether the next build will know of this one.
    pub fn remembers(&self) -> bool {
        self.home.is_some()
    }

    /// Returns whether somebody will see what is noted of a step.
    pub(super) fn takes_records(&self) -> bool {
        self.home.is_some() || self.looked.is_some()
    }

    /// Returns why nothing will be remembered, if so.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// Keeps some bytes for as long as a step that names their blob is part of the build.
    pub fn keep(&self, bytes: &[u8]) -> Blob {
        self.core().pack.append(bytes).unwrap_or_else(|_| {
            // A full disk: the blob names bytes that are not there, so the step runs again next time.
            self.written.lock().unwrap_or_else(PoisonError::into_inner).is_failed = true;
            Blob::lost(bytes)
        })
    }

    /// Returns the bytes of a blob, or `None` where they are lost.
    pub fn load(&self, blob: &Blob) -> Option<Bytes> {
        self.core().pack.read(blob)
    }

    /// Returns whether the bytes of a blob can still be there; `load` finds out for sure.
    pub fn has(&self, blob: &Blob) -> bool {
        self.core().pack.holds(blob)
    }

    /// Returns the shelf of this name: for results that are dear to make.
    pub fn shelf(&self, name: &str) -> Shelf {
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = || self.shelf_home.as_ref().map(|home| home.join(name));
        let looked = || self.looked.as_ref().map(|looked| looked.shelf(name));
        shelves.entry(name.to_owned()).or_insert_with(|| looked().unwrap_or_else(|| Shelf::new(folder()))).clone()
    }

    /// Removes from the shelves what this build did not want. Only for a build without errors: after a
    /// broken one, the next would have to make it again.
    pub fn sweep(&self) {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner).values().for_each(Shelf::sweep);
    }

    /// Returns how many results were found on the shelves.
    pub(super) fn n_on_shelves(&self) -> usize {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner).values().map(Shelf::n_found).sum()
    }

    /// Returns the names of all steps that are remembered.
    pub fn steps(&self) -> impl Iterator<Item = &str> {
        self.core().log.steps().into_iter()
    }

    pub(super) fn before(&self, step: &StepId) -> Option<Record> {
        self.core().log.get(step)
    }

    /// Returns what is known of a step in brief, with the log and the place of its record there.
    pub(super) fn brief(&self, step: &StepId) -> Option<(Arc<Log>, Brief, Range<usize>)> {
        let log = &self.core().log;
        log.brief(step).map(|(brief, place)| (Arc::clone(log), brief, place))
    }

    /// Returns what a step made as far as earlier builds remember.
    pub fn made_before<T: DeserializeOwned>(&self, step: &StepId) -> Option<T> {
        postcard::from_bytes(&self.before(step)?.made).ok()
    }

    /// Notes that this build has a step, which keeps so many bytes of the pack.
    pub(super) fn note_kept(&self, n_bytes: u64) {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        written.n_seen += 1;
        written.live += n_bytes;
    }

    /// Writes a record at the end of the log.
    pub(super) fn append(&self, record: &Record) {
        if self.home.is_none() {
            return;
        }
        self.core();
        let bytes = log::encode(record);
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if written.is_failed {
            return;
        }
        if let Some(file) = &mut written.log {
            let is_failed = file.write_all(&bytes).is_err();
            (written.is_failed, written.end) = (is_failed, written.end.with(&bytes));
        }
        written.n_ran += 1;
    }

    /// Ends a build. When most of what is kept is dead, or the disk refused, the files are removed, and
    /// the next build begins them anew: blobs know their offsets, so a worn pack cannot be moved.
    pub fn settle(self) {
        let written = self.written.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Some(Core { log, memos, pack, .. }) = self.core.into_inner() else { return };
        // Memos are neither alive nor dead: a step that stands asks for none.
        let (n_memos, memos) = memos.size();
        let dead = pack.end().saturating_sub(written.live + memos);
        let n_dead = (log.n_logged + written.n_ran).saturating_sub(written.n_seen + n_memos);
        let is_worn = (dead > DEAD_BYTES_ALLOWED && dead > written.live)
            || (n_dead > DEAD_RECORDS_ALLOWED && n_dead > written.n_seen);
        if let (Some(folder), true) = (self.home, is_worn || written.is_failed) {
            drop(written.log);
            for name in ["steps.log", "results", LAST, SITE] {
                let _ = fs::remove_file(folder.join(name));
            }
        }
    }
}
