//! Files that need no template → artifacts: assets under fingerprinted names, files as they are.
//!
//! Comes in: the theme chain and the files beside the content. Goes out: entries, and the URL of
//! each asset by its name. Deliberately not here (yet): Sass, bundling, images.

mod step;

use std::collections::BTreeMap;

use crate::base::artifact::{CacheClass, Entry};
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings};
use crate::base::path::UrlPath;
use crate::content::Site;
use crate::content::theme::Theme;
use crate::incremental::{self, Fingerprint, Ran, Work};

use step::{AssetStep, Kind};

/// Assets by name.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    by_name: BTreeMap<String, UrlPath>,
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
pub fn make(files: &Files, theme: &Theme, site: &Site, work: Work<'_>) -> Made {
    let mut made = Made::default();
    let mut steps = Vec::new();
    for (folder, kind) in [("assets", Kind::Asset), ("static", Kind::Static)] {
        let (found, errors) = theme.files(folder);
        made.findings.extend(errors.into_iter().map(Finding::from));
        steps.extend(found.into_values().map(|file| AssetStep::of_theme(files, work, kind, file)));
    }
    for resource in site.resources() {
        steps.push(AssetStep::of_resource(files, work, resource));
    }
    let (results, ran) = incremental::run(work, "assets", &steps, &|question| Fingerprint::of(question.as_bytes()));
    for (step, result) in steps.iter().zip(results) {
        match result {
            Ok(entry) => {
                if entry.class == CacheClass::Immutable {
                    made.assets.by_name.insert(step.name.clone(), entry.path.clone());
                }
                made.entries.push(entry);
            }
            Err(finding) => made.findings.push(*finding),
        }
    }
    made.ran = ran;
    made
}
