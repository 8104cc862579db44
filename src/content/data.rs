//! Data files: TOML, YAML and JSON below `data/`, as values for templates.

use serde_json::Value;

use crate::base::finding::{Finding, Place};
use crate::base::path::SourcePath;
use crate::config::json;

/// Reads `text`, the content of `file`, by the extension of its name.
pub fn parse(file: &SourcePath, text: &str) -> Result<Value, Finding> {
    let refused = |message: String, span| Finding::error("data-syntax", message).at(Place::of(file, text, span));
    match file.extension().as_str() {
        "toml" => match toml::from_str::<toml::Table>(text) {
            Ok(table) => Ok(json::from_toml(table.into())),
            Err(error) => Err(refused(error.message().to_owned(), error.span().unwrap_or(0..0))),
        },
        "json" => serde_json::from_str(text).map_err(|error| {
            let message = error.to_string();
            let start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
            let at = start + error.column().saturating_sub(1);
            refused(message.split(" at line ").next().unwrap_or(&message).to_owned(), at..at)
        }),
        "yaml" | "yml" => {
            serde_saphyr::from_str(text).map_err(|error| refused(error.without_snippet().to_string(), 0..0))
        }
        other => {
            let finding = Finding::error("data-format", format!("`.{other}` is not a format of data"));
            Err(finding.at(Place::whole(file)).hint("use `.toml`, `.json` or `.yaml`"))
        }
    }
}
