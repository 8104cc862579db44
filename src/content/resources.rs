//! Files beside the Markdown: those of a page bundle belong to its page, all others to the site.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::page::{Page, PageResource};
use super::route::{Foldered, Route};
use super::site::{PageId, Resource, Site};
use crate::base::path::{SourcePath, UrlPath};
use crate::config::Config;

/// Files to serve, each with its name in the folder of the bundle it belongs to.
pub(super) struct Resources {
    files: Vec<(Resource, Option<(String, String)>)>,
    /// The content files of each bundle: its page and the translations of it.
    bundles: BTreeMap<String, Vec<SourcePath>>,
}

/// Returns the files to serve. Those of a page that is not shown are not shown: `hidden` names its folder.
pub(super) fn find(
    files: Vec<SourcePath>,
    (pages, hidden): (&[(Page, Route)], &BTreeSet<String>),
    (config, foldered): (&Config, &Foldered),
) -> Resources {
    let mut bundles: BTreeMap<&str, &Page> = BTreeMap::new();
    let mut sources: BTreeMap<String, Vec<SourcePath>> = BTreeMap::new();
    // The translations of a bundle share its files, which are served below the default language.
    let is_default = |page: &Page| page.language == config.default_language;
    for (page, route) in pages.iter().filter(|(page, _)| page.fallback_of.is_none()) {
        if let Some(bundle) = &route.bundle {
            let owner = bundles.entry(bundle).or_insert(page);
            *owner = if is_default(page) { page } else { *owner };
            sources.entry(bundle.clone()).or_default().push(page.source.clone());
        }
    }
    let place = |source: SourcePath| {
        let inside = source.inside("content")?;
        let mut above = inside.match_indices('/').map(|(at, _)| &inside[..at]).rev();
        let bundle = above.find(|folder| bundles.contains_key(folder) || hidden.contains(*folder));
        let (url, within) = match bundle.map(|folder| (folder, bundles.get(folder))) {
            Some((_, None)) => return None,
            Some((folder, Some(page))) => {
                let rest = inside[folder.len()..].trim_start_matches('/');
                let url = UrlPath::new(&format!("{}{rest}", folder_of(&page.url)))?;
                (url, Some((folder.to_owned(), rest.to_owned())))
            }
            None => (beside(inside, config, foldered)?, None),
        };
        Some((Resource { source, url }, within))
    };
    Resources { files: files.into_iter().filter_map(place).collect(), bundles: sources }
}

/// Returns the folder of drafts that a file lies in, below `content/`.
pub(super) fn folder_of_drafts(file: &SourcePath) -> Option<String> {
    let inside = file.inside("content")?;
    let at = if inside.starts_with("_drafts/") { 0 } else { inside.find("/_drafts/")? + 1 };
    Some(inside[..at + "_drafts".len()].to_owned())
}

/// A page may be served as `/a.html`; its files lie in `/` then.
fn folder_of(url: &UrlPath) -> &str {
    let path = url.as_str();
    &path[..path.rfind('/').map_or(0, |at| at + 1)]
}

fn beside(inside: &str, config: &Config, foldered: &Foldered) -> Option<UrlPath> {
    let (language, rest) = foldered.split(inside).unwrap_or((&config.default_language, inside));
    let base = config.language(language).map_or("/", |language| language.path.as_str());
    UrlPath::new(&format!("{base}{rest}"))
}

impl Resources {
    /// Gives the files to the site, and those of a bundle to its page, the translations of it and what
    /// stands in for them.
    pub(super) fn attach(self, site: &mut Site) {
        for (resource, within) in self.files {
            if let Some((bundle, name)) = within {
                let owners = self.bundles.get(&bundle).into_iter().flatten();
                let owners: Vec<PageId> = owners.filter_map(|source| site.by_source.get(source).copied()).collect();
                let stand_ins = owners.iter().flat_map(|id| site.page(*id).fallbacks.clone());
                for id in stand_ins.chain(owners.iter().copied()).collect::<Vec<PageId>>() {
                    let page = &mut site.pages[id.index()];
                    let own = described(page, &resource, &name);
                    page.resources.push(own);
                }
            }
            site.resources.push(resource);
        }
    }
}

/// Returns a file with what its page says of it: `[[resources]]` with `src` (a pattern), `name`, `title`.
fn described(page: &Page, file: &Resource, name: &str) -> PageResource {
    let Resource { source, url } = file.clone();
    let text = |rule: &Map<String, Value>, key: &str| rule.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut found = PageResource { source, url, name: name.to_owned(), title: None, extra: Map::new() };
    for rule in &page.resource_rules {
        if !text(rule, "src").is_some_and(|pattern| fast_glob::glob_match(&pattern, name)) {
            continue;
        }
        found.name = text(rule, "name").unwrap_or(found.name);
        found.title = found.title.or_else(|| text(rule, "title"));
        let more = rule.iter().filter(|(key, _)| !matches!(key.as_str(), "src" | "name" | "title"));
        for (key, value) in more {
            found.extra.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    found
}
