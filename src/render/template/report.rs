//! Tera's errors → findings with the template, the line and the column.
//!
//! Errors of a render and of the parser carry a span. What else is wrong when templates are loaded comes
//! as one text of rustc-like reports (`error: …` and `--> name:line:column`), which is read back here, as
//! is the line `note: called from …`, which Tera shows to nobody else. The tests pin these texts.

use std::collections::BTreeMap;

use tera::{Error, ErrorKind, ReportError};

use super::library::Refusal;
use super::sources::Sources;
use super::suggest::{self, Told};
use crate::base::finding::{Finding, Place};

/// Stands between a message and the content file that was being rendered.
const WHILE: &str = " (while rendering `";

/// What is said of an asset with an error. A template cannot go on without the address, but nobody is told twice.
pub(super) const BROKEN_ASSET: &str = "there are errors in the asset ";

/// What a finding about a block that no parent has begins with.
pub(super) const BLOCK_IS_UNKNOWN: &str = "block `";

/// Returns what is wrong with the templates that could not be loaded.
pub(super) fn load_error(error: &Error, sources: &Sources) -> Vec<Finding> {
    let found = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![said(report, sources)],
        kind => reports(&kind.to_string(), sources),
    };
    found.into_iter().map(|(message, place)| finding(suggest::load(&message, place.as_ref(), sources), place)).collect()
}

/// Returns what went wrong while a template was rendered for the content file `about`.
pub(super) fn render_error(error: &Error, sources: &Sources, refusal: Option<&Refusal>, about: &str) -> Finding {
    let (message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => said(report, sources),
        kind => (kind.to_string(), None),
    };
    // Tera may wrap what a function said in words of its own; the function's own are clearer.
    let refusal = refusal.filter(|refusal| message.contains(&refusal.message));
    let told = match refusal {
        Some(refusal) => Told { message: refusal.message.clone(), hint: refusal.hint.clone() },
        None => suggest::render(&message),
    };
    let caller = caller(error, sources).map(|place| format!(", called from `{place}`")).unwrap_or_default();
    let message = format!("{}{caller}{WHILE}{about}`)", told.message.trim_end_matches('.'));
    let place = refusal.and_then(|refusal| refusal.place.clone()).or(place);
    finding(Told { message, ..told }, place)
}

/// Returns a finding about a template as a whole.
pub(super) fn of_template(finding: Finding, key: &str, sources: &Sources) -> Finding {
    match sources.get(key) {
        Some(source) if finding.place.is_none() => finding.at(Place::whole(&source.file)),
        _ => finding,
    }
}

fn said(report: &ReportError, sources: &Sources) -> (String, Option<Place>) {
    let span = report.span();
    (report.message().to_owned(), place(sources, report.filename(), span.start_line, span.start_col + 1))
}

/// Returns where the template that failed was called or included, as `file:line:column`.
fn caller(error: &Error, sources: &Sources) -> Option<String> {
    let text = error.to_string();
    let (name, line, column) = locus(text.lines().find_map(|line| line.strip_prefix("note: called from "))?)?;
    let place = place(sources, name, line, column)?;
    Some(format!("{}:{}:{}", place.file, place.line, place.column))
}

/// Tells once what many pages stumble over at the same place of a template, and what is told of an asset not at all.
pub(in crate::render) fn once(findings: Vec<Finding>) -> Vec<Finding> {
    let mut told: Vec<(Finding, usize)> = Vec::new();
    let mut known: BTreeMap<(Option<Place>, String), usize> = BTreeMap::new();
    for finding in findings.into_iter().filter(|finding| !finding.message.starts_with(BROKEN_ASSET)) {
        let said = finding.message.split_once(WHILE).map(|(said, _)| said.to_owned());
        let at = said.map_or(told.len(), |said| *known.entry((finding.place.clone(), said)).or_insert(told.len()));
        match told.get_mut(at) {
            Some((_, n_more)) => *n_more += 1,
            None => told.push((finding, 0)),
        }
    }
    told.into_iter().map(|(finding, n_more)| and_others(finding, n_more)).collect()
}

fn and_others(finding: Finding, n_more: usize) -> Finding {
    let others = match n_more {
        0 => return finding,
        1 => "1 other page".to_owned(),
        n => format!("{n} other pages"),
    };
    let message = finding.message.trim_end_matches(')');
    Finding { message: format!("{message} and {others})"), ..finding }
}

fn finding(told: Told, place: Option<Place>) -> Finding {
    let mut characters = told.message.trim_end_matches('.').chars();
    let first = characters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    let finding = Finding::error("template-error", format!("{first}{}", characters.as_str()));
    Finding { place, hint: told.hint, ..finding }
}

/// Reads `error: MESSAGE` and the line `--> NAME:LINE:COLUMN` after it, many times over.
fn reports(text: &str, sources: &Sources) -> Vec<(String, Option<Place>)> {
    let mut found = Vec::new();
    let mut message = None;
    for line in text.lines() {
        if let Some(text) = line.strip_prefix("error: ") {
            message = Some(text.to_owned());
        } else if let Some(at) = line.trim_start().strip_prefix("--> ")
            && let Some(message) = message.take()
        {
            let place = locus(at).and_then(|(name, line, column)| place(sources, name, line, column));
            found.push((message, place));
        }
    }
    if found.is_empty() {
        found.push((text.lines().next().unwrap_or("").to_owned(), None));
    }
    found
}

/// Splits `NAME:LINE:COLUMN`.
fn locus(text: &str) -> Option<(&str, usize, usize)> {
    let mut parts = text.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some((parts.next()?, line, column))
}

/// Returns the place at a line and a column, both from 1, of a template.
fn place(sources: &Sources, key: &str, line: usize, column: usize) -> Option<Place> {
    let source = sources.get(key)?;
    let text = source.text.as_str();
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..)?;
    let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    // Text that may not stand where it does begins with the line break before it.
    let rest = &rest[within..];
    let n_blank = if rest.trim_start().is_empty() { 0 } else { rest.len() - rest.trim_start().len() };
    let at = start + within + n_blank;
    let word = rest[n_blank..].split(|character: char| !character.is_alphanumeric() && character != '_').next();
    Some(Place::of(&source.file, text, at..at + word.map_or(0, str::len).max(1)))
}
