//! TOML, YAML and JSON, with each mistake as a message and a byte range.
//!
//! The libraries put line and column into the message, counted from the top of what they were given;
//! a front matter is only a part of its file, so the place is taken out of the words here.

use std::ops::Range;

use serde::de::DeserializeOwned;

/// What is wrong, and where in the text.
pub(super) type Mistake = (String, Range<usize>);

/// What all three libraries say in words of their own.
const TOO_DEEP: &str = "it is nested too deeply";

/// Reads YAML.
pub(super) fn yaml<T: DeserializeOwned>(text: &str) -> Result<T, Mistake> {
    serde_saphyr::from_str(text).map_err(|error| {
        let span = error.location().map_or(0..0, |location| {
            let line = usize::try_from(location.line()).unwrap_or(1);
            let column = usize::try_from(location.column()).unwrap_or(1);
            point(text, line, column)
        });
        let message = error.without_snippet().to_string();
        // What an `Options` could allow is nothing that an author can change.
        let message = words(&message).split(", set ").next().unwrap_or("").to_owned();
        let message = match message.as_str() {
            text if text.contains("Depth") || text.contains("recursion") => TOO_DEEP.to_owned(),
            text if text.starts_with("budget breached") => "there is too much in it for one file".to_owned(),
            "mapping values are not allowed in this context" => "a text with `: ` in it needs quotes".to_owned(),
            "expected mapping start" => "these are no lines such as `title: Text`".to_owned(),
            _ => message,
        };
        (message, span)
    })
}

/// Reads TOML.
pub(super) fn toml(text: &str) -> Result<toml::Table, Mistake> {
    toml::from_str(text).map_err(|error| {
        let message = match error.message() {
            message if message.starts_with("string values must be quoted") => {
                "text needs straight quotes, as in `title = \"News\"`, and a date is `2026-11-23`".to_owned()
            }
            message if message.contains("recurs") => TOO_DEEP.to_owned(),
            message => message.to_owned(),
        };
        (message, error.span().unwrap_or(0..0))
    })
}

/// Reads JSON.
pub(super) fn json<T: DeserializeOwned>(text: &str) -> Result<T, Mistake> {
    serde_json::from_str(text).map_err(|error| {
        let span = point(text, error.line(), error.column());
        let message = error.to_string();
        let message = if message.contains("recursion limit") { TOO_DEEP } else { words(&message) };
        (message.to_owned(), span)
    })
}

/// Returns the first line of a message up to its own words for a place.
fn words(message: &str) -> &str {
    let line = message.lines().next().unwrap_or("");
    line.split(" at line ").next().unwrap_or(line)
}

/// Returns the byte at a line and a column, both from 1, as an empty range.
fn point(text: &str, line: usize, column: usize) -> Range<usize> {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let within = text[start..].char_indices().nth(column.saturating_sub(1)).map_or(0, |(at, _)| at);
    start + within..start + within
}
