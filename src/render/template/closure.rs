//! What each template and each component is made of, as one fingerprint.
//!
//! Comes in: the templates as text. Goes out: for every name a fingerprint of its own text and of all
//! that it extends, includes or calls, to any depth, and of which file each of those names means. So it
//! changes when one of these texts changes, and when a new file takes the place of one of them.
//! See "What a template is made of" in ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};

use super::outline::Component;
use super::sources::{Source, Sources};
use crate::base::digest::Digest;
use crate::incremental::Fingerprint;

/// The fingerprints of templates by their keys, and of components by their names.
pub(super) struct Closures {
    templates: BTreeMap<String, Fingerprint>,
    components: BTreeMap<String, Fingerprint>,
}

/// What a name leads to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node<'a> {
    /// A template without the components in it, by its key.
    Template(&'a str),
    /// A component, by its name.
    Component(&'a str),
}

/// One node: a digest of its own text and of what its names mean, and where they lead.
struct Part<'a> {
    digest: Digest,
    leads_to: Vec<Node<'a>>,
}

type Parts<'a> = BTreeMap<Node<'a>, Part<'a>>;

impl Closures {
    /// Follows every name of every template.
    pub(super) fn of(sources: &Sources) -> Self {
        let parts = parts(sources);
        let mut closures = Self { templates: BTreeMap::new(), components: BTreeMap::new() };
        for node in parts.keys() {
            let fingerprint = closure(*node, &parts);
            match node {
                Node::Template(key) => closures.templates.insert((*key).to_owned(), fingerprint),
                Node::Component(name) => closures.components.insert((*name).to_owned(), fingerprint),
            };
        }
        closures
    }

    /// Returns the fingerprint of the template with this key.
    pub(super) fn template(&self, key: &str) -> Option<Fingerprint> {
        self.templates.get(key).copied()
    }

    /// Returns the fingerprint of a component.
    pub(super) fn component(&self, name: &str) -> Option<Fingerprint> {
        self.components.get(name).copied()
    }
}

fn parts(sources: &Sources) -> Parts<'_> {
    let components = sources.components();
    let mut leads: BTreeMap<Node<'_>, Vec<Node<'_>>> = BTreeMap::new();
    for (key, source) in sources.iter() {
        for (at, goal) in names(sources, source, &components) {
            let owner = match source.outline.component_at(at) {
                // A component that a better layer overrides is no node, and its names lead nowhere.
                Some(component) => match components.get_key_value(component.name.as_str()) {
                    Some((name, (best, _))) if *best == key => Node::Component(name),
                    _ => continue,
                },
                None => Node::Template(key),
            };
            leads.entry(owner).or_default().push(goal);
        }
    }
    let mut parts = Parts::new();
    for (key, source) in sources.iter() {
        let node = Node::Template(key);
        parts.insert(node, part(key, &source.outline.outside(&source.text), leads.remove(&node)));
    }
    for (name, (key, component)) in &components {
        let node = Node::Component(name);
        let text = sources.get(key).and_then(|source| source.text.get(component.whole.clone()));
        parts.insert(node, part(key, &[text.unwrap_or("")], leads.remove(&node)));
    }
    parts
}

fn part<'a>(key: &str, pieces: &[&str], leads_to: Option<Vec<Node<'a>>>) -> Part<'a> {
    let leads_to = leads_to.unwrap_or_default();
    let goals = leads_to.iter().map(|(Node::Template(goal) | Node::Component(goal))| *goal);
    let pieces = std::iter::once(key).chain(pieces.iter().copied()).chain(goals);
    Part { digest: Digest::of_parts(pieces.map(str::as_bytes)), leads_to }
}

/// Returns what a template names, each with its offset.
fn names<'a>(
    sources: &'a Sources,
    source: &'a Source,
    components: &BTreeMap<&'a str, (&'a str, &'a Component)>,
) -> Vec<(usize, Node<'a>)> {
    let mut found = Vec::new();
    for reference in &source.outline.references {
        if let Some((key, _)) = sources.resolve(source.layer, &reference.name) {
            found.push((reference.tag.start, Node::Template(key)));
        }
    }
    for (name, at) in &source.outline.calls {
        if let Some((name, _)) = components.get_key_value(name.as_str()) {
            found.push((*at, Node::Component(name)));
        }
    }
    found
}

/// Returns all that a name leads to, and itself.
pub(super) fn reached<'a>(sources: &'a Sources, first: Node<'a>) -> BTreeSet<Node<'a>> {
    walk(first, &parts(sources))
}

fn walk<'a>(first: Node<'a>, parts: &Parts<'a>) -> BTreeSet<Node<'a>> {
    let mut reached = BTreeSet::from([first]);
    let mut waiting = vec![first];
    while let Some(node) = waiting.pop() {
        let goals = parts.get(&node).into_iter().flat_map(|part| &part.leads_to);
        waiting.extend(goals.filter(|goal| reached.insert(**goal)));
    }
    reached
}

/// Returns the fingerprint of a node and of all that can be reached from it.
fn closure(node: Node<'_>, parts: &Parts<'_>) -> Fingerprint {
    let reached = walk(node, parts);
    // Which of them it begins with matters: two templates may include each other's parts.
    let nodes = std::iter::once(node).chain(reached);
    let digests = nodes.filter_map(|node| parts.get(&node)).map(|part| part.digest.as_bytes().as_slice());
    Digest::of_parts(digests).into()
}
