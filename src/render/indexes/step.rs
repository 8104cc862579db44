//! The step that makes one file without a template.

use std::collections::BTreeSet;

use bytes::Bytes;

use crate::base::artifact::{Artifact, CacheClass, Entry, Role};
use crate::base::finding::Finding;
use crate::base::path::UrlPath;
use crate::incremental::{Fingerprint, Inputs, Recorder, Step, StepId, Work};

/// What writes the text of a file.
pub(super) type Write<'a> = Box<dyn Fn() -> Result<String, Finding> + Send + Sync + 'a>;

/// One file, and how it is written.
pub(super) struct IndexStep<'a> {
    pub work: Work<'a>,
    /// The first word of its id.
    pub kind: &'static str,
    pub path: UrlPath,
    pub media_type: &'static str,
    /// The fingerprint of all that `write` reads, and of what decides the media type.
    pub input: Fingerprint,
    pub write: Write<'a>,
}

impl Step for IndexStep<'_> {
    type Made = Result<Entry, Box<Finding>>;

    fn id(&self) -> StepId {
        StepId::new(self.kind, &self.path)
    }

    fn inputs(&self) -> Inputs {
        Inputs::default().with("pages", self.input)
    }

    fn run(&self, _recorder: &Recorder) -> Self::Made {
        let artifact = Artifact {
            path: self.path.clone(),
            body: Bytes::from((self.write)()?),
            media_type: self.media_type.to_owned(),
            class: CacheClass::Page,
            role: Role::Index,
            tags: BTreeSet::from(["index".to_owned()]),
            links: BTreeSet::new(),
        };
        self.work.keep(&artifact, &self.id()).map_err(|error| Box::new(error.into()))
    }

    fn is_there(&self, made: &Self::Made) -> bool {
        made.as_ref().is_ok_and(|entry| self.work.sink.holds(&entry.path, &entry.digest))
    }
}
