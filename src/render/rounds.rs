//! The rounds of rendering, one after the other.

use std::collections::BTreeSet;
use std::sync::{Arc, RwLock};

use crate::assets::Assets;
use crate::base::artifact::Entry;
use crate::base::clock::Clock;
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings};
use crate::base::output::Output;
use crate::base::path::UrlPath;
use crate::config::Config;
use crate::content::Site;
use crate::content::texts::Texts;
use crate::content::theme::Theme;
use crate::incremental::{Ran, Work};

use super::template::{self, Library, Templates};
use super::{broken, fragments, indexes, layout, pages, redirects, search};

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
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Rendered {
    /// What is wrong.
    pub findings: Findings,
    /// The steps that ran.
    pub ran: Vec<Ran>,
    /// Paths that lead nowhere and were reported at their line.
    pub reported: BTreeSet<UrlPath>,
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
    let Some(templates) = templates else { return rendered };

    let Input { config, site, assets, files, clock } = input;
    let (fragments, texts) = (Arc::default(), Arc::new(texts));
    let (known, indexes) = (RwLock::default(), RwLock::default());
    let early = Arc::new(Library { config, site, fragments, assets, texts, files, clock, known, indexes });
    rendered.findings.extend(layout::unknown(&early.site, &templates));
    rendered.findings.extend(search::hidden(&early));
    let bodies = fragments::Context { library: &early, templates: &templates, work };
    let (fragments, ran) = fragments::render(bodies);
    rendered.ran.extend(ran);
    rendered.findings.extend(fragments.mistakes());
    let library = Arc::new(early.with(fragments));
    let (pages, ran) = pages::render(&library, bodies);
    rendered.ran.extend(ran);
    let (indexes, ran) = indexes::render(&library, work);
    rendered.ran.extend(ran);
    let (found, ran) = search::render(&library, bodies);
    rendered.ran.extend(ran);
    let (sent_on, ran) = redirects::render(&library, work);
    rendered.ran.extend(ran);
    let mut mistakes = Vec::new();
    for made in pages.into_iter().chain(indexes).chain(sent_on) {
        match made {
            Ok(entry) => rendered.findings.extend(add(output, entry)),
            Err(finding) => mistakes.push(*finding),
        }
    }
    for made in found {
        match made {
            Ok(entries) => {
                rendered.findings.extend(entries.into_iter().filter_map(|entry| add(output, entry)));
            }
            Err(finding) => mistakes.push(*finding),
        }
    }
    rendered.findings.extend(template::once(mistakes));
    let (broken, reported) = broken::check(&library, output);
    rendered.findings.extend(broken);
    rendered.findings.extend(redirects::broken(&library, output));
    rendered.reported = reported;
    rendered
}

/// Adds an entry to the output, or returns what is wrong: something else is served there.
pub fn add(output: &mut Output, entry: Entry) -> Option<Finding> {
    let (path, step) = (entry.path.clone(), entry.step.clone());
    let first = output.add(entry)?;
    let message = format!("`{path}` is made twice: by `{}` and by `{step}`", first.step);
    Some(Finding::error("url-twice", message).hint("rename one of the two"))
}
