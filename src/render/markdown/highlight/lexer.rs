//! Reads code of a language word by word. Never goes back, so that it is linear.

use super::Token;
use super::extent::{is_character, near, pattern_length, string_length, variable_length};
use super::grammar::*;
use super::languages::Language;

/// Words after which the next one names what is being made.
const FUNCTIONS: &[&str] =
    &["def", "defp", "defn", "defun", "fn", "fun", "func", "function", "proc", "sub", "procedure"];
const CLASSES: &[&str] =
    &["class", "enum", "interface", "module", "namespace", "object", "record", "struct", "trait", "type", "union"];

/// Reads one piece of code.
pub(super) struct Lexer<'a> {
    language: &'static Language,
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    /// The last word or mark that was no space, to tell what may follow.
    before: Before,
    /// Nothing but spaces stands before on the line.
    is_line_start: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// An operator or the beginning: a value is expected.
    Operator,
    Value,
    Function,
    Class,
    /// `(`, behind which Lisp calls.
    Opening,
    Dot,
}

/// Returns the tokens of `text`.
pub(super) fn tokens(language: &'static Language, text: &str) -> Vec<Token> {
    let mut lexer = Lexer { language, text, at: 0, tokens: Vec::new(), before: Before::Operator, is_line_start: true };
    while lexer.at < text.len() {
        lexer.step();
    }
    lexer.tokens
}

impl<'a> Lexer<'a> {
    fn has(&self, habit: u32) -> bool {
        self.language.grammar.habits & habit != 0
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Adds a token of `length` bytes; equal neighbors become one.
    fn push(&mut self, class: &'static str, length: usize) {
        self.at += length;
        match self.tokens.last_mut() {
            Some(last) if last.class == class => last.end = self.at,
            _ => self.tokens.push(Token { class, end: self.at }),
        }
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        if first.is_whitespace() {
            return self.space(first);
        }
        let (was_line_start, is_done) = (self.is_line_start, self.comment());
        self.is_line_start = false;
        if is_done || (was_line_start && self.line_start(first)) || self.string() || self.mark(first) {
            return;
        }
        if first.is_ascii_digit()
            || (first == '.'
                && rest[1..].starts_with(|next: char| next.is_ascii_digit())
                && self.before != Before::Value)
        {
            self.number();
        } else if first.is_alphabetic() || first == '_' {
            self.word(was_line_start);
        } else {
            self.operator(first);
        }
    }

    fn space(&mut self, first: char) {
        if first == '\n' {
            self.is_line_start = true;
            // Comments of Ruby and Perl begin with the line.
            if self.comment() {
                return;
            }
        }
        let is_blank = |letter: char| letter.is_whitespace() && letter != '\n';
        let rest = &self.rest()[first.len_utf8()..];
        let length = first.len_utf8() + rest.len() - rest.trim_start_matches(is_blank).len();
        self.push("", length);
    }

    fn comment(&mut self) -> bool {
        let (rest, grammar) = (self.rest(), self.language.grammar);
        if let Some((open, close)) = grammar.blocks.iter().find(|(open, _)| rest.starts_with(open)) {
            let length = self.comment_length((open, close));
            self.push("c", length);
            return true;
        }
        let is_free = !self.has(SPACED) || self.is_line_start || self.text[..self.at].ends_with(char::is_whitespace);
        let is_caseless = self.has(CASELESS);
        let is_comment = |open: &&&str| match rest.get(..open.len()) {
            Some(start) => start == **open || (is_caseless && start.eq_ignore_ascii_case(open)),
            None => false,
        };
        if !is_free || grammar.comments.iter().find(is_comment).is_none() {
            return false;
        }
        self.push("c", rest.find('\n').unwrap_or(rest.len()));
        true
    }

    fn comment_length(&self, (open, close): (&str, &str)) -> usize {
        let rest = self.rest();
        let mut at = open.len();
        let mut depth = 1;
        while depth > 0 {
            let Some(end) = rest[at..].find(close) else { return rest.len() };
            if self.has(NESTED) {
                depth += rest[at..at + end].matches(open).count();
            }
            at += end + close.len();
            depth -= 1;
        }
        at
    }

    /// Reads what means something only at the beginning of a line.
    fn line_start(&mut self, first: char) -> bool {
        let rest = self.rest();
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        if self.has(PREPROCESSOR) && first == '#' {
            let word = line[1..].trim_start().find(|letter: char| !letter.is_alphanumeric());
            let spaces = line.len() - 1 - line[1..].trim_start().len();
            self.push("cp", word.map_or(line.len(), |word| 1 + spaces + word));
            return true;
        }
        if self.has(SECTIONS) && first == '[' {
            self.push("nn", line.trim_end().len());
            return true;
        }
        false
    }

    fn string(&mut self) -> bool {
        let rest = self.rest();
        let Some(quote) = self.language.grammar.strings.iter().find(|quote| rest.starts_with(quote.open)) else {
            return false;
        };
        if quote.rules & CHARACTER != 0 && !is_character(rest) {
            let name = rest[1..].find(|letter: char| !letter.is_alphanumeric() && letter != '_');
            let length = 1 + name.unwrap_or(rest.len() - 1);
            self.push(if length > 1 { "nl" } else { "" }, length);
            return true;
        }
        let length = string_length(rest, quote);
        let is_key = self.has(COLON_KEYS) && rest[length..].trim_start_matches([' ', '\t']).starts_with(':');
        self.push(if is_key { "nt" } else { "s" }, length);
        self.before = Before::Value;
        true
    }

    /// Reads what a mark makes of the name behind it.
    fn mark(&mut self, first: char) -> bool {
        let rest = self.rest();
        let behind = &rest[first.len_utf8()..];
        let name = behind.len()
            - behind.trim_start_matches(|letter: char| letter.is_alphanumeric() || "_-".contains(letter)).len();
        let name = if self.has(DASHES) { name } else { behind[..name].find('-').unwrap_or(name) };
        let joins = |last: char| last.is_alphanumeric() || ":)]?".contains(last);
        let (class, length) = match first {
            '$' if self.has(VARIABLES) => ("nv", 1 + variable_length(behind)),
            '@' if self.has(VARIABLES) && self.has(PATTERNS) && name > 0 => ("nv", 1 + name),
            '@' if self.has(DECORATORS) && name > 0 => ("nd", 1 + name),
            '%' if self.has(REGISTERS) && name > 0 => ("nv", 1 + name),
            ':' if self.has(SYMBOLS) && name > 0 && !self.text[..self.at].ends_with(joins) => ("ss", 1 + name),
            '\\' if self.has(COMMANDS) => ("k", 1 + name.max(behind.chars().next().map_or(0, char::len_utf8))),
            '#' if self.has(STYLES) && name > 0 => {
                let is_color =
                    behind[..name].bytes().all(|byte| byte.is_ascii_hexdigit()) && self.before == Before::Operator;
                (if is_color { "m" } else { "nn" }, 1 + name)
            }
            '.' if self.has(STYLES) && name > 0 && !behind.starts_with(|next: char| next.is_ascii_digit()) => {
                ("nc", 1 + name)
            }
            '/' if self.has(PATTERNS) && self.before != Before::Value => match pattern_length(rest) {
                Some(length) => ("sr", length),
                None => return false,
            },
            _ => return false,
        };
        self.push(class, length);
        self.before = Before::Value;
        true
    }

    fn number(&mut self) {
        let bytes = self.rest().as_bytes();
        let mut length = 1;
        while length < bytes.len() {
            let (byte, last) = (bytes[length], bytes[length - 1]);
            let is_exponent = matches!(byte, b'+' | b'-')
                && matches!(last, b'e' | b'E')
                && bytes[0] != b'#'
                && !bytes.starts_with(b"0x");
            let is_point = byte == b'.' && bytes.get(length + 1).is_some_and(u8::is_ascii_digit);
            let is_unit = byte == b'%' && self.has(STYLES);
            if !(byte.is_ascii_alphanumeric() || byte == b'_' || is_exponent || is_point || is_unit) {
                break;
            }
            length += 1;
        }
        self.push("m", length);
        self.before = Before::Value;
    }

    fn word(&mut self, is_first: bool) {
        let length = self.word_length();
        let rest = self.rest();
        let (word, behind) = rest.split_at(length);
        let before = self.before;
        self.before = Before::Value;
        if self.has(PREFIXES) && length <= 3 && behind.starts_with(['"', '\'']) && self.prefixed(length) {
            return;
        }
        if self.is_key(behind) {
            return self.push(if self.has(STYLES) { "k" } else { "nt" }, length);
        }
        let class = if before == Before::Dot { None } else { self.language.class(word) };
        if let Some(class) = class {
            self.before = after(word, class);
            return self.push(class, length);
        }
        let is_called = behind.starts_with('(') || (self.has(LISP) && before == Before::Opening);
        let is_macro = self.has(MACROS) && behind.starts_with('!') && !behind.starts_with("!=");
        let class = match before {
            Before::Function => "nf",
            Before::Class => "nc",
            _ if is_macro => return self.push("nf", length + 1),
            _ if self.has(DIRECTIVES) && is_first => "k",
            _ if is_called => "nf",
            _ if self.has(CAPITALS) && word.starts_with(char::is_uppercase) => "nc",
            _ => "",
        };
        self.push(class, length);
    }

    fn word_length(&self) -> usize {
        let rest = self.rest();
        let is_inside = |letter: char| {
            letter.is_alphanumeric()
                || letter == '_'
                || (letter == '-' && self.has(DASHES))
                || (letter == '\'' && self.has(PRIMES))
                || ("*?!/<>=+".contains(letter) && self.has(LISP))
        };
        let length = rest.find(|letter| !is_inside(letter)).unwrap_or(rest.len());
        let is_marked =
            self.has(MARKED) && rest[length..].starts_with(['?', '!']) && !rest[length + 1..].starts_with('=');
        length + usize::from(is_marked)
    }

    /// Reads a string with its prefix, as in `rb"…"`.
    fn prefixed(&mut self, length: usize) -> bool {
        let behind = &self.rest()[length..];
        let Some(quote) = self.language.grammar.strings.iter().find(|quote| behind.starts_with(quote.open)) else {
            return false;
        };
        let length = length + string_length(behind, quote);
        self.push("s", length);
        true
    }

    fn is_key(&self, behind: &str) -> bool {
        let next = behind.trim_start_matches([' ', '\t']);
        let is_colon = self.has(COLON_KEYS) && next.starts_with(':') && !next.starts_with("::");
        // `a:hover` is a selector and `12:30` a time.
        let is_colon = is_colon
            && (!self.has(STYLES | DASHES)
                || next[1..].starts_with(|after: char| after.is_whitespace())
                || next.len() == 1
                || (self.has(STYLES) && self.is_declaration(next)));
        let is_equal = self.has(EQUAL_KEYS) && next.starts_with('=') && !next.starts_with("==");
        is_colon || is_equal
    }

    /// Returns whether a colon in a style sheet is followed by a value and not by a block.
    fn is_declaration(&self, next: &str) -> bool {
        let near = near(next);
        near.find([';', '{', '}', '\n']).is_some_and(|end| !near[end..].starts_with('{'))
    }

    fn operator(&mut self, first: char) {
        let (class, before) = match first {
            '(' => ("", Before::Opening),
            ')' | ']' => ("", Before::Value),
            '[' | '{' | '}' | ',' | ';' => ("", Before::Operator),
            '.' => ("", Before::Dot),
            _ if first.is_ascii_punctuation() => ("o", Before::Operator),
            _ => ("", Before::Operator),
        };
        self.push(class, first.len_utf8());
        self.before = before;
    }
}

fn after(word: &str, class: &str) -> Before {
    match class {
        "k" if FUNCTIONS.contains(&word) => Before::Function,
        "k" if CLASSES.contains(&word) => Before::Class,
        "k" => Before::Operator,
        _ => Before::Value,
    }
}
