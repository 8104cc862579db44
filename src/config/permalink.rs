//! Patterns such as `/:year/:month/:slug/`, by which the pages of a section are served.

/// What a pattern is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// `2026`, of the page's date.
    Year,
    /// `11`.
    Month,
    /// `23`.
    Day,
    /// The last segment that the page would have without a pattern.
    Slug,
    /// The title as a segment.
    Title,
    /// The first folder of the section.
    Section,
    /// All folders of the section.
    Sections,
    /// The name of the file without its extension.
    Filename,
    /// The categories of the page.
    Categories,
}

/// Names of tokens; where there are two, the second is what Hugo or Jekyll say.
const TOKENS: &[(&str, Token)] = &[
    ("year", Token::Year),
    ("month", Token::Month),
    ("day", Token::Day),
    ("slug", Token::Slug),
    ("title", Token::Title),
    ("section", Token::Section),
    ("sections", Token::Sections),
    ("filename", Token::Filename),
    ("contentbasename", Token::Filename),
    ("slugorcontentbasename", Token::Slug),
    ("categories", Token::Categories),
];

/// One piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Text as it is.
    Text(String),
    /// Something of the page.
    Token(Token),
}

/// A whole pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

impl Pattern {
    /// Reads a pattern, or returns the name that is no token.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(':') {
            parts.push(Part::Text(rest[..at].to_owned()));
            let name: &str = &rest[at + 1..];
            let end = name.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(name.len());
            let token = TOKENS.iter().find(|(known, _)| *known == &name[..end]).map(|(_, token)| *token);
            parts.push(Part::Token(token.ok_or_else(|| name[..end].to_owned())?));
            rest = &name[end..];
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self(parts))
    }

    /// Returns the path that `value` makes of the pattern, or the first token it has no value for.
    pub fn fill(&self, value: impl Fn(Token) -> Option<String>) -> Result<String, Token> {
        let mut path = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => path.push_str(text),
                Part::Token(token) => path.push_str(&value(*token).ok_or(*token)?),
            }
        }
        Ok(path)
    }

    /// Returns the names of all tokens, for suggestions.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TOKENS.iter().map(|(name, _)| *name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_filled() {
        let value = |token| match token {
            Token::Year => Some("2026".to_owned()),
            Token::Slug => Some("a".to_owned()),
            _ => None,
        };
        assert_eq!(Pattern::parse("/:year/:slug/").unwrap().fill(value), Ok("/2026/a/".to_owned()));
        assert_eq!(Pattern::parse("/x-:slug.html").unwrap().fill(value), Ok("/x-a.html".to_owned()));
        assert_eq!(Pattern::parse("/:month/").unwrap().fill(value), Err(Token::Month));
        assert_eq!(Pattern::parse("/:yaer/"), Err("yaer".to_owned()));
        assert_eq!(Pattern::parse("/:/"), Err(String::new()));
    }
}
