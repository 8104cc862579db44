//! The shape of `seawall.toml`, as written.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::html::Html;
use super::images::RawImages;
use super::markdown::Markdown;
use super::outputs::{RawFeeds, RawManifest, RawOrganization, RawRobots, RawSecurity};
use super::search::RawSearch;
use super::structure::{RawMenus, RawRedirect, RawTaxonomy};
use super::styles::{RawBuild, RawStyles};
use crate::base::finding::{Finding, Findings, Place, nearest};

/// The file as written. Every key that is not here is an error.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    pub base_url: Option<Spanned<String>>,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub description: String,
    pub default_language: Option<Spanned<String>>,
    pub theme: Option<String>,
    #[serde(default)]
    pub languages: BTreeMap<Spanned<String>, RawLanguage>,
    #[serde(default)]
    pub taxonomies: BTreeMap<Spanned<String>, RawTaxonomy>,
    #[serde(default)]
    pub permalinks: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub redirects: Vec<RawRedirect>,
    #[serde(default)]
    pub menus: RawMenus,
    #[serde(default)]
    pub section_feeds: bool,
    #[serde(default)]
    pub git_dates: bool,
    #[serde(default)]
    pub feeds: RawFeeds,
    pub robots: Option<Spanned<RawRobots>>,
    pub security: Option<Spanned<RawSecurity>>,
    pub manifest: Option<Spanned<RawManifest>>,
    pub organization: Option<RawOrganization>,
    #[serde(default)]
    pub cache: RawCache,
    #[serde(default)]
    pub html: Html,
    #[serde(default)]
    pub markdown: Markdown,
    #[serde(default)]
    pub styles: RawStyles,
    #[serde(default)]
    pub build: RawBuild,
    #[serde(default)]
    pub images: RawImages,
    #[serde(default)]
    pub search: RawSearch,
    #[serde(default)]
    pub targets: BTreeMap<String, RawTarget>,
    #[serde(default)]
    pub extra: toml::Table,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLanguage {
    pub title: Option<String>,
    pub description: Option<String>,
    /// Titles of taxonomies.
    #[serde(default)]
    pub taxonomies: BTreeMap<Spanned<String>, String>,
    #[serde(default)]
    pub menus: RawMenus,
    pub fallback: Option<Spanned<toml::Value>>,
    pub locale: Option<Spanned<String>>,
    pub search_path: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTarget {
    pub bucket: Spanned<String>,
    pub region: Option<String>,
    pub endpoint: Option<Spanned<String>>,
    pub distribution: Option<String>,
    pub domain: Option<String>,
    pub prefix: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCache {
    pub immutable: Option<RawLifetimes>,
    pub page: Option<RawLifetimes>,
    pub live: Option<RawLifetimes>,
    #[serde(rename = "static")]
    pub statics: Option<RawLifetimes>,
}

/// All numbers are seconds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLifetimes {
    pub browser: Option<u32>,
    pub edge: Option<u32>,
    pub stale_while_revalidate: Option<u32>,
    pub stale_if_error: Option<u32>,
}

/// Reads the text; a mistake becomes one finding at its place.
pub(super) fn parse(text: &str) -> Result<Raw, Findings> {
    toml::from_str(text).map_err(|error| {
        let message = plain(error.message());
        let place = Place::of(&super::path(), text, error.span().unwrap_or(0..0));
        let mut findings = Findings::default();
        findings.push(match unknown_key(&message).or_else(|| unknown_word(&message)) {
            Some(finding) => finding.at(place),
            None => Finding::error("config-syntax", message).at(place),
        });
        findings
    })
}

/// Serde calls a table by the name of our type.
fn plain(message: &str) -> String {
    let message = message.trim_end_matches('\n').replace("expected u32", "expected a whole number");
    match message.split_once("expected struct ") {
        Some((said, name)) if name.starts_with("Raw") => format!("{said}expected a table"),
        _ => message,
    }
}

/// Turns serde's "unknown field `a`, expected one of `b`, `c`" into a finding with a suggestion.
fn unknown_key(message: &str) -> Option<Finding> {
    let (key, known) = expected(message.strip_prefix("unknown field `")?)?;
    let otherwise = format!("known keys here: {}", known.join(", "));
    let finding = Finding::error("config-unknown-key", format!("unknown key `{key}`"));
    Some(finding.suggest(nearest(key, known.iter().copied()), &otherwise))
}

/// Turns serde's "unknown variant `a`, expected one of `b`, `c`" into a finding with a suggestion.
fn unknown_word(message: &str) -> Option<Finding> {
    let (word, known) = expected(message.strip_prefix("unknown variant `")?)?;
    let otherwise = format!("it can be {}", known.join(", "));
    let finding = Finding::error("config-syntax", format!("`{word}` cannot be written here"));
    Some(finding.suggest(nearest(word, known.iter().copied()), &otherwise))
}

/// Returns a word and what it could have been.
fn expected(rest: &str) -> Option<(&str, Vec<&str>)> {
    let (word, expected) = rest.split_once('`')?;
    Some((word, expected.split('`').skip(1).step_by(2).collect()))
}
