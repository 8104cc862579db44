//! Large results in one append-only file, so that a build of 10,000 pages writes one file and not
//! 10,000. Whoever holds a `Blob` can ask for its bytes; wrong bytes are found by fingerprint.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::Fingerprint;

/// Where some bytes lie in the pack, and what they must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blob {
    offset: u64,
    length: u64,
    fingerprint: Fingerprint,
    /// Whether this process has written them, so that it need not look at them again.
    #[serde(skip)]
    is_own: bool,
}

impl Blob {
    /// Returns a blob of bytes that could not be kept.
    pub(super) fn lost(bytes: &[u8]) -> Self {
        Self { offset: u64::MAX, length: bytes.len() as u64, fingerprint: Fingerprint::of(bytes), is_own: false }
    }

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
    Disk(Mutex<Disk>),
    Memory(Mutex<Chunks>),
    /// A file that stays as it is, and what comes behind it.
    Behind(Mutex<(Disk, Chunks)>),
}

/// Blobs one behind the other in pieces of some length: one long vector would be copied as it grows, and of blobs each
/// for itself an allocator rounds up the length.
#[derive(Debug, Default)]
pub(super) struct Chunks(Vec<Vec<u8>>);

/// How many bytes a piece has, if no blob is longer.
const CHUNK: usize = 1 << 20;

impl Chunks {
    /// Appends some bytes; returns the number of their piece, and where they begin in it, as one number.
    fn append(&mut self, bytes: &[u8]) -> u64 {
        if self.0.last().is_none_or(|last| last.capacity() - last.len() < bytes.len()) {
            self.0.push(Vec::with_capacity(bytes.len().max(CHUNK)));
        }
        let number = self.0.len() - 1;
        let begin = self.0[number].len();
        self.0[number].extend_from_slice(bytes);
        (number as u64) << 32 | begin as u64
    }

    fn get(&self, offset: u64, length: u64) -> Option<&[u8]> {
        let begin = usize::try_from(offset & u64::from(u32::MAX)).ok()?;
        let end = begin.checked_add(usize::try_from(length).ok()?)?;
        self.0.get(usize::try_from(offset >> 32).ok()?)?.get(begin..end)
    }
}

#[derive(Debug)]
pub(super) struct Disk {
    file: File,
    end: u64,
    /// Where the next read or write takes place, if that is known.
    cursor: Option<u64>,
}

impl Pack {
    pub(super) fn on_disk(mut file: File) -> io::Result<Self> {
        let end = file.seek(SeekFrom::End(0))?;
        Ok(Self::Disk(Mutex::new(Disk { file, end, cursor: None })))
    }

    /// Returns a pack that reads a file, and keeps in memory what is put there.
    pub(super) fn behind(file: File) -> io::Result<Self> {
        let end = file.metadata()?.len();
        Ok(Self::Behind(Mutex::new((Disk { file, end, cursor: None }, Chunks::default()))))
    }

    pub(super) fn in_memory() -> Self {
        Self::Memory(Mutex::default())
    }

    /// Returns the length of the pack in bytes; in memory, where none is ever begun anew, 0.
    pub(super) fn end(&self) -> u64 {
        match self {
            Self::Disk(disk) => disk.lock().unwrap_or_else(PoisonError::into_inner).end,
            Self::Memory(_) | Self::Behind(_) => 0,
        }
    }

    pub(super) fn append(&self, bytes: &[u8]) -> io::Result<Blob> {
        let fingerprint = Fingerprint::of(bytes);
        let length = bytes.len() as u64;
        let offset = match self {
            Self::Disk(disk) => disk.lock().unwrap_or_else(PoisonError::into_inner).append(bytes)?,
            Self::Memory(held) => held.lock().unwrap_or_else(PoisonError::into_inner).append(bytes),
            Self::Behind(both) => {
                let (disk, held) = &mut *both.lock().unwrap_or_else(PoisonError::into_inner);
                disk.end + held.append(bytes)
            }
        };
        Ok(Blob { offset, length, fingerprint, is_own: true })
    }

    /// Returns whether the pack is long enough to hold the blob.
    pub(super) fn holds(&self, blob: &Blob) -> bool {
        match self {
            Self::Disk(disk) => disk.lock().unwrap_or_else(PoisonError::into_inner).holds(blob),
            Self::Memory(held) => {
                held.lock().unwrap_or_else(PoisonError::into_inner).get(blob.offset, blob.length).is_some()
            }
            Self::Behind(both) => {
                let (disk, held) = &*both.lock().unwrap_or_else(PoisonError::into_inner);
                let behind = blob.offset.checked_sub(disk.end).filter(|_| blob.is_own);
                behind.map_or_else(|| disk.holds(blob), |offset| held.get(offset, blob.length).is_some())
            }
        }
    }

    /// Returns the bytes, or `None` where they are cut short or not those that were put there.
    pub(super) fn read(&self, blob: &Blob) -> Option<Bytes> {
        if !self.holds(blob) {
            return None;
        }
        match self {
            Self::Disk(disk) => disk.lock().unwrap_or_else(PoisonError::into_inner).read(blob),
            Self::Memory(held) => {
                let held = held.lock().unwrap_or_else(PoisonError::into_inner);
                held.get(blob.offset, blob.length).map(Bytes::copy_from_slice)
            }
            Self::Behind(both) => {
                let (disk, held) = &mut *both.lock().unwrap_or_else(PoisonError::into_inner);
                match blob.offset.checked_sub(disk.end).filter(|_| blob.is_own) {
                    Some(offset) => held.get(offset, blob.length).map(Bytes::copy_from_slice),
                    None => disk.read(blob),
                }
            }
        }
    }
}

impl Disk {
    fn holds(&self, blob: &Blob) -> bool {
        blob.offset.checked_add(blob.length).is_some_and(|end| end <= self.end)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<u64> {
        // A failed write leaves a tail, which the next one overwrites.
        self.seek(self.end)?;
        self.file.write_all(bytes)?;
        let offset = self.end;
        self.end += bytes.len() as u64;
        self.cursor = Some(self.end);
        Ok(offset)
    }

    fn read(&mut self, blob: &Blob) -> Option<Bytes> {
        let mut bytes = vec![0; usize::try_from(blob.length).ok()?];
        self.seek(blob.offset).ok()?;
        self.file.read_exact(&mut bytes).ok()?;
        self.cursor = Some(blob.offset + blob.length);
        let is_good = blob.is_own || Fingerprint::of(&bytes) == blob.fingerprint;
        is_good.then(|| bytes.into())
    }

    fn seek(&mut self, to: u64) -> io::Result<()> {
        if self.cursor.take() != Some(to) {
            self.file.seek(SeekFrom::Start(to))?;
        }
        Ok(())
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
        assert_eq!(&pack.read(&one).unwrap()[..], b"one");
        assert_eq!(&pack.read(&two).unwrap()[..], b"two!");
        // The next build opens it anew, and has the blobs from its log.
        let pack = Pack::on_disk(file.try_clone().unwrap()).unwrap();
        let one = Blob { is_own: false, ..one };
        assert_eq!(&pack.read(&one).unwrap()[..], b"one");
        file.seek(SeekFrom::Start(1)).unwrap();
        file.write_all(b"?").unwrap();
        assert_eq!(pack.read(&one), None);
        assert_eq!(pack.read(&Blob { offset: u64::MAX, ..one }), None);
    }
}
