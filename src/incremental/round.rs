//! One round: steps that may ask only about what was there before the round began.

use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::log::Record;
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

    /// Returns what else it is given, where to fingerprint it costs much: `known` may have the fingerprint.
    fn dear_inputs(&self, _known: Known<'_>) -> Inputs {
        Inputs::default()
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

/// What is known of the inputs of a step without looking at them.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a>(Option<&'a Inputs>);

impl Known<'_> {
    /// Returns the fingerprint of the input `label`, if it is made of nothing but the basis of the round, which is as it
    /// was, and of the input `own`, which is too.
    pub fn input(&self, label: &str, (own, fingerprint): (&str, Fingerprint)) -> Option<Fingerprint> {
        self.0.filter(|inputs| inputs.get(own) == Some(fingerprint))?.get(label)
    }
}

/// Gives the fingerprint of the answer that a question has now; asked as often as steps asked it.
type Answer<'a> = &'a (dyn Fn(&str) -> Fingerprint + Sync);

/// Runs the steps that must run, many at once; returns what all of them made, in the given order,
/// and which of them ran. `answer` gives the fingerprint of the answer that a question has now.
pub fn run<S: Step>(work: Work<'_>, phase: &str, steps: &[S], answer: Answer<'_>) -> (Vec<S::Made>, Vec<Ran>) {
    run_known(work, phase, (steps, IsKnown::No), answer)
}

/// Runs steps that have inputs in common; `basis` is a fingerprint of all that more than one of them is given. Where it is
/// what it was when all of these steps were last looked at, their own inputs say enough.
pub fn run_on<S: Step>(
    work: Work<'_>,
    (phase, basis): (&str, Fingerprint),
    steps: &[S],
    answer: Answer<'_>,
) -> (Vec<S::Made>, Vec<Ran>) {
    let note = |inputs| Record { step: StepId::new("round", phase), inputs, asked: Asked::new(), made: Vec::new() };
    let record = note(Inputs::default().with("basis", basis));
    let before = work.store.before(&record.step);
    if before.as_ref() == Some(&record) {
        work.store.note_kept(0);
        return run_known(work, phase, (steps, IsKnown::Yes), answer);
    }
    // A build that is cut short leaves steps of the old basis and of the new one.
    work.store.append(&note(Inputs::default()));
    let result = run_known(work, phase, (steps, IsKnown::No), answer);
    work.store.note_ran(&record, None, 0);
    result
}

/// Whether the basis of a round is what it was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum IsKnown {
    Yes,
    No,
}

fn run_known<S: Step>(
    work: Work<'_>,
    phase: &str,
    (steps, is_known): (&[S], IsKnown),
    answer: Answer<'_>,
) -> (Vec<S::Made>, Vec<Ran>) {
    work.progress.notify(Event::Begin(phase, steps.len()));
    let results: Vec<(S::Made, Option<Ran>)> = steps
        .par_iter()
        .map(|step| {
            let result = one(work.store, (step, is_known), answer);
            work.progress.notify(Event::Advance);
            result
        })
        .collect();
    work.progress.notify(Event::End);
    let (made, ran): (Vec<S::Made>, Vec<Option<Ran>>) = results.into_iter().unzip();
    (made, ran.into_iter().flatten().collect())
}

fn one<S: Step>(store: &Store, (step, is_known): (&S, IsKnown), answer: Answer<'_>) -> (S::Made, Option<Ran>) {
    let id = step.id();
    let before = store.before(&id);
    let known = before.as_ref().filter(|_| is_known == IsKnown::Yes).map(|record| &record.inputs);
    let inputs = step.inputs().and(step.dear_inputs(Known(known)));
    let reason = match kept(step, (before.as_ref(), &inputs), answer) {
        Ok(made) => {
            store.note_kept(step.n_kept_bytes(&made));
            return (made, None);
        }
        Err(reason) => reason,
    };
    let recorder = Recorder::default();
    let made = step.run(&recorder);
    let step_name = id.to_string();
    if store.remembers() {
        let (asked, kept) = (recorder.into_asked(), postcard::to_allocvec(&made));
        let kept = kept.expect("what a step makes is plain data");
        let record = Record { step: id, inputs, asked, made: kept };
        store.note_ran(&record, before.as_ref(), step.n_kept_bytes(&made));
    }
    (made, Some(Ran { step: step_name, reason }))
}

/// Returns what the step made last time, or why it must run.
fn kept<S: Step>(
    step: &S,
    (before, inputs): (Option<&Record>, &Inputs),
    answer: Answer<'_>,
) -> Result<S::Made, Reason> {
    let record = before.ok_or(Reason::New)?;
    if let Some(label) = inputs.first_difference(&record.inputs) {
        return Err(Reason::Changed(label.to_owned()));
    }
    if let Some((question, _)) = record.asked.iter().find(|(question, then)| answer(question) != **then) {
        return Err(Reason::AnswerChanged(question.clone()));
    }
    let made: S::Made = postcard::from_bytes(&record.made).map_err(|_| Reason::ResultLost)?;
    if step.is_there(&made) { Ok(made) } else { Err(Reason::ResultLost) }
}
