//! What Linux tells of changes in folders (inotify).
//!
//! It says when to look, and not what changed: it knows nothing of what another machine does on a network drive, loses
//! events when there are too many, and follows no link. Folders below folders are ours to add.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

use inotify::{EventMask, EventOwned, Inotify, WatchMask};
use tokio::sync::mpsc;

use crate::base::files::{Files, is_source_name};

/// Room for some hundred events at once.
const BUFFER: usize = 16 << 10;

/// Rings when something in the folders of a site changes.
#[derive(Debug)]
pub(super) struct Alarm(mpsc::Receiver<()>);

/// What is watched, by a thread of its own.
struct Ear {
    inotify: Inotify,
    /// The folders that are watched, by their number.
    folders: BTreeMap<i32, PathBuf>,
    /// The number of the site's own folder, of which only some names count.
    root: i32,
    /// The names in it that do.
    names: Vec<String>,
    /// The folders with all that is below them.
    tops: Vec<PathBuf>,
}

impl Alarm {
    /// Returns an alarm for the configuration and these folders of a site; none where the system gives none, or not for
    /// all of them.
    pub(super) fn over(files: &Files, names: &[&str]) -> Option<Self> {
        let mut ear = Ear::at(files, names).ok()?;
        let (bell, alarm) = mpsc::channel(1);
        let listen = move || {
            // A bell that rings already need not be rung; one that nobody hears ends it.
            while !bell.is_closed() && ear.listen().is_ok_and(|()| !bell.is_closed()) {
                let _ = bell.try_send(());
            }
        };
        thread::Builder::new().name("watch".to_owned()).spawn(listen).ok()?;
        Some(Self(alarm))
    }

    /// Returns when something happened that may have changed a file. A call that is broken off misses nothing.
    pub(super) async fn rings(&mut self) {
        if self.0.recv().await.is_none() {
            // It broke, and the clock will notice.
            std::future::pending().await
        }
    }
}

impl Ear {
    fn at(files: &Files, names: &[&str]) -> io::Result<Self> {
        let inotify = Inotify::init()?;
        let root = inotify.watches().add(files.root(), events())?.get_watch_descriptor_id();
        let tops = names.iter().map(|name| files.folder(name)).collect();
        let configuration = crate::config::path().to_string();
        let names = names.iter().map(|name| (*name).to_owned()).chain([configuration]).collect();
        let folders = BTreeMap::from([(root, files.root().to_owned())]);
        let mut ear = Self { inotify, folders, root, names, tops };
        ear.follow_all()?;
        Ok(ear)
    }

    /// Waits until something happened that may have changed a file.
    fn listen(&mut self) -> io::Result<()> {
        loop {
            let mut buffer = [0; BUFFER];
            let events = self.inotify.read_events_blocking(&mut buffer)?;
            let events: Vec<EventOwned> = events.map(|event| event.to_owned()).collect();
            // Each is looked at: it may bring a folder.
            if events.iter().filter(|event| self.hears(event)).count() > 0 {
                return Ok(());
            }
        }
    }

    /// Takes note of an event, and returns whether it rings.
    fn hears(&mut self, event: &EventOwned) -> bool {
        if event.mask.contains(EventMask::Q_OVERFLOW) {
            // What is not followed for this is found by the clock.
            let _ = self.follow_all();
            return true;
        }
        let id = event.wd.get_watch_descriptor_id();
        if event.mask.contains(EventMask::IGNORED) {
            self.folders.remove(&id);
        }
        let Some(name) = event.name.as_deref().map(|name| name.to_string_lossy()) else { return false };
        let counts =
            if id == self.root { self.names.iter().any(|known| *known == name) } else { is_source_name(&name) };
        let is_new = event.mask.intersects(EventMask::CREATE | EventMask::MOVED_TO);
        if counts && is_new && event.mask.contains(EventMask::ISDIR) {
            let folder = self.folders.get(&id).map(|folder| folder.join(&*name));
            let _ = folder.map(|folder| self.follow(&folder));
        }
        counts
    }

    fn follow_all(&mut self) -> io::Result<()> {
        let tops = self.tops.clone();
        tops.iter().try_for_each(|top| self.follow(top))
    }

    /// Watches a folder and all below it. One that is gone meanwhile is none.
    fn follow(&mut self, top: &Path) -> io::Result<()> {
        let mut rest = vec![top.to_owned()];
        let mut met = BTreeSet::new();
        while let Some(folder) = rest.pop() {
            let id = match self.inotify.watches().add(&folder, events()) {
                Ok(watch) => watch.get_watch_descriptor_id(),
                Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                    continue;
                }
                Err(error) => return Err(error),
            };
            // What is in it now is told from here on, so it is listed after.
            if id != self.root && met.insert(id) {
                rest.extend(folders_in(&folder));
                self.folders.insert(id, folder);
            }
        }
        Ok(())
    }
}

/// Returns what is asked of each folder. Nobody is told of files that are only read.
fn events() -> WatchMask {
    WatchMask::ATTRIB
        | WatchMask::CLOSE_WRITE
        | WatchMask::CREATE
        | WatchMask::DELETE
        | WatchMask::MODIFY
        | WatchMask::MOVED_FROM
        | WatchMask::MOVED_TO
        | WatchMask::ONLYDIR
}

/// Returns the folders in a folder; behind a link is nothing of ours.
fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let is_folder = |entry: &std::fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
    let is_ours = |entry: &std::fs::DirEntry| is_source_name(&entry.file_name().to_string_lossy());
    entries.filter(|entry| is_folder(entry) && is_ours(entry)).map(|entry| entry.path()).collect()
}
