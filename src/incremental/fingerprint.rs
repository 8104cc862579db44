//! 128 bits that stand for a value.

use std::cell::RefCell;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::base::digest::Digest;

/// How many bytes of the JSON of a value a thread keeps room for.
const MOST_KEPT: usize = 1 << 20;

/// The first half of a SHA-256: enough to tell two values apart, half the size of the log.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Returns the fingerprint of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Digest::of(bytes).into()
    }

    /// Returns the fingerprint of a value, by its JSON.
    pub fn of_value(value: &impl Serialize) -> Self {
        // Many small values are hashed in a row: the bytes are written where those of the one before lay.
        thread_local!(static JSON: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
        JSON.with_borrow_mut(|json| {
            json.clear();
            serde_json::to_writer(&mut *json, value).expect("values of the site have string keys, so they are JSON");
            json.shrink_to(MOST_KEPT);
            Self::of(json)
        })
    }

    /// Returns the fingerprint of several in a row.
    pub fn of_all<'a>(all: impl IntoIterator<Item = &'a Fingerprint>) -> Self {
        let bytes: Vec<u8> = all.into_iter().flat_map(|one| one.0).collect();
        Self::of(&bytes)
    }

    /// Returns all of it as text.
    pub(super) fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Returns the raw 16 bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl From<Digest> for Fingerprint {
    fn from(digest: Digest) -> Self {
        let mut half = [0; 16];
        half.copy_from_slice(&digest.as_bytes()[..16]);
        Self(half)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0[..6].iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
