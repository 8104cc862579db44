//! The build as one step: it need not begin where all that the last one looked at is as it was, and all that it
//! made is still there.
//!
//! Its questions are files and folders, answered by what the file system says of them and not by their bytes, which
//! the steps look at if one differs. See "Nothing changed" in ARCHITECTURE.md.

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Inputs, Store, Work};
use crate::base::clock::{Clock, Span};
use crate::base::digest::Digest;
use crate::base::files::Files;
use crate::base::seen::Sights;

/// How many files one thread looks at in a row.
const LOOKS: usize = 256;

/// What the last build was given and looked at, and in bytes what it made.
#[derive(Debug, Serialize, Deserialize)]
pub struct Last {
    inputs: Inputs,
    /// When it would have been the same build; none where nobody knows.
    span: Option<Span>,
    /// What it looked at.
    pub sights: Sights,
    /// What the sink held when it was settled; none where it cannot tell.
    held: Option<Digest>,
    #[serde(skip)]
    made: Vec<u8>,
}

impl Last {
    /// Returns what `store` remembers of the last build without errors.
    pub fn of(store: &Store) -> Option<Self> {
        let bytes = store.last()?;
        let (last, made) = postcard::take_from_bytes::<Self>(&bytes).ok()?;
        Some(Self { made: made.to_vec(), ..last })
    }

    /// Returns what that build made, if one that begins now would make the same.
    pub fn standing<T: DeserializeOwned>(
        &self,
        work: Work<'_>,
        files: &Files,
        (inputs, clock): (&Inputs, Clock),
    ) -> Option<T> {
        let sights = self.sights.whole()?;
        if self.inputs != *inputs || !self.span?.holds(clock) {
            return None;
        }
        let is_unchanged = || sights.par_chunks(LOOKS).all(|sights| files.look_alike(sights));
        let (is_unchanged, held) = rayon::join(is_unchanged, || work.sink.held());
        if !is_unchanged || held.is_none() || held != self.held {
            return None;
        }
        postcard::from_bytes(&self.made).ok()
    }
}

/// Remembers a build without errors for the next one: one that would be the same at any time of `span`, and whose
/// sink `held` this at its end.
pub fn remember<T: Serialize>(
    work: Work<'_>,
    files: &Files,
    inputs: Inputs,
    (span, held): (Option<Span>, Option<Digest>),
    made: &T,
) {
    let sights = work.store.start().and_then(|start| files.seen().sights(&start));
    let Some(sights) = sights else { return work.store.forget_last() };
    let last = postcard::to_allocvec(&Last { inputs, span, sights, held, made: Vec::new() });
    let bytes = last.and_then(|last| postcard::to_extend(made, last));
    work.store.put_last(&bytes.expect("what a build makes is plain data"));
}
