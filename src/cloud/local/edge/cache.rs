//! Entries in memory, as many bytes as the limit allows; who was not asked for longest goes first.
//!
//! Takes entries and patterns to forget. Knows no origin and judges no freshness.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::forget::Pattern;
use super::freshness::Lifetime;
use crate::base::path::ObjectKey;
use crate::cloud::stored::Stored;

/// What an entry costs beside its body and key, roughly.
const OVERHEAD: usize = 512;

/// What is remembered of a key.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// What the origin holds, or `None` where it holds nothing.
    pub(super) stored: Option<Stored>,
    /// How long it may be served.
    pub(super) lifetime: Lifetime,
    /// When the origin said so.
    pub(super) since: Instant,
    /// The origin has failed: it is not asked again before this instant.
    pub(super) quiet_until: Option<Instant>,
}

/// A bounded memory of entries.
#[derive(Debug)]
pub(super) struct Cache {
    limit: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    entries: BTreeMap<ObjectKey, Slot>,
    /// The keys by when they were last used.
    order: BTreeMap<u64, ObjectKey>,
    n_uses: u64,
    n_bytes: usize,
    generation: u64,
}

#[derive(Debug)]
struct Slot {
    entry: Arc<Entry>,
    used: u64,
    n_bytes: usize,
}

impl Entry {
    /// Returns how long ago the origin said so.
    pub(super) fn age(&self) -> Duration {
        self.since.elapsed()
    }
}

impl Cache {
    /// Returns an empty cache for `limit` bytes.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, state: Mutex::default() }
    }

    /// Returns the entry of `key`, which is used by that.
    pub(super) fn get(&self, key: &ObjectKey) -> Option<Arc<Entry>> {
        let mut state = self.state();
        state.n_uses += 1;
        let now = state.n_uses;
        let slot = state.entries.get_mut(key)?;
        let before = std::mem::replace(&mut slot.used, now);
        let entry = slot.entry.clone();
        state.order.remove(&before);
        state.order.insert(now, key.clone());
        Some(entry)
    }

    /// Returns a number that every `forget` changes.
    pub(super) fn generation(&self) -> u64 {
        self.state().generation
    }

    /// Remembers `entry` unless something was forgotten since `generation`, and returns whether it
    /// did: what was fetched before a `forget` may be what had to be forgotten.
    pub(super) fn put(&self, key: &ObjectKey, entry: Arc<Entry>, generation: u64) -> bool {
        let n_bytes = entry.stored.as_ref().map_or(0, |stored| stored.body.len()) + key.as_str().len() + OVERHEAD;
        let mut state = self.state();
        if state.generation != generation || n_bytes > self.limit {
            return false;
        }
        state.remove(key);
        state.n_uses += 1;
        let used = state.n_uses;
        state.order.insert(used, key.clone());
        state.entries.insert(key.clone(), Slot { entry, used, n_bytes });
        state.n_bytes += n_bytes;
        while state.n_bytes > self.limit {
            let Some((_, oldest)) = state.order.pop_first() else { break };
            state.remove(&oldest);
        }
        true
    }

    /// Removes the entry of `key`.
    pub(super) fn remove(&self, key: &ObjectKey) {
        self.state().remove(key);
    }

    /// Forgets all entries that one of `patterns` names.
    pub(super) fn forget(&self, patterns: &[Pattern]) {
        let mut state = self.state();
        state.generation += 1;
        let is_named = |(key, slot): &(&ObjectKey, &Slot)| {
            patterns.iter().any(|pattern| pattern.names(key, slot.entry.stored.as_ref()))
        };
        let named: Vec<ObjectKey> = state.entries.iter().filter(is_named).map(|(key, _)| key.clone()).collect();
        named.iter().for_each(|key| state.remove(key));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn remove(&mut self, key: &ObjectKey) {
        if let Some(slot) = self.entries.remove(key) {
            self.order.remove(&slot.used);
            self.n_bytes -= slot.n_bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Arc<Entry> {
        Arc::new(Entry { stored: None, lifetime: Lifetime::default(), since: Instant::now(), quiet_until: None })
    }

    fn key(text: &str) -> ObjectKey {
        ObjectKey::new(text)
    }

    #[test]
    fn the_least_recently_used_goes_first() {
        let cache = Cache::new(2 * (OVERHEAD + 1));
        for text in ["a", "b"] {
            assert!(cache.put(&key(text), entry(), 0));
        }
        assert!(cache.get(&key("a")).is_some());
        assert!(cache.put(&key("c"), entry(), 0));
        let held = ["a", "b", "c"].map(|text| cache.get(&key(text)).is_some());
        assert_eq!(held, [true, false, true]);
        cache.put(&key("a"), entry(), 0);
        assert_eq!(cache.state().n_bytes, 2 * (OVERHEAD + 1));
        assert!(!cache.put(&key(&"x".repeat(2000)), entry(), 0), "larger than the whole cache");
    }

    #[test]
    fn what_was_fetched_before_a_forget_is_not_kept() {
        let cache = Cache::new(9999);
        let generation = cache.generation();
        cache.put(&key("a.css"), entry(), generation);
        cache.forget(&[Pattern::new("/other")]);
        assert!(cache.get(&key("a.css")).is_some());
        assert!(!cache.put(&key("b.css"), entry(), generation));
        cache.forget(&[Pattern::new("/a.css")]);
        assert!(cache.get(&key("a.css")).is_none());
    }
}
