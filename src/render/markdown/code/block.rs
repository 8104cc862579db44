//! The HTML of a code block.

use std::ops::Range;
use std::time::{Duration, Instant};

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd};
use serde_json::json;

use super::info::{self, Info};
use crate::base::timings::Sample;
use crate::render::escape;
use crate::render::markdown::assemble::Assembler;
use crate::render::markdown::highlight::{self, Token};
use crate::render::markdown::piece::Code;

impl<'a> Assembler<'a, '_> {
    fn tokens(&self, language: &str, text: &str) -> Option<Vec<Token>> {
        let caller = &self.scene.caller;
        let started = caller.library.timings.as_ref().map(|timings| (timings, Instant::now()));
        let tokens = highlight::tokens(self.scene.store, language, text);
        if let Some((timings, started)) = started {
            let (name, for_whom) = (if language.is_empty() { "plain" } else { language }, caller.about);
            timings.sample(Sample { kind: "code", name, for_whom, took: started.elapsed(), inside: Duration::ZERO });
        }
        tokens
    }

    /// Pushes a code block: as its hook makes it, marked up, or as CommonMark has it.
    pub(in crate::render::markdown) fn code(&mut self, code: Code, range: &Range<usize>) {
        let Code { info: written, text } = code;
        let info = info::parse(written.as_deref().unwrap_or(""));
        let text = without(text, &info);
        let is_marked_up = self.scene.config.markdown.highlight && !info.is_plain;
        let tokens = if is_marked_up { self.tokens(&info.language, &text) } else { None };
        if let Some(hook) = self.hooks.of_code(&info.language) {
            let block = block(&info, &text, tokens.as_deref());
            let arguments = vec![
                ("lang", json!(info.language)),
                ("code", json!(text)),
                ("html", json!(lines(&info, &text, tokens.as_deref()))),
                ("title", json!(info.title.as_deref().unwrap_or(""))),
                ("info", json!(written.unwrap_or_default())),
                ("linenos", json!(info.numbered_from.is_some())),
                ("linenostart", json!(info.numbered_from.unwrap_or(1))),
            ];
            let mut html = self.hook(&hook, arguments, (Some(&block), range)).unwrap_or(block);
            html.push('\n');
            return self.push(Event::Html(CowStr::from(html)));
        }
        if tokens.is_some() || info.title.is_some() || is_lined(&info) {
            return self.push(Event::Html(CowStr::from(block(&info, &text, tokens.as_deref()))));
        }
        let kind = match written {
            Some(_) => CodeBlockKind::Fenced(CowStr::from(info.language)),
            None => CodeBlockKind::Indented,
        };
        self.push(Event::Start(Tag::CodeBlock(kind)));
        self.push(Event::Text(CowStr::from(text)));
        self.push(Event::End(TagEnd::CodeBlock));
    }
}

fn is_lined(info: &Info) -> bool {
    info.numbered_from.is_some() || !info.highlighted.is_empty()
}

/// Returns the lines that are not hidden.
fn without(text: String, info: &Info) -> String {
    if info.hidden.is_empty() {
        return text;
    }
    let lines = (1..).zip(text.split_inclusive('\n')).filter(|(number, _)| !info::holds(&info.hidden, *number));
    lines.map(|(_, line)| line).collect()
}

fn block(info: &Info, text: &str, tokens: Option<&[Token]>) -> String {
    let mut html = String::new();
    if let Some(title) = &info.title {
        html.push_str(&format!("<figure class=\"code\"><figcaption>{}</figcaption>", escape::escaped(title)));
    }
    // Style sheets made for Chroma name the one class, those made for Pygments the other.
    html.push_str(if tokens.is_some() { "<pre class=\"highlight chroma\"><code" } else { "<pre><code" });
    if !info.language.is_empty() {
        html.push_str(&format!(" class=\"language-{}\"", escape::escaped(&info.language)));
    }
    html.push('>');
    html.push_str(&lines(info, text, tokens));
    html.push_str("</code></pre>");
    html.push_str(if info.title.is_some() { "</figure>\n" } else { "\n" });
    html
}

/// Returns what stands inside of `<code>`.
fn lines(info: &Info, text: &str, tokens: Option<&[Token]>) -> String {
    let plain = [Token { class: "", end: text.len() }];
    let mut spans = Spans { html: String::with_capacity(text.len() * 2), tokens: tokens.unwrap_or(&plain), at: 0 };
    if !is_lined(info) {
        spans.write(text, text.len());
        return spans.html;
    }
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let is_highlighted = info::holds(&info.highlighted, number);
        spans.html.push_str(if is_highlighted { "<span class=\"line hl\">" } else { "<span class=\"line\">" });
        if let Some(first) = info.numbered_from {
            let number = first.saturating_add(number - 1);
            spans.html.push_str(&format!("<span class=\"ln\" aria-hidden=\"true\">{number}</span>"));
        }
        spans.html.push_str("<span class=\"cl\">");
        let end = spans.at + line.len();
        spans.write(text, end);
        spans.html.push_str("</span></span>");
    }
    spans.html
}

/// Writes tokens as spans.
struct Spans<'a> {
    html: String,
    /// Those that are not yet written to their end.
    tokens: &'a [Token],
    at: usize,
}

impl Spans<'_> {
    /// Writes `text` up to `end`.
    fn write(&mut self, text: &str, end: usize) {
        while let Some((token, rest)) = self.tokens.split_first().filter(|_| self.at < end) {
            let until = token.end.min(end);
            let piece = &text[self.at..until];
            if token.class.is_empty() {
                escape::push_text(&mut self.html, piece);
            } else {
                self.html.push_str(&format!("<span class=\"{}\">", token.class));
                escape::push_text(&mut self.html, piece);
                self.html.push_str("</span>");
            }
            self.at = until;
            if until == token.end {
                self.tokens = rest;
            }
        }
    }
}
