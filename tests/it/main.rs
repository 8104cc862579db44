//! All integration tests in one binary, which links once.

mod incremental;
mod support;
mod tidy;
