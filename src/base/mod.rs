//! The words that all layers share: paths, digests, artifacts, findings, files, the clock.
//!
//! Comes in: bytes and names. Goes out: values with one meaning each. Deliberately not here:
//! anything that knows what a page, a template or a bucket is.

pub mod artifact;
pub mod clock;
pub mod difference;
pub mod digest;
pub mod files;
pub mod finding;
pub mod history;
pub mod integrity;
pub mod locale;
pub mod media;
pub mod output;
pub mod path;
pub mod progress;
pub mod seen;
pub mod sink;
pub mod timings;
