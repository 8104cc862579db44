//! Where a page is served: its own `path`, the pattern of its section, or the name of its file.

use std::collections::{BTreeMap, BTreeSet};

use super::front_matter::Fields;
use super::page::{Kind, Page};
use super::route::{Route, folder_slug, slugify};
use super::site::Site;
use super::source::Source;
use crate::base::finding::{Finding, Findings, Place};
use crate::base::path::{SourcePath, UrlPath};
use crate::config::{Config, Feeds, Pattern, Token};

/// Returns where a page is served.
pub(super) fn of(source: &Source, fields: &Fields, config: &Config) -> Result<UrlPath, Finding> {
    let (key, url) = match (&fields.path, pattern(source, config)) {
        (Some(path), _) => ("path", own_path(path, source, fields, config)?),
        (None, Some(pattern)) => ("slug", filled(pattern, source, fields, config)?),
        (None, None) => ("slug", source.route.url(config)),
    };
    let Some(url) = url else {
        let finding = Finding::error("url-invalid", "this makes no path of the site").at(source.place(key));
        return Err(finding.hint("a path looks like `/services/waste/`"));
    };
    if source.is_section() && !url.as_str().ends_with('/') {
        let finding =
            Finding::error("url-invalid", "the list of a section is served at a folder").at(source.place(key));
        return Err(finding.hint("let the path end in `/`"));
    }
    if url.is_reserved() {
        let message = format!("`{url}` is a path that Seawall keeps for itself");
        let finding = Finding::error("url-reserved", message).at(source.place(key));
        return Err(finding.hint("choose one without `.seawall`"));
    }
    Ok(url)
}

/// A path that the author wrote stands below the path of the language. Jekyll's may be a pattern.
fn own_path(path: &str, source: &Source, fields: &Fields, config: &Config) -> Result<Option<UrlPath>, Finding> {
    if path.contains("/:") || path.starts_with(':') {
        let refused = |name: String| {
            let finding = Finding::error("url-invalid", format!("`:{name}` is no part of a permalink"));
            finding.at(source.place("path")).hint("write it as `/:year/:month/:title/`, or without patterns")
        };
        let pattern = Pattern::parse(path).map_err(refused)?;
        return filled(&pattern, source, fields, config);
    }
    Ok(below_language(path, &source.route, config))
}

fn below_language(path: &str, route: &Route, config: &Config) -> Option<UrlPath> {
    let base = config.language(&route.language).map_or("/", |language| language.path.as_str());
    let path = path.trim_start_matches('/');
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let slash = if path.ends_with('/') || is_file || path.is_empty() { "" } else { "/" };
    Some(UrlPath::new(&format!("{base}{path}{slash}"))?.canonical())
}

/// Returns the pattern of the nearest folder that has one. Lists stay where their folder is.
fn pattern<'a>(source: &Source, config: &'a Config) -> Option<&'a Pattern> {
    if source.is_section() || config.permalinks.is_empty() {
        return None;
    }
    let mut folder = source.route.folder.as_str();
    loop {
        if let Some(pattern) = config.permalinks.get(folder) {
            return Some(pattern);
        }
        if folder.is_empty() {
            return None;
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

fn filled(pattern: &Pattern, source: &Source, fields: &Fields, config: &Config) -> Result<Option<UrlPath>, Finding> {
    let route = &source.route;
    let day = fields.date.as_ref().map(|date| date.day()).or(route.date.as_deref());
    let folders = || route.folder.split('/').filter(|folder| !folder.is_empty()).map(folder_slug);
    let path = pattern.fill(|token| match token {
        Token::Year => day.map(|day| day[..4].to_owned()),
        Token::Month => day.map(|day| day[5..7].to_owned()),
        Token::Day => day.map(|day| day[8..10].to_owned()),
        Token::Slug => route.slug.clone(),
        Token::Title => Some(fields.title.as_deref().map_or_else(|| slugify(&route.title()), slugify)),
        Token::Section => Some(folders().next().unwrap_or_default()),
        Token::Sections => Some(folders().collect::<Vec<String>>().join("/")),
        Token::Categories => {
            let categories = fields.taxonomies.get("categories").into_iter().flatten();
            Some(categories.map(|name| slugify(name)).collect::<Vec<String>>().join("/"))
        }
        Token::Filename => Some(slugify(route.bundle_name.as_deref().unwrap_or(&route.stem))),
    });
    match path {
        Ok(path) => Ok(below_language(&path, route, config)),
        Err(_) => {
            let message = "the permalink of this section holds a date, and this page has none";
            let finding = Finding::error("permalink-date", message).at(Place::whole(&source.file));
            Err(finding.hint("write `date = 2026-11-23`, or put the date before the name of the file"))
        }
    }
}

/// Leaves out every page whose URL another one has already; that is an error that names both.
pub(super) fn unique(pages: Vec<(Page, Route)>, findings: &mut Findings) -> Vec<(Page, Route)> {
    let mut owners: BTreeMap<UrlPath, (SourcePath, bool)> = BTreeMap::new();
    let mut kept = Vec::with_capacity(pages.len());
    for (page, route) in pages {
        let Some((owner, owner_has_file)) = owners.get(&page.url) else {
            owners.insert(page.url.clone(), (page.source.clone(), page.has_file));
            kept.push((page, route));
            continue;
        };
        let what = match page.kind {
            Kind::Leaf | Kind::Section => format!("the list of the folder `{}`", page.source.folder()),
            Kind::Taxonomy => format!("the list of all terms, `{}`", page.url),
            Kind::Term => format!("the pages of the term `{}`", page.title),
        };
        findings.push(if page.has_file {
            let message = format!("`{}` is made twice: by `{owner}` and by `{}`", page.url, page.source);
            let finding = Finding::error("url-twice", message).at(Place::whole(&page.source));
            finding.hint("give one of them another `slug` or `path`")
        } else if !owner_has_file {
            let (first, second) = (owner.folder(), page.source.folder());
            let message = format!("the folders `{first}` and `{second}` are both listed at `{}`", page.url);
            Finding::error("url-twice", message).hint("rename one of them")
        } else {
            // The list has no file of its own, and needs none.
            let finding = Finding::error("url-twice", format!("`{owner}` takes the place of {what}"));
            finding.at(Place::whole(owner)).hint(format!("move it to `{}`, and it is the list", page.source))
        });
    }
    kept
}

/// Returns who is served at each address: pages, and the pieces and feeds of lists. Of two at one address
/// the page stays, and the other is told.
pub(super) fn owners(site: &mut Site, feeds: &Feeds) -> (BTreeMap<UrlPath, SourcePath>, Findings) {
    let served = || site.pages.iter().filter(|page| !page.is_moved);
    let mut owners: BTreeMap<UrlPath, SourcePath> =
        served().map(|page| (page.url.clone(), page.source.clone())).collect();
    let (mut findings, mut taken) = (Findings::default(), BTreeSet::new());
    for page in served() {
        for url in page.list.iter().flat_map(|list| list.further_urls(&page.url, feeds)) {
            let Some(owner) = owners.get(&url) else {
                owners.insert(url, page.source.clone());
                continue;
            };
            let message = format!("`{url}` is made twice: by `{owner}` and by the list of `{}`", page.source);
            let finding = Finding::error("url-twice", message).at(Place::whole(owner));
            findings.push(finding.hint("rename it, or give the list another `paginate_path`"));
            taken.insert(url);
        }
    }
    site.taken = taken;
    (owners, findings)
}
