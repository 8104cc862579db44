//! Validates what a build made: RELAX NG and JSON Schema, by the tools of `tests/requirements.txt`.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::command::run;
use super::servers::tool;
use super::site::TestSite;

/// Returns what is wrong with files by one of `tests/schemas`; nothing where all is right.
#[track_caller]
pub(crate) fn mistakes(schema: &str, files: &[PathBuf]) -> String {
    assert!(!files.is_empty(), "there is nothing to validate by `{schema}`");
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas");
    let python = tool("python").unwrap_or_else(|reason| panic!("{reason}"));
    let mut command = Command::new(python);
    command.arg("-I").arg(schemas.join("validate.py")).arg(schemas.join(schema)).args(files);
    let ended = run(&mut command);
    assert!(ended.stderr.is_empty() && ended.code <= 1, "{ended:?}");
    assert_eq!(ended.code == 1, !ended.stdout.trim().is_empty(), "{ended:?}");
    ended.stdout.trim().to_owned()
}

/// Asserts that all feeds, sitemaps and manifests that the last build made are valid; returns how many of each.
#[track_caller]
pub(crate) fn all_valid(site: &TestSite) -> [usize; 5] {
    let kinds = [
        ("rss.rng", "feed /", "application/rss+xml"),
        ("atom.rng", "feed /", "application/xml"),
        ("feed.json", "feed /", "application/json"),
        ("sitemap.rng", "sitemap /", "application/xml"),
        ("manifest.json", "manifest /", "application/manifest+json"),
    ];
    kinds.map(|(schema, step, media_type)| {
        let entries = site.built().output.entries();
        let entries = entries.filter(|entry| entry.step.starts_with(step) && entry.media_type == media_type);
        let files: Vec<PathBuf> =
            entries.map(|entry| site.path().join("public").join(&entry.path.as_str()[1..])).collect();
        if files.is_empty() {
            return 0;
        }
        assert_eq!(mistakes(schema, &files), "", "{schema}");
        files.len()
    })
}
