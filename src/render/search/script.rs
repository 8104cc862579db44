//! The script that answers a search. It comes with the index and not with a theme: they must fit, a site
//! without a search has no use for it, and many themes have a `js/search.js` of their own.

use std::collections::BTreeSet;

use bytes::Bytes;

use super::Made;
use crate::base::artifact::{Artifact, CacheClass, Role};
use crate::base::digest::Digest;
use crate::base::path::UrlPath;
use crate::config::Search;
use crate::incremental::{Inputs, Recorder, Step, StepId, Work};

const SCRIPT: &str = include_str!("script.js");

/// How many hexadecimal digits of its digest its name holds, as those of assets do.
const NAME_DIGITS: usize = 16;

/// Returns where the script is served.
pub(in crate::render) fn path() -> UrlPath {
    let digest = Digest::of(SCRIPT.as_bytes()).short(NAME_DIGITS);
    UrlPath::new(&format!("{}.{digest}.js", Search::folder("script"))).expect("digits make a path")
}

/// The step that puts the script into the sink.
pub(super) struct ScriptStep<'a> {
    pub work: Work<'a>,
}

impl Step for ScriptStep<'_> {
    type Made = Made;

    fn id(&self) -> StepId {
        StepId::new("search", "script")
    }

    fn inputs(&self) -> Inputs {
        // The script is part of the program, and a log of another program is not read.
        Inputs::default()
    }

    fn run(&self, _recorder: &Recorder) -> Made {
        let artifact = Artifact {
            path: path(),
            body: Bytes::from_static(SCRIPT.as_bytes()),
            media_type: "text/javascript; charset=utf-8".to_owned(),
            class: CacheClass::Immutable,
            role: Role::Asset,
            tags: BTreeSet::from(["assets".to_owned()]),
            links: BTreeSet::new(),
        };
        let entry = self.work.keep(&artifact, &self.id()).map_err(|error| Box::new(error.into()))?;
        Ok(vec![entry])
    }

    fn is_there(&self, made: &Made) -> bool {
        made.as_ref().is_ok_and(|entries| entries.iter().all(|entry| self.work.sink.holds(&entry.path, &entry.digest)))
    }
}
