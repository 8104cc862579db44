//! Texts → compiled templates, or everything that is wrong with them.
//!
//! Tera stops at the first template that it cannot parse, and then nothing that this one defines is
//! known. So a broken template is told once and replaced by a stub that defines the same names, until
//! Tera has seen all of them: no mistake hides another, and none is told twice.

use std::collections::{BTreeMap, BTreeSet};

use tera::{ErrorKind, Tera};

use super::report;
use super::sources::{Source, Sources};
use super::structure;
use super::{filters, functions, standard, watch};
use crate::base::finding::Finding;

/// How many broken templates are told. Each costs a look at all of them.
const MOST_BROKEN: usize = 50;

/// Returns all templates, compiled; none of them can be used when one is broken.
pub(super) fn compile(sources: &Sources) -> Result<Tera, Vec<Finding>> {
    let mut texts: BTreeMap<&str, String> =
        sources.iter().map(|(key, source)| (key, sources.for_tera(source))).collect();
    let mut findings = Vec::new();
    let mut changed = BTreeSet::new();
    for flaw in structure::flaws(sources) {
        if let Some(text) = texts.get_mut(flaw.key) {
            blank(text, flaw.range);
        }
        changed.insert(flaw.key);
        findings.push(flaw.finding);
    }
    let mut stubs = BTreeSet::new();
    loop {
        let mut tera = empty(sources);
        let Err(error) = tera.add_raw_templates(&texts) else {
            return if findings.is_empty() { Ok(tera) } else { Err(findings) };
        };
        let broken = match error.kind() {
            ErrorKind::SyntaxError(report) => texts.keys().copied().find(|key| *key == report.filename()),
            _ => None,
        };
        if let Some((key, source)) = broken.and_then(|key| Some((key, sources.get(key)?)))
            && stubs.len() < MOST_BROKEN
            && stubs.insert(key)
        {
            findings.extend(report::load_error(&error, sources));
            texts.insert(key, stub(sources, key, source));
        } else {
            let found = report::load_error(&error, sources);
            findings.extend(found.into_iter().filter(|finding| !follows(finding, sources, (&stubs, &changed))));
            if findings.is_empty() {
                findings.push(Finding::error("template-error", error.to_string()));
            }
            return Err(findings);
        }
    }
}

/// Compiles the texts that take times; none where they cannot be, which is nobody's mistake.
pub(super) fn compile_texts(sources: &Sources, texts: &BTreeMap<&str, String>) -> Option<Tera> {
    let mut tera = empty(sources);
    watch::register(&mut tera);
    tera.add_raw_templates(texts).ok().map(|()| tera)
}

fn empty(sources: &Sources) -> Tera {
    let mut tera = Tera::new();
    functions::register(&mut tera);
    filters::register(&mut tera);
    standard::register(&mut tera);
    tera.set_fallback_prefixes(sources.prefixes()).expect("no template was added yet");
    tera
}

/// Overwrites a part of a text with spaces, so that all else stays where it is.
fn blank(text: &mut String, range: std::ops::Range<usize>) {
    let blanks: String = match text.get(range.clone()) {
        Some(part) => part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect(),
        None => return,
    };
    text.replace_range(range, &blanks);
}

/// Returns a template that defines what a broken one means to.
fn stub(sources: &Sources, key: &str, source: &Source) -> String {
    let defines = |other: &Source, name: &str| other.outline.components.iter().any(|component| component.name == name);
    let is_twin = |name: &str| {
        let mut earlier = sources.iter().take_while(|(other, _)| *other != key).map(|(_, other)| other);
        earlier.any(|other| other.layer == source.layer && defines(other, name))
    };
    let names = source.outline.components.iter().map(|component| component.name.as_str());
    let names: BTreeSet<&str> = names.filter(|name| !is_twin(name)).collect();
    let components = names.into_iter().map(|name| format!("{{% component {name}() %}}{{% endcomponent %}}"));
    let blocks = source.outline.blocks.iter().map(|name| format!("{{% block {name} %}}{{% endblock %}}"));
    blocks.chain(components).collect()
}

/// Returns whether a finding only follows from what was taken out of the texts.
fn follows(finding: &Finding, sources: &Sources, (stubs, changed): (&BTreeSet<&str>, &BTreeSet<&str>)) -> bool {
    let file = finding.place.as_ref().map(|place| &place.file);
    let Some((key, source)) = sources.iter().find(|(_, source)| Some(&source.file) == file) else { return false };
    let lost_its_blocks = || {
        let mut below = vec![source];
        while let Some(source) = below.pop() {
            for reference in source.outline.references.iter().filter(|reference| reference.is_parent) {
                match sources.resolve(source.layer, &reference.name) {
                    Some((key, _)) if changed.contains(key) || stubs.contains(key) => return true,
                    Some((_, parent)) => below.push(parent),
                    None => return true,
                }
            }
        }
        false
    };
    stubs.contains(key) || (finding.message.starts_with(report::BLOCK_IS_UNKNOWN) && lost_its_blocks())
}
