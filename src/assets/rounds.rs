//! The rounds of assets, one after the other.

use std::collections::{BTreeMap, BTreeSet};

use super::catalog::{self, Assets};
use super::images::OriginalStep;
use super::sources::Sources;
use super::step::{AssetStep, Kind};
use super::styles::{SheetStep, Shelf};
use crate::base::artifact::Entry;
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings, Place};
use crate::base::output::Output;
use crate::base::path::UrlPath;
use crate::config::Config;
use crate::content::Site;
use crate::content::theme::Theme;
use crate::incremental::{self, Fingerprint, Ran, Work};

/// A suggestion costs a look at every path, so only the first few references get one.
const MOST_SUGGESTIONS: usize = 20;

/// What these rounds made.
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
    /// Paths of the site that style sheets name, and where.
    pub references: Vec<(UrlPath, Place)>,
}

/// Puts assets, static files and the files of page bundles into the sink.
pub fn make(files: &Files, theme: &Theme, (config, site): (&Config, &Site), work: Work<'_>) -> Made {
    let (sources, findings) = Sources::of(theme);
    let mut made = Made { findings, ..Made::default() };
    let (statics, errors) = theme.files("static");
    made.findings.extend(errors.into_iter().map(Finding::from));
    let of_theme = |kind| move |file| AssetStep::of_theme(files, work, kind, file);
    let mut steps: Vec<AssetStep<'_>> = sources.others().cloned().map(of_theme(Kind::Asset)).collect();
    steps.extend(statics.into_values().map(of_theme(Kind::Static)));
    steps.extend(site.resources().iter().map(|resource| AssetStep::of_resource(files, work, resource.clone())));
    made.files(steps, config, work);
    let urls: BTreeMap<String, UrlPath> = made.assets.urls().collect();
    made.styles(Shelf { files, sources: &sources, urls: &urls, config }, work);
    made
}

/// Returns what style sheets refer to and nobody serves, at its place, and the paths.
pub fn broken(references: &[(UrlPath, Place)], output: &Output) -> (Vec<Finding>, BTreeSet<UrlPath>) {
    let missing = references.iter().filter(|(path, _)| !output.reaches(path)).enumerate();
    let told = missing.map(|(n, (path, place))| {
        let known = Some(output).filter(|_| n < MOST_SUGGESTIONS);
        (catalog::missing(path, known).at(place.clone()), path.clone())
    });
    told.unzip()
}

impl Made {
    /// The first round: files that refer to nothing.
    fn files(&mut self, steps: Vec<AssetStep<'_>>, config: &Config, work: Work<'_>) {
        let (mut originals, mut others) = (Vec::new(), Vec::new());
        for step in steps {
            match OriginalStep::of(step, &config.images) {
                Ok(picture) => originals.push(picture),
                Err(other) => others.push(other),
            }
        }
        let answer = |question: &str| Fingerprint::of(question.as_bytes());
        let (results, ran) = incremental::run(work, "assets", &others, &answer);
        self.ran.extend(ran);
        for (step, result) in others.iter().zip(results) {
            let served = result.map(|served| (served.entry, served.integrity));
            self.take(served, step.is_asset().then_some(&step.name));
        }
        let (results, ran) = incremental::run(work, "pictures", &originals, &answer);
        self.ran.extend(ran);
        for (step, original) in originals.iter().zip(results) {
            step.register(&original, &mut self.assets.pictures);
            self.take(original.entry.map(|entry| (entry, None)), step.asset_name());
        }
    }

    /// Takes what became of a file; `name` is that of an asset.
    fn take(&mut self, served: Result<(Entry, Option<String>), Box<Finding>>, name: Option<&str>) {
        match served {
            Ok((entry, integrity)) => {
                if let Some(name) = name {
                    self.assets.add(name, &entry.path, integrity);
                }
                self.entries.push(entry);
            }
            Err(finding) => self.findings.push(*finding),
        }
    }

    /// The second round: style sheets.
    fn styles(&mut self, shelf: Shelf<'_>, work: Work<'_>) {
        let sheets = shelf.sources.sheets();
        let steps: Vec<_> = sheets.map(|(name, file)| SheetStep { shelf, work, name, file }).collect();
        let (results, ran) = incremental::run(work, "styles", &steps, &|question| shelf.fingerprint(question));
        // Each sheet of a circle meets it, and one telling is enough.
        let mut circles = BTreeSet::new();
        for (step, made) in steps.iter().zip(results) {
            if let Some(entry) = made.entry {
                self.assets.add(step.name, &entry.path, Some(made.integrity.clone()));
                if step.file.name != step.name {
                    self.assets.add(&step.file.name, &entry.path, Some(made.integrity));
                }
                self.entries.push(entry);
            } else {
                self.assets.note_broken(step.name, &step.file.name);
            }
            let is_new = |found: &Finding| found.code != "style-circle" || circles.insert(found.message.clone());
            self.findings.extend(made.findings.into_iter().filter(is_new));
            self.references.extend(made.references);
        }
        self.ran.extend(ran);
    }
}
