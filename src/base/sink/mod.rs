//! Where bodies go: a folder (`public/`) or memory (the dev server).
//!
//! A sink also answers whether it still holds a body, which is how an incremental build knows that
//! the result of a step is still there.

mod compared;
mod error;
mod folder;
mod glance;
mod held;
mod list;
mod memory;

use bytes::Bytes;

use super::digest::Digest;
use super::output::Output;
use super::path::UrlPath;

pub use compared::{Compared, OtherBody};
pub use error::SinkError;
pub use folder::Folder;
pub use glance::Glance;
pub(super) use list::LIST;
pub use memory::Memory;

/// Takes the bodies of artifacts and gives them back.
pub trait Sink: Send + Sync {
    /// Returns whether the body at `path` is known to have this digest.
    fn holds(&self, path: &UrlPath, digest: &Digest) -> bool;

    /// Keeps `body` at `path`; returns whether anything had to be written.
    fn put(&self, path: &UrlPath, digest: &Digest, body: &Bytes) -> Result<bool, SinkError>;

    /// Returns the body at `path`.
    fn read(&self, path: &UrlPath) -> Result<Bytes, SinkError>;

    /// Returns a digest of the names and digests of all it holds, if each body still lies there as it was put; none
    /// where that would have to be read.
    fn held(&self) -> Option<Digest> {
        None
    }

    /// Ends a build: forgets what is not in `output` (unless `keep`, after a build with errors)
    /// and makes the rest durable. Returns what changed since the last time.
    fn settle(&self, output: &Output, keep: bool) -> Result<Settled, SinkError>;
}

/// What a build changed in its sink.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settled {
    /// Bodies that were written because they were new or other than before.
    pub n_written: usize,
    /// Bodies that were removed.
    pub n_removed: usize,
    /// What `held` returns as long as nobody touches what was put.
    pub held: Option<Digest>,
}
