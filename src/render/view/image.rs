//! The picture of a page: what a social network shows of a link to it, and a list beside its title.

use serde_json::{Value, json};

use super::Views;
use crate::assets::images::SourceFormat;
use crate::base::path::UrlPath;
use crate::content::Page;
use crate::render::reference;

impl Views<'_> {
    /// Returns the picture that a page names as `image` (or Hugo's `images`, of which the first counts): a file
    /// beside the page, a path of the site, or an address elsewhere. A table has `path` or `src`, and `alt`.
    pub(in crate::render) fn image(&self, page: &Page) -> Option<Value> {
        let first = |key: &str| page.extra.get(key)?.as_array()?.first();
        let image = page.extra.get("image").or_else(|| first("images"))?;
        let named = |key: &str| image.get(key).and_then(Value::as_str);
        let name = image.as_str().or_else(|| named("path")).or_else(|| named("src"))?;
        let alt = named("alt").or_else(|| page.extra.get("image_alt")?.as_str());
        if name.trim().is_empty() {
            return None;
        }
        let is_elsewhere = reference::leads_elsewhere(name);
        let (path, permalink) = if is_elsewhere {
            (name.to_owned(), name.to_owned())
        } else {
            let beside =
                page.resources.iter().find(|resource| resource.name == name).map(|resource| resource.url.clone());
            let url = beside.or_else(|| UrlPath::new(name).filter(|_| name.starts_with('/')));
            let url = url.or_else(|| reference::join(&page.url, name))?;
            (self.config.href(&url), self.config.permalink(&url))
        };
        let has_pixels = !matches!(SourceFormat::of_name(name), None | Some(SourceFormat::Svg | SourceFormat::Avif));
        let file = Some(name).filter(|_| has_pixels && !is_elsewhere);
        Some(json!({ "path": path, "permalink": permalink, "alt": alt, "file": file }))
    }
}
