//! The rounds of rendering, one after the other.

use std::collections::BTreeSet;
use std::sync::{Arc, RwLock};

use crate::assets::Assets;
use crate::base::artifact::Entry;
use crate::base::clock::Clock;
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings, Place};
use crate::base::output::Output;
use crate::base::path::UrlPath;
use crate::base::progress::Event;
use crate::config::Config;
use crate::content::Site;
use crate::content::texts::Texts;
use crate::content::theme::Theme;
use crate::incremental::{Ran, Work, World};

use super::template::{self, Library, Templates};
use super::{broken, finish, fragments, indexes, layout, pages, redirects, search, structured, variants, view};

/// What is rendered.
pub struct Input {
    /// The configuration.
    pub config: Arc<Config>,
    /// The pages.
    pub site: Arc<Site>,
    /// The assets they may ask for.
    pub assets: Arc<Assets>,
    /// The files of the site.
    pub files: Files,
    /// The held clock.
    pub clock: Clock,
    /// What is around the pages, and what the last build made where that is as it was.
    pub last: (World, Arc<Output>),
}

/// What came of it.
#[derive(Default)]
pub struct Rendered {
    /// What is wrong.
    pub findings: Findings,
    /// The steps that ran.
    pub ran: Vec<Ran>,
    /// How many variants of pictures were encoded.
    pub n_encoded: usize,
    /// Paths that lead nowhere and were reported at their line.
    pub reported: BTreeSet<UrlPath>,
    /// Where it was written; none where nothing could be rendered.
    pub origin: Option<Origin>,
}

/// Renders all pages and indexes and adds them to `output`.
pub fn render(input: Input, theme: &Theme, output: &mut Output, work: Work<'_>) -> Rendered {
    let mut rendered = Rendered::default();
    let (texts, mistakes) = Texts::load(&input.files, theme, &input.config);
    rendered.findings.extend(mistakes);
    if !theme.is_whole() {
        return rendered;
    }
    let (templates, mistakes) = Templates::load(&input.files, theme);
    rendered.findings.extend(mistakes);
    let Some(templates) = templates.map(|all| all.watched(work.progress.timings())) else { return rendered };

    let Input { config, site, assets, files, clock, last: (world, before) } = input;
    let (fragments, texts) = (Arc::default(), Arc::new(texts));
    let (known, indexes, timings) = (RwLock::default(), RwLock::default(), work.progress.timings().cloned());
    let early = Arc::new(Library { config, site, fragments, assets, texts, files, clock, known, indexes, timings });
    rendered.findings.extend(layout::unknown(&early.site, &templates));
    rendered.findings.extend(search::hidden(&early));
    let bodies = fragments::Context { library: &early, templates: &templates, work };
    let (fragments, world, ran) = fragments::render(bodies, world);
    rendered.ran.extend(ran);
    rendered.findings.extend(fragments.mistakes());
    let library = Arc::new(early.with(fragments));
    let pages::Pages { made, wishes, findings: faults, ran } =
        pages::render(&library, bodies, output, (world, &before));
    rendered.ran.extend(ran);
    let mut mistakes = collect(made, (output, &mut rendered));
    let indexes::Made { entries, findings, ran } = indexes::render(&library, bodies, output);
    rendered.ran.extend(ran);
    rendered.findings.extend(findings);
    let (found, ran) = search::render(&library, bodies);
    rendered.ran.extend(ran);
    for made in found {
        match made {
            Ok(entries) => mistakes.extend(collect(entries.into_iter().map(Ok), (output, &mut rendered))),
            Err(finding) => mistakes.push(*finding),
        }
    }
    let (sent_on, ran) = redirects::render(&library, work);
    rendered.ran.extend(ran);
    mistakes.extend(collect(entries.into_iter().chain(sent_on), (output, &mut rendered)));
    rendered.findings.extend(template::once(mistakes));
    let (variants, mistakes) = variants::make(&library, &wishes, work);
    rendered.findings.extend(mistakes);
    rendered.ran.extend(variants.ran);
    rendered.n_encoded = variants.n_encoded;
    rendered.findings.extend(variants.entries.into_iter().filter_map(|entry| add(output, entry)));
    work.progress.notify(Event::Enter("links"));
    rendered.look_for_goals(&library, output);
    // What could not be rendered at all comes first; what came out of it is looked at when it is whole.
    if !rendered.findings.has_errors() {
        rendered.findings.extend(faults);
    }
    rendered.origin = Some(Origin { templates, library });
    rendered
}

impl Rendered {
    /// Looks for all that pages name, now that all is there.
    fn look_for_goals(&mut self, library: &Library, output: &Output) {
        let (broken, reported) = broken::check(library, output);
        self.findings.extend(broken);
        self.findings.extend(redirects::broken(library, output));
        self.findings.extend(structured::broken(library));
        self.findings.extend(view::broken(library, output));
        self.reported = reported;
    }
}

/// Adds what was made to the output; returns what went wrong instead.
fn collect(
    made: impl IntoIterator<Item = Result<impl Into<Arc<Entry>>, Box<Finding>>>,
    (output, rendered): (&mut Output, &mut Rendered),
) -> Vec<Finding> {
    let mut mistakes = Vec::new();
    for made in made {
        match made {
            Ok(entry) => rendered.findings.extend(add(output, entry)),
            Err(finding) => mistakes.push(*finding),
        }
    }
    mistakes
}

/// Where things were written, for those who find fault with what came out.
pub struct Origin {
    pub(super) templates: Templates,
    pub(super) library: Arc<Library>,
}

impl Origin {
    /// Returns where a page says that it refers to `link`, if that is one place.
    pub fn place(&self, page: &UrlPath, link: &UrlPath) -> Option<Place> {
        let Self { templates, library } = self;
        let mut pages = library.site.pages().map(|(_, page)| page);
        let source = pages.find(|known| known.url == *page && known.has_file).map(|page| &page.source);
        let (path, href) = (link.as_str(), library.config.href(link));
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
        let quoted = [&href, path, name].map(|text| format!("\"{text}\""));
        let file = Some(name).filter(|name| name.contains('.'));
        let mut needles = quoted.iter().map(String::as_str).chain([path]).chain(file);
        needles.find_map(|needle| finish::place(needle, source, templates, &library.files))
    }
}

/// Adds an entry to the output, or returns what is wrong: something else is served there.
pub fn add(output: &mut Output, entry: impl Into<Arc<Entry>>) -> Option<Finding> {
    let entry = entry.into();
    let first = output.add(Arc::clone(&entry))?;
    let message = format!("`{}` is made twice: by `{}` and by `{}`", entry.path, first.step, entry.step);
    Some(Finding::error("url-twice", message).hint("rename one of the two"))
}
