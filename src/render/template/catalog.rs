//! Answers of the library about lists: pages by query, related pages, terms.

use std::sync::{Arc, PoisonError};

use serde_json::{Value, json};

use super::library::{Library, Refusal};
use crate::base::finding::nearest;
use crate::base::path::SourcePath;
use crate::content::{Index, Page, Query, QueryError};

impl Library {
    /// Returns the pages that a query wants.
    pub(super) fn pages(&self, language: &str, query: &Query) -> Result<Value, Refusal> {
        let pages = self.site.query(language, query, |key| self.index(language, key));
        let pages = pages.map_err(|error| self.no_answer(&error))?;
        Ok(json!(pages.into_iter().map(|page| self.views().card(page)).collect::<Vec<_>>()))
    }

    fn index(&self, language: &str, key: &str) -> Arc<Index> {
        let name = (language.to_owned(), key.to_owned());
        if let Some(index) = self.indexes.read().unwrap_or_else(PoisonError::into_inner).get(&name) {
            return Arc::clone(index);
        }
        let index = Arc::new(self.site.index(language, key));
        self.indexes.write().unwrap_or_else(PoisonError::into_inner).insert(name, Arc::clone(&index));
        index
    }

    pub(super) fn related(&self, language: &str, source: &SourcePath, limit: usize) -> Result<Value, Refusal> {
        let page = self.site.named(language, source).ok_or_else(|| self.no_page(source))?;
        let related = self.site.related(self.site.in_language(page, language), limit);
        Ok(json!(related.into_iter().map(|page| self.views().card(page)).collect::<Vec<_>>()))
    }

    pub(super) fn taxonomy(&self, language: &str, name: &str) -> Result<Value, Refusal> {
        match self.site.taxonomy(language, name) {
            Some(page) => Ok(json!(self.views().taxonomy(page))),
            // No page of this language has a term of it yet.
            None if self.config.taxonomy(name).is_some() => {
                Ok(json!({ "name": name, "title": name, "path": null, "permalink": null, "terms": [] }))
            }
            None => Err(self.no_answer(&QueryError::Taxonomy(name.to_owned()))),
        }
    }

    pub(super) fn term(&self, language: &str, taxonomy: &str, name: &str) -> Result<Value, Refusal> {
        Ok(json!(self.views().term_with_pages(self.term_page(language, taxonomy, name)?)))
    }

    pub(super) fn term_url(&self, language: &str, taxonomy: &str, name: &str) -> Result<Value, Refusal> {
        Ok(json!(self.config.href(&self.term_page(language, taxonomy, name)?.url)))
    }

    fn term_page(&self, language: &str, taxonomy: &str, name: &str) -> Result<&Page, Refusal> {
        if self.config.taxonomy(taxonomy).is_none() {
            return Err(self.no_answer(&QueryError::Taxonomy(taxonomy.to_owned())));
        }
        self.site.term(language, taxonomy, name).ok_or_else(|| {
            let message = format!("no page has the term `{name}` of `{taxonomy}`");
            let list = self.site.taxonomy(language, taxonomy).and_then(|page| page.list.as_ref());
            let terms =
                list.into_iter().flat_map(|list| &list.subsections).map(|id| self.site.page(*id).title.as_str());
            let hint = nearest(name, terms).map(|near| format!("did you mean `{near}`?"));
            Refusal { message, hint, place: None }
        })
    }

    fn no_answer(&self, error: &QueryError) -> Refusal {
        let near = match error {
            QueryError::Section(name) => nearest(name, self.site.section_names()),
            QueryError::Taxonomy(name) => {
                nearest(name, self.config.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str()))
            }
            QueryError::Order(name) => nearest(name, ["date", "updated", "title", "slug", "weight", "asc", "desc"]),
        };
        let hint = match (near, error) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, QueryError::Section(_)) => "a section is named by its folder below `content/`".to_owned(),
            (None, QueryError::Taxonomy(name)) => format!("add `[taxonomies.{name}]` to `seawall.toml`"),
            (None, QueryError::Order(_)) => {
                "`date`, `updated`, `title`, `slug` or `weight`; `asc` or `desc`".to_owned()
            }
        };
        Refusal { message: error.to_string(), hint: Some(hint), place: None }
    }
}
