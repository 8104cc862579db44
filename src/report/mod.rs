//! Results → text · JSON · CI annotations.
//!
//! Comes in: what a build, a plan or a publish returned. Goes out: text and JSON values. Deliberately
//! not here: a terminal; `cli` prints.

pub mod annotation;
pub mod json;
pub mod text;
