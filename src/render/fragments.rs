//! Round two: the Markdown of each page, rendered once and kept.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::markdown::{self, Goal, Goals, Heading};
use super::question::Question;
use super::scan;
use crate::base::digest::Digest;
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings, Place, nearest};
use crate::base::output::Output;
use crate::base::path::{SourcePath, UrlPath};
use crate::config::Config;
use crate::content::{Page, Site};
use crate::incremental::{self, Blob, Fingerprint, Inputs, Ran, Recorder, Step, StepId, Work};

/// What is known of the rendered Markdown of a page; its HTML lies in the pack.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Fragment {
    pub html: Blob,
    pub summary: Option<String>,
    pub headings: Vec<Heading>,
    pub n_words: usize,
    /// Everything in it that an anchor can name.
    pub ids: BTreeSet<String>,
    goals: Vec<(Goal, Range<usize>)>,
    /// Why there is nothing in it; it is tried again by the next build.
    pub failure: Option<Box<Finding>>,
}

/// The fragments of all pages by their files.
pub(super) type Fragments = BTreeMap<SourcePath, Fragment>;

/// What the steps of this round are given.
#[derive(Clone, Copy)]
struct Context<'a> {
    files: &'a Files,
    config: &'a Config,
    site: &'a Site,
    work: Work<'a>,
    settings: Fingerprint,
}

/// Renders the Markdown of all pages.
pub(super) fn render<'a>(
    files: &'a Files,
    config: &'a Config,
    site: &'a Site,
    work: Work<'a>,
) -> (Fragments, Vec<Ran>) {
    let settings = Fingerprint::of(format!("{} {}", config.base_url, config.default_language).as_bytes());
    let context = Context { files, config, site, work, settings };
    let pages = site.pages().filter(|(_, page)| page.has_file);
    let steps: Vec<FragmentStep<'_>> = pages.map(|(_, page)| FragmentStep { context, page }).collect();
    let answer = |question: &str| match question.parse() {
        Ok(Question::Link(language, source)) => Fingerprint::of_value(&site.goal(&language, &source)),
        // Markdown asks nothing else, so this is the log of another version: never the same answer.
        _ => Fingerprint::of(question.as_bytes()),
    };
    let (made, ran) = incremental::run(work, "markdown", &steps, &answer);
    let sources = steps.iter().map(|step| step.page.source.clone());
    (sources.zip(made).collect(), ran)
}

struct FragmentStep<'a> {
    context: Context<'a>,
    page: &'a Page,
}

impl Step for FragmentStep<'_> {
    type Made = Fragment;

    fn id(&self) -> StepId {
        StepId::new("fragment", self.page.source.inside("content").unwrap_or(self.page.source.as_str()))
    }

    fn inputs(&self) -> Inputs {
        Inputs::default()
            .with("source", self.page.digest.into())
            .with("url", Fingerprint::of(self.page.url.as_str().as_bytes()))
            .with("settings", self.context.settings)
    }

    fn run(&self, recorder: &Recorder) -> Fragment {
        let Context { files, config, site, work, .. } = self.context;
        let text = match text(files, self.page) {
            Ok(text) => text,
            Err(finding) => return self.failed(finding),
        };
        let goals = Goals { site, config, page: self.page, recorder };
        let rendered = markdown::render(&text[self.page.body..], &goals);
        let ids = scan::scan(&rendered.html, &self.page.url, config).ids;
        Fragment {
            html: work.store.keep(rendered.html.as_bytes()),
            summary: rendered.summary,
            headings: rendered.headings,
            n_words: rendered.n_words,
            ids,
            goals: rendered.goals,
            failure: None,
        }
    }

    fn is_there(&self, made: &Fragment) -> bool {
        made.failure.is_none() && self.context.work.store.has(&made.html)
    }

    fn n_kept_bytes(&self, made: &Fragment) -> u64 {
        made.html.len()
    }
}

/// Returns the HTML of a page's fragment; where the pack has lost it, it is rendered once more.
pub(super) fn html(
    files: &Files,
    config: &Config,
    site: &Site,
    work: Work<'_>,
    (page, fragment): (&Page, &Fragment),
) -> Result<String, Finding> {
    if let Some(html) = work.store.load(&fragment.html).and_then(|html| String::from_utf8(html).ok()) {
        return Ok(html);
    }
    let recorder = Recorder::default();
    let goals = Goals { site, config, page, recorder: &recorder };
    Ok(markdown::render(&text(files, page)?[page.body..], &goals).html)
}

/// Returns the text of a page, which must be that from which its front matter was read.
fn text(files: &Files, page: &Page) -> Result<String, Finding> {
    let text = files.read_text(&page.source)?;
    if Digest::of(text.as_bytes()) == page.digest { Ok(text) } else { Err(changed(&page.source)) }
}

impl FragmentStep<'_> {
    fn failed(&self, finding: Finding) -> Fragment {
        Fragment {
            html: self.context.work.store.keep(b""),
            summary: None,
            headings: Vec::new(),
            n_words: 0,
            ids: BTreeSet::new(),
            goals: Vec::new(),
            failure: Some(Box::new(finding)),
        }
    }
}

fn changed(source: &SourcePath) -> Finding {
    Finding::error("source-changed", format!("`{source}` changed while the site was being built"))
        .at(Place::whole(source))
        .hint("build again")
}

/// Looking for what was meant costs a look at every name of the site, so it is done for the first
/// few broken links only; whoever has more has moved a folder.
const MOST_SUGGESTIONS: usize = 20;

/// What to do with a file that a page refers to.
const BESIDE: &str = "put the file beside the page, or below `static/` under this whole path";

/// A page with more broken links than this has one mistake in common.
const MOST_PER_FILE: usize = 100;

/// Checks the links that need all pages; returns what is broken and where those links led.
pub(super) fn check_goals(
    files: &Files,
    fragments: &Fragments,
    output: &Output,
    site: &Site,
) -> (Findings, BTreeSet<UrlPath>) {
    let mut findings = Findings::default();
    let mut reported = BTreeSet::new();
    for (source, fragment) in fragments {
        let broken: Vec<_> = fragment.goals.iter().filter(|(goal, _)| !is_reached(goal, fragments, output)).collect();
        if broken.is_empty() {
            continue;
        }
        reported.extend(broken.iter().filter_map(|(goal, _)| match goal {
            Goal::Path(path) => Some(path.clone()),
            _ => None,
        }));
        let page = site.find(source).expect("a fragment is made of a page of the site");
        let text = match text(files, page) {
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
            let with_suggestion = findings.len() < MOST_SUGGESTIONS;
            findings.push(describe(goal, (fragments, output, site), with_suggestion).at(place));
        }
        if n_more > 0 {
            let finding = Finding::error("link-broken", format!("{n_more} more links of this page lead nowhere"));
            findings.push(finding.at(Place::whole(source)));
        }
    }
    (findings, reported)
}

fn is_reached(goal: &Goal, fragments: &Fragments, output: &Output) -> bool {
    match goal {
        Goal::NoPage(_) => false,
        Goal::Path(path) => output.reaches(path),
        Goal::Anchor(source, anchor) => {
            anchor == "top" || fragments.get(source).is_none_or(|fragment| fragment.ids.contains(anchor))
        }
    }
}

fn describe(goal: &Goal, (fragments, output, site): (&Fragments, &Output, &Site), with_suggestion: bool) -> Finding {
    match goal {
        Goal::NoPage(link) => {
            let near = with_suggestion.then(|| suggestion(site, link)).flatten();
            let finding = Finding::error("link-broken", format!("`{link}` leads to no page"));
            finding.suggest(near.as_deref(), "links to pages begin at `content/`, as in `@/news/post.md`")
        }
        Goal::Path(path) => {
            let finding = Finding::error("link-broken", format!("nothing is served at `{path}`"));
            let known = output.entries().map(|entry| entry.path.as_str());
            let near = with_suggestion.then(|| nearest(path.as_str(), known)).flatten();
            let is_page = path.as_str().ends_with('/');
            let advice = if is_page { "name a page by its file, as in `@/news/post.md`" } else { BESIDE };
            finding.suggest(near, advice)
        }
        Goal::Anchor(source, anchor) => {
            let message = format!("`{source}` has no heading `#{anchor}`");
            let finding = Finding::error("anchor-broken", message);
            let ids = fragments.get(source).into_iter().flat_map(|fragment| fragment.ids.iter());
            let ids: Vec<&str> = ids.map(String::as_str).collect();
            match with_suggestion.then(|| nearest(anchor, ids.iter().copied())).flatten() {
                Some(id) => finding.hint(format!("did you mean `#{id}`?")),
                None if ids.is_empty() => finding.hint("it has no headings at all"),
                None => finding.hint(format!("it has {}", list(&ids))),
            }
        }
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
