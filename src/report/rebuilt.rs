//! What a build of the dev server changed, in one line.

use std::time::Duration;

use super::fold::{Detail, some};
use super::text::{count, grouped};
use crate::base::finding::{Findings, Severity};
use crate::base::path::{SourcePath, UrlPath};

/// What there is to tell.
#[derive(Debug)]
pub struct Rebuilt<'a> {
    /// The sources that changed.
    pub sources: &'a [SourcePath],
    /// Pages that are new or changed.
    pub pages: &'a [UrlPath],
    /// Pages that are gone.
    pub gone: &'a [UrlPath],
    /// How many files that are no pages are new, changed or gone.
    pub n_files: usize,
    /// What the author got wrong.
    pub findings: &'a Findings,
    /// From the change to the new pages.
    pub took: Duration,
}

/// Returns `built in 84 ms (content/a.md): changed /a/, /news/`.
pub fn text(rebuilt: &Rebuilt<'_>, detail: Detail) -> String {
    let Rebuilt { sources, pages, gone, n_files, findings, took } = rebuilt;
    let named = |paths: &[UrlPath]| some(&paths.iter().map(UrlPath::as_str).collect::<Vec<_>>(), detail);
    let mut parts = Vec::new();
    if !pages.is_empty() {
        parts.push(format!("changed {}", named(pages)));
    }
    if !gone.is_empty() {
        parts.push(format!("removed {}", named(gone)));
    }
    if pages.is_empty() && gone.is_empty() {
        parts.push("no page changed".to_owned());
    }
    if *n_files > 0 {
        parts.push(count(*n_files, "other file"));
    }
    for (severity, noun) in [(Severity::Error, "error"), (Severity::Warning, "warning")] {
        let n = findings.count(severity);
        if n > 0 {
            parts.push(count(n, noun));
        }
    }
    if findings.has_errors() {
        parts.push("what is broken stays as it was".to_owned());
    }
    let sources = some(&sources.iter().map(SourcePath::as_str).collect::<Vec<_>>(), detail);
    format!("built in {} ms ({sources}): {}", grouped(took.as_millis() as u64), parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::finding::Finding;

    #[track_caller]
    fn check((pages, gone, n_files): (&[&str], &[&str], usize), findings: &[Finding], expected: &str) {
        let paths = |names: &[&str]| names.iter().map(|name| UrlPath::new(name).unwrap()).collect::<Vec<_>>();
        let (pages, gone, findings) = (paths(pages), paths(gone), findings.iter().cloned().collect());
        let sources = [SourcePath::new("content/a.md").unwrap()];
        let took = Duration::from_millis(1_084);
        let rebuilt = Rebuilt { sources: &sources, pages: &pages, gone: &gone, n_files, findings: &findings, took };
        assert_eq!(text(&rebuilt, Detail::Few), format!("built in 1,084 ms (content/a.md): {expected}"));
    }

    #[test]
    fn a_few_pages_are_named() {
        check((&[], &[], 0), &[], "no page changed");
        check((&["/a/", "/"], &["/b/"], 0), &[], "changed /a/, /, removed /b/");
        check((&["/1", "/2", "/3", "/4", "/5", "/6"], &[], 1), &[], "changed /1, /2, /3, /4 and 2 more, 1 other file");
        check((&[], &[], 2), &[Finding::warning("w", "")], "no page changed, 2 other files, 1 warning");
        check((&["/a/"], &[], 0), &[Finding::error("e", "")], "changed /a/, 1 error, what is broken stays as it was");
    }
}
