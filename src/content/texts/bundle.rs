//! The texts of one language, put together from all layers and ready to be filled in.

use std::borrow::Cow;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::resolver::errors::{ReferenceKind, ResolverError};
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use serde_json::Value;
use unic_langid::LanguageIdentifier;

use super::chain::{Arguments, NoText};
use super::check::{FUNCTIONS, Reference, references};
use super::source::Source;
use crate::base::finding::{Finding, nearest};
use crate::base::locale::{Digits, Locale};

/// The greatest number in a text, and the digits behind its mark: the rules of plurals count with 64
/// bits, and panic where those do not suffice.
const GREATEST: f64 = 1e15;
const MOST_DECIMALS: usize = 9;

/// The texts of one language.
pub(super) struct Bundle {
    sources: Vec<Source>,
    bundle: FluentBundle<Arc<FluentResource>>,
}

impl Bundle {
    /// Returns the texts of these files; where two have the same key, the first one counts.
    pub(super) fn new(locale: &Locale, sources: &[Source]) -> Self {
        let language = locale.code().split("-u-").next().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language.parse().unwrap_or_default()]);
        // Fluent would put invisible marks around every variable, which keep the parts of a sentence
        // in two directions apart. They would stand in titles, feeds and the search index too, and be
        // copied with the text. HTML has `<bdi>` for the rare place that needs it.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(written));
        bundle.add_function("NUMBER", number).expect("no other function was added");
        for source in sources {
            // A key that is there already is one of a better layer.
            let _ = bundle.add_resource(Arc::clone(&source.resource));
        }
        Self { sources: sources.to_vec(), bundle }
    }

    /// Returns the text of a key, or `None` where there is none.
    pub(super) fn text(&self, key: &str, arguments: &Arguments) -> Option<Result<String, NoText>> {
        let (name, attribute) = key.split_once('.').map_or((key, None), |(name, attribute)| (name, Some(attribute)));
        let message = self.bundle.get_message(name)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => match message.value() {
                Some(pattern) => pattern,
                None => return Some(Err(self.no_value(name))),
            },
        };
        let filled = match filled(arguments) {
            Ok(filled) => filled,
            Err(name) => return Some(Err(too_much(key, &name))),
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&filled), &mut errors).into_owned();
        Some(errors.first().map_or(Ok(text), |error| Err(self.refusal(name, error))))
    }

    /// Returns the keys of all texts, for suggestions.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let names = self.sources.iter().flat_map(|source| source.entries.keys());
        names.map(String::as_str).filter(|name| !name.starts_with('-'))
    }

    /// Finds what texts refer to and nobody wrote.
    pub(super) fn check(&self) -> Vec<Finding> {
        let is_known = |name: &str| {
            let function = name.strip_suffix("()");
            function.map_or_else(|| self.owner(name).is_some(), |function| FUNCTIONS.contains(&function))
        };
        let mut findings = Vec::new();
        for source in &self.sources {
            for entry in source.resource.entries() {
                let unknown = references(entry).into_iter().filter(|reference| !is_known(&reference.name));
                findings.extend(unknown.map(|reference| self.unknown(source, &reference)));
            }
        }
        findings
    }

    fn unknown(&self, source: &Source, reference: &Reference<'_>) -> Finding {
        let name = &reference.name;
        let (message, hint) = if name.ends_with("()") {
            let hint = "there is `NUMBER()`; a date is passed as text: `trans(key=\"…\", day=page.date | date)`";
            (format!("`{name}` is no function"), hint.to_owned())
        } else {
            let known = self.sources.iter().flat_map(|source| source.entries.keys().map(String::as_str));
            let near = nearest(name, known).map(|near| format!("did you mean `{near}`?"));
            let other = || "a text may refer to texts of its own language".to_owned();
            (format!("there is no text `{name}` to refer to"), near.unwrap_or_else(other))
        };
        Finding::error("texts-reference", message).at(source.place_of(reference.word)).hint(hint)
    }

    /// Returns the file that a message or term is taken from.
    fn owner(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.entries.contains_key(name))
    }

    fn no_value(&self, name: &str) -> NoText {
        let place = self.owner(name).map(|source| source.place(name, name));
        let message = format!("the text `{name}` has only attributes");
        NoText { message, hint: format!("ask for one of them, as in `{name}.title`"), place }
    }

    fn refusal(&self, name: &str, error: &FluentError) -> NoText {
        let limits = "texts may refer to others, not in a circle, and to 100 things at most";
        let (message, needle, hint) = match error {
            FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) => {
                let hint = format!("pass it: `trans(key=\"{name}\", {id}=…)`");
                (format!("the text `{name}` needs the variable `{id}`"), format!("${id}"), hint)
            }
            FluentError::ResolverError(ResolverError::Cyclic) => {
                (format!("the text `{name}` refers to itself"), name.to_owned(), limits.to_owned())
            }
            FluentError::ResolverError(ResolverError::TooManyPlaceables) => {
                (format!("the text `{name}` refers to too much"), name.to_owned(), limits.to_owned())
            }
            error => (format!("the text `{name}` has no value: {error}"), name.to_owned(), limits.to_owned()),
        };
        let place = self.owner(name).map(|source| source.place(name, &needle));
        NoText { message, hint, place }
    }
}

fn too_much(key: &str, name: &str) -> NoText {
    let message = format!("the text `{key}` takes texts and numbers, and `{name}` is neither");
    let hint = "a list is joined first: `names | join(sep=\", \")`; numbers have 15 digits at most".to_owned();
    NoText { message, hint, place: None }
}

/// Returns the variables as Fluent wants them, or the name of one that it cannot take.
fn filled(arguments: &Arguments) -> Result<FluentArgs<'_>, String> {
    let mut filled = FluentArgs::with_capacity(arguments.len());
    for (name, value) in arguments {
        let value = match value {
            Value::String(text) => FluentValue::from(text.as_str()),
            Value::Bool(is_so) => FluentValue::from(is_so.to_string()),
            Value::Number(number) => {
                let fits = number.as_f64().filter(|number| number.abs() < GREATEST).ok_or_else(|| name.clone())?;
                FluentValue::from(rounded(fits))
            }
            _ => return Err(name.clone()),
        };
        filled.set(Cow::Borrowed(name.as_str()), value);
    }
    Ok(filled)
}

fn rounded(value: f64) -> f64 {
    format!("{value:.MOST_DECIMALS$}").parse().unwrap_or(value)
}

/// `NUMBER($n, minimumFractionDigits: 1, useGrouping: "false")`.
fn number<'a>(positional: &[FluentValue<'a>], named: &FluentArgs<'_>) -> FluentValue<'a> {
    let Some(FluentValue::Number(number)) = positional.first() else {
        return positional.first().cloned().unwrap_or(FluentValue::Error);
    };
    let mut number = number.clone();
    number.options.merge(named);
    let bounded = |digits: &mut Option<usize>| *digits = digits.map(|digits| digits.min(MOST_DECIMALS));
    bounded(&mut number.options.minimum_fraction_digits);
    bounded(&mut number.options.maximum_fraction_digits);
    FluentValue::Number(number)
}

/// Writes numbers by the same rules as the filter `number`.
fn written(value: &FluentValue<'_>, languages: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    languages.with_try_get::<Numbers, _, _>((), |numbers| numbers.write(number)).ok()
}

/// How a language writes numbers, kept by Fluent for each language.
struct Numbers(Locale);

impl Memoizable for Numbers {
    type Args = ();
    type Error = ();

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, ()> {
        Locale::new(&language.to_string()).map(Self).map_err(|_| ())
    }
}

impl Numbers {
    fn write(&self, number: &FluentNumber) -> String {
        let options = &number.options;
        let text = number.value.to_string();
        let own = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let least = options.minimum_fraction_digits.unwrap_or(0);
        let most = options.maximum_fraction_digits.unwrap_or(MOST_DECIMALS).max(least);
        let decimals = u8::try_from(own.clamp(least, most)).ok();
        self.0.digits(&text, Digits { decimals, is_plain: !options.use_grouping })
    }
}
