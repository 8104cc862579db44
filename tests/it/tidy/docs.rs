//! What must be written down: in each file, in the changelog, in the architecture.

use super::source::{self, File};

/// Finds source files that do not begin by saying what they are.
pub(super) fn module_docs(files: &[File]) -> Vec<String> {
    let begins_with_docs = |file: &File| file.text.starts_with("//!") || file.text.starts_with("#![doc");
    let silent = files.iter().filter(|file| file.below_src().is_some() && !begins_with_docs(file));
    silent.map(|file| format!("{}: does not begin with `//!`", file.path)).collect()
}

/// Finds a version that the changelog does not mention.
pub(super) fn changelog(files: &[File]) -> Vec<String> {
    let Some(version) = text(files, "Cargo.toml").lines().find_map(|line| line.strip_prefix("version = ")) else {
        return vec!["Cargo.toml: no version".to_owned()];
    };
    let version = version.trim_matches('"');
    let is_known = text(files, "CHANGELOG.md").lines().any(|line| line.starts_with('#') && line.contains(version));
    if is_known { Vec::new() } else { vec![format!("CHANGELOG.md: no heading for version {version}")] }
}

/// Finds folders of `src/` without a heading in the architecture, or without an invariant under it.
pub(super) fn architecture(files: &[File]) -> Vec<String> {
    let mut folders: Vec<&str> = files.iter().filter_map(|file| Some(file.below_src()?.split_once('/')?.0)).collect();
    folders.dedup();
    folders.into_iter().filter_map(|folder| undescribed(text(files, "ARCHITECTURE.md"), folder)).collect()
}

fn undescribed(architecture: &str, folder: &str) -> Option<String> {
    let is_heading = |line: &str| line.starts_with('#');
    let names = [format!("`{folder}/`"), format!("`src/{folder}/`")];
    let mut lines = architecture.lines();
    if !lines.any(|line| is_heading(line) && names.iter().any(|name| line.contains(name))) {
        return Some(format!("ARCHITECTURE.md: no heading for `{folder}/`"));
    }
    let section: Vec<&str> = lines.take_while(|line| !is_heading(line)).collect();
    let section = section.join("\n");
    let last = section.trim().rsplit("\n\n").next().unwrap_or_default();
    let ends_well = last.lines().any(|line| line.starts_with("**Invariant:**"));
    (!ends_well).then(|| format!("ARCHITECTURE.md: `{folder}/` does not end in an `**Invariant:**` line"))
}

/// Finds dependencies that the architecture's table does not name.
pub(super) fn dependencies(files: &[File]) -> Vec<String> {
    let rows: Vec<&str> = text(files, "ARCHITECTURE.md").lines().filter(|line| line.starts_with('|')).collect();
    let is_named = |name: &str| rows.iter().any(|row| row.contains(&format!("`{name}`")));
    let missing = source::dependencies(files).into_iter().filter(|name| !is_named(name));
    missing.map(|name| format!("ARCHITECTURE.md: `{name}` is not in the table of dependencies")).collect()
}

/// Returns the text of a file, empty when there is none.
fn text<'a>(files: &'a [File], path: &str) -> &'a str {
    files.iter().find(|file| file.path == path).map_or("", |file| &file.text)
}
