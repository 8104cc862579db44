//! What an invalidation names, in CloudFront's syntax. Pure.
//!
//! An exact path names one entry, in either form (`/a/` and `/a/index.html`); `*` is special only
//! at the end; `#tag` names all entries whose metadata `cache-tag` holds the tag, in any case.

use crate::base::path::{ObjectKey, decode};
use crate::cloud::stored::Stored;

/// What to forget.
#[derive(Debug)]
pub(super) enum Pattern {
    Exact(String),
    Below(String),
    Tag(String),
}

impl Pattern {
    /// Reads one item of an invalidation; a path may be percent-encoded and lack its first slash.
    pub(super) fn new(item: &str) -> Self {
        if let Some(tag) = item.strip_prefix('#') {
            return Self::Tag(tag.to_ascii_lowercase());
        }
        let path = decode(item).unwrap_or_else(|| item.to_owned());
        let path = format!("/{}", path.strip_prefix('/').unwrap_or(&path));
        match path.strip_suffix('*') {
            Some(start) => Self::Below(start.to_owned()),
            None => Self::Exact(path),
        }
    }

    /// Returns whether this names the entry of `key`.
    pub(super) fn names(&self, key: &ObjectKey, stored: Option<&Stored>) -> bool {
        let (file, folder) = (format!("/{key}"), key.url());
        let forms = [file.as_str(), folder.as_str()];
        match self {
            Self::Exact(path) => forms.contains(&path.as_str()),
            Self::Below(start) => forms.iter().any(|form| form.starts_with(start)),
            Self::Tag(tag) => stored.and_then(|stored| stored.metadata.get("cache-tag")).is_some_and(|tags| {
                tags.split(',').any(|other| other.trim().eq_ignore_ascii_case(tag)) //
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(item: &str, key: &str, expected: bool) {
        assert_eq!(Pattern::new(item).names(&ObjectKey::new(key), None), expected, "{item} {key}");
    }

    #[test]
    fn paths_name_keys() {
        check("/a/", "a/index.html", true);
        check("/a/index.html", "a/index.html", true);
        check("a/", "a/index.html", true);
        check("/a", "a/index.html", false);
        check("/", "index.html", true);
        check("/", "a/index.html", false);
        check("/citt%C3%A0/", "città/index.html", true);
        check("/*", "a/index.html", true);
        check("/a/*", "a/b.css", true);
        check("/a/*", "ab.css", false);
        check("/a*", "ab.css", true);
        check("/*.css", "a.css", false);
        check("/A/", "a/index.html", false);
    }

    #[test]
    fn tags_name_what_holds_them() {
        let stored = Stored {
            body: bytes::Bytes::new(),
            etag: String::new(),
            media_type: None,
            cache_control: None,
            last_modified: None,
            metadata: [("cache-tag".to_owned(), "s:news, t:1".to_owned())].into(),
        };
        let names = |item| Pattern::new(item).names(&ObjectKey::new("a"), Some(&stored));
        assert!(names("#S:news") && names("#t:1") && !names("#t") && !names("#"));
    }
}
