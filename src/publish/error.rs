//! What can stop a publish.

use crate::base::path::ObjectKey;
use crate::base::sink::SinkError;
use crate::cloud;

/// Why nothing, or not all, was published. The head moves last, so what is live is one release.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store or the distribution refused.
    #[error(transparent)]
    Cloud(#[from] cloud::Error),
    /// The bucket holds something, and no release of ours.
    #[error("publish to bucket `{bucket}`: it is not empty (`{key}` is in it) and holds no Seawall release")]
    NotEmpty {
        /// The bucket.
        bucket: String,
        /// One of the keys in it.
        key: ObjectKey,
    },
    /// Somebody else published in the meantime.
    #[error("move the head of `{target}`: another publish moved it first")]
    HeadMoved {
        /// The target.
        target: String,
    },
    /// A body is not the one that was planned: something wrote to the output folder meanwhile.
    #[error("publish `{key}`: it changed since it was built")]
    Changed {
        /// Where it goes.
        key: ObjectKey,
    },
    /// There is nothing to publish.
    #[error("publish an output without a single page")]
    NoPages,
    /// A control file is not one of ours.
    #[error("read `{key}`: {trouble}")]
    Format {
        /// The control file.
        key: ObjectKey,
        /// What is wrong with it.
        trouble: String,
    },
    /// A body that was built cannot be read any more.
    #[error(transparent)]
    Body(#[from] SinkError),
}
