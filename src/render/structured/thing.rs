//! Values of a front matter → values of JSON-LD.

use serde_json::{Map, Value, json};

use super::graph::Scene;
use crate::base::clock::Moment;

/// Returns a value with names as schema.org writes them: `type` is `@type`, `service_type` is `serviceType`, and
/// `@/page.md` is the page with its title and address.
pub(super) fn thing(scene: Scene<'_>, value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            fields.iter().map(|(key, value)| (camel(key), thing(scene, value))).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(|item| thing(scene, item)).collect(),
        Value::String(text) if text.starts_with("@/") => page(scene, text, "Thing"),
        other => other.clone(),
    }
}

/// Returns a thing of a type: one that is only a text has it as its `name`, or whatever `field` says.
pub(super) fn typed(scene: Scene<'_>, value: &Value, kind: &str, field: &str) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| typed(scene, item, kind, field)).collect(),
        Value::String(text) if text.starts_with("@/") => page(scene, text, kind),
        Value::String(text) => json!({ "@type": kind, field: text }),
        Value::Object(_) => {
            let mut made = thing(scene, value);
            if let Value::Object(fields) = &mut made {
                fields.entry("@type").or_insert_with(|| json!(kind));
            }
            made
        }
        other => other.clone(),
    }
}

/// Returns where something takes place: at an address of the web, or somewhere with a name and an address.
pub(super) fn place(scene: Scene<'_>, value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| place(scene, item)).collect(),
        Value::String(url) if url.starts_with("https://") => json!({ "@type": "VirtualLocation", "url": url }),
        // A place must have an address; the name is the only one there is.
        Value::String(name) if !name.starts_with("@/") => json!({ "@type": "Place", "name": name, "address": name }),
        other => typed(scene, other, "Place", "name"),
    }
}

fn page(scene: Scene<'_>, text: &str, kind: &str) -> Value {
    let Some(card) = (scene.named)(text) else { return Value::Null };
    json!({ "@type": kind, "name": card["title"], "url": card["permalink"] })
}

/// Returns all texts in a value.
pub(super) fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// Returns a date as ISO 8601. A time without an offset stays one: it is that of the place, as search engines take it.
pub(super) fn instant(text: &str) -> String {
    let Ok(moment) = text.parse::<Moment>() else { return text.to_owned() };
    let is_local = text.len() > 10 && !text[10..].contains(['Z', 'z', '+', '-']);
    let instant = moment.w3c();
    if is_local { instant.trim_end_matches('Z').to_owned() } else { instant }
}

/// `service_type` → `serviceType`; `type` and `id` are words of JSON-LD.
pub(super) fn camel(key: &str) -> String {
    if matches!(key, "type" | "id") {
        return format!("@{key}");
    }
    let mut made = String::new();
    let mut is_start = false;
    for letter in key.chars() {
        match letter {
            '_' => is_start = !made.is_empty(),
            letter if is_start => {
                made.extend(letter.to_uppercase());
                is_start = false;
            }
            letter => made.push(letter),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_dates_are_respelled() {
        assert_eq!(camel("is_accessible_for_free"), "isAccessibleForFree");
        assert_eq!(camel("startDate"), "startDate");
        assert_eq!(camel("type"), "@type");
        assert_eq!(instant("2026-11-26"), "2026-11-26");
        assert_eq!(instant("2026-11-26T18:00:00"), "2026-11-26T18:00:00");
        assert_eq!(instant("2026-11-26 18:00 +0100"), "2026-11-26T18:00:00+01:00");
        assert_eq!(instant("2026-11-26T18:00:00Z"), "2026-11-26T18:00:00Z");
    }
}
