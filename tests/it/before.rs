//! `[build] before`, through the program itself.

use std::fs;

use crate::support::command::{Ended, Running, run, seawall};
use crate::support::site::TestSite;

const PAGE: &str = "
-- content/a.md --
+++
title = 'A'
+++
<script src=\"/js/app.js\"></script>
";

fn site(before: &str) -> TestSite {
    TestSite::new(&format!("-- seawall.toml --\ntitle = 'T'\n[build]\nbefore = {before}\n{PAGE}"))
}

fn seawall_in(site: &TestSite, arguments: &[&str]) -> Ended {
    let mut all = vec![arguments[0], site.path().to_str().unwrap()];
    all.extend(&arguments[1..]);
    run(&mut seawall(&all))
}

const WRITES: &str = "['mkdir -p static/js', 'echo said; printf x >> static/js/app.js']";

#[test]
fn what_it_writes_is_built() {
    let site = site(WRITES);
    let ended = seawall_in(&site, &["build", "--json"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    // Data alone is on standard output.
    assert_eq!(ended.json()["errors"], 0);
    assert!(ended.stderr.contains("said\n"), "{ended:?}");
    assert_eq!(fs::read_to_string(site.path().join("public/js/app.js")).unwrap(), "x");
    let ended = seawall_in(&site, &["publish", "--dry-run"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.stderr.contains("running `mkdir -p static/js` (`[build] before` in `seawall.toml`)"), "{ended:?}");
    assert_eq!(fs::read_to_string(site.path().join("static/js/app.js")).unwrap(), "xx");
}

#[test]
fn it_is_left_out_where_it_is_not_wanted() {
    let site = site("'touch ran'");
    let ended = seawall_in(&site, &["build", "--no-before"]);
    assert!(!site.path().join("ran").exists(), "{ended:?}");
    let site = site.edit("content/a.md", "<script src=\"/js/app.js\"></script>", "");
    assert_eq!(seawall_in(&site, &["build"]).code, 0);
    assert!(site.path().join("ran").exists());
}

#[test]
fn a_command_that_fails_ends_the_build() {
    let site = site("['echo first >&2', 'exit 7', 'touch third']");
    let ended = seawall_in(&site, &["build"]);
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(ended.stderr.contains("first\n"), "{ended:?}");
    assert!(ended.stderr.contains("error: `exit 7` failed with exit code 7.\n"), "{ended:?}");
    assert!(!site.path().join("third").exists() && !site.path().join("public").exists());
    assert_eq!(seawall_in(&site, &["publish"]).code, 1);
}

#[test]
fn the_dev_server_runs_it_once() {
    let site = site("'mkdir -p static/js; echo x >> static/js/app.js'");
    let running = Running::start(&mut seawall(&["serve", site.path().to_str().unwrap(), "--port", "0"]));
    assert!(running.address.starts_with("http://127.0.0.1:"));
    assert_eq!(fs::read_to_string(site.path().join("static/js/app.js")).unwrap(), "x\n");
}

#[test]
fn a_command_is_text() {
    let ended = seawall_in(&site("3"), &["build"]);
    assert_eq!(ended.code, 2, "{ended:?}");
    assert!(ended.stderr.contains("expected a command or a list of commands"), "{ended:?}");
}
