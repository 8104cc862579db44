//! JSON Feed 1.1: <https://www.jsonfeed.org/version/1.1/>.

use serde_json::{Map, Value, json};

use super::feed::{Body, Item, Written};
use crate::base::clock::Moment;

/// Returns the text of the feed.
pub(super) fn write(written: &Written<'_>) -> String {
    let feed = written.feed;
    let json = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": written.url,
        "description": feed.description,
        "language": feed.language,
        "authors": [{ "name": feed.author, "url": feed.home }],
        "items": written.items().map(|(page, body)| item(page, body)).collect::<Vec<Value>>(),
    });
    format!("{json:#}\n")
}

fn item(item: &Item<'_>, body: &Body) -> Value {
    let mut fields = Map::new();
    let mut set = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    set("id", json!(item.url));
    set("url", json!(item.url));
    set("title", json!(item.title));
    // One of the two must be there.
    match body.content.as_ref().or(body.summary.as_ref().filter(|_| item.description.is_none())) {
        Some(html) => set("content_html", json!(html)),
        None => set("content_text", json!(item.description.unwrap_or(""))),
    };
    if let Some(description) = item.description {
        set("summary", json!(description));
    }
    set("date_published", json!(Moment::rfc3339(item.published)));
    if item.updated > item.published {
        set("date_modified", json!(item.updated.rfc3339()));
    }
    if !item.authors.is_empty() {
        set("authors", item.authors.iter().map(|name| json!({ "name": name })).collect());
    }
    if !item.tags.is_empty() {
        set("tags", json!(item.tags));
    }
    fields.into()
}
