//! What a fragment or a template may ask about the rest of the site.
//!
//! The log keeps the text of a question, so that a later build can ask it again: every question is
//! `Display` and `FromStr`, and names pages by their files, never by an id that lives for one build.

use std::fmt;
use std::str::FromStr;

use serde_json::json;

use crate::assets::images::Request;
use crate::base::path::SourcePath;
use crate::content::Query;
use crate::content::texts::Arguments;

/// One question. The fields are what the answer may depend on, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Question {
    /// Where Markdown in a language finds a page or a file beside the content.
    Link(String, SourcePath),
    /// The URL of a page, in a language.
    Url(String, SourcePath),
    /// A card of a page, in a language.
    Page(String, SourcePath),
    /// A card of a section with its lists, in a language.
    Section(String, SourcePath),
    /// Pages of a language.
    Query(String, Query),
    /// The pages of a language that have most in common with one, at most so many.
    Related(String, SourcePath, usize),
    /// A taxonomy with its terms, in a language.
    Taxonomy(String, String),
    /// A term of a taxonomy with its pages, in a language.
    Term(String, String, String),
    /// Where a term is served in a language.
    TermUrl(String, String, String),
    /// A menu in a language.
    Menu(String, String),
    /// A file that is served as it is, below `content/` or `static/`.
    File(SourcePath),
    /// A data file below `data/`.
    Data(String),
    /// The URL path of an asset.
    Asset(String),
    /// The value of `integrity` of an asset.
    Integrity(String),
    /// A picture: what it says of itself, if there is one.
    Picture(SourcePath),
    /// What a page shows of a picture, with its own `sizes` or those of the site.
    Shown(SourcePath, Option<String>),
    /// What templates may know of a picture.
    Metadata(SourcePath),
    /// Where a variant of a picture is served.
    Resize(SourcePath, Request),
    /// A text of the theme in a language, with its variables.
    Text(String, String, Arguments),
    /// The day the clock is held at.
    Day,
    /// What a component is made of.
    Component(String),
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link(language, source) => write!(f, "link {language} {source}"),
            Self::Url(language, source) => write!(f, "url {language} {source}"),
            Self::Page(language, source) => write!(f, "page {language} {source}"),
            Self::Section(language, source) => write!(f, "section {language} {source}"),
            Self::Query(language, query) => {
                write!(f, "query {language} {}", serde_json::to_string(query).map_err(|_| fmt::Error)?)
            }
            Self::Related(language, source, limit) => write!(f, "related {language} {limit} {source}"),
            Self::Taxonomy(language, name) => write!(f, "taxonomy {language} {name}"),
            Self::Term(language, taxonomy, name) => write!(f, "term {language} {} {taxonomy} {name}", taxonomy.len()),
            Self::TermUrl(language, taxonomy, name) => {
                write!(f, "term-url {language} {} {taxonomy} {name}", taxonomy.len())
            }
            Self::Menu(language, name) => write!(f, "menu {language} {name}"),
            Self::File(source) => write!(f, "file {source}"),
            Self::Data(path) => write!(f, "data {path}"),
            Self::Asset(name) => write!(f, "asset {name}"),
            Self::Integrity(name) => write!(f, "integrity {name}"),
            Self::Picture(source) => write!(f, "picture {source}"),
            Self::Shown(source, None) => write!(f, "shown {source}"),
            Self::Shown(source, Some(sizes)) => write!(f, "shown-at {} {source} {sizes}", source.as_str().len()),
            Self::Metadata(source) => write!(f, "metadata {source}"),
            Self::Resize(source, request) => {
                write!(f, "resize {} {source}", serde_json::to_string(request).map_err(|_| fmt::Error)?)
            }
            Self::Text(language, key, arguments) if arguments.is_empty() => write!(f, "text {language} {key}"),
            Self::Text(language, key, arguments) => write!(f, "text {language} {key} {}", json!(arguments)),
            Self::Day => f.write_str("day"),
            Self::Component(name) => write!(f, "component {name}"),
        }
    }
}

/// The text is no question; a log of another version may hold such.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotAQuestion;

impl FromStr for Question {
    type Err = NotAQuestion;

    fn from_str(text: &str) -> Result<Self, NotAQuestion> {
        let (kind, rest) = text.split_once(' ').unwrap_or((text, ""));
        let source = |text: &str| SourcePath::new(text).ok_or(NotAQuestion);
        let two = |text: &str| {
            let (first, second) = text.split_once(' ').ok_or(NotAQuestion)?;
            Ok((first.to_owned(), second.to_owned()))
        };
        // A name may hold spaces; the length of the first says where the second begins.
        let term = |text: &str| {
            let (language, rest) = two(text)?;
            let (length, rest) = two(&rest)?;
            let at = length.parse().map_err(|_| NotAQuestion)?;
            let (taxonomy, name) = rest.split_at_checked(at).ok_or(NotAQuestion)?;
            let name = name.strip_prefix(' ').ok_or(NotAQuestion)?;
            Ok((language, taxonomy.to_owned(), name.to_owned()))
        };
        Ok(match kind {
            "link" => two(rest).and_then(|(language, path)| Ok(Self::Link(language, source(&path)?)))?,
            "url" => two(rest).and_then(|(language, path)| Ok(Self::Url(language, source(&path)?)))?,
            "page" => two(rest).and_then(|(language, path)| Ok(Self::Page(language, source(&path)?)))?,
            "section" => two(rest).and_then(|(language, path)| Ok(Self::Section(language, source(&path)?)))?,
            "query" => {
                let (language, query) = two(rest)?;
                Self::Query(language, serde_json::from_str(&query).map_err(|_| NotAQuestion)?)
            }
            "related" => {
                let (language, rest) = two(rest)?;
                let (limit, path) = two(&rest)?;
                Self::Related(language, source(&path)?, limit.parse().map_err(|_| NotAQuestion)?)
            }
            "taxonomy" => two(rest).map(|(language, name)| Self::Taxonomy(language, name))?,
            "term" => term(rest).map(|(language, taxonomy, name)| Self::Term(language, taxonomy, name))?,
            "term-url" => term(rest).map(|(language, taxonomy, name)| Self::TermUrl(language, taxonomy, name))?,
            "menu" => two(rest).map(|(language, name)| Self::Menu(language, name))?,
            "file" => Self::File(source(rest)?),
            "data" => Self::Data(rest.to_owned()),
            "asset" => Self::Asset(rest.to_owned()),
            "integrity" => Self::Integrity(rest.to_owned()),
            "picture" => Self::Picture(source(rest)?),
            "shown" => Self::Shown(source(rest)?, None),
            "shown-at" => {
                let (length, rest) = two(rest)?;
                let (path, sizes) =
                    rest.split_at_checked(length.parse().map_err(|_| NotAQuestion)?).ok_or(NotAQuestion)?;
                Self::Shown(source(path)?, Some(sizes.strip_prefix(' ').ok_or(NotAQuestion)?.to_owned()))
            }
            "metadata" => Self::Metadata(source(rest)?),
            "resize" => {
                // No value of a request holds a space.
                let (request, path) = two(rest)?;
                Self::Resize(source(&path)?, serde_json::from_str(&request).map_err(|_| NotAQuestion)?)
            }
            "text" => {
                let (language, rest) = two(rest)?;
                let (key, arguments) = rest.split_once(' ').unwrap_or((&rest, "{}"));
                Self::Text(language, key.to_owned(), serde_json::from_str(arguments).map_err(|_| NotAQuestion)?)
            }
            "day" => Self::Day,
            "component" => Self::Component(rest.to_owned()),
            _ => return Err(NotAQuestion),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_goes_there_and_back() {
        let source = || SourcePath::new("content/a b.md").unwrap();
        let (it, text) = (|| "it".to_owned(), |text: &str| text.to_owned());
        for question in [
            Question::Link(it(), source()),
            Question::Url(it(), source()),
            Question::Page(it(), source()),
            Question::Section(it(), source()),
            Question::Query(it(), Query::default()),
            Question::Query(it(), Query { section: Some(text("a b")), limit: Some(3), ..Query::default() }),
            Question::Related(it(), source(), 3),
            Question::Taxonomy(it(), text("tags")),
            Question::Term(it(), text("my tags"), text("a term")),
            Question::TermUrl(it(), text("tags"), text("a term")),
            Question::Menu(it(), text("main menu")),
            Question::File(source()),
            Question::Data(text("a b.json")),
            Question::Asset(text("css/a.css")),
            Question::Integrity(text("js/a b.js")),
            Question::Picture(source()),
            Question::Shown(source(), None),
            Question::Shown(source(), Some(text("(min-width: 3em) 10vw, 5px"))),
            Question::Metadata(source()),
            Question::Resize(source(), Request::width(480, crate::config::ImageFormat::Avif)),
            Question::Text(it(), text("home"), Arguments::new()),
            Question::Text(it(), text("results"), [(text("n"), json!(3)), (text("name"), json!("a\n{ b"))].into()),
            Question::Day,
            Question::Component(text("note")),
        ] {
            assert_eq!(question.to_string().parse(), Ok(question));
        }
        assert_eq!("weather today".parse::<Question>(), Err(NotAQuestion));
    }
}
