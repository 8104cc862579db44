//! What one step asks while it runs.

use std::sync::{Mutex, PoisonError};

use super::{Asked, Fingerprint};

/// Takes down the questions of one step and fingerprints of their answers.
#[derive(Debug, Default)]
pub struct Recorder(Mutex<Asked>);

impl Recorder {
    /// Notes that `question` was answered so.
    pub fn note(&self, question: String, answer: Fingerprint) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(question, answer);
    }

    /// Returns all that was noted.
    pub(super) fn into_asked(self) -> Asked {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
