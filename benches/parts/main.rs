//! How long parts of a build and of a publish take, each by itself: `cargo bench -- markdown`.
//!
//! Inputs are made here, the same in every run. Parts that are not public are measured through the next thing that is,
//! over so many pages that what is done once for all of them hardly counts. See benches/README.md.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on says so by panicking")]

mod front_matter;
mod markdown;
mod plan;
mod site;
mod template;
mod text;

fn main() {
    divan::main();
}
