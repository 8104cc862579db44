//! The terms of taxonomies become pages: one for each term, and one that lists them.
//!
//! An author who wants to say more of a term writes `content/tags/school/_index.md`; of the taxonomy,
//! `content/tags/_index.md`. All others are made here.

use std::collections::{BTreeMap, BTreeSet};

use super::page::{Kind, List, Page, Paginate};
use super::relate::implied;
use super::route::{Foldered, Route, slugify};
use crate::base::finding::{Finding, Findings, Place, nearest};
use crate::config::{Config, Taxonomy};

/// Adds the pages of all terms that some page has.
pub(super) fn add(pages: &mut Vec<(Page, Route)>, config: &Config, foldered: &Foldered, findings: &mut Findings) {
    findings.extend(unknown(pages, config));
    for taxonomy in &config.taxonomies {
        let mut terms = terms(pages, taxonomy, findings);
        let mut missing: BTreeSet<&str> = terms.keys().map(|(language, _)| language.as_str()).collect();
        let mut known = BTreeSet::new();
        for (page, route) in pages.iter_mut().filter(|(page, _)| page.list.is_some()) {
            let slug = match route.folder.strip_prefix(taxonomy.path.as_str()) {
                Some("") => {
                    missing.remove(route.language.as_str());
                    make(page, taxonomy, Kind::Taxonomy);
                    continue;
                }
                Some(rest) if rest.starts_with('/') && !rest[1..].contains('/') => slugify(&rest[1..]),
                _ => continue,
            };
            known.insert((route.language.clone(), slug));
            make(page, taxonomy, Kind::Term);
        }
        for language in missing.into_iter().map(str::to_owned).collect::<Vec<String>>() {
            let title = taxonomy.titles.get(&language).cloned();
            let made = implied(language, taxonomy.path.clone(), config, foldered);
            pages.extend(made.map(|(page, route)| (of(page, taxonomy, Kind::Taxonomy, title), route)));
        }
        terms.retain(|key, _| !known.contains(key));
        for ((language, slug), name) in terms {
            let made = implied(language, format!("{}/{slug}", taxonomy.path), config, foldered);
            pages.extend(made.map(|(page, route)| (of(page, taxonomy, Kind::Term, Some(name)), route)));
        }
    }
}

/// Returns the name of each term by language and slug: two spellings of one slug are one term, and the
/// first page decides how it is shown.
fn terms(pages: &[(Page, Route)], taxonomy: &Taxonomy, findings: &mut Findings) -> BTreeMap<(String, String), String> {
    let mut terms: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut told = BTreeSet::new();
    let plain = |name: &str| name.trim().to_lowercase().replace(['-', '_'], " ");
    for (page, _) in pages {
        for name in page.taxonomies.get(&taxonomy.name).into_iter().flatten() {
            let slug = slugify(name);
            let first = terms.entry((page.language.clone(), slug.clone())).or_insert_with(|| name.trim().to_owned());
            // `C` and `C++` are two words, and one address.
            if plain(first) != plain(name) && told.insert((slug, name.clone())) {
                let message = format!("`{name}` and `{first}` are one term, since they have one address");
                let finding = Finding::warning("term-twice", message).at(Place::whole(&page.source));
                findings.push(finding.hint("give one of them a name that differs in letters or digits"));
            }
        }
    }
    terms
}

fn of(mut page: Page, taxonomy: &Taxonomy, kind: Kind, title: Option<String>) -> Page {
    make(&mut page, taxonomy, kind);
    Page { title: title.unwrap_or(page.title), ..page }
}

/// Makes a page the list of a taxonomy's terms, or of a term's pages.
fn make(page: &mut Page, taxonomy: &Taxonomy, kind: Kind) {
    page.kind = kind;
    let Some(list) = &mut page.list else { return };
    list.taxonomy = Some(taxonomy.name.clone());
    if kind == Kind::Term {
        let paginate = taxonomy.paginate_by.map(|by| Paginate {
            by,
            path: taxonomy.paginate_path.clone(),
            is_from_the_end: false,
        });
        let own = std::mem::take(list);
        *list =
            List { paginate: own.paginate.clone().or(paginate), has_feed: own.has_feed || taxonomy.has_feeds, ..own };
    }
}

/// Terms of a taxonomy that the site does not have are shown nowhere; each is told once. Tags and
/// categories are so common that they may be there for another generator.
fn unknown(pages: &[(Page, Route)], config: &Config) -> Findings {
    let mut told = BTreeSet::new();
    let mut findings = Findings::default();
    for (page, _) in pages {
        for name in page.taxonomies.keys() {
            let is_fine = config.taxonomy(name).is_some() || matches!(name.as_str(), "tags" | "categories");
            if is_fine || !told.insert(name) {
                continue;
            }
            let message = format!("the site has no taxonomy `{name}`");
            let finding = Finding::warning("taxonomy-unknown", message).at(Place::whole(&page.source));
            let near = nearest(name, config.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str()));
            findings.push(finding.suggest(near, &format!("add `[taxonomies.{name}]` to `seawall.toml`")));
        }
    }
    findings
}
