//! Data files: TOML, YAML, JSON and CSV below `data/`, as values for templates.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::mistake;
use crate::base::finding::{Finding, Place};
use crate::base::path::SourcePath;
use crate::config::json;

/// Reads `text`, the content of `file`, by the extension of its name.
pub fn parse(file: &SourcePath, text: &str) -> Result<Value, Finding> {
    let refused = |message: String, span| Finding::error("data-syntax", message).at(Place::of(file, text, span));
    match file.extension().as_str() {
        "toml" => match mistake::toml(text) {
            Ok(table) => Ok(json::from_toml(table.into())),
            Err((message, span)) => Err(refused(message, span)),
        },
        "json" => mistake::json(text).map_err(|(message, span)| refused(message, span)),
        "yaml" | "yml" => mistake::yaml(text).map_err(|(message, span)| refused(message, span)),
        "csv" => table(text, delimiter(text)).map_err(|(message, at)| refused(message, at..at)),
        "tsv" => table(text, b'\t').map_err(|(message, at)| refused(message, at..at)),
        other => {
            let finding = Finding::error("data-format", format!("`.{other}` is not a format of data"));
            Err(finding.at(Place::whole(file)).hint("use `.toml`, `.json`, `.yaml` or `.csv`"))
        }
    }
}

/// Spreadsheets of countries that write `1,5` separate with semicolons: the first line tells.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or("");
    let count = |delimiter: char| first.matches(delimiter).count();
    let best = [',', ';', '\t'].into_iter().max_by_key(|delimiter| (count(*delimiter), *delimiter == ','));
    best.map_or(b',', |delimiter| delimiter as u8)
}

/// Reads rows as tables by the names in the first line. All values are text: `00123` is no number.
fn table(text: &str, delimiter: u8) -> Result<Value, (String, usize)> {
    // The library takes the rest of the file for one field; a quote within a field is written twice.
    if text.matches('"').count() % 2 == 1 {
        return Err(("a quotation mark is opened and never closed".to_owned(), text.rfind('"').unwrap_or(0)));
    }
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let place = |position: Option<&csv::Position>| {
        position.map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0).min(text.len()))
    };
    let refused = |error: csv::Error| {
        let message = match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("this row has {len} fields, and the first one has {expected_len}")
            }
            _ => error.to_string(),
        };
        (message, place(error.position()))
    };
    let names: Vec<String> = reader.headers().map_err(refused)?.iter().map(|name| name.trim().to_owned()).collect();
    let mut known = BTreeSet::new();
    for (at, name) in names.iter().enumerate() {
        if name.is_empty() || !known.insert(name) {
            return Err((format!("the first line must name every column once, and column {} is `{name}`", at + 1), 0));
        }
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(refused)?;
        let fields = names.iter().cloned().zip(record.iter().map(|field| Value::from(field.trim())));
        rows.push(Value::Object(fields.collect::<Map<String, Value>>()));
    }
    Ok(rows.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_with_the_delimiter_of_its_first_line() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            let file = SourcePath::new("data/a.csv").unwrap();
            let read = parse(&file, text).map_or_else(|finding| finding.message, |value| value.to_string());
            assert_eq!(read, expected);
        }
        check("a,b\n1,\"x, y\"\n", r#"[{"a":"1","b":"x, y"}]"#);
        check("a;b\n1,5;2\n", r#"[{"a":"1,5","b":"2"}]"#);
        check("seggio\tvoti\n001\t20\n", r#"[{"seggio":"001","voti":"20"}]"#);
        check("a,b\n1\n", "this row has 1 fields, and the first one has 2");
        check("a,a\n1,2\n", "the first line must name every column once, and column 2 is `a`");
        check("", "[]");
        check("a,b\n1,\"x\n2,3\n", "a quotation mark is opened and never closed");
    }
}
