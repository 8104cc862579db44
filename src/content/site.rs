//! What the content folder says, as one value: pages and sections with their relatives.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::page::{List, Page};
use super::route::{Foldered, slugify};
use crate::base::clock::Span;
use crate::base::finding::Place;
use crate::base::path::{SourcePath, UrlPath};

/// A page in `Site::pages`; lives for one build.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PageId(pub(super) usize);

impl PageId {
    /// Returns the page at this index among the pages of the site.
    pub fn new(index: usize) -> Self {
        Self(index)
    }

    /// Returns its index among the pages of the site.
    pub fn index(self) -> usize {
        self.0
    }
}

/// All pages of a site. Sections are pages with a list.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Site {
    pub(super) pages: Vec<Page>,
    pub(super) by_source: BTreeMap<SourcePath, PageId>,
    /// Sections by language and folder.
    pub(super) sections: BTreeMap<(String, String), PageId>,
    /// Languages whose content lies in a folder of its own.
    pub(super) foldered: Foldered,
    /// Files of page bundles and folders that are served as they are, in the order of their paths.
    pub(super) resources: Vec<Resource>,
    /// Paths at which something was served that is elsewhere now, or gone.
    pub(super) moves: BTreeMap<UrlPath, Move>,
    /// Addresses of pieces and feeds of lists at which something else is served; each was told.
    pub(super) taken: BTreeSet<UrlPath>,
    /// Menus by language and name.
    pub(super) menus: BTreeMap<(String, String), Vec<MenuItem>>,
    /// The lists of all terms, by language and taxonomy.
    pub(super) taxonomies: BTreeMap<(String, String), PageId>,
    /// The pages of each term, by language, taxonomy and slug.
    pub(super) terms: BTreeMap<(String, String, String), PageId>,
    /// When it would have been the same site; none where that was not asked.
    pub(super) span: Option<Span>,
}

/// What became of a path at which something was served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Move {
    /// It is elsewhere: a path of the site.
    Here(UrlPath, Origin),
    /// It is elsewhere: on another site.
    Elsewhere(String, Origin),
    /// It is gone for good.
    Gone,
}

/// Who says where something moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The HTTP status, where a target can send one.
    pub status: u16,
    /// What stands behind the path: `?query#anchor`, or nothing.
    pub suffix: String,
    /// Where it is said.
    pub place: Place,
}

/// A line of a menu, with those below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuItem {
    /// What it says.
    pub name: String,
    /// The language of the name: another than that of the menu where it is the title of a page that is
    /// not translated.
    pub lang: String,
    /// Where it leads, as an `href` says it.
    pub url: String,
    /// What others call it.
    pub identifier: String,
    /// Light entries come first.
    pub weight: i64,
    /// The entries below it.
    pub children: Vec<MenuItem>,
}

/// A file that is served as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// The file.
    pub source: SourcePath,
    /// Where it is served.
    pub url: UrlPath,
}

impl Site {
    /// Returns the page with this id.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }

    /// Returns all pages with their ids, in the order of their source paths.
    pub fn pages(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.pages.iter().enumerate().map(|(index, page)| (PageId(index), page))
    }

    /// Returns how long it would have been the same site: no page falls due, is over, or gets a date in the past.
    /// None where that is not known, since dates come from the history of the files.
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// Returns the page written in `source`.
    pub fn find(&self, source: &SourcePath) -> Option<&Page> {
        self.by_source.get(source).map(|id| self.page(*id))
    }

    /// Returns the page that an author in `language` means by `source`: the file itself, or the one of
    /// that name in the folder of the language, or of any other.
    pub fn named(&self, language: &str, source: &SourcePath) -> Option<&Page> {
        if let Some(page) = self.find(source) {
            return Some(page);
        }
        let inside = source.inside("content")?;
        let own = [self.foldered.prefix(language)].into_iter().chain(self.foldered.prefixes());
        own.filter(|prefix| !prefix.is_empty())
            .find_map(|prefix| self.find(&SourcePath::new(&format!("content/{prefix}{inside}"))?))
    }

    /// Returns what an author in `language` gets who asks for `page`: its translation, or what stands
    /// in for it, or the page itself.
    pub fn in_language<'a>(&'a self, page: &'a Page, language: &str) -> &'a Page {
        let others = page.translations.iter().chain(&page.fallbacks).map(|id| self.page(*id));
        others.into_iter().find(|other| other.language == language).unwrap_or(page)
    }

    /// Returns the source paths of all pages.
    pub fn sources(&self) -> impl Iterator<Item = &SourcePath> {
        self.by_source.keys()
    }

    /// Returns where a link in `language` to the page written in `source`, or to the file `source`
    /// itself, leads; with it the file of the page, which may be a translation.
    pub fn goal(&self, language: &str, source: &SourcePath) -> Option<(&UrlPath, &SourcePath)> {
        if let Some(page) = self.named(language, source).filter(|page| page.has_file) {
            let page = self.in_language(page, language);
            return Some((&page.url, &page.source));
        }
        let at = self.resources.binary_search_by(|resource| resource.source.cmp(source)).ok()?;
        Some((&self.resources[at].url, &self.resources[at].source))
    }

    /// Returns what became of paths at which something was served.
    pub fn moves(&self) -> &BTreeMap<UrlPath, Move> {
        &self.moves
    }

    /// Returns whether a piece or the feed of a list must give way to what else is served there.
    pub fn is_taken(&self, url: &UrlPath) -> bool {
        self.taken.contains(url)
    }

    /// Returns a menu in a language.
    pub fn menu(&self, language: &str, name: &str) -> Option<&[MenuItem]> {
        self.menus.get(&(language.to_owned(), name.to_owned())).map(Vec::as_slice)
    }

    /// Returns the folders of all sections.
    pub fn section_names(&self) -> impl Iterator<Item = &str> {
        self.sections.keys().map(|(_, folder)| folder.as_str())
    }

    /// Returns the page of a term, by the term's name or slug.
    pub fn term(&self, language: &str, taxonomy: &str, name: &str) -> Option<&Page> {
        let key = (language.to_owned(), taxonomy.to_owned(), slugify(name));
        self.terms.get(&key).map(|id| self.page(*id))
    }

    /// Returns the list of all terms of a taxonomy.
    pub fn taxonomy(&self, language: &str, name: &str) -> Option<&Page> {
        self.taxonomies.get(&(language.to_owned(), name.to_owned())).map(|id| self.page(*id))
    }

    /// Returns the files that are served as they are.
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }

    /// Returns the sections above `page`, the home page first.
    pub fn ancestors(&self, page: &Page) -> Vec<&Page> {
        let mut above = Vec::new();
        let mut next = page.section;
        while let Some(id) = next {
            above.push(self.page(id));
            next = self.page(id).section;
        }
        above.reverse();
        above
    }

    /// Returns the leaves of a list and of all lists below it, newest first. What only stands in for a
    /// translation is not among them.
    pub fn newest(&self, list: &List) -> Vec<&Page> {
        let mut pages = Vec::new();
        let mut waiting = vec![list];
        while let Some(list) = waiting.pop() {
            let own = list.pages.iter().map(|id| self.page(*id));
            pages.extend(own.filter(|page| page.fallback_of.is_none()));
            waiting.extend(list.subsections.iter().filter_map(|id| self.page(*id).list.as_ref()));
        }
        pages.sort_by(|a, b| newest_first(a, b));
        // A transparent section lists its pages here and there.
        pages.dedup_by_key(|page| page.id);
        pages
    }

    /// Returns the list of the section in this folder of a language, `""` for the home page.
    pub fn section(&self, language: &str, folder: &str) -> Option<&Page> {
        self.sections.get(&(language.to_owned(), folder.to_owned())).map(|id| self.page(*id))
    }
}

/// Newest first; pages without a date last; equals by title, then by source.
pub(super) fn newest_first(a: &Page, b: &Page) -> std::cmp::Ordering {
    let by_date = b.date.cmp(&a.date);
    by_date.then_with(|| a.title.cmp(&b.title)).then_with(|| a.source.cmp(&b.source))
}
