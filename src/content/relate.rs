//! Makes pages know each other: sections, terms, order, neighbors, translations.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use super::order::{Direction, Order, SortBy};
use super::page::{Kind, List, Page};
use super::route::{Foldered, Route, slugify};
use super::site::{PageId, Site, newest_first};
use crate::base::finding::{Finding, Findings, Place};
use crate::base::path::SourcePath;
use crate::config::Config;

/// Returns the site that these pages make, and what is wrong with their relations.
pub(super) fn relate(mut pages: Vec<(Page, Route)>, config: &Config, foldered: Foldered) -> (Site, Findings) {
    // What stands in for a translation comes after the page whose file it shares.
    pages.sort_by(|(a, _), (b, _)| {
        (&a.source, a.fallback_of.is_some(), &a.language).cmp(&(&b.source, b.fallback_of.is_some(), &b.language))
    });
    let mut site = Site { foldered, ..Site::default() };
    let mut routes = Vec::with_capacity(pages.len());
    for (index, (page, route)) in pages.into_iter().enumerate() {
        let id = PageId::new(index);
        let fallback_of = page.fallback_of.and_then(|_| site.by_source.get(&page.source).copied());
        if let Some(original) = fallback_of {
            site.pages[original.index()].fallbacks.push(id);
        } else {
            site.by_source.insert(page.source.clone(), id);
        }
        site.pages.push(Page { id, fallback_of, ..page });
        routes.push(route);
    }
    join_sections(&mut site, &routes);
    join_terms(&mut site, &routes);
    sort_lists(&mut site, if config.section_feeds { Feeds::OfSections } else { Feeds::AsWished });
    let findings = join_translations(&mut site, &routes, config);
    (site, findings)
}

/// `_index.md` is optional: every folder with a page in it is a section of the page's language.
pub(super) fn add_missing_sections(pages: &mut Vec<(Page, Route)>, config: &Config, foldered: &Foldered) {
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
        pages.extend(implied(language, folder, config, foldered));
    }
}

/// Returns the list of a folder that has no file of its own.
pub(super) fn implied(language: String, folder: String, config: &Config, foldered: &Foldered) -> Option<(Page, Route)> {
    let prefix = foldered.prefix(&language);
    let is_suffixed = language != config.default_language && prefix.is_empty();
    let suffix = if is_suffixed { format!(".{language}") } else { String::new() };
    let slash = if folder.is_empty() { "" } else { "/" };
    let source = SourcePath::new(&format!("content/{prefix}{folder}{slash}_index{suffix}.md"))?;
    let route = Route { language, folder, stem: "_index".to_owned(), ..Route::default() };
    let title = match config.language(&route.language) {
        Some(language) if route.folder.is_empty() => language.title.clone(),
        _ => route.title(),
    };
    let list = List { folder: route.folder.clone(), ..List::default() };
    let blank = Page::blank(source, route.url(config)?, &route);
    Some((Page { kind: Kind::Section, title, list: Some(list), ..blank }, route))
}

fn join_sections(site: &mut Site, routes: &[Route]) {
    for (page, route) in site.pages.iter().zip(routes).filter(|(page, _)| page.list.is_some()) {
        site.sections.insert((route.language.clone(), route.folder.clone()), page.id);
    }
    for (index, route) in routes.iter().enumerate() {
        let (id, kind) = (PageId::new(index), site.pages[index].kind);
        let is_list = site.pages[index].list.is_some();
        let folder = match (is_list, route.folder.rsplit_once('/')) {
            (false, _) => route.folder.as_str(),
            (true, Some((above, _))) => above,
            (true, None) if route.folder.is_empty() => continue,
            (true, None) => "",
        };
        let Some(&above) = site.sections.get(&(route.language.clone(), folder.to_owned())) else { continue };
        site.pages[index].section = Some(above);
        let Some(list) = &mut site.pages[above.index()].list else { continue };
        match (is_list, kind) {
            (false, _) => list.pages.push(id),
            // The list of all tags is no section of the site that a menu would show.
            (true, Kind::Taxonomy) => {}
            (true, _) => list.subsections.push(id),
        }
    }
}

fn join_terms(site: &mut Site, routes: &[Route]) {
    for (page, route) in site.pages.iter().zip(routes) {
        let Some(taxonomy) = page.list.as_ref().and_then(|list| list.taxonomy.clone()) else { continue };
        if page.kind == Kind::Taxonomy {
            site.taxonomies.insert((route.language.clone(), taxonomy), page.id);
            continue;
        }
        let slug = slugify(route.folder.rsplit('/').next().unwrap_or(""));
        site.terms.insert((route.language.clone(), taxonomy, slug), page.id);
    }
    for index in 0..site.pages.len() {
        let page = &site.pages[index];
        let mut terms: BTreeMap<String, Vec<PageId>> = BTreeMap::new();
        for (taxonomy, names) in &page.taxonomies {
            for name in names {
                let key = (page.language.clone(), taxonomy.clone(), slugify(name));
                let Some(&term) = site.terms.get(&key) else { continue };
                let own = terms.entry(taxonomy.clone()).or_default();
                if !own.contains(&term) {
                    own.push(term);
                }
            }
        }
        for term in terms.values().flatten() {
            if let Some(list) = &mut site.pages[term.index()].list {
                list.pages.push(PageId::new(index));
            }
        }
        site.pages[index].terms = terms;
    }
}

/// Which sections have a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Feeds {
    /// Those that ask for it.
    AsWished,
    /// All of them.
    OfSections,
}

/// Sorts all lists, the deepest first, so that a transparent section has its pages when the section
/// above it takes them.
fn sort_lists(site: &mut Site, feeds: Feeds) {
    let mut lists: Vec<usize> = (0..site.pages.len()).filter(|index| site.pages[*index].list.is_some()).collect();
    let depth = |index: &usize| {
        site.pages[*index]
            .list
            .as_ref()
            .map_or(0, |list| list.folder.matches('/').count() + 1 - usize::from(list.folder.is_empty()))
    };
    lists.sort_by_key(|index| Reverse(depth(index)));
    for index in lists {
        let Some(mut list) = site.pages[index].list.take() else { continue };
        for below in &list.subsections {
            let transparent = site.pages[below.index()].list.as_ref().filter(|list| list.is_transparent);
            list.pages.extend(transparent.into_iter().flat_map(|below| below.pages.iter().copied()));
        }
        let (pages, order) = (&site.pages, list.order);
        list.pages.sort_by(|a, b| compare(&pages[a.index()], &pages[b.index()], order));
        let by_weight = Order { sort_by: SortBy::Weight, direction: Direction::Natural };
        list.subsections.sort_by(|a, b| compare(&pages[a.index()], &pages[b.index()], by_weight));
        if site.pages[index].kind == Kind::Section {
            list.has_feed |= feeds == Feeds::OfSections;
            // The home page announces the whole of its language, if there is anything with a date.
            if site.pages[index].section.is_none() {
                let language = &site.pages[index].language;
                let is_news = |page: &Page| {
                    let is_own = page.fallback_of.is_none() && page.kind == Kind::Leaf;
                    is_own && page.language == *language && page.date.is_some()
                };
                list.has_feed = site.pages.iter().any(is_news);
            }
            for (position, id) in list.pages.iter().enumerate() {
                let higher = position.checked_sub(1).map(|at| list.pages[at]);
                let lower = list.pages.get(position + 1).copied();
                site.pages[id.index()].neighbors = (lower, higher);
            }
        }
        site.pages[index].list = Some(list);
    }
}

/// Returns how two pages stand in a list of this order.
pub(super) fn compare(a: &Page, b: &Page, order: Order) -> Ordering {
    let by_title = || a.title_key().cmp(b.title_key()).then_with(|| (&a.title, &a.source).cmp(&(&b.title, &b.source)));
    let natural = match order.sort_by {
        SortBy::Date => newest_first(a, b),
        SortBy::Updated => {
            let last = |page: &Page| page.updated.clone().max(page.date.clone());
            last(b).cmp(&last(a)).then_with(by_title)
        }
        SortBy::Title => by_title(),
        SortBy::Slug => {
            let slug =
                |page: &Page| page.url.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or("").to_owned();
            slug(a).cmp(&slug(b)).then_with(|| a.source.cmp(&b.source))
        }
        SortBy::Weight => a.weight.cmp(&b.weight).then_with(by_title),
    };
    if order.direction == Direction::Reversed { natural.reverse() } else { natural }
}

/// Pages with the same name but for their language, or with the same `translation_key`, are
/// translations of each other.
fn join_translations(site: &mut Site, routes: &[Route], config: &Config) -> Findings {
    let mut findings = Findings::default();
    let mut groups: BTreeMap<String, Vec<PageId>> = BTreeMap::new();
    for (page, route) in site.pages.iter().zip(routes).filter(|(page, _)| page.fallback_of.is_none()) {
        // A key of the author's own holds no `/` in front, so the two kinds cannot meet.
        let key = page.translation_key.clone().unwrap_or_else(|| route.key());
        groups.entry(key).or_default().push(page.id);
    }
    let position = |page: &Page| config.languages.iter().position(|language| language.code == page.language);
    for mut group in groups.into_values().filter(|group| group.len() > 1) {
        group.sort_by_key(|id| position(&site.pages[id.index()]));
        for pair in group.windows(2) {
            let [first, second] = [pair[0], pair[1]].map(|id| &site.pages[id.index()]);
            if first.language == second.language {
                let (first, second) = (&first.source, &second.source);
                let message = format!("`{first}` and `{second}` are translations of one page into one language");
                let finding = Finding::error("translation-twice", message).at(Place::whole(second));
                findings.push(finding.hint("give one of them another `translation_key`, or none"));
            }
        }
        for id in &group {
            let language = site.pages[id.index()].language.clone();
            let others = group.iter().copied().filter(|other| site.pages[other.index()].language != language);
            site.pages[id.index()].translations = others.collect();
        }
    }
    for index in 0..site.pages.len() {
        let Some(original) = site.pages[index].fallback_of else { continue };
        let language = site.pages[index].language.clone();
        let original = site.pages[original.index()].clone();
        let others = std::iter::once(original.id).chain(original.translations.iter().copied());
        let is_other = |id: &PageId| site.pages[id.index()].language != language;
        site.pages[index].translations = others.filter(is_other).collect();
    }
    findings
}
