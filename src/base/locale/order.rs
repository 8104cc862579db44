//! The order of titles: `È` beside `E`, `Č` after `C` in Slovenian, chapter 10 after chapter 9.

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};

use super::Locale;

/// What a text is sorted by in one language; keys of different languages cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey(Vec<u8>);

impl Locale {
    /// Returns a function from texts to the keys that they are sorted by.
    ///
    /// Numbers within texts count as numbers. Texts that differ in nothing that this language looks
    /// at have the same key. A comparison of two texts costs about as much as a key, so a sort
    /// should make each key once.
    pub fn sort_key(&self) -> impl Fn(&str) -> SortKey + use<> {
        let mut preferences = CollatorPreferences::from(&self.parsed);
        preferences.numeric_ordering.get_or_insert(CollationNumericOrdering::True);
        let collator = collator(preferences);
        move |text| {
            let mut key = Vec::with_capacity(text.len() * 2);
            let Ok(()) = collator.write_sort_key_to(text, &mut key);
            SortKey(key)
        }
    }
}

fn collator(preferences: CollatorPreferences) -> CollatorBorrowed<'static> {
    let of_language = Collator::try_new(preferences, CollatorOptions::default());
    let root = || Collator::try_new(CollatorPreferences::default(), CollatorOptions::default());
    of_language.or_else(|_| root()).expect("the order of Unicode itself lies in the binary")
}
