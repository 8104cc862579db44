//! What `seawall.toml` says, resolved.

use std::collections::BTreeMap;

use super::cache::CachePolicy;
use super::html::Html;
use super::images::Images;
use super::markdown::Markdown;
use super::outputs::{Feeds, Manifest, Organization, Robots, Security};
use super::permalink::Pattern;
use super::search::Search;
use super::structure::{Menus, Redirect, Taxonomy};
use super::styles::Styles;
use crate::base::clock::Span;
use crate::base::locale::{Direction, Locale};
use crate::base::path::UrlPath;

/// Everything `seawall.toml` says, resolved.
#[derive(Debug, Clone)]
pub struct Config {
    /// Scheme, host and path prefix of the site, without a final `/`.
    pub base_url: String,
    /// The path of `base_url`: `/` or `/prefix/`.
    pub base_path: UrlPath,
    /// The language of files without a language suffix.
    pub default_language: String,
    /// All languages, the default one first, the others in the order of their codes.
    pub languages: Vec<Language>,
    /// The name of the theme.
    pub theme: String,
    /// Ways to group pages, in the order of their names.
    pub taxonomies: Vec<Taxonomy>,
    /// Patterns of permalinks by section folder.
    pub permalinks: BTreeMap<String, Pattern>,
    /// What was served elsewhere.
    pub redirects: Vec<Redirect>,
    /// Whether every section has a feed.
    pub section_feeds: bool,
    /// Whether a page without `updated` has the date of its last commit.
    pub git_dates: bool,
    /// The feeds of every list that has some.
    pub feeds: Feeds,
    /// What crawlers are asked.
    pub robots: Robots,
    /// Whom to tell of a vulnerability.
    pub security: Option<Security>,
    /// How a phone shows the site.
    pub manifest: Option<Manifest>,
    /// Who is behind the site.
    pub organization: Option<Organization>,
    /// How long browsers and the edge keep each cache class.
    pub cache: CachePolicy,
    /// How the white space of pages is written.
    pub html: Html,
    /// What is done with Markdown beyond CommonMark.
    pub markdown: Markdown,
    /// What is done with style sheets.
    pub styles: Styles,
    /// Commands that run before a build, each in the folder of the site.
    pub before: Vec<String>,
    /// What becomes of pictures.
    pub images: Images,
    /// Whether and where visitors search.
    pub search: Search,
    /// The named places to publish to.
    pub targets: BTreeMap<String, Target>,
    /// `[extra]`: whatever the theme reads.
    pub extra: serde_json::Value,
}

/// One language of the site.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Language {
    /// BCP 47 code: `it`, `pt-BR`.
    pub code: String,
    /// The title of the site in this language.
    pub title: String,
    /// The description of the site in this language.
    pub description: String,
    /// Where this language begins: `/` or `/en/`.
    pub path: UrlPath,
    /// Its menus; those of the default language where it has none of its own.
    #[serde(skip)]
    pub menus: Menus,
    /// The language whose pages are shown where this one has no translation.
    pub fallback: Option<String>,
    /// How dates and numbers are written: `code` where the site does not say otherwise.
    pub locale: Locale,
    /// Which way its lines run.
    pub direction: Direction,
}

/// A named place to publish to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its name in `[targets.NAME]`.
    pub name: String,
    /// The bucket.
    pub bucket: String,
    /// The region of the bucket; the usual AWS chain decides where it is not given.
    pub region: Option<String>,
    /// The address of an S3-compatible store; AWS itself where it is not given.
    pub endpoint: Option<String>,
    /// The CloudFront distribution in front of the bucket.
    pub distribution: Option<String>,
    /// The host that visitors use.
    pub domain: Option<String>,
    /// Everything is published under this prefix of the bucket; empty, or ends in `/`.
    pub prefix: String,
}

impl Config {
    /// Returns the language with this code.
    pub fn language(&self, code: &str) -> Option<&Language> {
        self.languages.iter().find(|language| language.code == code)
    }

    /// Returns the taxonomy with this name.
    pub fn taxonomy(&self, name: &str) -> Option<&Taxonomy> {
        self.taxonomies.iter().find(|taxonomy| taxonomy.name == name)
    }

    /// Returns the host of the site, for what needs a name where the site has no title.
    pub fn host(&self) -> &str {
        let (_, rest) = self.base_url.split_once("://").unwrap_or(("", &self.base_url));
        rest.split('/').next().unwrap_or(rest)
    }

    /// Returns where the manifest of a language is served, if the site has one.
    pub fn manifest_url(&self, language: &Language) -> Option<UrlPath> {
        self.manifest.as_ref().and_then(|_| UrlPath::new(&format!("{}manifest.webmanifest", language.path)))
    }

    /// Returns what `href` says for a path of the site.
    pub fn href(&self, path: &UrlPath) -> String {
        format!("{}{}", self.base_path.as_str().trim_end_matches('/'), path.encoded())
    }

    /// Returns the part of a span in which what is said of the configuration stays the same.
    pub fn span(&self, span: Span) -> Span {
        self.security.as_ref().map_or(span, |security| span.without_time_of(security.expires))
    }

    /// Returns the absolute URL of a path of the site.
    pub fn permalink(&self, path: &UrlPath) -> String {
        format!("{}{}", self.base_url, path.encoded())
    }
}
