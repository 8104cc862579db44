//! Round four: what is made without a template: feeds, the sitemap, and the small files that crawlers,
//! phones and the finders of vulnerabilities look for.
//!
//! What the author wrote at one of these addresses wins; where a table of `seawall.toml` then has no effect,
//! that is told.

mod absolute;
mod atom;
mod feed;
mod json_feed;
mod manifest;
mod robots;
mod rss;
mod security;
mod sitemap;
mod step;

use super::fragments;
use super::template::Library;
use crate::base::artifact::Entry;
use crate::base::finding::{Finding, Findings, Place};
use crate::base::output::Output;
use crate::base::path::UrlPath;
use crate::incremental::{self, Fingerprint, Ran};

/// What this round made.
pub(super) struct Made {
    pub entries: Vec<Result<Entry, Box<Finding>>>,
    pub findings: Findings,
    pub ran: Vec<Ran>,
}

/// What the files of this round are made of.
#[derive(Clone, Copy)]
struct Scene<'a> {
    /// Knows the fragments too.
    library: &'a Library,
    bodies: fragments::Context<'a>,
    /// What is served already.
    output: &'a Output,
}

/// Makes the sitemap, the feeds of languages, sections and terms, and the files that are looked for by name.
pub(super) fn render(library: &Library, bodies: fragments::Context<'_>, output: &Output) -> Made {
    let scene = Scene { library, bodies, output };
    let mut findings = Findings::default();
    let mut steps = sitemap::steps(scene);
    steps.extend(feed::steps(scene));
    steps.extend(robots::step(scene, &mut findings));
    steps.extend(security::step(scene, &mut findings));
    steps.extend(manifest::steps(scene, &mut findings));
    let logo = library.config.organization.as_ref().and_then(|own| own.logo.as_ref().zip(own.logo_at.as_ref()));
    findings.extend(logo.and_then(|(logo, place)| scene.missing_file(logo, place)));
    steps.retain(|step| !scene.is_written(&step.path));
    let (entries, ran) =
        incremental::run(bodies.work, "indexes", &steps, &|question| Fingerprint::of(question.as_bytes()));
    Made { entries, findings, ran }
}

impl Scene<'_> {
    /// Returns whether the author wrote what is served there.
    fn is_written(&self, path: &UrlPath) -> bool {
        self.output.get(path).is_some()
    }

    /// Says that a table of `seawall.toml` does nothing.
    fn without_effect(table: &str, place: &Place, why: &str) -> Finding {
        let message = format!("`[{table}]` has no effect: {why}");
        Finding::warning("config-no-effect", message).at(place.clone())
    }

    /// Says that a table does nothing, where the author wrote the file that it would make.
    fn written_by_hand(&self, table: &str, place: &Place, path: &UrlPath) -> Option<Finding> {
        let finding = || Self::without_effect(table, place, &format!("the site has a file of its own at `{path}`"));
        self.is_written(path).then(|| finding().hint("remove the file or the table"))
    }

    /// Says that a file that `seawall.toml` names is not served.
    fn missing_file(&self, path: &UrlPath, place: &Place) -> Option<Finding> {
        let finding = || Finding::error("config-file", format!("nothing is served at `{path}`")).at(place.clone());
        (!self.is_written(path)).then(|| finding().hint(format!("put the file into `static{path}`")))
    }
}

/// Returns the path of a file with a fixed name.
fn path(name: &str) -> UrlPath {
    UrlPath::new(name).expect("a plain name is a path")
}
