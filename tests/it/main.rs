//! All integration tests in one binary, which links once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests play the user, who has files and an environment")]

mod assets;
mod audit;
mod before;
mod cli;
mod content;
mod errors;
mod example;
mod explain;
mod hostile;
mod images;
mod incremental;
mod languages;
mod lists;
mod markdown;
mod moves;
mod outputs;
mod proof;
mod publish;
mod search;
mod serve;
mod structure;
mod support;
mod templates;
mod texts;
mod theme;
mod tidy;
mod translations;
mod unchanged;
mod verify;
