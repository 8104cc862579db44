//! In which languages a text is looked for, and what is said where there is none.

use std::collections::BTreeMap;

use crate::base::files::Files;
use crate::base::finding::{Finding, Findings, Place, nearest};
use crate::base::locale::Locale;
use crate::config::Config;
use crate::content::theme::{Layer, Theme, ThemeFile};

use super::bundle::Bundle;
use super::source::Source;

/// What is said where no other language has a text.
const LAST: &str = "en";

/// The variables of a text: texts, numbers, `true` and `false`.
pub type Arguments = BTreeMap<String, serde_json::Value>;

/// Texts by language and key.
#[derive(Default)]
pub struct Texts {
    /// For each language of the site: its own texts, those of its base language, those in English.
    chains: BTreeMap<String, Vec<Bundle>>,
}

/// Why there is no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoText {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// Where, if a file of texts is to blame.
    pub place: Option<Place>,
}

impl Texts {
    /// Reads the `i18n` folders of the theme chain.
    pub fn load(files: &Files, theme: &Theme, config: &Config) -> (Self, Findings) {
        let mut findings = Findings::default();
        let mut sources = BTreeMap::new();
        for language in &config.languages {
            for code in chain(&language.code) {
                let read = || Source::read(files, theme, code, &mut findings);
                sources.entry(code.to_owned()).or_insert_with(read);
            }
        }
        for layer in theme.layers() {
            findings.extend(strays(layer));
        }
        let mut texts = Self::default();
        for language in &config.languages {
            let codes = chain(&language.code).into_iter();
            let bundles = codes.filter_map(|code| {
                let sources: &Vec<Source> = sources.get(code)?;
                Some(Bundle::new(&locale(code, &language.code, config), sources))
            });
            texts.chains.insert(language.code.clone(), bundles.collect());
        }
        findings.extend(texts.chains.values().flatten().flat_map(Bundle::check));
        (texts, findings.sorted())
    }

    /// Returns the text of a key, `key` or `key.attribute`, in a language.
    pub fn get(&self, language: &str, key: &str, arguments: &Arguments) -> Result<String, NoText> {
        let chain = self.chains.get(language).map_or(&[][..], Vec::as_slice);
        let found = chain.iter().find_map(|bundle| bundle.text(key, arguments));
        found.unwrap_or_else(|| {
            let known = chain.iter().flat_map(Bundle::keys);
            let near = nearest(key, known).map(|near| format!("did you mean `{near}`? Otherwise "));
            let (name, attribute) = key.split_once('.').unwrap_or((key, ""));
            let line = if attribute.is_empty() { format!("{name} = …") } else { format!(".{attribute} = …") };
            let below = if attribute.is_empty() { String::new() } else { format!(" below `{name}`") };
            Err(NoText {
                message: format!("there is no text `{key}` in language `{language}`"),
                hint: format!("{}add `{line}`{below} to `i18n/{language}.ftl`", near.unwrap_or_default()),
                place: None,
            })
        })
    }
}

/// Returns the languages in which a text is looked for: `pt-BR`, `pt`, `en`.
fn chain(code: &str) -> Vec<&str> {
    let mut chain = vec![code];
    while let Some((shorter, _)) = chain.last().and_then(|last| last.rsplit_once('-')) {
        chain.push(shorter);
    }
    if !chain.contains(&LAST) {
        chain.push(LAST);
    }
    chain
}

/// Returns how numbers are written in texts of language `code` on a page in language `page`.
fn locale(code: &str, page: &str, config: &Config) -> Locale {
    let is_own = page.split('-').next() == code.split('-').next();
    let configured = config.language(if is_own { page } else { code }).map(|language| language.locale.clone());
    let locale = configured.ok_or(()).or_else(|()| Locale::new(code));
    locale.unwrap_or_else(|_| Locale::new(LAST).expect("English is known"))
}

/// Finds files of a layer that nobody will read.
fn strays(layer: &Layer) -> Vec<Finding> {
    // What cannot be listed was told when the languages were read.
    let (files, _) = layer.files("i18n");
    let stray = |file: ThemeFile| {
        let place = Place::whole(&file.source);
        if let Some(language) = file.name.strip_suffix(".toml") {
            let finding = Finding::warning("texts-format", "texts are not read from TOML");
            let hint = format!("write `i18n/{language}.ftl` with a line `key = Text` for each, without quotes");
            return Some(finding.at(place).hint(hint));
        }
        let language = file.name.strip_suffix(".ftl")?;
        let mistake = Locale::new(language).err()?;
        let near = mistake.near.as_ref().map(|near| format!("did you mean `{near}.ftl`? Otherwise "));
        let hint = format!("{}name it by its language, as in `it.ftl`", near.unwrap_or_default());
        Some(Finding::warning("texts-language", mistake.to_string()).at(place).hint(hint))
    };
    files.into_iter().filter_map(stray).collect()
}
