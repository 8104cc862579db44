//! Bounds for what reads style sheets, which has none of its own: how deep a text may be nested, and how
//! long Sass may run.
//!
//! The readers call themselves for each level, and a stack has an end. Sass is a language with loops and
//! functions, so a statement that is counted (`@debug`, which reaches our logger) is put into the body of each
//! loop, function and mixin. See "Style sheets" in ARCHITECTURE.md.

/// How deep brackets and blocks may lie in each other. People write up to about 10.
pub(super) const MOST_LEVELS: usize = 100;

/// How many operators may stand in a row without a comma, a semicolon or a bracket: each is a level of the tree.
const MOST_OPERATORS: usize = 1_000;

/// What the statement that is counted says.
pub(super) const STEP: &str = "seawall step";

/// Statements whose bodies run more than once.
const COUNTED: [&str; 5] = ["@while", "@for", "@each", "@function", "@mixin"];

/// Sass with counted statements in it, and where they were put.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub text: String,
    /// Line and column (from 0, in characters) after which this many characters are ours.
    within: Vec<(usize, usize, usize)>,
    /// Lines (from 0) that are ours.
    lines: Vec<usize>,
}

impl Counted {
    /// Returns a text in which nothing is counted.
    pub(super) fn unchanged(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// Returns the line and column of the author's text for those of ours.
    pub(super) fn back(&self, line: usize, column: usize) -> (usize, usize) {
        let before = self.within.iter().filter(|(own, from, _)| *own == line && *from <= column);
        let shift: usize = before.map(|(_, from, length)| (column - from).min(*length)).sum();
        (line - self.lines.iter().filter(|own| **own < line).count().min(line), column.saturating_sub(shift))
    }
}

/// Returns the byte at which a text is nested too deep, if it is.
pub(super) fn too_deep(text: &str, is_sass: bool) -> Option<usize> {
    let (mut levels, mut operators) = (0_usize, 0_usize);
    for token in Tokens::of(text, is_sass) {
        match token {
            Token::Open(_) => {
                levels += 1;
                operators = 0;
            }
            Token::Close(_) => {
                levels = levels.saturating_sub(1);
                operators = 0;
            }
            Token::End(_) => operators = 0,
            Token::Operator(_) => operators += 1,
            Token::At(..) => {}
        }
        if levels > MOST_LEVELS || operators > MOST_OPERATORS {
            return Some(token.at());
        }
    }
    None
}

/// Returns the byte at which indented Sass is nested too deep, if it is.
pub(super) fn too_deep_by_lines(text: &str) -> Option<usize> {
    let mut above: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            let indent = indent(line);
            above.retain(|level| *level < indent);
            above.push(indent);
            if above.len() > MOST_LEVELS {
                return Some(at);
            }
        }
        at += line.len();
    }
    None
}

/// Returns the byte at which a comment begins that nobody closes: the reader of Sass would look for its end for
/// good. A line of indented Sass that begins with a comment needs no end.
pub(super) fn open_comment(text: &str, is_indented: bool) -> Option<usize> {
    let mut tokens = Tokens::of(text, true);
    tokens.by_ref().for_each(drop);
    let is_open = |at: &usize| {
        let begins_line = || text[..*at].rsplit('\n').next().is_none_or(|row| row.trim().is_empty());
        let row = text[*at..].lines().next().unwrap_or("");
        let is_closed = if is_indented { row[2..].contains("*/") } else { text[*at + 2..].contains("*/") };
        !(is_closed || is_indented && begins_line())
    };
    tokens.comments.into_iter().find(is_open)
}

/// Puts a counted statement into the bodies of SCSS.
pub(super) fn counted(text: &str) -> Counted {
    let mut counted = Counted::default();
    let statement = format!("@debug \"{STEP}\";");
    let (mut levels, mut waiting, mut end) = (0_usize, None, 0);
    for token in Tokens::of(text, true) {
        match token {
            Token::At(_, word) if COUNTED.contains(&word) => waiting = Some(levels),
            Token::Open(at) => {
                let is_block = text.as_bytes()[at] == b'{' && !text[..at].ends_with('#');
                if is_block && waiting == Some(levels) {
                    counted.text.push_str(&text[end..=at]);
                    let line = counted.text.matches('\n').count();
                    let start = counted.text.rfind('\n').map_or(0, |newline| newline + 1);
                    let column = counted.text[start..].chars().count();
                    counted.within.push((line, column, statement.len()));
                    counted.text.push_str(&statement);
                    (end, waiting) = (at + 1, None);
                }
                levels += 1;
            }
            Token::Close(_) => levels = levels.saturating_sub(1),
            Token::End(at) if text.as_bytes()[at] == b';' && waiting == Some(levels) => waiting = None,
            _ => {}
        }
    }
    counted.text.push_str(&text[end..]);
    counted
}

/// Puts a counted statement into the bodies of indented Sass.
pub(super) fn counted_by_lines(text: &str) -> Counted {
    let mut counted = Counted::default();
    let mut waiting = None;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let start = line.trim_start_matches([' ', '\t']);
        if let Some(above) = waiting.filter(|_| !start.trim().is_empty()) {
            if indent(line) > above {
                counted.lines.push(number + counted.lines.len());
                let own = &line[..line.len() - start.len()];
                counted.text.push_str(&format!("{own}@debug \"{STEP}\"\n"));
            }
            waiting = None;
        }
        counted.text.push_str(line);
        let word = start.split(|letter: char| letter != '@' && !letter.is_ascii_alphabetic()).next().unwrap_or("");
        if COUNTED.contains(&word) || start.starts_with('=') {
            waiting = Some(indent(line));
        }
    }
    counted
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Open(usize),
    Close(usize),
    /// A comma or a semicolon.
    End(usize),
    At(usize, &'a str),
    Operator(usize),
}

impl Token<'_> {
    fn at(self) -> usize {
        match self {
            Self::Open(at) | Self::Close(at) | Self::End(at) | Self::At(at, _) | Self::Operator(at) => at,
        }
    }
}

/// Reads what matters for nesting, outside of comments and strings.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
    is_sass: bool,
    /// Where comments in the way of CSS begin.
    comments: Vec<usize>,
}

impl<'a> Tokens<'a> {
    fn of(text: &'a str, is_sass: bool) -> Self {
        Self { text, at: 0, is_sass, comments: Vec::new() }
    }

    /// Returns the length of the string that begins here; its interpolations may hold quotation marks.
    fn string(&self) -> usize {
        let bytes = &self.text.as_bytes()[self.at..];
        let (mut at, mut levels) = (1, 0_usize);
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'\n' if levels == 0 => return at,
                b'#' if self.is_sass && bytes.get(at + 1) == Some(&b'{') => {
                    levels += 1;
                    at += 1;
                }
                b'}' if levels > 0 => levels -= 1,
                byte if *byte == bytes[0] && levels == 0 => return at + 1,
                _ => {}
            }
            at += 1;
        }
        bytes.len()
    }

    /// Returns the length of the comment that begins here, 0 where none does.
    fn comment(&self) -> usize {
        let rest = &self.text.as_bytes()[self.at..];
        let find = |end: &[u8]| rest[2..].windows(end.len()).position(|window| window == end);
        match rest {
            [b'/', b'*', ..] => find(b"*/").map_or(rest.len(), |at| at + 4),
            // In `url(https://…)` and `url(//…)` it is none.
            [b'/', b'/', ..] if self.is_sass && !self.text[..self.at].ends_with([':', '(']) => {
                find(b"\n").map_or(rest.len(), |at| at + 2)
            }
            _ => 0,
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let bytes = self.text.as_bytes();
        loop {
            let (at, byte) = (self.at, *bytes.get(self.at)?);
            let rest = &bytes[at..];
            match byte {
                b'/' if self.comment() > 0 => {
                    if rest.starts_with(b"/*") {
                        self.comments.push(at);
                    }
                    self.at += self.comment();
                    continue;
                }
                b'"' | b'\'' => {
                    self.at += self.string();
                    continue;
                }
                b'\\' => {
                    self.at += 2;
                    continue;
                }
                _ => self.at += 1,
            }
            match byte {
                b'(' | b'[' | b'{' => return Some(Token::Open(at)),
                b')' | b']' | b'}' => return Some(Token::Close(at)),
                b',' | b';' => return Some(Token::End(at)),
                b'+' | b'-' | b'*' | b'/' | b'%' | b'<' | b'>' | b'=' | b'!' | b'~' | b'&' => {
                    return Some(Token::Operator(at));
                }
                b'@' => {
                    let length = rest[1..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                    self.at += length;
                    return Some(Token::At(at, &self.text[at..at + 1 + length]));
                }
                b'n' | b'a' | b'o' if is_operator(&bytes[..at], rest) => return Some(Token::Operator(at)),
                _ => {}
            }
        }
    }
}

/// Returns whether a word of Sass or of a media query begins here that stands between or before others.
fn is_operator(before: &[u8], rest: &[u8]) -> bool {
    let is_name = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_$".contains(byte));
    !is_name(before.last())
        && [&b"not"[..], b"and", b"or"].iter().any(|word| rest.starts_with(word) && !is_name(rest.get(word.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_of_loops_and_functions_are_counted() {
        #[track_caller]
        fn check(scss: &str, expected: &str) {
            assert_eq!(counted(scss).text.replace(&format!("@debug \"{STEP}\";"), "·"), expected);
        }
        check("@while $i < 3 { a { b: c } }", "@while $i < 3 {· a { b: c } }");
        check("@each $a in (b: c) { x-#{$a} { d: e } }", "@each $a in (b: c) {· x-#{$a} { d: e } }");
        check("@function f($a: \"{\") { @return 1 }", "@function f($a: \"{\") {· @return 1 }");
        check("// @while {\n/* @for { */ a { b: '@each {' }", "// @while {\n/* @for { */ a { b: '@each {' }");
        check("@for $i from #{1} through 2 { a { b: c } }", "@for $i from #{1} through 2 {· a { b: c } }");
        check("@include m { a: url(http://e.org/{) }", "@include m { a: url(http://e.org/{) }");
    }

    #[test]
    fn bodies_of_indented_sass_are_counted() {
        let sass = "@while true\n  a\n    b: c\n\n=m($x)\n\n  d: e\n";
        let counted = counted_by_lines(sass);
        let expected = "@while true\n  ·\n  a\n    b: c\n\n=m($x)\n\n  ·\n  d: e\n";
        assert_eq!(counted.text.replace(&format!("@debug \"{STEP}\""), "·"), expected);
        assert_eq!([counted.back(0, 3), counted.back(2, 2), counted.back(8, 2)], [(0, 3), (1, 2), (6, 2)]);
    }

    #[test]
    fn places_lead_back() {
        let counted = counted("a {\n@while é { x: y; }\n}");
        let column = counted.text.lines().nth(1).unwrap().chars().take_while(|letter| *letter != 'x').count();
        assert_eq!(counted.back(1, column), (1, 11));
        assert_eq!(counted.back(1, 3), (1, 3));
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |n: usize| format!("a {{ b: {}1{} }}", "(".repeat(n), ")".repeat(n));
        assert_eq!(too_deep(&nested(50), true), None);
        assert!(too_deep(&nested(200), true).is_some() && too_deep(&nested(200), false).is_some());
        assert!(too_deep(&format!("$a: {} 1;", "not ".repeat(2_000)), true).is_some());
        assert!(too_deep(&format!("$a: {}1;", "1+".repeat(2_000)), true).is_some());
        assert_eq!(too_deep(&"a { b: 1+1; }\n".repeat(2_000), true), None);
        assert_eq!(open_comment("a { b: '/*' } // /*\n/* c */ d /* e", false), Some(30));
        assert_eq!([open_comment("/* a\n   b\nc: d /* e */", true), open_comment("a: b /* c", true)], [None, Some(5)]);
        assert_eq!(too_deep(&format!("a {{ b: '{}' }}", "(".repeat(2_000)), true), None);
        let steps: String = (0..200).map(|n| format!("{}a\n", " ".repeat(n))).collect();
        assert!(too_deep_by_lines(&steps).is_some());
    }
}
