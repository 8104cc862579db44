//! What the path of a visitor means: the function that CloudFront runs on each request.
//!
//! Takes the raw path, gives a key, a redirect, or nothing. Pure; it cannot look whether the key
//! exists, as the function at CloudFront cannot.

use crate::base::path::{ObjectKey, UrlPath, decode};

/// The folder of control files. It is hidden at any depth, because the prefix of one target may be
/// a folder of another.
const HIDDEN: &str = ".seawall";

/// What a visitor asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// What is stored under this key.
    Key(ObjectKey),
    /// The page lives at this place, with a slash at the end.
    Redirect(String),
    /// Nothing that could be there.
    Nothing,
}

/// Returns what `path` (percent-encoded) means; a redirect keeps the `query`.
pub(super) fn ask(path: &str, query: Option<&str>) -> Ask {
    let Some(decoded) = decode(path) else { return Ask::Nothing };
    // A path with `//`, `.` or `..` in it is not cleaned but refused: S3 has no such key.
    let Some(url) = UrlPath::new(&decoded).filter(|url| url.as_str() == decoded) else { return Ask::Nothing };
    if decoded.split('/').any(|segment| segment == HIDDEN) {
        return Ask::Nothing;
    }
    if url.means_folder() {
        let query = query.map_or(String::new(), |query| format!("?{query}"));
        return Ask::Redirect(format!("{}/{query}", url.encoded()));
    }
    Ask::Key(url.key())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_mean_their_index() {
        for (path, key) in [
            ("/", "index.html"),
            ("/x/", "x/index.html"),
            ("/x/index.html", "x/index.html"),
            ("/feed.xml", "feed.xml"),
            ("/citt%C3%A0/", "città/index.html"),
            ("/a%20b.pdf", "a b.pdf"),
            ("/a+b.pdf", "a+b.pdf"),
            ("/.Seawall/x.json", ".Seawall/x.json"),
            ("/.well-known/security.txt", ".well-known/security.txt"),
            ("/.well-known/acme-challenge/token", ".well-known/acme-challenge/token"),
        ] {
            assert_eq!(ask(path, None), Ask::Key(ObjectKey::new(key)), "{path}");
        }
    }

    #[test]
    fn a_page_without_its_slash_is_sent_there() {
        assert_eq!(ask("/x", None), Ask::Redirect("/x/".to_owned()));
        assert_eq!(ask("/citt%c3%a0/x", Some("q=1")), Ask::Redirect("/citt%C3%A0/x/?q=1".to_owned()));
    }

    #[test]
    fn control_files_and_crooked_paths_are_nothing() {
        for path in [
            "/.seawall",
            "/.seawall/",
            "/.seawall/head.json",
            "/%2Eseawall/head.json",
            "/%2e%73eawall/head.json",
            "//.seawall/head.json",
            "/a/../.seawall/head.json",
            "/a/%2e%2e/.seawall/head.json",
            "/./.seawall/head.json",
            "/a%2F..%2F.seawall/head.json",
            "/a%2F.seawall%2Fhead.json",
            "/previews/42/.seawall/head.json",
            "/.seawall%2Fhead.json",
            "/.seawall%5Chead.json",
            "//evil.example/",
            "/%2Fevil.example/",
            "/%2Fevil",
            "/a%00.html",
            "/%ff.html",
            "/a%2",
        ] {
            assert_eq!(ask(path, None), Ask::Nothing, "{path}");
        }
    }
}
