//! A page → its graph: where it stands, what it is, and who is behind it.

use serde_json::{Map, Value, json};

use super::{node, thing};
use crate::base::finding::{Finding, Findings, Place, nearest};
use crate::base::path::SourcePath;
use crate::config::{Address, Config, Organization};
use crate::content::{Page, Site};
use crate::render::template::Library;
use crate::render::view::Views;

/// Answers what is known of a page that a schema names as `@/page.md`.
pub(in crate::render) type Named<'a> = dyn Fn(&str) -> Option<Value> + 'a;

/// What nodes are made of.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub views: Views<'a>,
    pub page: &'a Page,
    pub named: &'a Named<'a>,
}

/// Returns the graph of a page, if there is anything to say of it.
pub(in crate::render) fn graph(views: Views<'_>, page: &Page, named: &Named<'_>) -> Option<Value> {
    let scene = Scene { views, page, named };
    let mut nodes: Vec<Value> = breadcrumb(scene).into_iter().collect();
    if page.section.is_none() && page.list.is_some() {
        nodes.push(website(scene));
        nodes.extend(views.config.organization.as_ref().map(|own| organization(own, scene)));
    }
    nodes.extend(node::node(scene));
    (!nodes.is_empty()).then(|| json!({ "@context": "https://schema.org", "@graph": nodes }))
}

/// Finds pages that schemas name and that are not there.
pub(in crate::render) fn broken(library: &Library) -> Findings {
    let (site, mut findings) = (&*library.site, Findings::default());
    for (_, page) in site.pages().filter(|(_, page)| page.fallback_of.is_none()) {
        let Some(schema) = &page.schema else { continue };
        for text in schema.values.values().flat_map(thing::texts).filter(|text| text.starts_with("@/")) {
            let source = source(text);
            if source.as_ref().is_some_and(|source| site.named(&page.language, source).is_some()) {
                continue;
            }
            let near = nearest(text.trim_start_matches("@/"), inside(site)).map(|name| format!("@/{name}"));
            let finding = Finding::error("link-broken", format!("there is no page `{text}`"));
            let head = library.files.read_text(&page.source).unwrap_or_default();
            let at = head.get(..page.body).and_then(|head| head.find(text));
            let at = at.map(|at| Place::of(&page.source, &head, at..at + text.len()));
            let finding = finding.at(at.unwrap_or_else(|| schema.place.clone()));
            findings.push(finding.suggest(near.as_deref(), "write its path below `content/`"));
        }
    }
    findings
}

fn inside(site: &Site) -> impl Iterator<Item = &str> {
    site.sources().filter_map(|source| source.inside("content"))
}

/// Returns the file that `@/news/a.md` names.
pub(in crate::render) fn source(text: &str) -> Option<SourcePath> {
    SourcePath::new(&format!("content/{}", text.strip_prefix("@/")?))
}

/// <https://developers.google.com/search/docs/appearance/structured-data/breadcrumb>.
fn breadcrumb(scene: Scene<'_>) -> Option<Value> {
    let Scene { views, page, .. } = scene;
    let above = views.site.ancestors(page);
    if above.is_empty() {
        return None;
    }
    let items = above.into_iter().chain([page]).enumerate().map(|(at, page)| {
        json!({ "@type": "ListItem", "position": at + 1, "name": page.title, "item": views.config.permalink(&page.url) })
    });
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<Value>>() }))
}

fn website(scene: Scene<'_>) -> Value {
    let Scene { views: Views { config, .. }, page, .. } = scene;
    let language = config.language(&page.language);
    let name = language.map(|language| language.title.as_str()).filter(|title| !title.is_empty());
    let mut node = json!({
        "@type": "WebSite",
        "name": name.unwrap_or(config.host()),
        "url": config.permalink(&page.url),
        "inLanguage": page.language,
    });
    if let Some(own) = &config.organization {
        node["publisher"] = json!({ "@id": id(own, config) });
    }
    node
}

/// Returns all that is known of who is behind the site.
fn organization(own: &Organization, scene: Scene<'_>) -> Value {
    let config = scene.views.config;
    let mut node = brief(own, scene);
    let mut set = |name: &str, value: Option<Value>| node.extend(value.map(|value| (name.to_owned(), value)));
    set("legalName", own.legal_name.as_ref().map(|name| json!(name)));
    set("telephone", own.telephone.as_ref().map(|number| json!(number)));
    set("email", own.email.as_ref().map(|address| json!(address)));
    set("taxID", own.tax_id.as_ref().map(|number| json!(number)));
    set("address", own.address.as_ref().map(address));
    set("sameAs", (!own.same_as.is_empty()).then(|| json!(own.same_as)));
    set("@id", Some(json!(id(own, config))));
    node.into()
}

/// Returns what of it stands on every page that needs a publisher.
pub(super) fn brief(own: &Organization, scene: Scene<'_>) -> Map<String, Value> {
    let Views { config, .. } = scene.views;
    let title = config.language(&scene.page.language).map(|language| language.title.clone());
    let mut node = Map::new();
    node.insert("@type".to_owned(), json!(own.kind));
    node.insert("@id".to_owned(), json!(id(own, config)));
    node.insert("name".to_owned(), json!(own.name.clone().or(title)));
    node.insert("url".to_owned(), json!(own.url.as_ref().unwrap_or(&config.base_url)));
    if let Some(logo) = &own.logo {
        node.insert("logo".to_owned(), json!(config.permalink(logo)));
    }
    node
}

fn id(own: &Organization, config: &Config) -> String {
    format!("{}/#organization", own.url.as_ref().unwrap_or(&config.base_url).trim_end_matches('/'))
}

fn address(address: &Address) -> Value {
    let fields = [
        ("streetAddress", &address.street),
        ("addressLocality", &address.locality),
        ("postalCode", &address.postal_code),
        ("addressRegion", &address.region),
        ("addressCountry", &address.country),
    ];
    let given = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), json!(value.as_ref()?))));
    std::iter::once(("@type".to_owned(), json!("PostalAddress"))).chain(given).collect::<Map<String, Value>>().into()
}
