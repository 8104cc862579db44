//! Reads `content/` into pages that do not yet know each other.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::front_matter::{self, Fields};
use super::relate;
use super::route::{Route, route, slugify};
use super::site::{List, Page, PageId, Resource, Site};
use crate::base::clock::Clock;
use crate::base::digest::Digest;
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings, Place};
use crate::base::path::{SourcePath, UrlPath};
use crate::config::Config;

/// Which pages of the folder are part of the site.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    /// The instant that `publish_at` and `expires_at` are compared with.
    pub clock: Clock,
    /// Whether drafts are shown.
    pub with_drafts: bool,
}

/// Returns the site below `content/` and what is wrong with it.
pub fn load(files: &Files, config: &Config, choice: Choice) -> (Site, Findings) {
    let mut findings = Findings::default();
    let listing = files.list("content");
    findings.extend(listing.errors.into_iter().map(Finding::from));
    let (markdown, others): (Vec<_>, Vec<_>) =
        listing.files.into_iter().partition(|file| matches!(file.extension().as_str(), "md" | "markdown"));
    let read: Vec<(Read, Findings)> = markdown.par_iter().map(|file| read(files, config, choice, file)).collect();
    let (mut pages, mut hidden) = (Vec::new(), BTreeSet::new());
    for (page, found) in read {
        findings.extend(found);
        match page {
            Read::Shown(page) => pages.push(*page),
            Read::Hidden(route) => hidden.extend(route.bundle),
            Read::Wrong => {}
        }
    }
    if pages.is_empty() && !findings.has_errors() {
        let hint = "write a first page into `content/_index.md`, or begin with `seawall init NAME`";
        findings.push(Finding::error("site-empty", "the site has no pages").hint(hint));
    }
    relate::add_missing_sections(&mut pages, config);
    let pages = unique(pages, &mut findings);
    let resources = resources(others, (&pages, &hidden), &config.default_language);
    let mut site = relate::relate(pages, config);
    resources.attach(&mut site);
    (site, findings)
}

/// What became of a file.
enum Read {
    /// It is part of the site.
    Shown(Box<(Page, Route)>),
    /// It is a draft, not yet due, or over.
    Hidden(Route),
    /// It has no place in the site; a finding says why.
    Wrong,
}

fn read(files: &Files, config: &Config, choice: Choice, file: &SourcePath) -> (Read, Findings) {
    let mut findings = Findings::default();
    let text = match files.read_text(file) {
        Ok(text) => text,
        Err(error) => {
            findings.push(error.into());
            return (Read::Wrong, findings);
        }
    };
    let front = match front_matter::parse(file, &text) {
        Ok(front) => front,
        Err(finding) => {
            findings.push(finding);
            return (Read::Wrong, findings);
        }
    };
    let (fields, mistakes) = front_matter::read(file, &text, &front);
    let is_due = fields.publish_at.is_none_or(|at| at.second() <= choice.clock.second());
    let is_over = fields.expires_at.is_some_and(|at| at.second() <= choice.clock.second());
    if (fields.is_draft && !choice.with_drafts) || !is_due || is_over {
        return (Read::Hidden(route(file, config)), Findings::default());
    }
    findings.extend(mistakes);
    let mut route = route(file, config);
    if let (Some(own), Some(slug)) = (&fields.slug, &mut route.slug) {
        *slug = slugify(own);
    }
    let url = match &fields.path {
        Some(path) => own_path(path, &route, config),
        None => route.url(config),
    };
    let key = if fields.path.is_some() { "path" } else { "slug" };
    let place = || Place::of(file, &text, front.span_of(&text, key));
    let Some(url) = url else {
        let finding = Finding::error("url-invalid", "this makes no path of the site").at(place());
        findings.push(finding.hint("a path looks like `/services/waste/`"));
        return (Read::Wrong, findings);
    };
    if url.is_reserved() {
        let message = format!("`{url}` is a path that Seawall keeps for itself");
        findings.push(Finding::error("url-reserved", message).at(place()).hint("choose one without `.seawall`"));
        return (Read::Wrong, findings);
    }
    findings.extend(unknown_language(file, &route, config));
    let page = page(file, &text, front.body, (fields, url), &route);
    (Read::Shown(Box::new((page, route))), findings)
}

/// `post.it.md` without `[languages.it]` is a page of the default language, and surely not meant so.
fn unknown_language(file: &SourcePath, route: &Route, config: &Config) -> Option<Finding> {
    let (_, code) = route.stem.rsplit_once('.')?;
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_code || config.language(code).is_some() {
        return None;
    }
    let message = format!("`{code}` looks like a language, but the site has no `[languages.{code}]`");
    let finding = Finding::warning("language-unknown", message).at(Place::whole(file));
    Some(finding.hint("add it to `seawall.toml`, or rename the file"))
}

/// A path that the author wrote stands below the path of the language.
fn own_path(path: &str, route: &Route, config: &Config) -> Option<UrlPath> {
    let base = config.language(&route.language).map_or("/", |language| language.path.as_str());
    let path = path.trim_start_matches('/');
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let slash = if path.ends_with('/') || is_file || path.is_empty() { "" } else { "/" };
    Some(UrlPath::new(&format!("{base}{path}{slash}"))?.canonical())
}

fn page(file: &SourcePath, text: &str, body: usize, (fields, url): (Fields, UrlPath), route: &Route) -> Page {
    let is_section = route.slug.is_none();
    let title = fields.title.unwrap_or_else(|| route.title());
    Page {
        id: PageId::default(),
        source: file.clone(),
        has_file: true,
        language: route.language.clone(),
        url,
        title,
        description: fields.description,
        date: fields.date.or_else(|| route.date.clone()),
        updated: fields.updated,
        weight: fields.weight,
        translation_key: fields.translation_key,
        authors: fields.authors,
        taxonomies: fields.taxonomies,
        template: fields.template,
        is_live: fields.is_live,
        in_sitemap: fields.in_sitemap,
        extra: fields.extra,
        body,
        digest: Digest::of(text.as_bytes()),
        section: None,
        neighbors: (None, None),
        translations: Vec::new(),
        resources: Vec::new(),
        list: is_section.then(|| List {
            sort_by: fields.sort_by,
            page_template: fields.page_template,
            folder: route.folder.clone(),
            ..List::default()
        }),
    }
}

/// Leaves out every page whose URL another one has already; that is an error that names both.
fn unique(pages: Vec<(Page, Route)>, findings: &mut Findings) -> Vec<(Page, Route)> {
    let mut owners: BTreeMap<UrlPath, SourcePath> = BTreeMap::new();
    let mut kept = Vec::with_capacity(pages.len());
    for (page, route) in pages {
        if let Some(owner) = owners.get(&page.url).filter(|_| !page.has_file) {
            // The folder beside the page has no list of its own, and needs none.
            let message = format!("`{owner}` takes the place of the list of the folder `{}`", page.source.folder());
            let finding = Finding::error("url-twice", message).at(Place::whole(owner));
            findings.push(finding.hint(format!("move it to `{}`, and it is the list", page.source)));
        } else if let Some(owner) = owners.get(&page.url) {
            let message = format!("`{}` is made twice: by `{owner}` and by `{}`", page.url, page.source);
            let finding = Finding::error("url-twice", message).at(Place::whole(&page.source));
            findings.push(finding.hint("give one of them another `slug` or `path`"));
        } else {
            owners.insert(page.url.clone(), page.source.clone());
            kept.push((page, route));
        }
    }
    kept
}

/// Files beside the Markdown: those of a bundle, by the page they belong to.
struct Resources(Vec<(Resource, Option<SourcePath>)>);

fn resources(
    files: Vec<SourcePath>,
    (pages, hidden): (&[(Page, Route)], &BTreeSet<String>),
    default_language: &str,
) -> Resources {
    let mut bundles: BTreeMap<&str, &Page> = BTreeMap::new();
    // The translations of a bundle share its files, which are served below the default language.
    let is_default = |page: &Page| page.language == default_language;
    for (page, route) in pages {
        if let Some(bundle) = &route.bundle {
            let owner = bundles.entry(bundle).or_insert(page);
            *owner = if is_default(page) { page } else { *owner };
        }
    }
    let place = |source: SourcePath| {
        let inside = source.inside("content")?;
        let mut above = inside.match_indices('/').map(|(at, _)| &inside[..at]).rev();
        let bundle = above.find(|folder| bundles.contains_key(folder) || hidden.contains(*folder));
        let (url, page) = match bundle.map(|folder| (folder, bundles.get(folder))) {
            // The files of a page that is not shown are not shown.
            Some((_, None)) => return None,
            Some((folder, Some(page))) => {
                let rest = inside[folder.len()..].trim_start_matches('/');
                (UrlPath::new(&format!("{}{rest}", page.url))?, Some(page.source.clone()))
            }
            None => (UrlPath::new(&format!("/{inside}"))?, None),
        };
        Some((Resource { source, url }, page))
    };
    Resources(files.into_iter().filter_map(place).collect())
}

impl Resources {
    fn attach(self, site: &mut Site) {
        for (resource, owner) in self.0 {
            if let Some(id) = owner.and_then(|source| site.by_source.get(&source)) {
                site.pages[id.0].resources.push(resource.url.clone());
            }
            site.resources.push(resource);
        }
    }
}
