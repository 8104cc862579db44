//! Round four: what is made of many pages without a template: feeds and the sitemap.

use std::collections::BTreeSet;

use bytes::Bytes;
use serde::Serialize;

use super::escape::for_xml;
use super::template::Library;
use crate::base::artifact::{Artifact, CacheClass, Entry, Role};
use crate::base::clock::Moment;
use crate::base::finding::Finding;
use crate::base::path::UrlPath;
use crate::content::{List, Page};
use crate::incremental::{self, Fingerprint, Inputs, Ran, Recorder, Step, StepId, Work};

/// How many pages a feed names.
const FEED_LENGTH: usize = 20;

/// Makes the sitemap, and the feeds of languages, sections and terms.
pub(super) fn render(library: &Library, work: Work<'_>) -> (Vec<Result<Entry, Box<Finding>>>, Vec<Ran>) {
    let mut steps = vec![IndexStep { work, index: Index::Sitemap(sitemap(library)) }];
    let has_feed = |page: &Page| !page.is_moved && page.list.as_ref().is_some_and(|list| list.has_feed);
    for (_, page) in library.site.pages().filter(|(_, page)| has_feed(page)) {
        let feed = page.list.as_ref().and_then(|list| feed(library, page, list));
        steps.extend(feed.map(|feed| IndexStep { work, index: Index::Feed(feed) }));
    }
    incremental::run(work, "indexes", &steps, &|question| Fingerprint::of(question.as_bytes()))
}

#[derive(Serialize)]
enum Index {
    Sitemap(Vec<Address>),
    Feed(Feed),
}

/// One line of the sitemap.
#[derive(Serialize)]
struct Address {
    url: String,
    updated: Option<String>,
    /// Codes and URLs of all its languages, itself included; empty where it has one only.
    languages: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Feed {
    path: UrlPath,
    url: String,
    home: String,
    title: String,
    description: String,
    language: String,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    title: String,
    url: String,
    date: Moment,
    description: String,
}

fn sitemap(library: &Library) -> Vec<Address> {
    let pages = library.site.pages().map(|(_, page)| page).filter(|page| page.in_sitemap);
    let mut addresses: Vec<Address> = pages.map(|page| address(library, page)).collect();
    addresses.sort_by(|a, b| a.url.cmp(&b.url));
    addresses
}

fn address(library: &Library, page: &Page) -> Address {
    let own = std::iter::once(page);
    let others = page.translations.iter().map(|id| library.site.page(*id)).filter(|page| page.in_sitemap);
    let mut languages: Vec<(String, String)> =
        own.chain(others).map(|page| (page.language.clone(), library.config.permalink(&page.url))).collect();
    languages.sort();
    if languages.len() == 1 {
        languages.clear();
    }
    Address {
        url: library.config.permalink(&page.url),
        updated: page.updated.as_ref().or(page.date.as_ref()).map(|moment| moment.as_str().to_owned()),
        languages,
    }
}

/// Returns the feed of a list: what is newest in it and below it.
fn feed(library: &Library, page: &Page, list: &List) -> Option<Feed> {
    let config = &library.config;
    let language = config.language(&page.language)?;
    let path = list.feed_url(&page.url).filter(|path| !library.site.is_taken(path))?;
    let pages = library.site.newest(list).into_iter();
    let items = pages.filter_map(|page| {
        let date = page.date.clone()?;
        let description = page.description.clone().unwrap_or_default();
        Some(Item { title: page.title.clone(), url: config.permalink(&page.url), date, description })
    });
    let items: Vec<Item> = items.take(FEED_LENGTH).collect();
    let is_home = page.section.is_none();
    let title = if is_home { language.title.clone() } else { format!("{} | {}", page.title, language.title) };
    let description = if is_home { language.description.clone() } else { page.description.clone().unwrap_or_default() };
    Some(Feed {
        url: config.permalink(&path),
        path,
        home: config.permalink(&page.url),
        title,
        description,
        language: language.code.clone(),
        items,
    })
}

struct IndexStep<'a> {
    work: Work<'a>,
    index: Index,
}

impl Step for IndexStep<'_> {
    type Made = Result<Entry, Box<Finding>>;

    fn id(&self) -> StepId {
        match &self.index {
            Index::Sitemap(_) => StepId::new("sitemap", "/sitemap.xml"),
            Index::Feed(feed) => StepId::new("feed", &feed.path),
        }
    }

    fn inputs(&self) -> Inputs {
        Inputs::default().with("pages", Fingerprint::of_value(&self.index))
    }

    fn run(&self, _recorder: &Recorder) -> Self::Made {
        let (path, media_type, text) = match &self.index {
            Index::Sitemap(addresses) => {
                let path = UrlPath::new("/sitemap.xml").expect("a plain name is a path");
                (path, "application/xml", sitemap_xml(addresses))
            }
            // Not `application/atom+xml`, which CloudFront does not compress.
            Index::Feed(feed) => (feed.path.clone(), "application/rss+xml", feed_xml(feed)),
        };
        let artifact = Artifact {
            path,
            body: Bytes::from(text),
            media_type: media_type.to_owned(),
            class: CacheClass::Page,
            role: Role::Index,
            tags: BTreeSet::from(["index".to_owned()]),
            links: BTreeSet::new(),
        };
        self.work.keep(&artifact, &self.id()).map_err(|error| Box::new(error.into()))
    }

    fn is_there(&self, made: &Self::Made) -> bool {
        made.as_ref().is_ok_and(|entry| self.work.sink.holds(&entry.path, &entry.digest))
    }
}

/// The sitemap of <https://www.sitemaps.org/protocol.html>, with the languages of
/// <https://developers.google.com/search/docs/specialty/international/localized-versions>.
fn sitemap_xml(addresses: &[Address]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for address in addresses {
        xml.push_str(&format!("<url><loc>{}</loc>", for_xml(&address.url)));
        if let Some(updated) = &address.updated {
            xml.push_str(&format!("<lastmod>{}</lastmod>", for_xml(updated)));
        }
        for (code, url) in &address.languages {
            let (code, url) = (for_xml(code), for_xml(url));
            xml.push_str(&format!("<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{url}\"/>"));
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// RSS 2.0: <https://www.rssboard.org/rss-specification>.
fn feed_xml(feed: &Feed) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\
         <channel>\n<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n<language>{}</language>\n\
         <atom:link href=\"{}\" rel=\"self\" type=\"application/rss+xml\"/>\n",
        for_xml(&feed.title),
        for_xml(&feed.home),
        for_xml(&feed.description),
        for_xml(&feed.language),
        for_xml(&feed.url),
    );
    for item in &feed.items {
        let (title, url) = (for_xml(&item.title), for_xml(&item.url));
        xml.push_str(&format!("<item><title>{title}</title><link>{url}</link><guid>{url}</guid>"));
        xml.push_str(&format!("<pubDate>{}</pubDate>", item.date.rfc2822()));
        xml.push_str(&format!("<description>{}</description></item>\n", for_xml(&item.description)));
    }
    xml.push_str("</channel></rss>\n");
    xml
}
