//! A grammar that goes in a circle, and a reader that would follow it for ever.
//!
//! That of JavaScript does where a comment begins at the end of an expression and goes on in the next line
//! (`a = b /*`). syntect knows circles of one push and one pop only, and nothing can stop it from outside.
//! JavaScript itself is read as TypeScript here, which has no such place; what stands in `<script>` is not. So code
//! with such a line is read by a thread that may be left behind. It stays plain then.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::{Token, reader};

/// Far more than the slowest block takes (see "Highlighting" in ARCHITECTURE.md): what is not read by then never is.
const LONGEST: Duration = Duration::from_secs(10);

/// Returns the tokens of code, or `None` where it stays plain.
pub(super) fn read(language: &str, code: &str) -> Option<Vec<Token>> {
    read_within(LONGEST, language, code)
}

fn read_within(longest: Duration, language: &str, code: &str) -> Option<Vec<Token>> {
    if !has_open_comment(code) {
        return reader::read(language, code);
    }
    let (answer, answers) = mpsc::channel();
    let (language, code) = (language.to_owned(), code.to_owned());
    let thread = thread::Builder::new().name("highlight".to_owned());
    // Nobody may be waiting any more.
    let read = move || answer.send(reader::read(&language, &code)).unwrap_or_default();
    thread.spawn(read).ok()?;
    answers.recv_timeout(longest).ok().flatten()
}

/// Returns whether a line begins a comment that it does not end.
fn has_open_comment(code: &str) -> bool {
    code.lines().any(|line| line.rfind("/*").is_some_and(|at| !line[at..].contains("*/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_at_the_end_of_an_expression() {
        let code = "x = a /*b\n*/ .c\n";
        for language in ["js", "jsx", "javascript", "ts"] {
            assert!(read(language, code).is_some(), "{language}");
        }
        let html = format!("<script>\n{code}</script>\n");
        assert_eq!(read_within(Duration::from_secs(1), "html", &html), None);
    }
}
