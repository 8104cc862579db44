//! The words of templates in each language: `i18n/it.toml` of the site over those of the theme.

use std::collections::BTreeMap;

use super::theme::Theme;
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings, Place};

/// Texts by language and key.
#[derive(Debug, Clone, Default)]
pub struct Texts(BTreeMap<String, BTreeMap<String, String>>);

impl Texts {
    /// Reads the `i18n` folders of the theme chain.
    pub fn load(files: &Files, theme: &Theme) -> (Self, Findings) {
        let mut texts = Self::default();
        let mut findings = Findings::default();
        for layer in theme.layers() {
            let (found, errors) = layer.files("i18n");
            findings.extend(errors.into_iter().map(Finding::from));
            for file in found {
                let Some(language) = file.name.strip_suffix(".toml") else { continue };
                let text = match file.read_text(files) {
                    Ok(text) => text,
                    Err(error) => {
                        findings.push(error.into());
                        continue;
                    }
                };
                match toml::from_str::<BTreeMap<String, String>>(&text) {
                    Ok(pairs) => texts.add(language, pairs),
                    Err(error) => {
                        let place = Place::of(&file.source, &text, error.span().unwrap_or(0..0));
                        let finding = Finding::error("texts-syntax", error.message().to_owned()).at(place);
                        findings.push(finding.hint("this file holds lines of `key = \"text\"`"));
                    }
                }
            }
        }
        (texts, findings)
    }

    /// Adds texts of a layer below those that are there.
    fn add(&mut self, language: &str, pairs: BTreeMap<String, String>) {
        let texts = self.0.entry(language.to_owned()).or_default();
        for (key, text) in pairs {
            texts.entry(key).or_insert(text);
        }
    }

    /// Returns the text of a key in a language, or in English where that language has none.
    pub fn get(&self, language: &str, key: &str) -> Option<&str> {
        let base = language.split('-').next().unwrap_or(language);
        let found = [language, base, "en"].into_iter().find_map(|code| self.0.get(code)?.get(key));
        found.map(String::as_str)
    }

    /// Returns all keys of a language, for suggestions.
    pub fn keys(&self, language: &str) -> impl Iterator<Item = &str> {
        self.0.get(language).into_iter().flat_map(|texts| texts.keys().map(String::as_str))
    }
}
