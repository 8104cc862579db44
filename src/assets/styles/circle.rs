//! Style sheets that load each other in a circle.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use crate::base::finding::Finding;

/// Returns an error that names a circle, first and last being the same. It begins where the smallest name is,
/// so that those who meet the circle at another place say the same.
pub(super) fn finding(circle: &[String]) -> Finding {
    let mut names = circle.to_vec();
    names.pop();
    let first = (0..names.len()).min_by_key(|at| &names[*at]).unwrap_or(0);
    names.rotate_left(first);
    names.extend(names.first().cloned());
    let message = match names.as_slice() {
        [name, _] => format!("the style sheet `{name}` loads itself"),
        [] => "style sheets load each other in a circle".to_owned(),
        names => format!("style sheets load each other in a circle: `{}`", names.join("` → `")),
    };
    Finding::error("style-circle", message).hint("move what both need into a third one")
}

/// Returns the circle that `name` is part of, from what the Sass files that were read say they load. Sass
/// tells only where it closes.
pub(super) fn of_sass(desk: &Desk<'_>, name: &str) -> Vec<String> {
    let read = desk.read();
    let edges: BTreeMap<&str, Vec<&str>> = read
        .iter()
        .map(|(from, text)| {
            let known = |wish: &String| read.iter().map(|(name, _)| name.as_str()).find(|name| is_meant(wish, name));
            (from.as_str(), loaded(text).iter().filter_map(known).collect())
        })
        .collect();
    let mut way = Vec::new();
    let mut search = Search { edges, goal: name, seen: BTreeSet::new() };
    if search.leads_back(name, &mut way) { way } else { Vec::new() }
}

/// Looks for a way back to where it began.
struct Search<'a> {
    edges: BTreeMap<&'a str, Vec<&'a str>>,
    goal: &'a str,
    seen: BTreeSet<&'a str>,
}

impl<'a> Search<'a> {
    fn leads_back(&mut self, from: &'a str, way: &mut Vec<String>) -> bool {
        if !self.seen.insert(from) {
            return false;
        }
        way.push(from.to_owned());
        for next in self.edges.get(from).cloned().unwrap_or_default() {
            if next == self.goal {
                way.push(next.to_owned());
                return true;
            }
            if self.leads_back(next, way) {
                return true;
            }
        }
        way.pop();
        false
    }
}

/// Returns what stands in quotation marks behind `@use`, `@forward` and `@import`.
fn loaded(text: &str) -> Vec<String> {
    let rules = ["@use", "@forward", "@import"].into_iter().flat_map(|rule| text.split(rule).skip(1));
    let names =
        rules.flat_map(|rest| rest.split([';', '\n']).next().unwrap_or("").split(['"', '\'']).skip(1).step_by(2));
    names.map(str::to_owned).collect()
}

/// Returns whether `wish`, as written behind `@use`, may mean the file `name`.
fn is_meant(wish: &str, name: &str) -> bool {
    let plain = |path: &str| {
        let file = path.rsplit('/').next().unwrap_or(path).trim_start_matches('_');
        file.trim_end_matches(".scss").trim_end_matches(".sass").trim_end_matches(".css").to_owned()
    };
    let folder = name.rsplit('/').nth(1).unwrap_or("");
    plain(wish) == plain(name) || (plain(name) == "index" && plain(wish) == folder)
}
