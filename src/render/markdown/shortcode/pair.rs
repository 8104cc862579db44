//! Finds the closing tag of each opening one.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::Event;

use super::placeholder::Prepared;
use super::scan::Kind;
use crate::base::finding::Finding;
use crate::render::markdown::piece::{Item, Piece};

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render::markdown) enum Role {
    /// It stands for itself.
    Alone,
    /// It stands for words: an address, or a tag that is shown.
    Words,
    /// The tag of this number closes it.
    Opens(usize),
    /// It closes the tag of this number.
    Closes(usize),
    /// Nothing: something is wrong with it, and that is told.
    Nothing,
}

/// The roles of all tags by their numbers, and what is wrong with them.
#[derive(Debug, Default)]
pub(in crate::render::markdown) struct Roles {
    roles: Vec<Role>,
    pub mistakes: Vec<(Finding, Range<usize>)>,
}

impl Roles {
    /// Returns what a tag does.
    pub(in crate::render::markdown) fn of(&self, tag: usize) -> Role {
        self.roles.get(tag).copied().unwrap_or(Role::Nothing)
    }

    /// Pairs the tags among `items`, and takes shortcodes out of paragraphs that hold nothing else.
    pub(in crate::render::markdown) fn pair(&mut self, items: &mut Vec<Item<'_>>, prepared: &Prepared) {
        self.roles.resize(prepared.tags.len(), Role::Nothing);
        let mut open = Open::default();
        let mut containers: Vec<usize> = Vec::new();
        for (at, item) in items.iter().enumerate() {
            match &item.piece {
                Piece::Event(Event::Start(_)) => containers.push(at + 1),
                Piece::Event(Event::End(_)) => {
                    containers.pop();
                }
                Piece::Tag(tag) => self.tag(*tag, containers.last().copied().unwrap_or(0), (prepared, &mut open)),
                _ => {}
            }
        }
        self.unwrap_paragraphs(items);
    }

    fn tag<'a>(&mut self, number: usize, container: usize, (prepared, open): (&'a Prepared, &mut Open<'a>)) {
        let tag = &prepared.tags[number];
        self.roles[number] = if tag.is_text() { Role::Words } else { Role::Alone };
        match &tag.kind {
            Kind::Open(_) if !tag.is_address() => open.push(&tag.name, (number, container)),
            Kind::Open(_) | Kind::Whole(_) | Kind::Escaped(_) => {}
            Kind::Close => match open.pop(&tag.name, prepared) {
                Some((opening, outside)) if outside == container => {
                    self.roles[opening] = Role::Opens(number);
                    self.roles[number] = Role::Closes(opening);
                }
                Some((opening, _)) => {
                    self.roles[opening] = Role::Nothing;
                    let message = format!("`{}` is opened in one block and closed in another", tag.name);
                    let hint = "put both tags on lines of their own, indented alike";
                    self.refuse(number, Finding::error("shortcode-crossed", message).hint(hint), prepared);
                }
                None => {
                    let message = format!("`{}` closes nothing", tag.source);
                    self.refuse(number, Finding::error("shortcode-unopened", message), prepared);
                }
            },
        }
    }

    fn refuse(&mut self, tag: usize, finding: Finding, prepared: &Prepared) {
        self.roles[tag] = Role::Nothing;
        self.mistakes.push((finding, prepared.tags[tag].range.clone()));
    }

    fn unwrap_paragraphs(&self, items: &mut Vec<Item<'_>>) {
        let mut is_dropped = vec![false; items.len()];
        let mut start = None;
        for (at, item) in items.iter().enumerate() {
            match &item.piece {
                Piece::Event(Event::Start(pulldown_cmark::Tag::Paragraph)) => start = Some(at),
                Piece::Event(Event::End(pulldown_cmark::TagEnd::Paragraph)) => {
                    let start = start.take().filter(|start| self.is_one_shortcode(&items[start + 1..at]));
                    if let Some(start) = start {
                        is_dropped[start] = true;
                        is_dropped[at] = true;
                    }
                }
                _ => {}
            }
        }
        let mut is_dropped = is_dropped.into_iter();
        items.retain(|_| !is_dropped.next().unwrap_or(false));
    }

    fn is_one_shortcode(&self, items: &[Item<'_>]) -> bool {
        let mut inside = items.iter().filter(|item| !is_blank(item));
        let first = inside.next().map(|item| &item.piece);
        let last = inside.next_back().map(|item| &item.piece);
        match (first, last) {
            (Some(Piece::Tag(tag)), None) => self.of(*tag) == Role::Alone,
            (Some(Piece::Tag(first)), Some(Piece::Tag(last))) => self.of(*first) == Role::Opens(*last),
            _ => false,
        }
    }
}

fn is_blank(item: &Item<'_>) -> bool {
    match &item.piece {
        Piece::Event(Event::Text(text)) => text.trim().is_empty(),
        Piece::Event(Event::SoftBreak) => true,
        _ => false,
    }
}

/// The tags that may still be closed.
#[derive(Default)]
struct Open<'a> {
    tags: Vec<(usize, usize)>,
    /// How many there are of each name: without it, a tag that closes nothing would look at all.
    names: BTreeMap<&'a str, usize>,
}

impl<'a> Open<'a> {
    fn push(&mut self, name: &'a str, tag: (usize, usize)) {
        self.tags.push(tag);
        *self.names.entry(name).or_default() += 1;
    }

    /// Returns the last tag of this name; those opened after it stand for themselves.
    fn pop(&mut self, name: &str, prepared: &'a Prepared) -> Option<(usize, usize)> {
        if self.names.get(name).copied().unwrap_or(0) == 0 {
            return None;
        }
        while let Some((tag, container)) = self.tags.pop() {
            let found = prepared.tags[tag].name.as_str();
            *self.names.entry(found).or_default() -= 1;
            if found == name {
                return Some((tag, container));
            }
        }
        None
    }
}
