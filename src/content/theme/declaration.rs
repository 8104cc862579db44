//! What a theme says about itself in `theme.toml`.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::base::finding::{Finding, Findings, Place, nearest};
use crate::base::path::SourcePath;
use crate::config::json;

/// Keys that only describe the theme.
const WORDS: [&str; 8] = ["name", "version", "description", "license", "homepage", "repository", "demo", "authors"];

/// Keys that mean something to a build.
const MEANINGS: [&str; 3] = ["extends", "min_version", "settings"];

/// A `theme.toml`, read.
#[derive(Debug, Clone, Default)]
pub(super) struct Declaration {
    /// The theme below, and where it is named.
    pub extends: Option<(String, Place)>,
    /// What it reads of `[extra]`.
    pub settings: BTreeMap<String, Setting>,
}

/// One key of `[extra]` that a theme reads.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    pub kind: Kind,
    pub default: Option<Value>,
}

/// What a value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    String,
    Boolean,
    Integer,
    Number,
    Array,
    Table,
}

const KINDS: [(&str, Kind); 6] = [
    ("string", Kind::String),
    ("boolean", Kind::Boolean),
    ("integer", Kind::Integer),
    ("number", Kind::Number),
    ("array", Kind::Array),
    ("table", Kind::Table),
];

impl Kind {
    /// Returns whether `value` is of this kind.
    pub(super) fn holds(self, value: &Value) -> bool {
        match self {
            Self::String => value.is_string(),
            Self::Boolean => value.is_boolean(),
            Self::Integer => value.is_i64() || value.is_u64(),
            Self::Number => value.is_number(),
            Self::Array => value.is_array(),
            Self::Table => value.is_object(),
        }
    }

    /// Returns its name with its article.
    pub(super) fn with_article(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Boolean => "`true` or `false`",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::Array => "an array",
            Self::Table => "a table",
        }
    }
}

/// Reads the text of a `theme.toml`.
pub(super) fn read(file: &SourcePath, text: &str) -> (Declaration, Findings) {
    let mut reader = Reader { file, text, declaration: Declaration::default(), findings: Findings::default() };
    match DeTable::parse(text) {
        Ok(table) => table.get_ref().iter().for_each(|(key, value)| reader.key(key, value)),
        Err(error) => reader.refuse("theme-syntax", error.span().unwrap_or(0..0), error.message().to_owned(), None),
    }
    (reader.declaration, reader.findings)
}

struct Reader<'a> {
    file: &'a SourcePath,
    text: &'a str,
    declaration: Declaration,
    findings: Findings,
}

type Key<'t> = Spanned<std::borrow::Cow<'t, str>>;
type Item<'t> = Spanned<DeValue<'t>>;

impl Reader<'_> {
    fn refuse(&mut self, code: &'static str, span: Range<usize>, message: String, hint: Option<String>) {
        let finding = Finding::error(code, message).at(Place::of(self.file, self.text, span));
        self.findings.push(Finding { hint, ..finding });
    }

    fn key(&mut self, key: &Key<'_>, value: &Item<'_>) {
        match key.get_ref().as_ref() {
            "extends" => {
                if let Some(name) = self.string("extends", value) {
                    self.declaration.extends = Some((name, Place::of(self.file, self.text, value.span())));
                }
            }
            "min_version" => self.min_version(value),
            "settings" => match value.get_ref() {
                DeValue::Table(table) => table.iter().for_each(|(key, value)| self.setting(key, value)),
                _ => self.refuse("theme-type", key.span(), "`settings` must be a table".to_owned(), None),
            },
            word if WORDS.contains(&word) => {}
            word => self.unknown(word, key.span(), &mut WORDS.iter().chain(&MEANINGS).copied()),
        }
    }

    fn unknown(&mut self, key: &str, span: Range<usize>, known: &mut dyn Iterator<Item = &'static str>) {
        let known: Vec<&str> = known.collect();
        let hint = match nearest(key, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if key == "extra" => {
                "declare what sites may set as `[settings.NAME]`, with a type and a default".to_owned()
            }
            None => format!("known keys here: {}", known.join(", ")),
        };
        self.refuse("theme-unknown-key", span, format!("unknown key `{key}`"), Some(hint));
    }

    fn string(&mut self, key: &str, value: &Item<'_>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.refuse("theme-type", value.span(), format!("`{key}` must be a string"), None);
        }
        text
    }

    fn min_version(&mut self, value: &Item<'_>) {
        let Some(wanted) = self.string("min_version", value) else { return };
        let own = env!("CARGO_PKG_VERSION");
        match (version(&wanted), version(own)) {
            (Some(least), Some(own_numbers)) if own_numbers < least => {
                let message = format!("this theme needs Seawall {wanted} or newer; this is {own}");
                self.refuse(
                    "theme-version",
                    value.span(),
                    message,
                    Some("update Seawall, or take an older version of the theme".to_owned()),
                );
            }
            (None, _) => {
                let message = format!("`{wanted}` is not a version");
                self.refuse(
                    "theme-type",
                    value.span(),
                    message,
                    Some("versions look like `0.2` or `1.4.0`".to_owned()),
                );
            }
            _ => {}
        }
    }

    fn setting(&mut self, key: &Key<'_>, value: &Item<'_>) {
        let name = key.get_ref().as_ref();
        let DeValue::Table(table) = value.get_ref() else {
            let hint = "write `type`, `default` and `description` under `[settings.NAME]`".to_owned();
            return self.refuse("theme-type", key.span(), format!("the setting `{name}` must be a table"), Some(hint));
        };
        const KEYS: [&str; 3] = ["type", "default", "description"];
        for key in table.keys().filter(|key| !KEYS.contains(&key.get_ref().as_ref())) {
            self.unknown(key.get_ref(), key.span(), &mut KEYS.iter().copied());
        }
        let Some(kind) = table.get("type") else {
            return self.refuse("theme-type", key.span(), format!("the setting `{name}` has no `type`"), None);
        };
        let found = kind.get_ref().as_str().and_then(|text| KINDS.iter().find(|(name, _)| *name == text));
        let Some((_, kind)) = found.copied() else {
            let near = kind.get_ref().as_str().and_then(|text| nearest(text, KINDS.map(|(name, _)| name)));
            let hint = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("types are {}", KINDS.map(|(name, _)| name).join(", ")),
            };
            return self.refuse(
                "theme-type",
                kind.span(),
                format!("the setting `{name}` has no such type"),
                Some(hint),
            );
        };
        let default = table.get("default").map(|default| (self.value(default.span()), default.span()));
        if let Some((value, span)) = &default
            && !kind.holds(value)
        {
            self.refuse(
                "theme-type",
                span.clone(),
                format!("the default of `{name}` must be {}", kind.with_article()),
                None,
            );
        }
        let default = default.map(|(value, _)| value);
        self.declaration.settings.insert(name.to_owned(), Setting { kind, default });
    }

    /// Returns the value that stands at `span`.
    fn value(&self, span: Range<usize>) -> Value {
        let text = format!("value = {}", self.text.get(span).unwrap_or("false"));
        let table: Option<toml::Table> = toml::from_str(&text).ok();
        table.and_then(|mut table| table.remove("value")).map_or(Value::Null, json::from_toml)
    }
}

/// Returns the three numbers of `0.2` or `1.4.0`.
fn version(text: &str) -> Option<[u64; 3]> {
    let mut numbers = [0; 3];
    let mut parts = text.split('-').next()?.split('.');
    for number in &mut numbers {
        *number = match parts.next() {
            Some(part) => part.parse().ok()?,
            None => break,
        };
    }
    parts.next().is_none().then_some(numbers)
}
