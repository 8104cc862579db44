//! `[search]`: whether and where visitors search.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::model::Language;
use super::raw::Raw;
use super::resolve::Resolver;
use crate::base::path::UrlPath;

/// The folder of the index, and of the page where the site does not say otherwise.
const FOLDER: &str = "search";

/// Where visitors search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// The page of each language; none where the site has no search.
    pub pages: BTreeMap<String, UrlPath>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSearch {
    #[serde(default)]
    enabled: bool,
    path: Option<Spanned<String>>,
}

impl Search {
    /// Returns whether the site has a search.
    pub fn is_enabled(&self) -> bool {
        !self.pages.is_empty()
    }

    /// Returns the page of a language, if the site has a search.
    pub fn page(&self, language: &str) -> Option<&UrlPath> {
        self.pages.get(language)
    }

    /// Returns where the first file of the index of a language is served.
    pub fn index(language: &str) -> UrlPath {
        UrlPath::new(&format!("{}.json", Self::folder(language))).expect("the code of a language is plain")
    }

    /// Returns where its other files are served.
    pub fn folder(language: &str) -> String {
        format!("/{FOLDER}/{language}")
    }
}

impl Resolver<'_> {
    pub(super) fn search(&mut self, raw: &Raw, languages: &[Language]) -> Search {
        let common = raw.search.path.as_ref().map_or_else(|| FOLDER.to_owned(), |path| self.segment(path));
        let mut pages = BTreeMap::new();
        for language in languages {
            let own = raw.languages.iter().find(|(code, _)| code.get_ref() == &language.code);
            let own = own.and_then(|(_, raw)| Some(self.segment(raw.search_path.as_ref()?)));
            let path = UrlPath::new(&format!("{}{}/", language.path, own.as_ref().unwrap_or(&common)));
            pages.extend(path.map(|path| (language.code.clone(), path)));
        }
        if raw.search.enabled { Search { pages } } else { Search::default() }
    }
}
