//! What a template is given of a list: its pages, whole or one piece of them, and its terms.

use serde_json::{Map, Value, json};

use super::{Views, extend};
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

impl Views<'_> {
    /// Returns what other pages may show of a section.
    pub(in crate::render) fn section(&self, page: &Page) -> Value {
        let mut view = self.card(page);
        if let Some(list) = &page.list {
            let pages = self.cards(&list.pages);
            extend(
                &mut view,
                json!({ "pages": pages, "subsections": self.subsections(list), "feed": self.feed(page) }),
            );
        }
        view
    }

    /// Returns what a list shows: all of its pages, or one piece of them; besides, what a term's list
    /// calls its term and taxonomy.
    pub(in crate::render) fn listing(
        &self,
        page: &Page,
        piece: Option<Piece<'_>>,
    ) -> (Map<String, Value>, Vec<(&'static str, Value)>) {
        let (mut own, mut beside) = (Map::new(), Vec::new());
        let Some(list) = &page.list else { return (own, beside) };
        own.insert("subsections".to_owned(), self.subsections(list).into());
        own.insert("feed".to_owned(), self.feed(page).into());
        own.insert("page_count".to_owned(), list.pages.len().into());
        match piece {
            Some(piece) => beside.push(("paginator", self.paginator(page, list, piece))),
            None => {
                let pages = self.cards(&list.pages);
                own.insert("pages".to_owned(), pages.into());
            }
        }
        if page.kind == Kind::Term {
            let mut term = self.term(page);
            if let Some(pages) = own.get("pages") {
                extend(&mut term, json!({ "pages": pages }));
            }
            beside.push(("term", term));
            let above = page.section.map(|id| self.site.page(id));
            beside.extend(above.map(|above| ("taxonomy", self.taxonomy_link(above))));
        }
        if page.kind == Kind::Taxonomy {
            beside.push(("taxonomy", self.taxonomy_link(page)));
            beside.push(("terms", self.terms_of(list)));
        }
        (own, beside)
    }

    /// Returns a taxonomy with its terms.
    pub(in crate::render) fn taxonomy(&self, page: &Page) -> Value {
        let mut view = self.taxonomy_link(page);
        if let Some(list) = &page.list {
            extend(&mut view, json!({ "terms": self.terms_of(list) }));
        }
        view
    }

    /// Returns a term, without its pages.
    pub(in crate::render) fn term(&self, page: &Page) -> Value {
        json!({
            "name": page.title,
            "slug": page.url.as_str().trim_end_matches('/').rsplit('/').next(),
            "path": self.config.href(&page.url),
            "permalink": self.config.permalink(&page.url),
            "page_count": page.list.as_ref().map_or(0, |list| list.pages.len()),
            "feed": self.feed(page),
        })
    }

    /// Returns the terms of a page by taxonomy.
    pub(super) fn terms(&self, page: &Page) -> Value {
        let terms = |ids: &Vec<PageId>| ids.iter().map(|id| self.term_link(self.site.page(*id))).collect::<Value>();
        page.terms.iter().map(|(name, ids)| (name.clone(), terms(ids))).collect::<Map<String, Value>>().into()
    }

    /// Without the number of its pages: else one more page of a term would change all of them.
    fn term_link(&self, page: &Page) -> Value {
        json!({ "name": page.title, "path": self.config.href(&page.url), "permalink": self.config.permalink(&page.url) })
    }

    fn taxonomy_link(&self, page: &Page) -> Value {
        json!({
            "name": page.list.as_ref().and_then(|list| list.taxonomy.clone()),
            "title": page.title,
            "path": self.config.href(&page.url),
            "permalink": self.config.permalink(&page.url),
        })
    }

    fn terms_of(&self, list: &List) -> Value {
        list.subsections.iter().map(|id| self.term(self.site.page(*id))).collect()
    }

    fn subsections(&self, list: &List) -> Vec<Value> {
        self.cards(&list.subsections)
    }

    fn feed(&self, page: &Page) -> Option<String> {
        let feeds = page.list.as_ref().map(|list| list.feeds(&page.url, &self.config.feeds));
        feeds.and_then(|feeds| Some(self.config.href(&feeds.first()?.1)))
    }

    /// Returns the feeds that a page may name: those of its own list, or else of the nearest above it that has
    /// some, and those of the home page.
    pub(super) fn feeds(&self, page: &Page) -> Vec<Value> {
        let above = self.site.ancestors(page);
        let lists = std::iter::once(page).chain(above.iter().rev().copied());
        let mut lists = lists.filter(|page| page.list.as_ref().is_some_and(|list| list.has_feed && !page.is_moved));
        let nearest = lists.next();
        let home = lists.last();
        nearest.into_iter().chain(home).flat_map(|page| self.feeds_of(page)).collect()
    }

    fn feeds_of(&self, page: &Page) -> Vec<Value> {
        let title = self.feed_title(page);
        let feeds = page.list.iter().flat_map(|list| list.feeds(&page.url, &self.config.feeds));
        let feeds = feeds.map(|(format, url)| {
            json!({
                "title": title,
                "format": format.word(),
                "type": format.media_type(),
                "path": self.config.href(&url),
                "permalink": self.config.permalink(&url),
            })
        });
        feeds.collect()
    }

    /// Returns what the feeds of a list are called.
    pub(in crate::render) fn feed_title(&self, page: &Page) -> String {
        let own = self.config.language(&page.language).map_or("", |language| &language.title);
        let own = if own.trim().is_empty() { self.config.host() } else { own };
        if page.section.is_none() { own.to_owned() } else { format!("{} | {own}", page.title) }
    }

    fn paginator(&self, page: &Page, list: &List, piece: Piece<'_>) -> Value {
        let n = piece.paginate.n_pieces(list.pages.len());
        let href = |number: usize| self.config.href(&piece.paginate.url(&page.url, number));
        let number = piece.number;
        json!({
            "paginate_by": piece.paginate.by,
            "base_url": format!("{}{}/", self.config.href(&page.url), piece.paginate.path),
            "number_pagers": n,
            "first": href(1),
            "last": href(n),
            "previous": (number > 1).then(|| href(number - 1)),
            "next": (number < n).then(|| href(number + 1)),
            "pages": self.cards(piece.pages(list)),
            "current_index": number,
            "total_pages": list.pages.len(),
        })
    }
}
