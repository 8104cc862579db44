//! Numbers with the marks of a language: `12.345,6`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use fixed_decimal::{Decimal, SignedRoundingMode, UnsignedRoundingMode};
use icu_decimal::options::DecimalFormatterOptions;
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};

use super::Locale;

/// How many decimals a number may be asked to have: more than a double holds.
pub const MOST_DECIMALS: u8 = 20;

thread_local! {
    /// A formatter is not `Sync`, and making one takes longer than the rest of a small page.
    static FORMATTERS: RefCell<BTreeMap<String, Option<Rc<DecimalFormatter>>>> = const { RefCell::new(BTreeMap::new()) };
}

impl Locale {
    /// Returns a number as this language writes it: with `decimals` digits behind the mark, rounded
    /// as people round (half goes up), or with those that it has.
    pub fn number(&self, value: f64, decimals: Option<u8>) -> String {
        // The shortest text that means this double: 2.675 is written with the digits people see.
        self.digits(&value.to_string(), decimals)
    }

    /// Returns digits such as `-12345.60` as this language writes them. What is no number stays.
    pub fn digits(&self, text: &str, decimals: Option<u8>) -> String {
        let Ok(mut decimal) = Decimal::try_from_str(text) else { return text.to_owned() };
        if let Some(decimals) = decimals {
            let last = -i16::from(decimals.min(MOST_DECIMALS));
            decimal.round_with_mode(last, SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand));
            decimal.absolute.pad_end(last);
        }
        match self.formatter() {
            Some(formatter) => formatter.format(&decimal).to_string(),
            None => decimal.to_string(),
        }
    }

    fn formatter(&self) -> Option<Rc<DecimalFormatter>> {
        FORMATTERS.with_borrow_mut(|known| {
            if let Some(formatter) = known.get(self.code()) {
                return formatter.clone();
            }
            let preferences = DecimalFormatterPreferences::from(&self.parsed);
            let made = DecimalFormatter::try_new(preferences, DecimalFormatterOptions::default()).ok().map(Rc::new);
            known.insert(self.code().to_owned(), made.clone());
            made
        })
    }
}
