//! Filters that theme authors know from elsewhere and Tera leaves out, and the names of all of Tera's.
//!
//! The crate `tera-contrib` has most of them too. It is not used: its JSON may end the `<script>` it is
//! written into, its slugs are not those of our URLs, and it finds tags with a regular expression.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};
use tera::value::{Key, Map};
use tera::{Kwargs, State, Tera, Value};

use super::filters;
use crate::content::slugify;
use crate::render::escape::for_script;

type Result<T> = std::result::Result<T, tera::Error>;

/// The filters of this file.
pub(super) const FILTERS: [&str; 7] =
    ["base64_encode", "group_by", "json_encode", "slugify", "striptags", "urlencode", "urlencode_strict"];

/// The filters that Tera brings, which it cannot list itself.
pub(super) const TERA_FILTERS: [&str; 36] = [
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// The tests that Tera brings.
pub(super) const TERA_TESTS: [&str; 17] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

/// The functions that Tera brings.
pub(super) const TERA_FUNCTIONS: [&str; 3] = ["range", "super", "throw"];

/// Returns the names of all filters, ours and Tera's.
pub(super) fn filter_names() -> impl Iterator<Item = &'static str> {
    FILTERS.into_iter().chain(filters::NAMES).chain(TERA_FILTERS)
}

/// Makes the filters known to `tera`; must come before its templates.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter(FILTERS[0], base64_encode);
    tera.register_filter(FILTERS[1], group_by);
    tera.register_filter(FILTERS[2], json_encode);
    tera.register_filter(FILTERS[3], |text: &str, _: Kwargs, _: &State| slugify(text));
    tera.register_filter(FILTERS[4], |html: &str, _: Kwargs, _: &State| striptags(html));
    tera.register_filter(FILTERS[5], |text: &str, _: Kwargs, _: &State| percent_encode(text, b"/"));
    tera.register_filter(FILTERS[6], |text: &str, _: Kwargs, _: &State| percent_encode(text, b""));
}

/// `pages | group_by(attribute="lang")`: a map from each value to those that have it, in the order in
/// which each value first comes up. Tera's own makes another order in every run.
fn group_by(items: &[Value], arguments: Kwargs, _: &State) -> Result<Map> {
    let attribute: &str = arguments.must_get("attribute")?;
    let mut groups: Vec<(Key<'static>, Vec<Value>)> = Vec::new();
    let mut known: BTreeMap<Key<'static>, usize> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let Some(value) = item.get_from_path(attribute) else {
            return Err(tera::Error::message(format!("item {index} has no `{attribute}` to be grouped by")));
        };
        if value.is_none() {
            continue;
        }
        let key = key(value, attribute)?;
        let at = *known.entry(key.clone()).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, group)) => group.push(item.clone()),
            None => groups.push((key, vec![item.clone()])),
        }
    }
    let mut map = Map::new();
    for (key, group) in groups {
        map.insert(key, Value::from(group));
    }
    Ok(map)
}

fn key(value: &Value, attribute: &str) -> Result<Key<'static>> {
    let text = value.as_str().map(|text| Key::from(text.to_owned()));
    let number = || value.as_i128().and_then(|number| i64::try_from(number).ok()).map(Key::I64);
    let truth = || value.as_bool().map(Key::Bool);
    let wrong =
        || tera::Error::message(format!("`{attribute}` must be text or a whole number, not `{}`", value.name()));
    text.or_else(number).or_else(truth).ok_or_else(wrong)
}

/// `value | json_encode` and `json_encode(pretty=true)`. Nothing in it can end a `<script>`.
fn json_encode(value: &Value, arguments: Kwargs, _: &State) -> Result<String> {
    let is_pretty = arguments.get::<bool>("pretty")?.unwrap_or(false);
    let json = if is_pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    let json = json.map_err(|error| tera::Error::message(format!("this cannot be JSON: {error}")))?;
    Ok(for_script(&json))
}

/// Returns the text of HTML, without its tags, scripts and styles.
fn striptags(html: &str) -> String {
    let mut text = String::new();
    let mut hidden: Option<Vec<u8>> = None;
    for token in Tokenizer::new(html) {
        match token {
            Ok(Token::StartTag(tag))
                if hidden.is_none() && [&b"script"[..], b"style"].contains(&tag.name.as_slice()) =>
            {
                hidden = Some(tag.name.to_vec());
            }
            Ok(Token::EndTag(tag)) if hidden.as_deref() == Some(tag.name.as_slice()) => hidden = None,
            Ok(Token::String(piece)) if hidden.is_none() => text.push_str(&String::from_utf8_lossy(&piece)),
            _ => {}
        }
    }
    text
}

/// Encodes all but letters, digits, `-._~` of ASCII and what is `kept`.
fn percent_encode(text: &str, kept: &[u8]) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// `text | base64_encode`, with padding (RFC 4648).
fn base64_encode(text: &str, _: Kwargs, _: &State) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::with_capacity(text.len().div_ceil(3) * 4);
    for chunk in text.as_bytes().chunks(3) {
        let bytes = [chunk[0], chunk.get(1).copied().unwrap_or(0), chunk.get(2).copied().unwrap_or(0)];
        let bits = u32::from_be_bytes([0, bytes[0], bytes[1], bytes[2]]);
        for digit in 0..4 {
            let index = usize::try_from(bits >> (18 - 6 * digit) & 63).unwrap_or(0);
            encoded.push(if digit <= chunk.len() { char::from(DIGITS[index]) } else { '=' });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::super::functions;
    use super::*;

    #[track_caller]
    fn check(template: &str, expected: &str) {
        let mut tera = Tera::new();
        register(&mut tera);
        assert_eq!(tera.render_str(template, &tera::Context::new(), false).unwrap(), expected, "{template}");
    }

    #[test]
    fn json_cannot_end_a_script() {
        check(
            "{{ {'a': '</script>&', 'b': [1, 2.5, true, none]} | json_encode }}",
            "{\"a\":\"\\u003c/script\\u003e\\u0026\",\"b\":[1,2.5,true,null]}",
        );
        check("{{ [1] | json_encode(pretty=true) }}", "[\n  1\n]");
    }

    #[test]
    fn groups_come_in_the_order_of_their_first() {
        let items = "[{'y': 'b', 'n': 1}, {'y': 'a', 'n': 2}, {'y': 'b', 'n': 3}, {'y': none, 'n': 4}]";
        for _ in 0..20 {
            let template = format!(
                "{{% for y, g in {items} | group_by(attribute='y') %}}{{{{ y }}}}{{% for i in g %}}{{{{ i.n }}}}{{% endfor %}} {{% endfor %}}"
            );
            check(&template, "b13 a2 ");
        }
    }

    #[test]
    fn texts_for_urls_and_attributes() {
        check("{{ 'Orari è / Contatti' | slugify }}", "orari-è-contatti");
        check("{{ '<p>a &amp; <b>b</b></p><script>c()</script><style>d</style>e' | striptags }}", "a & be");
        check("{{ 'a/b è&c' | urlencode }} {{ 'a/b' | urlencode_strict }}", "a/b%20%C3%A8%26c a%2Fb");
        for (text, expected) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobà", "Zm9vYsOg")] {
            check(&format!("{{{{ '{text}' | base64_encode }}}}"), expected);
        }
    }

    /// Tera must know each name, or a suggestion would lead astray.
    #[test]
    fn the_names_are_those_of_tera() {
        let mut tera = Tera::new();
        register(&mut tera);
        let filters = TERA_FILTERS.iter().chain(&FILTERS).map(|name| format!("{{{{ a | {name} }}}}"));
        let tests = TERA_TESTS.iter().map(|name| format!("{{{{ a is {name} }}}}"));
        let functions = TERA_FUNCTIONS.iter().map(|name| format!("{{{{ {name}() }}}}"));
        for (number, template) in filters.chain(tests).chain(functions).enumerate() {
            tera.add_raw_template(&number.to_string(), &template).unwrap();
        }
    }

    const REFERENCE: &str = include_str!("../../../docs/templates.md");

    /// Returns the first two cells of each row of the table under a heading.
    fn rows(heading: &str) -> Vec<(Vec<&str>, Vec<&str>)> {
        let section = REFERENCE.split("\n## ").find(|section| section.lines().next() == Some(heading)).unwrap_or("");
        let quoted = |cell: &'static str| cell.split('`').skip(1).step_by(2).collect();
        let cells = |row: &'static str| row.split('|').skip(1).map(quoted).collect::<Vec<Vec<&str>>>();
        let rows = section.lines().filter(|line| line.starts_with("| `")).map(cells);
        rows.map(|cells| (cells[0].clone(), cells[1].clone())).collect()
    }

    #[track_caller]
    fn same(heading: &str, known: &mut dyn Iterator<Item = &'static str>) {
        let mut told: Vec<&str> = rows(heading).into_iter().flat_map(|(names, _)| names).collect();
        let mut known: Vec<&str> = known.collect();
        told.sort_unstable();
        known.sort_unstable();
        let missing: Vec<_> = known.iter().filter(|name| !told.contains(name)).collect();
        let gone: Vec<_> = told.iter().filter(|name| !known.contains(name)).collect();
        assert_eq!(told, known, "docs/templates.md, {heading}: missing {missing:?}, not in the program {gone:?}");
    }

    #[test]
    fn the_reference_names_them_all() {
        same("Functions", &mut functions::names().chain(TERA_FUNCTIONS));
        same("Filters", &mut filter_names());
        same("Tests", &mut TERA_TESTS.into_iter());
    }

    #[test]
    fn the_reference_names_the_arguments_of_functions() {
        for functions::Function(name, known, _) in functions::all() {
            let rows = rows("Functions");
            let told = rows.iter().find(|(names, _)| names.contains(name)).map(|(_, arguments)| arguments.clone());
            let told: Vec<&str> = told.into_iter().flatten().collect();
            let known: Vec<&str> = known.iter().copied().filter(|name| *name != functions::ANY).collect();
            let without_defaults: Vec<&str> =
                told.into_iter().filter(|word| known.contains(word) || *word != "main").collect();
            assert_eq!(without_defaults, known, "docs/templates.md, the arguments of `{name}`");
        }
    }
}
