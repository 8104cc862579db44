//! Links that lead nowhere, told at their line once all is rendered.

use std::collections::{BTreeMap, BTreeSet};

use super::fragments::{self, Fragment, Fragments};
use super::markdown::Goal;
use super::missing;
use super::template::Library;
use crate::assets::images::Pictures;
use crate::base::finding::{Finding, Findings, Place, nearest};
use crate::base::output::Output;
use crate::base::path::{SourcePath, UrlPath};
use crate::content::{Kind, PageId, Site};

/// Looking for what was meant costs a look at every name of the site, so it is done for the first
/// few broken links only; whoever has more has moved a folder.
const MOST_SUGGESTIONS: usize = 20;

/// What to do with a file that a page refers to.
const BESIDE: &str = "put the file beside the page, or below `static/` under this whole path";

/// A page with more broken links than this has one mistake in common.
const MOST_PER_FILE: usize = 100;

/// Checks the links that need all pages; returns what is broken and where those links led.
pub(super) fn check(library: &Library, output: &Output) -> (Findings, BTreeSet<UrlPath>) {
    let (fragments, site) = (&*library.fragments, &*library.site);
    let by_url = site.pages().map(|(id, page)| (&page.url, id)).collect();
    let goals = Goals { fragments, output, site, by_url, pictures: &library.assets.pictures };
    let mut findings = Findings::default();
    let mut reported = BTreeSet::new();
    for (index, fragment) in fragments.iter() {
        let page = site.page(PageId::new(index));
        let source = &page.source;
        let broken: Vec<_> = fragment.goals.iter().filter(|(goal, _)| !goals.reach(goal)).collect();
        if broken.is_empty() {
            continue;
        }
        reported.extend(broken.iter().filter_map(|(goal, _)| match goal {
            Goal::Path(path, _) | Goal::Picture(Some(path), _) if !output.reaches(path) => Some(path.clone()),
            _ => None,
        }));
        let text = match fragments::text(&library.files, page) {
            Ok(text) => text,
            // Where the links stand cannot be told any more, but that they are broken must be.
            Err(finding) => {
                findings.push(finding);
                continue;
            }
        };
        let n_more = broken.len().saturating_sub(MOST_PER_FILE);
        for (goal, range) in broken.into_iter().take(MOST_PER_FILE) {
            let place = Place::of(source, &text, page.body + range.start..page.body + range.end);
            let known = (findings.len() < MOST_SUGGESTIONS).then_some(&goals);
            findings.push(goals.describe(goal, source, known).at(place));
        }
        if n_more > 0 {
            let finding = Finding::error("link-broken", format!("{n_more} more links of this page lead nowhere"));
            findings.push(finding.at(Place::whole(source)));
        }
    }
    (findings, reported)
}

/// All that a link may lead to.
struct Goals<'a> {
    fragments: &'a Fragments,
    output: &'a Output,
    site: &'a Site,
    by_url: BTreeMap<&'a UrlPath, PageId>,
    pictures: &'a Pictures,
}

impl Goals<'_> {
    fn reach(&self, goal: &Goal) -> bool {
        let has = |fragment: Option<&Fragment>, anchor: &String| {
            anchor == "top" || fragment.is_none_or(|fragment| fragment.ids.iter().any(|id| id == anchor))
        };
        match goal {
            Goal::NoPage(_) | Goal::Picture(None, _) => false,
            Goal::Path(path, None) | Goal::Picture(Some(path), _) => self.output.reaches(path),
            // What a template or a list puts into a page is not known here, so only leaves are asked.
            Goal::Path(path, Some(anchor)) => {
                self.output.reaches(path) && (!self.is_leaf(path) || has(self.at(path), anchor))
            }
            Goal::Anchor(source, anchor) => has(self.of(source), anchor),
        }
    }

    fn is_leaf(&self, path: &UrlPath) -> bool {
        self.by_url.get(path).is_some_and(|id| self.site.page(*id).kind == Kind::Leaf)
    }

    fn at(&self, path: &UrlPath) -> Option<&Fragment> {
        self.fragments.get(*self.by_url.get(path)?)
    }

    fn of(&self, source: &SourcePath) -> Option<&Fragment> {
        self.fragments.get(self.site.find(source)?.id)
    }

    /// Returns what is wrong with a link of the page `about`, with what was meant where `known` is to be searched
    /// for it.
    fn describe(&self, goal: &Goal, about: &SourcePath, known: Option<&Self>) -> Finding {
        match goal {
            Goal::NoPage(link) => {
                let near = known.and_then(|known| suggestion(known.site, link));
                let finding = Finding::error("link-broken", format!("`{link}` leads to no page"));
                finding.suggest(near.as_deref(), "links to pages begin at `content/`, as in `@/news/post.md`")
            }
            Goal::Picture(_, link) => {
                let finding = Finding::error("link-broken", format!("there is no picture `{link}`"));
                let nothing = Pictures::default();
                let pictures = known.map_or(&nothing, |known| known.pictures);
                finding.hint(missing::hint(link, Some(about), pictures))
            }
            Goal::Path(path, Some(anchor)) if self.output.reaches(path) => {
                no_heading(path.as_str(), anchor, known.and_then(|known| known.at(path)))
            }
            Goal::Path(path, _) => {
                let finding = Finding::error("link-broken", format!("nothing is served at `{path}`"));
                let paths = known.into_iter().flat_map(|known| known.output.entries()).map(|entry| entry.path.as_str());
                let is_page = path.as_str().ends_with('/');
                let advice = if is_page { "name a page by its file, as in `@/news/post.md`" } else { BESIDE };
                finding.suggest(nearest(path.as_str(), paths), advice)
            }
            Goal::Anchor(source, anchor) => {
                no_heading(source.as_str(), anchor, known.and_then(|known| known.of(source)))
            }
        }
    }
}

fn no_heading(page: &str, anchor: &str, fragment: Option<&Fragment>) -> Finding {
    let finding = Finding::error("anchor-broken", format!("`{page}` has no heading `#{anchor}`"));
    let Some(fragment) = fragment else { return finding };
    let ids: Vec<&str> = fragment.ids.iter().collect();
    match nearest(anchor, ids.iter().copied()) {
        Some(id) => finding.hint(format!("did you mean `#{id}`?")),
        None if ids.is_empty() => finding.hint("it has no headings at all"),
        None => finding.hint(format!("it has {}", list(&ids))),
    }
}

/// Returns the page that was meant: one of nearly that name, or of that name in another folder.
fn suggestion(site: &Site, link: &str) -> Option<String> {
    let name = link.split('#').next().unwrap_or(link).trim_start_matches("@/");
    let known = site.sources().filter_map(|source| source.inside("content"));
    let found = nearest(name, known).or_else(|| {
        let last = name.rsplit('/').next().unwrap_or(name);
        site.sources().find(|source| source.name() == last)?.inside("content")
    });
    found.map(|name| format!("@/{name}"))
}

fn list(ids: &[&str]) -> String {
    let shown: Vec<String> = ids.iter().take(8).map(|id| format!("`#{id}`")).collect();
    let more = if ids.len() > shown.len() { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
