//! Numbers with the marks of a language: `12.345,6`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use fixed_decimal::{Decimal, SignedRoundingMode, UnsignedRoundingMode};
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};

use super::Locale;

/// How many decimals a number may be asked to have: more than a double holds.
pub const MOST_DECIMALS: u8 = 20;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Digits {
    /// How many digits stand behind the mark, rounded as people round (half goes up); those that the
    /// number has where it is not given.
    pub decimals: Option<u8>,
    /// Whether thousands stand together: a year, or the number of a law.
    pub is_plain: bool,
}

/// The formatters of a thread by language, with and without groups; they are not `Sync`, and making
/// one takes longer than the rest of a small page.
type Known = BTreeMap<String, [Option<Rc<DecimalFormatter>>; 2]>;

thread_local! {
    static FORMATTERS: RefCell<Known> = const { RefCell::new(Known::new()) };
}

impl Locale {
    /// Returns a number as this language writes it.
    pub fn number(&self, value: f64, digits: Digits) -> String {
        // The shortest text that means this double: 2.675 is written with the digits people see.
        self.digits(&value.to_string(), digits)
    }

    /// Returns a number such as `-12345.60` as this language writes it. What is no number stays.
    pub fn digits(&self, text: &str, digits: Digits) -> String {
        let Ok(mut decimal) = Decimal::try_from_str(text) else { return text.to_owned() };
        if let Some(decimals) = digits.decimals {
            let last = -i16::from(decimals.min(MOST_DECIMALS));
            decimal.round_with_mode(last, SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand));
            decimal.absolute.pad_end(last);
        }
        let formatters = FORMATTERS.with_borrow_mut(|known| match known.get(self.code()) {
            Some(formatters) => formatters.clone(),
            None => known.entry(self.code().to_owned()).or_insert_with(|| self.formatters()).clone(),
        });
        match &formatters[usize::from(digits.is_plain)] {
            Some(formatter) => formatter.format(&decimal).to_string(),
            None => decimal.to_string(),
        }
    }

    fn formatters(&self) -> [Option<Rc<DecimalFormatter>>; 2] {
        [GroupingStrategy::Auto, GroupingStrategy::Never].map(|grouping| {
            let mut options = DecimalFormatterOptions::default();
            options.grouping_strategy = Some(grouping);
            DecimalFormatter::try_new(DecimalFormatterPreferences::from(&self.parsed), options).ok().map(Rc::new)
        })
    }
}
