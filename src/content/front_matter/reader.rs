//! Takes values out of a front matter, each by its key and of the type that is expected.

use serde_json::{Map, Value};

use super::FrontMatter;
use super::fields::SPELLINGS;
use crate::base::clock::{Clock, Moment};
use crate::base::finding::{Finding, Findings, Place};
use crate::base::path::SourcePath;
use crate::config::{MenuEntry, Menus};

/// A front matter of which values are taken one after the other.
pub(super) struct Reader<'a> {
    pub file: &'a SourcePath,
    pub text: &'a str,
    pub front: &'a FrontMatter,
    /// What nobody has taken.
    pub left: Map<String, Value>,
    /// What is wrong with what was taken.
    pub findings: Findings,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a SourcePath, text: &'a str, front: &'a FrontMatter) -> Self {
        Self { file, text, front, left: front.values.clone(), findings: Findings::default() }
    }
}

impl Reader<'_> {
    /// Returns whether a section above says this, and not the page itself.
    pub(super) fn is_inherited(&self, key: &str) -> bool {
        self.front.inherited.contains(key)
    }

    pub(super) fn place(&self, key: &str) -> Place {
        Place::of(self.file, self.text, self.front.span_of(self.text, key))
    }

    /// Takes the value of a key in whatever spelling; null counts as absent.
    pub(super) fn take(&mut self, key: &str) -> Option<(String, Value)> {
        let spellings = SPELLINGS.iter().find(|spellings| spellings[0] == key).copied();
        let found = match spellings {
            Some(spellings) => spellings.iter().copied().find(|name| self.left.contains_key(*name))?,
            None => key,
        };
        let value = self.left.shift_remove(found)?;
        for other in spellings.into_iter().flatten() {
            self.left.shift_remove(*other);
        }
        (!value.is_null()).then(|| (found.to_owned(), value))
    }

    fn refuse(&mut self, key: &str, value: &Value, expected: &str) {
        let message = format!("`{key}` must be {expected}, not {}", kind(value));
        self.findings.push(Finding::error("front-matter-type", message).at(self.place(key)));
    }

    pub(super) fn string(&mut self, key: &str) -> Option<String> {
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

    pub(super) fn boolean(&mut self, key: &str) -> Option<bool> {
        let (key, value) = self.take(key)?;
        if value.as_bool().is_none() {
            self.refuse(&key, &value, "`true` or `false`");
        }
        value.as_bool()
    }

    pub(super) fn integer(&mut self, key: &str) -> Option<i64> {
        let (key, value) = self.take(key)?;
        if value.as_i64().is_none() {
            self.refuse(&key, &value, "a whole number");
        }
        value.as_i64()
    }

    /// Takes a number above 0; 0 counts as absent.
    pub(super) fn count(&mut self, key: &str) -> Option<usize> {
        let (key, value) = self.take(key)?;
        let count = value.as_u64().and_then(|count| usize::try_from(count).ok());
        if count.is_none() {
            self.refuse(&key, &value, "a whole number, 0 or more");
        }
        count.filter(|count| *count > 0)
    }

    pub(super) fn strings(&mut self, key: &str) -> Vec<String> {
        let Some((key, value)) = self.take(key) else { return Vec::new() };
        self.string_list(&key, value)
    }

    /// Takes names; Hugo and others also write tables with a `name` in them.
    pub(super) fn names(&mut self, key: &str) -> Vec<String> {
        let Some((key, value)) = self.take(key) else { return Vec::new() };
        let named = |item: Value| match item {
            Value::Object(mut map) if map.contains_key("name") => map.remove("name").unwrap_or_default(),
            item => item,
        };
        let value = match value {
            Value::Array(items) => items.into_iter().map(named).collect(),
            item => named(item),
        };
        self.string_list(&key, value)
    }

    pub(super) fn string_list(&mut self, key: &str, value: Value) -> Vec<String> {
        let items = match value {
            Value::Array(items) => items,
            Value::Null => Vec::new(),
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

    pub(super) fn table(&mut self, key: &str) -> Option<Map<String, Value>> {
        match self.take(key)? {
            (_, Value::Object(table)) => Some(table),
            (key, value) => {
                self.refuse(&key, &value, "a table");
                None
            }
        }
    }

    pub(super) fn tables(&mut self, key: &str) -> Vec<Map<String, Value>> {
        let Some((key, value)) = self.take(key) else { return Vec::new() };
        let Value::Array(items) = value else {
            self.refuse(&key, &value, "a list of tables");
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match item {
                Value::Object(table) => tables.push(table),
                other => self.refuse(&key, &other, "a list of tables"),
            }
        }
        tables
    }

    /// Takes what is said of the files of a bundle: `src`, `name` and `title` are texts.
    pub(super) fn resources(&mut self) -> Vec<Map<String, Value>> {
        let tables = self.tables("resources");
        for value in tables.iter().flat_map(|table| ["src", "name", "title"].map(|key| table.get(key))).flatten() {
            if !value.is_string() {
                self.refuse("resources", value, "tables of texts");
            }
        }
        tables
    }

    pub(super) fn moment(&mut self, key: &str) -> Option<Moment> {
        let (key, value) = self.take(key)?;
        let moment = value.as_str().and_then(|text| text.parse().ok());
        if moment.is_none() {
            self.refuse(&key, &value, "a date such as `2026-11-23`");
        }
        moment
    }

    pub(super) fn instant(&mut self, key: &str) -> Option<Clock> {
        let (key, value) = self.take(key)?;
        let instant = value.as_str().and_then(|text| text.parse().ok());
        if instant.is_none() {
            self.refuse(&key, &value, "an instant such as `2026-11-23T21:00:00+01:00`");
        }
        instant
    }

    /// Takes one of some words.
    pub(super) fn choice<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let (key, value) = self.take(key)?;
        let found = value.as_str().and_then(|text| words.iter().find(|(word, _)| *word == text));
        if found.is_none() {
            let known: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            let said = value.as_str().map_or_else(|| kind(&value).to_owned(), |text| format!("`{text}`"));
            let message = format!("`{key}` cannot be {said}");
            let finding = Finding::error("front-matter-type", message).at(self.place(&key));
            self.findings.push(finding.hint(format!("it can be {}", known.join(", "))));
        }
        found.map(|(_, choice)| *choice)
    }

    /// `sitemap = false`, or as Hugo writes it, `sitemap.disable = true`.
    pub(super) fn sitemap(&mut self) -> bool {
        match self.left.get("sitemap") {
            Some(Value::Object(table)) => {
                let disable = table.get("disable").cloned().unwrap_or(Value::Bool(false));
                self.take("sitemap");
                if !disable.is_boolean() {
                    self.refuse("sitemap", &disable, "`true` or `false`");
                }
                disable != Value::Bool(true)
            }
            _ => self.boolean("sitemap").unwrap_or(true),
        }
    }

    /// What Jekyll and Hugo call the template: a wish, since each of their themes has other names.
    pub(super) fn layout(&mut self) -> Option<String> {
        let layout = self.string("layout").filter(|layout| !matches!(layout.as_str(), "" | "none" | "null"))?;
        Some(if layout.contains('.') { layout } else { format!("{layout}.html") })
    }

    /// `menus = "main"`, a list of names, or tables of `name`, `weight`, `parent` by menu.
    pub(super) fn menus(&mut self) -> Menus {
        let Some((key, value)) = self.take("menus") else { return Menus::new() };
        let place = self.place(&key);
        let to = self.file.inside("content").map_or_else(String::new, |inside| format!("@/{inside}"));
        let entry = |table: Option<&Map<String, Value>>| {
            let text = |name: &str| table?.get(name)?.as_str().map(str::to_owned);
            let weight = table.and_then(|table| table.get("weight")?.as_i64());
            MenuEntry {
                name: text("name").or_else(|| text("title")),
                to: to.clone(),
                weight: weight.unwrap_or(0),
                identifier: text("identifier"),
                parent: text("parent"),
                place: place.clone(),
            }
        };
        if let Value::Object(menus) = &value {
            let is_wrong = |table: &Value| {
                let weight = table.get("weight");
                !(table.is_object() || table.is_null()) || weight.is_some_and(|weight| !weight.is_i64())
            };
            if menus.values().any(is_wrong) {
                let finding = Finding::error(
                    "front-matter-type",
                    "an entry of a menu is a table, and its `weight` a whole number",
                );
                self.findings.push(finding.at(self.place(&key)).hint("write `[menus.main]` and `weight = 1` below it"));
            }
            return menus.iter().map(|(menu, table)| (menu.clone(), vec![entry(table.as_object())])).collect();
        }
        self.string_list(&key, value).into_iter().map(|menu| (menu, vec![entry(None)])).collect()
    }
}

/// Returns what a value is, for a message.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "this text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a table",
    }
}
