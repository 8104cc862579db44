//! What the content folder says, as one value: pages and sections with their relatives.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::front_matter::SortBy;
use crate::base::digest::Digest;
use crate::base::path::{SourcePath, UrlPath};

/// A page in `Site::pages`; lives for one build.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Debug, Clone, Default)]
pub struct Site {
    pub(super) pages: Vec<Page>,
    pub(super) by_source: BTreeMap<SourcePath, PageId>,
    /// Files of page bundles and folders that are served as they are, in the order of their paths.
    pub(super) resources: Vec<Resource>,
}

/// One page or section.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where it is in `Site::pages`.
    pub id: PageId,
    /// The file it is written in; a section without `_index.md` has the name that file would have.
    pub source: SourcePath,
    /// Whether `source` exists.
    pub has_file: bool,
    /// The code of its language.
    pub language: String,
    /// Where it is served.
    pub url: UrlPath,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// `2026-11-23`.
    pub date: Option<String>,
    /// `2026-11-24`.
    pub updated: Option<String>,
    /// Light pages come first where a section sorts by weight.
    pub weight: i64,
    /// The author's own name for what its translations have in common.
    pub(super) translation_key: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Terms by taxonomy.
    pub taxonomies: BTreeMap<String, Vec<String>>,
    /// The template that the author asks for.
    pub template: Option<String>,
    /// Whether it follows an event and is cached for seconds only.
    pub is_live: bool,
    /// Whether the sitemap names it.
    pub in_sitemap: bool,
    /// The author's own values.
    pub extra: Map<String, Value>,
    /// The first byte of its body in `source`.
    pub body: usize,
    /// The digest of all of `source`.
    pub digest: Digest,
    /// The section it belongs to; none for the home page of a language.
    pub section: Option<PageId>,
    /// Older and newer neighbor within the section.
    pub neighbors: (Option<PageId>, Option<PageId>),
    /// The same page in other languages, in the order of the configuration.
    pub translations: Vec<PageId>,
    /// URL paths of the files of its bundle.
    pub resources: Vec<UrlPath>,
    /// What a section lists.
    pub list: Option<List>,
}

/// What makes a page a section.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// Its pages, in its order.
    pub pages: Vec<PageId>,
    /// Its subsections, by weight and title.
    pub subsections: Vec<PageId>,
    /// Its order.
    pub(super) sort_by: SortBy,
    /// The template of its pages.
    pub(super) page_template: Option<String>,
    /// Its folder below `content/`.
    pub folder: String,
}

/// A file that is served as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
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

    /// Returns the page written in `source`.
    pub fn find(&self, source: &SourcePath) -> Option<&Page> {
        self.by_source.get(source).map(|id| self.page(*id))
    }

    /// Returns the translation of `page` in `language`, or the page itself where there is none.
    pub fn in_language<'a>(&'a self, page: &'a Page, language: &str) -> &'a Page {
        let translations = page.translations.iter().map(|id| self.page(*id));
        translations.into_iter().find(|other| other.language == language).unwrap_or(page)
    }

    /// Returns the source paths of all pages.
    pub fn sources(&self) -> impl Iterator<Item = &SourcePath> {
        self.by_source.keys()
    }

    /// Returns where a link in `language` to the page written in `source`, or to the file `source`
    /// itself, leads; with it the file of the page, which may be a translation.
    pub fn goal(&self, language: &str, source: &SourcePath) -> Option<(&UrlPath, &SourcePath)> {
        if let Some(page) = self.find(source).filter(|page| page.has_file) {
            let page = self.in_language(page, language);
            return Some((&page.url, &page.source));
        }
        let at = self.resources.binary_search_by(|resource| resource.source.cmp(source)).ok()?;
        Some((&self.resources[at].url, &self.resources[at].source))
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

    /// Returns the pages of a language below the section folder `folder` (`""`: all), newest first.
    pub fn newest(&self, language: &str, folder: &str) -> Vec<&Page> {
        let is_below = |page: &Page| {
            let Some(section) = page.section else { return false };
            let Some(list) = &self.page(section).list else { return false };
            folder.is_empty() || list.folder == folder || list.folder.strip_prefix(folder).is_some_and(is_deeper)
        };
        let is_deeper_page = |page: &&Page| page.language == language && page.list.is_none() && is_below(page);
        let mut pages: Vec<&Page> = self.pages.iter().filter(is_deeper_page).collect();
        pages.sort_by(|a, b| newest_first(a, b));
        pages
    }
}

impl List {
    /// Returns the template that this section asks for its pages.
    pub fn page_template(&self) -> Option<&str> {
        self.page_template.as_deref()
    }
}

fn is_deeper(rest: &str) -> bool {
    rest.starts_with('/')
}

/// Newest first; pages without a date last; equals by title, then by source.
pub(super) fn newest_first(a: &Page, b: &Page) -> std::cmp::Ordering {
    let by_date = b.date.cmp(&a.date);
    by_date.then_with(|| a.title.cmp(&b.title)).then_with(|| a.source.cmp(&b.source))
}
