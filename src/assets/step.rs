//! One file on its way into the output.

use std::collections::BTreeSet;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::names;
use crate::base::artifact::{Artifact, CacheClass, Entry, Role};
use crate::base::files::{FileError, Files};
use crate::base::finding::{Finding, Place};
use crate::base::integrity::integrity;
use crate::base::media::media_type;
use crate::base::path::{SourcePath, UrlPath};
use crate::content::site::Resource;
use crate::content::theme::ThemeFile;
use crate::incremental::{Fingerprint, Inputs, Recorder, Step, StepId, Work};

/// What is done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Served below `/assets/` under a name that holds its digest.
    Asset,
    /// Served under its own name.
    Static,
}

/// Where the bytes come from.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    Theme(ThemeFile),
    Content(Resource),
}

impl Origin {
    pub(super) fn read(&self, files: &Files) -> Result<Vec<u8>, FileError> {
        match self {
            Self::Theme(file) => file.read(files),
            Self::Content(resource) => files.read(&resource.source),
        }
    }
}

/// What came of a file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Served {
    pub entry: Entry,
    /// The value of `integrity`, for a script.
    pub integrity: Option<String>,
}

/// The step that puts one file into the sink.
pub(super) struct AssetStep<'a> {
    files: &'a Files,
    work: Work<'a>,
    kind: Kind,
    pub origin: Origin,
    /// Its name below its folder.
    pub name: String,
}

impl<'a> AssetStep<'a> {
    pub(super) fn of_theme(files: &'a Files, work: Work<'a>, kind: Kind, file: ThemeFile) -> Self {
        Self { files, work, kind, name: file.name.clone(), origin: Origin::Theme(file) }
    }

    pub(super) fn of_resource(files: &'a Files, work: Work<'a>, resource: Resource) -> Self {
        let name = resource.url.as_str()[1..].to_owned();
        Self { files, work, kind: Kind::Static, name, origin: Origin::Content(resource) }
    }

    /// Returns whether it is served under a name that holds its digest.
    pub(super) fn is_asset(&self) -> bool {
        self.kind == Kind::Asset
    }

    /// Returns whether it lies in `static/`, where everything is served as it is.
    pub(super) fn is_static(&self) -> bool {
        self.kind == Kind::Static && matches!(self.origin, Origin::Theme(_))
    }

    pub(super) fn source(&self) -> &SourcePath {
        match &self.origin {
            Origin::Theme(file) => &file.source,
            Origin::Content(resource) => &resource.source,
        }
    }

    pub(super) fn read(&self) -> Result<Vec<u8>, FileError> {
        self.origin.read(self.files)
    }

    /// Returns whether what was put there is there still.
    pub(super) fn is_kept(&self, entry: &Entry) -> bool {
        self.work.sink.holds(&entry.path, &entry.digest)
    }

    /// Returns where a file with these bytes is served.
    fn url(&self, body: &[u8]) -> Option<UrlPath> {
        match self.kind {
            Kind::Static => UrlPath::new(&format!("/{}", self.name)).map(|url| url.canonical()),
            Kind::Asset => names::fingerprinted(&self.name, body),
        }
    }

    /// Returns the value of `integrity` for what has one: HTML knows it for style sheets and scripts.
    fn integrity(&self, body: &[u8]) -> Option<String> {
        let ending = self.name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        let is_script = matches!(ending.as_str(), "js" | "mjs");
        (self.kind == Kind::Asset && is_script).then(|| integrity(body))
    }

    /// Puts `body`, which is what becomes of the file, into the sink.
    pub(super) fn put(&self, body: Vec<u8>) -> Result<Entry, Finding> {
        let body = Bytes::from(body);
        let path = self.url(&body).ok_or_else(|| {
            let place = Place::whole(self.source());
            Finding::error("url-invalid", format!("`{}` makes no URL", self.source())).at(place)
        })?;
        if path.means_folder() {
            let message = format!("`{path}` has no dot in its name, so the edge would take it for a folder");
            let finding = Finding::error("url-unreachable", message).at(Place::whole(self.source()));
            return Err(finding.hint("give it an extension, or put it below `.well-known/`"));
        }
        let artifact = Artifact {
            path,
            body,
            media_type: media_type(&self.name),
            class: if self.kind == Kind::Asset { CacheClass::Immutable } else { CacheClass::Static },
            role: Role::Asset,
            tags: BTreeSet::from(["assets".to_owned()]),
            links: BTreeSet::new(),
        };
        Ok(self.work.keep(&artifact, &self.id())?)
    }
}

impl Step for AssetStep<'_> {
    type Made = Result<Served, Box<Finding>>;

    fn id(&self) -> StepId {
        StepId::new(if self.kind == Kind::Asset { "asset" } else { "static" }, &self.name)
    }

    fn inputs(&self) -> Inputs {
        let source = Fingerprint::of(self.source().as_str().as_bytes());
        match self.read() {
            Ok(body) => Inputs::default().with("source", source).with("body", Fingerprint::of(&body)),
            Err(error) => Inputs::default().with("trouble", Fingerprint::of(error.to_string().as_bytes())),
        }
    }

    fn run(&self, _recorder: &Recorder) -> Self::Made {
        let served = |body: Vec<u8>| {
            let integrity = self.integrity(&body);
            Ok(Served { entry: self.put(body)?, integrity })
        };
        self.read().map_err(Finding::from).and_then(served).map_err(Box::new)
    }

    fn is_there(&self, made: &Self::Made) -> bool {
        // A file that could not be read is tried again.
        made.as_ref().is_ok_and(|served| self.is_kept(&served.entry))
    }
}
