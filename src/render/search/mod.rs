//! The search without a server: an index cut into small files, of which a visitor's browser asks for a few.
//!
//! Comes in: the pages of a language with their rendered Markdown. Goes out: the files of the index; what
//! is in each is told in docs/search.md. `text` reads a page, `words` splits text, `page` is the step that
//! says which words a page has, `number` numbers pages, `merge` turns pages with words into words with pages,
//! `shard` cuts those into files, `index` is the step that makes them, `script.js` is what reads them in a
//! browser. Deliberately not here: the page with the form, which is a template.

mod index;
mod merge;
mod number;
mod page;
mod script;
mod shard;
mod text;
mod words;

use super::fragments;
use super::template::Library;
use crate::base::artifact::Entry;
use crate::base::finding::{Finding, Place};
use crate::content::Page;
use crate::incremental::{self, Fingerprint, Ran};

use script::ScriptStep;
pub(super) use script::path as script;

/// What came of one index: its files, or what is wrong.
pub(super) type Made = Result<Vec<Entry>, Box<Finding>>;

/// Returns what is wrong with the pages for searching: something else may be served where the field leads.
pub(super) fn hidden(library: &Library) -> Vec<Finding> {
    let pages = library.site.pages().map(|(_, page)| page).filter(|page| !page.is_moved && page.template.is_none());
    let is_of_search = |page: &&Page| library.config.search.page(&page.language) == Some(&page.url);
    let told = pages.filter(is_of_search).map(|page| {
        let message = format!("`{}` is the address for searching, and this page has no field there", page.url);
        let finding = Finding::warning("search-hidden", message).at(Place::whole(&page.source));
        finding.hint("give it `template = \"search.html\"`, or the search another `path` in `[search]`")
    });
    told.collect()
}

/// Makes the index of each language, where the site has a search.
pub(super) fn render(library: &Library, bodies: fragments::Context<'_>) -> (Vec<Made>, Vec<Ran>) {
    if !library.config.search.is_enabled() {
        return (Vec::new(), Vec::new());
    }
    let (pages, mut ran) = page::read(library, bodies);
    let (mut made, more) = index::make(library, bodies, &pages);
    ran.extend(more);
    let script = [ScriptStep { work: bodies.work }];
    let (files, more) =
        incremental::run(bodies.work, "search", &script, &|question| Fingerprint::of(question.as_bytes()));
    made.extend(files);
    ran.extend(more);
    (made, ran)
}
