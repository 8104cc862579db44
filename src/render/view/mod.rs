//! What a template is given: plain data made of a page and its near relatives.
//!
//! Everything wider is a function, so that it is asked and recorded. A view borrows from the site and is written
//! out by whoever reads it: into the fingerprint of the step's context, and into the values of the template.

mod address;
mod image;
mod list;
mod page;

use serde_json::{Value, json};

use super::fragments::Fragments;
use super::search;
use crate::assets::images::Pictures;
use crate::config::{Config, Language, Search};
use crate::content::Site;

pub(super) use self::image::broken;
pub(super) use list::{Beside, Piece};
pub(super) use page::Own;

/// What views are made of.
#[derive(Clone, Copy)]
pub(super) struct Views<'a> {
    pub site: &'a Site,
    pub config: &'a Config,
    pub fragments: &'a Fragments,
    pub pictures: &'a Pictures,
}

impl Views<'_> {
    /// Returns what every template knows of the configuration, in a language.
    pub(super) fn config(&self, language: &str) -> Value {
        let own = self.config.language(language);
        // A language without any page has no home page to lead to.
        let has_pages = |language: &&Language| self.site.section(&language.code, "").is_some();
        let languages = self.config.languages.iter().filter(has_pages);
        let language = |language: &Language| {
            json!({
                "code": language.code,
                "title": language.title,
                "path": self.config.href(&language.path),
                "dir": language.direction,
                "locale": language.locale.with_region(),
                "search": self.config.search.page(&language.code).map(|page| self.config.href(page)),
            })
        };
        let manifest = own.filter(|own| has_pages(own)).and_then(|own| self.config.manifest_url(own));
        json!({
            "base_url": self.config.base_url,
            "title": own.map(|language| &language.title),
            "description": own.map(|language| &language.description),
            "default_language": self.config.default_language,
            "locale": own.map(|language| language.locale.with_region()),
            "languages": languages.map(language).collect::<Vec<Value>>(),
            "manifest": manifest.map(|path| self.config.href(&path)),
            "theme_color": self.config.manifest.as_ref().and_then(|manifest| manifest.theme_color.as_ref()),
            "taxonomies": self.config.taxonomies.iter().map(|taxonomy| &taxonomy.name).collect::<Vec<&String>>(),
            "search": own.and_then(|language| self.search(language)),
            "extra": self.config.extra,
        })
    }

    /// Returns where visitors search in a language, if they can.
    fn search(&self, language: &Language) -> Option<Value> {
        let page = self.config.search.page(&language.code)?;
        let index = self.config.href(&Search::index(&language.code));
        let script = self.config.href(&search::script());
        Some(json!({ "path": self.config.href(page), "index": index, "script": script }))
    }
}
