//! What a template is given: plain data made of a page and its near relatives.
//!
//! Everything wider is a function, so that it is asked and recorded. The view is serialized once;
//! its JSON is both the fingerprint of the step's context and the template's variables.

use serde_json::{Value, json};

use super::fragments::{Fragment, Fragments};
use super::markdown::Heading;
use crate::config::{Config, Language};
use crate::content::{Page, PageId, Site};

/// Words a person reads in a minute.
const WORDS_PER_MINUTE: usize = 200;

/// What views are made of.
#[derive(Clone, Copy)]
pub(super) struct Views<'a> {
    pub site: &'a Site,
    pub config: &'a Config,
    pub fragments: &'a Fragments,
}

impl Views<'_> {
    /// Returns what every template knows of the configuration, in a language.
    pub(super) fn config(&self, language: &str) -> Value {
        let own = self.config.language(language);
        let language = |language: &Language| json!({ "code": language.code, "title": language.title, "path": self.config.href(&language.path) });
        json!({
            "base_url": self.config.base_url,
            "title": own.map(|language| &language.title),
            "description": own.map(|language| &language.description),
            "default_language": self.config.default_language,
            "languages": self.config.languages.iter().map(language).collect::<Vec<Value>>(),
            "extra": self.config.extra,
        })
    }

    /// Returns a page or section as its own template sees it, without the content.
    pub(super) fn page(&self, page: &Page) -> Value {
        let fragment = self.fragments.get(page.id);
        let n_words = fragment.map_or(0, |fragment| fragment.n_words);
        let mut view = self.card(page);
        let own = json!({
            "toc": self.toc(page, fragment),
            "word_count": n_words,
            "reading_time": n_words.div_ceil(WORDS_PER_MINUTE).max(1),
            "taxonomies": page.taxonomies,
            "translations": self.translations(page),
            "ancestors": self.site.ancestors(page).into_iter().map(|page| self.link(page)).collect::<Vec<Value>>(),
            "section": page.section.map(|id| self.link(self.site.page(id))),
            "lower": page.neighbors.0.map(|id| self.link(self.site.page(id))),
            "higher": page.neighbors.1.map(|id| self.link(self.site.page(id))),
            "assets": page.resources.iter().map(|path| self.config.href(path)).collect::<Vec<String>>(),
        });
        extend(&mut view, own);
        if page.list.is_some() {
            extend(&mut view, self.lists(page));
        }
        view
    }

    /// Returns what other pages may show of a page.
    pub(super) fn card(&self, page: &Page) -> Value {
        let summary = self.fragments.get(page.id).and_then(|fragment| fragment.summary.as_ref());
        json!({
            "title": page.title,
            "lang": page.language,
            "path": self.config.href(&page.url),
            "permalink": self.config.permalink(&page.url),
            "description": page.description,
            "summary": summary,
            "date": page.date,
            "updated": page.updated,
            "authors": page.authors,
            "extra": page.extra,
        })
    }

    /// Returns what other pages may show of a section.
    pub(super) fn section(&self, page: &Page) -> Value {
        let mut view = self.card(page);
        extend(&mut view, self.lists(page));
        view
    }

    fn lists(&self, page: &Page) -> Value {
        let cards = |ids: &[PageId]| ids.iter().map(|id| self.card(self.site.page(*id))).collect::<Vec<Value>>();
        match &page.list {
            Some(list) => json!({ "pages": cards(&list.pages), "subsections": cards(&list.subsections) }),
            None => json!({}),
        }
    }

    fn link(&self, page: &Page) -> Value {
        json!({ "title": page.title, "lang": page.language, "path": self.config.href(&page.url), "date": page.date })
    }

    fn translations(&self, page: &Page) -> Vec<Value> {
        let pages = page.translations.iter().map(|id| self.site.page(*id));
        let view = |page: &Page| {
            json!({
                "lang": page.language,
                "title": page.title,
                "path": self.config.href(&page.url),
                "permalink": self.config.permalink(&page.url),
            })
        };
        pages.map(view).collect()
    }

    fn toc(&self, page: &Page, fragment: Option<&Fragment>) -> Vec<Value> {
        let headings = fragment.map_or(&[][..], |fragment| &fragment.headings);
        toc(headings, &self.config.permalink(&page.url))
    }
}

/// Returns headings as a tree: each holds those below it, to any depth.
fn toc(headings: &[Heading], permalink: &str) -> Vec<Value> {
    let mut entries = Vec::new();
    let mut rest = headings;
    while let Some((first, behind)) = rest.split_first() {
        let n_below = behind.iter().take_while(|heading| heading.level > first.level).count();
        entries.push(json!({
            "level": first.level,
            "id": first.id,
            "title": first.title,
            "permalink": format!("{permalink}#{}", first.id),
            "children": toc(&behind[..n_below], permalink),
        }));
        rest = &behind[n_below..];
    }
    entries
}

fn extend(view: &mut Value, more: Value) {
    if let (Value::Object(view), Value::Object(more)) = (view, more) {
        view.extend(more);
    }
}
