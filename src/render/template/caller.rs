//! How Markdown calls components and texts: shortcodes and render hooks.
//!
//! A body is rendered before any page, so what is called from it may ask about all but the Markdown of
//! other pages: there are no summaries and no tables of contents yet.

use std::sync::Arc;

use tera::Context;

use super::asking::Asking;
use super::{Library, Templates};
use crate::assets::images::Picture;
use crate::base::finding::Finding;
use crate::base::path::SourcePath;
use crate::content::texts::Arguments;
use crate::incremental::Recorder;
use crate::render::picture::Wishes;
use crate::render::question::Question;

/// Calls components and texts for one body, and takes down what was asked.
#[derive(Clone, Copy)]
pub(in crate::render) struct Caller<'a> {
    pub templates: &'a Templates,
    pub library: &'a Arc<Library>,
    pub recorder: &'a Recorder,
    /// Takes down the pictures that components show.
    pub wishes: &'a Wishes,
    pub language: &'a str,
    /// The language that the body is written in.
    pub words: &'a str,
    /// The content file, named when something goes wrong.
    pub about: &'a str,
}

impl<'a> Caller<'a> {
    /// Returns the parameters of a component in the order they are declared, or `None` where there is
    /// no such component.
    pub(in crate::render) fn parameters(&self, name: &str) -> Option<Vec<String>> {
        let question = Question::Component(name.to_owned());
        self.recorder.note(question.to_string(), self.templates.component_fingerprint(name));
        self.templates.parameters(name)
    }

    /// Returns whether a component takes arguments that it has no parameters for.
    pub(in crate::render) fn takes_any(&self, name: &str) -> bool {
        self.templates.takes_any(name)
    }

    /// Returns what a component makes of these arguments and this body.
    pub(in crate::render) fn call(
        &self,
        name: &str,
        arguments: Vec<(String, serde_json::Value)>,
        body: Option<&str>,
    ) -> Result<String, Finding> {
        let mut context = Context::new();
        for (name, value) in arguments {
            context.insert(name, &value);
        }
        let Self { library, recorder, wishes, language, words, about, .. } = *self;
        let asking = Asking { library, recorder, wishes, language, words, about };
        // What a component may take from around its call (`@lang`), which is a body here.
        let mut around = Context::new();
        around.insert("lang", words);
        around.insert("dir", &library.config.language(words).map(|language| language.direction));
        self.templates.call(name, (&context, &around, body), asking)
    }

    /// Returns the names of all components, for suggestions.
    pub(in crate::render) fn names(&self) -> Vec<String> {
        self.templates.component_names()
    }

    /// Returns the picture that a page names, if it is one of the site.
    pub(in crate::render) fn picture(&self, named: &SourcePath) -> Option<&'a Picture> {
        let question = Question::Picture(named.clone());
        self.recorder.note(question.to_string(), self.library.ask(&question).fingerprint);
        self.library.assets.pictures.find(named)
    }

    /// Returns a text of the theme in the language of the body, with its variables filled in.
    pub(in crate::render) fn text(&self, key: &str, arguments: Arguments) -> Option<String> {
        let question = Question::Text(self.words.to_owned(), key.to_owned(), arguments);
        let answer = self.library.ask(&question);
        self.recorder.note(question.to_string(), answer.fingerprint);
        answer.value.ok().and_then(|value| value.as_str().map(str::to_owned))
    }
}
