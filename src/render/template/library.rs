//! Answers the questions of templates, each once per build.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use serde_json::{Value, json};

use super::report;
use crate::assets::Assets;
use crate::base::clock::Clock;
use crate::base::files::{FileError, Files, Trouble};
use crate::base::finding::{Place, nearest};
use crate::base::path::SourcePath;
use crate::base::timings::Timings;
use crate::config::Config;
use crate::content::texts::{Arguments, NoText, Texts};
use crate::content::{Index, Page, Site, data};
use crate::incremental::Fingerprint;
use crate::render::fragments::Fragments;
use crate::render::picture;
use crate::render::question::Question;
use crate::render::view::Views;

/// All that may be asked about.
///
/// It owns its parts, because the functions that Tera calls must be free of lifetimes.
pub(in crate::render) struct Library {
    pub config: Arc<Config>,
    pub site: Arc<Site>,
    pub fragments: Arc<Fragments>,
    pub assets: Arc<Assets>,
    pub texts: Arc<Texts>,
    pub files: Files,
    pub clock: Clock,
    pub known: RwLock<BTreeMap<String, Answer>>,
    /// Pages by values of their own, by language and key.
    pub indexes: Indexes,
    /// Who takes the time, if somebody does.
    pub timings: Option<Arc<Timings>>,
}

/// Made when a query first asks for them.
pub(in crate::render) type Indexes = RwLock<BTreeMap<(String, String), Arc<Index>>>;

/// An answer, ready for templates, with its fingerprint.
#[derive(Debug, Clone)]
pub(in crate::render) struct Answer {
    pub value: Result<tera::Value, Refusal>,
    pub fingerprint: Fingerprint,
}

/// Why a question has no answer, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(in crate::render) struct Refusal {
    pub message: String,
    pub hint: Option<String>,
    /// Where, if a file other than the template is to blame.
    pub place: Option<Place>,
}

impl Library {
    /// Returns a library that knows of the fragments too.
    pub(in crate::render) fn with(&self, fragments: Fragments) -> Self {
        Self {
            config: Arc::clone(&self.config),
            site: Arc::clone(&self.site),
            fragments: Arc::new(fragments),
            assets: Arc::clone(&self.assets),
            texts: Arc::clone(&self.texts),
            files: self.files.clone(),
            clock: self.clock,
            known: RwLock::default(),
            indexes: RwLock::default(),
            timings: self.timings.clone(),
        }
    }

    /// Returns the means to see pages as templates see them.
    pub(in crate::render) fn views(&self) -> Views<'_> {
        let pictures = &self.assets.pictures;
        Views { site: &self.site, config: &self.config, fragments: &self.fragments, pictures }
    }

    /// Returns the answer to a question.
    pub(in crate::render) fn ask(&self, question: &Question) -> Answer {
        let text = question.to_string();
        if let Some(answer) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&text) {
            return answer.clone();
        }
        let value = self.answer(question);
        let fingerprint = match &value {
            Ok(value) => Fingerprint::of_value(value),
            Err(refusal) => Fingerprint::of_value(refusal),
        };
        let value = value.map(|value| tera::Value::from_serializable(&value));
        let answer = Answer { value, fingerprint };
        // What every page asks for itself is asked once; kept, it would be a list per page.
        if !matches!(question, Question::Related(..)) {
            self.known.write().unwrap_or_else(PoisonError::into_inner).insert(text, answer.clone());
        }
        answer
    }

    /// Returns the fingerprint of the answer to a question that a log remembers as text.
    pub(in crate::render) fn fingerprint(&self, question: &str) -> Fingerprint {
        match question.parse() {
            Ok(question) => self.ask(&question).fingerprint,
            Err(_) => Fingerprint::of(question.as_bytes()),
        }
    }

    fn answer(&self, question: &Question) -> Result<Value, Refusal> {
        match question {
            Question::Link(language, source) => Ok(json!(self.site.goal(language, source))),
            Question::Url(language, source) => {
                self.page(language, source, |views, page| json!(views.config.href(&page.url)))
            }
            Question::Page(language, source) => self.page(language, source, |views, page| json!(views.card(page))),
            Question::Section(language, source) => {
                self.page(language, source, |views, page| json!(views.section(page)))
            }
            Question::Query(language, query) => self.pages(language, query),
            Question::Related(language, source, limit) => self.related(language, source, *limit),
            Question::Taxonomy(language, name) => self.taxonomy(language, name),
            Question::Term(language, taxonomy, name) => self.term(language, taxonomy, name),
            Question::TermUrl(language, taxonomy, name) => self.term_url(language, taxonomy, name),
            Question::Menu(language, name) => Ok(json!(self.site.menu(language, name).unwrap_or_default())),
            Question::File(source) => self.file(source),
            Question::Data(path) => self.data(path),
            Question::Asset(name) => match self.assets.get(name) {
                Some(asset) => Ok(json!(self.config.href(&asset.url))),
                None => Err(self.no_asset(name)),
            },
            Question::Integrity(name) => self.integrity(name),
            Question::Picture(named) => Ok(picture::described(self.assets.pictures.find(named))),
            Question::Shown(named, sizes) => Ok(self.shown(named, sizes.as_deref())),
            Question::Metadata(named) => self.metadata(named),
            Question::Resize(named, request) => self.resized(named, request),
            Question::Text(language, key, arguments) => self.text(language, key, arguments),
            Question::Day => Ok(json!(self.clock.day())),
            // The round of Markdown answers this from the templates; nobody else asks it.
            Question::Component(_) => Ok(Value::Null),
        }
    }

    fn page(&self, language: &str, source: &SourcePath, view: fn(Views<'_>, &Page) -> Value) -> Result<Value, Refusal> {
        let page = self.site.named(language, source).ok_or_else(|| self.no_page(source))?;
        Ok(view(self.views(), self.site.in_language(page, language)))
    }

    pub(super) fn no_page(&self, source: &SourcePath) -> Refusal {
        let name = source.inside("content").unwrap_or(source.as_str());
        let known = self.site.sources().filter_map(|source| source.inside("content"));
        let hint = nearest(name, known).map(|name| format!("did you mean `@/{name}`?"));
        Refusal { message: format!("there is no page `@/{name}`"), hint, place: None }
    }

    fn data(&self, path: &str) -> Result<Value, Refusal> {
        let no_name =
            || Refusal { message: format!("`{path}` is not the name of a data file"), hint: None, place: None };
        let file = SourcePath::new(&format!("data/{path}")).ok_or_else(no_name)?;
        let text = self.files.read_text(&file).map_err(|error| self.no_data(path, &error))?;
        data::parse(&file, &text).map_err(|finding| {
            let message = format!("the data file `{file}` cannot be read: {}", finding.message);
            Refusal { message, hint: finding.hint, place: finding.place }
        })
    }

    fn no_data(&self, path: &str, error: &FileError) -> Refusal {
        let message = match &error.trouble {
            Trouble::Missing => format!("there is no data file `data/{path}`"),
            trouble => format!("the data file `data/{path}` cannot be read: {trouble}"),
        };
        let listing = self.files.list("data");
        let names: Vec<&str> = listing.files.iter().filter_map(|file| file.inside("data")).collect();
        let hint = match nearest(path, names.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None if names.is_empty() => "the site has no folder `data/` with files in it".to_owned(),
            None => {
                format!("`data/` holds {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
            }
        };
        Refusal { message, hint: Some(hint), place: None }
    }

    fn integrity(&self, name: &str) -> Result<Value, Refusal> {
        let asset = self.assets.get(name).ok_or_else(|| self.no_asset(name))?;
        asset.integrity.as_ref().map(|value| json!(value)).ok_or_else(|| {
            let hint = "browsers check it for these two kinds only".to_owned();
            let message = format!("`{name}` has no integrity: it is no style sheet or script");
            Refusal { message, hint: Some(hint), place: None }
        })
    }

    fn no_asset(&self, name: &str) -> Refusal {
        if self.assets.is_broken(name) {
            let hint = "what is wrong with it is told on its own".to_owned();
            return Refusal { message: format!("{}`{name}`", report::BROKEN_ASSET), hint: Some(hint), place: None };
        }
        let hint = nearest(name, self.assets.names()).map(|name| format!("did you mean `{name}`?"));
        let hint = hint.or_else(|| Some("assets lie in `assets/` of the site or of its theme".to_owned()));
        Refusal { message: format!("there is no asset `{name}`"), hint, place: None }
    }

    fn text(&self, language: &str, key: &str, arguments: &Arguments) -> Result<Value, Refusal> {
        let text = self.texts.get(language, key, arguments);
        text.map(Value::from).map_err(|NoText { message, hint, place }| Refusal { message, hint: Some(hint), place })
    }
}
