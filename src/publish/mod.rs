//! Output + inventory → plan → release.
//!
//! Comes in: an output whose bodies lie in a sink, and a target. Goes out: a release that is live, and
//! a receipt. `plan` is pure and complete; `execute` does exactly what it says. Deliberately not
//! here: how requests are sent and repeated (`cloud`), what is on a page.

mod error;
mod execute;
mod invalidation;
mod inventory;
mod plan;
mod receipt;
mod release;

pub use error::Error;
pub use execute::{Bodies, execute};
pub use invalidation::Invalidation;
pub use inventory::{Inventory, read as inventory};
pub use plan::{Action, Change, Plan, Wave, plan};
pub use receipt::Receipt;
pub use release::{Head, Line, Manifest, ReleaseId};

use crate::cloud::{Bucket, Distribution};

/// A target, connected: a bucket, and what stands in front of it.
#[derive(Debug, Clone)]
pub struct Target {
    /// How people call it: the name of the target, or `local`.
    pub name: String,
    /// Where artifacts go.
    pub bucket: Bucket,
    /// The edge that is told what to forget; none where artifacts expire by themselves.
    pub distribution: Option<Distribution>,
    /// Whether every change is invalidated, so that the edge may keep pages long.
    pub can_invalidate: bool,
    /// What all keys begin with, in URLs too: empty, or `previews/42/`.
    pub prefix: String,
}
