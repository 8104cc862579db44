//! A file of some parts of which only those are read that are wanted: a header, the length and the sum of each part,
//! a sum over these, and the parts.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;

use super::log::checksum;

/// How many parts there are.
pub(super) const N: usize = 2;

/// How many bytes tell of a part: its length, and its sum.
const PLACE: usize = 12;

/// Such a file, open.
#[derive(Debug)]
pub(super) struct Parts {
    file: Mutex<File>,
    places: [Place; N],
    /// The sum over the lengths and the sums of the parts, which another such file may name.
    pub sum: [u8; 4],
}

/// Where a part lies, and its sum.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    offset: u64,
    length: u64,
    sum: [u8; 4],
}

impl Parts {
    /// Opens the file at `path` if it begins with `header` and is as long as it says.
    pub(super) fn open(path: &Path, header: &str) -> Option<Self> {
        let mut file = File::open(path).ok()?;
        let mut head = vec![0; header.len() + N * PLACE + 4];
        file.read_exact(&mut head).ok()?;
        let (table, &sum) = head.strip_prefix(header.as_bytes())?.split_last_chunk::<4>()?;
        if checksum([table]) != sum {
            return None;
        }
        let mut offset = head.len() as u64;
        let mut places = [Place::default(); N];
        for (place, told) in places.iter_mut().zip(table.as_chunks::<PLACE>().0) {
            let (length, of_part) = told.split_first_chunk::<8>()?;
            let length = u64::from_le_bytes(*length);
            *place = Place { offset, length, sum: of_part.try_into().ok()? };
            offset = offset.checked_add(length)?;
        }
        (file.metadata().ok()?.len() == offset).then_some(Self { file: Mutex::new(file), places, sum })
    }

    /// Reads a part; none where its bytes are not what was written.
    pub(super) fn read(&self, part: usize) -> Option<Bytes> {
        let Place { offset, length, sum } = *self.places.get(part)?;
        let mut bytes = Vec::with_capacity(usize::try_from(length).ok()?);
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(offset)).ok()?;
        (&mut *file).take(length).read_to_end(&mut bytes).ok()?;
        drop(file);
        (checksum([&bytes[..]]) == sum).then(|| bytes.into())
    }
}

/// Writes such a file beside `path` and renames it, so that there is never half of one; returns its sum.
pub(super) fn write(path: &Path, header: &str, parts: [&[u8]; N]) -> io::Result<[u8; 4]> {
    let beside = path.with_extension("part");
    let _ = fs::remove_file(&beside);
    let mut table = Vec::with_capacity(N * PLACE);
    for part in parts {
        table.extend((part.len() as u64).to_le_bytes());
        table.extend(checksum([part]));
    }
    let mut file = File::create_new(&beside)?;
    file.write_all(header.as_bytes())?;
    file.write_all(&table)?;
    let sum = checksum([&table[..]]);
    file.write_all(&sum)?;
    parts.into_iter().try_for_each(|part| file.write_all(part))?;
    drop(file);
    fs::rename(beside, path)?;
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "a header\n";
    const PARTS: [&[u8]; N] = [b"the first", b"the last"];

    fn all(path: &Path) -> Option<Vec<Bytes>> {
        let parts = Parts::open(path, HEADER)?;
        (0..N).map(|part| parts.read(part)).collect()
    }

    #[test]
    fn each_part_is_read_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("last");
        write(&path, HEADER, PARTS).unwrap();
        let parts = Parts::open(&path, HEADER).unwrap();
        assert_eq!(parts.read(1).unwrap(), PARTS[1]);
        assert_eq!(all(&path).unwrap(), PARTS);
        assert_eq!(parts.read(N), None);
        assert!(Parts::open(&path, "another\n").is_none());
        assert!(!path.with_extension("part").exists());
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "does to the file what a disk does")]
    fn damage_is_found_in_the_part_that_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("last");
        write(&path, HEADER, PARTS).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x41;
            std::fs::write(&path, &damaged).unwrap();
            assert_eq!(all(&path), None, "byte {at}");
            std::fs::write(&path, &bytes[..at]).unwrap();
            assert_eq!(all(&path), None, "cut at {at}");
        }
    }
}
