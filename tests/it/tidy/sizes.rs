//! How long a file may be, and what it may not be called.

use super::source::File;

/// Files that are longer than their limit for a reason: path, reason.
const EXCEPTIONS: &[(&str, &str)] = &[];

/// Names that say nothing about what a file makes.
const EMPTY_NAMES: &[&str] = &["common", "helpers", "manager", "types", "utils"];

/// A template is a picture of the page, and a picture fits on a screen.
const TEMPLATE_LINES: usize = 60;

/// The page's frame, which every other template extends.
const BASE_TEMPLATE_LINES: usize = 120;

/// Finds source files that are longer than their kind may be, not counting tests.
pub(super) fn lengths(files: &[File]) -> Vec<String> {
    let mut violations = Vec::new();
    for (file, path) in files.iter().filter_map(|file| Some((file, file.below_src()?))) {
        let lines = file.without_tests().lines().count();
        let limit = limit(path);
        let is_excepted = EXCEPTIONS.iter().any(|(excepted, _)| *excepted == file.path);
        if lines > limit && !is_excepted {
            violations.push(format!("{}: {lines} lines, at most {limit}", file.path));
        } else if lines <= limit && is_excepted {
            violations.push(format!("{}: short enough now, no longer an exception", file.path));
        }
    }
    violations
}

fn limit(path: &str) -> usize {
    match path {
        "main.rs" => 20,
        "lib.rs" => 60,
        _ if path.ends_with("/mod.rs") => 80,
        _ => 400,
    }
}

/// Finds source files and folders whose name says nothing.
pub(super) fn names(files: &[File]) -> Vec<String> {
    let mut violations = Vec::new();
    for (file, path) in files.iter().filter_map(|file| Some((file, file.below_src()?))) {
        let mut parts = path.trim_end_matches(".rs").split('/');
        if let Some(name) = parts.find(|part| EMPTY_NAMES.contains(part)) {
            violations.push(format!("{}: `{name}` does not say what it makes", file.path));
        }
    }
    violations
}

/// Finds templates of the themes and the example site that do not fit on a screen.
pub(super) fn templates(files: &[File]) -> Vec<String> {
    let is_template =
        |path: &str| (path.starts_with("themes/") || path.starts_with("example-site/")) && path.contains("/templates/");
    let mut violations = Vec::new();
    for file in files.iter().filter(|file| is_template(&file.path)) {
        let lines = file.text.lines().count();
        let limit = if file.path.ends_with("/base.html") { BASE_TEMPLATE_LINES } else { TEMPLATE_LINES };
        if lines > limit {
            violations.push(format!("{}: {lines} lines, at most {limit} in a template", file.path));
        }
    }
    violations
}
