//! Mistakes in how templates hang together: parents that are not there, circles, components defined
//! twice.
//!
//! Tera tells only the first of them, and one may hide behind another: a template that includes a child
//! of its own would run until the stack is full. Each is told here at its place, with what must be taken
//! out of the text so that Tera can go on to look for others.

use std::collections::BTreeMap;
use std::ops::Range;

use super::outline::Reference;
use super::sources::{Source, Sources};
use crate::base::finding::{Finding, Place, nearest};

/// How many templates may extend or include each other in a row. Each takes a piece of the stack.
const MOST_IN_A_ROW: usize = 16;

/// What is wrong, and what of which template to blank out.
pub(super) struct Flaw<'a> {
    pub finding: Finding,
    pub key: &'a str,
    pub range: Range<usize>,
}

/// Returns what is wrong with the structure.
pub(super) fn flaws(sources: &Sources) -> Vec<Flaw<'_>> {
    let mut flaws = Vec::new();
    for (key, source) in sources.iter() {
        for reference in source.outline.references.iter().filter(|reference| reference.is_parent) {
            if sources.resolve(source.layer, &reference.name).is_none() {
                let message = format!("there is no template `{}` to extend", reference.name);
                let finding = error(source, reference.text.clone(), message);
                let finding = finding.suggest(near_template(sources, &reference.name).as_deref(), WHERE);
                flaws.push(Flaw { finding, key, range: reference.tag.clone() });
            }
        }
    }
    circles(sources, &mut flaws);
    twins(sources, &mut flaws);
    flaws
}

const WHERE: &str = "templates lie in `templates/` of the site or of its theme";

/// Returns the template that was probably meant, with the prefix it was asked with.
pub(super) fn near_template(sources: &Sources, name: &str) -> Option<String> {
    let (prefix, rest) = match name.split_once('/') {
        Some((prefix @ ("site" | "theme" | "parent" | "builtin"), rest)) => (Some(prefix), rest),
        _ => (None, name),
    };
    let near = nearest(rest, sources.iter().map(|(_, source)| source.name.as_str()));
    let near = near.filter(|near| prefix.is_none() || *near != rest)?;
    Some(prefix.map_or(near.to_owned(), |prefix| format!("{prefix}/{near}")))
}

fn error(source: &Source, range: Range<usize>, message: String) -> Finding {
    Finding::error("template-error", message).at(Place::of(&source.file, &source.text, range))
}

/// A template whose references are being followed.
struct Open<'a> {
    key: &'a str,
    source: &'a Source,
    next: usize,
    /// How many templates hang below it in a row.
    depth: usize,
}

impl<'a> Open<'a> {
    fn new(key: &'a str, source: &'a Source) -> Self {
        Self { key, source, next: 0, depth: 0 }
    }
}

/// Finds templates that extend or include themselves, and too many in a row. It keeps its own stack:
/// a row of ten thousand files must not end the program.
fn circles<'a>(sources: &'a Sources, flaws: &mut Vec<Flaw<'a>>) {
    let mut depths: BTreeMap<&str, usize> = BTreeMap::new();
    for (key, source) in sources.iter() {
        if depths.contains_key(key) {
            continue;
        }
        let mut open = vec![Open::new(key, source)];
        while let Some(top) = open.last_mut() {
            let (key, source) = (top.key, top.source);
            let Some(reference) = source.outline.references.get(top.next) else {
                depths.insert(key, top.depth);
                open.pop();
                continue;
            };
            top.next += 1;
            let Some((goal, goal_source)) = sources.resolve(source.layer, &reference.name) else { continue };
            let flaw = |finding| Flaw { finding, key, range: reference.tag.clone() };
            if let Some(at) = open.iter().position(|open| open.key == goal) {
                flaws.push(flaw(circle(sources, &open[at..], reference)));
            } else if let Some(depth) = depths.get(goal).copied() {
                if depth + 1 > MOST_IN_A_ROW {
                    let message = format!("more than {MOST_IN_A_ROW} templates extend or include each other in a row");
                    flaws.push(flaw(error(source, reference.text.clone(), message)));
                } else if let Some(top) = open.last_mut() {
                    top.depth = top.depth.max(depth + 1);
                }
            } else {
                // What hangs below it is counted when it is done, and looked up here once more.
                if let Some(top) = open.last_mut() {
                    top.next -= 1;
                }
                open.push(Open::new(goal, goal_source));
            }
        }
    }
}

fn circle(sources: &Sources, around: &[Open<'_>], reference: &Reference) -> Finding {
    let last = around.last().map(|open| open.source);
    let names: Vec<String> = around.iter().map(|open| format!("`{}`", open.source.file)).collect();
    let verb = if reference.is_parent { "extends" } else { "includes" };
    let message = match names.as_slice() {
        [one] => format!("template {one} {verb} itself"),
        _ => format!("templates extend or include each other in a circle: {} → {}", names.join(" → "), names[0]),
    };
    let finding = match last {
        Some(source) => error(source, reference.text.clone(), message),
        None => Finding::error("template-error", message),
    };
    let below = last.filter(|source| source.name == reference.name).and_then(|source| {
        let name = format!("{}/{}", if source.layer == 0 { "theme" } else { "parent" }, source.name);
        let (_, other) = sources.resolve(source.layer, &name)?;
        (other.layer > source.layer).then_some(name)
    });
    match below {
        Some(name) => finding.hint(format!("to build on the template of the same name below, write `{name}`")),
        None => finding,
    }
}

/// Finds components that two templates of one layer define.
fn twins<'a>(sources: &'a Sources, flaws: &mut Vec<Flaw<'a>>) {
    let mut first: BTreeMap<(usize, &str), &Source> = BTreeMap::new();
    for (key, source) in sources.iter() {
        for component in &source.outline.components {
            let name = (source.layer, component.name.as_str());
            // Twice in one file is told by Tera, whose parser sees one file at a time.
            let Some(other) = first.insert(name, source).filter(|other| !std::ptr::eq(*other, source)) else {
                continue;
            };
            let message = format!("component `{}` is defined in `{}` too", component.name, other.file);
            let finding = error(source, component.place.clone(), message);
            let finding = finding.hint("a component is known in all templates: give one of them another name");
            flaws.push(Flaw { finding, key, range: component.whole.clone() });
        }
    }
}
