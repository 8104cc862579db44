//! A lock on a folder, given back the moment it is no longer held.

use std::fs::{File, TryLockError};
use std::path::Path;

/// Holds a folder. Closing the file would not be enough: a program that is being started has a copy of
/// every descriptor for a moment, and with it the lock (`flock(2)`).
#[derive(Debug)]
pub(super) struct Held(File);

impl Held {
    /// Takes the folder; `None` where a system opens no folders or knows no locks.
    pub(super) fn take(folder: &Path) -> Result<Option<Self>, Busy> {
        let Ok(file) = File::open(folder) else { return Ok(None) };
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Err(Busy),
            Err(TryLockError::Error(_)) => Ok(None),
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // What cannot be unlocked is unlocked when it is closed.
        let _ = self.0.unlock();
    }
}

/// Somebody else holds it.
#[derive(Debug)]
pub(super) struct Busy;
