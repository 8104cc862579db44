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
mod scene;
mod security;
mod sitemap;
mod step;

use super::fragments;
use super::template::Library;
use crate::base::artifact::Entry;
use crate::base::finding::{Finding, Findings};
use crate::base::output::Output;
use crate::incremental::{self, Fingerprint, Ran};

use scene::{Scene, path};

/// What this round made.
pub(super) struct Made {
    pub entries: Vec<Result<Entry, Box<Finding>>>,
    pub findings: Findings,
    pub ran: Vec<Ran>,
}

/// Makes the sitemap, the feeds of languages, sections and terms, and the files that are looked for by name.
pub(super) fn render(library: &Library, bodies: fragments::Context<'_>, output: &Output) -> Made {
    let scene = Scene { library, bodies, output };
    let mut findings = Findings::default();
    let (mut steps, feeds) = rayon::join(|| sitemap::steps(scene), || feed::steps(scene));
    steps.extend(feeds);
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
