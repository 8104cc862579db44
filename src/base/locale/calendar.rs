//! Dates in words: by style, by a pattern of Unicode, by a pattern of `strftime`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use icu_calendar::Gregorian;
use icu_datetime::fieldsets::enums::{CompositeDateTimeFieldSet, DateAndTimeFieldSet, DateFieldSet};
use icu_datetime::fieldsets::{YMD, YMDE};
use icu_datetime::input::DateTime;
use icu_datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter};
use writeable::TryWriteable;

use super::fields::Fields;
use super::strftime::{self, Case, Part};
use super::{Locale, advice};
use crate::base::clock::Moment;

type Input = DateTime<Gregorian>;
type Names = FixedCalendarDateTimeNames<Gregorian, CompositeDateTimeFieldSet>;
type Styled = FixedCalendarDateTimeFormatter<Gregorian, CompositeDateTimeFieldSet>;

/// How many formatters a thread keeps; a template that makes up patterns shall not fill the memory.
const KEPT: usize = 256;

/// The longest pattern; a page has no room for more.
const LONGEST: usize = 200;

/// How much of a date is said, as the language itself orders it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// `23/11/26`.
    Short,
    /// `23 nov 2026`.
    Medium,
    /// `23 novembre 2026`.
    Long,
    /// `lunedì 23 novembre 2026`.
    Full,
}

/// How a moment is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form<'a> {
    /// The day.
    Day(Style),
    /// The day with hours and minutes.
    DayAndTime(Style),
    /// A pattern: of `strftime` where it has a `%`, of Unicode (UTS 35) otherwise.
    Pattern(&'a str),
}

/// Why a form shows nothing, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct NotAForm {
    pub(super) message: String,
    /// What to write instead.
    pub hint: String,
}

impl NotAForm {
    pub(super) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

impl Style {
    /// Returns the style with this name.
    pub fn named(name: &str) -> Option<Self> {
        let known = [("short", Self::Short), ("medium", Self::Medium), ("long", Self::Long), ("full", Self::Full)];
        known.into_iter().find(|(known, _)| *known == name).map(|(_, style)| style)
    }

    fn fields(self) -> CompositeDateTimeFieldSet {
        CompositeDateTimeFieldSet::Date(match self {
            Self::Full => DateFieldSet::YMDE(YMDE::long()),
            style => DateFieldSet::YMD(style.day()),
        })
    }

    fn fields_with_time(self) -> CompositeDateTimeFieldSet {
        CompositeDateTimeFieldSet::DateTime(match self {
            Self::Full => DateAndTimeFieldSet::YMDET(YMDE::long().with_time_hm()),
            style => DateAndTimeFieldSet::YMDT(style.day().with_time_hm()),
        })
    }

    fn day(self) -> YMD {
        match self {
            Self::Short => YMD::short(),
            Self::Medium => YMD::medium(),
            Self::Long | Self::Full => YMD::long(),
        }
    }
}

/// What shows a moment in one form and one language.
enum Formatter {
    Styled(Box<Styled>),
    Pattern(Box<Names>, DateTimePattern),
    Parts(Vec<(Part, Option<Self>)>),
}

/// The formatters of a thread, by language and form; none of them is `Sync`, and making one takes
/// some hundred times as long as using it.
type Known = BTreeMap<String, Rc<Formatter>>;

thread_local! {
    static KNOWN: RefCell<Known> = const { RefCell::new(Known::new()) };
}

impl Locale {
    /// Returns a moment as this language writes it.
    pub fn date(&self, moment: &Moment, form: Form<'_>) -> Result<String, NotAForm> {
        let formatter = self.formatter_of_dates(form)?;
        let fields = Fields::of(moment)?;
        formatter.format(&fields.named()?, &fields)
    }

    fn formatter_of_dates(&self, form: Form<'_>) -> Result<Rc<Formatter>, NotAForm> {
        let key = match form {
            Form::Pattern(pattern) => format!("{} {pattern}", self.code()),
            form => format!("{} {form:?}", self.code()),
        };
        if let Some(formatter) = KNOWN.with_borrow(|known| known.get(&key).cloned()) {
            return Ok(formatter);
        }
        let made = Rc::new(self.make(form)?);
        KNOWN.with_borrow_mut(|known| {
            if known.len() >= KEPT {
                known.clear();
            }
            known.insert(key, Rc::clone(&made));
        });
        Ok(made)
    }

    fn make(&self, form: Form<'_>) -> Result<Formatter, NotAForm> {
        match form {
            Form::Day(style) => self.styled(style.fields()),
            Form::DayAndTime(style) => self.styled(style.fields_with_time()),
            Form::Pattern(pattern) if pattern.len() > LONGEST => {
                Err(NotAForm::new("the date format is too long", format!("{LONGEST} bytes are enough")))
            }
            Form::Pattern(pattern) if pattern.contains('%') => {
                let parts = strftime::parts(pattern).into_iter();
                let parts = parts.map(|part| Ok((part.clone(), self.part(&part)?)));
                Ok(Formatter::Parts(parts.collect::<Result<_, NotAForm>>()?))
            }
            Form::Pattern(pattern) => self.pattern(pattern),
        }
    }

    fn part(&self, part: &Part) -> Result<Option<Formatter>, NotAForm> {
        match part {
            Part::Plain(_) => Ok(None),
            Part::Name(pattern, _) => self.pattern(pattern).map(Some),
            Part::Day => self.make(Form::Day(Style::Short)).map(Some),
            Part::DayAndTime => self.make(Form::DayAndTime(Style::Medium)).map(Some),
        }
    }

    fn styled(&self, fields: CompositeDateTimeFieldSet) -> Result<Formatter, NotAForm> {
        let made = Styled::try_new(self.preferences(), fields);
        let made = made.map_err(|error| NotAForm::new(error.to_string(), "ask for another `format`"))?;
        Ok(Formatter::Styled(Box::new(made)))
    }

    fn pattern(&self, text: &str) -> Result<Formatter, NotAForm> {
        if let Some(refusal) = advice::refusal(text) {
            return Err(refusal);
        }
        let pattern = DateTimePattern::try_from_pattern_str(text).map_err(|error| advice::syntax(text, &error))?;
        let refused = |error: &dyn std::fmt::Display| advice::fields(text, error);
        let mut names = Names::try_new(self.preferences()).map_err(|error| refused(&error))?;
        names.include_for_pattern(&pattern).map_err(|error| refused(&error))?;
        Ok(Formatter::Pattern(Box::new(names), pattern))
    }

    fn preferences(&self) -> DateTimeFormatterPreferences {
        DateTimeFormatterPreferences::from(&self.parsed)
    }
}

impl Formatter {
    fn format(&self, input: &Input, fields: &Fields) -> Result<String, NotAForm> {
        match self {
            Self::Styled(formatter) => Ok(formatter.format(input).to_string()),
            Self::Pattern(names, pattern) => {
                let mut shown = String::new();
                let formatted = names.with_pattern_unchecked(pattern);
                match formatted.format(input).try_write_to(&mut shown) {
                    Ok(Ok(())) => Ok(shown),
                    Ok(Err(error)) => Err(NotAForm::new(error.to_string(), advice::LETTERS)),
                    Err(error) => Err(NotAForm::new(error.to_string(), advice::LETTERS)),
                }
            }
            Self::Parts(parts) => parts.iter().map(|part| shown(part, input, fields)).collect(),
        }
    }
}

fn shown((part, formatter): &(Part, Option<Formatter>), input: &Input, fields: &Fields) -> Result<String, NotAForm> {
    let text = match (part, formatter) {
        (_, Some(formatter)) => formatter.format(input, fields)?,
        (Part::Plain(text), None) => fields.plain().to_string(text).map_err(|error| advice::directive(text, &error))?,
        (_, None) => String::new(),
    };
    Ok(match part {
        Part::Name(_, Case::Upper) => text.to_uppercase(),
        Part::Name(_, Case::Lower) => text.to_lowercase(),
        _ => text,
    })
}
