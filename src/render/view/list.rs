//! What a template is given of a list: its pages, whole or one piece of them, and its terms.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Views;
use super::address::{Href, Permalink};
use super::page::Card;
use crate::base::path::UrlPath;
use crate::content::{Kind, List, Page, PageId, Paginate};

/// One piece of a list: `/news/`, `/news/page/2/`.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Piece<'a> {
    pub paginate: &'a Paginate,
    /// From 1.
    pub number: usize,
}

impl Piece<'_> {
    fn pages<'a>(&self, list: &'a List) -> &'a [PageId] {
        let (by, n) = (self.paginate.by, list.pages.len());
        if self.paginate.is_from_the_end {
            let end = n.saturating_sub((self.number - 1) * by);
            return &list.pages[end.saturating_sub(by)..end];
        }
        let start = ((self.number - 1) * by).min(n);
        &list.pages[start..(start + by).min(n)]
    }
}

/// The fields that a page has because it lists others.
#[derive(Serialize)]
pub(in crate::render) struct Listed<'a> {
    subsections: Vec<Card<'a>>,
    feed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_count: Option<usize>,
    /// All of them; none where they come in pieces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<Vec<Card<'a>>>,
}

/// What a template is given beside the list itself.
#[derive(Default, Serialize)]
pub(in crate::render) struct Beside<'a> {
    pub paginator: Option<Paginator<'a>>,
    pub term: Option<Term<'a>>,
    pub taxonomy: Option<TaxonomyLink<'a>>,
    pub terms: Option<Vec<Term<'a>>>,
}

/// A section as other pages may show it, with its lists.
#[derive(Serialize)]
pub(in crate::render) struct Section<'a> {
    #[serde(flatten)]
    card: Card<'a>,
    #[serde(flatten)]
    listed: Option<Listed<'a>>,
}

/// A piece of a list.
#[derive(Serialize)]
pub(in crate::render) struct Paginator<'a> {
    paginate_by: usize,
    base_url: String,
    number_pagers: usize,
    first: String,
    last: String,
    previous: Option<String>,
    next: Option<String>,
    pages: Vec<Card<'a>>,
    current_index: usize,
    total_pages: usize,
}

/// A term, with its pages where they are shown.
#[derive(Serialize)]
pub(in crate::render) struct Term<'a> {
    name: &'a str,
    slug: Option<&'a str>,
    path: Href<'a>,
    permalink: Permalink<'a>,
    page_count: usize,
    feed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<Vec<Card<'a>>>,
}

/// The terms of a page by taxonomy.
pub(super) type Terms<'a> = BTreeMap<&'a str, Vec<TermLink<'a>>>;

/// A term without the number of its pages: else one more page of a term would change all of them.
#[derive(Serialize)]
pub(super) struct TermLink<'a> {
    name: &'a str,
    path: Href<'a>,
    permalink: Permalink<'a>,
}

/// A taxonomy, without its terms.
#[derive(Serialize)]
pub(in crate::render) struct TaxonomyLink<'a> {
    name: Option<&'a str>,
    title: &'a str,
    path: Href<'a>,
    permalink: Permalink<'a>,
}

/// A taxonomy with its terms.
#[derive(Serialize)]
pub(in crate::render) struct Taxonomy<'a> {
    #[serde(flatten)]
    link: TaxonomyLink<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    terms: Option<Vec<Term<'a>>>,
}

/// A feed that a page names.
#[derive(Clone, Serialize)]
pub(super) struct FeedLink {
    title: String,
    format: &'static str,
    #[serde(rename = "type")]
    media_type: &'static str,
    path: String,
    permalink: String,
}

impl<'a> Views<'a> {
    /// Returns what other pages may show of a section.
    pub(in crate::render) fn section(self, page: &'a Page) -> Section<'a> {
        let listed = page.list.as_ref().map(|list| Listed {
            subsections: self.cards(&list.subsections),
            feed: self.feed(page),
            page_count: None,
            pages: Some(self.cards(&list.pages)),
        });
        Section { card: self.card(page), listed }
    }

    /// Returns what a list shows: all of its pages, or one piece of them.
    pub(in crate::render) fn listed(self, page: &'a Page, piece: Option<Piece<'_>>) -> Option<Listed<'a>> {
        let list = page.list.as_ref()?;
        let pages = if piece.is_none() { Some(self.cards(&list.pages)) } else { None };
        let subsections = self.cards(&list.subsections);
        Some(Listed { subsections, feed: self.feed(page), page_count: Some(list.pages.len()), pages })
    }

    /// Returns what a template is given beside a list: a piece of it, and what a term's list calls its term and
    /// taxonomy.
    pub(in crate::render) fn beside(self, page: &'a Page, piece: Option<Piece<'_>>) -> Beside<'a> {
        let Some(list) = &page.list else { return Beside::default() };
        let is_whole = piece.is_none();
        let paginator = piece.map(|piece| self.paginator(page, list, piece));
        match page.kind {
            Kind::Term => {
                let pages = is_whole.then(|| self.cards(&list.pages));
                let above = page.section.map(|id| self.site.page(id));
                let term = Some(Term { pages, ..self.term(page) });
                Beside { paginator, term, taxonomy: above.map(|above| self.taxonomy_link(above)), terms: None }
            }
            Kind::Taxonomy => {
                let (taxonomy, terms) = (Some(self.taxonomy_link(page)), Some(self.terms_of(list)));
                Beside { paginator, term: None, taxonomy, terms }
            }
            _ => Beside { paginator, ..Beside::default() },
        }
    }

    /// Returns a taxonomy with its terms.
    pub(in crate::render) fn taxonomy(self, page: &'a Page) -> Taxonomy<'a> {
        let terms = page.list.as_ref().map(|list| self.terms_of(list));
        Taxonomy { link: self.taxonomy_link(page), terms }
    }

    /// Returns a term with its pages.
    pub(in crate::render) fn term_with_pages(self, page: &'a Page) -> Term<'a> {
        let pages = self.cards(page.list.as_ref().map_or(&[][..], |list| &list.pages));
        Term { pages: Some(pages), ..self.term(page) }
    }

    fn term(self, page: &'a Page) -> Term<'a> {
        Term {
            name: &page.title,
            slug: page.url.as_str().trim_end_matches('/').rsplit('/').next(),
            path: Href(self.config, &page.url),
            permalink: Permalink(self.config, &page.url),
            page_count: page.list.as_ref().map_or(0, |list| list.pages.len()),
            feed: self.feed(page),
            pages: None,
        }
    }

    /// Returns the terms of a page by taxonomy.
    pub(super) fn terms(self, page: &'a Page) -> Terms<'a> {
        let link = |id: &PageId| {
            let page = self.site.page(*id);
            let path = Href(self.config, &page.url);
            TermLink { name: &page.title, path, permalink: Permalink(self.config, &page.url) }
        };
        page.terms.iter().map(|(name, ids)| (name.as_str(), ids.iter().map(link).collect())).collect()
    }

    fn taxonomy_link(self, page: &'a Page) -> TaxonomyLink<'a> {
        TaxonomyLink {
            name: page.list.as_ref().and_then(|list| list.taxonomy.as_deref()),
            title: &page.title,
            path: Href(self.config, &page.url),
            permalink: Permalink(self.config, &page.url),
        }
    }

    fn terms_of(self, list: &'a List) -> Vec<Term<'a>> {
        list.subsections.iter().map(|id| self.term(self.site.page(*id))).collect()
    }

    fn feed(self, page: &Page) -> Option<String> {
        let feeds = page.list.as_ref().map(|list| list.feeds(&page.url, &self.config.feeds));
        feeds.and_then(|feeds| Some(self.config.href(&feeds.first()?.1)))
    }

    /// Returns the feeds that a page may name: those of its own list, or else of the nearest above it that has
    /// some, and those of the home page.
    pub(super) fn feeds(self, page: &Page) -> Vec<FeedLink> {
        let above = self.site.ancestors(page);
        let lists = std::iter::once(page).chain(above.iter().rev().copied());
        let mut lists = lists.filter(|page| page.list.as_ref().is_some_and(|list| list.has_feed && !page.is_moved));
        let nearest = lists.next();
        let home = lists.last();
        nearest.into_iter().chain(home).flat_map(|page| self.feeds_of(page)).collect()
    }

    fn feeds_of(self, page: &Page) -> Vec<FeedLink> {
        let title = self.feed_title(page);
        let feeds = page.list.iter().flat_map(|list| list.feeds(&page.url, &self.config.feeds));
        let link = |(format, url): (crate::config::FeedFormat, UrlPath)| FeedLink {
            title: title.clone(),
            format: format.word(),
            media_type: format.media_type(),
            path: self.config.href(&url),
            permalink: self.config.permalink(&url),
        };
        feeds.map(link).collect()
    }

    /// Returns what the feeds of a list are called.
    pub(in crate::render) fn feed_title(self, page: &Page) -> String {
        let own = self.config.language(&page.language).map_or("", |language| &language.title);
        let own = if own.trim().is_empty() { self.config.host() } else { own };
        if page.section.is_none() { own.to_owned() } else { format!("{} | {own}", page.title) }
    }

    fn paginator(self, page: &'a Page, list: &'a List, piece: Piece<'_>) -> Paginator<'a> {
        let n = piece.paginate.n_pieces(list.pages.len());
        let href = |number: usize| self.config.href(&piece.paginate.url(&page.url, number));
        let number = piece.number;
        Paginator {
            paginate_by: piece.paginate.by,
            base_url: format!("{}{}/", self.config.href(&page.url), piece.paginate.path),
            number_pagers: n,
            first: href(1),
            last: href(n),
            previous: (number > 1).then(|| href(number - 1)),
            next: (number < n).then(|| href(number + 1)),
            pages: self.cards(piece.pages(list)),
            current_index: number,
            total_pages: list.pages.len(),
        }
    }
}
