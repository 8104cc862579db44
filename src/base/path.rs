//! Three kinds of path that must never be confused: where a file is, what a visitor asks for, and
//! what a bucket calls it.
//!
//! All three use `/`, hold no `.` or `..` segment, and are kept decoded (`/città/`, not
//! `/citt%C3%A0/`); `UrlPath::encoded` is the form for `href` and HTTP.

use std::borrow::Borrow;
use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// A file of the site, relative to the folder of `seawall.toml`: `content/news/a.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

/// What a visitor asks for: `/news/a/` or `/feed.xml`. Begins with `/`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(Arc<str>);

/// The name of an artifact or control file in a bucket: `news/a/index.html`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectKey(Arc<str>);

impl SourcePath {
    /// Returns the path for `text`, or `None` where it is empty, absolute, or climbs with `..`.
    pub fn new(text: &str) -> Option<Self> {
        let text = clean(text)?;
        (!text.is_empty()).then(|| Self(text.into()))
    }

    /// Returns the path of `file` below `root`, or `None` where it is not below or not UTF-8.
    pub fn below(root: &Path, file: &Path) -> Option<Self> {
        let mut text = String::new();
        for part in file.strip_prefix(root).ok()?.components() {
            let Component::Normal(part) = part else { return None };
            if !text.is_empty() {
                text.push('/');
            }
            text.push_str(part.to_str()?);
        }
        Self::new(&text)
    }

    /// Returns this path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the part after `folder/`, or `None` where this path is not inside `folder`.
    pub fn inside(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// Returns the folder that holds this file, `""` at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Returns the last segment.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// Returns the extension in lower case, `""` where there is none.
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase())
    }

    /// Returns where this file is on disk, below `root`.
    pub fn on_disk(&self, root: &Path) -> PathBuf {
        root.join(self.as_str())
    }
}

impl UrlPath {
    /// Returns the path for `text` (decoded, with or without the first `/`), or `None` where it
    /// climbs with `..` or holds a control character or a backslash.
    pub fn new(text: &str) -> Option<Self> {
        if is_clean(text) {
            return Some(Self(text.into()));
        }
        let is_folder = text.is_empty() || text.ends_with('/');
        let mut path = format!("/{}", clean(text.trim_start_matches('/'))?);
        if is_folder && path.len() > 1 {
            path.push('/');
        }
        Some(Self(path.into()))
    }

    /// Returns this path as decoded text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the path under which visitors find this: `/a/` for `/a/index.html`, which would be a
    /// second name of the same key.
    #[must_use]
    pub fn canonical(&self) -> Self {
        self.key().url()
    }

    /// Returns whether the edge takes this path for a folder and sends whoever asks for it to the form
    /// with a slash: its last segment has no dot. A function in front of a bucket cannot look whether
    /// there is such a key. What is below `/.well-known/` (RFC 8615) is always a file.
    pub fn means_folder(&self) -> bool {
        let name = self.0.rsplit('/').next().unwrap_or("");
        !name.is_empty() && !name.contains('.') && !self.0.starts_with("/.well-known/")
    }

    /// Returns whether Seawall keeps this path for itself: control files in the bucket, and the list
    /// in the output folder.
    pub fn is_reserved(&self) -> bool {
        self.0.to_ascii_lowercase().starts_with("/.seawall")
    }

    /// Returns the key under which a bucket holds this artifact: a folder means its `index.html`.
    pub fn key(&self) -> ObjectKey {
        let key = &self.0[1..];
        if key.is_empty() || key.ends_with('/') {
            ObjectKey(format!("{key}index.html").into())
        } else {
            ObjectKey(key.into())
        }
    }

    /// Returns the percent-encoded form for `href` and for requests (RFC 3986 section 2.1).
    pub fn encoded(&self) -> String {
        encode(&self.0)
    }
}

impl ObjectKey {
    /// Returns the key for `text`. A key never begins with `/`.
    pub fn new(text: &str) -> Self {
        Self(text.trim_start_matches('/').into())
    }

    /// Returns this key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether it surely is the key of some path; said of most.
    pub(super) fn is_plain(&self) -> bool {
        is_clean_key(&self.0)
    }

    /// Returns the URL path under which the edge serves this key.
    pub fn url(&self) -> UrlPath {
        match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => UrlPath(format!("/{folder}").into()),
            _ => UrlPath(format!("/{}", self.0).into()),
        }
    }
}

/// Returns whether `text` is a path as it stands; said of most, and less work than to write them anew. Letters beyond
/// ASCII are looked at more closely by `clean`.
fn is_clean(text: &str) -> bool {
    text.starts_with('/') && are_plain(text.as_bytes())
}

/// Returns the same of a path that does not begin with `/` and is no folder.
fn is_clean_key(text: &str) -> bool {
    let first = text.bytes().next();
    first.is_some_and(|byte| byte.is_ascii_alphanumeric()) && !text.ends_with('/') && are_plain(text.as_bytes())
}

fn are_plain(bytes: &[u8]) -> bool {
    let is_plain = |byte: &u8| matches!(byte, b'!'..=b'[' | b']'..=b'~');
    let is_dot_behind_slash = |pair: &[u8]| pair[0] == b'/' && matches!(pair[1], b'/' | b'.');
    bytes.iter().all(is_plain) && !bytes.windows(2).any(is_dot_behind_slash)
}

/// Returns `text` without empty and `.` segments, or `None` where a segment is `..` or not plain.
fn clean(text: &str) -> Option<String> {
    if text.starts_with('/') || text.contains('\\') || text.chars().any(char::is_control) {
        return None;
    }
    let mut cleaned = String::with_capacity(text.len());
    for part in text.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            return None;
        }
        if !cleaned.is_empty() {
            cleaned.push('/');
        }
        cleaned.push_str(part);
    }
    Some(cleaned)
}

/// Percent-encodes all that RFC 3986 does not allow in a path segment, and `'`, which would end
/// an attribute value in single quotes.
pub fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => encoded.push(byte.into()),
            b'!' | b'$' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b':' | b'@' => encoded.push(byte.into()),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Decodes `%XX`; returns `None` where the result is not UTF-8 or an escape is cut short.
pub fn decode(text: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let high = char::from(bytes.next()?).to_digit(16)?;
            let low = char::from(bytes.next()?).to_digit(16)?;
            decoded.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

impl Borrow<str> for UrlPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

macro_rules! as_text {
    ($($kind:ident)+) => {$(
        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }
        impl serde::Serialize for $kind {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    )+};
}
as_text!(SourcePath UrlPath ObjectKey);

/// Reads a path that was written by `Serialize`; a text that is no such path is refused.
macro_rules! from_text {
    ($($kind:ident $is_surely:expr, $read:expr);+) => {$(
        impl<'de> serde::Deserialize<'de> for $kind {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let checked = |text: &str| {
                    let (is_surely, read): (fn(&str) -> bool, fn(&str) -> Option<Self>) = ($is_surely, $read);
                    let path = if is_surely(text) { Some(Self(text.into())) } else { read(text) };
                    let path = path.filter(|path| *path.0 == *text);
                    path.ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not a path")))
                };
                match deserializer.is_human_readable() {
                    true => checked(&String::deserialize(deserializer)?),
                    false => checked(<&str>::deserialize(deserializer)?),
                }
            }
        }
    )+};
}
from_text!(SourcePath is_clean_key, Self::new; UrlPath is_clean, Self::new; ObjectKey is_clean_key, |text| Some(Self::new(text)));

/// Returns whether an address has a scheme or a host of its own (RFC 3986 section 4.1).
pub fn leads_elsewhere(address: &str) -> bool {
    address.starts_with("//") || address.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_path_is_cleaned_and_keyed() {
        #[track_caller]
        fn check(text: &str, path: &str, key: &str) {
            let url = UrlPath::new(text).unwrap();
            assert_eq!((url.as_str(), url.key().as_str()), (path, key));
            assert_eq!(url.key().url(), url);
        }
        check("", "/", "index.html");
        check("/", "/", "index.html");
        check("news//a/", "/news/a/", "news/a/index.html");
        check("/feed.xml", "/feed.xml", "feed.xml");
        check("/città/", "/città/", "città/index.html");
    }

    #[test]
    fn a_path_has_one_name_and_some_are_taken() {
        let path = |text: &str| UrlPath::new(text).unwrap();
        assert_eq!(path("/a/index.html").canonical(), path("/a/"));
        assert_eq!(path("/index.html").canonical(), path("/"));
        assert_eq!(path("/a/my-index.html").canonical(), path("/a/my-index.html"));
        assert!(path("/.seawall/head.json").is_reserved() && path("/.Seawall-output").is_reserved());
        assert!(!path("/seawall/").is_reserved() && !path("/a/.seawall/").is_reserved());
    }

    #[test]
    fn a_path_that_climbs_is_refused() {
        assert_eq!(SourcePath::new("../a"), None);
        assert_eq!(SourcePath::new("/etc/passwd"), None);
        assert_eq!(UrlPath::new("/a/../../b"), None);
        assert_eq!(UrlPath::new("/a\\b"), None);
        assert_eq!(UrlPath::new("/a\nb"), None);
    }

    #[test]
    fn encoding_goes_there_and_back() {
        assert_eq!(encode("/città e 100%/"), "/citt%C3%A0%20e%20100%25/");
        assert_eq!(decode("/citt%C3%A0%20e%20100%25/").as_deref(), Some("/città e 100%/"));
        assert_eq!(decode("%E0%A"), None);
        assert_eq!(decode("%ff"), None);
    }
}
