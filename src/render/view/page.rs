//! What a template is given of a page: its own fields, and links to its near relatives.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::Views;
use super::address::{Href, Permalink};
use super::image::Image;
use super::list::{FeedLink, Listed, Terms};
use crate::content::{Page, PageId, PageResource, Schema};
use crate::render::escape::escaped;
use crate::render::markdown::Heading;

/// Words a person reads in a minute.
const WORDS_PER_MINUTE: usize = 200;

/// A page or section as its own template sees it.
#[derive(Serialize)]
pub(in crate::render) struct Own<'a> {
    #[serde(flatten)]
    card: Card<'a>,
    canonical: Permalink<'a>,
    is_fallback: bool,
    toc: Toc<'a>,
    word_count: usize,
    reading_time: usize,
    terms: Terms<'a>,
    translations: Vec<Translation<'a>>,
    fallbacks: Vec<Translation<'a>>,
    ancestors: Vec<Link<'a>>,
    section: Option<Link<'a>>,
    lower: Option<Link<'a>>,
    higher: Option<Link<'a>>,
    feeds: Vec<FeedLink>,
    robots: Option<&'a str>,
    assets: Vec<Href<'a>>,
    resources: Vec<Resource<'a>>,
    #[serde(flatten)]
    listed: Option<Listed<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<&'a str>,
}

/// What other pages may show of a page.
#[derive(Serialize)]
pub(in crate::render) struct Card<'a> {
    title: &'a str,
    lang: &'a str,
    path: Href<'a>,
    permalink: Permalink<'a>,
    description: Option<&'a str>,
    relative_path: Option<&'a str>,
    summary: Option<String>,
    date: Option<&'a str>,
    updated: Option<&'a str>,
    year: Option<u16>,
    weight: i64,
    authors: &'a [String],
    owner: Option<&'a str>,
    review_by: Option<&'a str>,
    taxonomies: &'a BTreeMap<String, Vec<String>>,
    image: Option<Image<'a>>,
    schema: Option<&'a Schema>,
    extra: &'a Map<String, Value>,
}

/// A page as those beside it link to it.
#[derive(Serialize)]
struct Link<'a> {
    title: &'a str,
    lang: &'a str,
    path: Href<'a>,
    permalink: Permalink<'a>,
    date: Option<&'a str>,
}

/// The same page in another language.
#[derive(Serialize)]
struct Translation<'a> {
    lang: &'a str,
    title: &'a str,
    path: Href<'a>,
    permalink: Permalink<'a>,
}

/// A file beside a page.
#[derive(Serialize)]
struct Resource<'a> {
    name: &'a str,
    relative_path: Option<&'a str>,
    title: Option<&'a str>,
    path: Href<'a>,
    permalink: Permalink<'a>,
    extra: &'a Map<String, Value>,
}

/// Headings as a tree: each holds those below it, to any depth.
struct Toc<'a> {
    headings: &'a [Heading],
    permalink: Permalink<'a>,
}

/// A heading with those below it.
#[derive(Serialize)]
struct Entry<'a> {
    level: u8,
    id: &'a str,
    title: &'a str,
    permalink: String,
    children: Toc<'a>,
}

impl<'a> Views<'a> {
    /// Returns a page or section as its own template sees it, without the content; `listed` is what it lists.
    pub(in crate::render) fn page(self, page: &'a Page, listed: Option<Listed<'a>>) -> Own<'a> {
        let Self { site, config, .. } = self;
        let fragment = self.fragments.get(page.id);
        let n_words = fragment.map_or(0, |fragment| fragment.n_words);
        let link = |id| self.link(site.page(id));
        let translations = |ids: &[PageId]| ids.iter().map(|id| self.translation(site.page(*id))).collect();
        let canonical = page.fallback_of.map_or(page, |id| site.page(id));
        let headings = fragment.filter(|_| page.has_toc).map_or(&[][..], |fragment| &fragment.headings);
        Own {
            card: self.card(page),
            canonical: Permalink(config, &canonical.url),
            is_fallback: page.fallback_of.is_some(),
            toc: Toc { headings, permalink: Permalink(config, &page.url) },
            word_count: n_words,
            reading_time: n_words.div_ceil(WORDS_PER_MINUTE).max(1),
            terms: self.terms(page),
            translations: translations(&page.translations),
            fallbacks: translations(&page.fallbacks),
            ancestors: site.ancestors(page).into_iter().map(|page| self.link(page)).collect(),
            section: page.section.map(link),
            lower: page.neighbors.0.map(link),
            higher: page.neighbors.1.map(link),
            feeds: self.feeds(page),
            robots: page.robots.as_deref(),
            assets: page.resources.iter().map(|resource| Href(config, &resource.url)).collect(),
            resources: page.resources.iter().map(|resource| self.resource(resource)).collect(),
            listed,
            content: None,
        }
    }

    /// Returns what other pages may show of a page.
    pub(in crate::render) fn card(self, page: &'a Page) -> Card<'a> {
        let from_body = || self.fragments.summary(page.id).map(str::to_owned);
        Card {
            title: &page.title,
            lang: &page.content_language,
            path: Href(self.config, &page.url),
            permalink: Permalink(self.config, &page.url),
            description: page.description.as_deref(),
            relative_path: page.source.inside("content"),
            summary: page.summary.as_deref().map(escaped).or_else(from_body),
            date: page.date.as_ref().map(|date| date.as_str()),
            updated: page.updated.as_ref().map(|date| date.as_str()),
            year: page.date.as_ref().and_then(|date| date.day()[..4].parse().ok()),
            weight: page.weight,
            authors: &page.authors,
            owner: page.owner.as_deref(),
            review_by: page.review_by.as_ref().map(|date| date.as_str()),
            taxonomies: &page.taxonomies,
            image: self.image(page),
            schema: page.schema.as_ref(),
            extra: &page.extra,
        }
    }

    /// Returns the cards of pages.
    pub(in crate::render) fn cards(self, pages: &[PageId]) -> Vec<Card<'a>> {
        pages.iter().map(|id| self.card(self.site.page(*id))).collect()
    }

    fn link(self, page: &'a Page) -> Link<'a> {
        Link {
            title: &page.title,
            lang: &page.content_language,
            path: Href(self.config, &page.url),
            permalink: Permalink(self.config, &page.url),
            date: page.date.as_ref().map(|date| date.as_str()),
        }
    }

    fn translation(self, page: &'a Page) -> Translation<'a> {
        Translation {
            lang: &page.language,
            title: &page.title,
            path: Href(self.config, &page.url),
            permalink: Permalink(self.config, &page.url),
        }
    }

    fn resource(self, resource: &'a PageResource) -> Resource<'a> {
        Resource {
            name: &resource.name,
            relative_path: resource.source.inside("content"),
            title: resource.title.as_deref(),
            path: Href(self.config, &resource.url),
            permalink: Permalink(self.config, &resource.url),
            extra: &resource.extra,
        }
    }
}

impl<'a> Own<'a> {
    /// Returns the page with its content.
    #[must_use]
    pub(in crate::render) fn with(self, content: &'a str) -> Self {
        Self { content: Some(content), ..self }
    }
}

impl Serialize for Toc<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { mut headings, permalink } = *self;
        let page = if headings.is_empty() { String::new() } else { permalink.to_string() };
        serializer.collect_seq(std::iter::from_fn(|| {
            let (heading, behind) = headings.split_first()?;
            let n_below = behind.iter().take_while(|other| other.level > heading.level).count();
            headings = &behind[n_below..];
            let children = Toc { headings: &behind[..n_below], permalink };
            let (level, id, title) = (heading.level, &heading.id, &heading.title);
            Some(Entry { level, id, title, permalink: format!("{page}#{id}"), children })
        }))
    }
}
