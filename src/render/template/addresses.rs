//! The functions of templates about what is served, and where.

use serde_json::{Value, json};
use tera::{Kwargs, State};

use super::asking::{about, ask, href};
use super::functions::{Function, Result, source};
use super::library::{Library, Refusal};
use crate::base::path::{SourcePath, UrlPath, leads_elsewhere};
use crate::render::question::Question;
use crate::render::reference;

pub(super) const FUNCTIONS: [Function; 2] =
    [Function("get_file", &["path"], get_file), Function("get_url", &["path"], get_url)];

/// `get_file(path="form.pdf")`: what a link to a file says of it. It lies beside this page, below
/// `content/` (`@/forms/form.pdf`), or at a path of the site (`/form.pdf`).
fn get_file(arguments: Kwargs, _: &State) -> Result {
    let path: &str = arguments.must_get("path")?;
    let named = match path.strip_prefix('/') {
        Some(inside) => SourcePath::new(&format!("static/{inside}")),
        None => Some(source_of(path)?),
    };
    let named = named.ok_or_else(|| tera::Error::message(format!("`{path}` is no path of the site")))?;
    ask(|_| Question::File(named))
}

/// `get_url(path="@/news/a.md#hours")`, `get_url(path="/favicon.svg")` or `get_url(path="map.svg")`: what
/// an `href` must say for a page, a path of the site or a file beside this page. What leads to another
/// host stays as it is.
fn get_url(arguments: Kwargs, _: &State) -> Result {
    url_of(arguments.must_get("path")?)
}

/// Returns what an `href` must say for what an author wrote.
pub(super) fn url_of(wish: &str) -> Result {
    let (path, rest) = wish.split_at(wish.find(['#', '?']).unwrap_or(wish.len()));
    if path.is_empty() || leads_elsewhere(path) {
        return Ok(tera::Value::normal_string(wish));
    }
    let url = if path.starts_with("@/") {
        let source = source(path)?;
        ask(|language| Question::Url(language, source))?
    } else if path.starts_with('/') {
        let url = UrlPath::new(path);
        href(&url.ok_or_else(|| tera::Error::message(format!("`{path}` is no path of the site")))?)?
    } else {
        beside(path)?
    };
    Ok(if rest.is_empty() { url } else { tera::Value::normal_string(&format!("{url}{rest}")) })
}

/// Returns where a page or file beside this page is served.
fn beside(path: &str) -> Result {
    let source = source_of(path)?;
    let answer = ask(|language| Question::Link(language, source))?;
    let url = answer.as_array().and_then(|goal| goal.first()).and_then(|url| UrlPath::new(url.as_str()?));
    href(&url.ok_or_else(|| tera::Error::message(format!("there is no file `{path}` beside this page")))?)
}

/// Returns the file that `@/a/b.pdf` or, beside this page, `b.pdf` names.
fn source_of(path: &str) -> std::result::Result<SourcePath, tera::Error> {
    if path.starts_with("@/") {
        return source(path);
    }
    let page = SourcePath::new(&about()?).ok_or_else(|| tera::Error::message("this page has no file"))?;
    let found = reference::beside(&page, path);
    found.ok_or_else(|| tera::Error::message(format!("there is no file `{path}` beside this page")))
}

impl Library {
    /// Returns what a link to a file says of it; a path of the site is named by its place in `static/`.
    pub(super) fn file(&self, named: &SourcePath) -> std::result::Result<Value, Refusal> {
        let at_path = named.inside("static").and_then(|inside| UrlPath::new(&format!("/{inside}")));
        let resources = self.site.resources();
        let found = match &at_path {
            Some(url) => resources.iter().find(|resource| resource.url == *url),
            None => {
                let at = resources.binary_search_by(|resource| resource.source.cmp(named)).ok();
                at.map(|at| &resources[at])
            }
        };
        let (source, url) = match (found, at_path) {
            (Some(resource), _) => (resource.source.clone(), resource.url.clone()),
            (None, Some(url)) => (named.clone(), url),
            (None, None) => return Err(no_file(named)),
        };
        let size = self.files.size(&source).map_err(|_| no_file(named))?;
        let name = source.as_str().rsplit('/').next().unwrap_or_default();
        let format = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_uppercase());
        Ok(json!({ "path": self.config.href(&url), "name": name, "format": format, "size": size }))
    }
}

fn no_file(named: &SourcePath) -> Refusal {
    let message = match named.inside("static") {
        Some(inside) => format!("no file is served at `/{inside}`"),
        None => format!("there is no file `@/{}`", named.inside("content").unwrap_or(named.as_str())),
    };
    let hint = "a file lies beside the page, below `content/` or in `static/`".to_owned();
    Refusal { message, hint: Some(hint), place: None }
}
