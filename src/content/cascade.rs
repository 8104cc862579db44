//! What a section says for all pages below it: `[cascade]` in its front matter.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::front_matter::{self, FrontMatter, our_name};
use super::source::Source;
use crate::base::finding::{Finding, Findings};
use crate::config::Config;

/// What sections cascade, by language and folder.
#[derive(Debug, Default)]
pub(super) struct Cascades(BTreeMap<(String, String), Vec<Rule>>);

/// Values for the pages that it is meant for.
#[derive(Debug)]
struct Rule {
    values: Map<String, Value>,
    target: Map<String, Value>,
}

/// Tables whose keys cascade one by one; all other values are taken whole.
const MERGED: [&str; 2] = ["extra", "taxonomies"];

impl Cascades {
    /// Returns what these sections cascade. One with a mistake in it cascades nothing, so that the
    /// mistake is told once and not at every page.
    pub(super) fn gather(sources: &[Source], config: &Config, findings: &mut Findings) -> Self {
        let mut cascades = Self::default();
        for source in sources.iter().filter(|source| source.is_section()) {
            let rules: Vec<Rule> = match source.front.values.get("cascade") {
                None | Some(Value::Null) => continue,
                Some(Value::Object(values)) => vec![Rule::of(values.clone())],
                Some(Value::Array(items)) if items.iter().all(Value::is_object) => {
                    items.iter().filter_map(Value::as_object).cloned().map(Rule::of).collect()
                }
                Some(_) => {
                    let message = "`cascade` must be a table, or a list of tables";
                    findings.push(Finding::error("front-matter-type", message).at(source.place("cascade")));
                    continue;
                }
            };
            let known = ["kind", "lang", "path"];
            let unknown = rules.iter().flat_map(|rule| rule.target.keys()).find(|key| !known.contains(&key.as_str()));
            if let Some(key) = unknown {
                // Without it the rule would be for more pages than its author meant.
                let message = format!("a cascade cannot be narrowed by `{key}`");
                let finding = Finding::error("front-matter-type", message).at(source.place("cascade"));
                findings.push(finding.hint("`target` has `kind`, `lang` and `path`"));
                continue;
            }
            let mut is_wrong = false;
            for rule in &rules {
                let front = FrontMatter { values: rule.values.clone(), ..source.front.clone() };
                let (_, mistakes) = front_matter::read(&source.file, &source.head, &front, config);
                is_wrong |= mistakes.has_errors();
                findings.extend(mistakes);
            }
            if !is_wrong {
                let key = (source.route.language.clone(), source.route.folder.clone());
                cascades.0.entry(key).or_default().extend(rules);
            }
        }
        cascades
    }

    /// Adds to the front matter of a page what the sections above it cascade: what is nearer wins, and
    /// what the page says itself wins over all.
    pub(super) fn apply(&self, source: &mut Source) {
        if self.0.is_empty() {
            return;
        }
        let mut folder = source.route.folder.clone();
        loop {
            let rules = self.0.get(&(source.route.language.clone(), folder.clone()));
            for rule in rules.into_iter().flatten() {
                if rule.is_for(source) {
                    let FrontMatter { values, inherited, .. } = &mut source.front;
                    merge(values, &rule.values, inherited);
                }
            }
            folder = match folder.rsplit_once('/') {
                Some((above, _)) => above.to_owned(),
                None if folder.is_empty() => break,
                None => String::new(),
            };
        }
    }
}

impl Rule {
    fn of(mut values: Map<String, Value>) -> Self {
        let target = values.remove("target").or_else(|| values.remove("_target"));
        let target = match target {
            Some(Value::Object(target)) => target,
            _ => Map::new(),
        };
        Self { values, target }
    }

    /// Hugo narrows a rule by `kind`, `lang` and `path`.
    fn is_for(&self, source: &Source) -> bool {
        let wish = |name: &str| self.target.get(name).and_then(Value::as_str);
        let kind = match (source.is_section(), source.route.folder.is_empty()) {
            (false, _) => "page",
            (true, true) => "home",
            (true, false) => "section",
        };
        let path = source.file.inside("content").unwrap_or(source.file.as_str());
        let path = format!("/{}", path.rsplit_once('.').map_or(path, |(stem, _)| stem));
        wish("kind").is_none_or(|wish| wish == kind)
            && wish("lang").is_none_or(|wish| wish == source.route.language)
            && wish("path").is_none_or(|wish| fast_glob::glob_match(wish.trim_matches(['{', '}']), &path))
    }
}

/// Adds what `own` does not say, neither at this place nor at the other one where it may be said: a value
/// of the author's own beside the other keys or in `extra`, terms beside them or in `taxonomies`.
fn merge(own: &mut Map<String, Value>, more: &Map<String, Value>, inherited: &mut BTreeSet<String>) {
    for (key, value) in more {
        let name = our_name(key);
        if name == "schema" {
            merge_schema(own, value, inherited);
            continue;
        }
        if let (true, Some(values)) = (MERGED.contains(&name), value.as_object()) {
            let apart: Vec<String> = own.keys().map(|key| our_name(key).to_owned()).collect();
            let place = own.keys().find(|key| our_name(key) == name).cloned().unwrap_or_else(|| name.to_owned());
            let Value::Object(table) = own.entry(place).or_insert_with(|| Map::new().into()) else { continue };
            for (key, value) in values.iter().filter(|(key, _)| !apart.contains(key)) {
                table.entry(key.clone()).or_insert_with(|| value.clone());
            }
            continue;
        }
        let is_said = own.iter().any(|(own, value)| {
            let is_within = || MERGED.contains(&our_name(own)) && value.get(key).is_some();
            our_name(own) == name || is_within()
        });
        if !is_said {
            own.insert(key.clone(), value.clone());
            inherited.insert(key.clone());
        }
    }
}

/// The keys of a schema cascade one by one to a page with the same type or none. What is said of another type says
/// nothing of the page's.
fn merge_schema(own: &mut Map<String, Value>, more: &Value, inherited: &mut BTreeSet<String>) {
    let kind = |value: &Value| value.as_str().or_else(|| value.get("type")?.as_str()).map(str::to_owned);
    match own.get_mut("schema") {
        None | Some(Value::Null) => {
            own.insert("schema".to_owned(), more.clone());
            inherited.insert("schema".to_owned());
        }
        Some(Value::Object(own)) if own.get("type").is_none_or(|own| own.as_str() == kind(more).as_deref()) => {
            if let Some(kind) = kind(more) {
                own.entry("type").or_insert(Value::String(kind));
            }
            for (key, value) in more.as_object().into_iter().flatten() {
                own.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
        Some(_) => {}
    }
}
