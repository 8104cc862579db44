//! A look at what is remembered: without a lock, and without a trace.
//!
//! A build over such a store runs what a build would run now, and keeps what it makes in memory. So it can be
//! told what would happen and why, and nothing does. A log that another build is writing at this moment is read
//! up to its last whole record.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::effect::Found;
use super::log::{self, Log, Record};
use super::pack::Pack;
use super::shelf::Shelf;
use super::{Asked, Fingerprint, Inputs, StepId, Store};

/// Why there is nothing to look at.
#[derive(Debug, thiserror::Error)]
pub enum NoLook {
    /// Nothing is remembered.
    #[error("nothing is remembered of any build")]
    Nothing,
    /// It is what another version remembers.
    #[error("what is remembered is of another version of Seawall")]
    OtherTool,
    /// It makes no sense.
    #[error("what is remembered cannot be read")]
    Unreadable,
    /// The disk refused.
    #[error("what is remembered cannot be read: {0}")]
    Refused(#[from] io::Error),
}

/// What a store needs that is only looked at.
#[derive(Debug)]
pub(super) struct Looked {
    home: PathBuf,
    fresh: Mutex<BTreeMap<String, Record>>,
}

/// What is known of one step: what it was given, and what it asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Labels with fingerprints, in the order in which a change is looked for.
    pub inputs: Vec<(String, Fingerprint)>,
    /// Questions with fingerprints of their answers.
    pub asked: Asked,
}

impl Store {
    /// Looks at what the builds of `tool` remember in `folder`.
    pub fn look(folder: &Path, tool: Fingerprint) -> Result<Self, NoLook> {
        let header = log::header(&format!("{tool:?}"));
        let (log, results) = (folder.join("steps.log"), folder.join("results"));
        match log.metadata() {
            Ok(metadata) if metadata.is_file() => {}
            Ok(_) => return Err(NoLook::Unreadable),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(NoLook::Nothing),
            Err(error) => return Err(error.into()),
        }
        #[expect(clippy::disallowed_methods, reason = "the log is no source file")]
        let bytes = fs::read(log)?;
        let kind = Found::of(&bytes, &header, 0);
        let (log, memos) = Log::read(bytes, &header);
        match kind {
            Found::OtherTool => return Err(NoLook::OtherTool),
            Found::Unreadable => return Err(NoLook::Unreadable),
            Found::Nothing | Found::Steps(_) if log.n_steps() == 0 => return Err(NoLook::Nothing),
            Found::Nothing | Found::Steps(_) => {}
        }
        let pack = if results.is_file() { Pack::behind(File::open(results)?)? } else { Pack::in_memory() };
        Ok(Self::of_look(log, memos, (pack, Looked { home: folder.to_owned(), fresh: Mutex::default() })))
    }

    /// Returns what is remembered of a step.
    pub fn remembered(&self, step: &str) -> Option<Known> {
        let (kind, thing) = step.split_once(' ')?;
        self.before(&StepId::new(kind, thing)).map(|record| Known::of(&record.inputs, &record.asked))
    }

    /// Returns what this look found of a step, if it ran.
    pub fn seen(&self, step: &str) -> Option<Known> {
        let fresh = self.looked.as_ref()?.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        fresh.get(step).map(|record| Known::of(&record.inputs, &record.asked))
    }
}

impl Looked {
    pub(super) fn note(&self, record: &Record) {
        // What a step made is not asked for.
        let record = Record { made: Vec::new(), ..record.clone() };
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        fresh.insert(record.step.as_str().to_owned(), record);
    }

    pub(super) fn shelf(&self, name: &str) -> Shelf {
        Shelf::new(Some(self.home.join(name))).left_alone()
    }
}

impl Known {
    fn of(inputs: &Inputs, asked: &Asked) -> Self {
        Self { inputs: inputs.iter().cloned().collect(), asked: asked.clone() }
    }
}
