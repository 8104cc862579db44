//! Who answers while a template is rendered, and who takes notes.
//!
//! Tera hands a function its arguments and a `State`; inside a component that state shows only the
//! component's own arguments, so neither the language nor a recorder can be found through it. They
//! lie in a thread-local for the length of one render, which never leaves its thread.
//! See "Questions from templates" in ARCHITECTURE.md.

use std::cell::RefCell;
use std::sync::Arc;

use super::library::{Library, Refusal};
use super::watch::{Part, Watch};
use crate::base::locale::Locale;
use crate::base::path::UrlPath;
use crate::incremental::{Fingerprint, Recorder};
use crate::render::picture::{Wish, Wishes};
use crate::render::question::Question;

/// What one render asks with.
#[derive(Clone, Copy)]
pub(in crate::render) struct Asking<'a> {
    pub library: &'a Arc<Library>,
    pub recorder: &'a Recorder,
    /// Takes down the pictures that are shown.
    pub wishes: &'a Wishes,
    pub language: &'a str,
    /// The language of the words around: that of the body, also where it stands in for a translation.
    pub words: &'a str,
    /// The content file of the page.
    pub about: &'a str,
}

struct Now {
    library: Arc<Library>,
    language: String,
    words: String,
    about: String,
    asked: Vec<(String, Fingerprint)>,
    wished: Vec<Wish>,
    refused: Option<Refusal>,
    /// Takes the times, if somebody wants them.
    watch: Option<Watch>,
}

thread_local! {
    static NOW: RefCell<Option<Now>> = const { RefCell::new(None) };
}

impl Asking<'_> {
    /// Runs `render`, which makes `part` and may ask; returns its result and the last refusal.
    pub(super) fn during<R>(self, part: Part<'_>, render: impl FnOnce() -> R) -> (R, Option<Refusal>) {
        let now = Now {
            library: Arc::clone(self.library),
            language: self.language.to_owned(),
            words: self.words.to_owned(),
            about: self.about.to_owned(),
            asked: Vec::new(),
            wished: Vec::new(),
            refused: None,
            watch: Watch::start(self.library, part, self.about),
        };
        NOW.with_borrow_mut(|place| *place = Some(now));
        let result = render();
        let now = NOW.take().expect("it was put there a line above, and only this function takes it");
        for (question, answer) in now.asked {
            self.recorder.note(question, answer);
        }
        self.wishes.extend(now.wished);
        if let Some(watch) = now.watch {
            watch.finish();
        }
        (result, now.refused)
    }
}

/// Asks a question made from the language of the page that is being rendered.
pub(super) fn ask(question: impl FnOnce(String) -> Question) -> Result<tera::Value, tera::Error> {
    with_answer(question, refuse)
}

fn refuse(now: &mut Now, refusal: Refusal) -> Result<tera::Value, tera::Error> {
    let error = tera::Error::message(&refusal.message);
    now.refused = Some(refusal);
    Err(error)
}

/// Asks, and takes `default` where there is no answer.
pub(super) fn ask_or(
    question: impl FnOnce(String) -> Question,
    default: tera::Value,
) -> Result<tera::Value, tera::Error> {
    with_answer(question, |now, refusal| match refusal.place {
        // Where a file is to blame, a default would only hide it.
        Some(_) => refuse(now, refusal),
        None => Ok(default),
    })
}

fn with_answer(
    question: impl FnOnce(String) -> Question,
    otherwise: impl FnOnce(&mut Now, Refusal) -> Result<tera::Value, tera::Error>,
) -> Result<tera::Value, tera::Error> {
    NOW.with_borrow_mut(|now| {
        let Some(now) = now else { return Err(tera::Error::message("this can be asked only by a page")) };
        let question = question(now.language.clone());
        let answer = match &mut now.watch {
            Some(watch) => watch.ask(&now.library, &question),
            None => now.library.ask(&question),
        };
        now.asked.push((question.to_string(), answer.fingerprint));
        answer.value.or_else(|refusal| otherwise(now, refusal))
    })
}

/// Returns the library, the language and the content file of the page that is being rendered. Whoever reads the
/// library itself must read only what is among the inputs of every page.
pub(super) fn here() -> Result<(Arc<Library>, String, String), tera::Error> {
    let here = NOW
        .with_borrow(|now| now.as_ref().map(|now| (Arc::clone(&now.library), now.language.clone(), now.about.clone())));
    here.ok_or_else(|| tera::Error::message("this can be asked only by a page"))
}

/// Does something to the watch of the render that is going on, if there is one.
pub(super) fn watched(change: impl FnOnce(&mut Watch)) {
    NOW.with_borrow_mut(|now| now.as_mut().and_then(|now| now.watch.as_mut()).map(change));
}

/// Notes a picture that is shown.
pub(super) fn wish(wish: impl FnOnce(&Library) -> Option<Wish>) {
    NOW.with_borrow_mut(|now| {
        if let Some(now) = now {
            now.wished.extend(wish(&now.library));
        }
    });
}

/// Returns the content file of the page that is being rendered.
pub(super) fn about() -> Result<String, tera::Error> {
    let about = NOW.with_borrow(|now| now.as_ref().map(|now| now.about.clone()));
    about.ok_or_else(|| tera::Error::message("this can be asked only by a page"))
}

/// Returns the language of the words that are being rendered.
pub(super) fn words() -> Result<String, tera::Error> {
    let words = NOW.with_borrow(|now| now.as_ref().map(|now| now.words.clone()));
    words.ok_or_else(|| tera::Error::message("this can be asked only by a page"))
}

/// Returns how the language of the words that are being rendered is written. No question: the
/// configuration is an input.
pub(super) fn locale() -> Result<Locale, tera::Error> {
    NOW.with_borrow(|now| {
        let language = now.as_ref().and_then(|now| now.library.config.language(&now.words));
        language
            .map(|language| language.locale.clone())
            .ok_or_else(|| tera::Error::message("this can be asked only by a page"))
    })
}

/// Returns the error of a filter or function, and keeps its hint for the finding.
pub(super) fn refused(message: &str, hint: &str) -> tera::Error {
    NOW.with_borrow_mut(|now| {
        if let Some(now) = now {
            let (message, hint) = (message.to_owned(), Some(hint.to_owned()));
            now.refused = Some(Refusal { message, hint, place: None });
        }
    });
    tera::Error::message(message)
}

/// Returns what an `href` says for a path of the site. No question: the configuration is an input.
pub(super) fn href(url: &UrlPath) -> Result<tera::Value, tera::Error> {
    NOW.with_borrow(|now| {
        let Some(now) = now else { return Err(tera::Error::message("this can be asked only by a page")) };
        Ok(tera::Value::normal_string(&now.library.config.href(url)))
    })
}
