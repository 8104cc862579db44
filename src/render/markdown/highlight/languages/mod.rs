//! The languages that are known.

mod curly;
mod data;
mod functional;
mod scripts;

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use super::grammar::{CASELESS, Grammar};

/// A language and its words, which are looked up only once it is met.
pub(super) struct Language {
    pub grammar: &'static Grammar,
    words: OnceLock<BTreeMap<String, &'static str>>,
}

/// Names of languages and where they are.
static LANGUAGES: LazyLock<(Vec<Language>, BTreeMap<&'static str, usize>)> = LazyLock::new(|| {
    let grammars = [curly::GRAMMARS, data::GRAMMARS, functional::GRAMMARS, scripts::GRAMMARS];
    let all: Vec<Language> =
        grammars.into_iter().flatten().map(|grammar| Language { grammar, words: OnceLock::new() }).collect();
    let names = all.iter().enumerate();
    let names = names.flat_map(|(at, language)| language.grammar.names.split(' ').map(move |name| (name, at)));
    let names = names.collect();
    (all, names)
});

/// Returns the language of this name.
pub(super) fn find(name: &str) -> Option<&'static Language> {
    let (all, names) = &*LANGUAGES;
    names.get(name.to_ascii_lowercase().as_str()).map(|at| &all[*at])
}

/// Returns how many languages are known, not counting other names for them.
#[cfg(test)]
pub(super) fn count() -> usize {
    LANGUAGES.0.len()
}

impl Language {
    /// Returns the class of a word, if it is one of the language.
    pub(super) fn class(&self, word: &str) -> Option<&'static str> {
        let words = self.words.get_or_init(|| words(self.grammar));
        if self.grammar.habits & CASELESS != 0 {
            return words.get(word.to_lowercase().as_str()).copied();
        }
        words.get(word).copied()
    }
}

fn words(grammar: &Grammar) -> BTreeMap<String, &'static str> {
    let lists = [(grammar.builtins, "nb"), (grammar.types, "kt"), (grammar.constants, "kc"), (grammar.keywords, "k")];
    let fold = |word: &str| if grammar.habits & CASELESS != 0 { word.to_lowercase() } else { word.to_owned() };
    let words = lists.iter().flat_map(|(list, class)| list.split_ascii_whitespace().map(move |word| (word, *class)));
    words.map(|(word, class)| (fold(word), class)).collect()
}

/// Returns one name of each language.
#[cfg(test)]
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    LANGUAGES.0.iter().filter_map(|language| language.grammar.names.split(' ').next())
}
