//! Files that need no template → artifacts: assets under fingerprinted names, files as they are.
//!
//! Comes in: the theme chain and the files beside the content. Goes out: entries, and the URL of
//! each asset by its name. Deliberately not here (yet): Sass, bundling.

pub mod images;
mod step;

use std::collections::BTreeMap;

use crate::base::artifact::Entry;
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings};
use crate::base::path::UrlPath;
use crate::config::Config;
use crate::content::Site;
use crate::content::theme::Theme;
use crate::incremental::{self, Fingerprint, Ran, Work};

use images::{OriginalStep, Pictures};
use step::{AssetStep, Kind};

/// Assets by name.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    by_name: BTreeMap<String, UrlPath>,
    /// All pictures, those of page bundles and of `static/` included.
    pub pictures: Pictures,
}

impl Assets {
    /// Returns where the asset of this name is served.
    pub fn url(&self, name: &str) -> Option<&UrlPath> {
        self.by_name.get(name)
    }

    /// Returns the names of all assets.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}

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
