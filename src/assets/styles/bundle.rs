//! A style sheet and all that it imports → one style sheet.
//!
//! Every sheet is read twice: once as written, for its mistakes and its imports, and once by the bundler of
//! lightningcss, with the addresses in it replaced by what they mean.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use lightningcss::bundler::{Bundler, ResolveResult, SourceProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::rules::CssRule;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};

use super::browsers::targets;
use super::desk::Desk;
use super::mistake;
use super::sass::{too_deep, too_many};
use super::{circle, limits, meaning, nesting, urls};
use crate::assets::sources::is_sass;
use crate::base::finding::{Finding, Findings, Lines, Place};
use crate::base::path::{UrlPath, leads_elsewhere};

/// How many style sheets may import each other in a row.
const MOST_IMPORTS: usize = 32;

/// Larger than this, no style sheet is read, also not one that Sass made.
const MOST_BYTES: usize = 16 << 20;

/// What came of a style sheet.
#[derive(Debug, Default)]
pub(super) struct Bundle {
    /// The style sheet; none where there are errors.
    pub css: Option<String>,
    /// The paths of the site that it refers to.
    pub links: BTreeSet<UrlPath>,
    /// Those of them that may not be there, and where they are named.
    pub references: Vec<(UrlPath, Place)>,
    pub findings: Findings,
}

/// Returns the bundle of `text`, the CSS of the file `name`.
pub(super) fn bundle(desk: &Desk<'_>, name: &str, text: String) -> Bundle {
    let mut loader = Loader { desk, loaded: Loaded::default(), chain: Vec::new(), bundle: Bundle::default() };
    loader.load(name, &text);
    let Loader { loaded, mut bundle, .. } = loader;
    if !bundle.findings.has_errors() {
        match print(desk, name, &loaded) {
            Ok(css) => bundle.css = Some(css),
            Err(finding) => bundle.findings.push(*finding),
        }
    }
    bundle
}

/// Joins what was loaded, writes it for old browsers and takes out what is too much.
fn print(desk: &Desk<'_>, name: &str, loaded: &Loaded) -> Result<String, Box<Finding>> {
    let styles = &desk.shelf.config.styles;
    let targets = targets(styles);
    let mut bundler = Bundler::new(loaded, None, ParserOptions { error_recovery: true, ..ParserOptions::default() });
    let mut sheet = bundler.bundle(Path::new(name)).map_err(|error| mistake::other(desk, name, &error))?;
    let minify = MinifyOptions { targets, ..MinifyOptions::default() };
    sheet.minify(minify).map_err(|error| mistake::other(desk, name, &error))?;
    let printer = PrinterOptions { minify: styles.minify, targets, ..PrinterOptions::default() };
    let printed = sheet.to_css(printer).map_err(|error| mistake::other(desk, name, &error))?;
    Ok(printed.code)
}

/// Style sheets, ready to be joined.
#[derive(Debug, Default)]
struct Loaded {
    texts: BTreeMap<String, String>,
    /// What is meant by what a sheet imports.
    goals: BTreeMap<(String, String), Goal>,
}

/// What an import means.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Goal {
    /// A style sheet of ours.
    Sheet(String),
    /// The browser fetches it from there.
    Elsewhere(String),
    /// Nothing: an error was told.
    Nothing,
}

/// The bundler asks for something that was not loaded; it was told why before.
#[derive(Debug)]
struct NotLoaded;

impl fmt::Display for NotLoaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a style sheet is missing")
    }
}

impl std::error::Error for NotLoaded {}

impl SourceProvider for Loaded {
    type Error = NotLoaded;

    fn read<'a>(&'a self, file: &Path) -> Result<&'a str, NotLoaded> {
        file.to_str().and_then(|name| self.texts.get(name)).map(String::as_str).ok_or(NotLoaded)
    }

    fn resolve(&self, specifier: &str, from: &Path) -> Result<ResolveResult, NotLoaded> {
        let from = from.to_str().ok_or(NotLoaded)?;
        match self.goals.get(&(from.to_owned(), specifier.to_owned())) {
            Some(Goal::Sheet(name)) => Ok(ResolveResult::File(name.into())),
            Some(Goal::Elsewhere(url)) => Ok(ResolveResult::External(url.clone())),
            Some(Goal::Nothing) | None => Err(NotLoaded),
        }
    }
}

/// Loads style sheets and what they import, one after the other.
struct Loader<'a> {
    desk: &'a Desk<'a>,
    loaded: Loaded,
    /// The sheets that import each other down to the one that is being loaded.
    chain: Vec<String>,
    bundle: Bundle,
}

/// The places of more references than this are not searched for in one Sass file.
const MOST_SEARCHES: usize = 1000;

/// An import as written: what, and in which line and column (from 0).
type Import = (String, usize, usize);

impl Loader<'_> {
    fn load(&mut self, name: &str, text: &str) {
        if let Some(at) = limits::too_deep(text, false) {
            return self.bundle.findings.push(too_deep(self.desk, name, text, at));
        }
        if let Some(at) = nesting::too_many(text, false) {
            return self.bundle.findings.push(self.too_many(name, text, at));
        }
        if text.len() > MOST_BYTES {
            let message = format!("a style sheet has more than {} MB", MOST_BYTES >> 20);
            let finding = Finding::error("style-limit", message).hint("no browser should have to read that");
            return self.bundle.findings.push(Finding { place: self.desk.find(name, ""), ..finding });
        }
        self.chain.push(name.to_owned());
        for (wish, line, column) in self.parse(name, text) {
            let place = self.place(name, &wish, (line, column));
            let goal = self.goal(name, &wish, place);
            if let Goal::Sheet(next) = &goal
                && !self.loaded.texts.contains_key(next)
                && let Some(text) = self.text(next)
            {
                self.load(next, &text);
            }
            self.loaded.goals.insert((name.to_owned(), wish), goal);
        }
        let lines = Lines::of(text);
        let replaced = urls::replace(text, |reference| {
            let meaning = meaning::of(self.desk, name, &reference.text)?;
            let is_new = self.bundle.links.insert(meaning.path.clone());
            if !meaning.is_asset && is_new {
                let place = self.reference_place(name, (text, &lines), reference);
                self.bundle.references.extend(place.map(|place| (meaning.path, place)));
            }
            Some(meaning.href)
        });
        self.loaded.texts.insert(name.to_owned(), replaced);
        self.chain.pop();
    }

    fn too_many(&self, name: &str, text: &str, at: usize) -> Finding {
        let finding = too_many(self.desk, name, text, at);
        if is_sass(name) {
            // The rule as Sass wrote it, which the author may have written so too.
            let start = text[..at].rfind(['{', '}', ';']).map_or(0, |end| end + 1);
            return Finding { place: self.desk.find(name, text[start..at].trim()), ..finding };
        }
        finding
    }

    fn text(&mut self, name: &str) -> Option<String> {
        match self.desk.text(name) {
            Ok(text) => Some(text),
            Err(finding) => {
                self.bundle.findings.push(finding);
                None
            }
        }
    }

    /// Tells the mistakes of a sheet and returns its imports.
    fn parse(&mut self, name: &str, text: &str) -> Vec<Import> {
        let warnings = Arc::new(RwLock::new(Vec::new()));
        let options = ParserOptions {
            filename: name.to_owned(),
            error_recovery: true,
            warnings: Some(Arc::clone(&warnings)),
            ..ParserOptions::default()
        };
        let imports = match StyleSheet::parse(text, options) {
            Ok(sheet) => sheet.rules.0.iter().filter_map(import).collect(),
            Err(error) => {
                self.bundle.findings.push(mistake::of(self.desk, (name, text), &error));
                Vec::new()
            }
        };
        let warnings = warnings.read().unwrap_or_else(PoisonError::into_inner);
        self.bundle.findings.extend(warnings.iter().map(|error| mistake::of(self.desk, (name, text), error)));
        imports
    }

    /// Returns where something stands in the author's text: that of Sass is not the one that was parsed.
    fn place(&self, name: &str, piece: &str, (line, column): (usize, usize)) -> Option<Place> {
        if is_sass(name) { self.desk.find(name, piece) } else { self.desk.place(name, line, column) }
    }

    fn reference_place(&self, name: &str, (text, lines): (&str, &Lines), reference: &urls::Reference) -> Option<Place> {
        let file = &self.desk.shelf.sources.get(name)?.source;
        match is_sass(name) {
            false => Some(Place::in_lines(file, text, lines, reference.range.clone())),
            // A search for each of many thousands would take minutes.
            true if self.bundle.references.len() >= MOST_SEARCHES => Some(Place::whole(file)),
            true => self.desk.find(name, &reference.text),
        }
    }

    /// Returns what an import means, and tells where that cannot be.
    fn goal(&mut self, from: &str, wish: &str, place: Option<Place>) -> Goal {
        let finding = match self.find(from, wish) {
            Ok((goal, None)) => return goal,
            Ok((goal, Some(warning))) => {
                self.bundle.findings.push(Finding { place, ..warning });
                return goal;
            }
            Err(finding) => finding,
        };
        self.bundle.findings.push(Finding { place, ..finding });
        Goal::Nothing
    }

    fn find(&mut self, from: &str, wish: &str) -> Result<(Goal, Option<Finding>), Finding> {
        if leads_elsewhere(wish) {
            let message = format!("`{wish}` comes from another host, which sees every visitor and can change the page");
            let warning = Finding::warning("style-remote", message).hint("put a copy into `assets/` and import that");
            return Ok((Goal::Elsewhere(wish.to_owned()), Some(warning)));
        }
        let Some(meaning) = meaning::of_import(from, wish) else {
            return Err(Finding::error("style-import", format!("`{wish}` leads out of `assets/`")));
        };
        let name = match meaning {
            meaning::Import::Asset(name) => name,
            meaning::Import::Path(path) => {
                let href = self.desk.shelf.config.href(&path);
                self.bundle.links.insert(path);
                return Ok((Goal::Elsewhere(href), None));
            }
        };
        if let Some(at) = self.chain.iter().position(|above| *above == name) {
            let mut names = self.chain[at..].to_vec();
            names.push(name);
            return Err(circle::finding(&names));
        }
        if !self.desk.has(&name) {
            let finding = Finding::error("style-import", format!("there is no style sheet `{name}`"));
            let near = crate::base::finding::nearest(&name, self.desk.shelf.sources.names());
            return Err(finding.suggest(near, "style sheets lie in `assets/` of the site or of its theme"));
        }
        if is_sass(&name) {
            let finding = Finding::error("style-import", format!("`{name}` is Sass, and this is plain CSS"));
            return Err(finding.hint("write this sheet in Sass too, and load it with `@use`"));
        }
        if self.chain.len() >= MOST_IMPORTS {
            let message = format!("more than {MOST_IMPORTS} style sheets import each other in a row");
            return Err(Finding::error("style-limit", message));
        }
        Ok((Goal::Sheet(name), None))
    }
}

fn import(rule: &CssRule<'_>) -> Option<Import> {
    let CssRule::Import(rule) = rule else { return None };
    let column = (rule.loc.column as usize).saturating_sub(1);
    Some((rule.url.to_string(), rule.loc.line as usize, column))
}
