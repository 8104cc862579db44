//! Why an artifact is what it is.

use serde::Serialize;

use super::address::{self, Meant, Unknown};
use super::files::Use;
use super::{Scene, given};
use crate::base::artifact::{Entry, Role};
use crate::base::path::{SourcePath, UrlPath};
use crate::incremental::{Fingerprint, Known, Reason, Words};
use crate::render::SourceFile;

/// What an address means.
#[derive(Debug)]
pub enum Why {
    /// Something that is served, or was.
    Served(Box<Served>),
    /// A file that others are made from.
    Source(Use),
}

/// Why an artifact is what it is.
#[derive(Debug)]
pub struct Served {
    /// Where it is served.
    pub url: UrlPath,
    /// What there would be now; none where nothing makes it any more.
    pub entry: Option<Entry>,
    /// Whether it would be made again.
    pub state: State,
    /// The step that makes it, then the one that makes HTML of its Markdown.
    pub steps: Vec<Told>,
    /// The files it comes from.
    pub files: Vec<SourceFile>,
    /// Where what refers to it is served; left out for pages.
    pub used_by: Vec<UrlPath>,
    /// Those of the site that changed since the last build and may be the cause.
    pub changed: Vec<SourcePath>,
}

/// Whether an artifact would be made again by a build now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It stands as it was made.
    Stands,
    /// It would be made again.
    Again,
    /// It would be made for the first time.
    New,
    /// It would be removed.
    Gone,
    /// It cannot be made: the site has errors.
    Broken,
}

/// One step, and what is known of it.
#[derive(Debug)]
pub struct Told {
    /// The step.
    pub step: String,
    /// Why it would run; none where it stands.
    pub reason: Option<Reason>,
    /// What it was given.
    pub given: Vec<Given>,
    /// What it asked.
    pub asked: Vec<Asked>,
}

/// Something that a step was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Given {
    /// The label in the log.
    pub label: String,
    /// What it is, in words.
    pub words: String,
    /// Whether it is another one now.
    pub changed: bool,
}

/// Something that a step asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The question in the log.
    pub question: String,
    /// The same in words.
    pub words: Words,
    /// Whether it has another answer now.
    pub changed: bool,
}

/// Tells why what is served at an address is what it is.
pub fn why(address: &str, scene: &Scene<'_>) -> Result<Why, Unknown> {
    Ok(match address::find(address, scene)? {
        Meant::Served(url) => Why::Served(Box::new(scene.served(url))),
        Meant::Gone(url) => Why::Served(Box::new(scene.gone(url))),
        Meant::Source(file) => Why::Source(scene.uses(&file)),
    })
}

/// Returns a question of the log in words.
pub fn words(question: &str) -> Words {
    let words = crate::render::words(question).or_else(|| crate::assets::words(question));
    words.unwrap_or_else(|| Words::new("", "", question))
}

impl Scene<'_> {
    fn served(&self, url: UrlPath) -> Served {
        let entry = self.output.get(&url).cloned();
        let mut steps = Vec::new();
        let mut files = Vec::new();
        if let Some(entry) = &entry {
            steps.push(self.told(&entry.step));
            steps.extend(self.origin.fragment_at(&url).filter(|_| is_page(entry)).map(|step| self.told(&step)));
            files = self.files(entry);
        }
        let state = match steps.first().and_then(|told| told.reason.as_ref()) {
            None => State::Stands,
            Some(Reason::New) => State::New,
            Some(_) => State::Again,
        };
        let changed = if state == State::Again { self.changed(&steps, &files) } else { Vec::new() };
        let users =
            self.output.entries().filter(|user| user.links.iter().any(|link| link == url.as_str()) && user.path != url);
        let is_asset = entry.as_ref().is_some_and(|entry| entry.role == Role::Asset);
        let used_by = if is_asset { users.map(|user| user.path.clone()).collect() } else { Vec::new() };
        Served { url, entry, state, steps, files, used_by, changed }
    }

    /// What an earlier build wrote, and nothing makes any more.
    fn gone(&self, url: UrlPath) -> Served {
        let path = url.as_str();
        let of_path = |step: &&str| step.split_once(' ').is_some_and(|(_, thing)| thing == path);
        let steps = self.store.steps().filter(of_path).take(1).map(|step| self.told(step)).collect();
        let state = if self.is_broken { State::Broken } else { State::Gone };
        Served { url, entry: None, state, steps, files: Vec::new(), used_by: Vec::new(), changed: Vec::new() }
    }

    /// Returns what is known of a step.
    fn told(&self, step: &str) -> Told {
        let reason = self.ran.iter().find(|ran| ran.step == step).map(|ran| ran.reason.clone());
        let (before, now) = (self.store.remembered(step), self.store.seen(step));
        let kind = step.split(' ').next().unwrap_or("");
        let known = now.as_ref().or(before.as_ref()).cloned().unwrap_or_default();
        let is_other = |then: Option<&Fingerprint>, now: &Fingerprint| before.is_some() && then != Some(now);
        let input = |label: &str| before.as_ref()?.inputs.iter().find(|(then, _)| then == label).map(|(_, one)| one);
        let answer = |question: &str| before.as_ref()?.asked.get(question);
        let Known { inputs, asked } = &known;
        let given = inputs.iter().map(|(label, fingerprint)| Given {
            label: label.clone(),
            words: given::given(kind, label).to_owned(),
            changed: is_other(input(label), fingerprint),
        });
        let asked = asked.iter().map(|(question, fingerprint)| {
            // The engine stops at the first that differs, and a step that then asks no more of it has no answer to show.
            let is_reason = reason == Some(Reason::AnswerChanged(question.clone()));
            let changed = is_reason || is_other(answer(question), fingerprint);
            Asked { question: question.clone(), words: words(question), changed }
        });
        let mut told =
            Told { step: step.to_owned(), given: given.collect(), asked: asked.collect(), reason: reason.clone() };
        if let Some(Reason::AnswerChanged(question)) = reason.filter(|_| now.is_some())
            && told.asked.iter().all(|asked| asked.question != question)
        {
            told.asked.push(Asked { words: words(&question), question, changed: true });
        }
        told
    }

    /// Returns the files that changed since the last build, as far as the steps tell, and may be the cause: those that
    /// it comes from, or, where it shows something of its neighbors, any content.
    fn changed(&self, steps: &[Told], files: &[SourceFile]) -> Vec<SourcePath> {
        let ran = self.ran.iter().filter_map(|ran| self.changed_file(&ran.step, &ran.reason));
        let ran: Vec<SourcePath> = ran.collect();
        let asked = || steps.iter().flat_map(|told| told.asked.iter().filter(|asked| asked.changed));
        let named: Vec<&SourcePath> = asked().flat_map(|asked| &asked.words.files).collect();
        // A list, a menu, its neighbors: any content may have changed them.
        let is_wide = steps[0].given.iter().any(|given| given.label == "context" && given.changed)
            || asked().any(|asked| !asked.words.files.iter().any(|file| ran.contains(file)));
        let mut changed: Vec<SourcePath> = ran
            .iter()
            .filter(|file| {
                let is_content = file.inside("content").is_some();
                files.iter().any(|one| one.file == **file) || named.contains(file) || (is_wide && is_content)
            })
            .cloned()
            .collect();
        changed.extend(named.into_iter().filter(|file| file.inside("data").is_some()).cloned());
        changed.sort();
        changed.dedup();
        changed
    }

    /// Returns the file whose change is the reason of a step.
    fn changed_file(&self, step: &str, reason: &Reason) -> Option<SourcePath> {
        let (kind, thing) = step.split_once(' ')?;
        match (kind, reason) {
            // What stands in for a translation has the file of another page.
            ("fragment", Reason::New) if !thing.contains(" for ") => SourcePath::new(&format!("content/{thing}")),
            ("fragment", Reason::Changed(label)) if label == "source" => {
                SourcePath::new(&format!("content/{}", thing.split(" for ").next()?))
            }
            ("asset" | "static", Reason::Changed(label)) if label == "body" => {
                let file = if kind == "asset" { self.assets.get(thing) } else { self.statics.get(thing) };
                file.map(|file| file.source.clone())
            }
            _ => None,
        }
    }
}

fn is_page(entry: &Entry) -> bool {
    entry.step.starts_with("page ")
}
