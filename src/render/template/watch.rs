//! What takes how long inside of one render, for whoever asks with `--timings`.
//!
//! Tera tells nobody when a component or an included template begins and ends. So, where times are taken, a second
//! set of the templates is compiled with two calls in each of them, which give no text; it is used for rendering, and
//! the first set for everything else, mistakes included. See "Timings" in ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tera::{Kwargs, State, Tera, Value};

use super::asking;
use super::library::{Answer, Library};
use super::sources::{Source, Sources};
use crate::base::timings::{Asked, Sample, Timings};
use crate::content::Query;
use crate::render::question::Question;

/// What says that something begins; no author writes a name like this.
const ENTER: &str = "seawall__enter";
/// What says that it ends.
const LEAVE: &str = "seawall__leave";

/// What is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Template(&'a str),
    Component(&'a str),
}

/// Takes the times of one render.
pub(super) struct Watch {
    timings: Arc<Timings>,
    for_whom: String,
    open: Vec<Frame>,
}

struct Frame {
    kind: &'static str,
    name: String,
    started: Instant,
    /// How much of it is told on its own.
    inside: Duration,
}

impl Watch {
    /// Begins, if somebody takes the times.
    pub(super) fn start(library: &Library, part: Part<'_>, for_whom: &str) -> Option<Self> {
        let timings = Arc::clone(library.timings.as_ref()?);
        let mut watch = Self { timings, for_whom: for_whom.to_owned(), open: Vec::new() };
        match part {
            Part::Template(name) => watch.enter("template", name),
            // It says itself when it begins.
            Part::Component(_) => {}
        }
        Some(watch)
    }

    fn enter(&mut self, kind: &'static str, name: &str) {
        self.open.push(Frame { kind, name: name.to_owned(), started: Instant::now(), inside: Duration::ZERO });
    }

    fn leave(&mut self) {
        let Some(Frame { kind, name, started, inside }) = self.open.pop() else { return };
        let took = started.elapsed();
        if let Some(around) = self.open.last_mut() {
            around.inside += took;
        }
        self.timings.sample(Sample { kind, name: &name, for_whom: &self.for_whom, took, inside });
    }

    /// Ends; whatever is still open ends too.
    pub(super) fn finish(mut self) {
        while !self.open.is_empty() {
            self.leave();
        }
    }

    /// Asks, and takes the time and the size of the answer.
    pub(super) fn ask(&mut self, library: &Library, question: &Question) -> Answer {
        let function = function(question);
        self.enter("function", function);
        let answer = library.ask(question);
        self.leave();
        if let (Some(whole), Some(inside), Ok(value)) = (self.open.first(), self.open.last(), &answer.value) {
            let asked = Asked { part: whole.name.clone(), inside: inside.name.clone(), function };
            self.timings.answer(asked, size(value));
        }
        answer
    }
}

/// Returns the function that asks a question.
fn function(question: &Question) -> &'static str {
    match question {
        Question::Query(_, query) => {
            let plain = Query { section: query.section.clone(), limit: query.limit, ..Query::default() };
            if *query == plain { "pages" } else { "query" }
        }
        Question::Page(..) => "get_page",
        Question::Section(..) => "get_section",
        Question::Related(..) => "related",
        Question::Taxonomy(..) => "get_taxonomy",
        Question::Term(..) => "get_taxonomy_term",
        Question::TermUrl(..) => "get_taxonomy_url",
        Question::Menu(..) => "get_menu",
        Question::Data(_) => "load_data",
        Question::Asset(_) => "asset",
        Question::Integrity(_) => "integrity",
        Question::Text(..) => "trans",
        Question::Day => "now",
        Question::File(_) => "get_file",
        Question::Metadata(_) => "get_image_metadata",
        Question::Resize(..) => "resize_image",
        Question::Picture(_) | Question::Shown(..) => "get_image",
        Question::Url(..) | Question::Link(..) | Question::Component(_) => "get_url",
    }
}

/// Returns how many things an answer holds: those of a list, or of the lists in it.
fn size(value: &Value) -> usize {
    match (value.as_array(), value.as_map()) {
        (Some(things), _) => things.len(),
        (None, Some(fields)) => fields.values().filter_map(Value::as_array).map(<[Value]>::len).sum(),
        (None, None) => 0,
    }
}

/// Makes the two calls known.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function(ENTER, |arguments: Kwargs, _: &State| {
        let (kind, name): (&str, &str) = (arguments.must_get("kind")?, arguments.must_get("name")?);
        let kind = if kind == "component" { "component" } else { "template" };
        asking::watched(|watch| watch.enter(kind, name));
        Ok(Value::normal_string(""))
    });
    tera.register_function(LEAVE, |_: Kwargs, _: &State| {
        asking::watched(Watch::leave);
        Ok(Value::normal_string(""))
    });
}

/// Returns the texts of all templates with the two calls in every component and in what is included.
pub(super) fn texts(sources: &Sources) -> BTreeMap<&str, String> {
    let included = sources.iter().flat_map(|(_, source)| {
        let references = source.outline.references.iter().filter(|reference| !reference.is_parent);
        references.filter_map(|reference| sources.resolve(source.layer, &reference.name)).map(|(key, _)| key)
    });
    let included: BTreeSet<&str> = included.collect();
    let watched = |(key, source): (&str, &Source)| {
        let mut text = sources.for_tera(source);
        // From the end on, so that the places before it hold.
        for component in source.outline.components.iter().rev() {
            insert(&mut text, component.inner.clone(), ("component", &component.name));
        }
        if included.contains(key) && source.outline.references.iter().all(|reference| !reference.is_parent) {
            let whole = 0..text.len();
            insert(&mut text, whole, ("template", &source.name));
        }
        text
    };
    sources.iter().map(|(key, source)| (key, watched((key, source)))).collect()
}

/// Puts the two calls around a part of a text. Where the tag before or behind it takes space away with a dash, the
/// call does so in its place.
fn insert(text: &mut String, inner: Range<usize>, (kind, name): (&str, &str)) {
    if name.contains(['"', '\\']) {
        return;
    }
    let begins = if text[..inner.start].ends_with("-%}") { "-}}" } else { "}}" };
    let ends = if text[inner.end..].starts_with("{%-") { "{{-" } else { "{{" };
    text.insert_str(inner.end, &format!("{ends} {LEAVE}() }}}}"));
    text.insert_str(inner.start, &format!("{{{{ {ENTER}(kind=\"{kind}\", name=\"{name}\") {begins}"));
}
