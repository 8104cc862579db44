//! How far strings, variables and patterns go.

use super::grammar::{DOUBLED, ESCAPES, LINES, Quote};

/// Returns the length of the string that `rest` begins with, to the end of its line where it has none.
pub(super) fn string_length(rest: &str, quote: &Quote) -> usize {
    let bytes = rest.as_bytes();
    let mut at = quote.open.len();
    while at < bytes.len() {
        if quote.rules & ESCAPES != 0 && bytes[at] == b'\\' {
            at += 1 + rest[at + 1..].chars().next().map_or(0, char::len_utf8);
        } else if bytes[at..].starts_with(quote.close.as_bytes()) {
            at += quote.close.len();
            if quote.rules & DOUBLED == 0 || !bytes[at..].starts_with(quote.close.as_bytes()) {
                return at;
            }
            at += quote.close.len();
        } else if bytes[at] == b'\n' && quote.rules & LINES == 0 {
            return at;
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// Returns as much of `rest` as is looked at for the end of something that may have none: to look at
/// all of it again and again would take forever.
pub(super) fn near(rest: &str) -> &str {
    let most = rest.len().min(1000);
    let end = (0..=most).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
    &rest[..end]
}

/// Returns whether `rest` begins with one character in quotes.
pub(super) fn is_character(rest: &str) -> bool {
    let mut inside = rest[1..].chars();
    match inside.next() {
        Some('\\') => true,
        Some(_) => inside.next() == Some('\''),
        None => false,
    }
}

/// Returns the length of a variable behind its `$`: a name, a mark, or what stands in braces.
pub(super) fn variable_length(behind: &str) -> usize {
    let close = match behind.chars().next() {
        Some('{') => '}',
        Some('(') if !behind.starts_with("((") => return 0,
        Some(first) if first.is_alphanumeric() || first == '_' => {
            return behind.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(behind.len());
        }
        Some(first) if "?!#@*$-&".contains(first) => return 1,
        _ => return 0,
    };
    let line = near(behind);
    let line = &line[..line.find('\n').unwrap_or(line.len())];
    line.find(close).map_or(0, |end| end + 1)
}

/// Returns the length of a pattern, if it ends on its line.
pub(super) fn pattern_length(rest: &str) -> Option<usize> {
    let mut is_escaped = false;
    let mut is_set = false;
    for (at, byte) in near(rest).bytes().enumerate().skip(1) {
        match byte {
            b'\n' => return None,
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'[' => is_set = true,
            b']' => is_set = false,
            b' ' if at == 1 => return None,
            b'/' if !is_set => {
                let flags = rest[at + 1..].bytes().take_while(u8::is_ascii_alphabetic).count();
                return Some(at + 1 + flags);
            }
            _ => {}
        }
    }
    None
}
