//! A page with a schema → its node: what the page says of itself, and what its schema adds.

use serde_json::{Map, Value, json};

use super::graph::{Scene, brief};
use super::thing::{self, camel, thing};
use crate::base::clock::Moment;
use crate::content::{Schema, SchemaFamily};

/// Returns the node of a page. What stands in for a translation says nothing: the page it repeats does.
pub(super) fn node(scene: Scene<'_>) -> Option<Value> {
    let schema = scene.page.schema.as_ref().filter(|_| scene.page.fallback_of.is_none())?;
    let kind = schema.kind.as_deref()?;
    let family = SchemaFamily::of(kind);
    let mut node = base(scene, kind);
    match family {
        SchemaFamily::Article => article(scene, &mut node),
        SchemaFamily::Event => event(scene, &mut node),
        SchemaFamily::Service => service(scene, kind, &mut node),
        SchemaFamily::Other => {}
    }
    for (key, value) in &schema.values {
        match said(scene, schema, family, (key, value)) {
            Some((name, value)) => node.insert(name, value),
            None => node.insert(camel(key), thing(scene, value)),
        };
    }
    node.retain(|_, value| !value.is_null());
    Some(node.into())
}

/// What every type has.
fn base(scene: Scene<'_>, kind: &str) -> Map<String, Value> {
    let Scene { views, page, .. } = scene;
    let image = views.image(page).map(|image| image.permalink);
    let fields = [
        ("@type", json!(kind)),
        ("name", json!(page.title)),
        ("description", json!(page.description)),
        ("url", json!(views.config.permalink(&page.url))),
        ("image", json!(image)),
        ("inLanguage", json!(page.content_language)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// <https://developers.google.com/search/docs/appearance/structured-data/article>.
fn article(scene: Scene<'_>, node: &mut Map<String, Value>) {
    let Scene { views, page, .. } = scene;
    let mut set = |name: &str, value: Value| drop(node.insert(name.to_owned(), value));
    set("headline", json!(page.title));
    set("mainEntityOfPage", json!(views.config.permalink(&page.url)));
    set("datePublished", json!(page.date.as_ref().map(Moment::w3c)));
    set("dateModified", json!(page.updated.as_ref().or(page.date.as_ref()).map(Moment::w3c)));
    let publisher = views.config.organization.as_ref().map(|own| Value::from(brief(own, scene)));
    let kind = page.schema.as_ref().and_then(|schema| schema.values.get("author_type")?.as_str());
    let authors = page.authors.iter().map(|name| json!({ "@type": kind.unwrap_or("Person"), "name": name }));
    let authors: Vec<Value> = authors.collect();
    set("author", if authors.is_empty() { json!(publisher) } else { json!(authors) });
    set("publisher", json!(publisher));
    let tags: Vec<&String> = page.taxonomies.values().flatten().collect();
    set("keywords", if tags.is_empty() { Value::Null } else { json!(tags) });
}

/// <https://developers.google.com/search/docs/appearance/structured-data/event>.
fn event(scene: Scene<'_>, node: &mut Map<String, Value>) {
    let own = scene.views.config.organization.as_ref();
    node.insert("eventStatus".to_owned(), json!("https://schema.org/EventScheduled"));
    node.insert("organizer".to_owned(), json!(own.map(|own| brief(own, scene))));
}

/// <https://schema.org/GovernmentService>; the guidelines of Italy for municipalities call the provider
/// `serviceOperator`, which schema.org still knows.
fn service(scene: Scene<'_>, kind: &str, node: &mut Map<String, Value>) {
    let provider = scene.page.schema.as_ref().and_then(|schema| schema.values.get("provider"));
    let own = || scene.views.config.organization.as_ref().map(|own| Value::from(brief(own, scene)));
    let provider = provider.map(|provider| named(scene, provider, "Organization")).or_else(own);
    node.insert("provider".to_owned(), json!(provider));
    if kind == "GovernmentService" {
        node.insert("serviceOperator".to_owned(), json!(provider));
    }
}

/// Returns what a known key becomes; nothing for one that only has to be respelled.
fn said(
    scene: Scene<'_>,
    schema: &Schema,
    family: SchemaFamily,
    (key, value): (&str, &Value),
) -> Option<(String, Value)> {
    let word = value.as_str().unwrap_or("");
    let (name, value) = match (family, key) {
        (SchemaFamily::Article, "author_type") => ("author_type", Value::Null),
        (SchemaFamily::Article, "author") => {
            let kind = schema.values.get("author_type").and_then(Value::as_str);
            ("author", named(scene, value, kind.unwrap_or("Person")))
        }
        (SchemaFamily::Article, "publisher") => ("publisher", named(scene, value, "Organization")),
        (SchemaFamily::Event, "start") => ("startDate", json!(thing::instant(word))),
        (SchemaFamily::Event, "end") => ("endDate", json!(thing::instant(word))),
        (SchemaFamily::Event, "location") => ("location", thing::place(scene, value)),
        (SchemaFamily::Event, "status") => ("eventStatus", json!(format!("https://schema.org/Event{}", pascal(word)))),
        (SchemaFamily::Event, "attendance") => {
            let mode = match word {
                "online" => "OnlineEventAttendanceMode",
                "mixed" => "MixedEventAttendanceMode",
                _ => "OfflineEventAttendanceMode",
            };
            ("eventAttendanceMode", json!(format!("https://schema.org/{mode}")))
        }
        (SchemaFamily::Event, "organizer") => ("organizer", named(scene, value, "Organization")),
        (SchemaFamily::Event, "performer") => ("performer", named(scene, value, "Person")),
        (SchemaFamily::Event, "free") => ("isAccessibleForFree", value.clone()),
        (SchemaFamily::Service, "provider") => ("provider", named(scene, value, "Organization")),
        (SchemaFamily::Service, "area") => ("areaServed", named(scene, value, "AdministrativeArea")),
        (SchemaFamily::Service, "audience") => ("audience", audience(scene, value)),
        (SchemaFamily::Service, "channel") => ("availableChannel", channel(scene, value)),
        _ => return None,
    };
    Some((name.to_owned(), value))
}

/// A name becomes a thing of that type; a page becomes one with its title and address.
fn named(scene: Scene<'_>, value: &Value, kind: &str) -> Value {
    thing::typed(scene, value, kind, "name")
}

fn audience(scene: Scene<'_>, value: &Value) -> Value {
    thing::typed(scene, value, "Audience", "audienceType")
}

fn channel(scene: Scene<'_>, value: &Value) -> Value {
    thing::typed(scene, value, "ServiceChannel", "serviceUrl")
}

fn pascal(word: &str) -> String {
    let name = camel(word);
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
