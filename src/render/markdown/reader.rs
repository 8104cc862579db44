//! Parses a body into pieces: tags and code restored, images and code blocks whole, footnotes apart.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::piece::{Code, Image, Item, Piece, Shape};
use super::quotes::Quotes;
use super::shortcode::{Part, Prepared};
use super::spaces;
use super::words::Words;
use crate::base::finding::Finding;
use crate::config::Markdown;

/// A body, parsed.
#[derive(Default)]
pub(super) struct Body<'a> {
    /// All of it but the footnotes.
    pub items: Vec<Item<'a>>,
    /// What the footnotes say, by their labels.
    pub notes: BTreeMap<String, Note<'a>>,
    pub n_words: usize,
    /// What looks like a mistake, and where in the body.
    pub mistakes: Vec<(Finding, Range<usize>)>,
}

/// About how many bytes of Markdown make an item.
const BYTES_PER_ITEM: usize = 16;

/// What a footnote says.
pub(super) struct Note<'a> {
    pub items: Vec<Item<'a>>,
    pub range: Range<usize>,
}

/// Parses `text`, in which `prepared` put placeholders.
pub(super) fn read<'a>(text: &'a str, prepared: &'a Prepared, markdown: &Markdown, language: &str) -> Body<'a> {
    let options = options(markdown);
    let mut reader = Reader {
        text,
        prepared,
        options,
        quotes: Quotes::of(language),
        words: Words::default(),
        is_used: vec![false; prepared.tags.len()],
        body: Body { items: Vec::with_capacity(text.len() / BYTES_PER_ITEM), ..Body::default() },
        open_notes: Vec::new(),
        whole: None,
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.event(event, range);
    }
    Body { n_words: reader.words.n_words, ..reader.body }
}

/// A footnote is found whatever the case of its name.
fn name_of(label: &str) -> String {
    label.to_lowercase()
}

fn options(markdown: &Markdown) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES;
    options.set(Options::ENABLE_SMART_PUNCTUATION, markdown.smart_punctuation);
    options.set(Options::ENABLE_MATH, markdown.math);
    options
}

struct Reader<'a> {
    text: &'a str,
    prepared: &'a Prepared,
    options: Options,
    quotes: Quotes,
    words: Words,
    /// Which tags have a piece; each has at most one.
    is_used: Vec<bool>,
    body: Body<'a>,
    open_notes: Vec<(String, Note<'a>)>,
    /// What is being read whole.
    whole: Option<Whole>,
}

/// A piece that many events make.
enum Whole {
    Code(Code, Range<usize>),
    /// With how many tags are open in its text.
    Image(Image, Range<usize>, usize),
}

impl<'a> Reader<'a> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match self.whole.take() {
            Some(Whole::Code(code, place)) => self.in_code(event, code, place),
            Some(Whole::Image(image, place, depth)) => self.in_image((event, &range), image, (place, depth)),
            None => self.plain(event, range),
        }
    }

    fn plain(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => self.words.pause(),
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => Some(self.restored(info).into_string()),
                    CodeBlockKind::Indented => None,
                };
                self.words.pause();
                self.whole = Some(Whole::Code(Code { info, text: String::new() }, range));
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let title = self.restored(title).into_string();
                let image = Image { url: dest_url.into_string(), title, alt: String::new() };
                self.whole = Some(Whole::Image(image, range, 0));
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let range = self.prepared.place(&range);
                self.open_notes.push((name_of(&label), Note { items: Vec::new(), range }));
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                let (label, note) = self.open_notes.pop().expect("pulldown-cmark closes what it opened");
                self.body.notes.entry(label).or_insert(note);
            }
            Event::FootnoteReference(label) => self.push(Piece::Note(name_of(&label).into()), range),
            Event::Start(tag) => {
                if !is_inline(&tag.to_end()) {
                    self.words.pause();
                    self.quotes.begin();
                }
                let tag = self.restored_tag(tag);
                self.push(Piece::Event(Event::Start(tag)), range);
            }
            Event::End(end) => {
                if !is_inline(&end) {
                    self.words.pause();
                }
                self.push(Piece::Event(Event::End(end)), range);
            }
            Event::SoftBreak | Event::HardBreak => {
                self.words.pause();
                self.push(Piece::Event(event), range);
            }
            event => self.leaf(event, range),
        }
    }

    fn leaf(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Text(text) => {
                if memchr::memchr(b']', text.as_bytes()).is_some() {
                    let found = spaces::spaced(self.text, &range).into_iter();
                    let found = found.map(|(finding, place)| (finding, self.prepared.place(&place)));
                    self.body.mistakes.extend(found);
                }
                let text = self.shaped(text, &range);
                self.words.read(&text);
                self.cut(text, range, Event::Text);
            }
            Event::Code(text) => {
                let text = self.restored(text);
                self.words.read(&text);
                self.push(Piece::Event(Event::Code(text)), range);
            }
            Event::Html(text) if is_more(&text) => self.push(Piece::More, range),
            Event::Html(text) => self.cut(text, range, Event::Html),
            Event::InlineHtml(text) if is_more(&text) => self.push(Piece::More, range),
            Event::InlineHtml(text) => self.cut(text, range, Event::InlineHtml),
            Event::InlineMath(text) => self.math(text, range),
            Event::DisplayMath(text) => {
                let text = self.restored(text);
                self.push(Piece::Math(text, Shape::Display), range);
            }
            event => self.push(Piece::Event(event), range),
        }
    }

    /// A `$` with a digit behind it closes no formula: `$20-$30` is money.
    fn math(&mut self, text: CowStr<'a>, range: Range<usize>) {
        if !self.text[range.end..].starts_with(|next: char| next.is_ascii_digit()) {
            let text = self.restored(text);
            return self.push(Piece::Math(text, Shape::Inline), range);
        }
        let source = &self.text[range.clone()];
        let events: Vec<_> = Parser::new_ext(source, self.options - Options::ENABLE_MATH).into_offset_iter().collect();
        let n_blocks =
            events.iter().filter(|(event, _)| matches!(event, Event::Start(tag) if !is_inline(&tag.to_end())));
        match events.as_slice() {
            [(Event::Start(Tag::Paragraph), _), inside @ .., (Event::End(TagEnd::Paragraph), _)]
                if n_blocks.count() == 1 =>
            {
                for (event, place) in inside.iter().cloned() {
                    self.event(event, range.start + place.start..range.start + place.end);
                }
            }
            _ => self.cut(CowStr::from(source), range, Event::Text),
        }
    }

    fn in_code(&mut self, event: Event<'a>, mut code: Code, range: Range<usize>) {
        if let Event::Text(text) = event {
            code.text.push_str(&text);
            self.whole = Some(Whole::Code(code, range));
            return;
        }
        let parts = if self.prepared.is_in(&code.text) { self.prepared.parts(&code.text) } else { Vec::new() };
        let is_tags = !parts.is_empty() && parts.iter().all(|part| matches!(part, Part::Tag(_)) || is_blank(part));
        if code.info.is_none() && is_tags {
            for part in parts {
                if let Part::Tag(tag) = part {
                    self.tag(tag, &range, Event::Html);
                }
            }
            return;
        }
        if !parts.is_empty() {
            code.text = self.prepared.restored(&code.text);
        }
        self.words.read(&code.text);
        self.words.pause();
        self.push(Piece::Code(Box::new(code)), range);
    }

    fn in_image(
        &mut self,
        (event, inside): (Event<'a>, &Range<usize>),
        mut image: Image,
        (range, depth): (Range<usize>, usize),
    ) {
        let depth = match event {
            Event::Start(_) => depth + 1,
            Event::End(_) if depth == 0 => {
                image.alt = self.prepared.restored(&image.alt);
                return self.push(Piece::Image(Box::new(image)), range);
            }
            Event::End(_) => depth - 1,
            _ => depth,
        };
        match event {
            Event::Text(text) => image.alt.push_str(&self.shaped(text, inside)),
            Event::Code(text) | Event::InlineHtml(text) => image.alt.push_str(&text),
            Event::InlineMath(text) => image.alt.push_str(&format!("${text}$")),
            Event::DisplayMath(text) => image.alt.push_str(&format!("$${text}$$")),
            Event::SoftBreak | Event::HardBreak | Event::Rule => image.alt.push(' '),
            _ => {}
        }
        self.whole = Some(Whole::Image(image, range, depth));
    }

    fn shaped(&mut self, text: CowStr<'a>, range: &Range<usize>) -> CowStr<'a> {
        let is_straight = matches!(self.text.get(range.clone()), Some("'" | "\""));
        if !is_straight || !self.options.contains(Options::ENABLE_SMART_PUNCTUATION) {
            return text;
        }
        let before = self.text[..range.start].chars().next_back();
        let after = self.text[range.end..].chars().next();
        self.quotes.shape(&text, (before, after)).map_or(text, CowStr::from)
    }

    /// Pushes text, cut at its tags.
    fn cut(&mut self, text: CowStr<'a>, range: Range<usize>, event: fn(CowStr<'a>) -> Event<'a>) {
        if !self.prepared.is_in(&text) {
            return self.push(Piece::Event(event(text)), range);
        }
        let owned = text.into_string();
        for part in self.prepared.parts(&owned) {
            match part {
                Part::Text(text) => self.push(Piece::Event(event(CowStr::from(text.to_owned()))), range.clone()),
                Part::Tag(tag) => self.tag(tag, &range, event),
            }
        }
    }

    /// Pushes a tag; one that is met again was made of an entity and is text.
    fn tag(&mut self, tag: usize, range: &Range<usize>, event: fn(CowStr<'a>) -> Event<'a>) {
        let is_used = std::mem::replace(&mut self.is_used[tag], true);
        if is_used {
            let text = self.prepared.written(tag);
            return self.push(Piece::Event(event(CowStr::from(text))), range.clone());
        }
        let range = self.prepared.tags[tag].range.clone();
        self.target().push(Item { piece: Piece::Tag(tag), range });
    }

    fn push(&mut self, piece: Piece<'a>, range: Range<usize>) {
        let range = self.prepared.place(&range);
        self.target().push(Item { piece, range });
    }

    fn target(&mut self) -> &mut Vec<Item<'a>> {
        match self.open_notes.last_mut() {
            Some((_, note)) => &mut note.items,
            None => &mut self.body.items,
        }
    }

    fn restored(&self, text: CowStr<'a>) -> CowStr<'a> {
        if self.prepared.is_in(&text) { CowStr::from(self.prepared.restored(&text)) } else { text }
    }

    /// The address of a link keeps its tags: they may say where it leads.
    fn restored_tag(&self, tag: Tag<'a>) -> Tag<'a> {
        match tag {
            Tag::Link { link_type, dest_url, title, id } => {
                Tag::Link { link_type, dest_url, title: self.restored(title), id }
            }
            Tag::Heading { level, id, classes, attrs } => Tag::Heading {
                level,
                id: id.map(|id| self.restored(id)),
                classes: classes.into_iter().map(|class| self.restored(class)).collect(),
                attrs: attrs
                    .into_iter()
                    .map(|(name, value)| (self.restored(name), value.map(|value| self.restored(value))))
                    .collect(),
            },
            tag => tag,
        }
    }
}

fn is_blank(part: &Part<'_>) -> bool {
    matches!(part, Part::Text(text) if text.trim().is_empty())
}

fn is_more(html: &str) -> bool {
    let inner = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| inner.trim() == "more")
}

fn is_inline(end: &TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Subscript
            | TagEnd::Superscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
