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
        findings.extend(orphans(&items));
        items.sort_by(|(a, _), (b, _)| (a.weight, &a.name).cmp(&(b.weight, &b.name)));
        let tree = below(&items, None, MOST_LEVELS);
        site.menus.insert((language, name), tree);
    }
    findings
}

fn item(site: &Site, language: &str, entry: &MenuEntry, config: &Config) -> Result<MenuItem, Finding> {
    let mut name = entry.name.clone();
    let url = if let Some(inside) = entry.to.strip_prefix("@/") {
        let source = SourcePath::new(&format!("content/{inside}"));
        let page = source.and_then(|source| site.named(language, &source)).ok_or_else(|| {
            let known = site.sources().filter_map(|source| source.inside("content"));
            let near = nearest(inside, known).map(|name| format!("@/{name}"));
            let finding = Finding::error("menu-broken", format!("`{}` leads to no page", entry.to));
            finding.at(entry.place.clone()).suggest(near.as_deref(), "pages are named as in `@/news/_index.md`")
        })?;
        let page = site.in_language(page, language);
        name = name.or_else(|| Some(page.title.clone()));
        config.href(&page.url)
    } else {
        let is_local = entry.to.starts_with('/') && !entry.to.contains(['?', '#']);
        let path = UrlPath::new(&entry.to).filter(|_| is_local);
        path.map_or_else(|| entry.to.clone(), |path| config.href(&path))
    };
    let name = name.unwrap_or_else(|| entry.to.clone());
    let identifier = entry.identifier.clone().unwrap_or_else(|| name.clone());
    Ok(MenuItem { name, url, identifier, weight: entry.weight, children: Vec::new() })
}

fn below(items: &[(MenuItem, MenuEntry)], parent: Option<&str>, n_levels: usize) -> Vec<MenuItem> {
    if n_levels == 0 {
        return Vec::new();
    }
    let own = items.iter().filter(|(_, entry)| entry.parent.as_deref() == parent);
    let with_children =
        |item: &MenuItem| MenuItem { children: below(items, Some(&item.identifier), n_levels - 1), ..item.clone() };
    own.map(|(item, _)| with_children(item)).collect()
}

fn orphans(items: &[(MenuItem, MenuEntry)]) -> Findings {
    let known = || items.iter().map(|(item, _)| item.identifier.as_str());
    let is_orphan =
        |entry: &MenuEntry| entry.parent.as_deref().is_some_and(|parent| !known().any(|name| name == parent));
    let orphans = items.iter().filter(|(_, entry)| is_orphan(entry));
    orphans
        .map(|(_, entry)| {
            let parent = entry.parent.as_deref().unwrap_or("");
            let finding = Finding::error("menu-parent", format!("the menu has no entry `{parent}`"));
            finding
                .at(entry.place.clone())
                .suggest(nearest(parent, known()), "name an entry by its `identifier` or name")
        })
        .collect()
}
