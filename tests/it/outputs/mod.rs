//! What is served besides pages: feeds, the sitemap, the small files that are looked for by name, structured data.

mod feeds;
mod files;
mod mistakes;
mod sitemap;
mod structured;
mod valid;

/// Returns what stands between two texts.
#[track_caller]
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let found = text.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    found.unwrap_or_else(|| panic!("nothing between `{before}` and `{after}` in {text}")).0
}
