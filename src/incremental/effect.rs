//! What the memory of earlier builds was worth in this one.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::Store;
use super::log::FORMAT;

/// What lay there when a store was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "records", rename_all = "kebab-case")]
pub enum Found {
    /// There is no cache, or it is not used.
    #[default]
    Nothing,
    /// The log of another version of the tool.
    OtherTool,
    /// Something that is no log, or one whose first line is damaged.
    Unreadable,
    /// A log with so many steps.
    Steps(usize),
}

/// What one round did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// The name of the round.
    pub name: String,
    /// How many steps it had.
    pub steps: usize,
    /// How many of them ran; the others stood.
    pub run: usize,
}

/// What the memory of earlier builds was worth in this one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// What lay there when the store was opened.
    pub found: Found,
    /// Steps that stood as they were remembered.
    pub steps_kept: usize,
    /// Small results (today: highlighted code) that were found, and not worked out again.
    pub memos_found: usize,
    /// Small results that had to be worked out.
    pub memos_made: usize,
    /// Dear results (variants of pictures) that were found, and not made again.
    pub results_found: usize,
    /// The rounds, in their order.
    pub rounds: Vec<Round>,
}

/// Counts while a build runs.
#[derive(Debug, Default)]
pub(super) struct Tally {
    rounds: Mutex<Vec<Round>>,
    memos_found: AtomicUsize,
    memos_made: AtomicUsize,
}

impl Found {
    /// Returns what the bytes of a log are, of which so many steps could be read.
    pub(super) fn of(log: &[u8], header: &str, n_steps: usize) -> Self {
        match log {
            [] => Self::Nothing,
            log if log.starts_with(header.as_bytes()) && n_steps == 0 => Self::Nothing,
            log if log.starts_with(header.as_bytes()) => Self::Steps(n_steps),
            log if log.starts_with(FORMAT.as_bytes()) => Self::OtherTool,
            _ => Self::Unreadable,
        }
    }
}

impl Tally {
    pub(super) fn round(&self, name: &str, steps: usize, run: usize) {
        let mut rounds = self.rounds.lock().unwrap_or_else(PoisonError::into_inner);
        match rounds.iter_mut().find(|round| round.name == name) {
            Some(round) => (round.steps, round.run) = (round.steps + steps, round.run + run),
            None => rounds.push(Round { name: name.to_owned(), steps, run }),
        }
    }

    pub(super) fn memo_found(&self) {
        self.memos_found.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn memo_made(&self) {
        self.memos_made.fetch_add(1, Ordering::Relaxed);
    }
}

impl Effect {
    /// Returns what it was worth to a build of which nothing had to be looked at but the files.
    pub fn of_standing(rounds: Vec<Round>) -> Self {
        let rounds: Vec<Round> = rounds.into_iter().map(|round| Round { run: 0, ..round }).collect();
        let n_steps = rounds.iter().map(|round| round.steps).sum();
        Self { found: Found::Steps(n_steps), steps_kept: n_steps, rounds, ..Self::default() }
    }

    /// Returns how many steps the build had.
    pub fn n_steps(&self) -> usize {
        self.rounds.iter().map(|round| round.steps).sum()
    }

    /// Returns what a round did.
    pub fn round(&self, name: &str) -> Option<&Round> {
        self.rounds.iter().find(|round| round.name == name)
    }
}

impl Store {
    /// Returns what the memory of earlier builds was worth up to now.
    pub fn effect(&self) -> Effect {
        let rounds = self.tally.rounds.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Effect {
            found: self.core().found,
            steps_kept: rounds.iter().map(|round| round.steps - round.run).sum(),
            memos_found: self.tally.memos_found.load(Ordering::Relaxed),
            memos_made: self.tally.memos_made.load(Ordering::Relaxed),
            results_found: self.n_on_shelves(),
            rounds,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_there_has_a_name() {
        let header = crate::incremental::log::header("tool");
        let check = |log: &str, n_steps, expected| assert_eq!(Found::of(log.as_bytes(), &header, n_steps), expected);
        check("", 0, Found::Nothing);
        check(&header, 0, Found::Nothing);
        check(&header, 3, Found::Steps(3));
        check("seawall steps 1 other\n", 0, Found::OtherTool);
        check("<html>", 0, Found::Unreadable);
    }
}
