//! What a style sheet may ask about the other assets. Every question is taken down, so that a sheet is
//! made again exactly when an answer is another one.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::super::sources::Sources;
use crate::base::files::Files;
use crate::base::finding::{Finding, Place};
use crate::base::path::{SourcePath, UrlPath};
use crate::config::Config;
use crate::incremental::{Fingerprint, Recorder};

/// What all style sheets know.
#[derive(Clone, Copy)]
pub(in crate::assets) struct Shelf<'a> {
    pub files: &'a Files,
    pub sources: &'a Sources,
    /// The assets that refer to nothing, by name.
    pub urls: &'a BTreeMap<String, UrlPath>,
    pub config: &'a Config,
}

impl Shelf<'_> {
    /// Returns the fingerprint of the answer that a question has now.
    pub(in crate::assets) fn fingerprint(&self, question: &str) -> Fingerprint {
        let (kind, name) = question.split_once(' ').unwrap_or((question, ""));
        match kind {
            "asset-has" => has(self.sources.get(name).is_some()),
            "asset-folder" => has(self.sources.has_folder(name)),
            "asset-url" => url(self.urls.get(name)),
            "asset-text" => match self.sources.get(name).map(|file| file.read(self.files)) {
                Some(Ok(bytes)) => Fingerprint::of(&bytes),
                Some(Err(error)) => Fingerprint::of(error.to_string().as_bytes()),
                None => has(false),
            },
            _ => Fingerprint::of(question.as_bytes()),
        }
    }
}

fn has(is_there: bool) -> Fingerprint {
    Fingerprint::of(&[u8::from(is_there)])
}

fn url(url: Option<&UrlPath>) -> Fingerprint {
    Fingerprint::of(url.map_or("", UrlPath::as_str).as_bytes())
}

/// The place where one style sheet asks.
pub(super) struct Desk<'a> {
    pub shelf: Shelf<'a>,
    recorder: &'a Recorder,
    /// The texts that it was given, by name.
    texts: Mutex<BTreeMap<String, String>>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(shelf: Shelf<'a>, recorder: &'a Recorder) -> Self {
        Self { shelf, recorder, texts: Mutex::default() }
    }

    fn note(&self, question: String) {
        let answer = self.shelf.fingerprint(&question);
        self.recorder.note(question, answer);
    }

    /// Returns whether there is a file of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.note(format!("asset-has {name}"));
        self.shelf.sources.get(name).is_some()
    }

    /// Returns whether files lie below a folder of this name.
    pub(super) fn has_folder(&self, name: &str) -> bool {
        self.note(format!("asset-folder {name}"));
        self.shelf.sources.has_folder(name)
    }

    /// Returns where an asset of this name is served, if it refers to nothing itself.
    pub(super) fn url(&self, name: &str) -> Option<&'a UrlPath> {
        self.note(format!("asset-url {name}"));
        self.shelf.urls.get(name)
    }

    /// Returns the text of a file, which must be there.
    pub(super) fn text(&self, name: &str) -> Result<String, Finding> {
        self.note(format!("asset-text {name}"));
        let file = self.shelf.sources.get(name);
        let file = file.ok_or_else(|| Finding::error("style-import", format!("there is no asset `{name}`")))?;
        let text = file.read_text(self.shelf.files)?;
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        self.texts.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), text.clone());
        Ok(text)
    }

    /// Returns where in the sources a line (from 0) and column (characters, from 0) of a text lie.
    pub(super) fn place(&self, name: &str, line: usize, column: usize) -> Option<Place> {
        let source = self.source(name)?;
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(text) = texts.get(name) else { return Some(Place::whole(source)) };
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let row = text[start..].lines().next().unwrap_or("");
        let offset = row.char_indices().nth(column).map_or(row.len(), |(at, _)| at);
        Some(Place::of(source, text, start + offset..start + offset))
    }

    /// Returns the place of a piece of text in one of the files that were read, that of `name` first.
    pub(super) fn find(&self, name: &str, piece: &str) -> Option<Place> {
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let own = texts.get_key_value(name);
        let mut all = own.into_iter().chain(texts.iter());
        let found = all.find_map(|(name, text)| Some((name, text, text.find(piece).filter(|_| !piece.is_empty())?)));
        let Some((name, text, at)) = found else { return self.source(name).map(Place::whole) };
        Some(Place::of(self.source(name)?, text, at..at + piece.len()))
    }

    /// Returns the names of the files that were read.
    pub(super) fn read(&self) -> Vec<(String, String)> {
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        texts.iter().map(|(name, text)| (name.clone(), text.clone())).collect()
    }

    fn source(&self, name: &str) -> Option<&SourcePath> {
        self.shelf.sources.get(name).map(|file| &file.source)
    }
}

/// Returns the name that `path`, written in a file called `from`, means; `None` where it leads out of the
/// folder of assets.
pub(super) fn beside(from: &str, path: &str) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let start = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}
