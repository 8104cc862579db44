//! Languages that are read line by line: changes, sessions of a shell, Markdown.

use super::Token;

/// How a line is read.
pub(super) type Rule = fn(line: &str) -> &'static str;

/// Returns the tokens of `text`, of which each line has one class.
pub(super) fn tokens(text: &str, rule: Rule) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        let class = rule(line);
        match tokens.last_mut() {
            Some(last) if last.class == class => last.end = end,
            _ => tokens.push(Token { class, end }),
        }
    }
    tokens
}

/// The lines of `diff` and `patch`.
pub(super) fn changes(line: &str) -> &'static str {
    match line.as_bytes() {
        [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => "gh",
        [b'+', ..] => "gi",
        [b'-', ..] => "gd",
        [b'@', b'@', ..] => "gu",
        _ if ["diff ", "index ", "Index: ", "new file", "deleted file"].iter().any(|start| line.starts_with(start)) => {
            "gh"
        }
        _ => "",
    }
}

/// What was typed and what was answered.
pub(super) fn session(line: &str) -> &'static str {
    let is_typed = ["$ ", "# ", "> ", "% ", ">>> ", "... ", "PS> "].iter().any(|prompt| line.starts_with(prompt));
    if is_typed { "gp" } else { "go" }
}

/// Headings, quotes, lists and code of Markdown.
pub(super) fn markdown(line: &str) -> &'static str {
    match line.trim_start().as_bytes() {
        [b'#', ..] => "gh",
        [b'>', ..] => "ge",
        [b'`', b'`', b'`', ..] | [b'~', b'~', b'~', ..] => "s",
        [b'-' | b'*' | b'+', b' ', ..] => "k",
        _ => "",
    }
}
