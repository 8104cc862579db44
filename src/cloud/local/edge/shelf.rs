//! Where an answer comes from: the cache, or the origin and then the cache.
//!
//! Takes a key, gives an entry and the `Cache-Status` that says how it was found (RFC 9211).
//! Concurrent requests for one key ask the origin once; a failing origin is hidden behind a stale
//! entry as long as `freshness` allows.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::OnceCell;

use super::cache::{Cache, Entry};
use super::forget::Pattern;
use super::freshness::{Lifetime, lifetime};
use crate::base::path::ObjectKey;
use crate::cloud::bucket::Bucket;
use crate::cloud::error::{Error, ErrorKind};

const LIMIT_BYTES: usize = 256 * 1024 * 1024;
/// CloudFront's default for how long it remembers that a key is missing.
const MISSING: Duration = Duration::from_secs(10);
/// How long a failing origin is left alone while something stale can be served.
const QUIET: Duration = Duration::from_secs(5);

/// The cache and the origin behind it.
#[derive(Debug)]
pub(super) struct Shelf {
    origin: Bucket,
    cache: Cache,
    flights: Mutex<BTreeMap<FlightId, Arc<Flight>>>,
}

/// An entry and how it was found.
#[derive(Debug)]
pub(super) struct Shelved {
    pub(super) entry: Arc<Entry>,
    /// The value of `Cache-Status`.
    pub(super) status: String,
}

/// A question to the origin and the generation it was asked in: who comes after an invalidation
/// does not wait for an answer from before.
type FlightId = (ObjectKey, u64);
type Flight = OnceCell<Result<Landed, Error>>;

/// What the origin answered.
#[derive(Debug, Clone)]
struct Landed {
    entry: Arc<Entry>,
    status: u16,
    is_stored: bool,
}

impl Shelf {
    pub(super) fn new(origin: Bucket) -> Self {
        Self { origin, cache: Cache::new(LIMIT_BYTES), flights: Mutex::default() }
    }

    /// Forgets what `paths` name.
    pub(super) fn forget(&self, paths: &[String]) {
        let patterns: Vec<Pattern> = paths.iter().map(|path| Pattern::new(path)).collect();
        self.cache.forget(&patterns);
    }

    /// Returns what is known of `key`, or the error of the origin with its `Cache-Status`.
    pub(super) async fn look_up(self: &Arc<Self>, key: &ObjectKey) -> Result<Shelved, (Error, String)> {
        let Some(entry) = self.cache.get(key) else { return self.fetch(key, None).await };
        let age = entry.age();
        let hit = format!("seawall; hit; ttl={}", entry.lifetime.seconds_left(age));
        if entry.lifetime.is_fresh(age) {
            return Ok(Shelved { entry, status: hit });
        }
        let is_quiet = entry.quiet_until.is_some_and(|until| Instant::now() < until);
        if is_quiet && entry.lifetime.may_hide_failure(age) {
            return Ok(Shelved { entry, status: format!("{hit}; detail=stale-if-error") });
        }
        if entry.lifetime.may_revalidate_later(age) {
            self.board(key, Some(&entry));
            return Ok(Shelved { entry, status: format!("{hit}; detail=stale-while-revalidate") });
        }
        self.fetch(key, Some(entry)).await
    }

    /// Asks the origin now, and falls back on what is known.
    async fn fetch(self: &Arc<Self>, key: &ObjectKey, known: Option<Arc<Entry>>) -> Result<Shelved, (Error, String)> {
        let why = if known.is_some() { "stale" } else { "uri-miss" };
        let (id, flight, is_new) = self.board(key, known.as_ref());
        let error = match self.fly(&id, &flight, known.as_deref()).await {
            Ok(Landed { entry, status, is_stored }) => {
                let stored = if is_stored { "; stored" } else { "" };
                let collapsed = if is_new { "" } else { "; collapsed" };
                let status = format!("seawall; fwd={why}; fwd-status={status}{stored}{collapsed}");
                return Ok(Shelved { entry, status });
            }
            Err(error) => error,
        };
        match known.filter(|entry| entry.lifetime.may_hide_failure(entry.age())) {
            Some(entry) => Ok(Shelved { entry, status: format!("seawall; fwd={why}; detail=stale-if-error") }),
            None => {
                let status = format!("seawall; fwd={why}; detail={:?}", error.kind());
                Err((error, status))
            }
        }
    }

    /// Returns the flight for `key` and whether it is a new one.
    ///
    /// A new one is flown in the background, whether or not anybody waits for it: a visitor who
    /// goes away must not keep the next ones from the answer.
    fn board(self: &Arc<Self>, key: &ObjectKey, known: Option<&Arc<Entry>>) -> (FlightId, Arc<Flight>, bool) {
        let id = (key.clone(), self.cache.generation());
        let mut flights = self.flights();
        if let Some(flight) = flights.get(&id) {
            return (id, flight.clone(), false);
        }
        let flight = Arc::<Flight>::default();
        flights.insert(id.clone(), flight.clone());
        let (shelf, known) = (self.clone(), known.cloned());
        let background = (id.clone(), flight.clone());
        tokio::spawn(async move { shelf.fly(&background.0, &background.1, known.as_deref()).await });
        (id, flight, true)
    }

    /// Waits for the flight; whoever comes first flies it.
    async fn fly(&self, id: &FlightId, flight: &Arc<Flight>, known: Option<&Entry>) -> Result<Landed, Error> {
        let landed = flight.get_or_init(|| self.ask(id, known)).await.clone();
        let mut flights = self.flights();
        if flights.get(id).is_some_and(|other| Arc::ptr_eq(other, flight)) {
            flights.remove(id);
        }
        landed
    }

    async fn ask(&self, (key, generation): &FlightId, known: Option<&Entry>) -> Result<Landed, Error> {
        let known_etag = known.and_then(|entry| entry.stored.as_ref()).map(|stored| stored.etag.as_str());
        let answer = match known_etag {
            Some(etag) => self.origin.get_if_changed(key, etag).await,
            None => self.origin.get(key).await.map(Some),
        };
        let since = Instant::now();
        let (status, stored, lifetime) = match (answer, known) {
            (Ok(Some(stored)), _) => {
                let lifetime = lifetime(stored.cache_control.as_deref());
                (200, Some(stored), lifetime)
            }
            (Ok(None), known) => (304, known.and_then(|entry| entry.stored.clone()), known.map(|entry| entry.lifetime)),
            (Err(error), _) if error.kind() == ErrorKind::NotFound => (404, None, Some(Lifetime::only(MISSING))),
            (Err(error), known) => {
                if let Some(known) = known {
                    let entry = Entry { quiet_until: Some(since + QUIET), ..known.clone() };
                    self.cache.put(key, Arc::new(entry), *generation);
                }
                return Err(error);
            }
        };
        let entry = Arc::new(Entry { stored, lifetime: lifetime.unwrap_or_default(), since, quiet_until: None });
        let is_stored = lifetime.is_some() && self.cache.put(key, entry.clone(), *generation);
        if !is_stored {
            self.cache.remove(key);
        }
        Ok(Landed { entry, status, is_stored })
    }

    fn flights(&self) -> MutexGuard<'_, BTreeMap<FlightId, Arc<Flight>>> {
        self.flights.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
