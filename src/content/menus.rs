//! Menus: `[[menus.main]]` of the site and of a language, `menus` in front matters.

use std::collections::BTreeMap;

use super::site::{MenuItem, Site};
use crate::base::finding::{Finding, Findings, nearest};
use crate::base::path::{SourcePath, UrlPath};
use crate::config::{Config, MenuEntry, Menus};

/// Entries below entries below entries; whoever has more has made a circle of parents.
const MOST_LEVELS: usize = 8;

/// Adds the menus of all languages to the site. `wishes` are those of pages, with their language.
pub(super) fn add(site: &mut Site, wishes: Vec<(String, Menus)>, config: &Config) -> Findings {
    let mut findings = Findings::default();
    let mut entries: BTreeMap<(String, String), Vec<MenuEntry>> = BTreeMap::new();
    for language in &config.languages {
        for (name, own) in &language.menus {
            entries.entry((language.code.clone(), name.clone())).or_default().extend(own.iter().cloned());
        }
    }
    for (language, menus) in wishes {
        for (name, own) in menus {
            entries.entry((language.clone(), name)).or_default().extend(own);
        }
    }
    for ((language, name), entries) in entries {
        let mut items = Vec::new();
        for entry in entries {
            match item(site, &language, &entry, config) {
                Ok(item) => items.push((item, entry)),
                Err(finding) => findings.push(finding),
            }
        }
        items.sort_by(|(a, _), (b, _)| (a.weight, &a.name).cmp(&(b.weight, &b.name)));
        let (menu, mistakes) = tree(items);
        findings.extend(mistakes);
        site.menus.insert((language, name), menu);
    }
    findings
}

fn item(site: &Site, language: &str, entry: &MenuEntry, config: &Config) -> Result<MenuItem, Finding> {
    let mut name = entry.name.clone();
    let mut lang = language.to_owned();
    let (goal, anchor) = entry.to.split_once('#').map_or((&*entry.to, None), |(goal, anchor)| (goal, Some(anchor)));
    let mut url = if let Some(inside) = goal.strip_prefix("@/") {
        let source = SourcePath::new(&format!("content/{inside}"));
        let page = source.and_then(|source| site.named(language, &source)).ok_or_else(|| {
            let known = site.sources().filter_map(|source| source.inside("content"));
            let near = nearest(inside, known).map(|name| format!("@/{name}"));
            let finding = Finding::error("menu-broken", format!("`{}` leads to no page", entry.to));
            finding.at(entry.place.clone()).suggest(near.as_deref(), "pages are named as in `@/news/_index.md`")
        })?;
        let page = site.in_language(page, language);
        if name.is_none() {
            name = Some(page.title.clone());
            lang.clone_from(&page.content_language);
        }
        config.href(&page.url)
    } else {
        let is_local = goal.starts_with('/') && !goal.contains('?');
        UrlPath::new(goal).filter(|_| is_local).map_or_else(|| goal.to_owned(), |path| config.href(&path))
    };
    if let Some(anchor) = anchor {
        url = format!("{url}#{anchor}");
    }
    let name = name.unwrap_or_else(|| entry.to.clone());
    let identifier = entry.identifier.clone().unwrap_or_else(|| name.clone());
    Ok(MenuItem { name, lang, url, identifier, weight: entry.weight, children: Vec::new() })
}

/// Puts every entry below its parent, once. Of two entries of one name the first is the parent.
fn tree(items: Vec<(MenuItem, MenuEntry)>) -> (Vec<MenuItem>, Findings) {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, (item, _)) in items.iter().enumerate() {
        known.entry(&item.identifier).or_insert(at);
    }
    let mut findings = Findings::default();
    let mut parents = Vec::with_capacity(items.len());
    for (_, entry) in &items {
        let Some(name) = &entry.parent else {
            parents.push(None);
            continue;
        };
        let parent = known.get(name.as_str()).copied();
        if parent.is_none() {
            let finding = Finding::error("menu-parent", format!("the menu has no entry `{name}`"));
            let near = nearest(name, known.keys().copied());
            findings.push(finding.at(entry.place.clone()).suggest(near, "name an entry by its `identifier` or name"));
        }
        parents.push(parent);
    }
    for (at, (item, entry)) in items.iter().enumerate() {
        let above = std::iter::successors(parents[at], |above| parents[*above]);
        if above.take(MOST_LEVELS).count() == MOST_LEVELS {
            let message = format!("`{}` stands below itself, or too deep", item.name);
            let finding = Finding::error("menu-parent", message).at(entry.place.clone());
            findings.push(finding.hint(format!("a menu has at most {MOST_LEVELS} levels")));
        }
    }
    if findings.has_errors() {
        return (Vec::new(), findings);
    }
    let mut below: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (at, parent) in parents.into_iter().enumerate() {
        below.entry(parent).or_default().push(at);
    }
    (children(None, &items, &below), findings)
}

fn children(
    parent: Option<usize>,
    items: &[(MenuItem, MenuEntry)],
    below: &BTreeMap<Option<usize>, Vec<usize>>,
) -> Vec<MenuItem> {
    let own = below.get(&parent).into_iter().flatten();
    own.map(|at| MenuItem { children: children(Some(*at), items, below), ..items[*at].0.clone() }).collect()
}
