//! Tera's errors → findings with the template, the line and the column.
//!
//! Errors of a render carry a span. Errors of loading come as one text of rustc-like reports
//! (`error: …` and `--> name:line:column`), which is read back here.

use std::collections::BTreeMap;

use tera::{Error, ErrorKind};

use super::library::Refusal;
use crate::base::finding::{Finding, Place, nearest};
use crate::base::path::SourcePath;

/// Stands between a message and the content file that was being rendered.
const WHILE: &str = " (while rendering `";

/// The text of every template by the name that Tera knows it by, as in `site/page.html`.
pub(super) type Sources = BTreeMap<String, (SourcePath, String)>;

/// Returns what is wrong with the templates that could not be loaded.
pub(super) fn load_error(error: &Error, sources: &Sources) -> Vec<Finding> {
    let found = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let place = place(sources, report.filename(), span.start_line, span.start_col + 1);
            vec![(report.message().to_owned(), place)]
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("there is no template `{parent}` to extend");
            vec![(message, place_of_text(sources, current, parent))]
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            vec![(format!("template `{tpl}` extends itself in a circle"), place_of_text(sources, tpl, "extends"))]
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            vec![(format!("template `{tpl}` includes itself in a circle"), place_of_text(sources, tpl, "include"))]
        }
        kind => reports(&kind.to_string(), sources),
    };
    found.into_iter().map(|(message, place)| finding(&message, place, suggestion(&message, sources))).collect()
}

/// Returns what went wrong while a template was rendered for the content file `about`.
pub(super) fn render_error(error: &Error, sources: &Sources, refusal: Option<&Refusal>, about: &str) -> Finding {
    let (message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let place = place(sources, report.filename(), span.start_line, span.start_col + 1);
            (report.message().to_owned(), place)
        }
        kind => (kind.to_string(), None),
    };
    // Tera may wrap what a function said in words of its own; the function's own are clearer.
    let refusal = refusal.filter(|refusal| message.contains(&refusal.message));
    let (message, hint) = match refusal {
        Some(refusal) => (refusal.message.as_str(), refusal.hint.clone()),
        None => undefined(&message).unwrap_or((&message, None)),
    };
    let place = refusal.and_then(|refusal| refusal.place.clone()).or(place);
    finding(&format!("{message}{WHILE}{about}`)"), place, hint)
}

/// Tells once what many pages stumble over at the same place of a template.
pub(in crate::render) fn once(findings: Vec<Finding>) -> Vec<Finding> {
    let mut told: Vec<(Finding, usize)> = Vec::new();
    let mut known: BTreeMap<(Option<Place>, String), usize> = BTreeMap::new();
    for finding in findings {
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

/// Tera says "Field `titel` is not defined. Available fields: date, title": what may have been meant?
fn undefined(message: &str) -> Option<(&str, Option<String>)> {
    let (said, rest) = message.split_once(" is not defined.")?;
    let names: Vec<&str> = rest.split_once(": ").map_or(Vec::new(), |(_, names)| names.split(", ").collect());
    let word = said.split('`').nth(1).unwrap_or("");
    let hint = match nearest(word, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None if names.is_empty() => "where it may be missing, write `… or \"\"`, or ask with `?.`".to_owned(),
        None => format!("there are {}", names.join(", ")),
    };
    Some((&message[..said.len() + " is not defined".len()], Some(hint)))
}

fn finding(message: &str, place: Option<Place>, hint: Option<String>) -> Finding {
    let mut characters = message.trim_end_matches('.').chars();
    let first = characters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    let message = format!("{first}{}", characters.as_str());
    let finding = Finding::error("template-error", message);
    let finding = match place {
        Some(place) => finding.at(place),
        None => finding,
    };
    match hint {
        Some(hint) => finding.hint(hint),
        None => finding,
    }
}

/// Reads `error: MESSAGE` and the line `--> NAME:LINE:COLUMN` after it, many times over.
fn reports(text: &str, sources: &Sources) -> Vec<(String, Option<Place>)> {
    let mut found = Vec::new();
    let mut message = None;
    for line in text.lines() {
        if let Some(text) = line.strip_prefix("error: ") {
            message = Some(text.to_owned());
        } else if let (Some(at), Some(text)) = (line.trim_start().strip_prefix("--> "), message.take_if(|_| true)) {
            let mut parts = at.rsplitn(3, ':');
            let column = parts.next().and_then(|column| column.parse().ok());
            let row = parts.next().and_then(|row| row.parse().ok());
            let name = parts.next().unwrap_or("");
            found.push((text, place(sources, name, row.unwrap_or(1), column.unwrap_or(1))));
        }
    }
    if found.is_empty() {
        found.push((text.lines().next().unwrap_or("").to_owned(), None));
    }
    found
}

/// Returns the place at a line and a column, both from 1, of a template.
fn place(sources: &Sources, name: &str, line: usize, column: usize) -> Option<Place> {
    let (source, text) = find(sources, name)?;
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..)?;
    let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(0, |(at, _)| at);
    let word = rest[within..].split(|character: char| !character.is_alphanumeric() && character != '_').next();
    let length = word.map_or(0, str::len).max(1);
    Some(Place::of(source, text, start + within..start + within + length))
}

fn place_of_text(sources: &Sources, name: &str, needle: &str) -> Option<Place> {
    let (source, text) = find(sources, name)?;
    let at = text.find(needle)?;
    Some(Place::of(source, text, at..at + needle.len()))
}

fn find<'a>(sources: &'a Sources, name: &str) -> Option<&'a (SourcePath, String)> {
    sources.get(name).or_else(|| {
        let best = ["site", "theme", "builtin"].into_iter();
        best.map(|layer| format!("{layer}/{name}")).find_map(|name| sources.get(&name))
    })
}

/// Tera says "Unknown function `asse`": what may have been meant?
fn suggestion(message: &str, sources: &Sources) -> Option<String> {
    if message.starts_with("Unexpected end of input") {
        return Some("is there a `{{`, `{%` or block that nothing closes?".to_owned());
    }
    let name = message.split('`').nth(1)?;
    let found = if message.starts_with("Unknown component") {
        nearest(name, components(sources))
    } else if message.starts_with("Unknown function") {
        nearest(name, super::functions::names())
    } else if message.starts_with("Unknown filter") {
        nearest(name, super::filters::NAMES.iter().copied())
    } else {
        nearest(name, sources.keys().filter_map(|key| key.split_once('/')).map(|(_, name)| name))
    };
    found.map(|name| format!("did you mean `{name}`?"))
}

/// Returns the names of all components. Tera knows none when it could not load its templates.
fn components(sources: &Sources) -> impl Iterator<Item = &str> {
    let definitions = sources.values().flat_map(|(_, text)| text.split("{% component ").skip(1));
    definitions.filter_map(|rest| rest.split('(').next()).map(str::trim)
}
