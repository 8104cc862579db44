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
    /// A file of so many bytes that stays as it is, and what comes behind it.
    Behind(Mutex<(File, u64, Vec<u8>)>),
}

impl Pack {
    pub(super) fn on_disk(mut file: File) -> io::Result<Self> {
        let end = file.seek(SeekFrom::End(0))?;
        Ok(Self::Disk(Mutex::new((file, end))))
    }

    /// Returns a pack that reads a file, and keeps in memory what is put there.
    pub(super) fn behind(file: File) -> io::Result<Self> {
        let end = file.metadata()?.len();
        Ok(Self::Behind(Mutex::new((file, end, Vec::new()))))
    }

    pub(super) fn in_memory() -> Self {
        Self::Memory(Mutex::default())
    }

    /// Returns the length of the pack in bytes.
    pub(super) fn end(&self) -> u64 {
        match self {
            Self::Disk(disk) => disk.lock().unwrap_or_else(PoisonError::into_inner).1,
            Self::Memory(bytes) => bytes.lock().unwrap_or_else(PoisonError::into_inner).len() as u64,
            Self::Behind(both) => {
                let (_, end, held) = &*both.lock().unwrap_or_else(PoisonError::into_inner);
                end + held.len() as u64
            }
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
            Self::Behind(both) => {
                let (_, end, held) = &mut *both.lock().unwrap_or_else(PoisonError::into_inner);
                held.extend_from_slice(bytes);
                *end + held.len() as u64 - length
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
                cut_out(file, blob.offset, length)?
            }
            Self::Behind(both) => {
                let (file, end, held) = &mut *both.lock().unwrap_or_else(PoisonError::into_inner);
                match start.checked_sub(usize::try_from(*end).ok()?) {
                    Some(start) => held.get(start..start + length)?.to_vec(),
                    None => cut_out(file, blob.offset, length)?,
                }
            }
            Self::Memory(held) => {
                held.lock().unwrap_or_else(PoisonError::into_inner).get(start..start + length)?.to_vec()
            }
        };
        (Fingerprint::of(&bytes) == blob.fingerprint).then_some(bytes)
    }
}

fn cut_out(file: &mut File, offset: u64, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    file.seek(SeekFrom::Start(offset)).ok()?;
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_behind_a_file_leaves_it_alone() {
        let mut file = tempfile::tempfile().unwrap();
        let one = Pack::on_disk(file.try_clone().unwrap()).unwrap().append(b"one").unwrap();
        let pack = Pack::behind(file.try_clone().unwrap()).unwrap();
        let two = pack.append(b"two!").unwrap();
        assert_eq!((pack.read(&one).unwrap(), pack.read(&two).unwrap()), (b"one".to_vec(), b"two!".to_vec()));
        assert_eq!(pack.read(&Blob { length: 5, ..two }), None);
        assert_eq!((pack.end(), file.seek(SeekFrom::End(0)).unwrap()), (7, 3));
    }

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
