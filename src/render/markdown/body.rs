//! One body: text in, HTML out.

use std::ops::Range;

use super::assemble::{Assembler, Whole, to_html};
use super::headings::{Heading, Namer};
use super::links::{Goal, Goals};
use super::notes::Notes;
use super::phrases;
use super::reader::{self, Body};
use super::shortcode::{self, Prepared, Roles};
use super::summary::summary;
use crate::base::finding::Finding;
use crate::config::Config;
use crate::incremental::Store;
use crate::render::html::find;
use crate::render::picture::Wish;
use crate::render::template::Caller;

/// What a body is rendered with.
pub(in crate::render) struct Scene<'a> {
    /// Knows where links lead.
    pub goals: Goals<'a>,
    /// Calls components: shortcodes and render hooks.
    pub caller: Caller<'a>,
    pub config: &'a Config,
    /// Remembers marked up code.
    pub store: &'a Store,
}

/// What a body says.
#[derive(Debug, Default)]
pub(in crate::render) struct Rendered {
    /// All of it.
    pub html: String,
    /// What other pages may show of it.
    pub summary: Option<String>,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// How many words a person reads.
    pub n_words: usize,
    /// Where its links lead that can be checked only when all pages are known, and where they
    /// stand in the file.
    pub goals: Vec<(Goal, Range<usize>)>,
    /// The pictures it shows, and where in the body.
    pub images: Vec<(Wish, Range<usize>)>,
    /// What is wrong, and where in the body. A mistake of a template has its own place.
    pub mistakes: Vec<(Finding, Range<usize>)>,
}

/// Renders a body.
pub(in crate::render) fn render(body: &str, scene: &Scene<'_>) -> Rendered {
    let mut rendered = Rendered::default();
    let (found, plain) = (shortcode::prepare(body), Prepared::default());
    let (prepared, text) = found.as_ref().map_or((&plain, body), |prepared| (prepared, prepared.text.as_str()));
    let mut read = reader::read(text, prepared, &scene.config.markdown, scene.caller.words);
    rendered.n_words = read.n_words;
    rendered.mistakes.append(&mut read.mistakes);
    let mut roles = Roles::default();
    roles.pair(&mut read.items, prepared);
    for note in read.notes.values_mut() {
        roles.pair(&mut note.items, prepared);
    }
    rendered.mistakes.append(&mut roles.mistakes);

    let cut = shortcode::unused(body).map_or_else(String::new, |mark| format!("{mark}more{mark}"));
    assemble(read, scene, (prepared, &roles), (&mut rendered, &cut));
    rendered.mistakes.sort_by_key(|(_, range)| range.start);
    rendered
}

fn assemble<'a>(
    mut read: Body<'a>,
    scene: &Scene<'_>,
    (prepared, roles): (&'a Prepared, &Roles),
    (rendered, cut): (&mut Rendered, &str),
) {
    let namer = Namer::new(scene.config.markdown.heading_ids, !read.notes.is_empty());
    let parts = (namer, Notes::default());
    let mut assembler = Assembler::new(scene, (prepared, roles), parts, (&mut *rendered, cut));
    let Whole { events, first_paragraph } = assembler.whole(std::mem::take(&mut read.items));
    let first_paragraph = first_paragraph.map(|range| events[range].to_vec());
    let mut html = to_html(events, prepared.text.len());
    html.push_str(&assembler.endnotes(&mut read));
    assembler.rendered.mistakes.extend(read.notes.into_values().map(|note| {
        let finding = Finding::warning("footnote-unused", "nothing refers to this footnote, so it is not shown");
        (finding, note.range)
    }));
    let begin = if cut.is_empty() { None } else { cut_out(&mut html, cut) };
    let begin = begin.or_else(|| first_paragraph.map(|events| to_html(events, 0)));
    let (page, config) = (scene.goals.page, scene.config);
    rendered.summary = begin.map(|html| summary(&html, &page.url, config));
    rendered.html = html;
}

/// Takes the mark out of `html`, with its line where it has one; returns what stands before the first.
fn cut_out(html: &mut String, mark: &str) -> Option<String> {
    let begin = html[..find(html, mark)?].to_owned();
    let whole = std::mem::take(html);
    html.reserve(whole.len());
    let mut rest = whole.as_str();
    while let Some(at) = find(rest, mark) {
        html.push_str(&rest[..at]);
        let behind = &rest[at + mark.len()..];
        rest = behind.strip_prefix('\n').unwrap_or(behind);
    }
    html.push_str(rest);
    Some(begin)
}

impl<'a> Assembler<'a, '_> {
    /// Returns the footnotes that were referred to; they may refer to more.
    fn endnotes(&mut self, read: &mut Body<'a>) -> String {
        let mut notes = Vec::new();
        let mut number = 0;
        while let Some(label) = self.notes.labels.get(number).cloned() {
            number += 1;
            let items = read.notes.remove(&label).map_or_else(Vec::new, |note| note.items);
            notes.push(self.whole(items).events);
        }
        if notes.is_empty() {
            return String::new();
        }
        let caller = &self.scene.caller;
        let notes = notes
            .into_iter()
            .enumerate()
            .map(|(at, events)| self.notes.note(at + 1, events, |number| phrases::back(number, caller)));
        let notes: String = notes.collect();
        format!("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n{notes}</ol>\n</section>\n")
    }
}
