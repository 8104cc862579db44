//! The step that makes one style sheet.

use std::collections::BTreeSet;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::bundle::{Bundle, bundle};
use super::desk::{Desk, Shelf};
use super::sass;
use super::thread::with_large_stack;
use crate::assets::names;
use crate::assets::sources::is_sass;
use crate::base::artifact::{Artifact, CacheClass, Entry, Role};
use crate::base::finding::{Finding, Findings, Place};
use crate::base::integrity::integrity;
use crate::base::path::UrlPath;
use crate::content::theme::ThemeFile;
use crate::incremental::{Fingerprint, Inputs, Recorder, Step, StepId, Work};

/// One style sheet on its way into the output.
pub(in crate::assets) struct SheetStep<'a> {
    pub shelf: Shelf<'a>,
    pub work: Work<'a>,
    /// The name under which it is served, before the digest.
    pub name: &'a str,
    pub file: &'a ThemeFile,
}

/// What came of a style sheet.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::assets) struct Made {
    /// None where there are errors.
    pub entry: Option<Entry>,
    pub integrity: String,
    /// Paths of the site that may not be there, and where the sheet names them.
    pub references: Vec<(UrlPath, Place)>,
    pub findings: Findings,
}

impl SheetStep<'_> {
    fn bundle(&self, recorder: &Recorder) -> Bundle {
        let desk = Desk::new(self.shelf, recorder);
        let name = self.file.name.as_str();
        let mut findings = Findings::default();
        let css = if is_sass(name) { sass::compile(&desk, name, &mut findings) } else { desk.text(name) };
        let mut made = match css {
            Ok(css) => bundle(&desk, name, css),
            Err(finding) => Bundle { findings: Findings::from_iter([finding]), ..Bundle::default() },
        };
        made.findings.extend(findings);
        made
    }

    fn crashed(&self) -> Bundle {
        let finding = Finding::error("style-crash", "the reader of style sheets does not get along with this file");
        let finding = finding.at(Place::whole(&self.file.source));
        let finding = finding.hint("what stands there may be wrong in a way that it does not expect");
        Bundle { findings: Findings::from_iter([finding]), ..Bundle::default() }
    }

    /// Puts the sheet into the sink.
    fn keep(&self, css: String, links: BTreeSet<UrlPath>) -> Result<(Entry, String), Finding> {
        let body = Bytes::from(css);
        let integrity = integrity(&body);
        let path = names::fingerprinted(self.name, &body).ok_or_else(|| {
            let message = format!("`{}` makes no URL", self.file.source);
            Finding::error("url-invalid", message).at(Place::whole(&self.file.source))
        })?;
        let artifact = Artifact {
            path,
            body,
            media_type: "text/css; charset=utf-8".to_owned(),
            class: CacheClass::Immutable,
            role: Role::Asset,
            tags: BTreeSet::from(["assets".to_owned()]),
            links,
        };
        Ok((self.work.keep(&artifact, &self.id())?, integrity))
    }
}

impl Step for SheetStep<'_> {
    type Made = Made;

    fn id(&self) -> StepId {
        StepId::new("asset", self.name)
    }

    fn inputs(&self) -> Inputs {
        let config = self.shelf.config;
        Inputs::default()
            .with("source", Fingerprint::of(self.file.source.as_str().as_bytes()))
            .with("settings", Fingerprint::of_value(&(&config.styles, &config.base_path)))
    }

    fn run(&self, recorder: &Recorder) -> Made {
        let made = with_large_stack(|| self.bundle(recorder)).unwrap_or_else(|| self.crashed());
        let Bundle { css, links, references, mut findings } = made;
        let css = css.filter(|_| !findings.has_errors());
        let kept = css.map(|css| self.keep(css, links)).transpose().unwrap_or_else(|finding| {
            findings.push(finding);
            None
        });
        let (entry, integrity) = kept.map_or((None, String::new()), |(entry, integrity)| (Some(entry), integrity));
        Made { entry, integrity, references, findings }
    }

    fn is_there(&self, made: &Made) -> bool {
        // What could not be made is tried again.
        made.entry.as_ref().is_some_and(|entry| self.work.sink.holds(&entry.path, &entry.digest))
    }
}
