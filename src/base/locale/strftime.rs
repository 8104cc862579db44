//! Patterns such as `%e %B %Y`: names in the language of the page, all else as in C.
//!
//! Numbers keep the digits 0 to 9 in every language, so that `%Y-%m-%d` stays what machines read.

/// One part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Directives that no language changes, with the text around them.
    Plain(String),
    /// A pattern of Unicode for a name, and whether it is shown in capital or in small letters.
    Name(&'static str, Case),
    /// `%x`, and `%c` with the time of day.
    Day,
    /// See [`Part::Day`].
    DayAndTime,
}

/// The letters of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// As the language has them.
    Own,
    /// `%^B`.
    Upper,
    /// `%P`.
    Lower,
}

/// Takes a pattern apart. Whether the plain directives exist is known when they are shown.
pub(super) fn parts(pattern: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find('%') {
        plain.push_str(&rest[..at]);
        let directive = directive(&rest[at..]);
        rest = &rest[at + directive.len()..];
        match part(directive) {
            Some(part) => {
                if !plain.is_empty() {
                    parts.push(Part::Plain(std::mem::take(&mut plain)));
                }
                parts.push(part);
            }
            None => plain.push_str(directive),
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        parts.push(Part::Plain(plain));
    }
    parts
}

/// Returns the directive that `rest` begins with: `%B`, `%-d`, `%^a`, `%3f`, `%:z`.
fn directive(rest: &str) -> &str {
    let is_before = |letter: char| letter.is_ascii_digit() || "-_^#0:.EO+".contains(letter);
    let inside = rest.char_indices().skip(1).find(|(_, letter)| !is_before(*letter));
    inside.map_or(rest, |(at, letter)| &rest[..at + letter.len_utf8()])
}

fn part(directive: &str) -> Option<Part> {
    let letter = directive.chars().next_back()?;
    let modifiers = directive.get(1..directive.len() - letter.len_utf8())?;
    let case = if modifiers.contains(['^', '#']) { Case::Upper } else { Case::Own };
    // Slavic languages have one form beside a day (`%B`) and one by itself (`%OB`), as POSIX 2024 has it.
    let by_itself = modifiers.contains('O');
    Some(match letter {
        'A' => Part::Name(if by_itself { "cccc" } else { "EEEE" }, case),
        'a' => Part::Name(if by_itself { "ccc" } else { "EEE" }, case),
        'B' => Part::Name(if by_itself { "LLLL" } else { "MMMM" }, case),
        'b' | 'h' => Part::Name(if by_itself { "LLL" } else { "MMM" }, case),
        'p' => Part::Name("a", case),
        'P' => Part::Name("a", Case::Lower),
        'x' => Part::Day,
        'c' => Part::DayAndTime,
        _ => return None,
    })
}
