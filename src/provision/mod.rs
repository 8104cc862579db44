//! Desired · actual · difference · apply, for what must exist before a site can be published.
//!
//! Comes in: a bucket. Goes out: what is missing there, and once applied, nothing is. Today this makes
//! the bucket of the embedded store; a bucket at AWS is never made on the way of a publish.

use crate::cloud::{Bucket, Error};

/// Something that must exist and does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// A bucket of this name.
    Bucket(String),
}

/// Returns what is missing.
pub async fn difference(bucket: &Bucket) -> Result<Vec<Missing>, Error> {
    let is_there = bucket.exists().await?;
    Ok(if is_there { Vec::new() } else { vec![Missing::Bucket(bucket.name().to_owned())] })
}

/// Makes what is missing; a second run finds nothing to do.
pub async fn apply(bucket: &Bucket, missing: &[Missing]) -> Result<(), Error> {
    for missing in missing {
        match missing {
            Missing::Bucket(_) => bucket.create().await?,
        }
    }
    Ok(())
}
