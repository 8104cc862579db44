//! Stand-ins on loopback: an S3 over a folder, and an edge cache in front of a bucket.
//!
//! `Server` takes a folder and speaks S3; `Edge` takes any `Bucket` and speaks HTTP to visitors,
//! with the rules of CloudFront. Both are reached over the wire like the real ones, so that nothing
//! above `cloud` knows which it talks to. Deliberately not here: TLS, compression, log files.

pub mod edge;
mod faults;
mod keys;
mod listener;
mod listing;
mod server;
mod service;
mod store;

pub use edge::Edge;
pub use faults::Faults;
pub use listener::{Listener, listen};
pub use server::Server;

#[cfg(test)]
mod tests;
