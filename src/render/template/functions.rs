//! The functions of templates. Each asks one question, so each is recorded.

use tera::{Kwargs, State, Tera, Value};

use super::asking::{ask, ask_or, here, refused, words};
use super::{addresses, images, lists};
use crate::base::finding::nearest;
use crate::base::path::SourcePath;
use crate::content::texts::Arguments;
use crate::render::escape::for_script;
use crate::render::question::Question;
use crate::render::structured;

pub(super) type Result = std::result::Result<Value, tera::Error>;

/// A function of templates: its name, its arguments, and what it does.
pub(super) struct Function(pub &'static str, pub &'static [&'static str], pub fn(Kwargs, &State) -> Result);

/// Among the arguments of a function: it takes any.
pub(super) const ANY: &str = "…";

const FUNCTIONS: [Function; 8] = [
    Function("asset", &["name"], asset),
    Function("get_page", &["path"], get_page),
    Function("get_section", &["path"], get_section),
    Function("integrity", &["name"], integrity),
    Function("load_data", &["path"], load_data),
    Function("now", &[], now),
    Function("structured_data", &[], structured_data),
    Function("trans", &["key", "default", ANY], trans),
];

/// Returns all functions.
pub(super) fn all() -> impl Iterator<Item = &'static Function> {
    FUNCTIONS.iter().chain(&lists::FUNCTIONS).chain(&addresses::FUNCTIONS).chain(&images::FUNCTIONS)
}

/// Returns the names of all functions, for suggestions.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    all().map(|Function(name, ..)| *name)
}

/// Makes the functions known to `tera`; must come before its templates.
pub(super) fn register(tera: &mut Tera) {
    for Function(name, known, function) in all() {
        tera.register_function(*name, move |arguments: Kwargs, state: &State| {
            check(name, known, &arguments)?;
            function(arguments, state)
        });
    }
}

/// Refuses an argument that a function does not have: it would be a wish that nobody hears.
pub(super) fn check(function: &str, known: &[&str], arguments: &Kwargs) -> std::result::Result<(), tera::Error> {
    let unknown = |name: &String| !known.contains(&name.as_str()) && !known.contains(&ANY);
    let Some(name) = arguments.iter().map(|(name, _)| name.to_string()).filter(unknown).min() else { return Ok(()) };
    let hint = match nearest(&name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "it has none at all".to_owned(),
        None => format!("it has {}", known.join(", ")),
    };
    Err(refused(&format!("`{function}` has no argument `{name}`"), &hint))
}

/// `asset(name="css/civic.css")`: the URL of an asset under its fingerprinted name.
fn asset(arguments: Kwargs, _: &State) -> Result {
    let name: &str = arguments.must_get("name")?;
    ask(|_| Question::Asset(name.to_owned()))
}

/// `integrity(name="js/a.js")`: what lets a browser check that it got this very file.
fn integrity(arguments: Kwargs, _: &State) -> Result {
    let name: &str = arguments.must_get("name")?;
    ask(|_| Question::Integrity(name.to_owned()))
}

/// `get_page(path="@/news/a.md")`: what other pages may show of a page, in the language of this one.
fn get_page(arguments: Kwargs, _: &State) -> Result {
    let source = source(arguments.must_get("path")?)?;
    ask(|language| Question::Page(language, source))
}

/// `get_section(path="@/news/_index.md")`: a section with its pages and subsections.
fn get_section(arguments: Kwargs, _: &State) -> Result {
    let source = source(arguments.must_get("path")?)?;
    ask(|language| Question::Section(language, source))
}

/// `load_data(path="results.json")`: a file below `data/`.
fn load_data(arguments: Kwargs, _: &State) -> Result {
    let path: &str = arguments.must_get("path")?;
    ask(|_| Question::Data(path.to_owned()))
}

/// `now()`: the day the clock is held at, as `2026-11-23`.
fn now(_: Kwargs, _: &State) -> Result {
    ask(|_| Question::Day)
}

/// `structured_data()`: what search engines are told of this page, as JSON-LD that may stand in a `<script>`; nothing
/// where there is nothing to say. No question: the page and the configuration are inputs, and for the pages that a
/// schema names a question is asked.
fn structured_data(_: Kwargs, _: &State) -> Result {
    let (library, language, about) = here()?;
    if library.fragments.are_to_come() {
        let hint = "call it in a template; a shortcode is part of a text, which knows nothing of the page around it";
        return Err(refused("`structured_data` speaks of a whole page", hint));
    }
    let page = SourcePath::new(&about).and_then(|source| library.site.find(&source));
    let Some(page) = page.map(|page| library.site.in_language(page, &language)) else { return Ok(Value::none()) };
    let named = |text: &str| {
        let source = structured::source(text)?;
        let card = ask_or(|language| Question::Page(language, source), Value::none()).ok()?;
        serde_json::to_value(card).ok().filter(|card| !card.is_null())
    };
    let graph = structured::graph(library.views(), page, &named);
    Ok(graph.map_or_else(Value::none, |graph| Value::normal_string(&for_script(&graph.to_string()))))
}

/// `trans(key="n-results", n=3)`: a text of the theme in the language of this page; whatever else is
/// passed are its variables. Where there is none, `default` is shown; without it that is an error.
fn trans(arguments: Kwargs, _: &State) -> Result {
    let key: &str = arguments.must_get("key")?;
    let given = variables(&arguments)?;
    if !is_key(key) {
        return Err(tera::Error::message(format!("`{key}` is no key of a text: use letters, digits, `-` and `_`")));
    }
    let words = words()?;
    let question = |_| Question::Text(words, key.to_owned(), given);
    match arguments.get::<&str>("default")? {
        Some(default) => ask_or(question, Value::normal_string(default)),
        None => ask(question),
    }
}

/// Returns the variables of a text; what is none counts as not given.
fn variables(arguments: &Kwargs) -> std::result::Result<Arguments, tera::Error> {
    let own = |name: &str| name == "key" || name == "default";
    let given = arguments.iter().map(|(name, value)| (name.to_string(), value));
    let given = given.filter(|(name, value)| !own(name) && !value.is_none() && !value.is_undefined());
    given.map(|(name, value)| Ok((name, serde_json::to_value(value).map_err(tera::Error::message)?))).collect()
}

/// Returns whether Fluent could have a text of this name, or one of its attributes.
fn is_key(key: &str) -> bool {
    let is_name = |name: &str| {
        name.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let (name, attribute) = key.split_once('.').unwrap_or((key, "a"));
    is_name(name) && is_name(attribute)
}

/// Returns the source path that `@/news/a.md` or `news/a.md` names.
pub(super) fn source(path: &str) -> std::result::Result<SourcePath, tera::Error> {
    let inside = path.trim_start_matches("@/");
    let source = SourcePath::new(&format!("content/{inside}"));
    source.ok_or_else(|| tera::Error::message(format!("`{path}` is no path of a page")))
}
