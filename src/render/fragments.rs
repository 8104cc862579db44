//! Round two: the Markdown of each page, rendered once and kept.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::html;
use super::markdown::{self, Goal, Goals, Heading, Scene};
use super::picture::{Wish, Wishes};
use super::question::Question;
use super::template::{Caller, Library, Templates};
use crate::base::artifact::Lines;
use crate::base::digest::Digest;
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings, Place};
use crate::base::path::SourcePath;
use crate::content::{Page, PageId};
use crate::incremental::{self, Blob, Fingerprint, Inputs, Made, Ran, Recorder, Step, StepId, Work, World};

/// What is known of the rendered Markdown of a page; its HTML lies in the pack.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Fragment {
    pub html: Blob,
    pub summary: Option<String>,
    pub headings: Vec<Heading>,
    pub n_words: usize,
    /// Everything in it that an anchor can name.
    pub ids: Lines,
    pub goals: Vec<(Goal, Range<usize>)>,
    /// The pictures it shows, and where in the body.
    pub images: Vec<(Wish, Range<usize>)>,
    /// What is wrong in it. With an error it is tried again by the next build.
    pub mistakes: Findings,
}

/// The fragments of all pages that have a file.
#[derive(Debug, Default)]
pub(super) struct Fragments {
    by_page: Vec<Option<Made<Fragment>>>,
    /// Some template speaks of summaries. Where none does, no list need be made again when one changes.
    are_summaries_shown: bool,
}

impl Fragments {
    /// Returns whether they are being made at this moment.
    pub(super) fn are_to_come(&self) -> bool {
        self.by_page.is_empty()
    }

    /// Returns the fragment of a page.
    pub(super) fn get(&self, page: PageId) -> Option<&Fragment> {
        Some(self.by_page.get(page.index())?.as_ref()?.get())
    }

    /// Returns what other pages may show of a page, where any does.
    pub(super) fn summary(&self, page: PageId) -> Option<&str> {
        self.get(page).filter(|_| self.are_summaries_shown)?.summary.as_deref()
    }

    /// Returns what is wrong in them.
    pub(super) fn mistakes(&self) -> impl Iterator<Item = Finding> {
        self.iter().flat_map(|(_, fragment)| fragment.mistakes.iter().cloned())
    }

    /// Returns those of which the build must know more than their HTML: with links, pictures or mistakes.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Fragment)> {
        let all = self.by_page.iter().enumerate().filter_map(|(index, made)| Some((index, made.as_ref()?)));
        all.filter(|(_, made)| !made.is_quiet()).map(|(index, made)| (index, made.get()))
    }
}

/// What the steps of this round are given.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// Answers what may be asked before there are any fragments.
    pub library: &'a Arc<Library>,
    pub templates: &'a Templates,
    pub work: Work<'a>,
}

/// Renders the Markdown of all pages; returns besides what the world is to those who see other pages' summaries.
pub(super) fn render(context: Context<'_>, world: World) -> (Fragments, World, Vec<Ran>) {
    let Context { library, templates, work } = context;
    let config = &library.config;
    let locales: Vec<_> = config.languages.iter().map(|language| (&language.code, &language.locale)).collect();
    let settings = json!([config.base_url, config.default_language, locales, config.markdown, config.images]);
    let (settings, hooks) = (Fingerprint::of_value(&settings), templates.hooks_fingerprint());
    let pages = library.site.pages().filter(|(_, page)| page.has_file);
    let steps: Vec<FragmentStep<'_>> = pages.map(|(_, page)| FragmentStep { context, page, settings, hooks }).collect();
    let answer = |question: &str| match question.parse() {
        Ok(Question::Component(name)) => templates.component_fingerprint(&name),
        _ => library.fingerprint(question),
    };
    let (made, ran) = incremental::run_in(world, work, "markdown", &steps, &answer);
    let are_summaries_shown = templates.mention("summary");
    let has_new_summary = |(step, made): (&FragmentStep<'_>, &Made<Fragment>)| {
        let before = || work.store.made_before::<Fragment>(&step.id());
        made.has_run() && before().is_none_or(|before| before.summary != made.get().summary)
    };
    let is_new = are_summaries_shown && steps.iter().zip(&made).any(has_new_summary);
    let mut fragments: Vec<Option<Made<Fragment>>> = Vec::new();
    fragments.resize_with(library.site.pages().count(), || None);
    for (step, fragment) in steps.iter().zip(made) {
        fragments[step.page.id.index()] = Some(fragment);
    }
    (Fragments { by_page: fragments, are_summaries_shown }, if is_new { World::Other } else { world }, ran)
}

struct FragmentStep<'a> {
    context: Context<'a>,
    page: &'a Page,
    settings: Fingerprint,
    hooks: Fingerprint,
}

/// Returns the step that renders the Markdown of a page.
pub(super) fn step_of(page: &Page) -> StepId {
    let source = page.source.inside("content").unwrap_or(page.source.as_str());
    match page.fallback_of {
        Some(_) => StepId::new("fragment", format!("{source} for {}", page.language)),
        None => StepId::new("fragment", source),
    }
}

impl Step for FragmentStep<'_> {
    type Made = Fragment;

    fn id(&self) -> StepId {
        step_of(self.page)
    }

    fn inputs(&self) -> Inputs {
        Inputs::default()
            .with("source", self.page.digest.into())
            .with("url", Fingerprint::of(self.page.url.as_str().as_bytes()))
            .with("hooks", self.hooks)
            .with("settings", self.settings)
    }

    fn own(&self) -> Fingerprint {
        self.page.digest.into()
    }

    fn is_quiet(&self, made: &Fragment) -> bool {
        made.goals.is_empty() && made.images.is_empty() && made.mistakes.is_empty()
    }

    fn run(&self, recorder: &Recorder) -> Fragment {
        let (library, page) = (self.context.library, self.page);
        let text = match text(&library.files, page) {
            Ok(text) => text,
            Err(finding) => return self.failed(finding),
        };
        let rendered = self.context.body(page, &text, recorder);
        let ids = html::ids(&rendered.html).iter().map(String::as_str).filter(|id| !id.contains('\n')).collect();
        let placed = |(finding, range): (Finding, Range<usize>)| {
            let place = Place::of(&page.source, &text, page.body + range.start..page.body + range.end);
            if finding.place.is_some() { finding } else { finding.at(place) }
        };
        Fragment {
            html: self.context.work.store.keep(rendered.html.as_bytes()),
            summary: rendered.summary,
            headings: rendered.headings,
            n_words: rendered.n_words,
            ids,
            goals: rendered.goals,
            images: rendered.images,
            mistakes: rendered.mistakes.into_iter().map(placed).collect(),
        }
    }

    fn is_there(&self, made: &Fragment) -> bool {
        !made.mistakes.has_errors() && self.context.work.store.has(&made.html)
    }

    fn n_kept_bytes(&self, made: &Fragment) -> u64 {
        made.html.len()
    }
}

impl Context<'_> {
    fn body(&self, page: &Page, text: &str, recorder: &Recorder) -> markdown::Rendered {
        let Context { library, templates, work } = *self;
        let (site, config) = (&*library.site, &*library.config);
        let (language, words) = (&page.language, &page.content_language);
        let (wishes, about) = (&Wishes::default(), page.source.as_str());
        let caller = Caller { templates, library, recorder, wishes, language, words, about };
        let goals = Goals { site, config, page, recorder };
        markdown::render(&text[page.body..], &Scene { goals, caller, config, store: work.store })
    }

    /// Returns the HTML of a page's fragment; where the pack has lost it, it is rendered once more.
    pub(super) fn html(&self, page: &Page, fragment: &Fragment) -> Result<String, Finding> {
        let kept = self.work.store.load(&fragment.html);
        if let Some(html) = kept.and_then(|html| String::from_utf8(html.into()).ok()) {
            return Ok(html);
        }
        let text = text(&self.library.files, page)?;
        Ok(self.body(page, &text, &Recorder::default()).html)
    }
}

/// Returns the text of a page, which must be that from which its front matter was read.
pub(super) fn text(files: &Files, page: &Page) -> Result<String, Finding> {
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
            ids: Lines::default(),
            goals: Vec::new(),
            images: Vec::new(),
            mistakes: std::iter::once(finding).collect(),
        }
    }
}

fn changed(source: &SourcePath) -> Finding {
    Finding::error("source-changed", format!("`{source}` changed while the site was being built"))
        .at(Place::whole(source))
        .hint("build again")
}
