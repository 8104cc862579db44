//! The step log on disk: `steps.log`, append-only, last record wins, disposable.
//!
//! A header line names the format and the tool; then records, each a length, a checksum and a
//! postcard value. A bad tail is cut; another header means an empty log.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Asked, Fingerprint, Inputs, StepId};

/// What is remembered of one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub step: StepId,
    pub inputs: Inputs,
    pub asked: Asked,
    /// What the step made, as postcard.
    pub made: Vec<u8>,
}

/// Returns the first line of a log: a log of another tool or format is not read.
pub(super) fn header(tool: &str) -> String {
    format!("seawall steps 1 {tool}\n")
}

/// Returns the bytes of one record.
pub(super) fn encode(record: &Record) -> Vec<u8> {
    let payload = postcard::to_allocvec(record).expect("a record is made of plain data");
    let mut bytes = Vec::with_capacity(payload.len() + 8);
    let length = u32::try_from(payload.len()).expect("a record without its blobs is far below 4 GiB");
    bytes.extend(length.to_le_bytes());
    bytes.extend(checksum(&payload));
    bytes.extend(payload);
    bytes
}

/// Returns the records of a log and how many of its bytes make sense.
pub(super) fn decode(bytes: &[u8], header: &str) -> (BTreeMap<StepId, Record>, usize) {
    let mut records = BTreeMap::new();
    if !bytes.starts_with(header.as_bytes()) {
        return (records, 0);
    }
    let mut at = header.len();
    while let Some((record, length)) = next(&bytes[at..]) {
        records.insert(record.step.clone(), record);
        at += length;
    }
    (records, at)
}

fn next(bytes: &[u8]) -> Option<(Record, usize)> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (sum, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let payload = rest.get(..length)?;
    if checksum(payload) != *sum {
        return None;
    }
    Some((postcard::from_bytes(payload).ok()?, length + 8))
}

fn checksum(payload: &[u8]) -> [u8; 4] {
    let [a, b, c, d, ..] = *Fingerprint::of(payload).as_bytes();
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(step: &str, made: &[u8]) -> Record {
        Record {
            step: StepId::new("page", step),
            inputs: Inputs::default().with("template", Fingerprint::of(b"t")),
            asked: Asked::from([("data a.json".to_owned(), Fingerprint::of(b"a"))]),
            made: made.to_vec(),
        }
    }

    #[test]
    fn the_last_record_wins_and_a_bad_tail_is_cut() {
        let mut bytes = header("1").into_bytes();
        for record in [record("/a/", b"old"), record("/b/", b"b"), record("/a/", b"new")] {
            bytes.extend(encode(&record));
        }
        let whole = bytes.len();
        bytes.extend(&encode(&record("/c/", b"c"))[..20]);
        let (records, good) = decode(&bytes, &header("1"));
        assert_eq!((records.len(), good), (2, whole));
        assert_eq!(records[&StepId::new("page", "/a/")].made, b"new");
    }

    #[test]
    fn any_damage_is_survived() {
        let mut bytes = header("1").into_bytes();
        let start = bytes.len();
        bytes.extend(encode(&record("/a/", b"made")));
        for at in start..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x41;
            assert_eq!(decode(&damaged, &header("1")).0.len(), 0, "byte {at}");
            assert!(decode(&bytes[..at], &header("1")).0.is_empty());
        }
        assert_eq!(decode(&bytes, &header("2")).0.len(), 0);
    }
}
