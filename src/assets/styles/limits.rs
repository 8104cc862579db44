//! Bounds for what reads style sheets, which has none of its own: how deep a text may be nested.
//!
//! The readers call themselves for each level, and a stack has an end. See "Style sheets" in ARCHITECTURE.md.

/// How deep brackets and blocks may lie in each other. People write up to about 10.
pub(super) const MOST_LEVELS: usize = 100;

/// How many operators may stand in a row without a comma, a semicolon or a bracket: each is a level of the tree.
const MOST_OPERATORS: usize = 1_000;

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
            Token::At(..) | Token::Variable(_) => {}
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

/// Returns how far a line is indented.
pub(super) fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// What matters of a style sheet, and at which byte it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open(usize),
    Close(usize),
    /// A comma or a semicolon.
    End(usize),
    At(usize, &'a str),
    Operator(usize),
    /// The dollar sign of a variable.
    Variable(usize),
}

impl Token<'_> {
    pub(super) fn at(self) -> usize {
        match self {
            Self::Open(at)
            | Self::Close(at)
            | Self::End(at)
            | Self::At(at, _)
            | Self::Operator(at)
            | Self::Variable(at) => at,
        }
    }
}

/// Reads what matters for nesting, outside of comments and strings.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    is_sass: bool,
    /// Where comments in the way of CSS begin.
    comments: Vec<usize>,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str, is_sass: bool) -> Self {
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
                b'$' => return Some(Token::Variable(at)),
                b'@' => {
                    let word = at_word(&self.text[at..]);
                    self.at = at + word.len();
                    return Some(Token::At(at, word));
                }
                b'n' | b'a' | b'o' if is_operator(&bytes[..at], rest) => return Some(Token::Operator(at)),
                _ => {}
            }
        }
    }
}

/// Returns the name of the rule that begins with this `@`, with its escapes as they are written.
pub(super) fn at_word(text: &str) -> &str {
    let behind = text[1..].trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || letter == '\\');
    &text[..text.len() - behind.len()]
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
