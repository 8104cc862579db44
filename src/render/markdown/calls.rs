//! Shortcodes called, and addresses that shortcodes make.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType};
use serde_json::Value;

use super::assemble::Assembler;
use super::shortcode::{Argument, Kind, Part};
use crate::base::finding::{Finding, nearest};

impl<'a> Assembler<'a, '_> {
    /// Returns what a tag makes of the body between it and its closing tag.
    pub(super) fn shortcode(&mut self, number: usize, body: Option<&str>) -> Event<'a> {
        let tag = &self.prepared.tags[number];
        match &tag.kind {
            Kind::Escaped(text) => Event::Text(CowStr::from(text.as_str())),
            Kind::Open(arguments) | Kind::Whole(arguments) if tag.is_address() => {
                let link = self.scene.goals.source(&reference(arguments));
                Event::Text(CowStr::from(self.resolved(&link, &tag.range)))
            }
            Kind::Open(arguments) | Kind::Whole(arguments) => {
                Event::Html(CowStr::from(self.component(number, arguments, body)))
            }
            Kind::Close => Event::Text(CowStr::from("")),
        }
    }

    /// Returns what the component of a tag makes; nothing where it cannot be called, which is told.
    fn component(&mut self, number: usize, arguments: &[Argument], body: Option<&str>) -> String {
        let tag = &self.prepared.tags[number];
        let made = self.named(&tag.name, arguments).and_then(|named| {
            let html = self.scene.caller.call(&tag.name, named, body)?;
            Ok(html.trim().to_owned())
        });
        self.note_images(&tag.range);
        match made {
            Ok(html) => self.paid(html, (body, &tag.range)).unwrap_or_default(),
            Err(finding) => {
                self.rendered.mistakes.push((finding, tag.range.clone()));
                body.unwrap_or_default().to_owned()
            }
        }
    }

    /// Gives every argument the name of its parameter.
    fn named(&mut self, name: &str, arguments: &[Argument]) -> Result<Vec<(String, Value)>, Finding> {
        let caller = &self.scene.caller;
        let parameters = self.parameters.entry(name.to_owned()).or_insert_with(|| caller.parameters(name));
        let Some(parameters) = parameters else {
            let names = caller.names();
            let near = nearest(name, names.iter().map(String::as_str));
            let otherwise = format!("to show it as it is, write `{{{{</* {name} */>}}}}`");
            return Err(Finding::error("shortcode-unknown", format!("there is no component `{name}`"))
                .suggest(near, &otherwise));
        };
        let is_open = caller.takes_any(name);
        let mut named: Vec<(String, Value)> = Vec::new();
        for (at, argument) in arguments.iter().enumerate() {
            let parameter = match &argument.name {
                Some(own) if is_open || parameters.contains(own) => own,
                Some(own) => {
                    let near = nearest(own, parameters.iter().map(String::as_str));
                    let message = format!("`{name}` has no parameter `{own}`");
                    return Err(Finding::error("shortcode-argument", message).suggest(near, &known(parameters)));
                }
                None => parameters.get(at).ok_or_else(|| {
                    let message = format!("`{name}` takes at most {} arguments", parameters.len());
                    Finding::error("shortcode-argument", message).hint(known(parameters))
                })?,
            };
            if named.iter().any(|(name, _)| name == parameter) {
                let message = format!("`{name}` is given `{parameter}` twice");
                return Err(Finding::error("shortcode-argument", message));
            }
            named.push((parameter.clone(), argument.value.clone()));
        }
        Ok(named)
    }

    /// Returns where a link leads; an address in angle brackets stays as it is.
    pub(super) fn destination(&mut self, kind: LinkType, link: CowStr<'a>, range: &Range<usize>) -> CowStr<'a> {
        let has_tags = self.prepared.is_in(&link);
        if matches!(kind, LinkType::Email | LinkType::Autolink) && !has_tags {
            return link;
        }
        if !has_tags {
            return CowStr::from(self.resolved(&link, range));
        }
        let mut address = String::new();
        for part in self.prepared.parts(&link) {
            match part {
                Part::Text(text) => address.push_str(text),
                Part::Tag(number) => {
                    let tag = &self.prepared.tags[number];
                    match &tag.kind {
                        Kind::Open(arguments) | Kind::Whole(arguments) if tag.is_address() => {
                            address.push_str(&self.scene.goals.source(&reference(arguments)));
                        }
                        Kind::Open(arguments) | Kind::Whole(arguments) => {
                            address.push_str(&self.component(number, arguments, None));
                        }
                        Kind::Close | Kind::Escaped(_) => address.push_str(self.prepared.written(number)),
                    }
                }
            }
        }
        CowStr::from(self.resolved(&address, range))
    }

    fn resolved(&mut self, link: &str, range: &Range<usize>) -> String {
        let resolved = self.scene.goals.resolve(link);
        self.rendered.goals.extend(resolved.goal.map(|goal| (goal, range.clone())));
        resolved.href
    }
}

/// Returns what `ref` and `relref` are asked for: their first argument, or `path`.
fn reference(arguments: &[Argument]) -> String {
    let is_path = |argument: &&Argument| argument.name.as_deref().is_none_or(|name| name == "path");
    match arguments.iter().find(is_path).map(|argument| &argument.value) {
        Some(Value::String(path)) => path.clone(),
        Some(value) => value.to_string(),
        None => String::new(),
    }
}

fn known(parameters: &[String]) -> String {
    if parameters.is_empty() {
        return "it has no parameters".to_owned();
    }
    let names: Vec<String> = parameters.iter().map(|name| format!("`{name}`")).collect();
    format!("it has {}", names.join(", "))
}
