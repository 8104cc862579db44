//! The step that says which words a page has, and how much each says of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::fragments;
use super::super::template::Library;
use super::text::{self, Text};
use super::words::words;
use crate::content::Page;
use crate::incremental::{self, Blob, Fingerprint, Inputs, Ran, Recorder, Step, StepId};

/// How many times a word of each field counts as one of the body.
const TITLE: u32 = 8;
const TERM: u32 = 4;
const DESCRIPTION: u32 = 3;
const HEADING: u32 = 3;

/// The highest score; it has six bits in `merge`.
pub(super) const HIGHEST: u32 = 63;

/// How much of a page without a description a list of results shows.
const EXCERPT: usize = 160;

/// A page that a search can find.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub page: &'a Page,
    /// Its words in their order, each on a line with its score: `word 12`.
    pub words: Blob,
    /// What a list of results says of it.
    pub excerpt: String,
}

/// Returns what a search can find: pages with a file that their author does not keep out. Stand-ins
/// for translations are found in the language in which they are written.
pub(super) fn read<'a>(library: &'a Library, bodies: fragments::Context<'a>) -> (Vec<Found<'a>>, Vec<Ran>) {
    let pages = library.site.pages().map(|(_, page)| page);
    let pages = pages.filter(|page| page.has_file && page.in_search && !page.is_moved && page.fallback_of.is_none());
    let steps: Vec<WordsStep<'_>> = pages.map(|page| WordsStep { library, bodies, page }).collect();
    let (made, ran) = incremental::run(bodies.work, "words", &steps, &|question| Fingerprint::of(question.as_bytes()));
    let found = steps.iter().zip(made).map(|(step, made)| {
        let page = step.page;
        let own = page.description.as_ref().or(page.summary.as_ref()).cloned();
        Found { page, words: made.words, excerpt: own.unwrap_or(made.beginning) }
    });
    (found.collect(), ran)
}

/// Reads back what the step of a page kept; where the pack lost it, it is made once more.
pub(super) fn load(library: &Library, bodies: fragments::Context<'_>, found: &Found<'_>) -> String {
    let kept = bodies.work.store.load(&found.words).and_then(|bytes| String::from_utf8(bytes.into()).ok());
    kept.unwrap_or_else(|| {
        let step = WordsStep { library, bodies, page: found.page };
        step.counts(&text::text(&step.html().unwrap_or_default())).scored()
    })
}

/// Returns the words of a kept list with their scores.
pub(super) fn lines(kept: &str) -> impl Iterator<Item = (&str, u32)> {
    kept.lines().filter_map(|line| line.rsplit_once(' ')).filter_map(|(word, score)| Some((word, score.parse().ok()?)))
}

#[derive(Debug, Serialize, Deserialize)]
struct Words {
    /// Whether the text could be read; where not, it is tried again by the next build.
    is_whole: bool,
    words: Blob,
    beginning: String,
}

struct WordsStep<'a> {
    library: &'a Library,
    bodies: fragments::Context<'a>,
    page: &'a Page,
}

impl WordsStep<'_> {
    /// Returns the HTML of the page; nothing where it cannot be made again, which the round of pages tells.
    fn html(&self) -> Option<String> {
        match self.library.fragments.get(self.page.id) {
            Some(fragment) => self.bodies.html(self.page, fragment).ok(),
            None => Some(String::new()),
        }
    }

    fn counts(&self, text: &Text) -> Counts {
        let mut counts = Counts::default();
        counts.add(&text.body, 1);
        counts.add(&text.headings, HEADING);
        counts.add(&self.page.title, TITLE);
        counts.add(self.page.description.as_deref().unwrap_or_default(), DESCRIPTION);
        self.page.taxonomies.values().flatten().for_each(|term| counts.add(term, TERM));
        counts
    }
}

impl Step for WordsStep<'_> {
    type Made = Words;

    fn id(&self) -> StepId {
        StepId::new("words", &self.page.url)
    }

    fn inputs(&self) -> Inputs {
        let Page { title, description, taxonomies, .. } = self.page;
        let fragment = self.library.fragments.get(self.page.id);
        let content = fragment.map_or(Fingerprint::of(b""), |fragment| fragment.html.fingerprint());
        Inputs::default()
            .with("content", content)
            .with("about", Fingerprint::of_value(&json!([title, description, taxonomies])))
    }

    fn run(&self, _recorder: &Recorder) -> Words {
        let html = self.html();
        let text = text::text(html.as_deref().unwrap_or_default());
        Words {
            is_whole: html.is_some(),
            words: self.bodies.work.store.keep(self.counts(&text).scored().as_bytes()),
            beginning: text::beginning(&text.body, EXCERPT),
        }
    }

    fn is_there(&self, made: &Words) -> bool {
        made.is_whole && self.bodies.work.store.has(&made.words)
    }

    fn n_kept_bytes(&self, made: &Words) -> u64 {
        made.words.len()
    }
}

/// How often a page has each word.
#[derive(Debug, Default)]
struct Counts {
    by_word: BTreeMap<String, u32>,
    n_words: u32,
}

impl Counts {
    fn add(&mut self, text: &str, weight: u32) {
        for word in words(text) {
            *self.by_word.entry(word).or_default() += weight;
            self.n_words += 1;
        }
    }

    /// Returns the words with their scores, a line each.
    ///
    /// As in BM25, the tenth time says less than the first, and a word of a long page less than one of a short page. Unlike
    /// there, the length is not compared with the average of the site: that would change with every page.
    fn scored(&self) -> String {
        let half = 3 + self.n_words.min(1200) / 150;
        let line = |(word, count): (&String, &u32)| {
            let score = ((HIGHEST + 1) * count / (count + half)).clamp(1, HIGHEST);
            format!("{word} {score}\n")
        };
        self.by_word.iter().map(line).collect()
    }
}
