//! Where the links of a body lead.
//!
//! `@/path/page.md#anchor` and relative `.md` links name pages by their files; a relative path
//! names a file beside the page; anything else is a path of the site or an address elsewhere.

use serde::{Deserialize, Serialize};

use crate::base::path::{SourcePath, UrlPath, decode, encode, leads_elsewhere};
use crate::config::Config;
use crate::content::{Page, Site};
use crate::incremental::{Fingerprint, Recorder};
use crate::render::question::Question;
use crate::render::reference;

/// Somewhere that can be checked only when all pages are rendered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::render) enum Goal {
    /// A page that is not there, as the author named it.
    NoPage(String),
    /// An anchor of a page.
    Anchor(SourcePath, String),
    /// A path of the site, and an anchor there.
    Path(UrlPath, Option<String>),
    /// A picture that was not found: the path of the site where it may be all the same, and as the author named it.
    Picture(Option<UrlPath>, String),
}

/// Resolves the links of one page.
pub(in crate::render) struct Goals<'a> {
    pub site: &'a Site,
    pub config: &'a Config,
    pub page: &'a Page,
    pub recorder: &'a Recorder,
}

/// What a link becomes, and what of it is left to be checked.
pub(super) struct Resolved {
    pub href: String,
    pub goal: Option<Goal>,
}

impl Resolved {
    fn as_it_is(link: &str) -> Self {
        Self { href: link.to_owned(), goal: None }
    }
}

impl Goals<'_> {
    /// Resolves `link`.
    pub(super) fn resolve(&self, link: &str) -> Resolved {
        let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
        let anchor = anchor.filter(|anchor| !anchor.is_empty());
        if path.is_empty() {
            let goal = anchor.map(|anchor| Goal::Anchor(self.page.source.clone(), decoded(anchor)));
            return Resolved { href: link.to_owned(), goal };
        }
        if leads_elsewhere(path) {
            return Resolved::as_it_is(link);
        }
        if path.starts_with("@/") || path.ends_with(".md") {
            return self.page_link(link, path, anchor);
        }
        self.path_link(link, path, anchor)
    }

    /// Returns the link to the page that Hugo's `ref` names: beside the page or from the top of the
    /// content, with or without `.md`, a file or a folder. What names no page is a link to none.
    pub(super) fn source(&self, reference: &str) -> String {
        let (path, anchor) = reference.split_once('#').unwrap_or((reference, ""));
        if path.is_empty() {
            return reference.to_owned();
        }
        let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
        let stem = path.trim_end_matches('/').trim_end_matches(".md");
        let names = [format!("{stem}.md"), format!("{stem}/index.md"), format!("{stem}/_index.md")];
        let inside = |name: &str| SourcePath::new(&format!("content/{}", name.trim_start_matches(['@', '/'])));
        for name in &names {
            let found =
                [self.beside(name), inside(name)].into_iter().flatten().find(|source| self.find(source).is_some());
            if let Some(name) = found.as_ref().and_then(|source| source.inside("content")) {
                return format!("@/{}{anchor}", encode(name));
            }
        }
        format!("@/{}{anchor}", path.trim_start_matches(['@', '/']))
    }

    /// Returns whether a link leads to another host.
    pub(super) fn is_external(&self, href: &str) -> bool {
        let scheme = href.split(':').next().unwrap_or("");
        let is_web = href.starts_with("//") || ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
        is_web
            && match (host(href), host(&self.config.base_url)) {
                (Some(one), Some(other)) => !one.eq_ignore_ascii_case(other),
                (one, other) => one != other,
            }
    }

    fn page_link(&self, link: &str, path: &str, anchor: Option<&str>) -> Resolved {
        let source = match path.strip_prefix("@/") {
            Some(inside) => SourcePath::new(&format!("content/{}", decoded(inside))),
            None => self.beside(path),
        };
        // An anchor is made of the words of a heading: where this page stands in for a translation, the one
        // that its author had in mind is that of the page in the author's language.
        let language = if anchor.is_some() { &self.page.content_language } else { &self.page.language };
        let Some((url, source)) = source.and_then(|source| self.find_in(language, &source)) else {
            return Resolved { href: link.to_owned(), goal: Some(Goal::NoPage(link.to_owned())) };
        };
        let href = self.config.href(&url);
        match anchor {
            Some(anchor) => {
                Resolved { href: format!("{href}#{anchor}"), goal: Some(Goal::Anchor(source, decoded(anchor))) }
            }
            None => Resolved { href, goal: None },
        }
    }

    fn path_link(&self, link: &str, path: &str, anchor: Option<&str>) -> Resolved {
        let resource = self.beside(path).and_then(|source| self.find(&source));
        if let Some((url, _)) = resource {
            let rest = &link[path.len()..];
            return Resolved { href: format!("{}{rest}", self.config.href(&url)), goal: None };
        }
        // A path from the top is written without the prefix of `base_url`, and gets it here.
        let url = if path.starts_with('/') {
            UrlPath::new(&decoded(path.split('?').next().unwrap_or(path)))
        } else {
            reference::local(link, &self.page.url, self.config)
        };
        let Some(url) = url else { return Resolved::as_it_is(link) };
        let goal = Some(Goal::Path(url.clone(), anchor.map(decoded)));
        if path.starts_with('/') && is_encoded(path) {
            // What the author wrote stays as it is.
            let prefix = self.config.base_path.as_str().trim_end_matches('/');
            return Resolved { href: format!("{prefix}{link}"), goal };
        }
        let rest = link.find(['?', '#']).map_or("", |at| &link[at..]);
        let href = format!("{}{rest}", self.config.href(&url));
        Resolved { href, goal }
    }

    /// Returns the source path that a relative link means, as an editor's preview would.
    fn beside(&self, path: &str) -> Option<SourcePath> {
        if path.starts_with('/') {
            return None;
        }
        reference::beside(&self.page.source, path)
    }

    fn find(&self, source: &SourcePath) -> Option<(UrlPath, SourcePath)> {
        self.find_in(&self.page.language, source)
    }

    fn find_in(&self, language: &str, source: &SourcePath) -> Option<(UrlPath, SourcePath)> {
        let goal = self.site.goal(language, source);
        let question = Question::Link(language.to_owned(), source.clone());
        self.recorder.note(question.to_string(), Fingerprint::of_value(&goal));
        goal.map(|(url, source)| (url.clone(), source.clone()))
    }
}

fn decoded(text: &str) -> String {
    decode(text).unwrap_or_else(|| text.to_owned())
}

/// Returns whether every `%` is that of an encoded byte; a browser would not find `/50%.txt`.
fn is_encoded(path: &str) -> bool {
    let is_byte = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    path.split('%').skip(1).all(is_byte)
}

/// Returns the host of an absolute address, as it is written.
fn host(url: &str) -> Option<&str> {
    let host = url.split_once("//")?.1.split(['/', '?', '#']).next()?;
    Some(host.rsplit('@').next().unwrap_or(host))
}
