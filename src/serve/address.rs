//! An address → what is shown there, and a mark by which a page knows whether it still is.

use crate::base::artifact::Entry;
use crate::base::digest::Digest;
use crate::base::output::Output;
use crate::base::path::{UrlPath, decode};

/// What somebody who asks for an address gets.
#[derive(Debug)]
pub(super) enum Found<'a> {
    /// This.
    Here(&'a Entry),
    /// The way to the folder of that name.
    Moved(&'a Entry),
    /// The page for missing addresses, if there is one.
    Missing(Option<&'a Entry>),
}

/// Returns what is at `address`, the path of a request.
pub(super) fn find<'a>(output: &'a Output, address: &str) -> Found<'a> {
    let Some(path) = decode(address).and_then(|path| UrlPath::new(&path)) else { return Found::Missing(None) };
    if let Some(entry) = output.get(&path.canonical()) {
        return Found::Here(entry);
    }
    let folder = Some(&path).filter(|path| path.means_folder()).and_then(|path| UrlPath::new(&format!("{path}/")));
    match folder.and_then(|folder| output.get(&folder)) {
        Some(entry) => Found::Moved(entry),
        None => Found::Missing(missing_page(&path, output)),
    }
}

/// Returns the page for missing addresses that is nearest above `path`, which is that of its language. CloudFront
/// has one such page per distribution, and shows that of the default language everywhere.
fn missing_page<'a>(path: &UrlPath, output: &'a Output) -> Option<&'a Entry> {
    let mut folder = path.as_str();
    while let Some((above, _)) = folder.rsplit_once('/') {
        let page = UrlPath::new(&format!("{above}/404.html")).and_then(|path| output.get(&path));
        if page.is_some() {
            return page;
        }
        folder = above;
    }
    None
}

/// Returns what a page at `address` looks like now, in a few letters: another mark, another look. It is made of what
/// the page is and of the style sheets, scripts and pictures that it names, some of which have a name that stays.
pub(super) fn mark(output: Option<&Output>, address: &str) -> String {
    let Some(output) = output else { return "building".to_owned() };
    let (Found::Here(entry) | Found::Moved(entry) | Found::Missing(Some(entry))) = find(output, address) else {
        return "missing".to_owned();
    };
    let linked = entry.links.iter().filter_map(|path| output.get(&UrlPath::new(path)?));
    let parts = linked.filter(|entry| is_part(&entry.media_type));
    let all = std::iter::once(entry).chain(parts);
    Digest::of_parts(all.map(|entry| &entry.digest.as_bytes()[..])).short(16)
}

/// Returns whether this is something that a browser shows as a page.
pub(super) fn is_page(entry: &Entry) -> bool {
    entry.media_type.starts_with("text/html")
}

/// Returns whether something of this type is seen in the page that names it, as a feed or another page is not.
fn is_part(media_type: &str) -> bool {
    let parts = ["text/css", "text/javascript", "application/javascript", "image/", "font/", "audio/", "video/"];
    parts.iter().any(|part| media_type.starts_with(part))
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeSet;

    use bytes::Bytes;

    use super::*;
    use crate::base::artifact::{Artifact, CacheClass, Role};

    /// Returns an output of files with these addresses and bodies; each page names `/d.css`, `/b/` and `/e.xml`.
    pub(in super::super) fn output(files: &[(&str, &str)]) -> Output {
        let mut output = Output::default();
        for (path, body) in files {
            let media_type = match path.rsplit_once('.') {
                Some((_, "css")) => "text/css; charset=utf-8",
                Some((_, "png")) => "image/png",
                Some((_, "xml")) => "application/rss+xml",
                _ => "text/html; charset=utf-8",
            };
            let links = ["/d.css", "/b/", "/e.xml"].map(|link| UrlPath::new(link).unwrap());
            let artifact = Artifact {
                path: UrlPath::new(path).unwrap(),
                body: Bytes::from((*body).to_owned()),
                media_type: media_type.to_owned(),
                class: CacheClass::Page,
                role: Role::Leaf,
                tags: BTreeSet::new(),
                links: links.into(),
            };
            output.add(artifact.entry("test"));
        }
        output
    }

    #[test]
    fn a_miss_is_told_in_the_language_of_its_address() {
        let output = output(&[("/404.html", ""), ("/en/404.html", "")]);
        for (asked, page) in
            [("/en/a/b", "/en/404.html"), ("/en/", "/en/404.html"), ("/a/b/", "/404.html"), ("/enx", "/404.html")]
        {
            let Found::Missing(Some(entry)) = find(&output, asked) else { panic!("{asked}") };
            assert_eq!(entry.path.as_str(), page, "{asked}");
        }
    }

    #[test]
    fn a_mark_says_what_is_seen() {
        let files = [("/404.html", "404"), ("/a/", "a"), ("/b/", "b"), ("/d.css", "d"), ("/e.xml", "e")];
        let before = mark(Some(&output(&files)), "/a/");
        let edited = |at: usize| {
            let mut files = files;
            files[at].1 = "other";
            mark(Some(&output(&files)), "/a/")
        };
        assert_ne!(edited(1), before, "the page itself");
        assert_ne!(edited(3), before, "a style sheet whose name stays");
        for at in [0, 2, 4] {
            assert_eq!(edited(at), before, "{}", files[at].0);
        }
        let site = output(&files);
        assert_eq!(mark(Some(&site), "/a/index.html"), before);
        assert_ne!(mark(Some(&site), "/b/"), before);
        assert_eq!(mark(Some(&site), "/nowhere/"), mark(Some(&site), "/404.html"));
        assert_eq!(mark(Some(&output(&[])), "/a/"), "missing");
        assert_eq!(mark(None, "/a/"), "building");
    }
}
