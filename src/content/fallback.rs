//! Pages that stand in for translations which do not exist, where a language wants them.

use std::collections::BTreeSet;

use super::page::{Kind, Page};
use super::route::Route;
use crate::base::path::UrlPath;
use crate::config::Config;

/// Adds to each language with a `fallback` the pages that only that other language has.
///
/// Such a page keeps its own words, and so its own `content_language`; it has no terms, is in no sitemap
/// and no feed, and names the page that it repeats as the canonical one.
///
/// A translation that went away is not stood in for: `retired` names its language and key.
pub(super) fn add(pages: &mut Vec<(Page, Route)>, retired: &BTreeSet<(String, String)>, config: &Config) {
    let mut added = Vec::new();
    let taken: BTreeSet<UrlPath> = pages.iter().map(|(page, _)| page.url.clone()).collect();
    for language in &config.languages {
        let Some(source) = &language.fallback else { continue };
        let key = |(page, route): &(Page, Route)| page.translation_key.clone().unwrap_or_else(|| route.key());
        let gone = retired.iter().filter(|(code, _)| *code == language.code).map(|(_, key)| key.clone());
        let mut own: BTreeSet<String> =
            pages.iter().filter(|(page, _)| page.language == language.code).map(key).collect();
        own.extend(gone);
        let missing = pages.iter().filter(|(page, _)| page.language == *source);
        for (page, route) in missing.filter(|found| !own.contains(&key(found))) {
            let there = config.language(source).map_or("/", |language| language.path.as_str());
            let rest = page.url.as_str().strip_prefix(there).unwrap_or(page.url.as_str());
            let url = UrlPath::new(&format!("{}{rest}", language.path)).filter(|url| !taken.contains(url));
            let Some(url) = url else { continue };
            let route = Route { language: language.code.clone(), bundle: None, ..route.clone() };
            added.push((stand_in(page, &language.code, url), route));
        }
    }
    pages.extend(added);
}

fn stand_in(page: &Page, language: &str, url: UrlPath) -> Page {
    Page {
        language: language.to_owned(),
        content_language: page.content_language.clone(),
        // The page it repeats has no id yet; `relate` finds it by the file that they share.
        fallback_of: Some(page.id),
        url,
        taxonomies: std::collections::BTreeMap::new(),
        in_sitemap: false,
        in_search: false,
        kind: if page.list.is_some() { Kind::Section } else { Kind::Leaf },
        ..page.clone()
    }
}
