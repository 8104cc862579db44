//! The only user of the AWS crates: a bucket, a distribution, and the stand-ins for both.
//!
//! Comes in: keys, bodies, headers, conditions. Goes out: what the store answered, or an `Error`
//! that says what kind of refusal it was. Deliberately not here: any policy. Which key is written
//! when, with which headers, and what a refusal means for a release is decided in `publish`.

mod bucket;
mod connection;
mod count;
mod distribution;
mod error;
pub mod local;
mod retry;
mod stored;

pub use bucket::Bucket;
pub use connection::{Access, Connection, Keys};
pub use distribution::Distribution;
pub use error::{Error, ErrorKind};
pub use stored::{Condition, Stored, Upload};
