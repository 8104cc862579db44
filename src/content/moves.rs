//! What was served elsewhere: `aliases`, `redirect_to` and `gone` of pages, `[[redirects]]` of the site.

use std::collections::{BTreeMap, BTreeSet};

use super::address;
use super::front_matter::Fields;
use super::site::{Move, Origin, Site};
use super::source::Source;
use crate::base::finding::{Finding, Findings, Place};
use crate::base::path::{SourcePath, UrlPath};
use crate::config::{Config, as_folder, is_goal};

/// Moved for good.
const PERMANENTLY: u16 = 301;

/// A path at which something was served, as a page says it.
#[derive(Debug)]
pub(super) struct Moved {
    from: UrlPath,
    place: Place,
    to: To,
}

#[derive(Debug)]
enum To {
    /// The page itself, which is served here.
    Page(UrlPath),
    /// Where `redirect_to` says.
    Goal(String),
    Gone,
}

impl Moved {
    /// Returns whether nothing but this is left of the page.
    pub(super) fn is_of_itself(&self) -> bool {
        !matches!(self.to, To::Page(_))
    }

    pub(super) fn source(&self) -> &SourcePath {
        &self.place.file
    }
}

/// Returns where a page with `redirect_to` or `gone` went.
pub(super) fn of_page(source: &Source, fields: &Fields, url: UrlPath) -> Result<Moved, Finding> {
    let Some(goal) = &fields.redirect_to else {
        return Ok(Moved { from: url, place: source.place("gone"), to: To::Gone });
    };
    let place = source.place("redirect_to");
    if !is_goal(goal) {
        let finding = Finding::error("redirect-invalid", format!("`{goal}` leads nowhere")).at(place);
        return Err(finding.hint("write a page (`@/news/a.md`), a path (`/new/`) or an address (`https://…`)"));
    }
    Ok(Moved { from: url, place, to: To::Goal(goal.clone()) })
}

/// Returns the paths that lead to a page now. One without a `/` in front lies beside the page.
pub(super) fn aliases(source: &Source, fields: &Fields, url: &UrlPath) -> (Vec<Moved>, Findings) {
    let (mut moved, mut findings) = (Vec::new(), Findings::default());
    for alias in &fields.aliases {
        let place = source.place("aliases");
        let parent = url.as_str().trim_end_matches('/').rsplit_once('/').map_or("", |(parent, _)| parent);
        let path = if alias.starts_with('/') { alias.clone() } else { format!("{parent}/{alias}") };
        let from = UrlPath::new(&path).filter(|path| !path.is_reserved() && !alias.contains(['?', '#', '*', ':']));
        match from.map(|path| as_folder(&path)) {
            // It may be an alias for the sake of another generator.
            Some(from) if from == *url => {}
            Some(from) => moved.push(Moved { from, place, to: To::Page(url.clone()) }),
            None => {
                let finding = Finding::error("alias-invalid", format!("`{alias}` is no path of the site"));
                findings.push(finding.at(place).hint("write it as `/old/path/`"));
            }
        }
    }
    (moved, findings)
}

/// Adds all moves to the site; returns collisions, circles and moves that lead to no page.
pub(super) fn add(site: &mut Site, moved: Vec<Moved>, config: &Config) -> Findings {
    let mut findings = Findings::default();
    let mut moves = BTreeMap::new();
    let configured = config.redirects.iter().map(|redirect| {
        let to = To::Goal(redirect.to.clone());
        (Moved { from: redirect.from.clone(), place: redirect.place.clone(), to }, redirect.status)
    });
    let (owners, mistakes) = address::owners(site, &config.feeds);
    findings.extend(mistakes);
    for (moved, status) in moved.into_iter().map(|moved| (moved, PERMANENTLY)).chain(configured) {
        let Moved { from, place, to } = moved;
        let first = owners
            .get(&from)
            .cloned()
            .or_else(|| moves.get(&from).map(|(_, place): &(Move, Place)| place.file.clone()));
        if let Some(first) = first {
            let message = format!("`{from}` is taken twice: by `{first}` and by this redirect of `{}`", place.file);
            let finding = Finding::error("url-twice", message).at(place);
            findings.push(finding.hint("what moved away from a path leaves it free for one thing only"));
            continue;
        }
        let origin = Origin { status, suffix: String::new(), place: place.clone() };
        match resolve(site, to, origin) {
            Ok(found) => {
                moves.insert(from, (found, place));
            }
            Err(finding) => findings.push(finding),
        }
    }
    site.moves = moves.into_iter().map(|(from, (found, _))| (from, found)).collect();
    findings.extend(shorten(site));
    findings
}

fn resolve(site: &Site, to: To, origin: Origin) -> Result<Move, Finding> {
    let goal = match to {
        To::Gone => return Ok(Move::Gone),
        To::Page(url) => return Ok(Move::Here(url, origin)),
        To::Goal(goal) => goal,
    };
    let (path, suffix) = goal.split_at(goal.find(['?', '#']).unwrap_or(goal.len()));
    let origin = Origin { suffix: suffix.to_owned(), ..origin };
    if let Some(inside) = path.strip_prefix("@/") {
        let source = SourcePath::new(&format!("content/{inside}"));
        let page = source.and_then(|source| site.named("", &source).map(|page| page.url.clone()));
        return page.map(|url| Move::Here(url, origin.clone())).ok_or_else(|| {
            let finding = Finding::error("redirect-broken", format!("`{goal}` leads to no page")).at(origin.place);
            finding.hint("links to pages begin at `content/`, as in `@/news/post.md`")
        });
    }
    match UrlPath::new(path).filter(|_| path.starts_with('/')) {
        Some(url) => Ok(Move::Here(as_folder(&url), origin)),
        None => Ok(Move::Elsewhere(goal, origin)),
    }
}

/// Leads every move to the end of its chain, so that a visitor is sent once; a circle has no end.
fn shorten(site: &mut Site) -> Findings {
    let mut ends: BTreeMap<&UrlPath, Option<&Move>> = BTreeMap::new();
    for start in site.moves.keys() {
        let mut path = BTreeSet::new();
        let mut at = start;
        let end = loop {
            if let Some(end) = ends.get(at) {
                break *end;
            }
            if !path.insert(at) {
                break None;
            }
            match site.moves.get(at) {
                Some(Move::Here(next, _)) if site.moves.contains_key(next) => at = next,
                end => break end,
            }
        };
        ends.extend(path.into_iter().map(|at| (at, end)));
    }
    let mut findings = Findings::default();
    let mut moves = BTreeMap::new();
    for (from, moved) in &site.moves {
        let (Move::Here(_, own) | Move::Elsewhere(_, own)) = moved else {
            moves.insert(from.clone(), Move::Gone);
            continue;
        };
        let end = match ends.get(from).copied().flatten() {
            Some(Move::Here(url, end)) => Move::Here(url.clone(), Origin { suffix: end.suffix.clone(), ..own.clone() }),
            Some(Move::Elsewhere(url, _)) => Move::Elsewhere(url.clone(), own.clone()),
            Some(Move::Gone) => Move::Gone,
            None => {
                let finding = Finding::error("redirect-loop", format!("`{from}` leads into a circle of redirects"));
                findings.push(finding.at(own.place.clone()).hint("let one of them lead to a page"));
                continue;
            }
        };
        moves.insert(from.clone(), end);
    }
    site.moves = moves;
    findings
}
