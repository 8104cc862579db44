//! The filters of templates that depend on the language of the page.
//!
//! They ask nothing: a language and a value always give the same text, and how the site wants a
//! language written is part of the configuration, which is an input of every step.

use tera::{Error, Kwargs, State, Tera, Value};

use super::asking::{self, refused};
use super::functions;
use crate::base::clock::Moment;
use crate::base::locale::{Digits, Form, Locale, MOST_DECIMALS, Style};

type Result = std::result::Result<Value, Error>;

/// The names of all filters of our own.
pub(super) const NAMES: [&str; 2] = ["date", "number"];

/// Makes the filters known to `tera`; must come before its templates.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter(NAMES[0], date);
    tera.register_filter(NAMES[1], number);
}

/// `{{ page.date | date(format="d MMMM y", time=true, locale="de") }}`.
fn date(value: &Value, arguments: Kwargs, _: &State) -> Result {
    functions::check("date", &["format", "time", "locale"], &arguments)?;
    let text = value.as_str().ok_or_else(|| refused("a date is a text such as `2026-11-23`", DATES))?;
    let moment = text.parse::<Moment>().map_err(|error| refused(&error.to_string(), DATES))?;
    let format: &str = arguments.get("format")?.unwrap_or("long");
    let with_time = arguments.get::<bool>("time")?.unwrap_or(false);
    let form = match (Style::named(format), with_time) {
        (Some(style), false) => Form::Day(style),
        (Some(style), true) => Form::DayAndTime(style),
        (None, false) => Form::Pattern(format),
        (None, true) => {
            let message = "`time=true` goes with a style (`short`, `medium`, `long`, `full`)";
            return Err(refused(message, "in a pattern, write `HH:mm`"));
        }
    };
    let shown = locale(&arguments)?.date(&moment, form);
    shown.map(|text| Value::normal_string(&text)).map_err(|error| refused(&error.to_string(), &error.hint))
}

/// What to write where a date is none.
const DATES: &str = "write it as `2026-11-23`, or with a time as `2026-11-23T22:40:00+01:00`";

/// `{{ 12345.6 | number(decimals=2, group=false, locale="de") }}`; a text of digits counts as a number.
fn number(value: &Value, arguments: Kwargs, _: &State) -> Result {
    functions::check("number", &["decimals", "group", "locale"], &arguments)?;
    let text = match value.as_str() {
        Some(text) => text.trim().to_owned(),
        None if value.is_number() => value.to_string(),
        None => String::new(),
    };
    if !text.parse::<f64>().is_ok_and(f64::is_finite) || text.contains(['e', 'E']) {
        let hint = "a number is written as `12345.6`, without marks between thousands";
        return Err(refused(&format!("`{text}` is not a number"), hint));
    }
    let decimals = match arguments.get::<i64>("decimals")? {
        Some(decimals) => {
            let decimals = u8::try_from(decimals).ok().filter(|decimals| *decimals <= MOST_DECIMALS);
            Some(decimals.ok_or_else(|| refused("`decimals` goes from 0 to 20", "2 shows cents"))?)
        }
        None => None,
    };
    let is_plain = !arguments.get::<bool>("group")?.unwrap_or(true);
    let shown = locale(&arguments)?.digits(&text, Digits { decimals, is_plain });
    Ok(Value::normal_string(&shown))
}

/// Returns the wish of the template, or the language of the page.
fn locale(arguments: &Kwargs) -> std::result::Result<Locale, Error> {
    let Some(code) = arguments.get::<&str>("locale")? else { return asking::locale() };
    Locale::new(code).map_err(|error| {
        let near = error.near.as_ref().map(|near| format!("did you mean `{near}`?"));
        refused(&error.to_string(), &near.unwrap_or_else(|| "codes look like `it`, `en` or `pt-BR`".to_owned()))
    })
}
