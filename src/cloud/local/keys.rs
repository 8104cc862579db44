//! Where a key lives on disk: any key becomes a path that stays inside its folder.
//!
//! Comes in: a key of up to 1024 bytes, any characters. Goes out: a relative path, and back. A key
//! of a usual site is its own path. The rest is escaped so that no two keys share a path on any
//! file system, also where `A` and `a` or two forms of `è` are one name:
//!
//! - all but `a-z 0-9 - _ .` is written as `%XX`;
//! - a folder holds no dot and a file always does (`a` is `a.%`), so `a` and `a/b` can both be;
//! - a first dot is escaped, so nothing is hidden or climbs;
//! - a segment too long for a name goes on in a folder inside (`first part%-/rest`).

use std::path::{Path, PathBuf};

/// Most file systems end at 255 bytes; the marks and endings need a few.
const LONGEST_NAME: usize = 240;
const NO_DOT: &str = ".%";
const EMPTY: &str = "%";
const GOES_ON: &str = "%-";

/// Returns the relative path of `key`.
pub(super) fn path(key: &str) -> PathBuf {
    let mut path = PathBuf::new();
    let mut segments = key.split('/').peekable();
    while let Some(segment) = segments.next() {
        let is_file = segments.peek().is_none();
        let name = escape(segment, is_file);
        let mut rest = name.as_str();
        while rest.len() > LONGEST_NAME {
            let (part, more) = rest.split_at(cut(rest));
            path.push(format!("{}{GOES_ON}", part.replace('.', "%2E")));
            rest = more;
        }
        match (is_file, rest) {
            (true, name) if !name.contains('.') => path.push(format!("{name}{NO_DOT}")),
            (false, "") => path.push(EMPTY),
            (_, name) => path.push(name),
        }
    }
    path
}

/// Returns the key that lives at the relative `path`, or `None` where no key does.
pub(super) fn key(path: &Path) -> Option<String> {
    let names: Option<Vec<&str>> = path.iter().map(|name| name.to_str()).collect();
    let mut key = String::new();
    let mut names = names?.into_iter().peekable();
    while let Some(name) = names.next() {
        let is_file = names.peek().is_none();
        let part = match name {
            EMPTY => "",
            _ => name.strip_suffix(NO_DOT).or_else(|| name.strip_suffix(GOES_ON)).unwrap_or(name),
        };
        key.push_str(part);
        if !is_file && !name.ends_with(GOES_ON) {
            key.push('/');
        }
    }
    crate::base::path::decode(&key)
}

fn escape(segment: &str, is_file: bool) -> String {
    let mut name = String::with_capacity(segment.len());
    for (place, byte) in segment.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => name.push(byte.into()),
            b'.' if is_file && place > 0 => name.push('.'),
            _ => name.push_str(&format!("%{byte:02X}")),
        }
    }
    name
}

/// Returns where to cut a long name: not inside an escape, and leaving room for escaped dots.
fn cut(name: &str) -> usize {
    const ROOM: usize = LONGEST_NAME / 3;
    let last_escape = name[..ROOM].rfind('%').filter(|place| place + 3 > ROOM);
    last_escape.unwrap_or(ROOM)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Component;

    use super::*;

    #[test]
    fn usual_keys_are_their_own_path() {
        for text in ["index.html", "news/a/index.html", "assets/site-3f2a.css", "robots.txt"] {
            assert_eq!(path(text), Path::new(text));
        }
    }

    #[test]
    fn odd_keys_are_escaped() {
        for (text, expected) in [
            ("a", "a.%"),
            ("a/b", "a/b.%"),
            (".seawall/head.json", "%2Eseawall/head.json"),
            ("../../etc/passwd", "%2E%2E/%2E%2E/etc/passwd.%"),
            ("v1.2/a.b", "v1%2E2/a.b"),
            ("a//b.c", "a/%/b.c"),
            ("a/", "a/.%"),
            ("città/README", "citt%C3%A0/%52%45%41%44%4D%45.%"),
        ] {
            assert_eq!(path(text), Path::new(expected), "{text}");
        }
    }

    /// All keys of up to five pieces from a small alphabet of troublemakers, and long ones.
    #[test]
    fn every_key_has_its_own_safe_path_and_comes_back() {
        let pieces = ["a", "A", ".", "/", "%", "è", "-", " "];
        let mut keys = vec![String::new()];
        let mut longest = keys.clone();
        for _ in 0..5 {
            longest = longest.iter().flat_map(|key| pieces.map(|piece| format!("{key}{piece}"))).collect();
            keys.extend(longest.iter().cloned());
        }
        keys.extend(["a", "A", "è", ".", "a."].map(|piece| piece.repeat(1024 / piece.len())));
        keys.extend((230..260).map(|n| format!("{}.html/{}", "x".repeat(n), "È".repeat(n))));
        let mut paths = BTreeSet::new();
        for text in &keys {
            let path = path(text);
            assert!(path.components().all(|part| matches!(part, Component::Normal(_))), "{text} {path:?}");
            assert!(path.iter().all(|name| name.len() <= 255), "{text} {path:?}");
            assert_eq!(key(&path).as_ref(), Some(text), "{path:?}");
            assert!(paths.insert(path.to_string_lossy().to_lowercase()), "{text} {path:?}");
        }
        assert_eq!(paths.len(), keys.len());
    }

    #[test]
    fn a_file_is_never_a_folder_of_another_key() {
        let is_file = |text: &str| path(text).file_name().unwrap().to_str().unwrap().contains('.');
        for text in ["a", "a.b", ".", "", "a/", "%"] {
            assert!(is_file(text), "{text}");
            let below = path(&format!("{text}/x"));
            assert!(!below.iter().next().unwrap().to_str().unwrap().contains('.'), "{text}");
        }
    }
}
