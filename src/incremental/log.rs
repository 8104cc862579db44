//! The step log on disk: `steps.log`, append-only, last record wins, disposable.
//!
//! A header line names the format and the tool; then records, each a length, a checksum and a
//! postcard value. A bad tail is cut; another header means an empty log. Of most records a build wants only what they
//! say in brief, so the rest is read when it is asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Asked, Fingerprint, Inputs, StepId};

/// What is remembered of one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub step: StepId,
    pub brief: Brief,
    pub inputs: Inputs,
    pub asked: Asked,
    /// What the step made, as postcard.
    pub made: Vec<u8>,
}

/// What a build wants to know of a step that surely stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Brief {
    /// What `Step::own` was.
    pub own: Fingerprint,
    /// What `Step::is_quiet` said of what it made.
    pub is_quiet: bool,
    /// How many bytes of the pack it has.
    pub n_kept: u64,
}

/// What the first line of each log begins with.
pub(super) const FORMAT: &str = "seawall steps ";

/// Returns the first line of a log: a log of another tool or format is not read.
pub(super) fn header(tool: &str) -> String {
    format!("{FORMAT}2 {tool}\n")
}

/// Returns the bytes of one record.
pub(super) fn encode(record: &Record) -> Vec<u8> {
    let payload = postcard::to_allocvec(record).expect("a record is made of plain data");
    let mut bytes = Vec::with_capacity(payload.len() + 8);
    let length = u32::try_from(payload.len()).expect("a record without its blobs is far below 4 GiB");
    bytes.extend(length.to_le_bytes());
    bytes.extend(checksum([&payload[..]]));
    bytes.extend(payload);
    bytes
}

/// A log that was read.
#[derive(Debug, Default)]
pub(super) struct Log {
    bytes: Vec<u8>,
    /// The last record of each step.
    index: HashMap<Box<str>, (Brief, Range<usize>)>,
    /// How many records there are.
    pub n_logged: usize,
    /// How many bytes make sense; 0 for a log of another tool.
    pub good: usize,
    /// The sum of the last record.
    last_sum: [u8; 4],
}

/// How a log ends. What is remembered of a build as a whole holds only beside the log of that build.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct End {
    length: u64,
    sum: [u8; 4],
}

impl End {
    /// Returns the end once `record`, as `encode` gives it, is written behind.
    pub(super) fn with(self, record: &[u8]) -> Self {
        let sum = record.get(4..8).and_then(|sum| sum.try_into().ok()).unwrap_or_default();
        Self { length: self.length + record.len() as u64, sum }
    }
}

impl Log {
    /// Reads a log up to its end or to the first record that cannot be one; returns it with the memos in it, by
    /// name.
    pub(super) fn read(bytes: Vec<u8>, header: &str) -> (Self, BTreeMap<StepId, Range<usize>>) {
        let (mut log, mut memos) = (Self::default(), BTreeMap::new());
        if !bytes.starts_with(header.as_bytes()) {
            return (log, memos);
        }
        log.good = header.len();
        while let Some((id, brief, place)) = next(&bytes, log.good) {
            // It stands before the record, and `next` found it right.
            log.last_sum = bytes[place.start - 4..place.start].try_into().unwrap_or_default();
            log.good = place.end;
            log.n_logged += 1;
            if id.starts_with(super::memo::PREFIX) {
                memos.insert(StepId(id.to_owned()), place);
            } else {
                log.index.insert(id.into(), (brief, place));
            }
        }
        log.bytes = bytes;
        (log, memos)
    }

    /// Returns how it ends.
    pub(super) fn end(&self) -> End {
        End { length: self.good as u64, sum: self.last_sum }
    }

    /// Returns the names of all steps that have a record, in their order.
    pub(super) fn steps(&self) -> BTreeSet<&str> {
        self.index.keys().map(|name| &**name).collect()
    }

    /// Returns how many there are.
    pub(super) fn n_steps(&self) -> usize {
        self.index.len()
    }

    /// Returns the last record of a step.
    pub(super) fn get(&self, step: &StepId) -> Option<Record> {
        let (_, place) = self.index.get(step.as_str())?;
        self.at(place.clone())
    }

    /// Returns what is known of a step in brief, and where its record lies.
    pub(super) fn brief(&self, step: &StepId) -> Option<(Brief, Range<usize>)> {
        self.index.get(step.as_str()).cloned()
    }

    /// Returns the record at a place.
    pub(super) fn at(&self, place: Range<usize>) -> Option<Record> {
        postcard::from_bytes(self.bytes.get(place)?).ok()
    }
}

/// Returns the name of the record at `from`, what it says in brief, and where it lies.
fn next(bytes: &[u8], from: usize) -> Option<(&str, Brief, Range<usize>)> {
    let (length, rest) = bytes.get(from..)?.split_first_chunk::<4>()?;
    let (sum, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let payload = rest.get(..length)?;
    if checksum([payload]) != *sum {
        return None;
    }
    let ((id, brief), _) = postcard::take_from_bytes(payload).ok()?;
    Some((id, brief, from + 8..from + 8 + length))
}

/// Finds what a disk did to some bytes; whoever wants to mislead a build can write a whole log.
pub(super) fn checksum<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> [u8; 4] {
    let mut hasher = crc32fast::Hasher::new();
    parts.into_iter().for_each(|part| hasher.update(part));
    hasher.finalize().to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(step: &str, made: &[u8]) -> Record {
        Record {
            step: StepId::new("page", step),
            brief: Brief { own: Fingerprint::of(b"own"), is_quiet: true, n_kept: 0 },
            inputs: Inputs::default().with("template", Fingerprint::of(b"t")),
            asked: Asked::from([("data a.json".to_owned(), Fingerprint::of(b"a"))]),
            made: made.to_vec(),
        }
    }

    fn found(bytes: &[u8], header: &str, step: &str) -> Option<Vec<u8>> {
        let (log, _) = Log::read(bytes.to_vec(), header);
        Some(log.get(&StepId::new("page", step))?.made)
    }

    #[test]
    fn the_last_record_wins_and_a_bad_tail_is_cut() {
        let mut bytes = header("1").into_bytes();
        for record in [record("/a/", b"old"), record("/b/", b"b"), record("/a/", b"new")] {
            bytes.extend(encode(&record));
        }
        let whole = bytes.len();
        bytes.extend(&encode(&record("/c/", b"c"))[..20]);
        let (log, memos) = Log::read(bytes.clone(), &header("1"));
        assert_eq!((log.index.len(), memos.len(), log.n_logged, log.good), (2, 0, 3, whole));
        assert_eq!(found(&bytes, &header("1"), "/a/").unwrap(), b"new");
    }

    #[test]
    fn any_damage_is_survived() {
        let mut bytes = header("1").into_bytes();
        let start = bytes.len();
        bytes.extend(encode(&record("/a/", b"made")));
        for at in start..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x41;
            assert_eq!(found(&damaged, &header("1"), "/a/"), None, "byte {at}");
            assert_eq!(found(&bytes[..at], &header("1"), "/a/"), None);
        }
        assert_eq!(Log::read(bytes, &header("2")).0.good, 0);
    }
}
