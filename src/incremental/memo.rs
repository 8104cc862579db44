//! Memos: what a step works out from a few bytes and another step, or the next build, would work out
//! again. They are found by what they were made from, so nobody has to declare them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::log::{Brief, Log, Record};
use super::pack::Blob;
use super::{Asked, Fingerprint, Inputs, StepId, Store};

/// No step has a name of this kind.
const KIND: &str = "memo";

/// What the names of memos begin with.
pub(super) const PREFIX: &str = "memo ";

/// Where the memos of earlier builds and of this one lie.
#[derive(Debug, Default)]
pub(super) struct Memos(Mutex<BTreeMap<StepId, Blob>>);

impl Memos {
    /// Returns the memos of a log, which lie at these places.
    pub(super) fn of(log: &Log, places: BTreeMap<StepId, Range<usize>>) -> Self {
        let blob = |place| postcard::from_bytes(&log.at(place)?.made).ok();
        let memos = places.into_iter().filter_map(|(id, place)| Some((id, blob(place)?)));
        Self(Mutex::new(memos.collect()))
    }

    /// Returns how many there are, and how many bytes of the pack they have.
    pub(super) fn size(&self) -> (usize, u64) {
        let memos = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (memos.len(), memos.values().map(Blob::len).sum())
    }

    fn get(&self, id: &StepId) -> Option<Blob> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).copied()
    }

    fn insert(&self, id: StepId, blob: Blob) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, blob);
    }
}

impl Store {
    /// Returns how many memos there are.
    #[cfg(test)]
    pub(crate) fn n_memos(&self) -> usize {
        self.core().memos.size().0
    }

    /// Returns what `make` makes of the bytes that `key` is the fingerprint of: as this build or an earlier
    /// one made it, or now. Two threads that want the same at once may both make it.
    ///
    /// For use inside of a step only, and for less than the step keeps: which memos are in use is not known, so
    /// they stay until the store begins anew. See "Memos" in ARCHITECTURE.md.
    pub fn memo(&self, kind: &str, key: Fingerprint, make: impl FnOnce() -> Vec<u8>) -> Vec<u8> {
        let id = StepId::new(KIND, format_args!("{kind} {}", key.hex()));
        if let Some(bytes) = self.core().memos.get(&id).and_then(|blob| self.load(&blob)) {
            self.tally.memo_found();
            return bytes.into();
        }
        self.tally.memo_made();
        let bytes = make();
        let blob = self.keep(&bytes);
        let made = postcard::to_allocvec(&blob).expect("a blob is plain data");
        let brief = Brief { own: key, is_quiet: true, n_kept: blob.len() };
        self.append(&Record { step: id.clone(), brief, inputs: Inputs::default(), asked: Asked::default(), made });
        self.core().memos.insert(id, blob);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// Asks for memos in one build and returns which of them had to be made.
    fn build(folder: &Path, keys: &[&str]) -> Vec<String> {
        let store = Store::open(folder, Fingerprint::of(b"tool"));
        assert_eq!(store.trouble(), None);
        let made = ask(&store, keys);
        store.settle();
        made
    }

    fn ask(store: &Store, keys: &[&str]) -> Vec<String> {
        let mut made = Vec::new();
        for key in keys {
            let bytes = store.memo("upper", Fingerprint::of(key.as_bytes()), || {
                made.push((*key).to_owned());
                key.to_uppercase().into_bytes()
            });
            assert_eq!(bytes, key.to_uppercase().as_bytes());
        }
        made
    }

    #[test]
    fn made_once_in_a_build_and_not_by_the_next() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(build(folder.path(), &["a", "b", "a", ""]), ["a", "b", ""]);
        assert_eq!(build(folder.path(), &["b", "a", "c", ""]), ["c"]);
        assert_eq!(build(folder.path(), &[]), [""; 0]);
        assert_eq!(build(folder.path(), &["c", "b", "a"]), [""; 0]);
        assert_eq!(ask(&Store::in_memory(), &["a", "a"]), ["a"]);
    }

    #[test]
    fn kinds_are_apart() {
        let store = Store::in_memory();
        let key = Fingerprint::of(b"a");
        assert_eq!(store.memo("upper", key, || b"A".to_vec()), b"A");
        assert_eq!(store.memo("double", key, || b"aa".to_vec()), b"aa");
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the damage is done behind the store's back")]
    fn losses_cost_time_only() {
        let folder = tempfile::tempdir().unwrap();
        let (log, results) = (folder.path().join("steps.log"), folder.path().join("results"));
        build(folder.path(), &["one", "two"]);
        fs::write(&results, "ONE?WO").unwrap();
        assert_eq!(build(folder.path(), &["one", "two"]), ["two"]);
        assert_eq!(build(folder.path(), &["one", "two"]), [""; 0]);
        fs::write(&results, "").unwrap();
        assert_eq!(build(folder.path(), &["one"]), ["one"]);
        let bytes = fs::read(&log).unwrap();
        fs::write(&log, &bytes[..bytes.len() - 1]).unwrap();
        fs::write(&results, "").unwrap();
        assert_eq!(build(folder.path(), &["two", "one"]), ["two", "one"]);
        fs::remove_file(&log).unwrap();
        assert_eq!(build(folder.path(), &["one"]), ["one"]);
    }

    #[test]
    fn memos_that_nobody_asks_for_do_not_wear_the_store() {
        let folder = tempfile::tempdir().unwrap();
        let keys: Vec<String> = (0..10_100).map(|number| format!("k{number}")).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        assert_eq!(build(folder.path(), &keys).len(), keys.len());
        build(folder.path(), &[]);
        assert_eq!(build(folder.path(), &keys).len(), 0);
    }

    #[test]
    fn many_threads_get_the_same() {
        use rayon::prelude::*;
        let store = Store::in_memory();
        (0..1000_u32).into_par_iter().for_each(|number| {
            let text = format!("{}", number % 7);
            let bytes = store.memo("same", Fingerprint::of(text.as_bytes()), || text.clone().into_bytes());
            assert_eq!(bytes, text.as_bytes());
        });
        assert_eq!(store.core().memos.size(), (7, 7));
    }
}
