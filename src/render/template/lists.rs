//! The functions of templates that give lists: pages, terms, menus. Each asks one question.

use tera::{Kwargs, State, Value};

use super::asking::{about, ask};
use super::functions::{Function, Result, source};
use crate::base::path::SourcePath;
use crate::content::Query;
use crate::render::question::Question;

/// These functions.
pub(super) const FUNCTIONS: [Function; 7] = [
    Function("get_menu", &["name"], get_menu),
    Function("get_taxonomy", &["kind"], get_taxonomy),
    Function("get_taxonomy_term", &["kind", "term"], get_taxonomy_term),
    Function("get_taxonomy_url", &["kind", "name"], get_taxonomy_url),
    Function("pages", &["section", "limit"], pages),
    Function("query", &QUERY, query),
    Function("related", &["path", "limit"], related),
];

const QUERY: [&str; 10] =
    ["section", "term", "taxonomy", "key", "value", "year", "sort_by", "sort_order", "offset", "limit"];

/// `get_menu(name="main")`: the entries of a menu, each with its `children`; nothing where the site has
/// no such menu.
fn get_menu(arguments: Kwargs, _: &State) -> Result {
    let name = text(&arguments, "name")?.unwrap_or_else(|| "main".to_owned());
    ask(|language| Question::Menu(language, name))
}

/// `get_taxonomy(kind="tags")`: a taxonomy with its terms.
fn get_taxonomy(arguments: Kwargs, _: &State) -> Result {
    let kind: String = arguments.must_get("kind")?;
    ask(|language| Question::Taxonomy(language, kind))
}

/// `get_taxonomy_term(kind="tags", term="School")`: a term with its pages.
fn get_taxonomy_term(arguments: Kwargs, _: &State) -> Result {
    let (kind, term): (String, String) = (arguments.must_get("kind")?, arguments.must_get("term")?);
    ask(|language| Question::Term(language, kind, term))
}

/// `get_taxonomy_url(kind="tags", name="School")`: where a term is served.
fn get_taxonomy_url(arguments: Kwargs, _: &State) -> Result {
    let (kind, name): (String, String) = (arguments.must_get("kind")?, arguments.must_get("name")?);
    ask(|language| Question::TermUrl(language, kind, name))
}

/// `pages(section="news", limit=3)`: the newest pages below a folder, in the language of this page.
fn pages(arguments: Kwargs, _: &State) -> Result {
    let section = text(&arguments, "section")?.filter(|folder| !folder.trim_matches('/').is_empty());
    let query = Query { section, limit: count(&arguments, "limit")?, ..Query::default() };
    ask(|language| Question::Query(language, query))
}

/// `query(section="news", term="School", key="series", value="…", sort_by="title", limit=3)`: the pages
/// for which all of this holds, in the language of this page.
fn query(arguments: Kwargs, _: &State) -> Result {
    let query = Query {
        section: text(&arguments, "section")?.map(|folder| folder.trim_matches('/').to_owned()),
        term: text(&arguments, "term")?,
        taxonomy: text(&arguments, "taxonomy")?,
        key: text(&arguments, "key")?,
        value: text(&arguments, "value")?,
        year: text(&arguments, "year")?,
        sort_by: text(&arguments, "sort_by")?,
        sort_order: text(&arguments, "sort_order")?,
        offset: count(&arguments, "offset")?.unwrap_or(0),
        limit: count(&arguments, "limit")?,
    };
    if query.value.is_some() && query.key.is_none() {
        return Err(tera::Error::message("`value` needs the `key` whose value it is"));
    }
    ask(|language| Question::Query(language, query))
}

/// `related(limit=5)`: the pages that have most terms in common with this page, or with that of `path`.
fn related(arguments: Kwargs, _: &State) -> Result {
    let source = match text(&arguments, "path")? {
        Some(path) => source(&path)?,
        None => SourcePath::new(&about()?).ok_or_else(|| tera::Error::message("this page has no file"))?,
    };
    let limit = count(&arguments, "limit")?.unwrap_or(5);
    ask(|language| Question::Related(language, source, limit))
}

/// Returns an argument as text; a number counts as the text that it looks like.
fn text(arguments: &Kwargs, name: &str) -> std::result::Result<Option<String>, tera::Error> {
    let Some(value) = arguments.get::<Value>(name)? else { return Ok(None) };
    let is_plain = !value.is_array() && !value.is_map();
    match (value.is_none(), is_plain) {
        (true, _) => Ok(None),
        (false, true) => Ok(Some(value.to_string())),
        (false, false) => Err(tera::Error::message(format!("`{name}` must be text"))),
    }
}

fn count(arguments: &Kwargs, name: &str) -> std::result::Result<Option<usize>, tera::Error> {
    let Some(number) = arguments.get::<i64>(name)? else { return Ok(None) };
    let refused = |_| tera::Error::message(format!("`{name}` must be 0 or more"));
    usize::try_from(number).map(Some).map_err(refused)
}
