//! One file of texts: `i18n/it.ftl`.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::ops::Range;
use std::sync::Arc;

use fluent_bundle::FluentResource;
use fluent_syntax::ast::Entry;

use crate::base::files::Files;
use crate::base::finding::{Finding, Findings, Place};
use crate::base::path::SourcePath;
use crate::content::theme::Theme;

/// How deep braces may lie in each other; the parser calls itself for each.
const DEEPEST: usize = 40;

/// How many digits a number in a text may have; the rules of plurals count with 64 bits.
const MOST_DIGITS: usize = 15;

/// The texts of one file.
#[derive(Clone)]
pub(super) struct Source {
    pub(super) file: SourcePath,
    pub(super) resource: Arc<FluentResource>,
    /// Where each message (`home`), term (`-brand`) and attribute (`home.title`) stands.
    pub(super) entries: BTreeMap<String, Range<usize>>,
}

impl Source {
    /// Reads the texts of one language from all layers, best first.
    pub(super) fn read(files: &Files, theme: &Theme, language: &str, findings: &mut Findings) -> Vec<Self> {
        let mut sources = Vec::new();
        for layer in theme.layers() {
            let (found, errors) = layer.files("i18n");
            findings.extend(errors.into_iter().map(Finding::from));
            for file in found.into_iter().filter(|file| file.name.strip_suffix(".ftl") == Some(language)) {
                match file.read_text(files) {
                    Ok(text) => sources.push(Self::parse(&file.source, text, findings)),
                    Err(error) => findings.push(error.into()),
                }
            }
        }
        sources
    }

    pub(super) fn parse(file: &SourcePath, text: String, findings: &mut Findings) -> Self {
        let mut problems = Problems { file, text: &text, findings };
        let safe = problems.without_excess();
        let resource = match FluentResource::try_new(safe) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                errors.iter().for_each(|error| problems.syntax(&error.to_string(), error.pos.start));
                resource
            }
        };
        let mut entries = BTreeMap::new();
        for (name, range) in named(&resource) {
            match entries.entry(name) {
                Slot::Occupied(first) => problems.twice(first.key(), range),
                Slot::Vacant(slot) => {
                    slot.insert(range);
                }
            }
        }
        Self { file: file.clone(), resource: Arc::new(resource), entries }
    }

    /// Returns the text of one entry, with the byte at which it begins.
    pub(super) fn entry(&self, name: &str) -> Option<(&str, usize)> {
        let start = self.entries.get(name)?.start;
        let rest = self.resource.source().get(start..)?;
        let end = rest.match_indices('\n').map(|(at, _)| at).find(|at| is_start(&rest[at + 1..]));
        Some((&rest[..end.unwrap_or(rest.len())], start))
    }

    /// Returns where `needle` stands in an entry, or the entry itself.
    pub(super) fn place(&self, name: &str, needle: &str) -> Place {
        let source = self.resource.source();
        let found = self.entry(name).and_then(|(text, start)| Some(start + text.find(needle)?));
        let own = self.entries.get(name).cloned().unwrap_or(0..0);
        Place::of(&self.file, source, found.map_or(own, |at| at..at + needle.len()))
    }

    /// Returns where a word of this file stands.
    pub(super) fn place_of(&self, word: &str) -> Place {
        let source = self.resource.source();
        let at = (word.as_ptr() as usize).saturating_sub(source.as_ptr() as usize);
        Place::of(&self.file, source, at..at + word.len())
    }
}

/// What is wrong with one file.
struct Problems<'a> {
    file: &'a SourcePath,
    text: &'a str,
    findings: &'a mut Findings,
}

impl Problems<'_> {
    fn push(&mut self, finding: Finding, range: Range<usize>, hint: &str) {
        self.findings.push(finding.at(Place::of(self.file, self.text, range)).hint(hint));
    }

    fn syntax(&mut self, said: &str, at: usize) {
        let line = self.text.get(..at).unwrap_or("").rsplit('\n').next().unwrap_or("");
        let hint = match said {
            _ if said.contains("default variant") => "mark one variant with a star: `*[other] …`",
            _ if said.contains("starting with \"=\"") => {
                "a text is written as `key = Text`; a comment begins with `# `"
            }
            _ if said.contains("message field") || said.contains("term field") => "write a text behind `=`",
            _ if said.contains("closing brace") => "a brace as such is written `{\"}\"}`",
            _ if line.contains('{') || said.contains("\"}\"") => {
                "a variable is written `{ $name }`, a brace as such `{\"{\"}`"
            }
            _ => "a text is `key = Text`; lines that go on begin with spaces",
        };
        let said = said.replace('"', "`");
        let mut letters = said.chars();
        let first = letters.next().map(|first| first.to_ascii_lowercase().to_string()).unwrap_or_default();
        let message = format!("{first}{}", letters.as_str());
        self.push(Finding::error("texts-syntax", message), at..at + 1, hint);
    }

    fn twice(&mut self, name: &str, range: Range<usize>) {
        let finding = Finding::warning("texts-twice", format!("the text `{name}` is written twice"));
        self.push(finding, range, "the first one counts; remove the other");
    }

    /// Returns the text without what would be too much for the parser or for the rules of plurals;
    /// blanks take its place, so that everything else stays where it is.
    fn without_excess(&mut self) -> String {
        let mut bytes = self.text.as_bytes().to_vec();
        let (mut depth, mut n_digits) = (0_usize, 0);
        for at in 0..bytes.len() {
            let is_line_start = at == 0 || self.text.as_bytes()[at - 1] == b'\n';
            if is_line_start && is_start(&String::from_utf8_lossy(&bytes[at..bytes.len().min(at + 1)])) {
                depth = 0;
            }
            match bytes[at] {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            n_digits = if bytes[at].is_ascii_digit() || bytes[at] == b'.' { n_digits + 1 } else { 0 };
            let is_too_deep = bytes[at] == b'{' && depth > DEEPEST;
            let is_too_long = depth > 0 && n_digits > MOST_DIGITS;
            if is_too_deep || is_too_long {
                if is_too_deep && depth == DEEPEST + 1 {
                    let finding = Finding::error("texts-syntax", "braces lie too deep in each other");
                    self.push(finding, at..at + 1, "move what is inside to a text of its own");
                } else if is_too_long && n_digits == MOST_DIGITS + 1 {
                    let finding = Finding::error("texts-syntax", "a number in a text is too long");
                    self.push(finding, at..at + 1, "15 digits are enough; others are texts: `{ \"…\" }`");
                }
                bytes[at] = b' ';
            }
        }
        String::from_utf8(bytes).expect("only ASCII took the place of ASCII")
    }
}

/// Returns whether a line begins a new entry.
fn is_start(line: &str) -> bool {
    line.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '-' || letter == '#')
}

/// Returns messages, terms and their attributes with the places of their names.
fn named(resource: &FluentResource) -> impl Iterator<Item = (String, Range<usize>)> {
    let top = resource.source().as_ptr() as usize;
    let range = move |name: &str| {
        let start = name.as_ptr() as usize - top;
        start..start + name.len()
    };
    resource.entries().flat_map(move |entry| {
        let (name, id, attributes) = match entry {
            Entry::Message(message) => (message.id.name.to_owned(), message.id.name, &message.attributes[..]),
            Entry::Term(term) => (format!("-{}", term.id.name), term.id.name, &term.attributes[..]),
            _ => return Vec::new(),
        };
        let attributes = attributes.iter().map(|attribute| attribute.id.name);
        let below = attributes.map(|attribute| (format!("{name}.{attribute}"), range(attribute)));
        let below: Vec<_> = below.collect();
        std::iter::once((name, range(id))).chain(below).collect()
    })
}
