//! What a build tells of itself on request: which steps ran and why, and where the time went.

use std::path::Path;
use std::sync::Arc;

use clap::Args;
use serde_json::Value;

use super::console::Console;
use super::options::Common;
use super::progress::Bars;
use crate::base::path::UrlPath;
use crate::base::progress::{Event, Progress};
use crate::base::sink::Glance;
use crate::base::timings::Timings;
use crate::pipeline::Built;
use crate::report::explain::Done;
use crate::report::{Detail, explain, text, timings};

/// What is told of a build.
#[derive(Debug, Args)]
pub(super) struct TellingArguments {
    /// Print which steps ran and why, the causes first; `-v` prints every one.
    #[arg(long)]
    explain: bool,
    /// Print where the time went: phases, the slowest steps, templates, components, functions.
    #[arg(long)]
    timings: bool,
}

/// What is noted before a build so that it can be told of afterwards.
pub(super) struct Telling {
    bars: Bars,
    timings: Option<Arc<Timings>>,
    /// What builds had written before; only where it will be told.
    before: Option<Vec<UrlPath>>,
    detail: Detail,
}

impl TellingArguments {
    /// Returns who watches a build into `folder`.
    pub(super) fn watch(&self, folder: &Path, common: &Common, console: &Console) -> Telling {
        let is_told = self.explain || common.verbose;
        Telling {
            bars: Bars::new(console),
            timings: self.timings.then(Arc::default),
            before: is_told.then(|| Glance::at(folder).paths().collect()),
            detail: common.detail(),
        }
    }
}

impl Progress for Telling {
    fn notify(&self, event: Event<'_>) {
        if let Some(timings) = &self.timings {
            timings.event(event);
        }
        self.bars.notify(event);
    }

    fn timings(&self) -> Option<&Arc<Timings>> {
        self.timings.as_ref()
    }
}

impl Telling {
    /// Returns what was asked for as text.
    pub(super) fn text(&self, built: &Built) -> String {
        let removed = self.removed(built);
        let mut told = String::new();
        if let Some(removed) = &removed {
            told.push_str(&explain::text(done(built, removed), self.detail));
        }
        if self.detail == Detail::All {
            told.push_str(&format!("{}\n", text::cache(&built.cache)));
        }
        if let Some(timings) = &self.timings {
            let gap = if told.is_empty() { "" } else { "\n" };
            told.push_str(&format!("{gap}{}", timings::text(&timings.times(), built.n_pages)));
        }
        told
    }

    /// Adds what was asked for to the JSON of a build.
    pub(super) fn add_to(&self, value: &mut Value, built: &Built) {
        if let Some(removed) = self.removed(built) {
            value["explain"] = explain::json(done(built, &removed));
        }
        if let Some(timings) = &self.timings {
            value["timings"] = timings::json(&timings.times(), built.n_pages);
        }
    }

    /// Returns what is no longer served; none where nobody asked.
    fn removed(&self, built: &Built) -> Option<Vec<UrlPath>> {
        let before = self.before.as_ref()?;
        let is_gone = |path: &&UrlPath| built.settled.n_removed > 0 && built.output.get(path).is_none();
        Some(before.iter().filter(is_gone).cloned().collect())
    }
}

fn done<'a>(built: &'a Built, removed: &'a [UrlPath]) -> Done<'a> {
    Done { ran: &built.ran, cache: &built.cache, removed }
}
