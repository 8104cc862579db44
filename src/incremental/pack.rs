//! Large results in one append-only file, so that a build of 10,000 pages writes one file and not
//! 10,000. Whoever holds a `Blob` can ask for its bytes; wrong bytes are found by fingerprint.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::Fingerprint;

/// Where some bytes lie in the pack, and what they must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blob {
    offset: u64,
    length: u64,
    fingerprint: Fingerprint,
}

impl Blob {
    /// Returns the fingerprint of the bytes.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Returns how many bytes there are.
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Returns whether there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }
}

/// The bytes themselves: on disk, or in memory where there is no cache.
#[derive(Debug)]
pub(super) enum Pack {
    Disk(Mutex<(File, u64)>),
    Memory(Mutex<Vec<u8>>),
}

impl Pack {
    pub(super) fn on_disk(mut file: File) -> io::Result<Self> {
        let end = file.seek(SeekFrom::End(0))?;
        Ok(Self::Disk(Mutex::new((file, end))))
    }

    pub(super) fn in_memory() -> Self {
        Self::Memory(Mutex::default())
    }

    /// Returns the length of the pack in bytes.
    pub(super) fn end(&self) -> u64 {
        match self {
            Self::Disk(disk) => disk.lock().unwrap_or_else(PoisonError::into_inner).1,
            Self::Memory(bytes) => bytes.lock().unwrap_or_else(PoisonError::into_inner).len() as u64,
        }
    }

    pub(super) fn append(&self, bytes: &[u8]) -> io::Result<Blob> {
        let fingerprint = Fingerprint::of(bytes);
        let length = bytes.len() as u64;
        let offset = match self {
            Self::Disk(disk) => {
                let (file, end) = &mut *disk.lock().unwrap_or_else(PoisonError::into_inner);
                // A read moves the cursor, and a failed write leaves a tail: both end here.
                file.seek(SeekFrom::Start(*end))?;
                file.write_all(bytes)?;
                *end += length;
                *end - length
            }
            Self::Memory(held) => {
                let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
                held.extend_from_slice(bytes);
                held.len() as u64 - length
            }
        };
        Ok(Blob { offset, length, fingerprint })
    }

    /// Returns whether the pack is long enough to hold the blob.
    pub(super) fn holds(&self, blob: &Blob) -> bool {
        blob.offset.checked_add(blob.length).is_some_and(|end| end <= self.end())
    }

    /// Returns the bytes, or `None` where they are cut short or not those that were put there.
    pub(super) fn read(&self, blob: &Blob) -> Option<Vec<u8>> {
        if !self.holds(blob) {
            return None;
        }
        let (start, length) = (usize::try_from(blob.offset).ok()?, usize::try_from(blob.length).ok()?);
        let bytes = match self {
            Self::Disk(disk) => {
                let (file, _) = &mut *disk.lock().unwrap_or_else(PoisonError::into_inner);
                let mut bytes = vec![0; length];
                file.seek(SeekFrom::Start(blob.offset)).ok()?;
                file.read_exact(&mut bytes).ok()?;
                bytes
            }
            Self::Memory(held) => {
                held.lock().unwrap_or_else(PoisonError::into_inner).get(start..start + length)?.to_vec()
            }
        };
        (Fingerprint::of(&bytes) == blob.fingerprint).then_some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_and_damage_is_found() {
        let mut file = tempfile::tempfile().unwrap();
        let pack = Pack::on_disk(file.try_clone().unwrap()).unwrap();
        let (one, two) = (pack.append(b"one").unwrap(), pack.append(b"two!").unwrap());
        assert_eq!(pack.read(&one).unwrap(), b"one");
        assert_eq!(pack.read(&two).unwrap(), b"two!");
        file.seek(SeekFrom::Start(1)).unwrap();
        file.write_all(b"?").unwrap();
        assert_eq!(pack.read(&one), None);
        assert_eq!(pack.read(&Blob { offset: u64::MAX, ..one }), None);
    }
}
