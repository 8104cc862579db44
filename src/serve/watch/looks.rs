//! What a site looked like and looks like, and when to look again.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use tokio::time::{sleep, timeout};

use super::alarm::Alarm;
use crate::base::files::Files;
use crate::base::path::SourcePath;
use crate::base::seen::Stamp;
use crate::pipeline::Order;

/// The shortest pause between two looks that found nothing.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);

/// Without an alarm, a pause is this many times as long as a look: what it costs is a tenth of a core at most.
const PAUSE_PER_LOOK: u32 = 10;

/// With an alarm, a look now and then shows whether it is to be trusted.
const CALM_PAUSE: Duration = Duration::from_secs(1);

/// The same for a large site.
const CALM_PAUSE_PER_LOOK: u32 = 30;

/// An editor writes what belongs together within this time of each other.
const QUIET: Duration = Duration::from_millis(20);

/// This many files at once come from a tool, which may pause in between.
const MANY: usize = 20;

/// How long a tool may pause.
const LONG_QUIET: Duration = Duration::from_millis(200);

/// Where it never gets quiet, what is there is built after this time.
const PATIENCE: Duration = Duration::from_secs(2);

/// The folders that make a site, beside its configuration.
const WATCHED: [&str; 7] = ["content", "data", "templates", "assets", "static", "themes", "i18n"];

/// What a site looked like.
#[derive(Debug)]
pub struct Watch {
    files: Files,
    seen: Look,
    /// None where the system does not tell, or did not.
    alarm: Option<Alarm>,
}

/// Each file with its stamp, which is missing where the file went while it was looked at.
type Look = BTreeMap<SourcePath, Option<Stamp>>;

impl Watch {
    /// Remembers what the site looks like now. Must be called inside a tokio runtime.
    pub fn new(order: &Order) -> Self {
        let files = order.files();
        // Before the look: what happens in between is told.
        let alarm = Alarm::over(&files, &WATCHED);
        Self { seen: look(&files), files, alarm }
    }

    /// Returns the files that changed, once there are some and it is quiet.
    pub async fn changed(&mut self) -> Vec<SourcePath> {
        let mut has_rung = false;
        loop {
            let started = Instant::now();
            let mut now = look(&self.files);
            let took = started.elapsed();
            if now != self.seen {
                now = self.settled(now, has_rung).await;
            }
            let changed = differences(&self.seen, &now);
            if !changed.is_empty() {
                self.seen = now;
                return changed;
            }
            if has_rung {
                sleep(SHORTEST_PAUSE).await;
            }
            has_rung = self.pause(took).await;
        }
    }

    /// Waits until it is time for another look, after one that took so long. Returns whether somebody said so.
    async fn pause(&mut self, took: Duration) -> bool {
        let Some(alarm) = &mut self.alarm else {
            sleep((took * PAUSE_PER_LOOK).max(SHORTEST_PAUSE)).await;
            return false;
        };
        if timeout((took * CALM_PAUSE_PER_LOOK).max(CALM_PAUSE), alarm.rings()).await.is_err() {
            return false;
        }
        let rang = Instant::now();
        while rang.elapsed() < PATIENCE && timeout(QUIET, alarm.rings()).await.is_ok() {}
        true
    }

    /// Returns what the site looks like when nothing has moved for a moment. `now` is what it looked like first.
    async fn settled(&mut self, mut now: Look, has_rung: bool) -> Look {
        let started = Instant::now();
        let mut has_rung = has_rung;
        while started.elapsed() < PATIENCE {
            let is_many = differences(&self.seen, &now).len() > MANY;
            if has_rung && !is_many {
                return now;
            }
            let quiet = if is_many { LONG_QUIET } else { QUIET };
            let rings = self.rings_within(quiet).await;
            has_rung |= rings;
            if !has_rung {
                // It was deaf to this change, as that of a network drive is. From now on the clock counts.
                self.alarm = None;
            }
            if self.alarm.is_some() && !rings {
                return now;
            }
            let next = look(&self.files);
            if next == now {
                return now;
            }
            now = next;
        }
        now
    }

    /// Waits that long, or until somebody says that something changed; returns whether that is so.
    async fn rings_within(&mut self, time: Duration) -> bool {
        match &mut self.alarm {
            Some(alarm) => timeout(time, alarm.rings()).await.is_ok(),
            None => {
                sleep(time).await;
                false
            }
        }
    }
}

fn look(files: &Files) -> Look {
    let listed = WATCHED.iter().flat_map(|folder| files.list(folder).files);
    let stamp = |path: &SourcePath| files.folder(path.as_str()).metadata().ok().map(|found| Stamp::of(&found));
    listed.chain([crate::config::path()]).map(|path| (path.clone(), stamp(&path))).collect()
}

/// Returns the files that are new, gone or other ones, in the order of their paths.
fn differences(before: &Look, now: &Look) -> Vec<SourcePath> {
    let gone = before.keys().filter(|path| !now.contains_key(*path));
    let other = now.iter().filter(|(path, stamp)| before.get(*path) != Some(*stamp)).map(|(path, _)| path);
    let mut all: Vec<_> = gone.chain(other).cloned().collect();
    all.sort();
    all
}
