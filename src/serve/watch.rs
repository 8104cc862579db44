//! Tells when a file of a site changes.
//!
//! It looks, instead of being told: every path with its size and time, a few times a second. That
//! works the same on every system, in containers and on network drives; only a file replaced by one of
//! the same size and time goes unnoticed. It costs about one part in twenty of a core, whatever the
//! size of the site.
//! See "Watching files" in ARCHITECTURE.md.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use crate::base::files::Files;

/// The shortest pause between two looks.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);

/// A pause is this many times as long as a look.
const PAUSE_PER_LOOK: u32 = 20;

/// The folders and files that make a site.
const WATCHED: [&str; 7] = ["content", "data", "templates", "assets", "static", "themes", "i18n"];

/// What a site looked like.
#[derive(Debug)]
pub struct Watch {
    files: Files,
    seen: Vec<Stamp>,
}

/// One file, as the file system describes it.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    path: PathBuf,
    length: u64,
    modified: Option<SystemTime>,
}

impl Watch {
    /// Remembers what the site looks like now.
    pub fn new(site: &Path) -> Self {
        let files = Files::new(site);
        let seen = look(&files);
        Self { files, seen }
    }

    /// Returns when something has changed.
    pub async fn changed(&mut self) {
        loop {
            let started = Instant::now();
            let now = look(&self.files);
            if now != self.seen {
                self.seen = now;
                return;
            }
            tokio::time::sleep((started.elapsed() * PAUSE_PER_LOOK).max(SHORTEST_PAUSE)).await;
        }
    }
}

fn look(files: &Files) -> Vec<Stamp> {
    let listed = WATCHED.iter().flat_map(|folder| files.list(folder).files);
    let configuration = crate::config::path();
    listed
        .chain([configuration])
        .map(|source| {
            let path = source.on_disk(files.root());
            let metadata = path.metadata().ok();
            Stamp {
                length: metadata.as_ref().map_or(0, std::fs::Metadata::len),
                modified: metadata.and_then(|metadata| metadata.modified().ok()),
                path,
            }
        })
        .collect()
}
