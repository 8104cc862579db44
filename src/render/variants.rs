//! The last round: the variants of pictures that pages name, and what is wrong with pictures, told where
//! they are shown.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::fragments;
use super::picture::Wish;
use super::template::Library;
use crate::assets::images::{self, Failure, Operation};
use crate::base::finding::{Finding, Findings, Place};
use crate::base::path::SourcePath;
use crate::content::PageId;
use crate::incremental::Work;

/// What pages wish for: those of templates, by the steps of their pages.
pub(super) type OfPages = Vec<(String, Vec<Wish>)>;

/// Makes what is wished for; returns it, and what is wrong with pictures.
pub(super) fn make(library: &Library, of_pages: &OfPages, work: Work<'_>) -> (images::Made, Findings) {
    let mut wanted: BTreeMap<SourcePath, BTreeSet<Operation>> = BTreeMap::new();
    let of_fragments = library.fragments.iter().flat_map(|(_, fragment)| fragment.images.iter().map(|(wish, _)| wish));
    for wish in of_fragments.chain(of_pages.iter().flat_map(|(_, wishes)| wishes)) {
        wanted.entry(wish.source.clone()).or_default().extend(wish.operations.iter().cloned());
    }
    let (pictures, settings) = (&library.assets.pictures, &library.config.images);
    let made = images::make(&wanted, (&library.files, pictures, settings), work);
    let mut troubles: BTreeMap<SourcePath, Finding> = BTreeMap::new();
    for picture in pictures.iter() {
        let is_shown = wanted.contains_key(&picture.source);
        // What nobody decodes may be as large as it likes, and what lies in `static/` is nobody's business.
        let trouble =
            if is_shown { picture.trouble(settings) } else { picture.header.clone().err().map(|finding| *finding) };
        if let Some(finding) = trouble.filter(|_| is_shown || !picture.is_static) {
            troubles.insert(picture.source.clone(), finding);
        }
    }
    for Failure { source, finding } in &made.failures {
        troubles.insert(source.clone(), finding.clone());
    }
    let uses = if troubles.is_empty() { BTreeMap::new() } else { uses(library, of_pages, &troubles) };
    let findings = troubles.into_iter().map(|(source, finding)| {
        let uses = uses.get(&source);
        told(library, (&source, finding), uses.unwrap_or(&Uses::default()))
    });
    let metadata = pictures.iter().filter_map(|picture| picture.metadata(settings));
    (made, findings.chain(metadata).collect())
}

/// Who shows a picture.
#[derive(Default)]
struct Uses<'a> {
    /// The first body that does, and where in it.
    first: Option<(PageId, &'a Range<usize>)>,
    /// The first page whose template does.
    template: Option<&'a str>,
    n_pages: usize,
}

fn uses<'a>(
    library: &'a Library,
    of_pages: &'a OfPages,
    troubles: &BTreeMap<SourcePath, Finding>,
) -> BTreeMap<&'a SourcePath, Uses<'a>> {
    let mut uses: BTreeMap<&SourcePath, Uses<'_>> = BTreeMap::new();
    for (index, fragment) in library.fragments.iter() {
        let mut seen = BTreeSet::new();
        for (wish, range) in fragment.images.iter().filter(|(wish, _)| troubles.contains_key(&wish.source)) {
            let of_picture = uses.entry(&wish.source).or_default();
            of_picture.first.get_or_insert((PageId::new(index), range));
            of_picture.n_pages += usize::from(seen.insert(&wish.source));
        }
    }
    for (step, wishes) in of_pages {
        let sources: BTreeSet<&SourcePath> = wishes.iter().map(|wish| &wish.source).collect();
        for source in sources.into_iter().filter(|source| troubles.contains_key(*source)) {
            let of_picture = uses.entry(source).or_default();
            of_picture.template.get_or_insert(step);
            of_picture.n_pages += 1;
        }
    }
    uses
}

/// Returns what is wrong with a picture, once, at the first place where it is shown.
fn told(library: &Library, (source, mut finding): (&SourcePath, Finding), uses: &Uses<'_>) -> Finding {
    let others = match uses.n_pages.saturating_sub(1) {
        0 => String::new(),
        1 => " and 1 other page".to_owned(),
        n => format!(" and {n} other pages"),
    };
    match (uses.first, uses.template) {
        (Some(_), _) if !others.is_empty() => finding.message = format!("{} (shown here{others})", finding.message),
        (None, Some(step)) => finding.message = format!("{} (wanted by `{step}`{others})", finding.message),
        _ => {}
    }
    if finding.place.is_some() {
        return finding;
    }
    let place = uses.first.and_then(|(id, range)| {
        let page = library.site.page(id);
        let text = fragments::text(&library.files, page).ok()?;
        Some(Place::of(&page.source, &text, page.body + range.start..page.body + range.end))
    });
    finding.at(place.unwrap_or_else(|| Place::whole(source)))
}
