//! What lightningcss says is wrong → findings.

use std::fmt::Display;

use lightningcss::error::{Error, ParserError};

use super::desk::Desk;
use crate::assets::sources::is_sass;
use crate::base::finding::{Finding, Severity};

/// Returns the finding for a mistake in `text`, the CSS of the file `name`.
///
/// Browsers pass over what they cannot read, and old sheets count on that: what was written for browsers that
/// are gone is a warning, all else an error.
pub(super) fn of(desk: &Desk<'_>, (name, text): (&str, &str), error: &Error<ParserError<'_>>) -> Finding {
    let (line, unit) = error.loc.as_ref().map_or((0, 0), |loc| (loc.line as usize, loc.column as usize));
    let row = text.lines().nth(line).unwrap_or("");
    let column = column(row, unit.saturating_sub(1));
    let message = describe(&error.kind, row, column);
    let finding = match severity(&error.kind, row.trim()) {
        Severity::Error => {
            let finding = Finding::error("style-syntax", message);
            finding.hint("a sheet of others that must stay as it is belongs to `static/`")
        }
        Severity::Warning => Finding::warning("style-ignored", format!("{message}: browsers of today pass over it")),
    };
    if !is_sass(name) {
        return Finding { place: desk.place(name, line, column), ..finding };
    }
    let statement = row.trim().trim_end_matches([';', '{', '}', ' ']);
    let message = format!("{}, in what Sass makes of it: `{statement}`", finding.message);
    let pieces = [statement, statement.split(':').next().unwrap_or(statement)];
    let place = pieces.into_iter().filter_map(|piece| desk.find(name, piece)).max_by_key(|place| place.length);
    Finding { place, message, ..finding }
}

/// Says what is wrong in the column of a line, in the words of the sheet and not of the reader.
fn describe(kind: &ParserError<'_>, row: &str, column: usize) -> String {
    let rest: String = row.chars().skip(column).collect();
    let is_part = |letter: &char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
    let word: String = rest.chars().take_while(is_part).collect();
    let word = if word.is_empty() { rest.chars().take(1).collect() } else { word };
    match kind {
        ParserError::UnexpectedToken(_) if !word.is_empty() => format!("`{word}` is not expected here"),
        ParserError::UnexpectedToken(_) | ParserError::EndOfInput => "something is missing at the end".to_owned(),
        kind => lower(&kind.to_string()),
    }
}

/// Returns the finding for a mistake that shows only when sheets are joined or written.
pub(super) fn other<K: Display>(desk: &Desk<'_>, entry: &str, error: &Error<K>) -> Box<Finding> {
    let finding = Finding::error("style-syntax", lower(&error.kind.to_string()));
    let place = match &error.loc {
        Some(loc) if !is_sass(&loc.filename) => {
            desk.place(&loc.filename, loc.line as usize, (loc.column as usize).saturating_sub(1))
        }
        _ => desk.find(entry, ""),
    };
    Box::new(Finding { place, ..finding })
}

fn severity(kind: &ParserError<'_>, written: &str) -> Severity {
    let is_for_old_browsers = written.starts_with(['*', '_', '#'])
        || written.contains("progid:")
        || written.contains("\\9")
        || written.contains("expression(");
    match kind {
        // An at-rule that is not known stays in the sheet.
        ParserError::AtRuleInvalid(_) | ParserError::DeprecatedNestRule => Severity::Warning,
        ParserError::SelectorError(_) if written.contains(":-") => Severity::Warning,
        ParserError::InvalidDeclaration | ParserError::UnexpectedToken(_) if is_for_old_browsers => Severity::Warning,
        _ => Severity::Error,
    }
}

/// Returns the column of what begins `n` UTF-16 units into a line, or behind the spaces there.
fn column(row: &str, n: usize) -> usize {
    let mut left = n;
    let is_before = |letter: &char| {
        let fits = left >= letter.len_utf16();
        left = left.saturating_sub(letter.len_utf16());
        fits
    };
    let n_before = row.chars().take_while(is_before).count();
    n_before + row.chars().skip(n_before).take_while(|letter| letter.is_whitespace()).count()
}

fn lower(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}
