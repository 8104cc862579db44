//! What a publish did.

use serde::Serialize;

use super::release::ReleaseId;

/// What was done; `report` adds what it costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Receipt {
    /// The target.
    pub target: String,
    /// The release that is live now.
    pub release: Option<ReleaseId>,
    /// Artifacts that were sent.
    pub uploaded: usize,
    /// Artifacts that were copied inside the bucket.
    pub copied: usize,
    /// Artifacts that were there already.
    pub unchanged: usize,
    /// Artifacts that are not served any more.
    pub removed: usize,
    /// Bytes of the bodies that were sent.
    pub bytes: u64,
    /// HTTP requests that were sent, repeated ones included.
    pub requests: u64,
    /// Paths the edge was told to forget.
    pub invalidated: usize,
    /// How long it took, from the first look at what is live.
    pub seconds: f64,
}
