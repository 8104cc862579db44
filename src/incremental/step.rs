//! The words of the engine: what a step is called, what it was given, what it asked, why it ran.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Fingerprint, Store};
use crate::base::artifact::{Artifact, Entry};
use crate::base::progress::Progress;
use crate::base::sink::{Sink, SinkError};

/// The name of a step: `page /news/a/`, `fragment content/news/a.md`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StepId(pub(super) String);

impl StepId {
    /// Returns the step of this kind over this thing.
    pub fn new(kind: &str, thing: impl fmt::Display) -> Self {
        Self(format!("{kind} {thing}"))
    }

    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a step was given: a few labelled fingerprints, so that a change can be named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs(Vec<(String, Fingerprint)>);

impl Inputs {
    /// Returns these inputs with one more.
    #[must_use]
    pub fn with(mut self, label: &str, fingerprint: Fingerprint) -> Self {
        self.0.push((label.to_owned(), fingerprint));
        self
    }

    /// Returns all of them, in their order.
    pub(super) fn iter(&self) -> std::slice::Iter<'_, (String, Fingerprint)> {
        self.0.iter()
    }

    /// Returns the label of the first input that differs from `before`.
    pub(super) fn first_difference<'a>(&'a self, before: &'a Inputs) -> Option<&'a str> {
        let pairs = self.0.iter().zip(&before.0);
        let differing = pairs.filter(|(now, then)| now != then).map(|(now, _)| now.0.as_str()).next();
        differing.or_else(|| (self.0.len() != before.0.len()).then_some("inputs"))
    }
}

/// What a step asked for on the way (as text), and a fingerprint of each answer.
pub type Asked = BTreeMap<String, Fingerprint>;

/// Why a step ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "what", rename_all = "kebab-case")]
pub enum Reason {
    /// It never ran before, or the store is empty.
    New,
    /// This input is not what it was.
    Changed(String),
    /// This question has another answer now.
    AnswerChanged(String),
    /// What it made is gone.
    ResultLost,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New => f.write_str("new"),
            Self::Changed(label) => write!(f, "{label} changed"),
            Self::AnswerChanged(question) => write!(f, "answer to `{question}` changed"),
            Self::ResultLost => f.write_str("its result is gone"),
        }
    }
}

/// One step that ran, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ran {
    /// The step.
    pub step: String,
    /// Why it ran.
    pub reason: Reason,
}

/// What the steps of a build work with.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    /// What earlier builds remember.
    pub store: &'a Store,
    /// Where bodies go.
    pub sink: &'a dyn Sink,
    /// Who wants to know.
    pub progress: &'a dyn Progress,
}

impl Work<'_> {
    /// Puts the body of an artifact that `step` made into the sink and returns its entry.
    pub fn keep(&self, artifact: &Artifact, step: &StepId) -> Result<Entry, SinkError> {
        let entry = artifact.entry(step.as_str());
        self.sink.put(&entry.path, &entry.digest, &artifact.body)?;
        Ok(entry)
    }
}
