//! One round: steps that may ask only about what was there before the round began.

use std::time::Instant;

use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::log::Record;
use super::{Fingerprint, Inputs, Ran, Reason, Recorder, StepId, Store, Work};
use crate::base::progress::Event;

/// One piece of work that a build may skip.
pub trait Step: Sync {
    /// What it makes; small, because it is kept in the log. Large bytes go to `Store::keep`.
    type Made: Serialize + DeserializeOwned + Send;

    /// Returns its name, unique in the build.
    fn id(&self) -> StepId;

    /// Returns what it is given.
    fn inputs(&self) -> Inputs;

    /// Does the work; every question goes through `recorder`.
    fn run(&self, recorder: &Recorder) -> Self::Made;

    /// Returns whether all that `made` names is still where it was put.
    fn is_there(&self, made: &Self::Made) -> bool;

    /// Returns how many bytes of the pack `made` names.
    fn n_kept_bytes(&self, _made: &Self::Made) -> u64 {
        0
    }
}

/// Gives the fingerprint of the answer that a question has now; asked as often as steps asked it.
type Answer<'a> = &'a (dyn Fn(&str) -> Fingerprint + Sync);

/// Runs the steps that must run, many at once; returns what all of them made, in the given order,
/// and which of them ran. `answer` gives the fingerprint of the answer that a question has now.
pub fn run<S: Step>(work: Work<'_>, phase: &str, steps: &[S], answer: Answer<'_>) -> (Vec<S::Made>, Vec<Ran>) {
    work.progress.notify(Event::Begin(phase, steps.len()));
    let results: Vec<(S::Made, Option<Ran>)> = steps
        .par_iter()
        .map(|step| {
            let started = work.progress.timings().map(|timings| (timings, Instant::now()));
            let result = one(work.store, step, answer);
            if let Some((timings, started)) = started {
                timings.step((phase, step.id().as_str()), started.elapsed(), result.1.is_some());
            }
            work.progress.notify(Event::Advance);
            result
        })
        .collect();
    work.progress.notify(Event::End);
    let (made, ran): (Vec<S::Made>, Vec<Option<Ran>>) = results.into_iter().unzip();
    let ran: Vec<Ran> = ran.into_iter().flatten().collect();
    work.store.tally.round(phase, steps.len(), ran.len());
    (made, ran)
}

fn one<S: Step>(store: &Store, step: &S, answer: Answer<'_>) -> (S::Made, Option<Ran>) {
    let (id, inputs) = (step.id(), step.inputs());
    let reason = match kept(store, step, (&id, &inputs), answer) {
        Ok(made) => {
            store.note_kept(step.n_kept_bytes(&made));
            return (made, None);
        }
        Err(reason) => reason,
    };
    let recorder = Recorder::default();
    let made = step.run(&recorder);
    let record = Record {
        step: id.clone(),
        inputs,
        asked: recorder.into_asked(),
        made: postcard::to_allocvec(&made).expect("what a step makes is plain data"),
    };
    store.note_ran(&record, step.n_kept_bytes(&made));
    (made, Some(Ran { step: id.to_string(), reason }))
}

/// Returns what the step made last time, or why it must run.
fn kept<S: Step>(
    store: &Store,
    step: &S,
    (id, inputs): (&StepId, &Inputs),
    answer: Answer<'_>,
) -> Result<S::Made, Reason> {
    let record = store.before(id).ok_or(Reason::New)?;
    if let Some(label) = inputs.first_difference(&record.inputs) {
        return Err(Reason::Changed(label.to_owned()));
    }
    if let Some((question, _)) = record.asked.iter().find(|(question, then)| answer(question) != **then) {
        return Err(Reason::AnswerChanged(question.clone()));
    }
    let made: S::Made = postcard::from_bytes(&record.made).map_err(|_| Reason::ResultLost)?;
    if step.is_there(&made) { Ok(made) } else { Err(Reason::ResultLost) }
}
