//! Pieces → HTML: a stack of frames, each of which collects what stands inside of one thing that must
//! be whole before its HTML can be made: a heading, a shortcode with a body, whatever has a hook.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, LinkType, Tag, html};
use serde_json::json;

use super::body::{Rendered, Scene};
use super::headings::Namer;
use super::hooks::{Arguments, Hooks};
use super::notes::Notes;
use super::piece::{Item, Piece};
use super::shortcode::{Prepared, Role, Roles};
use super::{math, phrases};
use crate::base::finding::Finding;
use crate::render::escape;

/// Deeper than this, hooks are not called and shortcodes are refused.
const DEEPEST: usize = 100;

/// Components may add this many bytes to a body, and as many more as `GROWTH` times its length. One that
/// writes its body twice doubles it with every level.
const MOST_BYTES: usize = 16 << 20;
const GROWTH: usize = 8;

/// Makes the HTML of one body.
pub(super) struct Assembler<'a, 's> {
    pub scene: &'s Scene<'s>,
    pub prepared: &'a Prepared,
    pub roles: &'s Roles,
    pub hooks: Hooks<'s>,
    /// The parameters of the components that were called.
    pub parameters: BTreeMap<String, Option<Vec<String>>>,
    pub namer: Namer,
    pub notes: Notes,
    pub rendered: &'s mut Rendered,
    /// Whether a picture was shown.
    pub has_picture: bool,
    /// Stands where the summary ends.
    pub cut: &'s str,
    frames: Vec<Frame<'a>>,
    ends: Vec<End>,
    n_bytes_left: usize,
}

/// What is being collected, and why.
struct Frame<'a> {
    events: Vec<Event<'a>>,
    what: What<'a>,
    range: Range<usize>,
}

enum What<'a> {
    /// The whole body, or a footnote.
    Whole,
    Heading(Tag<'a>),
    Shortcode(usize),
    Link {
        url: String,
        title: String,
    },
    Quote(Option<BlockQuoteKind>),
    Table,
}

/// How something that began will end.
enum End {
    AsEvent,
    Html(&'static str),
    Frame,
}

/// What became of a body or a footnote.
pub(super) struct Whole<'a> {
    pub events: Vec<Event<'a>>,
    /// Where among the events its first paragraph with words stands.
    pub first_paragraph: Option<Range<usize>>,
}

impl<'a, 's> Assembler<'a, 's> {
    pub(super) fn new(
        scene: &'s Scene<'s>,
        (prepared, roles): (&'a Prepared, &'s Roles),
        (namer, notes): (Namer, Notes),
        (rendered, cut): (&'s mut Rendered, &'s str),
    ) -> Self {
        let hooks = Hooks::new(scene.caller);
        let n_bytes_left = MOST_BYTES + GROWTH * prepared.text.len();
        let (parameters, frames, ends) = (BTreeMap::new(), Vec::new(), Vec::new());
        let has_picture = false;
        Self {
            scene,
            prepared,
            roles,
            hooks,
            parameters,
            namer,
            notes,
            rendered,
            has_picture,
            cut,
            frames,
            ends,
            n_bytes_left,
        }
    }

    /// Makes the events of all `items`.
    pub(super) fn whole(&mut self, items: Vec<Item<'a>>) -> Whole<'a> {
        // A heading, a link or an image is some events more than items.
        let events = Vec::with_capacity(items.len() + items.len() / 8);
        self.frames.push(Frame { events, what: What::Whole, range: 0..0 });
        let mut first_paragraph = None;
        let mut start = None;
        for item in items {
            let is_top = self.frames.len() == 1 && self.ends.is_empty();
            match &item.piece {
                Piece::Event(Event::Start(Tag::Paragraph)) if is_top && first_paragraph.is_none() => {
                    start = Some(self.frames[0].events.len());
                }
                _ => {}
            }
            self.item(item);
            if let (Some(from), true) = (start, self.ends.is_empty()) {
                let inside = from..self.frames[0].events.len();
                let has_words = has_words(&self.frames[0].events[inside.clone()]);
                first_paragraph = has_words.then_some(inside);
                start = None;
            }
        }
        let frame = self.frames.pop().expect("it was put there when the body began");
        Whole { events: frame.events, first_paragraph }
    }

    fn item(&mut self, Item { piece, range }: Item<'a>) {
        match piece {
            Piece::Event(Event::Start(tag)) => self.start(tag, range),
            Piece::Event(Event::End(end)) => match self.ends.pop() {
                Some(End::Html(html)) => self.push(Event::Html(CowStr::from(html))),
                Some(End::Frame) => self.finish(),
                Some(End::AsEvent) | None => self.push(Event::End(end)),
            },
            Piece::Event(Event::TaskListMarker(is_done)) => {
                let html = phrases::task(is_done, &self.scene.caller);
                self.push(Event::InlineHtml(CowStr::from(html)));
            }
            Piece::Event(event) => self.push(event),
            Piece::Code(code) => self.code(*code, &range),
            Piece::Image(image) => self.image(*image, range),
            Piece::Math(latex, shape) => match math::to_mathml(&latex, shape) {
                Ok(html) => self.push(Event::InlineHtml(CowStr::from(html))),
                Err(finding) => {
                    self.push(Event::Code(latex));
                    self.rendered.mistakes.push((finding, range));
                }
            },
            Piece::Note(label) => {
                let html = self.notes.refer(&label);
                self.push(Event::InlineHtml(CowStr::from(html)));
            }
            Piece::Tag(tag) => self.tag(tag),
            Piece::More => self.push(Event::Html(CowStr::from(format!("{}\n", self.cut)))),
        }
    }

    fn tag(&mut self, tag: usize) {
        match self.roles.of(tag) {
            Role::Opens(_) if self.frames.len() < DEEPEST => {
                let range = self.prepared.tags[tag].range.clone();
                self.frames.push(Frame { events: Vec::new(), what: What::Shortcode(tag), range });
            }
            Role::Opens(_) => {
                let finding =
                    Finding::error("shortcode-deep", format!("shortcodes are nested more than {DEEPEST} deep"));
                self.rendered.mistakes.push((finding, self.prepared.tags[tag].range.clone()));
            }
            Role::Closes(opening) => {
                let is_open =
                    matches!(self.frames.last(), Some(Frame { what: What::Shortcode(open), .. }) if *open == opening);
                if is_open {
                    self.finish();
                }
            }
            Role::Alone | Role::Words => {
                let event = self.shortcode(tag, None);
                self.push(event);
            }
            Role::Nothing => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let is_shallow = self.frames.len() < DEEPEST && self.n_bytes_left > 0;
        match tag {
            Tag::Heading { .. } => self.frame(What::Heading(tag), range),
            Tag::Link { link_type, dest_url, title, id } => {
                let url = self.destination(link_type, dest_url, &range);
                if is_shallow && self.hooks.has("render.link") {
                    let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
                    let (url, title) = (format!("{scheme}{url}"), title.into_string());
                    return self.frame(What::Link { url, title }, range);
                }
                self.link(Tag::Link { link_type, dest_url: url, title, id });
            }
            Tag::BlockQuote(kind) => {
                let hook = if is_shallow { self.quote_hook(kind) } else { None };
                match (hook, kind) {
                    (Some(_), _) => self.frame(What::Quote(kind), range),
                    (None, Some(kind)) => {
                        let (name, title) = (phrases::kind(kind), phrases::alert(kind, &self.scene.caller));
                        let html = format!(
                            "<div class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\">{}</p>\n",
                            escape::escaped(&title)
                        );
                        self.begin(Event::Html(CowStr::from(html)), End::Html("</div>\n"));
                    }
                    (None, None) => self.begin(Event::Start(tag), End::AsEvent),
                }
            }
            Tag::Table(_) if is_shallow && self.hooks.has("render.table") => {
                self.frame(What::Table, range);
                self.push(Event::Start(tag));
            }
            tag => self.begin(Event::Start(tag), End::AsEvent),
        }
    }

    fn quote_hook(&mut self, kind: Option<BlockQuoteKind>) -> Option<&'static str> {
        match kind {
            Some(_) if self.hooks.has("render.alert") => Some("render.alert"),
            Some(_) => self.hooks.takes("render.quote", "kind").then_some("render.quote"),
            None => self.hooks.has("render.quote").then_some("render.quote"),
        }
    }

    fn link(&mut self, tag: Tag<'a>) {
        let attributes = &self.scene.config.markdown.external_links;
        let is_external = match &tag {
            Tag::Link { link_type: LinkType::Email, .. } => false,
            Tag::Link { dest_url, .. } => self.scene.goals.is_external(dest_url),
            _ => false,
        };
        if !is_external || attributes.attributes().next().is_none() {
            return self.begin(Event::Start(tag), End::AsEvent);
        }
        let mut html = to_html([Event::Start(tag)], 0);
        html.truncate(html.trim_end_matches('>').len());
        for (name, value) in attributes.attributes() {
            html.push_str(&format!(" {name}=\"{}\"", escape::escaped(value)));
        }
        html.push('>');
        self.begin(Event::InlineHtml(CowStr::from(html)), End::Html("</a>"));
    }

    /// Ends the last frame and pushes what it makes onto the one below.
    fn finish(&mut self) {
        let Some(Frame { mut events, what, range }) = self.frames.pop() else { return };
        if self.n_bytes_left == 0 && !matches!(what, What::Heading(_)) {
            // Nothing is called any more, and what is large already is not copied again.
            return events.into_iter().for_each(|event| self.push(event));
        }
        match what {
            What::Whole => {}
            What::Heading(tag) => self.heading(tag, events, &range),
            What::Shortcode(tag) => {
                let body = to_html(events, 0);
                let event = self.shortcode(tag, Some(&body));
                self.push(event);
            }
            What::Link { url, title } => {
                let (body, arguments) = (to_html(events, 0), vec![("url", json!(url)), ("title", json!(title))]);
                let html = self.hook("render.link", arguments, (Some(&body), &range)).unwrap_or(body);
                self.push(Event::InlineHtml(CowStr::from(html)));
            }
            What::Quote(kind) => {
                let mut arguments = vec![("kind", json!(kind.map_or("", phrases::kind)))];
                arguments.extend(kind.map(|kind| ("title", json!(phrases::alert(kind, &self.scene.caller)))));
                let hook = self.quote_hook(kind).unwrap_or("render.quote");
                self.block(hook, arguments, (to_html(events, 0), &range));
            }
            What::Table => {
                events.push(Event::End(pulldown_cmark::TagEnd::Table));
                self.block("render.table", Vec::new(), (to_html(events, 0), &range));
            }
        }
    }

    fn heading(&mut self, tag: Tag<'a>, events: Vec<Event<'a>>, range: &Range<usize>) {
        let (tag, heading) = self.namer.name(tag, &events);
        let end = tag.to_end();
        if let Some(heading) =
            heading.as_ref().filter(|_| self.frames.len() < DEEPEST && self.hooks.has("render.heading"))
        {
            let arguments =
                vec![("level", json!(heading.level)), ("id", json!(heading.id)), ("text", json!(heading.title))];
            let body = to_html(events, 0);
            self.block("render.heading", arguments, (body, range));
        } else {
            self.push(Event::Start(tag));
            events.into_iter().for_each(|event| self.push(event));
            self.push(Event::End(end));
        }
        self.rendered.headings.extend(heading);
    }

    /// Pushes what a hook makes of a block.
    fn block(&mut self, name: &str, arguments: Arguments, (body, range): (String, &Range<usize>)) {
        let mut html = self.hook(name, arguments, (Some(&body), range)).unwrap_or(body);
        html.push('\n');
        self.push(Event::Html(CowStr::from(html)));
    }

    /// Returns what a hook makes, or `None` where it fails, which is told.
    pub(super) fn hook(
        &mut self,
        name: &str,
        arguments: Arguments,
        (body, range): (Option<&str>, &Range<usize>),
    ) -> Option<String> {
        let made = self.hooks.call(name, arguments, body);
        self.note_images(range);
        match made {
            Ok(html) => self.paid(html, (body, range)),
            Err(finding) => {
                self.rendered.mistakes.push((finding, range.clone()));
                None
            }
        }
    }

    /// Notes the pictures that a component wished for, at the place of its call.
    pub(super) fn note_images(&mut self, range: &Range<usize>) {
        let wishes = self.scene.caller.wishes.take();
        self.rendered.images.extend(wishes.into_iter().map(|wish| (wish, range.clone())));
    }

    /// Returns `html` while a body makes no more than it may.
    pub(super) fn paid(&mut self, html: String, (body, range): (Option<&str>, &Range<usize>)) -> Option<String> {
        if self.n_bytes_left == 0 {
            return None;
        }
        self.n_bytes_left = self.n_bytes_left.saturating_sub(html.len().saturating_sub(body.map_or(0, str::len)));
        if self.n_bytes_left == 0 {
            let finding = Finding::error("markdown-too-large", "components make too much HTML of this page");
            let hint = "does one that is nested in itself write its body twice?";
            self.rendered.mistakes.push((finding.hint(hint), range.clone()));
        }
        Some(html)
    }

    fn frame(&mut self, what: What<'a>, range: Range<usize>) {
        self.ends.push(End::Frame);
        self.frames.push(Frame { events: Vec::new(), what, range });
    }

    fn begin(&mut self, event: Event<'a>, end: End) {
        self.ends.push(end);
        self.push(event);
    }

    pub(super) fn push(&mut self, event: Event<'a>) {
        let frame = self.frames.last_mut().expect("the first frame stays until all is read");
        frame.events.push(event);
    }
}

/// Returns whether there is something to read, other than what an image shows.
fn has_words(events: &[Event<'_>]) -> bool {
    let is_image = |event: &Event<'_>| matches!(event, Event::Start(Tag::Image { .. }));
    let is_words =
        |event: &Event<'_>| matches!(event, Event::Text(text) | Event::Code(text) if !text.trim().is_empty());
    events.iter().enumerate().any(|(at, event)| is_words(event) && !events[..at].last().is_some_and(is_image))
}

/// Returns the HTML of events that were about so many bytes of Markdown.
pub(super) fn to_html<'a>(events: impl IntoIterator<Item = Event<'a>>, length: usize) -> String {
    let mut text = String::with_capacity(length + length / 2);
    html::push_html(&mut text, events.into_iter());
    text
}
