//! The sitemap of <https://www.sitemaps.org/protocol.html>, with the languages of
//! <https://developers.google.com/search/docs/specialty/international/localized-versions>.
//!
//! `lastmod` is what the author says, never the time of the build: search engines stop to believe a
//! sitemap whose dates change with every build.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::step::IndexStep;
use super::{Scene, path};
use crate::base::clock::Moment;
use crate::content::{Page, PageId};
use crate::incremental::Fingerprint;
use crate::render::escape::for_xml;
use crate::render::template::Library;

/// How many addresses one file may have, and how many bytes (the protocol, "Using Sitemap index files").
const MOST: Limits = Limits { n_addresses: 50_000, n_bytes: 50 << 20 };

const MEDIA_TYPE: &str = "application/xml";

#[derive(Clone, Copy)]
struct Limits {
    n_addresses: usize,
    n_bytes: usize,
}

/// One line of the sitemap.
#[derive(Serialize)]
struct Address {
    url: String,
    updated: Option<String>,
    /// Codes and URLs of all its languages, itself included; empty where it has one only.
    languages: Vec<(String, String)>,
}

/// Returns the step of the sitemap, or those of its parts and of the index over them.
pub(super) fn steps<'a>(scene: Scene<'a>) -> Vec<IndexStep<'a>> {
    let addresses = addresses(scene.library);
    let parts = split(&addresses.iter().map(length).collect::<Vec<usize>>(), MOST);
    let step = |name: &str, input: Fingerprint, write: super::step::Write<'a>| IndexStep {
        work: scene.bodies.work,
        kind: "sitemap",
        path: path(name),
        media_type: MEDIA_TYPE,
        input,
        write,
    };
    let [_] = parts[..] else {
        let mut steps = Vec::new();
        let mut named: Vec<(String, Option<String>)> = Vec::new();
        let mut rest = addresses.into_iter();
        for (number, part) in parts.iter().enumerate() {
            let part: Vec<Address> = rest.by_ref().take(part.len()).collect();
            let name = format!("/sitemap-{}.xml", number + 1);
            let newest = part.iter().filter_map(|address| address.updated.clone()).max();
            named.push((scene.library.config.permalink(&path(&name)), newest));
            steps.push(step(&name, Fingerprint::of_value(&part), Box::new(move || Ok(sitemap(&part)))));
        }
        let input = Fingerprint::of_value(&named);
        steps.push(step("/sitemap.xml", input, Box::new(move || Ok(index(&named)))));
        return steps;
    };
    let input = Fingerprint::of_value(&addresses);
    vec![step("/sitemap.xml", input, Box::new(move || Ok(sitemap(&addresses))))]
}

fn addresses(library: &Library) -> Vec<Address> {
    let mut newest = Newest { library, known: BTreeMap::new() };
    let pages = library.site.pages().map(|(_, page)| page).filter(|page| page.in_sitemap);
    let mut addresses: Vec<Address> = pages.map(|page| address(library, page, newest.of(page))).collect();
    addresses.sort_by(|a, b| a.url.cmp(&b.url));
    addresses
}

fn address(library: &Library, page: &Page, updated: Option<&Moment>) -> Address {
    let config = &library.config;
    let own = std::iter::once(page);
    let others = page.translations.iter().map(|id| library.site.page(*id)).filter(|page| page.in_sitemap);
    let mut languages: Vec<(String, String)> =
        own.chain(others).map(|page| (page.language.clone(), config.permalink(&page.url))).collect();
    languages.sort();
    if languages.len() == 1 {
        languages.clear();
    }
    // Whoever speaks none of them gets the default one.
    let default = languages.iter().find(|(code, _)| *code == config.default_language).map(|(_, url)| url.clone());
    languages.extend(default.map(|url| ("x-default".to_owned(), url)));
    Address { url: config.permalink(&page.url), updated: updated.map(Moment::w3c), languages }
}

/// When pages changed last, each worked out once: a list changes with the newest of what it lists.
struct Newest<'a> {
    library: &'a Library,
    known: BTreeMap<PageId, Option<&'a Moment>>,
}

impl<'a> Newest<'a> {
    fn of(&mut self, page: &'a Page) -> Option<&'a Moment> {
        let own = [page.updated.as_ref(), page.date.as_ref()].into_iter().flatten();
        // What begins tomorrow did not change tomorrow.
        let own = own.into_iter().find(|moment| moment.clock() <= self.library.clock);
        let Some(list) = &page.list else { return own };
        if let Some(known) = self.known.get(&page.id) {
            return *known;
        }
        let site = &self.library.site;
        let mut newest = own;
        for id in list.pages.iter().chain(&list.subsections) {
            // A list below may list this one: sections cannot, but nothing here needs to know.
            self.known.insert(page.id, newest);
            newest = newest.max(self.of(site.page(*id)));
        }
        self.known.insert(page.id, newest);
        newest
    }
}

/// Returns the most bytes that a line can have: every entity of XML has at most six.
fn length(address: &Address) -> usize {
    let text = |text: &str| text.len() + 5 * text.bytes().filter(|byte| b"&<>\"".contains(byte)).count();
    let languages = address.languages.iter().map(|(code, url)| 60 + text(code) + text(url));
    100 + text(&address.url) + languages.sum::<usize>()
}

/// Returns which addresses each file has, at least one file.
fn split(lengths: &[usize], most: Limits) -> Vec<Range<usize>> {
    // The frame around the addresses.
    const FRAME: usize = 200;
    let mut parts = Vec::new();
    let (mut start, mut n_bytes) = (0, FRAME);
    for (at, length) in lengths.iter().enumerate() {
        if at - start == most.n_addresses || (at > start && n_bytes + length > most.n_bytes) {
            parts.push(start..at);
            (start, n_bytes) = (at, FRAME);
        }
        n_bytes += length;
    }
    parts.push(start..lengths.len());
    parts
}

fn sitemap(addresses: &[Address]) -> String {
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

fn index(parts: &[(String, Option<String>)]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (url, newest) in parts {
        xml.push_str(&format!("<sitemap><loc>{}</loc>", for_xml(url)));
        if let Some(newest) = newest {
            xml.push_str(&format!("<lastmod>{}</lastmod>", for_xml(newest)));
        }
        xml.push_str("</sitemap>\n");
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitemap_is_split_by_number_and_by_size() {
        #[track_caller]
        fn check(lengths: &[usize], (n_addresses, n_bytes): (usize, usize), expected: &[usize]) {
            let parts = split(lengths, Limits { n_addresses, n_bytes });
            assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<usize>>(), expected);
        }
        check(&[], (2, 9999), &[0]);
        check(&[1, 1], (2, 9999), &[2]);
        check(&[1, 1, 1, 1, 1], (2, 9999), &[2, 2, 1]);
        check(&[100, 100, 100], (9, 400), &[2, 1]);
        // What no file can hold has one of its own.
        check(&[1, 1000, 1], (9, 400), &[1, 1, 1]);
    }

    #[test]
    fn no_line_is_longer_than_it_is_taken_for() {
        let url = || "https://example.org/?a&\"<>".to_owned();
        let languages = ["it", "x-default"].map(|code| (code.to_owned(), url()));
        let updated = Some("2026-11-23T21:00:00.123456789+01:00".to_owned());
        let address = Address { url: url(), updated, languages: languages.into() };
        let most = length(&address);
        let empty = sitemap(&[]).len();
        assert!(sitemap(&[address]).len() - empty <= most);
        assert!(empty <= 200);
    }
}
