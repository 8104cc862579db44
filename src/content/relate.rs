//! Makes pages know each other: sections, order, neighbors, translations.

use std::collections::BTreeMap;

use super::front_matter::SortBy;
use super::route::Route;
use super::site::{List, Page, PageId, Site, newest_first};
use crate::base::digest::Digest;
use crate::base::path::SourcePath;
use crate::config::Config;

/// Returns the site that these pages make.
pub(super) fn relate(mut pages: Vec<(Page, Route)>, config: &Config) -> Site {
    pages.sort_by(|a, b| a.0.source.cmp(&b.0.source));
    let mut site = Site::default();
    let mut routes = Vec::with_capacity(pages.len());
    for (index, (page, route)) in pages.into_iter().enumerate() {
        site.by_source.insert(page.source.clone(), PageId(index));
        site.pages.push(Page { id: PageId(index), ..page });
        routes.push(route);
    }
    join_sections(&mut site, &routes);
    sort_lists(&mut site);
    join_translations(&mut site, &routes, config);
    site
}

/// `_index.md` is optional: every folder with a page in it is a section of the page's language.
pub(super) fn add_missing_sections(pages: &mut Vec<(Page, Route)>, config: &Config) {
    let mut sections: BTreeMap<(String, String), bool> = BTreeMap::new();
    for (page, route) in pages.iter() {
        let mut folder = route.folder.as_str();
        sections.entry((page.language.clone(), folder.to_owned())).or_default();
        while let Some((above, _)) = folder.rsplit_once('/').or((!folder.is_empty()).then_some(("", ""))) {
            sections.entry((page.language.clone(), above.to_owned())).or_default();
            folder = above;
        }
        if page.list.is_some() {
            sections.insert((page.language.clone(), route.folder.clone()), true);
        }
    }
    for ((language, folder), _) in sections.into_iter().filter(|(_, has_file)| !has_file) {
        pages.extend(implied(language, folder, config));
    }
}

fn implied(language: String, folder: String, config: &Config) -> Option<(Page, Route)> {
    let suffix = if language == config.default_language { String::new() } else { format!(".{language}") };
    let slash = if folder.is_empty() { "" } else { "/" };
    let stem = "_index".to_owned();
    let route = Route { language, stem, folder, slug: None, date: None, bundle: None };
    let title = match config.language(&route.language) {
        Some(language) if route.folder.is_empty() => language.title.clone(),
        _ => route.title(),
    };
    let page = Page {
        id: PageId::default(),
        source: SourcePath::new(&format!("content/{}{slash}_index{suffix}.md", route.folder))?,
        has_file: false,
        language: route.language.clone(),
        url: route.url(config)?,
        title,
        description: None,
        date: None,
        updated: None,
        weight: 0,
        translation_key: None,
        authors: Vec::new(),
        taxonomies: BTreeMap::new(),
        template: None,
        is_live: false,
        in_sitemap: true,
        extra: serde_json::Map::new(),
        body: 0,
        digest: Digest::of(b""),
        section: None,
        neighbors: (None, None),
        translations: Vec::new(),
        resources: Vec::new(),
        list: Some(List { folder: route.folder.clone(), ..List::default() }),
    };
    Some((page, route))
}

fn join_sections(site: &mut Site, routes: &[Route]) {
    let mut sections: BTreeMap<(&str, &str), PageId> = BTreeMap::new();
    for (index, route) in routes.iter().enumerate() {
        if site.pages[index].list.is_some() {
            sections.insert((&route.language, &route.folder), PageId(index));
        }
    }
    for (index, route) in routes.iter().enumerate() {
        let is_section = site.pages[index].list.is_some();
        let folder = match (is_section, route.folder.rsplit_once('/')) {
            (false, _) => route.folder.as_str(),
            (true, Some((above, _))) => above,
            (true, None) if route.folder.is_empty() => continue,
            (true, None) => "",
        };
        let Some(&id) = sections.get(&(route.language.as_str(), folder)) else { continue };
        site.pages[index].section = Some(id);
        if let Some(list) = &mut site.pages[id.0].list {
            if is_section { list.subsections.push(PageId(index)) } else { list.pages.push(PageId(index)) }
        }
    }
}

fn sort_lists(site: &mut Site) {
    for index in 0..site.pages.len() {
        let Some(mut list) = site.pages[index].list.take() else { continue };
        let by_title = |a: &Page, b: &Page| a.title.cmp(&b.title).then_with(|| a.source.cmp(&b.source));
        let by_weight = |a: &Page, b: &Page| a.weight.cmp(&b.weight).then_with(|| by_title(a, b));
        let pages = &site.pages;
        list.pages.sort_by(|a, b| {
            let (a, b) = (&pages[a.0], &pages[b.0]);
            match list.sort_by {
                SortBy::Date => newest_first(a, b),
                SortBy::Title => by_title(a, b),
                SortBy::Weight => by_weight(a, b),
            }
        });
        list.subsections.sort_by(|a, b| by_weight(&pages[a.0], &pages[b.0]));
        for (position, id) in list.pages.iter().enumerate() {
            let higher = position.checked_sub(1).map(|at| list.pages[at]);
            let lower = list.pages.get(position + 1).copied();
            site.pages[id.0].neighbors = (lower, higher);
        }
        site.pages[index].list = Some(list);
    }
}

/// Pages with the same name but for the language suffix, or with the same `translation_key`, are
/// translations of each other.
fn join_translations(site: &mut Site, routes: &[Route], config: &Config) {
    let mut groups: BTreeMap<String, Vec<PageId>> = BTreeMap::new();
    for (index, route) in routes.iter().enumerate() {
        let folder = route.bundle.as_ref().unwrap_or(&route.folder);
        // A key of the author's own holds no `/` in front, so the two kinds cannot meet.
        let name = site.pages[index].translation_key.clone();
        groups.entry(name.unwrap_or_else(|| format!("/{folder}/{}", route.stem))).or_default().push(PageId(index));
    }
    let position = |page: &Page| config.languages.iter().position(|language| language.code == page.language);
    for mut group in groups.into_values().filter(|group| group.len() > 1) {
        group.sort_by_key(|id| position(&site.pages[id.0]));
        for id in &group {
            let language = site.pages[id.0].language.clone();
            let others = group.iter().copied().filter(|other| site.pages[other.0].language != language);
            site.pages[id.0].translations = others.collect();
        }
    }
}
