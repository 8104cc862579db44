//! HTML, XML and what is mixed into them: scripts, style sheets, templates.

use super::Token;
use super::extent;
use super::languages;
use super::lexer;

/// What stands in a template between these is not markup.
const TEMPLATES: &[(&str, &str)] = &[("{{", "}}"), ("{%", "%}"), ("{#", "#}"), ("<%", "%>"), ("<?", "?>")];

/// Reads one piece of markup.
struct Markup<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
}

/// Returns the tokens of `text`.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut markup = Markup { text, at: 0, tokens: Vec::new() };
    while markup.at < text.len() {
        markup.step();
    }
    markup.tokens
}

impl<'a> Markup<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn push(&mut self, class: &'static str, length: usize) {
        if length == 0 {
            return;
        }
        self.at += length;
        match self.tokens.last_mut() {
            Some(last) if last.class == class => last.end = self.at,
            _ => self.tokens.push(Token { class, end: self.at }),
        }
    }

    fn step(&mut self) {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            return self.push("c", rest.find("-->").map_or(rest.len(), |end| end + 3));
        }
        if rest.starts_with("<![CDATA[") {
            return self.push("cp", rest.find("]]>").map_or(rest.len(), |end| end + 3));
        }
        if self.template() {
            return;
        }
        if rest.starts_with("<!") {
            return self.push("cp", rest.find('>').map_or(rest.len(), |end| end + 1));
        }
        let is_tag = |next: char| next.is_alphabetic() || next == '/' || next == '>' || next == '_';
        if rest.starts_with('<') && rest[1..].starts_with(is_tag) {
            return self.tag();
        }
        if let Some(name) = rest.strip_prefix('&') {
            let end = extent::near(name).find(|letter: char| !letter.is_alphanumeric() && letter != '#');
            if let Some(end) = end.filter(|end| name[*end..].starts_with(';')) {
                return self.push("ni", end + 2);
            }
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let text = rest[first..].find(['<', '&', '{']).map_or(rest.len(), |end| first + end);
        self.push("", text);
    }

    fn template(&mut self) -> bool {
        let rest = self.rest();
        let Some((open, close)) = TEMPLATES.iter().find(|(open, _)| rest.starts_with(open)) else { return false };
        let length = extent::near(rest).find(close).map_or(open.len(), |end| end + close.len());
        self.push("cp", length);
        true
    }

    fn tag(&mut self) {
        let rest = self.rest();
        let name = rest[1..].trim_start_matches('/');
        let slash = rest.len() - 1 - name.len();
        let is_name = |letter: char| letter.is_alphanumeric() || "-_:.".contains(letter);
        let length = name.find(|letter| !is_name(letter)).unwrap_or(name.len());
        let element = name[..length].to_ascii_lowercase();
        self.push("nt", 1 + slash + length);
        self.attributes();
        if slash == 0 && matches!(element.as_str(), "script" | "style") && self.text[..self.at].ends_with('>') {
            self.embedded(&element);
        }
    }

    fn attributes(&mut self) {
        while self.at < self.text.len() {
            let rest = self.rest();
            let Some(first) = rest.chars().next() else { return };
            match first {
                '>' => return self.push("nt", 1),
                '/' if rest.starts_with("/>") => return self.push("nt", 2),
                '<' => return,
                '"' | '\'' => {
                    let end = rest[1..].find(first).map_or(rest.len(), |end| end + 2);
                    self.push("s", end);
                }
                '{' if self.template() => {}
                '=' => {
                    self.push("o", 1);
                    let value = self.rest();
                    let end = |letter: char| letter.is_whitespace() || "\"'>{".contains(letter);
                    self.push("s", value.find(end).unwrap_or(value.len()));
                }
                _ if first.is_whitespace() => self.push("", first.len_utf8()),
                _ => {
                    let end = |letter: char| letter.is_whitespace() || "=\"'<>/{".contains(letter);
                    let length = rest.find(end).unwrap_or(rest.len());
                    if length == 0 { self.push("", first.len_utf8()) } else { self.push("na", length) }
                }
            }
        }
    }

    /// Reads a script or a style sheet.
    fn embedded(&mut self, element: &str) {
        let rest = self.rest();
        let close = format!("</{element}");
        let length = rest.find(&close).unwrap_or(rest.len());
        let name = if element == "script" { "js" } else { "css" };
        let Some(language) = languages::find(name) else { return };
        for token in lexer::tokens(language, &rest[..length]) {
            let end = token.end;
            let start = self.at - (self.text.len() - rest.len());
            self.push(token.class, end - start);
        }
    }
}
