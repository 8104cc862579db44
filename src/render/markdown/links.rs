//! Where the links of a body lead.
//!
//! `@/path/page.md#anchor` and relative `.md` links name pages by their files; a relative path
//! names a file beside the page; anything else is a path of the site or an address elsewhere.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::base::finding::{Finding, Place, nearest};
use crate::base::path::{SourcePath, UrlPath, decode};
use crate::config::Config;
use crate::content::{Page, Site};
use crate::incremental::{Fingerprint, Recorder};
use crate::render::question::Question;
use crate::render::scan;

/// Somewhere that can be checked only when all pages are rendered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::render) enum Goal {
    /// An anchor of a page.
    Anchor(SourcePath, String),
    /// A path of the site.
    Path(UrlPath),
}

/// Resolves the links of one page.
pub(in crate::render) struct Goals<'a> {
    pub site: &'a Site,
    pub config: &'a Config,
    pub page: &'a Page,
    pub recorder: &'a Recorder,
    /// The whole file, and where the body begins in it.
    pub text: &'a str,
}

/// What a link becomes.
pub(super) struct Resolved {
    pub href: String,
    pub goal: Option<Goal>,
    pub finding: Option<Finding>,
}

impl Goals<'_> {
    /// Resolves `link`, which stands at `range` of the body.
    pub(super) fn resolve(&self, link: &str, range: Range<usize>) -> Resolved {
        let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
        if path.is_empty() {
            let goal = anchor.filter(|anchor| !anchor.is_empty());
            let goal = goal.map(|anchor| Goal::Anchor(self.page.source.clone(), decoded(anchor)));
            return Resolved { href: link.to_owned(), goal, finding: None };
        }
        let is_markdown = path.ends_with(".md") && !path.contains("://");
        if path.starts_with("@/") || is_markdown {
            return self.page_link(link, path, anchor, range);
        }
        self.path_link(link, path)
    }

    fn page_link(&self, link: &str, path: &str, anchor: Option<&str>, range: Range<usize>) -> Resolved {
        let source = match path.strip_prefix("@/") {
            Some(inside) => SourcePath::new(&format!("content/{}", decoded(inside))),
            None => self.beside(path),
        };
        let found = source.and_then(|source| self.find(&source));
        let Some((url, source)) = found else {
            let place = Place::of(&self.page.source, self.text, self.in_file(range));
            let finding = Finding::error("link-broken", format!("`{link}` leads to no page")).at(place);
            let finding = match self.suggestion(path) {
                Some(name) => finding.hint(format!("did you mean `@/{name}`?")),
                None => finding.hint("links to pages begin at `content/`, as in `@/news/post.md`"),
            };
            return Resolved { href: link.to_owned(), goal: None, finding: Some(finding) };
        };
        let mut href = self.config.href(&url);
        let mut goal = None;
        if let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) {
            href = format!("{href}#{anchor}");
            goal = Some(Goal::Anchor(source, decoded(anchor)));
        }
        Resolved { href, goal, finding: None }
    }

    fn path_link(&self, link: &str, path: &str) -> Resolved {
        let resource = self.beside(path).and_then(|source| self.find(&source));
        if let Some((url, _)) = resource {
            let rest = &link[path.len()..];
            return Resolved { href: format!("{}{rest}", self.config.href(&url)), goal: None, finding: None };
        }
        // A path from the top is written without the prefix of `base_url`, and gets it here.
        let is_from_the_top = path.starts_with('/') && !path.starts_with("//");
        let url = if is_from_the_top {
            UrlPath::new(&decoded(path.split('?').next().unwrap_or(path)))
        } else {
            scan::local(link, &self.page.url, self.config)
        };
        let Some(url) = url else { return Resolved { href: link.to_owned(), goal: None, finding: None } };
        let rest = link.find(['?', '#']).map_or("", |at| &link[at..]);
        let href = format!("{}{rest}", self.config.href(&url));
        Resolved { href, goal: Some(Goal::Path(url)), finding: None }
    }

    /// Returns the source path that a relative link means, as an editor's preview would.
    fn beside(&self, path: &str) -> Option<SourcePath> {
        if path.starts_with('/') || path.contains(':') {
            return None;
        }
        let folder = UrlPath::new(&format!("/{}/", self.page.source.folder()))?;
        SourcePath::new(scan::join(&folder, &decoded(path))?.as_str().trim_start_matches('/'))
    }

    fn find(&self, source: &SourcePath) -> Option<(UrlPath, SourcePath)> {
        let goal = self.site.goal(&self.page.language, source);
        let question = Question::Link(self.page.language.clone(), source.clone());
        self.recorder.note(question.to_string(), Fingerprint::of_value(&goal));
        goal.map(|(url, source)| (url.clone(), source.clone()))
    }

    fn suggestion(&self, path: &str) -> Option<String> {
        let name = path.trim_start_matches("@/");
        let known = self.site.sources().filter_map(|source| source.inside("content"));
        let found = nearest(name, known).map(str::to_owned);
        found.or_else(|| {
            let last = name.rsplit('/').next().unwrap_or(name);
            let same_name = self.site.sources().find(|source| source.name() == last);
            same_name.and_then(|source| source.inside("content")).map(str::to_owned)
        })
    }

    fn in_file(&self, range: Range<usize>) -> Range<usize> {
        self.page.body + range.start..self.page.body + range.end
    }
}

fn decoded(text: &str) -> String {
    decode(text).unwrap_or_else(|| text.to_owned())
}
