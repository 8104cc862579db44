//! What each key of a front matter means: values → `Fields`, with a finding for each wrong type.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::FrontMatter;
use super::reader::Reader;
use super::schema;
use crate::base::clock::{Clock, Moment};
use crate::base::finding::{Finding, Findings, nearest};
use crate::base::path::SourcePath;
use crate::config::{Config, Menus};
use crate::content::order::{ORDERS, Order, WISHES};
use crate::content::page::Schema;

/// What the author says of a page or section.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields {
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) date: Option<Moment>,
    pub(crate) updated: Option<Moment>,
    pub(crate) publish_at: Option<Clock>,
    pub(crate) expires_at: Option<Clock>,
    pub(crate) is_draft: bool,
    pub(crate) is_live: bool,
    pub(crate) in_sitemap: bool,
    pub(crate) in_search: bool,
    pub(crate) robots: Option<String>,
    pub(crate) has_toc: bool,
    pub(crate) weight: i64,
    pub(crate) slug: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) aliases: Vec<String>,
    pub(crate) redirect_to: Option<String>,
    pub(crate) is_gone: bool,
    pub(crate) template: Option<String>,
    pub(crate) layout: Option<String>,
    pub(crate) translation_key: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) owner: Option<String>,
    pub(crate) review_by: Option<Moment>,
    pub(crate) taxonomies: BTreeMap<String, Vec<String>>,
    pub(crate) menus: Menus,
    pub(crate) resources: Vec<Map<String, Value>>,
    pub(crate) schema: Option<Schema>,
    pub(crate) list: ListFields,
    pub(crate) extra: Map<String, Value>,
}

/// What the author says of the list of a section.
#[derive(Debug, Clone, Default)]
pub(crate) struct ListFields {
    pub(crate) page_template: Option<String>,
    pub(crate) order: Order,
    pub(crate) paginate_by: Option<usize>,
    pub(crate) paginate_path: Option<String>,
    pub(crate) is_paginated_from_the_end: bool,
    pub(crate) is_transparent: bool,
    pub(crate) has_feed: bool,
}

/// Our name of a key, then the other spellings that Hugo, Zola and Jekyll have for it.
pub(super) const SPELLINGS: &[&[&str]] = &[
    &["title"],
    &["description"],
    &["summary", "excerpt"],
    &["date"],
    &["updated", "lastmod", "last_modified_at"],
    &["publish_at", "publishDate", "publishdate"],
    &["expires_at", "expiryDate", "expirydate"],
    &["draft"],
    &["published"],
    &["cache"],
    &["sitemap"],
    &["search", "in_search_index"],
    &["robots"],
    &["toc"],
    &["weight"],
    &["slug"],
    &["path", "url", "permalink"],
    &["aliases", "redirect_from"],
    &["redirect_to"],
    &["gone"],
    &["template"],
    &["layout"],
    &["page_template"],
    &["sort_by"],
    &["sort_order"],
    &["paginate_by"],
    &["paginate_path"],
    &["paginate_reversed"],
    &["transparent"],
    &["feed", "generate_feeds", "generate_feed"],
    &["cascade"],
    &["translation_key", "translationKey"],
    &["authors", "author"],
    &["owner"],
    &["review_by"],
    &["tags"],
    &["categories"],
    &["taxonomies"],
    &["menus", "menu"],
    &["resources"],
    &["schema"],
    &["extra", "params"],
];

/// Returns our name of a key, whatever its spelling.
pub(crate) fn our_name(key: &str) -> &str {
    SPELLINGS.iter().find(|spellings| spellings.contains(&key)).map_or(key, |spellings| spellings[0])
}

/// Returns what the front matter of `file` says; what it says wrongly is left out and reported.
/// `text` holds at least the front matter.
pub(crate) fn read(file: &SourcePath, text: &str, front: &FrontMatter, config: &Config) -> (Fields, Findings) {
    let mut reader = Reader::new(file, text, front);
    let list = list(&mut reader);
    let fields = Fields {
        title: reader.string("title"),
        description: reader.string("description"),
        summary: reader.string("summary"),
        date: reader.moment("date"),
        updated: reader.moment("updated"),
        publish_at: reader.instant("publish_at"),
        expires_at: reader.instant("expires_at"),
        is_draft: reader.boolean("draft").unwrap_or(false) | !reader.boolean("published").unwrap_or(true),
        is_live: reader.choice("cache", &[("page", false), ("live", true)]).unwrap_or(false),
        in_sitemap: reader.sitemap(),
        in_search: reader.boolean("search").unwrap_or(true),
        robots: reader.string("robots"),
        has_toc: reader.boolean("toc").unwrap_or(true),
        weight: reader.integer("weight").unwrap_or(0),
        slug: reader.string("slug"),
        path: reader.string("path"),
        aliases: reader.strings("aliases"),
        redirect_to: reader.string("redirect_to"),
        is_gone: reader.boolean("gone").unwrap_or(false),
        template: reader.string("template"),
        layout: reader.layout(),
        // A key that is made of a file name begins with `/`, so the two kinds cannot meet.
        translation_key: reader.string("translation_key").map(|key| key.trim_start_matches('/').to_owned()),
        authors: reader.names("authors"),
        owner: reader.string("owner"),
        review_by: reader.moment("review_by"),
        taxonomies: taxonomies(&mut reader, config),
        menus: reader.menus(),
        resources: reader.resources(),
        schema: schema::schema(&mut reader),
        list,
        extra: extra(&mut reader),
    };
    (fields, reader.findings)
}

fn list(reader: &mut Reader<'_>) -> ListFields {
    // What is cascaded was taken before.
    reader.take("cascade");
    let sort_by = reader.choice("sort_by", &ORDERS).unwrap_or_default();
    let wish = reader.choice("sort_order", &WISHES);
    ListFields {
        page_template: reader.string("page_template"),
        order: Order::of(sort_by, wish),
        paginate_by: reader.count("paginate_by"),
        paginate_path: reader.string("paginate_path"),
        is_paginated_from_the_end: reader.boolean("paginate_reversed").unwrap_or(false),
        is_transparent: reader.boolean("transparent").unwrap_or(false),
        has_feed: reader.boolean("feed").unwrap_or(false),
    }
}

/// The terms of a page stand below `taxonomies`, or beside the other keys.
fn taxonomies(reader: &mut Reader<'_>, config: &Config) -> BTreeMap<String, Vec<String>> {
    let mut taxonomies = BTreeMap::new();
    for (name, terms) in reader.table("taxonomies").unwrap_or_default() {
        let terms = reader.string_list(&name, terms);
        taxonomies.insert(name, terms);
    }
    let configured = config.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str());
    for name in ["tags", "categories"].into_iter().chain(configured) {
        let terms = reader.strings(name);
        if !terms.is_empty() {
            taxonomies.insert(name.to_owned(), terms);
        }
    }
    for terms in taxonomies.values_mut() {
        terms.retain(|term| !term.trim().is_empty());
    }
    taxonomies
}

/// All that is left is the site's own, unless it looks like a slip of the pen.
fn extra(reader: &mut Reader<'_>) -> Map<String, Value> {
    let mut extra = reader.table("extra").unwrap_or_default();
    for (key, value) in std::mem::take(&mut reader.left) {
        let known = SPELLINGS.iter().flat_map(|spellings| spellings.iter().copied());
        let is_own = !reader.is_inherited(&key);
        if let Some(name) = nearest(&key, known.filter(|name| is_own && name.len() > 3)) {
            let finding = Finding::warning("front-matter-unknown-key", format!("`{key}` is not a known key"));
            let hint = format!("did you mean `{name}`? Values of your own belong under `[extra]`");
            reader.findings.push(finding.at(reader.place(&key)).hint(hint));
        }
        extra.entry(key).or_insert(value);
    }
    extra
}
