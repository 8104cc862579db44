//! What a template is given of a page: its own fields, and links to its near relatives.

use serde_json::{Value, json};

use super::{Views, extend};
use crate::content::{Page, PageId, PageResource};
use crate::render::escape::escaped;
use crate::render::fragments::Fragment;
use crate::render::markdown::Heading;

/// Words a person reads in a minute.
const WORDS_PER_MINUTE: usize = 200;

impl Views<'_> {
    /// Returns a page or section as its own template sees it, without the content and without what it
    /// lists.
    pub(in crate::render) fn page(&self, page: &Page) -> Value {
        let fragment = self.fragments.get(page.id);
        let n_words = fragment.map_or(0, |fragment| fragment.n_words);
        let mut view = self.card(page);
        let link = |id| self.link(self.site.page(id));
        let canonical = page.fallback_of.map_or(page, |id| self.site.page(id));
        let own = json!({
            "canonical": self.config.permalink(&canonical.url),
            "is_fallback": page.fallback_of.is_some(),
            "toc": if page.has_toc { self.toc(page, fragment) } else { Vec::new() },
            "word_count": n_words,
            "reading_time": n_words.div_ceil(WORDS_PER_MINUTE).max(1),
            "terms": self.terms(page),
            "translations": page.translations.iter().map(|id| self.translation(self.site.page(*id))).collect::<Vec<Value>>(),
            "fallbacks": page.fallbacks.iter().map(|id| self.translation(self.site.page(*id))).collect::<Vec<Value>>(),
            "ancestors": self.site.ancestors(page).into_iter().map(|page| self.link(page)).collect::<Vec<Value>>(),
            "section": page.section.map(link),
            "lower": page.neighbors.0.map(link),
            "higher": page.neighbors.1.map(link),
            "feeds": self.feeds(page),
            "robots": page.robots,
            "assets": page.resources.iter().map(|resource| self.config.href(&resource.url)).collect::<Vec<String>>(),
            "resources": page.resources.iter().map(|resource| self.resource(resource)).collect::<Vec<Value>>(),
        });
        extend(&mut view, own);
        view
    }

    /// Returns what other pages may show of a page.
    pub(in crate::render) fn card(&self, page: &Page) -> Value {
        let from_body = || self.fragments.summary(page.id).map(str::to_owned);
        json!({
            "title": page.title,
            "lang": page.content_language,
            "path": self.config.href(&page.url),
            "permalink": self.config.permalink(&page.url),
            "description": page.description,
            "relative_path": page.source.inside("content"),
            "summary": page.summary.as_deref().map(escaped).or_else(from_body),
            "date": page.date,
            "updated": page.updated,
            "year": page.date.as_ref().and_then(|date| date.day()[..4].parse::<u16>().ok()),
            "weight": page.weight,
            "authors": page.authors,
            "owner": page.owner,
            "review_by": page.review_by,
            "taxonomies": page.taxonomies,
            "image": self.image(page),
            "schema": page.schema,
            "extra": page.extra,
        })
    }

    /// Returns the cards of pages.
    pub(in crate::render) fn cards(&self, pages: &[PageId]) -> Vec<Value> {
        pages.iter().map(|id| self.card(self.site.page(*id))).collect()
    }

    fn link(&self, page: &Page) -> Value {
        json!({
            "title": page.title,
            "lang": page.content_language,
            "path": self.config.href(&page.url),
            "permalink": self.config.permalink(&page.url),
            "date": page.date,
        })
    }

    fn translation(&self, page: &Page) -> Value {
        json!({
            "lang": page.language,
            "title": page.title,
            "path": self.config.href(&page.url),
            "permalink": self.config.permalink(&page.url),
        })
    }

    fn resource(&self, resource: &PageResource) -> Value {
        json!({
            "name": resource.name,
            "relative_path": resource.source.inside("content"),
            "title": resource.title,
            "path": self.config.href(&resource.url),
            "permalink": self.config.permalink(&resource.url),
            "extra": resource.extra,
        })
    }

    fn toc(&self, page: &Page, fragment: Option<&Fragment>) -> Vec<Value> {
        let headings = fragment.map_or(&[][..], |fragment| &fragment.headings);
        toc(headings, &self.config.permalink(&page.url))
    }
}

/// Returns headings as a tree: each holds those below it, to any depth.
fn toc(headings: &[Heading], permalink: &str) -> Vec<Value> {
    let mut entries = Vec::new();
    let mut rest = headings;
    while let Some((first, behind)) = rest.split_first() {
        let n_below = behind.iter().take_while(|heading| heading.level > first.level).count();
        entries.push(json!({
            "level": first.level,
            "id": first.id,
            "title": first.title,
            "permalink": format!("{permalink}#{}", first.id),
            "children": toc(&behind[..n_below], permalink),
        }));
        rest = &behind[n_below..];
    }
    entries
}
