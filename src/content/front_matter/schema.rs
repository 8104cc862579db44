//! `schema`: what a page is to search engines, a type of <https://schema.org> with values.
//!
//! The types that a public institution needs most are known, with the keys that they must and may have;
//! all others pass as they are written, so that nobody is held back by what is not known here.

use serde_json::{Map, Value};

use super::FrontMatter;
use super::reader::{Reader, kind};
use crate::base::clock::Moment;
use crate::base::finding::{Finding, Place, nearest};
use crate::content::page::{Schema, SchemaFamily};

/// What the value of a key must be.
#[derive(Debug, Clone, Copy)]
enum Form {
    Text,
    Boolean,
    Moment,
    /// One of some words.
    Word(&'static [&'static str]),
    /// A name, the path of a page, or a table of its own.
    Thing,
}

const EVENT: &[(&str, Form)] = &[
    ("start", Form::Moment),
    ("end", Form::Moment),
    ("location", Form::Thing),
    ("status", Form::Word(&["scheduled", "cancelled", "postponed", "rescheduled", "moved_online"])),
    ("attendance", Form::Word(&["in_person", "online", "mixed"])),
    ("organizer", Form::Thing),
    ("performer", Form::Thing),
    ("free", Form::Boolean),
];

const SERVICE: &[(&str, Form)] = &[
    ("service_type", Form::Text),
    ("area", Form::Thing),
    ("audience", Form::Thing),
    ("provider", Form::Thing),
    ("channel", Form::Thing),
];

const ARTICLE: &[(&str, Form)] = &[
    ("headline", Form::Text),
    ("author", Form::Thing),
    ("author_type", Form::Word(&["Person", "Organization"])),
    ("publisher", Form::Thing),
];

/// Names that a slip of the pen is compared with.
const KNOWN: [&str; 9] = [
    "Article",
    "NewsArticle",
    "BlogPosting",
    "Report",
    "Event",
    "GovernmentService",
    "Service",
    "GovernmentOffice",
    "GovernmentOrganization",
];

fn keys(family: SchemaFamily) -> &'static [(&'static str, Form)] {
    match family {
        SchemaFamily::Article => ARTICLE,
        SchemaFamily::Event => EVENT,
        SchemaFamily::Service => SERVICE,
        SchemaFamily::Other => &[],
    }
}

/// Takes the schema of a page; what is wrong with it is told.
pub(super) fn schema(reader: &mut Reader<'_>) -> Option<Schema> {
    let (key, value) = reader.take("schema")?;
    let place = reader.place(&key);
    let mut values = match value {
        Value::Object(values) => values,
        Value::String(kind) => Map::from_iter([("type".to_owned(), Value::String(kind))]),
        value => {
            let message = format!("`schema` must be a table with a `type`, or a type, not {}", kind(&value));
            reader.findings.push(Finding::error("front-matter-type", message).at(place));
            return None;
        }
    };
    // A cascade may leave the type to the pages below it.
    let Some(Value::String(name)) = values.shift_remove("type").or_else(|| values.shift_remove("@type")) else {
        return Some(Schema { kind: None, values, place });
    };
    let is_type = name.starts_with(|letter: char| letter.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let at = within(reader, "type").unwrap_or_else(|| place.clone());
    let family = SchemaFamily::of(&name);
    let near = nearest(&name, KNOWN).filter(|near| *near != name && family == SchemaFamily::Other);
    if !is_type {
        let finding = Finding::error("schema-type", format!("`{name}` is no type of schema.org")).at(at);
        reader.findings.push(finding.suggest(near, "a type looks like `NewsArticle`; see https://schema.org"));
        return None;
    }
    if let Some(near) = near {
        let finding = Finding::warning("schema-type", format!("`{name}` is no type that search engines know")).at(at);
        reader.findings.push(finding.hint(format!("did you mean `{near}`?")));
    }
    american(family, &mut values);
    values.iter().for_each(|(key, value)| check(reader, family, key, value));
    Some(Schema { kind: Some(name), values, place })
}

/// Schema.org writes `cancelled`, half of those who read English `canceled`.
fn american(family: SchemaFamily, values: &mut Map<String, Value>) {
    if family == SchemaFamily::Event
        && let Some(status) = values.get_mut("status")
        && status == "canceled"
    {
        *status = Value::from("cancelled");
    }
}

/// Tells what is wrong with a value.
fn check(reader: &mut Reader<'_>, family: SchemaFamily, key: &str, value: &Value) {
    let known = keys(family);
    let Some((_, form)) = known.iter().find(|(name, _)| *name == key) else {
        if let Some(near) = nearest(key, known.iter().map(|(name, _)| *name)) {
            let finding = Finding::warning("schema-key", format!("`{key}` is not a known key of `schema`"));
            let place = at(reader, key);
            reader.findings.push(finding.at(place).hint(format!("did you mean `{near}`?")));
        }
        return;
    };
    let expected = match form {
        Form::Text if !value.is_string() => "text".to_owned(),
        Form::Boolean if !value.is_boolean() => "`true` or `false`".to_owned(),
        Form::Moment if value.as_str().is_none_or(|text| text.parse::<Moment>().is_err()) => {
            "a day or an instant, such as `2026-11-26T18:00:00+01:00`".to_owned()
        }
        Form::Word(words) if !value.as_str().is_some_and(|text| words.contains(&text)) => {
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            format!("one of {}", words.join(", "))
        }
        Form::Thing if !(value.is_string() || value.is_object() || value.is_array()) => {
            "a name, the path of a page or a table".to_owned()
        }
        _ => return,
    };
    let said = value.as_str().map_or_else(|| kind(value).to_owned(), |text| format!("`{text}`"));
    let place = at(reader, key);
    let message = format!("`{key}` of `schema` must be {expected}, not {said}");
    reader.findings.push(Finding::error("schema-value", message).at(place));
}

/// Returns where a key of the schema stands, or the schema.
fn at(reader: &Reader<'_>, key: &str) -> Place {
    within(reader, key).unwrap_or_else(|| reader.place("schema"))
}

/// Returns where a key stands behind the word `schema`.
fn within(reader: &Reader<'_>, key: &str) -> Option<Place> {
    let start = reader.front.span_of(reader.text, "schema");
    if start.is_empty() {
        return None;
    }
    let behind = FrontMatter { range: start.start..reader.front.range.end, ..FrontMatter::default() };
    let span = behind.span_of(reader.text, key);
    (!span.is_empty()).then(|| Place::of(reader.file, reader.text, span))
}
