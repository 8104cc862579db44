//! The step that makes the index of one language: docs/search.md tells what is in each file.

use std::collections::BTreeSet;

use bytes::Bytes;
use serde::Serialize;
use serde_json::{Value, json};

use super::super::fragments;
use super::super::template::Library;
use super::Made;
use super::merge::{Merge, Posting};
use super::number::numbers;
use super::page::{self, Found};
use super::shard::{self, MOST_BYTES, MOST_FILES, PAGES_PER_FILE};
use crate::base::artifact::{Artifact, CacheClass, Entry, Role};
use crate::base::clock::Moment;
use crate::base::digest::Digest;
use crate::base::path::UrlPath;
use crate::base::sink::SinkError;
use crate::config::Search;
use crate::incremental::{self, Fingerprint, Inputs, Ran, Recorder, Step, StepId};

/// What reads an index must know this word. Fields are only added to a format; what changes has another number.
const FORMAT: &str = "seawall.search/1";

/// How many hexadecimal digits of its digest make the name of a file: 48 bits tell those of one language apart.
const NAME_DIGITS: usize = 12;

/// Makes the index of every language that has pages.
pub(super) fn make(library: &Library, bodies: fragments::Context<'_>, found: &[Found<'_>]) -> (Vec<Made>, Vec<Ran>) {
    let has_home = |code: &str| library.site.section(code, "").is_some();
    let languages = library.config.languages.iter().map(|language| language.code.as_str());
    let steps: Vec<IndexStep<'_>> = languages
        .filter(|code| has_home(code))
        .map(|language| {
            let found: Vec<&Found<'_>> = found.iter().filter(|found| found.page.language == language).collect();
            let numbered = numbers(found.iter().map(|found| &found.page.url));
            let found = numbered.into_iter().map(|(number, at)| (number, found[at])).collect();
            IndexStep { library, bodies, language, found }
        })
        .collect();
    incremental::run(bodies.work, "search", &steps, &|question| Fingerprint::of(question.as_bytes()))
}

struct IndexStep<'a> {
    library: &'a Library,
    bodies: fragments::Context<'a>,
    language: &'a str,
    /// Pages by their numbers, in order.
    found: Vec<(u32, &'a Found<'a>)>,
}

/// What a list of results shows of a page.
#[derive(Serialize)]
struct Shown<'a> {
    url: String,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a Moment>,
}

impl Step for IndexStep<'_> {
    type Made = Made;

    fn id(&self) -> StepId {
        StepId::new("search", Search::index(self.language))
    }

    fn inputs(&self) -> Inputs {
        let shown: Vec<(u32, Shown<'_>)> =
            self.found.iter().map(|(number, found)| (*number, self.shown(found))).collect();
        let words: Vec<Fingerprint> = self.found.iter().map(|(_, found)| found.words.fingerprint()).collect();
        Inputs::default().with("pages", Fingerprint::of_value(&shown)).with("words", Fingerprint::of_all(&words))
    }

    fn run(&self, _recorder: &Recorder) -> Made {
        self.files().map_err(|error| Box::new(error.into()))
    }

    fn is_there(&self, made: &Made) -> bool {
        let is_held = |entry: &Entry| self.bodies.work.sink.holds(&entry.path, &entry.digest);
        made.as_ref().is_ok_and(|entries| entries.iter().all(is_held))
    }
}

impl<'a> IndexStep<'a> {
    fn shown(&self, found: &'a Found<'a>) -> Shown<'a> {
        let page = found.page;
        // All pages at the top would show the title of the home page, which says nothing of them.
        let section = page.section.map(|id| self.library.site.page(id)).filter(|section| section.section.is_some());
        Shown {
            url: self.library.config.href(&page.url),
            title: &page.title,
            text: &found.excerpt,
            section: section.map(|section| section.title.as_str()),
            date: page.date.as_ref(),
        }
    }

    fn files(&self) -> Result<Vec<Entry>, SinkError> {
        let mut entries = Vec::new();
        let words = self.words(&mut entries)?;
        let pages = self.pages(&mut entries)?;
        let first = json!({
            "format": FORMAT,
            "language": self.language,
            "n_pages": self.found.len(),
            "words": words,
            "pages": pages,
        });
        let artifact = Artifact {
            path: Search::index(self.language),
            body: Bytes::from(format!("{first}\n")),
            media_type: "application/json".to_owned(),
            class: CacheClass::Page,
            // It names the other files, so it is published after them.
            role: Role::Index,
            tags: BTreeSet::from(["index".to_owned(), format!("lang-{}", self.language)]),
            links: BTreeSet::new(),
        };
        entries.push(self.bodies.work.keep(&artifact, &self.id())?);
        Ok(entries)
    }

    /// Makes the files of words and returns the list of them.
    fn words(&self, entries: &mut Vec<Entry>) -> Result<Value, SinkError> {
        let postings = self.postings();
        let mut scratch = String::new();
        let mut cost = |posting: &Posting| {
            scratch.clear();
            shard::push_posting(&mut scratch, posting);
            scratch.len() + 1
        };
        let costs: Vec<(&str, usize)> = postings.iter().map(|posting| (&*posting.word, cost(posting))).collect();
        let mut files = Vec::new();
        for piece in shard::cut(&costs, MOST_BYTES) {
            let mut body = String::from("{");
            for (n_before, posting) in postings[piece.items].iter().enumerate() {
                body.push_str(if n_before == 0 { "" } else { "," });
                shard::push_posting(&mut body, posting);
            }
            body.push_str("}\n");
            files.push((piece.from, self.keep(body, entries)?));
        }
        if files.len() <= MOST_FILES {
            return Ok(list(0, &files));
        }
        let costs: Vec<(&str, usize)> = files.iter().map(|(from, _)| (&**from, 1)).collect();
        let mut lists = Vec::new();
        for piece in shard::cut(&costs, MOST_FILES) {
            let name = self.keep(format!("{}\n", list(0, &files[piece.items])), entries)?;
            lists.push((piece.from, name));
        }
        Ok(list(1, &lists))
    }

    fn postings(&self) -> Vec<Posting> {
        let mut merge = Merge::default();
        for (number, found) in &self.found {
            let kept = page::load(self.library, self.bodies, found);
            page::lines(&kept).for_each(|(word, score)| merge.add(word, *number, score));
        }
        merge.into_postings()
    }

    /// Makes the files of what is shown of pages and returns the list of them.
    fn pages(&self, entries: &mut Vec<Entry>) -> Result<Value, SinkError> {
        let file = |number: u32| number as usize / PAGES_PER_FILE;
        let n_files = self.found.last().map_or(0, |(number, _)| file(*number) + 1);
        let mut names = vec![String::new(); n_files];
        for pages in self.found.chunk_by(|(a, _), (b, _)| file(*a) == file(*b)) {
            let shown = pages.iter().map(|(number, found)| (number.to_string(), json!(self.shown(found))));
            let shown: serde_json::Map<String, Value> = shown.collect();
            names[file(pages[0].0)] = self.keep(format!("{}\n", Value::from(shown)), entries)?;
        }
        if names.len() <= MOST_FILES {
            return Ok(json!({ "level": 0, "per_file": PAGES_PER_FILE, "files": names }));
        }
        let mut lists = Vec::new();
        for names in names.chunks(MOST_FILES) {
            lists.push(self.keep(format!("{}\n", json!({ "files": names })), entries)?);
        }
        Ok(json!({ "level": 1, "per_file": PAGES_PER_FILE, "per_list": MOST_FILES, "files": lists }))
    }

    /// Keeps a file under the name that its digest gives it, and returns the name.
    fn keep(&self, body: String, entries: &mut Vec<Entry>) -> Result<String, SinkError> {
        let name = Digest::of(body.as_bytes()).short(NAME_DIGITS);
        let path = UrlPath::new(&format!("{}/{name}.json", Search::folder(self.language)));
        let artifact = Artifact {
            path: path.expect("digits make a path"),
            body: Bytes::from(body),
            media_type: "application/json".to_owned(),
            class: CacheClass::Immutable,
            role: Role::Asset,
            tags: BTreeSet::from(["assets".to_owned()]),
            links: BTreeSet::new(),
        };
        entries.push(self.bodies.work.keep(&artifact, &self.id())?);
        Ok(name)
    }
}

/// Where each file begins, and its name.
fn list(level: u8, files: &[(String, String)]) -> Value {
    let (from, names): (Vec<&String>, Vec<&String>) = files.iter().map(|(from, name)| (from, name)).unzip();
    json!({ "level": level, "from": from, "files": names })
}
