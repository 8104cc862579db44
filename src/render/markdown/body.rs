//! One body: events in, HTML out.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

use super::headings::{self, Heading};
use super::links::{Goal, Goals};
use crate::base::finding::Finding;
use crate::config::Config;
use crate::incremental::Store;
use crate::render::template::Caller;

/// What a body is rendered with.
pub(in crate::render) struct Scene<'a> {
    /// Knows where links lead.
    pub goals: Goals<'a>,
    /// Calls components: shortcodes and render hooks.
    pub caller: Caller<'a>,
    pub config: &'a Config,
    /// Remembers what is dear to make.
    pub store: &'a Store,
}

/// What a body says.
#[derive(Debug, Default)]
pub(in crate::render) struct Rendered {
    /// All of it.
    pub html: String,
    /// What stands before `<!-- more -->`.
    pub summary: Option<String>,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// How many words a person reads.
    pub n_words: usize,
    /// Where its links lead that can be checked only when all pages are known, and where they
    /// stand in the file.
    pub goals: Vec<(Goal, Range<usize>)>,
    /// What is wrong, and where in the body. A mistake of a template has its own place.
    pub mistakes: Vec<(Finding, Range<usize>)>,
}

/// Renders a body.
pub(in crate::render) fn render(body: &str, scene: &Scene<'_>) -> Rendered {
    let goals = &scene.goals;
    let mut rendered = Rendered::default();
    let mut events = Vec::new();
    let mut more = None;
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        match &event {
            Event::Text(text) | Event::Code(text) => rendered.n_words += text.split_whitespace().count(),
            Event::Html(text) if more.is_none() && is_more(text) => {
                more = Some(events.len());
                continue;
            }
            _ => {}
        }
        events.push(resolve(event, range, goals, &mut rendered));
    }
    rendered.headings = headings::name(&mut events);
    if let Some(more) = more {
        rendered.summary = Some(to_html(closed(&events[..more])));
    }
    rendered.html = to_html(events);
    rendered
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
}

fn is_more(html: &str) -> bool {
    let inner = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| inner.trim() == "more")
}

/// A summary is cut between blocks; what is still open there (a list, a quote) is closed.
fn closed<'a>(events: &[Event<'a>]) -> Vec<Event<'a>> {
    let mut open: Vec<TagEnd> = Vec::new();
    for event in events {
        match event {
            Event::Start(tag) => open.push(tag.to_end()),
            Event::End(_) => {
                open.pop();
            }
            _ => {}
        }
    }
    let mut events = events.to_vec();
    events.extend(open.into_iter().rev().map(Event::End));
    events
}

fn resolve<'a>(event: Event<'a>, range: Range<usize>, goals: &Goals<'_>, rendered: &mut Rendered) -> Event<'a> {
    match event {
        // What stands in angle brackets is an address as it is; of e-mail without its `mailto:`.
        Event::Start(Tag::Link { link_type: LinkType::Email | LinkType::Autolink, .. }) => event,
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = destination(&dest_url, range, goals, rendered);
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let dest_url = destination(&dest_url, range, goals, rendered);
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        event => event,
    }
}

fn destination(link: &str, range: Range<usize>, goals: &Goals<'_>, rendered: &mut Rendered) -> CowStr<'static> {
    let resolved = goals.resolve(link);
    rendered.goals.extend(resolved.goal.map(|goal| (goal, range)));
    CowStr::from(resolved.href)
}

fn to_html<'a>(events: impl IntoIterator<Item = Event<'a>>) -> String {
    let mut text = String::new();
    html::push_html(&mut text, events.into_iter());
    text
}
