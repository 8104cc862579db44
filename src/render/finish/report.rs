//! Faults of many pages → findings: one for each fault, with the line of the template where it can be found.

use std::collections::{BTreeMap, BTreeSet};

use super::Fault;
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings, Place};
use crate::base::path::{SourcePath, UrlPath};
use crate::render::template::Templates;

/// A site with more faults of a kind has one mistake many times, and nobody reads more.
const MOST_OF_A_KIND: usize = 20;

/// A page with faults.
#[derive(Debug)]
pub(in crate::render) struct Faulty<'a> {
    pub url: &'a UrlPath,
    /// The file it is written in, if there is one.
    pub source: Option<&'a SourcePath>,
    pub template: &'a str,
    /// Whether there is something that it should show: text, or pages of a list.
    pub has_content: bool,
    pub faults: &'a [Fault],
}

/// Returns what is wrong, in the order of the faults.
pub(in crate::render) fn findings(pages: &[Faulty<'_>], templates: &Templates, files: &Files) -> Findings {
    // A page that should show something is another case than one that has nothing to show.
    let mut by_fault: BTreeMap<(&Fault, bool), Vec<&Faulty<'_>>> = BTreeMap::new();
    for page in pages {
        for fault in page.faults {
            by_fault.entry((fault, page.has_content && *fault == Fault::MainEmpty)).or_default().push(page);
        }
    }
    let mut findings = Findings::default();
    let mut n_of_kind: BTreeMap<String, usize> = BTreeMap::new();
    for ((fault, _), pages) in by_fault {
        let finding = describe(fault, &pages);
        let n = n_of_kind.entry(finding.code.to_string()).or_default();
        *n += 1;
        if *n > MOST_OF_A_KIND {
            continue;
        }
        let sources: BTreeSet<&SourcePath> = pages.iter().filter_map(|page| page.source).collect();
        let source = sources.first().filter(|_| sources.len() == 1).copied();
        let place = match needle(fault) {
            Some(needle) => place(&needle, source, templates, files),
            None => source.map(Place::whole),
        };
        findings.push(Finding { place, ..finding });
    }
    for (code, n) in n_of_kind.into_iter().filter(|(_, n)| *n > MOST_OF_A_KIND) {
        let message = format!("{} more findings of `{code}` are not shown", n - MOST_OF_A_KIND);
        findings.push(Finding::warning("more-findings", message));
    }
    findings
}

/// More of a text than this says nothing more about it.
const LONGEST: usize = 80;

fn shown(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn describe(fault: &Fault, pages: &[&Faulty<'_>]) -> Finding {
    let first = pages[0];
    let others = match pages.len() {
        1 => String::new(),
        2 => " and 1 other page".to_owned(),
        n => format!(" and {} other pages", n - 1),
    };
    let whose = format!("`{}`{others}", first.url);
    let template = first.template;
    match fault {
        Fault::MainEmpty => {
            let message = format!("nothing is to be seen in the `<main>` of {whose}");
            if first.has_content {
                let hint = format!("it has something to show, but its template `{template}` does not show it");
                return Finding::error("main-empty", message).hint(hint);
            }
            Finding::warning("main-empty", message).hint("write something, or make it a draft")
        }
        Fault::IdTwice(id) => {
            let message = format!("two elements of {whose} have the id `{}`", shown(id));
            Finding::warning("id-twice", message).hint("links and labels reach only the first of them")
        }
        Fault::NoValue(word) => {
            let message = format!("`{word}` is printed on {whose}");
            Finding::warning("no-value", message)
                .hint(format!("a program printed a value that is not there; the template is `{template}`"))
        }
        Fault::TemplateText(text) => {
            let message = format!("`{}` is printed on {whose} as it is", shown(text));
            Finding::warning("template-text", message)
                .hint("no template engine runs over content and data; code belongs between backticks")
        }
        Fault::ElementOpen(tag) => {
            let message = format!("nothing closes `{}` on {whose}", shown(tag));
            Finding::warning("element-open", message).hint(format!("the template of the page is `{template}`"))
        }
        Fault::EndStray(name) => {
            let message = format!("`</{}>` closes nothing on {whose}", shown(name));
            Finding::warning("element-stray", message)
                .hint(format!("an element is closed twice or in the wrong order; the template is `{template}`"))
        }
    }
}

/// Returns the piece of text by which a fault can be found in what was written, if there is one.
fn needle(fault: &Fault) -> Option<String> {
    match fault {
        Fault::MainEmpty => None,
        Fault::IdTwice(id) => Some(format!("id=\"{id}\"")),
        Fault::NoValue(text) | Fault::TemplateText(text) | Fault::ElementOpen(text) => Some(text.clone()),
        Fault::EndStray(name) => Some(format!("</{name}>")),
    }
}

/// Returns where `needle` was written: in `source`, if that is the only page that shows it, or in the one
/// template that has it. In two places it could be either, so neither is named.
pub(in crate::render) fn place(
    needle: &str,
    source: Option<&SourcePath>,
    templates: &Templates,
    files: &Files,
) -> Option<Place> {
    let own = source.and_then(|source| {
        let text = files.read_text(source).ok()?;
        only(&text, needle).map(|at| Place::of(source, &text, at..at + needle.len()))
    });
    own.or_else(|| templates.place_of(needle))
}

/// Returns where `needle` is in `text`, if it is there once.
fn only(text: &str, needle: &str) -> Option<usize> {
    let mut found = text.match_indices(needle);
    let (at, _) = found.next()?;
    found.next().is_none().then_some(at)
}
