//! The build as one step: it need not begin where all that the last one looked at is as it was, and all that it
//! made is still there.
//!
//! Its questions are files and folders, answered by what the file system says of them and not by their bytes, which
//! the steps look at if one differs. See "Nothing changed" in ARCHITECTURE.md.

use bytes::Bytes;
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::log::End;
use super::{Inputs, Store, Work, World};
use crate::base::clock::{Clock, Span};
use crate::base::digest::Digest;
use crate::base::files::Files;
use crate::base::seen::{Sight, Sights};

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
    /// How the log ended.
    log_end: End,
    /// The digest of what the build was made of but for bodies.
    pub shape: Digest,
    #[serde(skip)]
    made: Bytes,
}

impl Last {
    /// Returns what `store` remembers of the last build without errors.
    pub fn of(store: &Store) -> Option<Self> {
        let bytes = store.last()?;
        let (last, made) = postcard::take_from_bytes::<Self>(&bytes).ok()?;
        Some(Self { made: bytes.slice_ref(made), ..last })
    }

    /// Returns how much of it holds for a build that begins now, with what that build made.
    pub fn holds<T: DeserializeOwned + Send>(
        &self,
        work: Work<'_>,
        files: &Files,
        (inputs, clock): (&Inputs, Clock),
    ) -> Holds<T> {
        if self.inputs != *inputs || self.span.is_none_or(|span| !span.holds(clock)) {
            return Holds::Nothing;
        }
        let look = |sights: Vec<(&str, Sight)>| sights.par_chunks(LOOKS).all(|sights| files.look_alike(sights));
        let made = || postcard::from_bytes(&self.made).ok();
        let looked = || rayon::join(|| look(self.sights.all()), || work.sink.held());
        let ((is_unchanged, held), made) = rayon::join(looked, made);
        match (made.filter(|_| held.is_some() && held == self.held), is_unchanged) {
            (Some(made), true) => Holds::All(made),
            // A log that lost its tail has older records of steps, which would stand unasked.
            (Some(made), false)
                if work.store.log_end() == Some(self.log_end) && look(self.sights.around("content")) =>
            {
                Holds::World(made)
            }
            _ => Holds::Nothing,
        }
    }
}

/// Returns room for some megabytes: a vector that grows is copied each time.
fn room() -> Vec<u8> {
    Vec::with_capacity(8 << 20)
}

/// How much of what the last build looked at is as it was, and what it made, which then is still there.
#[derive(Debug)]
pub enum Holds<T> {
    /// All of it.
    All(T),
    /// All that does not lie in `content`.
    World(T),
    /// Nobody knows.
    Nothing,
}

/// Remembers a build without errors for the next one. It would have been the same at any time of `span` and had this
/// `shape`, and its sink `held` this at its end.
pub fn remember<T: Serialize + Sync>(
    (work, world): (Work<'_>, World),
    files: &Files,
    inputs: Inputs,
    (span, shape, held): (Option<Span>, Digest, Option<Digest>),
    made: &T,
) {
    let sights = work.store.start().and_then(|start| match world {
        World::Same => files.all_sights(&start),
        World::Other => files.sights(&start),
    });
    let (Some(sights), Some(log_end)) = (sights, work.store.log_end()) else { return work.store.forget_last() };
    let last = Last { inputs, span, sights, held, log_end, shape, made: Bytes::new() };
    let (last, made) = rayon::join(|| postcard::to_extend(&last, room()), || postcard::to_extend(made, room()));
    let plain = "what a build makes is plain data";
    work.store.put_last([&last.expect(plain), &made.expect(plain)]);
}
