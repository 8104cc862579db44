//! A site of which nothing changed but bodies: the one of the last build, with other digests.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::front_matter;
use super::site::Site;
use super::stored;
use crate::base::digest::Digest;
use crate::base::files::{Files, Listing};
use crate::base::finding::Findings;
use crate::base::path::SourcePath;

/// How many pages one thread looks at in a row.
const PAGES: usize = 512;

/// What became of `content/`.
#[derive(Debug, Serialize, Deserialize)]
pub struct Loaded {
    /// The site.
    #[serde(with = "stored::shared")]
    pub site: Arc<Site>,
    /// What is wrong with it.
    pub findings: Findings,
    /// The names of all files that were there.
    listed: Digest,
}

impl Loaded {
    pub(super) fn new(site: Site, findings: Findings, listed: Digest) -> Self {
        Self { site: Arc::new(site), findings, listed }
    }

    /// Returns what becomes of `content/` now where `changed` are all the files and folders in it that look otherwise
    /// than then; none where anything but the bodies of pages is another.
    pub fn again(mut self, files: &Files, changed: &[SourcePath]) -> Option<Self> {
        let (folders, texts): (Vec<_>, Vec<_>) = changed.iter().partition(|path| files.has_folder(path.as_str()));
        if !folders.is_empty() && names(&files.list("content")) != self.listed {
            return None;
        }
        let texts = texts.into_par_iter().map(|path| Some((path, digest_now(files, path)?)));
        let now: BTreeMap<&SourcePath, Digest> = texts.collect::<Option<Vec<_>>>()?.into_iter().collect();
        let digest = |path: &SourcePath| now.get(path).copied().or_else(|| files.recalled_digest(path));
        let pages = &mut Arc::make_mut(&mut self.site).pages;
        let pages = pages.par_iter_mut().with_min_len(PAGES).filter(|page| page.has_file);
        pages.try_for_each(|page| {
            page.digest = digest(&page.source)?;
            Some(())
        })?;
        Some(self)
    }
}

/// Returns the digest that a text has now, if it begins as it did.
fn digest_now(files: &Files, path: &SourcePath) -> Option<Digest> {
    let before = files.recalled_head(path)?;
    let now = files.head(path, |text| front_matter::end(path, text)).ok()?;
    (*now.text == *before).then_some(now.digest)
}

/// Returns the digest of all names, of those that cannot be used too.
pub(super) fn names(listing: &Listing) -> Digest {
    let files = listing.files.iter().map(|file| format!("{file}\n"));
    let errors = listing.errors.iter().map(|error| format!("{error}\n"));
    Digest::of(files.chain(errors).collect::<String>().as_bytes())
}
