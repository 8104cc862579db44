//! Real servers for the tests, each started once per test binary on free ports of the loopback.
//!
//! A server ends with the process that asked for it, however that process ends. The programs are
//! those of `tests/requirements.txt`; without them a test fails, it is never skipped.

pub(crate) mod http;
pub(crate) mod ministack;
pub(crate) mod seaweedfs;
mod supervisor;

pub(crate) use ministack::ministack;
pub(crate) use seaweedfs::seaweedfs;
pub(crate) use supervisor::tool;
