//! Results → text · JSON · CI annotations.
//!
//! Comes in: what a build, a plan or a publish returned. Goes out: text and JSON values. Deliberately
//! not here: a terminal; `cli` prints.

pub mod annotation;
pub mod explain;
mod fold;
pub mod json;
pub mod rebuilt;
pub mod text;
pub mod timings;
pub mod why;

pub use fold::Detail;
