//! What a build tells of itself, and what is told of what it made.

mod cache;
mod steps;
mod timings;
mod why;

use crate::support::command::{Ended, run, seawall};
use crate::support::site::TestSite;

/// Runs a command in the folder of a site, which must go well.
#[track_caller]
fn ran(site: &TestSite, arguments: &[&str]) -> Ended {
    let ended = ended(site, arguments);
    assert_eq!(ended.code, 0, "{ended:?}");
    ended
}

fn ended(site: &TestSite, arguments: &[&str]) -> Ended {
    let arguments = [arguments, &["--at", "2026-11-23"]].concat();
    run(seawall(&arguments).current_dir(site.path()))
}
