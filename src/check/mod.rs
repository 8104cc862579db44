//! `Output` → findings: what is wrong with what came out.
//!
//! Comes in: all entries. Goes out: findings about them. Deliberately not here: sources; a mistake
//! with a line of its own is found where that line is read.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::artifact::Entry;
use crate::base::finding::{Finding, Findings, Place, nearest};
use crate::base::output::Output;
use crate::base::path::UrlPath;

/// A suggestion costs a look at every path, so only the first few references get one.
const MOST_SUGGESTIONS: usize = 20;

/// Says where a page was told to refer to a path.
pub type Locate<'a> = &'a dyn Fn(&UrlPath, &UrlPath) -> Option<Place>;

/// Checks every reference from one artifact to another; those of `sound`, an output without such findings, only where
/// something is other than it was. `reported` are those that were found before, and
/// `locate` is asked for the place of the first few others.
pub fn check(output: &Output, sound: &Output, reported: &BTreeSet<UrlPath>, locate: Locate<'_>) -> Findings {
    let looked: Vec<&Entry> = output.since(sound).unwrap_or_else(|| output.entries().collect());
    let mut broken: BTreeMap<UrlPath, Vec<&UrlPath>> = BTreeMap::new();
    for entry in looked {
        let missing = entry.links.iter().filter(|link| !output.has(link) && !reported.contains(*link));
        for link in missing.filter_map(UrlPath::new).filter(|link| !output.reaches(link)) {
            broken.entry(link).or_default().push(&entry.path);
        }
    }
    let mut findings = Findings::default();
    for (link, pages) in broken {
        let others = match pages.len() {
            1 => String::new(),
            2 => " and 1 other page".to_owned(),
            n => format!(" and {} other pages", n - 1),
        };
        let message = format!("`{link}` is not served, but `{}`{others} refers to it", pages[0]);
        let known = output.entries().map(|entry| entry.path.as_str());
        let is_few = findings.len() < MOST_SUGGESTIONS;
        let near = is_few.then(|| nearest(link.as_str(), known)).flatten();
        let place = is_few.then(|| locate(pages[0], &link)).flatten();
        let finding = Finding { place, ..Finding::error("reference-missing", message) };
        findings.push(finding.suggest(near, "a template or raw HTML names it"));
    }
    findings
}
