//! Reads `content/` into pages that do not yet know each other, and makes them known.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::again::{self, Loaded};
use super::cascade::Cascades;
use super::front_matter::{self, Fields};
use super::moves::{self, Moved};
use super::page::{Kind, List, Page, Paginate};
use super::route::{Foldered, Route, slugify};
use super::source::{self, Source};
use super::{address, fallback, menus, relate, resources, schema, taxonomies};
use crate::base::clock::{Clock, Moment, Span};
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings, Place};
use crate::base::history;
use crate::base::path::{SourcePath, UrlPath};
use crate::config::{Config, Menus, PAGINATE_PATH};

/// Which pages of the folder are part of the site.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    /// The instant that `publish_at` and `expires_at` are compared with.
    pub clock: Clock,
    /// Whether drafts are shown.
    pub with_drafts: bool,
}

/// Returns the site below `content/` and what is wrong with it.
pub fn load(files: &Files, config: &Config, choice: Choice) -> Loaded {
    let mut findings = Findings::default();
    let listing = files.list("content");
    let names = again::names(&listing);
    findings.extend(listing.errors.into_iter().map(Finding::from));
    let foldered = Foldered::of(&listing.files, config);
    let (markdown, others): (Vec<_>, Vec<_>) =
        listing.files.into_iter().partition(|file| matches!(file.extension().as_str(), "md" | "markdown"));

    let read: Vec<_> = markdown.par_iter().map(|file| source::read(files, config, &foldered, file)).collect();
    let mut sources = Vec::with_capacity(read.len());
    for result in read {
        match result {
            Ok(source) => sources.push(source),
            Err(finding) => findings.push(finding),
        }
    }
    let cascades = Cascades::gather(&sources, config, &mut findings);
    let placed: Vec<(Placed, Findings, Turns)> =
        sources.into_par_iter().map(|source| place(source, &cascades, config, choice)).collect();
    let mut found = Found::default();
    let mut span = Span::around(choice.clock);
    for (placed, mistakes, turns) in placed {
        findings.extend(mistakes);
        span = span.without(turns.into_iter().flatten());
        found.add(placed);
    }
    found.hide_below();
    let Found { mut pages, moved, menus: wishes, retired, mut hidden, .. } = found;
    if pages.is_empty() && !findings.has_errors() {
        let hint = "write a first page into `content/_index.md`, or begin with `seawall init NAME`";
        findings.push(Finding::error("site-empty", "the site has no pages").hint(hint));
    }
    if config.git_dates {
        findings.extend(date_by_history(&mut pages, files));
    }
    fallback::add(&mut pages, &retired, config);
    relate::add_missing_sections(&mut pages, config, &foldered);
    taxonomies::add(&mut pages, config, &foldered, &mut findings);
    let pages = address::unique(pages, &mut findings);
    if !choice.with_drafts {
        hidden.extend(others.iter().filter_map(resources::folder_of_drafts));
    }
    let resources = resources::find(others, (&pages, &hidden), (config, &foldered));
    let (mut site, mistakes) = relate::relate(pages, config, foldered);
    findings.extend(mistakes);
    resources.attach(&mut site);
    findings.extend(moves::add(&mut site, moved, config));
    findings.extend(menus::add(&mut site, wishes, config));
    site.span = Some(span).filter(|_| !config.git_dates);
    Loaded::new(site, findings, names)
}

/// When something about a page becomes another: it falls due, is over, or its dates are no longer to come.
type Turns = [Option<Clock>; 5];

/// What became of a file.
enum Placed {
    /// It is part of the site.
    Shown(Box<Shown>),
    /// What was served there is elsewhere, or gone; with its language and what its translations share.
    Moved(Vec<Moved>, Route, String),
    /// It is a draft, not yet due, or over.
    Hidden(Route),
    /// It has no place in the site; a finding says why.
    Wrong,
}

/// A page, and what it says of others.
struct Shown {
    page: Page,
    route: Route,
    aliases: Vec<Moved>,
    menus: Menus,
}

/// All that was found.
#[derive(Default)]
struct Found {
    pages: Vec<(Page, Route)>,
    moved: Vec<Moved>,
    menus: Vec<(String, Menus)>,
    /// Languages and keys of translations that went away.
    retired: BTreeSet<(String, String)>,
    /// Folders of bundles whose page is not shown.
    hidden: BTreeSet<String>,
    /// Sections that are not shown, by language and folder.
    hidden_sections: Vec<(String, String)>,
}

impl Found {
    fn add(&mut self, placed: Placed) {
        match placed {
            Placed::Shown(shown) => {
                let Shown { page, route, aliases, menus } = *shown;
                self.moved.extend(aliases);
                if !menus.is_empty() {
                    self.menus.push((route.language.clone(), menus));
                }
                self.pages.push((page, route));
            }
            Placed::Moved(moved, route, key) => {
                self.moved.extend(moved);
                self.hidden.extend(route.bundle);
                self.retired.insert((route.language, key));
            }
            Placed::Hidden(route) => {
                if route.slug.is_none() && !route.folder.is_empty() {
                    self.hidden_sections.push((route.language, route.folder));
                } else {
                    self.hidden.extend(route.bundle);
                }
            }
            Placed::Wrong => {}
        }
    }

    /// A section that is not shown hides all that is below it.
    fn hide_below(&mut self) {
        let sections: BTreeSet<(String, String)> = self.hidden_sections.drain(..).collect();
        self.hidden.extend(sections.iter().map(|(_, folder)| folder.clone()));
        let is_hidden = |route: &Route| {
            let mut above =
                std::iter::successors(Some(route.folder.as_str()), |folder| Some(folder.rsplit_once('/')?.0));
            above.any(|folder| sections.contains(&(route.language.clone(), folder.to_owned())))
        };
        let below = self.pages.iter().filter(|(_, route)| is_hidden(route));
        self.hidden.extend(below.filter_map(|(_, route)| route.bundle.clone()));
        self.pages.retain(|(_, route)| !is_hidden(route));
        let shown: BTreeSet<&SourcePath> = self.pages.iter().map(|(page, _)| &page.source).collect();
        self.moved.retain(|moved| moved.is_of_itself() || shown.contains(moved.source()));
    }
}

/// Returns whether the date of a page is missing because of a mistake that was told.
fn is_about_date(findings: &Findings) -> bool {
    findings.iter().any(|finding| {
        let hint = finding.hint.as_deref().unwrap_or("");
        finding.message.starts_with("`date` must be ") || hint.starts_with("did you mean `date`?")
    })
}

/// Finds out what a file is, once it has all that is cascaded to it.
fn place(mut source: Source, cascades: &Cascades, config: &Config, choice: Choice) -> (Placed, Findings, Turns) {
    cascades.apply(&mut source);
    let (fields, findings) = front_matter::read(&source.file, &source.head, &source.front, config);
    let clock = |moment: &Option<Moment>| moment.as_ref().map(Moment::clock);
    let named = source.route.date.as_ref().and_then(|date| date.parse().ok());
    let turns = [fields.publish_at, fields.expires_at, clock(&fields.date), clock(&fields.updated), clock(&named)];
    let (placed, findings) = place_among((source, fields), findings, config, choice);
    (placed, findings, turns)
}

fn place_among(
    (mut source, fields): (Source, Fields),
    mut findings: Findings,
    config: &Config,
    choice: Choice,
) -> (Placed, Findings) {
    let is_due = fields.publish_at.is_none_or(|at| at.second() <= choice.clock.second());
    let is_over = fields.expires_at.is_some_and(|at| at.second() <= choice.clock.second());
    let is_draft = fields.is_draft || source.route.is_draft();
    if (is_draft && !choice.with_drafts) || !is_due || is_over {
        return (Placed::Hidden(source.route), Findings::default());
    }
    if let (Some(own), Some(slug)) = (&fields.slug, &mut source.route.slug) {
        *slug = slugify(own);
    }
    let url = match address::of(&source, &fields, config) {
        Ok(url) => url,
        Err(finding) => {
            findings.push(finding);
            return (Placed::Wrong, findings);
        }
    };
    findings.extend(unknown_language(&source, config));
    let is_moved = fields.is_gone || fields.redirect_to.is_some();
    let mut aliases = Vec::new();
    if is_moved {
        match moves::of_page(&source, &fields, url.clone()) {
            Ok(moved) => aliases.push(moved),
            Err(finding) => {
                findings.push(finding);
                return (Placed::Wrong, findings);
            }
        }
        if !source.is_section() {
            let key = fields.translation_key.unwrap_or_else(|| source.route.key());
            return (Placed::Moved(aliases, source.route, key), findings);
        }
    } else {
        let (found, mistakes) = moves::aliases(&source, &fields, &url);
        aliases = found;
        findings.extend(mistakes);
    }
    if fields.slug.is_some() && source.is_section() {
        let finding = Finding::warning("front-matter-no-effect", "a section is served below the name of its folder");
        findings.push(finding.at(source.place("slug")).hint("write `path` to serve its list elsewhere"));
    }
    let (menus, schema) = (fields.menus.clone(), fields.schema.clone());
    let mut page = page(&source, fields, url);
    findings.extend(schema::give(&mut page, schema, &source, is_about_date(&findings)));
    page.is_moved = is_moved;
    page.in_sitemap &= !is_moved;
    (Placed::Shown(Box::new(Shown { page, route: source.route, aliases, menus })), findings)
}

/// `post.it.md` without `[languages.it]` is a page of the default language, and surely not meant so.
fn unknown_language(source: &Source, config: &Config) -> Option<Finding> {
    let (_, code) = source.route.stem.rsplit_once('.')?;
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_code || config.language(code).is_some() {
        return None;
    }
    let message = format!("`{code}` looks like a language, but the site has no `[languages.{code}]`");
    let finding = Finding::warning("language-unknown", message).at(Place::whole(&source.file));
    Some(finding.hint("add it to `seawall.toml`, or rename the file"))
}

fn page(source: &Source, fields: Fields, url: UrlPath) -> Page {
    let blank = Page::blank(source.file.clone(), url, &source.route);
    let list = fields.list;
    Page {
        has_file: true,
        kind: if source.is_section() { Kind::Section } else { Kind::Leaf },
        title: fields.title.unwrap_or_else(|| source.route.title()),
        description: fields.description,
        summary: fields.summary,
        date: fields.date.or_else(|| source.route.date.as_ref()?.parse().ok()),
        updated: fields.updated,
        weight: fields.weight,
        translation_key: fields.translation_key,
        authors: fields.authors,
        owner: fields.owner,
        review_by: fields.review_by,
        taxonomies: fields.taxonomies,
        template: fields.template,
        layout: fields.layout,
        is_live: fields.is_live,
        in_sitemap: fields.in_sitemap && !fields.robots.as_deref().is_some_and(is_unlisted),
        in_search: fields.in_search,
        robots: fields.robots,
        has_toc: fields.has_toc,
        extra: fields.extra,
        body: source.front.body,
        digest: source.digest,
        resource_rules: fields.resources,
        list: source.is_section().then(|| List {
            order: list.order,
            page_template: list.page_template,
            folder: source.route.folder.clone(),
            paginate: list.paginate_by.map(|by| Paginate {
                by,
                path: list.paginate_path.as_deref().map_or_else(|| PAGINATE_PATH.to_owned(), slugify),
                is_from_the_end: list.is_paginated_from_the_end,
            }),
            is_transparent: list.is_transparent,
            has_feed: list.has_feed,
            ..List::default()
        }),
        ..blank
    }
}

/// What no search engine may list has no place in the sitemap:
/// <https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag>.
fn is_unlisted(robots: &str) -> bool {
    robots.split(',').any(|word| matches!(word.trim().to_ascii_lowercase().as_str(), "noindex" | "none"))
}

/// Gives every page without `updated` the date of the last commit that changed it.
fn date_by_history(pages: &mut [(Page, Route)], files: &Files) -> Option<Finding> {
    let (dates, finding) = match history::last_changes(files) {
        Ok(found) => found,
        Err(finding) => return Some(finding),
    };
    for (page, _) in pages.iter_mut().filter(|(page, _)| page.updated.is_none()) {
        page.updated = dates.get(&page.source).cloned();
    }
    finding
}
