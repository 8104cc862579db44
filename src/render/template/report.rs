//! Tera's errors → findings with the template, the line and the column.
//!
//! Errors of a render carry a span. Errors of loading come as one text of rustc-like reports
//! (`error: …` and `--> name:line:column`), which is read back here.

use tera::{Error, ErrorKind, Tera};

use super::engine::Sources;
use super::library::Refusal;
use crate::base::finding::{Finding, Place, nearest};
use crate::base::path::SourcePath;

/// Returns what is wrong with the templates that could not be loaded.
pub(super) fn load_error(error: &Error, sources: &Sources, tera: &Tera) -> Vec<Finding> {
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
    found.into_iter().map(|(message, place)| finding(&message, place, suggestion(&message, sources, tera))).collect()
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
    let message = refusal.map_or(message.as_str(), |refusal| refusal.message.as_str());
    let hint = refusal.and_then(|refusal| refusal.hint.clone());
    finding(&format!("{message} (while rendering `{about}`)"), place, hint)
}

fn finding(message: &str, place: Option<Place>, hint: Option<String>) -> Finding {
    let mut characters = message.chars();
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
fn suggestion(message: &str, sources: &Sources, tera: &Tera) -> Option<String> {
    let name = message.split('`').nth(1)?;
    let found = if message.starts_with("Unknown component") {
        nearest(name, tera.get_component_names())
    } else if message.starts_with("Unknown function") {
        nearest(name, super::functions::NAMES.iter().copied())
    } else {
        nearest(name, sources.keys().filter_map(|key| key.split_once('/')).map(|(_, name)| name))
    };
    found.map(|name| format!("did you mean `{name}`?"))
}
