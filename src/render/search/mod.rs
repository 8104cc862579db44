//! The search without a server: an index cut into small files, of which a visitor's browser asks for a few.
//!
//! Comes in: the pages of a language with their rendered Markdown. Goes out: the files of the index; what
//! is in each is told in docs/search.md. `text` reads a page, `words` splits text, `page` is the step that
//! says which words a page has, `number` numbers pages, `merge` turns pages with words into words with pages,
//! `shard` cuts those into files, `index` is the step that makes them. Deliberately not here: the page with the form, which
//! is a template, and whoever reads the index, which is the theme's script.

mod index;
mod merge;
mod number;
mod page;
mod shard;
mod text;
mod words;

use super::fragments;
use super::template::Library;
use crate::base::artifact::Entry;
use crate::base::finding::Finding;
use crate::incremental::Ran;

/// What came of one index: its files, or what is wrong.
pub(super) type Made = Result<Vec<Entry>, Box<Finding>>;

/// Makes the index of each language, where the site has a search.
pub(super) fn render(library: &Library, bodies: fragments::Context<'_>) -> (Vec<Made>, Vec<Ran>) {
    if !library.config.search.is_enabled() {
        return (Vec::new(), Vec::new());
    }
    let (pages, mut ran) = page::read(library, bodies);
    let (made, more) = index::make(library, bodies, &pages);
    ran.extend(more);
    (made, ran)
}
