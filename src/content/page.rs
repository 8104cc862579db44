//! One page of a site: what its front matter says, and who its relatives are.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::order::Order;
use super::route::Route;
use super::site::PageId;
use super::stored;
use crate::base::clock::Moment;
use crate::base::digest::Digest;
use crate::base::finding::Place;
use crate::base::locale::SortKey;
use crate::base::path::{SourcePath, UrlPath};
use crate::config::{FeedFormat, Feeds};

/// What a page is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// A page of its own.
    #[default]
    Leaf,
    /// The list of a folder.
    Section,
    /// The list of all terms of a taxonomy.
    Taxonomy,
    /// The list of all pages with a term.
    Term,
}

/// One page: a leaf, or one with a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Page {
    /// Where it is in `Site::pages`.
    pub id: PageId,
    /// The file it is written in; a section without `_index.md` has the name that file would have.
    pub source: SourcePath,
    /// Whether `source` exists.
    pub has_file: bool,
    /// Whether it is a section that went elsewhere: others lie below it, and it is not served itself.
    pub is_moved: bool,
    /// What it is.
    pub kind: Kind,
    /// The code of the language whose menus, lists and texts it has.
    pub language: String,
    /// The code of the language it is written in; another one where it stands in for a translation.
    pub content_language: String,
    /// The page that it repeats, because there is no translation.
    pub fallback_of: Option<PageId>,
    /// Where it is served.
    pub url: UrlPath,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// Its summary, where the author wrote one.
    pub summary: Option<String>,
    /// When it was written.
    pub date: Option<Moment>,
    /// When it was changed last.
    pub updated: Option<Moment>,
    /// Light pages come first where a section sorts by weight.
    pub weight: i64,
    /// The author's own name for what its translations have in common.
    pub(super) translation_key: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When somebody must look at it again.
    pub review_by: Option<Moment>,
    /// Names of terms by taxonomy.
    pub taxonomies: BTreeMap<String, Vec<String>>,
    /// The pages of its terms, by taxonomy.
    pub terms: BTreeMap<String, Vec<PageId>>,
    /// The template that the author asks for.
    pub template: Option<String>,
    /// The template that another generator would use; taken where the theme has it.
    pub layout: Option<String>,
    /// Whether it follows an event and is cached for seconds only.
    pub is_live: bool,
    /// Whether the sitemap names it.
    pub in_sitemap: bool,
    /// Whether a search finds it.
    pub in_search: bool,
    /// What crawlers are asked of it, as in `noindex, nofollow`.
    pub robots: Option<String>,
    /// Whether it has a table of contents.
    pub has_toc: bool,
    /// What it is to search engines.
    #[serde(with = "stored::schema")]
    pub schema: Option<Schema>,
    /// The author's own values.
    #[serde(with = "stored::values")]
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
    /// Pages of other languages that repeat this one.
    pub fallbacks: Vec<PageId>,
    /// The files of its bundle.
    pub resources: Vec<PageResource>,
    /// What its front matter says of them, until they are found.
    #[serde(skip)]
    pub(super) resource_rules: Vec<Map<String, Value>>,
    /// What a section lists.
    pub list: Option<List>,
    /// What its title is sorted by, once somebody asks.
    #[serde(skip)]
    pub(super) title_key: OnceLock<SortKey>,
}

/// What a page is to search engines: a type of <https://schema.org>, with values.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Schema {
    /// Its type; none where a section leaves it to its pages.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Its values.
    #[serde(flatten)]
    pub values: Map<String, Value>,
    /// Where the page says so.
    #[serde(skip)]
    pub place: Place,
}

/// Types that have the same keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaFamily {
    /// Something to read, with a date.
    Article,
    /// Something that begins and ends.
    Event,
    /// Something to ask for.
    Service,
    /// Whatever else there is.
    Other,
}

/// What makes a page a list.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct List {
    /// Its pages, in its order.
    pub pages: Vec<PageId>,
    /// Its subsections, by weight and title; the terms of a taxonomy, by title.
    pub subsections: Vec<PageId>,
    /// Its order.
    pub(super) order: Order,
    /// The template of its pages.
    pub(super) page_template: Option<String>,
    /// Its folder below the content of its language.
    pub folder: String,
    /// How it is cut into pieces.
    pub paginate: Option<Paginate>,
    /// Whether its pages are listed by the section above it too.
    pub(super) is_transparent: bool,
    /// Whether it has feeds.
    pub has_feed: bool,
    /// The taxonomy, of a list of terms or of a term's pages.
    pub taxonomy: Option<String>,
}

/// How a long list is cut into pieces of some pages each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paginate {
    /// How many pages a piece shows, at least 1.
    pub by: usize,
    /// The segment before the number of a piece: `/news/page/2/`.
    pub path: String,
    /// Whether the first piece shows the end of the list.
    pub is_from_the_end: bool,
}

/// A file of a page bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageResource {
    /// The file.
    pub source: SourcePath,
    /// Where it is served.
    pub url: UrlPath,
    /// Its name in the folder of the page, or the one that the page gives it.
    pub name: String,
    /// The title that the page gives it.
    pub title: Option<String>,
    /// Other values that the page gives it.
    #[serde(with = "stored::values")]
    pub extra: Map<String, Value>,
}

impl Page {
    /// Returns a page of which nothing but its place is known.
    pub(super) fn blank(source: SourcePath, url: UrlPath, route: &Route) -> Self {
        Self {
            id: PageId::default(),
            source,
            has_file: false,
            is_moved: false,
            kind: Kind::Leaf,
            language: route.language.clone(),
            content_language: route.language.clone(),
            fallback_of: None,
            url,
            title: route.title(),
            description: None,
            summary: None,
            date: None,
            updated: None,
            weight: 0,
            translation_key: None,
            authors: Vec::new(),
            owner: None,
            review_by: None,
            taxonomies: BTreeMap::new(),
            terms: BTreeMap::new(),
            template: None,
            layout: None,
            is_live: false,
            in_sitemap: true,
            in_search: true,
            robots: None,
            has_toc: true,
            schema: None,
            extra: Map::new(),
            body: 0,
            digest: Digest::of(b""),
            section: None,
            neighbors: (None, None),
            translations: Vec::new(),
            fallbacks: Vec::new(),
            resources: Vec::new(),
            resource_rules: Vec::new(),
            list: None,
            title_key: OnceLock::new(),
        }
    }

    /// Returns what its title is sorted by in its language.
    pub(super) fn title_key(&self) -> &SortKey {
        self.title_key.get_or_init(|| SortKey::new(&self.language, &self.title))
    }
}

impl SchemaFamily {
    /// Returns the family of a type.
    pub fn of(kind: &str) -> Self {
        match kind {
            "BlogPosting" | "Report" => Self::Article,
            "Service" | "GovernmentService" => Self::Service,
            _ if kind.ends_with("Article") => Self::Article,
            _ if kind.ends_with("Event") => Self::Event,
            _ => Self::Other,
        }
    }
}

impl Paginate {
    /// Returns where the piece `number`, from 1, of the list at `list` is served.
    pub fn url(&self, list: &UrlPath, number: usize) -> UrlPath {
        let further = || UrlPath::new(&format!("{list}{}/{number}/", self.path));
        if number == 1 { list.clone() } else { further().unwrap_or_else(|| list.clone()) }
    }

    /// Returns into how many pieces so many pages are cut, at least one.
    pub fn n_pieces(&self, n_pages: usize) -> usize {
        n_pages.div_ceil(self.by).max(1)
    }
}

impl List {
    /// Returns where the feeds of the list at `list` are served, if it has any.
    pub fn feeds(&self, list: &UrlPath, feeds: &Feeds) -> Vec<(FeedFormat, UrlPath)> {
        let wished = feeds.each.iter().filter(|_| self.has_feed);
        wished.filter_map(|feed| Some((feed.format, UrlPath::new(&format!("{list}{}", feed.name))?))).collect()
    }

    /// Returns what is served for a list besides its own address: its further pieces and its feeds.
    pub(super) fn further_urls(&self, list: &UrlPath, feeds: &Feeds) -> Vec<UrlPath> {
        let paginate = self.paginate.iter();
        let pieces = paginate
            .flat_map(|paginate| (2..=paginate.n_pieces(self.pages.len())).map(|number| paginate.url(list, number)));
        pieces.chain(self.feeds(list, feeds).into_iter().map(|(_, url)| url)).collect()
    }

    /// Returns the template that this section asks for its pages.
    pub fn page_template(&self) -> Option<&str> {
        self.page_template.as_deref()
    }
}
