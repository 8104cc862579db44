//! What each key of a front matter means: values → `Fields`, with a finding for each wrong type.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::FrontMatter;
use crate::base::clock::Clock;
use crate::base::finding::{Finding, Findings, Place, nearest};
use crate::base::path::SourcePath;

/// The order of the pages of a section.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum SortBy {
    /// Newest first; pages without a date last, by title.
    #[default]
    Date,
    /// By title.
    Title,
    /// Lightest first, then by title.
    Weight,
}

/// What the author says of a page or section.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields {
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    /// `2026-11-23` or an RFC 3339 instant.
    pub(crate) date: Option<String>,
    pub(crate) updated: Option<String>,
    pub(crate) publish_at: Option<Clock>,
    pub(crate) expires_at: Option<Clock>,
    pub(crate) is_draft: bool,
    pub(crate) is_live: bool,
    pub(crate) in_sitemap: bool,
    pub(crate) weight: i64,
    pub(crate) slug: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) template: Option<String>,
    pub(crate) page_template: Option<String>,
    pub(crate) sort_by: SortBy,
    pub(crate) translation_key: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) taxonomies: BTreeMap<String, Vec<String>>,
    pub(crate) extra: Map<String, Value>,
}

/// Our name of a key, then the other spellings that Hugo, Zola and Jekyll have for it.
const SPELLINGS: &[&[&str]] = &[
    &["title"],
    &["description"],
    &["date"],
    &["updated", "lastmod", "last_modified_at"],
    &["publish_at", "publishDate", "publishdate"],
    &["expires_at", "expiryDate", "expirydate"],
    &["draft"],
    &["cache"],
    &["sitemap"],
    &["weight"],
    &["slug"],
    &["path", "url", "permalink"],
    &["template", "layout"],
    &["page_template"],
    &["sort_by"],
    &["translation_key", "translationKey"],
    &["authors", "author"],
    &["tags"],
    &["categories"],
    &["taxonomies"],
    &["extra", "params"],
];

/// Keys of the format that this version reads and does nothing with; it says so.
const WITHOUT_EFFECT: &[&str] =
    &["aliases", "cascade", "gone", "paginate_by", "redirect_from", "redirect_to", "resources", "transparent"];

/// Returns what the front matter of `file` says; what it says wrongly is left out and reported.
pub(crate) fn read(file: &SourcePath, text: &str, front: &FrontMatter) -> (Fields, Findings) {
    let mut reader = Reader { file, text, front, left: front.values.clone(), findings: Findings::default() };
    let fields = Fields {
        title: reader.string("title"),
        description: reader.string("description"),
        date: reader.date("date"),
        updated: reader.date("updated"),
        publish_at: reader.instant("publish_at"),
        expires_at: reader.instant("expires_at"),
        is_draft: reader.boolean("draft").unwrap_or(false),
        is_live: reader.is_live(),
        in_sitemap: reader.boolean("sitemap").unwrap_or(true),
        weight: reader.integer("weight").unwrap_or(0),
        slug: reader.string("slug"),
        path: reader.string("path"),
        template: reader.string("template"),
        page_template: reader.string("page_template"),
        sort_by: reader.sort_by(),
        translation_key: reader.string("translation_key"),
        authors: reader.strings("authors"),
        taxonomies: reader.taxonomies(),
        extra: reader.extra(),
    };
    (fields, reader.findings)
}

struct Reader<'a> {
    file: &'a SourcePath,
    text: &'a str,
    front: &'a FrontMatter,
    left: Map<String, Value>,
    findings: Findings,
}

impl Reader<'_> {
    fn place(&self, key: &str) -> Place {
        Place::of(self.file, self.text, self.front.span_of(self.text, key))
    }

    /// Takes the value of a key in whatever spelling; null counts as absent.
    fn take(&mut self, key: &str) -> Option<(String, Value)> {
        let spellings = SPELLINGS.iter().find(|spellings| spellings[0] == key)?;
        let found = spellings.iter().find(|name| self.left.contains_key(**name))?;
        let value = self.left.shift_remove(*found)?;
        (!value.is_null()).then(|| ((*found).to_owned(), value))
    }

    fn refuse(&mut self, key: &str, value: &Value, expected: &str) {
        let message = format!("`{key}` must be {expected}, not {}", kind(value));
        self.findings.push(Finding::error("front-matter-type", message).at(self.place(key)));
    }

    fn string(&mut self, key: &str) -> Option<String> {
        let (key, value) = self.take(key)?;
        match value {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            value => {
                self.refuse(&key, &value, "text");
                None
            }
        }
    }

    fn boolean(&mut self, key: &str) -> Option<bool> {
        let (key, value) = self.take(key)?;
        if value.as_bool().is_none() {
            self.refuse(&key, &value, "`true` or `false`");
        }
        value.as_bool()
    }

    fn integer(&mut self, key: &str) -> Option<i64> {
        let (key, value) = self.take(key)?;
        if value.as_i64().is_none() {
            self.refuse(&key, &value, "a whole number");
        }
        value.as_i64()
    }

    fn strings(&mut self, key: &str) -> Vec<String> {
        let Some((key, value)) = self.take(key) else { return Vec::new() };
        self.string_list(&key, value)
    }

    fn string_list(&mut self, key: &str, value: Value) -> Vec<String> {
        let items = match value {
            Value::Array(items) => items,
            item => vec![item],
        };
        let mut texts = Vec::new();
        for item in items {
            match item {
                Value::String(text) => texts.push(text),
                Value::Number(number) => texts.push(number.to_string()),
                other => self.refuse(key, &other, "a list of texts"),
            }
        }
        texts
    }

    fn date(&mut self, key: &str) -> Option<String> {
        let (key, value) = self.take(key)?;
        let text = value.as_str().unwrap_or("");
        // Jekyll writes `2026-11-23 21:00:00 +0100`: the day is what a page shows.
        let day = text.get(..10).unwrap_or(text);
        if day.parse::<Clock>().is_err() {
            self.refuse(&key, &value, "a date such as `2026-11-23`");
            return None;
        }
        Some(day.to_owned())
    }

    fn instant(&mut self, key: &str) -> Option<Clock> {
        let (key, value) = self.take(key)?;
        let instant = value.as_str().and_then(|text| text.parse().ok());
        if instant.is_none() {
            self.refuse(&key, &value, "an instant such as `2026-11-23T21:00:00+01:00`");
        }
        instant
    }

    fn is_live(&mut self) -> bool {
        match self.take("cache") {
            None => false,
            Some((_, Value::String(class))) if class == "live" => true,
            Some((_, Value::String(class))) if class == "page" => false,
            Some((key, value)) => {
                self.refuse(&key, &value, "`\"live\"` or `\"page\"`");
                false
            }
        }
    }

    fn sort_by(&mut self) -> SortBy {
        match self.string("sort_by").as_deref() {
            None | Some("date" | "none") => SortBy::Date,
            Some("title") => SortBy::Title,
            Some("weight") => SortBy::Weight,
            Some(other) => {
                let message = format!("pages cannot be sorted by `{other}`");
                let finding = Finding::error("front-matter-type", message).at(self.place("sort_by"));
                self.findings.push(finding.hint("sort by `date`, `title` or `weight`"));
                SortBy::Date
            }
        }
    }

    fn taxonomies(&mut self) -> BTreeMap<String, Vec<String>> {
        let mut taxonomies = BTreeMap::new();
        match self.take("taxonomies") {
            Some((_, Value::Object(map))) => {
                for (name, terms) in map {
                    let terms = self.string_list(&name, terms);
                    taxonomies.insert(name, terms);
                }
            }
            Some((key, value)) => self.refuse(&key, &value, "a table"),
            None => {}
        }
        for name in ["tags", "categories"] {
            let terms = self.strings(name);
            if !terms.is_empty() {
                taxonomies.insert(name.to_owned(), terms);
            }
        }
        taxonomies
    }

    /// All that is left is the site's own, unless it looks like a slip of the pen.
    fn extra(&mut self) -> Map<String, Value> {
        let mut extra = match self.take("extra") {
            Some((_, Value::Object(map))) => map,
            Some((key, value)) => {
                self.refuse(&key, &value, "a table");
                Map::new()
            }
            None => Map::new(),
        };
        for (key, value) in std::mem::take(&mut self.left) {
            let known = SPELLINGS.iter().flat_map(|spellings| spellings.iter().copied());
            let warning = if WITHOUT_EFFECT.contains(&key.as_str()) {
                Some(Finding::warning("front-matter-no-effect", format!("`{key}` has no effect yet")))
            } else {
                nearest(&key, known.filter(|name| name.len() > 3)).map(|name| {
                    Finding::warning("front-matter-unknown-key", format!("`{key}` is not a known key"))
                        .hint(format!("did you mean `{name}`? Values of your own belong under `[extra]`"))
                })
            };
            if let Some(warning) = warning {
                self.findings.push(warning.at(self.place(&key)));
            }
            extra.entry(key).or_insert(value);
        }
        extra
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "this text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a table",
    }
}
