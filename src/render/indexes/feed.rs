//! What a feed shows, whatever its format: the newest pages of a list and of all lists below it.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::step::IndexStep;
use super::{Scene, absolute, atom, json_feed, rss};
use crate::base::clock::Moment;
use crate::base::finding::Finding;
use crate::base::path::UrlPath;
use crate::config::{FeedContent, FeedFormat};
use crate::content::{List, Page};
use crate::incremental::Fingerprint;
use crate::render::escape::escaped;

/// A feed without its format.
#[derive(Serialize)]
pub(super) struct Feed<'a> {
    /// The page of the list.
    pub home: String,
    pub title: String,
    pub description: String,
    pub language: &'a str,
    /// Who wrote what has no author: the site.
    pub author: String,
    /// When anything in it changed last.
    pub updated: Option<&'a Moment>,
    pub items: Vec<Item<'a>>,
}

/// One page in a feed.
#[derive(Serialize)]
pub(super) struct Item<'a> {
    #[serde(skip)]
    page: &'a Page,
    pub url: String,
    pub title: &'a str,
    pub published: &'a Moment,
    pub updated: &'a Moment,
    pub authors: Vec<&'a str>,
    /// The names of all its terms.
    pub tags: Vec<&'a str>,
    /// One sentence, as plain text.
    pub description: Option<&'a str>,
    /// The beginning of the body, for a page without a description.
    beginning: Option<&'a str>,
    /// What the whole of the page is made of, where the feed shows it.
    content: Option<Fingerprint>,
}

/// A feed with the HTML of its items, which is made only when the feed is written.
pub(super) struct Written<'a> {
    pub feed: &'a Feed<'a>,
    /// Where the feed itself is served.
    pub url: String,
    /// The summary and the content of each item.
    pub bodies: Vec<Body>,
}

/// The HTML of an item.
pub(super) struct Body {
    pub summary: Option<String>,
    pub content: Option<String>,
}

/// Returns the steps of all feeds.
pub(super) fn steps<'a>(scene: Scene<'a>) -> Vec<IndexStep<'a>> {
    let site = &scene.library.site;
    let lists = site.pages().filter(|(_, page)| !page.is_moved);
    let lists = lists.filter_map(|(_, page)| Some((page, page.list.as_ref().filter(|list| list.has_feed)?)));
    lists.flat_map(|(page, list)| of_list(scene, page, list)).collect()
}

fn of_list<'a>(scene: Scene<'a>, page: &'a Page, list: &'a List) -> Vec<IndexStep<'a>> {
    let config = &scene.library.config;
    let urls = list.feeds(&page.url, &config.feeds).into_iter();
    let urls: Vec<_> = urls.filter(|(_, url)| !scene.library.site.is_taken(url) && !scene.is_written(url)).collect();
    if urls.is_empty() {
        return Vec::new();
    }
    let Some(feed) = feed(scene, page, list).map(Arc::new) else { return Vec::new() };
    let steps = urls.into_iter().map(|(format, path)| IndexStep {
        work: scene.bodies.work,
        kind: "feed",
        media_type: format.served_as(),
        input: Fingerprint::of_value(&(format, &*feed, &config.base_url)),
        write: {
            let (feed, path) = (Arc::clone(&feed), path.clone());
            Box::new(move || write(scene, &feed, format, &path))
        },
        path,
    });
    steps.collect()
}

fn feed<'a>(scene: Scene<'a>, page: &'a Page, list: &'a List) -> Option<Feed<'a>> {
    let config = &scene.library.config;
    let language = config.language(&page.language)?;
    let (title, description) = titles(scene, page)?;
    let pages = scene.library.site.newest(list).into_iter();
    let items: Vec<Item<'_>> = pages.filter_map(|page| item(scene, page)).take(config.feeds.length).collect();
    Some(Feed {
        home: config.permalink(&page.url),
        author: if language.title.is_empty() { config.host().to_owned() } else { language.title.clone() },
        title,
        description,
        language: &language.code,
        updated: items.iter().map(|item| item.updated).max().or(page.updated.as_ref()).or(page.date.as_ref()),
        items,
    })
}

/// Returns what the feed of a list is called, and what it says of itself.
pub(super) fn titles(scene: Scene<'_>, page: &Page) -> Option<(String, String)> {
    let config = &scene.library.config;
    let language = config.language(&page.language)?;
    let title = scene.library.views().feed_title(page);
    let description = if page.section.is_none() { Some(&language.description) } else { page.description.as_ref() };
    let description = description.filter(|text| !text.trim().is_empty()).cloned();
    Some((title.clone(), description.unwrap_or(title)))
}

/// Returns a page as a feed shows it; one without a date is in none.
fn item<'a>(scene: Scene<'a>, page: &'a Page) -> Option<Item<'a>> {
    let published = page.date.as_ref()?;
    let fragment = scene.library.fragments.get(page.id);
    let description = page.description.as_deref().or(page.summary.as_deref());
    let names = page.taxonomies.values().flatten().map(String::as_str);
    let mut seen = BTreeSet::new();
    let is_full = scene.library.config.feeds.content == FeedContent::Full;
    let given = |text: &&str| !text.trim().is_empty();
    Some(Item {
        page,
        url: scene.library.config.permalink(&page.url),
        title: &page.title,
        published,
        updated: page.updated.as_ref().unwrap_or(published).max(published),
        authors: page.authors.iter().map(String::as_str).filter(given).collect(),
        tags: names.filter(|name| given(name) && seen.insert(*name)).collect(),
        description,
        beginning: fragment.filter(|_| description.is_none()).and_then(|fragment| fragment.summary.as_deref()),
        content: fragment.filter(|_| is_full).map(|fragment| fragment.html.fingerprint()),
    })
}

fn write(scene: Scene<'_>, feed: &Feed<'_>, format: FeedFormat, path: &UrlPath) -> Result<String, Finding> {
    let bodies = feed.items.iter().map(|item| body(scene, item)).collect::<Result<Vec<Body>, Finding>>()?;
    let written = Written { feed, url: scene.library.config.permalink(path), bodies };
    Ok(match format {
        FeedFormat::Rss => rss::write(&written),
        FeedFormat::Atom => atom::write(&written),
        FeedFormat::Json => json_feed::write(&written),
    })
}

fn body(scene: Scene<'_>, item: &Item<'_>) -> Result<Body, Finding> {
    let (page, config) = (item.page, &scene.library.config);
    let beginning = item.beginning.map(|html| absolute::absolute(html, &page.url, config));
    let fragment = item.content.and_then(|_| scene.library.fragments.get(page.id));
    let content = fragment.map(|fragment| scene.bodies.html(page, fragment)).transpose()?;
    Ok(Body {
        summary: item.description.map(escaped).or(beginning).filter(|text| !text.trim().is_empty()),
        content: content.map(|html| absolute::absolute(&html, &page.url, config)),
    })
}

impl Written<'_> {
    /// Returns the items with their HTML.
    pub(super) fn items(&self) -> impl Iterator<Item = (&Item<'_>, &Body)> {
        self.feed.items.iter().zip(&self.bodies)
    }
}
