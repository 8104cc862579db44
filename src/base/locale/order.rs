//! The order of titles: `È` beside `E`, `Č` after `C` in Slovenian, chapter 10 after chapter 9.

use std::cell::RefCell;
use std::collections::BTreeMap;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};

use super::Locale;

/// What a text is sorted by in one language; keys of different languages cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey(Vec<u8>);

thread_local! {
    static COLLATORS: RefCell<BTreeMap<String, CollatorBorrowed<'static>>> = const { RefCell::new(BTreeMap::new()) };
}

impl SortKey {
    /// Returns the key of a text in the order of a language; for a language that has none of its own,
    /// in the order of Unicode.
    ///
    /// Numbers within texts count as numbers. Texts that differ in nothing that the language looks at
    /// have the same key. A key takes about a microsecond, so a sort should make each one once.
    pub fn new(language: &str, text: &str) -> Self {
        let mut key = Vec::with_capacity(text.len() * 2);
        COLLATORS.with_borrow_mut(|known| {
            let collator = match known.get(language) {
                Some(collator) => collator,
                None => known.entry(language.to_owned()).or_insert_with(|| collator(language)),
            };
            let Ok(()) = collator.write_sort_key_to(text, &mut key);
        });
        Self(key)
    }
}

fn collator(language: &str) -> CollatorBorrowed<'static> {
    let mut preferences =
        Locale::new(language).map(|locale| CollatorPreferences::from(&locale.parsed)).unwrap_or_default();
    preferences.numeric_ordering.get_or_insert(CollationNumericOrdering::True);
    let of_language = Collator::try_new(preferences, CollatorOptions::default());
    let root = || Collator::try_new(CollatorPreferences::default(), CollatorOptions::default());
    of_language.or_else(|_| root()).expect("the order of Unicode itself lies in the binary")
}
