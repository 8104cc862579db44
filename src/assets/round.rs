//! The first round: every file that needs no template, and what pictures say of themselves.

use super::Assets;
use super::images::OriginalStep;
use super::step::{AssetStep, Kind};
use crate::base::artifact::Entry;
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings};
use crate::config::Config;
use crate::content::Site;
use crate::content::theme::Theme;
use crate::incremental::{self, Fingerprint, Ran, Work};

/// What this round made.
#[derive(Debug, Default)]
pub struct Made {
    /// The assets by name, for templates.
    pub assets: Assets,
    /// All artifacts.
    pub entries: Vec<Entry>,
    /// What is wrong with the files.
    pub findings: Findings,
    /// The steps that ran.
    pub ran: Vec<Ran>,
}

/// Puts assets, static files and the files of page bundles into the sink.
pub fn make(files: &Files, theme: &Theme, (config, site): (&Config, &Site), work: Work<'_>) -> Made {
    let mut made = Made::default();
    let mut steps = Vec::new();
    for (folder, kind) in [("assets", Kind::Asset), ("static", Kind::Static)] {
        let (found, errors) = theme.files(folder);
        made.findings.extend(errors.into_iter().map(Finding::from));
        steps.extend(found.into_values().map(|file| AssetStep::of_theme(files, work, kind, file)));
    }
    for resource in site.resources() {
        steps.push(AssetStep::of_resource(files, work, resource.clone()));
    }
    let mut originals = Vec::new();
    let mut others = Vec::new();
    for step in steps {
        match OriginalStep::of(step, &config.images) {
            Ok(picture) => originals.push(picture),
            Err(other) => others.push(other),
        }
    }
    let answer = |question: &str| Fingerprint::of(question.as_bytes());
    let (results, ran) = incremental::run(work, "assets", &others, &answer);
    made.ran.extend(ran);
    for (step, result) in others.iter().zip(results) {
        made.take(result, step.is_asset().then_some(&step.name));
    }
    let (results, ran) = incremental::run(work, "images", &originals, &answer);
    made.ran.extend(ran);
    for (step, original) in originals.iter().zip(results) {
        step.register(&original, &mut made.assets.pictures);
        made.take(original.entry, step.asset_name());
    }
    made
}

impl Made {
    /// Takes what became of a file; `name` is that of an asset.
    fn take(&mut self, result: Result<Entry, Box<Finding>>, name: Option<&str>) {
        match result {
            Ok(entry) => {
                self.assets.by_name.extend(name.map(|name| (name.to_owned(), entry.path.clone())));
                self.entries.push(entry);
            }
            Err(finding) => self.findings.push(*finding),
        }
    }
}
