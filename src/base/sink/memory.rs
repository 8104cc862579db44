//! A sink in memory, for the dev server.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock};

use bytes::Bytes;

use super::{Settled, Sink, SinkError};
use crate::base::digest::Digest;
use crate::base::output::Output;
use crate::base::path::UrlPath;

/// Keeps bodies in memory.
#[derive(Debug, Default)]
pub struct Memory {
    bodies: RwLock<BTreeMap<UrlPath, (Digest, Bytes)>>,
    n_written: AtomicUsize,
}

impl Sink for Memory {
    fn holds(&self, path: &UrlPath, digest: &Digest) -> bool {
        let bodies = self.bodies.read().unwrap_or_else(PoisonError::into_inner);
        bodies.get(path).is_some_and(|(held, _)| held == digest)
    }

    fn put(&self, path: &UrlPath, digest: &Digest, body: &Bytes) -> Result<bool, SinkError> {
        let mut bodies = self.bodies.write().unwrap_or_else(PoisonError::into_inner);
        let before = bodies.insert(path.clone(), (*digest, body.clone()));
        let is_written = before.is_none_or(|(held, _)| held != *digest);
        self.n_written.fetch_add(usize::from(is_written), Ordering::Relaxed);
        Ok(is_written)
    }

    fn read(&self, path: &UrlPath) -> Result<Bytes, SinkError> {
        let bodies = self.bodies.read().unwrap_or_else(PoisonError::into_inner);
        bodies.get(path).map(|(_, body)| body.clone()).ok_or_else(|| SinkError::Missing(path.clone()))
    }

    fn settle(&self, output: &Output, keep: bool) -> Result<Settled, SinkError> {
        let mut bodies = self.bodies.write().unwrap_or_else(PoisonError::into_inner);
        let n_before = bodies.len();
        if !keep {
            bodies.retain(|path, _| output.get(path).is_some());
        }
        let n_removed = n_before - bodies.len();
        drop(bodies);
        Ok(Settled { n_written: self.n_written.swap(0, Ordering::Relaxed), n_removed, held: self.held() })
    }

    fn held(&self) -> Option<Digest> {
        let bodies = self.bodies.read().unwrap_or_else(PoisonError::into_inner);
        let parts = bodies.iter().flat_map(|(path, (digest, _))| [path.as_str().as_bytes(), digest.as_bytes()]);
        Some(Digest::of_parts(parts))
    }
}
