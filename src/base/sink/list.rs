//! The list of the files that builds wrote into a folder: `.seawall-output` in it, a line per file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::time::UNIX_EPOCH;

use rayon::prelude::*;

use super::SinkError;
use crate::base::digest::Digest;
use crate::base::path::{ObjectKey, UrlPath};

/// The list of owned files; a folder that holds it is an output folder.
pub(in crate::base) const LIST: &str = ".seawall-output";
const HEADER: &str = "seawall output 1";

/// What is known of an owned file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Owned {
    pub digest: Digest,
    pub length: u64,
    pub modified: u128,
}

impl Owned {
    /// Returns whether `file` has this digest, as far as its length and time tell.
    pub(super) fn is_at(&self, file: &Path, digest: &Digest) -> bool {
        self.digest == *digest && stat(file) == Some((self.length, self.modified))
    }
}

/// Returns what builds wrote into a folder, if any did.
pub(super) fn owned(root: &Path) -> Option<BTreeMap<ObjectKey, Option<Owned>>> {
    #[expect(clippy::disallowed_methods, reason = "the list of owned files is not a source file")]
    let text = fs::read_to_string(root.join(LIST)).ok()?;
    lines(&text).map(parse)
}

/// Removes the lists that builds were killed over before they were whole. Only for who holds the folder.
pub(super) fn remove_partial(root: &Path) {
    let is_partial = |name: &str| {
        let process = name.strip_prefix(LIST).and_then(|rest| rest.strip_prefix('.'));
        process.is_some_and(|process| process.parse::<u32>().is_ok())
    };
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_str().is_some_and(is_partial)) {
        // What stays is in the way of nobody but a build of an empty folder, which says so.
        let _ = fs::remove_file(entry.path());
    }
}

/// Replaces the list of owned files at once and returns it, open for more.
pub(super) fn replace(root: &Path, text: &str) -> Result<File, SinkError> {
    let path = root.join(LIST);
    // Two builds at once must not share it, and what a link of this name leads to is not ours.
    let partial = root.join(format!("{LIST}.{}", std::process::id()));
    let _ = fs::remove_file(&partial);
    File::create_new(&partial)
        .and_then(|mut list| list.write_all(text.as_bytes()))
        .and_then(|()| fs::rename(&partial, &path))
        .and_then(|()| OpenOptions::new().append(true).open(&path))
        .map_err(|source| SinkError::Refused { action: "write", path, source })
}

/// Opens the list for more, if it is a plain file that may be written.
pub(super) fn open(root: &Path) -> Option<File> {
    let path = root.join(LIST);
    let is_plain = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file());
    OpenOptions::new().append(true).open(&path).ok().filter(|_| is_plain)
}

/// The length of a file in bytes, and when it was changed, in nanoseconds after the Unix epoch.
pub(super) type Stamp = (u64, u128);

/// Returns the stamp of the file at `path`, if there is one and no link.
pub(super) fn stat(path: &Path) -> Option<Stamp> {
    stamp(&fs::symlink_metadata(path).ok()?)
}

/// Returns the stamp of a file.
pub(super) fn stamp(metadata: &Metadata) -> Option<Stamp> {
    let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    metadata.is_file().then_some((metadata.len(), modified.as_nanos()))
}

/// Returns the text of a list.
pub(super) fn format(owned: &BTreeMap<ObjectKey, Option<Owned>>) -> String {
    let mut text = String::with_capacity(owned.len() * 160);
    text.push_str(HEADER);
    text.push('\n');
    for (key, known) in owned {
        // Writing to a text cannot fail.
        let _ = match known {
            Some(Owned { digest, length, modified }) => writeln!(text, "{digest} {length} {modified} {key}"),
            None => writeln!(text, "? {key}"),
        };
    }
    text
}

/// Returns the lines of a list, or `None` for one of another version.
pub(super) fn lines(text: &str) -> Option<&str> {
    text.strip_prefix(HEADER)?.strip_prefix('\n')
}

/// Reads the lines of a list; one that makes no sense is skipped, which only means that its file stays. Half of one may
/// name a file of somebody else.
pub(super) fn parse(lines: &str) -> BTreeMap<ObjectKey, Option<Owned>> {
    let lines = lines.rsplit_once('\n').map_or("", |(lines, _)| lines);
    let is_path = |key: &ObjectKey| key.is_plain() || UrlPath::new(key.as_str()).is_some_and(|url| url.key() == *key);
    // Sorted at once, which costs less than to find a place for each; of two lines for a file the later one counts.
    lines.lines().filter_map(line).filter(|(key, _)| is_path(key)).collect()
}

fn line(text: &str) -> Option<(ObjectKey, Option<Owned>)> {
    if let Some(key) = text.strip_prefix("? ") {
        return Some((ObjectKey::new(key), None));
    }
    let mut words = text.splitn(4, ' ');
    let digest = words.next()?.parse().ok()?;
    let (length, modified) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    Some((ObjectKey::new(words.next()?), Some(Owned { digest, length, modified })))
}

/// Returns whether the file of each line looks as it was written.
pub(super) fn are_as_written(root: &Path, lines: &str) -> bool {
    let is_as_written = |line: &str| {
        let mut words = line.splitn(4, ' ').skip(1);
        let length = words.next()?.parse().ok()?;
        let modified = words.next()?.parse().ok()?;
        Some(stat(&root.join(words.next()?)) == Some((length, modified)))
    };
    lines.par_lines().all(|line| is_as_written(line) == Some(true))
}
