//! Where a reference in a page or in Markdown leads.

use crate::base::path::{SourcePath, UrlPath, decode, leads_elsewhere};
use crate::config::Config;

/// Returns the path of the site that `link`, found at `base`, leads to; `None` where it leads
/// elsewhere or stays on the page. An absolute URL counts as elsewhere even where it begins with
/// `base_url`: the same host may serve more than this site.
pub(super) fn local(link: &str, base: &UrlPath, config: &Config) -> Option<UrlPath> {
    let link = link.trim();
    let path = link.split(['#', '?']).next().unwrap_or("");
    if path.is_empty() || leads_elsewhere(path) {
        return None;
    }
    let path = decode(path)?;
    if path.starts_with('/') {
        let prefix = config.base_path.as_str().trim_end_matches('/');
        let rest = path.strip_prefix(prefix)?;
        return if rest.starts_with('/') || rest.is_empty() { UrlPath::new(rest) } else { None };
    }
    join(base, &path)
}

/// Returns the addresses in a `srcset`, each with what it is for (`480w`, `2x`):
/// <https://html.spec.whatwg.org/#parsing-a-srcset-attribute>. A comma ends an address only behind it.
pub(super) fn candidates(srcset: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = srcset;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|character: char| character.is_ascii_whitespace() || character == ',');
        let length = rest.find(|character: char| character.is_ascii_whitespace()).unwrap_or(rest.len());
        let (address, after) = rest.split_at(length);
        let bare = address.trim_end_matches(',');
        if bare.len() < address.len() {
            rest = after;
            return Some((bare, ""));
        }
        let length = after.find(',').unwrap_or(after.len());
        rest = &after[length..];
        (!address.is_empty()).then(|| (address, after[..length].trim()))
    })
}

/// Resolves a relative path as RFC 3986 section 5.2.4 does.
pub(super) fn join(base: &UrlPath, relative: &str) -> Option<UrlPath> {
    let folder = base.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    let mut is_folder = false;
    for segment in relative.split('/') {
        is_folder = matches!(segment, "" | "." | "..");
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    let slash = if is_folder { "/" } else { "" };
    UrlPath::new(&format!("/{}{slash}", segments.join("/")))
}

/// Returns the file that `path`, written in `file`, means, as an editor's preview would find it.
pub(super) fn beside(file: &SourcePath, path: &str) -> Option<SourcePath> {
    let folder = UrlPath::new(&format!("/{}/", file.folder()))?;
    let path = decode(path).unwrap_or_else(|| path.to_owned());
    SourcePath::new(join(&folder, &path)?.as_str().trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_in_addresses_are_part_of_them() {
        #[track_caller]
        fn check(srcset: &str, expected: &[(&str, &str)]) {
            assert_eq!(candidates(srcset).collect::<Vec<_>>(), expected);
        }
        check("a.png 1x, /b.png 2x", &[("a.png", "1x"), ("/b.png", "2x")]);
        check("/b.png 1x,/c.png 2x", &[("/b.png", "1x"), ("/c.png", "2x")]);
        check("https://e.org/w_3,h_2/a.jpg 300w", &[("https://e.org/w_3,h_2/a.jpg", "300w")]);
        check("data:image/png;base64,AAAA 1x", &[("data:image/png;base64,AAAA", "1x")]);
        check(" a, b ,", &[("a", ""), ("b", "")]);
        check(" , ", &[]);
    }

    #[test]
    fn relative_paths_join_as_a_browser_joins_them() {
        #[track_caller]
        fn check(base: &str, relative: &str, expected: &str) {
            assert_eq!(join(&UrlPath::new(base).unwrap(), relative).unwrap().as_str(), expected);
        }
        check("/a/b/", "c.png", "/a/b/c.png");
        check("/a/b/", "../c/", "/a/c/");
        check("/a/b", "c", "/a/c");
        check("/a/", "../../../c", "/c");
        check("/a/", ".", "/a/");
        check("/", "..", "/");
    }
}
