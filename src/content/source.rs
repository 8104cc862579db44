//! One content file, read as far as its front matter.

use crate::base::digest::Digest;
use crate::base::files::Files;
use crate::base::finding::{Finding, Place};
use crate::base::path::SourcePath;
use crate::base::seen::Head;
use crate::config::Config;

use super::front_matter::{self, FrontMatter};
use super::route::{Foldered, Route, route};

/// A content file without its body.
#[derive(Debug)]
pub(super) struct Source {
    pub file: SourcePath,
    /// The digest of all of it.
    pub digest: Digest,
    /// Its text up to the body, to say where a mistake is.
    pub head: String,
    pub front: FrontMatter,
    pub route: Route,
}

/// Reads `file` up to its body.
pub(super) fn read(files: &Files, config: &Config, foldered: &Foldered, file: &SourcePath) -> Result<Source, Finding> {
    let Head { digest, text } = files.head(file, |text| front_matter::end(file, text))?;
    let front = front_matter::parse(file, &text)?;
    Ok(Source { file: file.clone(), digest, head: text.into(), route: route(file, config, foldered), front })
}

impl Source {
    /// Returns where `key` stands.
    pub(super) fn place(&self, key: &str) -> Place {
        Place::of(&self.file, &self.head, self.front.span_of(&self.head, key))
    }

    /// Returns whether it is the list of a section.
    pub(super) fn is_section(&self) -> bool {
        self.route.slug.is_none()
    }
}
