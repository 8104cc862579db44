//! One page of a list of keys, as ListObjectsV2 gives it. Pure.

use std::collections::BTreeSet;

/// What is asked.
#[derive(Debug, Default)]
pub(super) struct Ask<'a> {
    pub(super) prefix: &'a str,
    /// Where given, keys with the same text up to it are one common prefix.
    pub(super) delimiter: Option<&'a str>,
    /// Only what sorts after this.
    pub(super) after: &'a str,
    pub(super) limit: usize,
}

/// One page: keys, common prefixes, and where the next page goes on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) keys: Vec<String>,
    pub(super) prefixes: BTreeSet<String>,
    pub(super) next: Option<String>,
}

/// Returns the page of `keys` that `ask` wants.
pub(super) fn page(keys: &BTreeSet<String>, ask: &Ask<'_>) -> Page {
    let mut page = Page::default();
    let mut last = None;
    for key in keys.range(ask.prefix.to_owned()..).take_while(|key| key.starts_with(ask.prefix)) {
        let folder = ask.delimiter.filter(|delimiter| !delimiter.is_empty()).and_then(|delimiter| {
            let end = key[ask.prefix.len()..].find(delimiter)? + ask.prefix.len() + delimiter.len();
            Some(&key[..end])
        });
        let entry = folder.unwrap_or(key);
        if entry <= ask.after || page.prefixes.contains(entry) {
            continue;
        }
        if page.keys.len() + page.prefixes.len() == ask.limit {
            page.next = last;
            break;
        }
        match folder {
            Some(folder) => _ = page.prefixes.insert(folder.to_owned()),
            None => page.keys.push(key.clone()),
        }
        last = Some(entry.to_owned());
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(keys: &str, ask: Ask<'_>, expected_keys: &str, expected_prefixes: &str, next: Option<&str>) {
        let keys = keys.split(' ').map(str::to_owned).collect();
        let page = page(&keys, &ask);
        let prefixes: Vec<&str> = page.prefixes.iter().map(String::as_str).collect();
        assert_eq!((page.keys.join(" "), prefixes.join(" ")), (expected_keys.into(), expected_prefixes.into()));
        assert_eq!(page.next.as_deref(), next);
    }

    #[test]
    fn pages_follow_each_other() {
        check("a b c", Ask { limit: 2, ..Ask::default() }, "a b", "", Some("b"));
        check("a b c", Ask { limit: 2, after: "b", ..Ask::default() }, "c", "", None);
        check("a b", Ask { limit: 2, ..Ask::default() }, "a b", "", None);
    }

    #[test]
    fn prefixes_and_folders() {
        check("a x/a x/b y", Ask { prefix: "x/", limit: 9, ..Ask::default() }, "x/a x/b", "", None);
        let folders = Ask { delimiter: Some("/"), limit: 2, ..Ask::default() };
        check("a x/a x/b y", folders, "a", "x/", Some("x/"));
        let rest = Ask { delimiter: Some("/"), limit: 2, after: "x/", ..Ask::default() };
        check("a x/a x/b y", rest, "y", "", None);
    }
}
