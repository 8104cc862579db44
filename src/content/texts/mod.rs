//! The words of templates in each language: `i18n/it.ftl` of the site over those of the theme.
//!
//! Comes in: files in the syntax of Fluent (<https://projectfluent.org>). Goes out: the text of a key
//! with its variables filled in. A key is looked for in the language, in the language without its
//! region, and in English. Deliberately not here: who asks, and what remembers the answer.

mod bundle;
mod chain;
mod check;
mod source;

#[cfg(test)]
mod tests;

pub use chain::{Arguments, NoText, Texts};
