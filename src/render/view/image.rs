//! The picture of a page: what a social network shows of a link to it, and a list beside its title.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::Views;
use crate::assets::images::Picture;
use crate::base::finding::{Finding, Findings, Place};
use crate::base::output::Output;
use crate::base::path::{UrlPath, leads_elsewhere};
use crate::content::Page;
use crate::render::picture::candidates;
use crate::render::template::Library;
use crate::render::{missing, reference};

/// The picture of a page.
#[derive(Serialize)]
pub(in crate::render) struct Image<'a> {
    path: String,
    pub permalink: String,
    alt: Option<&'a str>,
    file: Option<String>,
}

impl<'a> Views<'a> {
    /// Returns the picture that a page names as `image` (or Hugo's `images`, of which the first counts): one that
    /// Markdown would find by that name, or an address elsewhere. A table has `path` or `src`, and `alt`.
    pub(in crate::render) fn image(self, page: &'a Page) -> Option<Image<'a>> {
        let (name, alt) = named(page)?;
        let found = self.picture(page, name);
        let (path, permalink) = if leads_elsewhere(name) {
            (name.to_owned(), name.to_owned())
        } else {
            let url = found.as_ref().map(|(picture, _)| picture.url.clone()).or_else(|| url(page, name))?;
            (self.config.href(&url), self.config.permalink(&url))
        };
        let has_pixels = |picture: &Picture| picture.header.as_ref().is_ok_and(|header| header.raster().is_some());
        let file = found.filter(|(picture, _)| has_pixels(picture)).map(|(_, file)| file);
        Some(Image { path, permalink, alt, file })
    }

    /// Returns the picture of the site that `name` means on a page, and how a template finds it.
    fn picture(&self, page: &Page, name: &str) -> Option<(&Picture, String)> {
        if name.contains(['?', '#']) || leads_elsewhere(name) {
            return None;
        }
        let found = candidates(name, Some(&page.source)).iter().find_map(|named| self.pictures.find(named));
        let own = || {
            let resource = page.resources.iter().find(|resource| resource.name == name)?;
            Some((self.pictures.of_source(&resource.source)?, format!("@/{}", resource.source.inside("content")?)))
        };
        found.map(|picture| (picture, name.to_owned())).or_else(own)
    }
}

/// Returns what a page names as its picture, and what that shows.
fn named(page: &Page) -> Option<(&str, Option<&str>)> {
    let first = |key: &str| page.extra.get(key)?.as_array()?.first();
    let image = page.extra.get("image").or_else(|| first("images"))?;
    let field = |key: &str| image.get(key).and_then(Value::as_str);
    let name = image.as_str().or_else(|| field("path")).or_else(|| field("src"))?;
    let alt = field("alt").or_else(|| page.extra.get("image_alt")?.as_str());
    Some((name, alt)).filter(|(name, _)| !name.trim().is_empty())
}

/// Returns where something that is no picture of the site is served, if it is.
fn url(page: &Page, name: &str) -> Option<UrlPath> {
    let path = name.split(['?', '#']).next().unwrap_or(name);
    let beside = page.resources.iter().find(|resource| resource.name == path).map(|resource| resource.url.clone());
    let url = beside.or_else(|| UrlPath::new(path).filter(|_| path.starts_with('/')));
    url.or_else(|| reference::join(&page.url, path))
}

/// Finds pictures of pages that are not there, each at the line that names it.
pub(in crate::render) fn broken(library: &Library, output: &Output) -> Findings {
    let (views, mut findings, mut told) = (library.views(), Findings::default(), BTreeSet::new());
    for (_, page) in library.site.pages().filter(|(_, page)| page.fallback_of.is_none()) {
        let Some((name, _)) = named(page).filter(|(name, _)| !leads_elsewhere(name)) else { continue };
        let is_there =
            || views.picture(page, name).is_some() || url(page, name).is_some_and(|url| output.reaches(&url));
        if is_there() {
            continue;
        }
        let place = place(library, page, name);
        if told.insert(place.clone()) {
            let finding = Finding::error("link-broken", format!("there is no picture `{name}`"));
            let hint = missing::hint(name, Some(&page.source), &library.assets.pictures);
            findings.push(finding.at(place).hint(hint));
        }
    }
    findings
}

/// Returns where a page says what its picture is: in its front matter, or in that of a section above.
fn place(library: &Library, page: &Page, name: &str) -> Place {
    let above = library.site.ancestors(page);
    let pages = std::iter::once(page).chain(above.into_iter().rev()).filter(|page| page.has_file);
    let mut places = pages.filter_map(|page| {
        let text = library.files.read_text(&page.source).ok()?;
        let head = text.get(..page.body)?;
        let key = head.find("image").unwrap_or(0);
        let at = key + head[key..].find(name)?;
        Some(Place::of(&page.source, &text, at..at + name.len()))
    });
    places.next().unwrap_or_else(|| Place::whole(&page.source))
}
