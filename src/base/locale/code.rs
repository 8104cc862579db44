//! Language codes: which exist, which way they are written, what they were meant to be.

use std::fmt;
use std::sync::Arc;

use icu_locale::{LanguageIdentifier, LocaleDirectionality, LocaleExpander, TransformResult};
use serde::{Serialize, Serializer};

/// A language with its region and script, such as `it`, `pt-BR` or `sr-Latn`.
#[derive(Clone, PartialEq, Eq)]
pub struct Locale {
    code: Arc<str>,
    pub(super) parsed: icu_locale::Locale,
}

/// Which way lines run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// The text is no language code, or one of a language that nobody speaks.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{code}` is not a language code")]
pub struct NotALocale {
    code: String,
    /// The code that was probably meant.
    pub near: Option<String>,
}

impl Locale {
    /// Reads a BCP 47 code; the language must be one that Unicode knows.
    pub fn new(code: &str) -> Result<Self, NotALocale> {
        let parsed = icu_locale::Locale::try_from_str(code).ok().filter(|parsed| is_known(&parsed.id));
        match parsed {
            Some(parsed) => Ok(Self { code: code.into(), parsed }),
            None => Err(NotALocale { code: code.to_owned(), near: near(code) }),
        }
    }

    /// Returns the code as it was written.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Returns which way lines of this language run.
    pub fn direction(&self) -> Direction {
        let is_rtl = LocaleDirectionality::new_extended().is_right_to_left(&self.parsed.id);
        if is_rtl { Direction::Rtl } else { Direction::Ltr }
    }

    /// Returns the language with its region, the likeliest where the code has none: `it-IT`.
    pub fn with_region(&self) -> String {
        let mut id = self.parsed.id.clone();
        LocaleExpander::new_extended().maximize(&mut id);
        match id.region {
            Some(region) => format!("{}-{region}", id.language),
            None => id.language.to_string(),
        }
    }
}

impl Direction {
    /// Returns `ltr` or `rtl`, as the attribute `dir` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)
    }
}

impl Serialize for Locale {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.code)
    }
}

/// A language is known where Unicode knows in which script and region it is most likely written. Its data for
/// dates may still be missing; then they are written as numbers.
fn is_known(id: &LanguageIdentifier) -> bool {
    let mut language = LanguageIdentifier::from(id.language);
    !language.is_unknown() && LocaleExpander::new_extended().maximize(&mut language) == TransformResult::Modified
}

/// People write `it_IT`, and the code of a country instead of that of its language: `jp`, `cz`.
fn near(code: &str) -> Option<String> {
    if code.contains('_') {
        return Locale::new(&code.replace('_', "-")).ok().map(|locale| locale.code().to_owned());
    }
    let country = code.split('-').next().unwrap_or(code).to_ascii_uppercase();
    let mut id = LanguageIdentifier::try_from_str(&format!("und-{country}")).ok()?;
    id.region?;
    LocaleExpander::new_extended().maximize(&mut id);
    (!id.language.is_unknown()).then(|| id.language.to_string())
}
