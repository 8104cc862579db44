//! `[markdown]`: what is done with Markdown beyond CommonMark.

use serde::{Deserialize, Serialize};

/// The settings of `[markdown]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Markdown {
    /// `"…"`, `'…'`, `--` and `...` become the marks of the page's language.
    pub smart_punctuation: bool,
    /// `$…$` and `$$…$$` become MathML.
    pub math: bool,
    /// Code of a known language is marked up for style sheets.
    pub highlight: bool,
    /// Headings without an id of their own get one from their text.
    pub heading_ids: bool,
    /// What links to other hosts get.
    pub external_links: ExternalLinks,
}

impl Default for Markdown {
    fn default() -> Self {
        Self {
            smart_punctuation: true,
            math: true,
            highlight: true,
            heading_ids: true,
            external_links: ExternalLinks::default(),
        }
    }
}

/// Attributes of links to other hosts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExternalLinks {
    /// As in `noopener external`.
    pub rel: Option<String>,
    /// As in `_blank`.
    pub target: Option<String>,
    /// As in `external`.
    pub class: Option<String>,
}

impl ExternalLinks {
    /// Returns the attributes that are set, with their names.
    pub fn attributes(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [("class", &self.class), ("rel", &self.rel), ("target", &self.target)];
        all.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }
}
