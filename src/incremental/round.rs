//! One round: steps that may ask only about what was there before the round began.

use std::ops::Range;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::log::{Brief, Log, Record};
use super::{Asked, Fingerprint, Inputs, Ran, Reason, Recorder, StepId, Store, Work};
use crate::base::progress::Event;

/// One piece of work that a build may skip.
pub trait Step: Sync {
    /// What it makes; small, because it is kept in the log. Large bytes go to `Store::keep`.
    type Made: Serialize + DeserializeOwned + Send;

    /// Returns its name, unique in the build.
    fn id(&self) -> StepId;

    /// Returns what it is given.
    fn inputs(&self) -> Inputs;

    /// Returns what stands for its inputs as long as the world is the same: a fingerprint of all it is given that one
    /// page may change without changing the world.
    fn own(&self) -> Fingerprint {
        Fingerprint::of(b"")
    }

    /// Returns whether nobody wants to know what it made, unless it ran.
    fn is_quiet(&self, _made: &Self::Made) -> bool {
        false
    }

    /// Does the work; every question goes through `recorder`.
    fn run(&self, recorder: &Recorder) -> Self::Made;

    /// Returns whether all that `made` names is still where it was put.
    fn is_there(&self, made: &Self::Made) -> bool;

    /// Returns how many bytes of the pack `made` names.
    fn n_kept_bytes(&self, _made: &Self::Made) -> u64 {
        0
    }
}

/// What is around the steps of a build: all that they may ask for but the bodies of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum World {
    /// As it was for the last build, of which the log remembers each step and the sink holds each body.
    Same,
    /// Nobody knows.
    Other,
}

/// What a step made: just now, or as the log remembers it, read when it is wanted.
#[derive(Debug)]
pub struct Made<T> {
    value: OnceLock<T>,
    remembered: Option<(Arc<Log>, Range<usize>)>,
    has_run: bool,
    is_quiet: bool,
}

impl<T: DeserializeOwned> Made<T> {
    /// Returns what was made.
    pub fn get(&self) -> &T {
        self.value.get_or_init(|| {
            let record = self.remembered.as_ref().and_then(|(log, place)| log.at(place.clone()));
            let made = record.and_then(|record| postcard::from_bytes(&record.made).ok());
            made.expect("BUG: the log holds a record whose sum is right and which is none")
        })
    }

    /// Returns it for good.
    pub fn into_inner(self) -> T {
        self.get();
        self.value.into_inner().expect("it was read a line above")
    }

    /// Returns whether the step ran.
    pub fn has_run(&self) -> bool {
        self.has_run
    }

    /// Returns whether nobody wants to know what it is.
    pub fn is_quiet(&self) -> bool {
        self.is_quiet
    }
}

/// Gives the fingerprint of the answer that a question has now; asked as often as steps asked it.
type Answer<'a> = &'a (dyn Fn(&str) -> Fingerprint + Sync);

/// Runs the steps that must run, many at once; returns what all of them made, in the given order,
/// and which of them ran. `answer` gives the fingerprint of the answer that a question has now.
pub fn run<S: Step>(work: Work<'_>, phase: &str, steps: &[S], answer: Answer<'_>) -> (Vec<S::Made>, Vec<Ran>) {
    let (made, ran) = run_in(World::Other, work, phase, steps, answer);
    (made.into_iter().map(Made::into_inner).collect(), ran)
}

/// Runs the steps that must run in this world: where it is the same, a step stands whose own input is the same, and
/// nothing is asked.
pub fn run_in<S: Step>(
    world: World,
    work: Work<'_>,
    phase: &str,
    steps: &[S],
    answer: Answer<'_>,
) -> (Vec<Made<S::Made>>, Vec<Ran>) {
    work.progress.notify(Event::Begin(phase, steps.len()));
    let results: Vec<(Made<S::Made>, Option<Ran>)> = steps
        .par_iter()
        .with_min_len(if world == World::Same { 64 } else { 1 })
        .map(|step| {
            let started = work.progress.timings().map(|timings| (timings, Instant::now()));
            let result = one(world, work.store, step, answer);
            if let Some((timings, started)) = started {
                timings.step((phase, step.id().as_str()), started.elapsed(), result.1.is_some());
            }
            work.progress.notify(Event::Advance);
            result
        })
        .collect();
    work.progress.notify(Event::End);
    let (made, ran): (Vec<Made<S::Made>>, Vec<Option<Ran>>) = results.into_iter().unzip();
    let ran: Vec<Ran> = ran.into_iter().flatten().collect();
    work.store.tally.round(phase, steps.len(), ran.len());
    (made, ran)
}

fn one<S: Step>(world: World, store: &Store, step: &S, answer: Answer<'_>) -> (Made<S::Made>, Option<Ran>) {
    let (id, own) = (step.id(), step.own());
    if world == World::Same
        && let Some((log, brief, place)) = store.brief(&id)
        && brief.own == own
    {
        store.note_kept(brief.n_kept);
        let remembered = Some((log, place));
        return (Made { value: OnceLock::new(), remembered, has_run: false, is_quiet: brief.is_quiet }, None);
    }
    let before = store.before(&id);
    // Inputs are compared with a record and written into one; where there are no records, nobody reads them.
    let inputs = if store.takes_records() { step.inputs() } else { Inputs::default() };
    let (made, asked, reason) = match kept(step, (before.as_ref(), &inputs), answer) {
        Ok((made, asked)) => (made, asked, None),
        Err(reason) => {
            let recorder = Recorder::default();
            let made = step.run(&recorder);
            (made, recorder.into_asked(), Some(reason))
        }
    };
    let (n_kept, is_quiet, has_run) = (step.n_kept_bytes(&made), step.is_quiet(&made), reason.is_some());
    let ran = reason.map(|reason| Ran { step: id.to_string(), reason });
    store.note_kept(n_kept);
    if store.takes_records() {
        let kept = postcard::to_allocvec(&made).expect("what a step makes is plain data");
        let brief = Brief { own, is_quiet, n_kept };
        let record = Record { step: id, brief, inputs, asked, made: kept };
        // One that stands, or that was lost and made again as it was, is remembered already.
        if ran.is_some() {
            store.looked.iter().for_each(|looked| looked.note(&record));
        }
        if before.as_ref() != Some(&record) {
            store.append(&record);
        }
    }
    (Made { value: OnceLock::from(made), remembered: None, has_run, is_quiet }, ran)
}

/// Returns what the step made last time and what it asked, or why it must run.
fn kept<S: Step>(
    step: &S,
    (before, inputs): (Option<&Record>, &Inputs),
    answer: Answer<'_>,
) -> Result<(S::Made, Asked), Reason> {
    let record = before.ok_or(Reason::New)?;
    if let Some(label) = inputs.first_difference(&record.inputs) {
        return Err(Reason::Changed(label.to_owned()));
    }
    if let Some((question, _)) = record.asked.iter().find(|(question, then)| answer(question) != **then) {
        return Err(Reason::AnswerChanged(question.clone()));
    }
    let made: S::Made = postcard::from_bytes(&record.made).map_err(|_| Reason::ResultLost)?;
    if step.is_there(&made) { Ok((made, record.asked.clone())) } else { Err(Reason::ResultLost) }
}
