//! Data files: TOML, YAML and JSON below `data/`, as values for templates.

use serde_json::Value;

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
        other => {
            let finding = Finding::error("data-format", format!("`.{other}` is not a format of data"));
            Err(finding.at(Place::whole(file)).hint("use `.toml`, `.json` or `.yaml`"))
        }
    }
}
