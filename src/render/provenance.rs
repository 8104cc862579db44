//! Which files a page comes from: its text, its template with all that this is made of, its components.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::fragments::step_of;
use super::layout;
use super::rounds::Origin;
use super::template::Piece;
use crate::base::files::Files;
use crate::base::path::{SourcePath, UrlPath};
use crate::config::Config;
use crate::content::{List, Page, Paginate, Site};

/// Where a page comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Its content file, where it has one.
    pub content: Option<SourcePath>,
    /// The step that makes HTML of its Markdown.
    pub fragment: Option<String>,
    /// The name of its template.
    pub template: String,
    /// The files that the template is made of, itself first.
    pub files: Vec<SourceFile>,
}

/// A file, and what it is to what was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceFile {
    /// The file.
    pub file: SourcePath,
    /// What it gives.
    pub role: String,
    /// Whether it lies in the program.
    pub built_in: bool,
}

impl SourceFile {
    /// Returns a file with what it gives; whether it lies in the program is found out later.
    pub fn new(file: SourcePath, role: impl Into<String>) -> Self {
        Self { file, role: role.into(), built_in: false }
    }

    /// Takes over the components that the same file gives elsewhere.
    pub(crate) fn join(&mut self, other: &Self) {
        let names = |role: &str| -> Vec<String> {
            let names =
                role.strip_prefix("component").into_iter().flat_map(|names| names.split('`').skip(1).step_by(2));
            names.map(str::to_owned).collect()
        };
        let mut all = names(&self.role);
        if all.is_empty() {
            return;
        }
        all.extend(names(&other.role));
        let mut seen = BTreeSet::new();
        all.retain(|name| seen.insert(name.clone()));
        self.role = components(&all);
    }
}

impl Origin {
    /// Returns the pages.
    pub fn site(&self) -> &Site {
        &self.library.site
    }

    /// Returns the configuration.
    pub fn config(&self) -> &Config {
        &self.library.config
    }

    /// Returns where the page at `url` comes from, a piece of a long list included.
    pub fn provenance(&self, url: &UrlPath) -> Provenance {
        let page = self.page_at(url);
        let template = match page {
            Some(page) => layout::template(self.site(), page, &self.templates),
            None if url.as_str().ends_with("/404.html") => "404.html".to_owned(),
            None => "search.html".to_owned(),
        };
        let page = page.filter(|page| page.has_file);
        Provenance {
            content: page.map(|page| page.source.clone()),
            fragment: page.map(|page| step_of(page).to_string()),
            files: files(self.templates.files_of(&template)),
            template,
        }
    }

    /// Returns the files in which components that Markdown called stand, and the render hooks.
    pub fn components<'a>(&self, names: impl Iterator<Item = &'a str>) -> Vec<SourceFile> {
        let called: Vec<Piece> = names.flat_map(|name| self.templates.files_of_component(name)).collect();
        files(called.into_iter().chain(self.templates.files_of_hooks()).collect())
    }

    /// Returns the files of the site.
    pub fn files(&self) -> &Files {
        &self.library.files
    }

    /// Returns the step that makes HTML of the Markdown of the page at `url`.
    pub fn fragment_at(&self, url: &UrlPath) -> Option<String> {
        let page = self.page_at(url).filter(|page| page.has_file)?;
        Some(step_of(page).to_string())
    }

    /// Returns where pages are served whose templates are made of `file`.
    pub fn made_with(&self, file: &SourcePath) -> Vec<UrlPath> {
        let mut known: BTreeMap<String, bool> = BTreeMap::new();
        let mut is_made = |template: String| {
            let pieces = || self.templates.files_of(&template).iter().any(|piece| piece.file == *file);
            *known.entry(template.clone()).or_insert_with(pieces)
        };
        let mut urls = Vec::new();
        for (_, page) in self.site().pages() {
            if is_made(layout::template(self.site(), page, &self.templates)) {
                urls.push(page.url.clone());
                urls.extend(further(page));
            }
        }
        let own = self.config().languages.iter().flat_map(|language| {
            let missing = UrlPath::new(&format!("{}404.html", language.path)).map(|url| (url, "404.html"));
            let search = self.config().search.page(&language.code).map(|url| (url.clone(), "search.html"));
            missing.into_iter().chain(search)
        });
        urls.extend(own.filter(|(_, template)| is_made((*template).to_owned())).map(|(url, _)| url));
        urls
    }

    fn page_at(&self, url: &UrlPath) -> Option<&Page> {
        let is_here = |page: &&Page| page.url == *url && !page.is_moved;
        let is_piece = |page: &&Page| further(page).contains(url);
        let pages = || self.site().pages().map(|(_, page)| page);
        pages().find(is_here).or_else(|| pages().find(is_piece))
    }
}

/// Returns where the further pieces of a long list are served.
fn further(page: &Page) -> Vec<UrlPath> {
    let paginate = page.list.as_ref().and_then(|list| Some((list, list.paginate.as_ref()?)));
    let pieces = |(list, paginate): (&List, &Paginate)| {
        (2..=paginate.n_pieces(list.pages.len())).map(|number| paginate.url(&page.url, number)).collect()
    };
    paginate.map_or_else(Vec::new, pieces)
}

/// Returns each file once, with the components that are taken from it.
fn files(pieces: Vec<Piece>) -> Vec<SourceFile> {
    let mut places: BTreeMap<SourcePath, usize> = BTreeMap::new();
    let mut files: Vec<(SourcePath, bool, Vec<String>)> = Vec::new();
    for Piece { file, component, .. } in pieces {
        let at = *places.entry(file.clone()).or_insert(files.len());
        if at == files.len() {
            files.push((file, false, Vec::new()));
        }
        match component {
            Some(name) if !files[at].2.contains(&name) => files[at].2.push(name),
            Some(_) => {}
            None => files[at].1 = true,
        }
    }
    let told = files.into_iter().map(|(file, is_template, names)| {
        let role = if is_template { "template".to_owned() } else { components(&names) };
        SourceFile::new(file, role)
    });
    told.collect()
}

fn components(names: &[String]) -> String {
    let plural = if names.len() == 1 { "" } else { "s" };
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    format!("component{plural} {}", names.join(", "))
}
