//! The door to the history of a site: when Git last saw each file change.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::clock::Moment;
use super::files::Files;
use super::finding::Finding;
use super::path::SourcePath;

/// Stands before the date of a commit in what Git prints.
const COMMIT: char = '\u{1}';

/// Returns for each content file the date of the last commit that changed it; besides, a warning where
/// the clone is too shallow to know.
pub fn last_changes(files: &Files) -> Result<(BTreeMap<SourcePath, Moment>, Option<Finding>), Finding> {
    let folder = files.folder("content");
    let top = git(&folder, &["rev-parse", "--show-prefix", "--is-shallow-repository"])?;
    let mut lines = top.lines();
    let (prefix, is_shallow) = (lines.next().unwrap_or(""), lines.next() == Some("true"));
    let format = format!("--format={COMMIT}%cI");
    let log = git(&folder, &["log", "--no-show-signature", &format, "--name-only", "--no-renames", "-z", "--", "."])?;
    let mut dates = BTreeMap::new();
    let mut date: Option<Moment> = None;
    // With `-z` names end in NUL, and the date of a commit stands in front of its first name.
    for piece in log.split(['\0', '\n']).filter(|piece| !piece.is_empty()) {
        if let Some(text) = piece.strip_prefix(COMMIT) {
            date = text.parse().ok();
        } else if let (Some(inside), Some(date)) = (piece.strip_prefix(prefix), &date)
            && let Some(path) = SourcePath::new(&format!("content/{inside}"))
        {
            dates.entry(path).or_insert_with(|| date.clone());
        }
    }
    let warning = is_shallow.then(|| {
        let finding =
            Finding::warning("git-shallow", "the clone holds only the last commits, so dates may be too young");
        finding.hint("clone the whole history, as with `fetch-depth: 0`")
    });
    Ok((dates, warning))
}

/// What a repository's own configuration must not decide: which programs run (`log.showSignature` starts
/// the one that `gpg.program` names, a lazy fetch that of a remote), and what is printed.
const SETTINGS: &[&str] = &[
    "log.showSignature=false",
    "log.showRoot=true",
    "log.follow=false",
    "diff.relative=false",
    "core.quotePath=false",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "gpg.program=false",
    "i18n.logOutputEncoding=UTF-8",
    "protocol.allow=never",
];

/// Names of variables that would lead Git to another repository than that of the folder.
const ELSEWHERE: &[&str] = &["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"];

fn git(folder: &Path, arguments: &[&str]) -> Result<String, Finding> {
    let refused = |why: String| {
        let finding = Finding::error("git-unavailable", format!("`git_dates` needs Git: {why}"));
        finding.hint("install Git and build inside of a clone with commits, or remove `git_dates` from `seawall.toml`")
    };
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() };
    let mut command = Command::new("git");
    command.arg("--no-pager").arg("-C").arg(folder);
    command.args(SETTINGS.iter().flat_map(|setting| ["-c", setting])).args(arguments).stdin(Stdio::null());
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0");
    ELSEWHERE.iter().for_each(|name| {
        command.env_remove(name);
    });
    let output = command.output().map_err(|error| refused(error.to_string()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(refused(said.lines().next().unwrap_or("it failed").trim().to_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
