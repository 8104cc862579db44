//! Where bodies go: a folder (`public/`) or memory (the dev server).
//!
//! A sink also answers whether it still holds a body, which is how an incremental build knows that
//! the result of a step is still there.

mod folder;
mod memory;

use std::io;
use std::path::PathBuf;

use bytes::Bytes;

use super::digest::Digest;
use super::output::Output;
use super::path::UrlPath;

pub use folder::Folder;
pub use memory::Memory;

/// Takes the bodies of artifacts and gives them back.
pub trait Sink: Send + Sync {
    /// Returns whether the body at `path` is known to have this digest.
    fn holds(&self, path: &UrlPath, digest: &Digest) -> bool;

    /// Keeps `body` at `path`; returns whether anything had to be written.
    fn put(&self, path: &UrlPath, digest: &Digest, body: &Bytes) -> Result<bool, SinkError>;

    /// Returns the body at `path`.
    fn read(&self, path: &UrlPath) -> Result<Bytes, SinkError>;

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
}

/// A sink could not be opened, written or read.
#[derive(Debug, thiserror::Error)]
pub enum SinkError {
    /// The operating system refused.
    #[error("{action} `{path}`: {source}", path = path.display())]
    Refused {
        /// What was tried: `write`, `read`, `remove`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The folder holds files that no build wrote, so nothing in it may be touched.
    #[error("write to `{path}`: it holds files that no Seawall build wrote", path = .0.display())]
    NotOurs(PathBuf),
    /// A folder stands where a file must go, or the other way round.
    #[error("write `{path}`: `{other}` is in the way", path = path.display(), other = other.display())]
    InTheWay {
        /// The file to write.
        path: PathBuf,
        /// What stands there.
        other: PathBuf,
    },
    /// Nothing was ever put at this path.
    #[error("read `{0}`: nothing was built there")]
    Missing(UrlPath),
}
