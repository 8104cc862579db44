//! What `--verify` adds to a command: is what was built what a clean build makes?

use serde_json::Value;

use super::console::Console;
use super::failure::{Failure, Kind};
use super::progress::Bars;
use crate::base::difference::Difference;
use crate::base::sink::Folder;
use crate::incremental::Store;
use crate::pipeline::{self, Built, Order};
use crate::report::{json, text};

/// Builds clean beside what was built, and compares. `clean` is a store that remembers no step.
pub(super) fn compare(
    order: &Order,
    built: &Built,
    (clean, folder): (&Store, &Folder),
    console: &Console,
) -> Result<Vec<Difference>, Failure> {
    Ok(pipeline::verify(order, built, (clean, folder), &Bars::new(console))?)
}

/// Tells of differences, which are a bug of ours. Returns what the build counted with what was found here, for
/// `--json`.
pub(super) fn tell(
    differences: &[Difference],
    built: &Built,
    console: &Console,
    counts: Value,
) -> Result<Value, Failure> {
    let counts = json::with_differences(counts, differences);
    if differences.is_empty() {
        console.note(&text::verified(built.output.len()));
        return Ok(counts);
    }
    console.lines(&text::differences(differences));
    Err(failure(differences).counting(counts).because(built.findings.clone()))
}

fn failure(differences: &[Difference]) -> Failure {
    let n = text::count(differences.len(), "difference");
    let message = format!("this is not what a clean build makes: {n}");
    Failure::new(Kind::Bug, message)
        .hint("remove the output folder and `.cache/seawall`, and build again: a clean build is right")
        .hint(
            "a file of the site or of the output that was edited while this ran is no bug; otherwise please report it",
        )
}
