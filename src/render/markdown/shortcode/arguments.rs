//! What stands between the name of a shortcode and its end.

use serde_json::Value;

/// One argument, with its name or by its position.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render::markdown) struct Argument {
    pub name: Option<String>,
    pub value: Value,
}

/// Reads text from its start.
pub(super) struct Reader<'a> {
    pub rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Skips `token` where the rest begins with it.
    pub(super) fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Skips white space and returns whether there was any.
    pub(super) fn space(&mut self) -> bool {
        let rest = self.rest.trim_ascii_start();
        let was_there = rest.len() < self.rest.len();
        self.rest = rest;
        was_there
    }

    /// Reads the name of a component: `note`, `render.link`, `posts/card`.
    pub(super) fn name(&mut self) -> Option<&'a str> {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || "_-./".contains(letter);
        let name = &self.rest[..self.rest.find(|letter| !is_part(letter)).unwrap_or(self.rest.len())];
        // The slash of `{{< br/>}}` ends the tag.
        let name = name.trim_end_matches('/');
        self.rest = &self.rest[name.len()..];
        name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_').then_some(name)
    }

    /// Reads all arguments; stops before the end of the tag, or where there can be none.
    pub(super) fn arguments(&mut self) -> Vec<Argument> {
        let mut arguments = Vec::new();
        while self.space() {
            let before = self.rest;
            let Some(argument) = self.argument() else {
                self.rest = before;
                break;
            };
            arguments.push(argument);
        }
        arguments
    }

    fn argument(&mut self) -> Option<Argument> {
        if let Some(value) = self.quoted() {
            return Some(Argument { name: None, value });
        }
        let word = self.word()?;
        let before = self.rest;
        self.space();
        if !self.take("=") {
            self.rest = before;
            return Some(Argument { name: None, value: plain(word) });
        }
        self.space();
        let value = self.quoted().or_else(|| self.value())?;
        Some(Argument { name: Some(word.to_owned()), value })
    }

    /// Reads a value without quotes, which may hold `=`, as the query of an address does.
    fn value(&mut self) -> Option<Value> {
        let mut word = self.word()?.to_owned();
        while self.take("=") {
            word.push('=');
            word.push_str(self.word().unwrap_or_default());
        }
        Some(plain(&word))
    }

    fn word(&mut self) -> Option<&'a str> {
        let ends = |letter: char| letter.is_whitespace() || "\"`=<>{}".contains(letter);
        let mut length = self.rest.find(ends).unwrap_or(self.rest.len());
        // What ends the tag is no part of its last word.
        if self.rest[length..].starts_with('}') && self.rest[..length].ends_with('%') {
            length -= 1;
        }
        if self.rest[length..].starts_with(['>', '%']) && self.rest[..length].ends_with('/') {
            length -= 1;
        }
        let word = &self.rest[..length];
        self.rest = &self.rest[length..];
        (!word.is_empty()).then_some(word)
    }

    fn quoted(&mut self) -> Option<Value> {
        let quote = self.rest.chars().next().filter(|first| "\"`".contains(*first))?;
        let inside = &self.rest[1..];
        if quote == '`' {
            let end = inside.find('`')?;
            self.rest = &inside[end + 1..];
            return Some(inside[..end].into());
        }
        let mut value = String::new();
        let mut letters = inside.char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.rest = &inside[at + 1..];
                    return Some(value.into());
                }
                '\\' => match letters.next()?.1 {
                    'n' => value.push('\n'),
                    't' => value.push('\t'),
                    other => value.push(other),
                },
                letter => value.push(letter),
            }
        }
        None
    }
}

/// Returns what a word without quotes means: `true`, a number, or itself.
fn plain(word: &str) -> Value {
    match word {
        "true" => true.into(),
        "false" => false.into(),
        // `007` and `+39` are not numbers to an author.
        _ if word.starts_with('+')
            || word.strip_prefix('-').unwrap_or(word).strip_prefix('0').is_some_and(begins_with_digit) =>
        {
            word.into()
        }
        _ => serde_json::from_str::<serde_json::Number>(word).map_or_else(|_| word.into(), Value::Number),
    }
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str, rest: &str) {
        let mut reader = Reader { rest: text };
        let arguments = reader.arguments();
        let shown: Vec<String> = arguments
            .iter()
            .map(|argument| match &argument.name {
                Some(name) => format!("{name}={}", argument.value),
                None => argument.value.to_string(),
            })
            .collect();
        assert_eq!((shown.join(" ").as_str(), reader.rest), (expected, rest), "{text}");
    }

    #[test]
    fn arguments_have_names_or_places() {
        check(r#" a="x" b=1 c=true"#, r#"a="x" b=1 c=true"#, "");
        check(r#" x "y z" `r "q"` 2.5 -3"#, r#""x" "y z" "r \"q\"" 2.5 -3"#, "");
        check(r#" a = "x\"y\\" >}}"#, r#"a="x\"y\\""#, ">}}");
        check(r" src=a/b.jpg/%}}", r#"src="a/b.jpg""#, "/%}}");
        check(r" a 50%  %}}", r#""a" "50%""#, "%}}");
        check(r" src=a/b.jpg/>}}", r#"src="a/b.jpg""#, "/>}}");
        check(r" u=/a?b=c", r#"u="/a?b=c""#, "");
        check(" 007 +39", r#""007" "+39""#, "");
        check(r#" "no end"#, "", r#""no end"#);
        check(" a=", "", "a=");
        check("\n  a=\"x\"\n", r#"a="x""#, "");
        check(" a {{<", r#""a""#, "{{<");
    }
}
