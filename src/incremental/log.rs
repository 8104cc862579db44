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

/// What the first line of each log begins with.
pub(super) const FORMAT: &str = "seawall steps ";

/// Returns the first line of a log: a log of another tool or format is not read.
pub(super) fn header(tool: &str) -> String {
    format!("{FORMAT}1 {tool}\n")
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

/// What a log says.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    /// The last record of each step.
    pub records: BTreeMap<StepId, Record>,
    /// How many records there were.
    pub n_logged: usize,
    /// How many bytes make sense; 0 for a log of another tool.
    pub good: usize,
}

/// Reads a log up to its end or to the first record that makes no sense.
pub(super) fn decode(bytes: &[u8], header: &str) -> Decoded {
    let mut decoded = Decoded::default();
    if !bytes.starts_with(header.as_bytes()) {
        return decoded;
    }
    decoded.good = header.len();
    while let Some((record, length)) = next(&bytes[decoded.good..]) {
        decoded.records.insert(record.step.clone(), record);
        decoded.n_logged += 1;
        decoded.good += length;
    }
    decoded
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
        let decoded = decode(&bytes, &header("1"));
        assert_eq!((decoded.records.len(), decoded.n_logged, decoded.good), (2, 3, whole));
        assert_eq!(decoded.records[&StepId::new("page", "/a/")].made, b"new");
    }

    #[test]
    fn any_damage_is_survived() {
        let mut bytes = header("1").into_bytes();
        let start = bytes.len();
        bytes.extend(encode(&record("/a/", b"made")));
        for at in start..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x41;
            assert_eq!(decode(&damaged, &header("1")).records.len(), 0, "byte {at}");
            assert!(decode(&bytes[..at], &header("1")).records.is_empty());
        }
        assert_eq!(decode(&bytes, &header("2")).good, 0);
    }
}
