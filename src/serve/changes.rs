//! What is different between what was served and what is served now.

use super::address::is_page;
use crate::base::output::Output;
use crate::base::path::UrlPath;

/// The addresses at which a visitor gets something else than before.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Pages that are new or changed, in the order of their paths.
    pub pages: Vec<UrlPath>,
    /// Pages that are gone.
    pub gone: Vec<UrlPath>,
    /// How many files that are no pages are new, changed or gone.
    pub n_files: usize,
}

impl Changes {
    /// Returns what is different in `now`.
    pub(super) fn between(before: &Output, now: &Output) -> Self {
        let mut changes = Self::default();
        for entry in now.entries() {
            let is_same = before.get(&entry.path).is_some_and(|last| last.digest == entry.digest);
            match (is_same, is_page(entry)) {
                (true, _) => {}
                (false, true) => changes.pages.push(entry.path.clone()),
                (false, false) => changes.n_files += 1,
            }
        }
        for entry in before.entries().filter(|entry| now.get(&entry.path).is_none()) {
            if is_page(entry) {
                changes.gone.push(entry.path.clone());
            } else {
                changes.n_files += 1;
            }
        }
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::super::address::tests::output;
    use super::*;

    #[test]
    fn pages_are_named_and_files_counted() {
        let before = output(&[("/a/", "1"), ("/b/", "1"), ("/c/", "1"), ("/d.css", "1"), ("/e.xml", "1")]);
        let now = output(&[("/a/", "1"), ("/b/", "2"), ("/d.css", "2"), ("/f/", "1"), ("/g.png", "1")]);
        let changes = Changes::between(&before, &now);
        let names = |paths: &[UrlPath]| paths.iter().map(UrlPath::to_string).collect::<Vec<_>>();
        assert_eq!(names(&changes.pages), ["/b/", "/f/"]);
        assert_eq!(names(&changes.gone), ["/c/"]);
        assert_eq!(changes.n_files, 3);
        assert_eq!(Changes::between(&now, &now), Changes::default());
    }
}
