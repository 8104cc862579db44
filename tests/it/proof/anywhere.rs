//! The same sources make the same bytes on any machine: whatever the number of threads, the folders, the
//! language, the time zone, and the hour at which nothing becomes due.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::site;
use crate::support::command::{run, seawall};
use crate::support::site::tree;

/// Where and how a site is built.
struct Machine {
    folder: &'static str,
    jobs: &'static str,
    at: &'static str,
    environment: &'static [(&'static str, &'static str)],
}

const ONE: Machine = Machine {
    folder: "a",
    jobs: "1",
    at: "2026-11-23T00:00:00Z",
    environment: &[("TZ", "UTC"), ("LANG", "C"), ("LC_ALL", "C"), ("HOME", "/nonexistent"), ("TERM", "dumb")],
};

const OTHER: Machine = Machine {
    folder: "a folder/whose path is longer/and has a name with spaces/è",
    jobs: "7",
    at: "2026-11-23T23:59:59+00:00",
    environment: &[
        ("TZ", "Pacific/Auckland"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LC_TIME", "de_DE.UTF-8"),
        ("HOME", "/tmp"),
        ("USER", "somebody"),
        ("SOURCE_DATE_EPOCH", "1"),
        ("TERM", "xterm-256color"),
        ("RUST_MIN_STACK", "4000000"),
    ],
};

/// What comes of a build: the files, what is told of them, and what would be published.
#[derive(PartialEq)]
struct Made {
    files: BTreeMap<PathBuf, Vec<u8>>,
    told: Value,
    plan: Value,
}

impl Machine {
    fn build(&self, home: &Path) -> Made {
        let folder = home.join(self.folder);
        for (path, bytes) in site::files() {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
        let run = |command: &str, arguments: &[&str]| {
            let common = [command, folder.to_str().unwrap(), "--json", "--jobs", self.jobs, "--at", self.at];
            let mut command = seawall(&[&common, arguments].concat());
            let ended = run(command.envs(self.environment.iter().copied()).current_dir(home));
            assert_eq!(ended.code, 0, "{ended:?}");
            ended.json()
        };
        let mut told = run("build", &[]);
        let seconds = told.as_object_mut().unwrap().remove("seconds");
        assert!(seconds.is_some());
        let plan = run("publish", &["--dry-run"]);
        Made { files: tree(&folder.join("public")), told, plan }
    }
}

#[test]
fn two_machines_make_the_same() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, other) = (ONE.build(one.path()), OTHER.build(other.path()));
    assert!(one.files.len() > 300, "{}", one.files.len());
    let paths = one.files.keys().chain(other.files.keys());
    let differing: Vec<_> = paths.filter(|path| one.files.get(*path) != other.files.get(*path)).collect();
    assert!(differing.is_empty(), "{differing:?}");
    assert_eq!(one.told, other.told);
    assert!(one.plan["changes"].as_array().unwrap().len() >= one.files.len());
    assert!(one.plan == other.plan, "{}\n{}", one.plan, other.plan);
}
