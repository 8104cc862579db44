//! Pages by what they have in common: a section, a term, a value of their own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::order::{ORDERS, Order, WISHES};
use super::page::Page;
use super::relate::compare;
use super::site::{PageId, Site};

/// Which pages are wanted. All conditions must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// In this section folder or below it.
    pub section: Option<String>,
    /// With this term of `taxonomy`.
    pub term: Option<String>,
    /// The taxonomy of `term`; tags where it is not given.
    pub taxonomy: Option<String>,
    /// With this value of the author's own: a path such as `series` or `place.city`.
    pub key: Option<String>,
    /// The value of `key`; any where it is not given.
    pub value: Option<String>,
    /// Of this year.
    pub year: Option<String>,
    /// The order, as in `sort_by` of a section.
    pub sort_by: Option<String>,
    /// `asc` or `desc`.
    pub sort_order: Option<String>,
    /// How many pages are left out from the front.
    pub offset: usize,
    /// How many pages at most.
    pub limit: Option<usize>,
}

/// Why a query has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// There is no such section in this language.
    #[error("there is no section `{0}`")]
    Section(String),
    /// The site has no such taxonomy.
    #[error("there is no taxonomy `{0}`")]
    Taxonomy(String),
    /// Pages cannot be sorted so.
    #[error("pages cannot be sorted by `{0}`")]
    Order(String),
}

/// Pages by a value of their own, of one language.
pub type Index = BTreeMap<String, Vec<PageId>>;

impl Query {
    fn order(&self) -> Result<Order, QueryError> {
        let sort_by = named(self.sort_by.as_deref(), &ORDERS)?.unwrap_or_default();
        Ok(Order::of(sort_by, named(self.sort_order.as_deref(), &WISHES)?))
    }

    fn wants(&self, page: &Page) -> bool {
        let year = page.date.as_ref().map(|date| &date.day()[..4]);
        let is_of_year = self.year.as_deref().is_none_or(|wish| year == Some(wish));
        let own = || self.key.as_deref().map(|key| values(page, key));
        let has_value = match (own(), &self.value) {
            (None, _) => true,
            (Some(own), None) => !own.is_empty(),
            (Some(own), Some(value)) => own.contains(value),
        };
        is_of_year && has_value
    }
}

fn named<T: Copy>(name: Option<&str>, words: &[(&str, T)]) -> Result<Option<T>, QueryError> {
    let Some(name) = name else { return Ok(None) };
    let found = words.iter().find(|(word, _)| *word == name);
    found.map(|(_, choice)| Some(*choice)).ok_or_else(|| QueryError::Order(name.to_owned()))
}

/// Returns the author's own values at a path, as text; a list holds several.
fn values(page: &Page, key: &str) -> Vec<String> {
    let mut names = key.strip_prefix("extra.").unwrap_or(key).split('.');
    let mut value = names.next().and_then(|name| page.extra.get(name));
    for name in names {
        value = value.and_then(|value| value.get(name));
    }
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Null | Value::Object(_) | Value::Array(_) => None,
        other => Some(other.to_string()),
    };
    match value {
        Some(Value::Array(items)) => items.iter().filter_map(text).collect(),
        Some(value) => text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

impl Site {
    /// Returns the leaves of a language that a query wants, in its order.
    ///
    /// `index` gives the pages of a language by a value of their own; it is made once for all queries of
    /// that key, so that a page that asks for its own series costs as much as the series is long.
    pub fn query<'a>(
        &'a self,
        language: &str,
        query: &Query,
        index: impl Fn(&str) -> std::sync::Arc<Index>,
    ) -> Result<Vec<&'a Page>, QueryError> {
        let order = query.order()?;
        let candidates = self.candidates(language, query, index)?;
        let wanted = candidates.into_iter().filter(|page| page.list.is_none() && query.wants(page));
        let mut wanted: Vec<&Page> = wanted.collect();
        wanted.sort_by(|a, b| compare(a, b, order));
        wanted.dedup_by_key(|page| page.id);
        let limit = query.limit.unwrap_or(usize::MAX);
        Ok(wanted.into_iter().skip(query.offset).take(limit).collect())
    }

    /// Returns the pages among which those wanted are, by the narrowest condition.
    fn candidates<'a>(
        &'a self,
        language: &str,
        query: &Query,
        index: impl Fn(&str) -> std::sync::Arc<Index>,
    ) -> Result<Vec<&'a Page>, QueryError> {
        let section = query.section.as_deref().map(|folder| folder.trim_matches('/'));
        let below = match section {
            Some(folder) => match self.section(language, folder) {
                Some(page) => Some(page),
                // Another language has it, and this one has no such pages yet.
                None if self.sections.keys().any(|(_, known)| known == folder) => return Ok(Vec::new()),
                None => return Err(QueryError::Section(folder.to_owned())),
            },
            None => None,
        };
        let folder_of =
            |page: &Page| page.section.and_then(|id| self.page(id).list.as_ref()).map(|list| list.folder.clone());
        let is_below = |page: &&Page| {
            section.is_none_or(|wish| {
                let folder = folder_of(page).unwrap_or_default();
                wish.is_empty()
                    || folder.strip_prefix(wish).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        if let Some(term) = &query.term {
            let taxonomy = query.taxonomy.as_deref().unwrap_or("tags");
            let is_known = self.taxonomy(language, taxonomy).is_some()
                || self.taxonomies.keys().any(|(_, known)| known == taxonomy);
            if !is_known {
                return Err(QueryError::Taxonomy(taxonomy.to_owned()));
            }
            let list = self.term(language, taxonomy, term).and_then(|page| page.list.as_ref());
            let pages = list.into_iter().flat_map(|list| &list.pages).map(|id| self.page(*id));
            return Ok(pages.filter(is_below).collect());
        }
        if let (Some(key), Some(value)) = (&query.key, &query.value) {
            let index = index(key);
            let ids = index.get(value).map_or(&[][..], Vec::as_slice);
            return Ok(ids.iter().map(|id| self.page(*id)).filter(is_below).collect());
        }
        match below.and_then(|page| page.list.as_ref()) {
            Some(list) => Ok(self.newest(list)),
            None => {
                Ok(self.pages.iter().filter(|page| page.language == language && page.fallback_of.is_none()).collect())
            }
        }
    }

    /// Returns the pages of a language by their own value at `key`.
    pub fn index(&self, language: &str, key: &str) -> Index {
        let mut index = Index::new();
        let own = self.pages.iter().filter(|page| page.language == language && page.fallback_of.is_none());
        for page in own {
            for value in values(page, key) {
                index.entry(value).or_default().push(page.id);
            }
        }
        index
    }

    /// Returns the pages that share the most terms with `page`, rare terms counting more.
    ///
    /// Of each term only the newest pages are looked at, so that the cost does not grow with the site.
    pub fn related(&self, page: &Page, limit: usize) -> Vec<&Page> {
        let mut scores: BTreeMap<PageId, u64> = BTreeMap::new();
        for term in page.terms.values().flatten() {
            let Some(list) = &self.page(*term).list else { continue };
            let rarity = 1_000_000 / (list.pages.len() as u64).max(1);
            for other in list.pages.iter().take(NEWEST_OF_TERM).filter(|other| **other != page.id) {
                *scores.entry(*other).or_default() += rarity + 1;
            }
        }
        let mut related: Vec<(u64, &Page)> = scores.into_iter().map(|(id, score)| (score, self.page(id))).collect();
        related.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| compare(one, other, Order::default())));
        related.into_iter().take(limit).map(|(_, page)| page).collect()
    }
}

/// How many pages of a term `related` looks at.
const NEWEST_OF_TERM: usize = 100;
