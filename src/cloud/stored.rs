//! What a bucket holds under a key, what is asked to be put there, and on which condition.
//!
//! Plain values: nothing here talks to the network.

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::base::digest::Digest;

/// What a bucket holds under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its bytes.
    pub body: Bytes,
    /// The entity tag as the store writes it, quotes included; fit for `Condition::Matches`.
    pub etag: String,
    /// The value of `Content-Type`.
    pub media_type: Option<String>,
    /// The value of `Cache-Control`.
    pub cache_control: Option<String>,
    /// When it was written, as the value of `Last-Modified`.
    pub last_modified: Option<String>,
    /// User metadata, names in lower case and without `x-amz-meta-`.
    pub metadata: BTreeMap<String, String>,
}

/// What is asked to be put under a key.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Its bytes.
    pub body: Bytes,
    /// The SHA-256 of `body`; the store refuses a body that arrives with another.
    pub digest: Digest,
    /// The value of `Content-Type`.
    pub media_type: String,
    /// The value of `Cache-Control`.
    pub cache_control: Option<String>,
    /// User metadata, names in lower case and without `x-amz-meta-`.
    pub metadata: BTreeMap<String, String>,
    /// What must hold for the store to accept it.
    pub condition: Condition,
}

/// What must hold, at the instant of the write, for the store to accept it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Condition {
    /// Nothing: the write replaces what is there.
    #[default]
    None,
    /// Nothing is stored under the key.
    Absent,
    /// What is stored under the key has this entity tag.
    Matches(String),
}
