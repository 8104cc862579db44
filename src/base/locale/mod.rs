//! What a language writes differently: dates, numbers, order, direction.
//!
//! Comes in: a BCP 47 code and a plain value. Goes out: text as people of that language write it, by
//! the data of Unicode (CLDR). All of it is pure: the same code and value give the same text on every
//! machine. Deliberately not here: which language a page has, and the texts of themes.

mod advice;
mod calendar;
mod code;
mod decimal;
mod fields;
mod fold;
mod letter;
mod order;
mod strftime;

#[cfg(test)]
mod tests;

pub use calendar::{Form, NotAForm, Style};
pub use code::{Direction, Locale, NotALocale};
pub use decimal::{Digits, MOST_DECIMALS};
pub use fold::{folded, is_unspaced};
pub use letter::is_of_word;
pub use order::SortKey;
