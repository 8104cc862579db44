//! `[feeds]`: which feeds a list has, and what is in them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::base::path::UrlPath;
use crate::config::resolve::Resolver;

/// How many pages a feed names.
const LENGTH: usize = 20;

/// A form of feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FeedFormat {
    /// RSS 2.0: <https://www.rssboard.org/rss-specification>.
    Rss,
    /// Atom: RFC 4287.
    Atom,
    /// JSON Feed 1.1: <https://www.jsonfeed.org/version/1.1/>.
    Json,
}

/// How much of a page a feed holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FeedContent {
    /// Its description, or its summary.
    #[default]
    Summary,
    /// All of it besides.
    Full,
}

/// One form of feed, and the name of its file in the folder of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// The form.
    pub format: FeedFormat,
    /// The name of its file.
    pub name: String,
}

/// What every list with a feed has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feeds {
    /// Its feeds, in the order in which pages name them.
    pub each: Vec<Feed>,
    /// How many pages each names.
    pub length: usize,
    /// How much of each page.
    pub content: FeedContent,
}

impl FeedFormat {
    /// Returns the media type by which a page names the feed, which tells readers what it is.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// Returns the media type under which it is served: one that CloudFront compresses, which it does neither with
    /// `application/atom+xml` nor with `application/feed+json`. Readers take these too: RFC 7303 section 9.2 lets any
    /// XML be `application/xml`, and JSON Feed 1.0 was `application/json`.
    /// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html>.
    pub fn served_as(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/xml",
            Self::Json => "application/json",
        }
    }

    /// Returns the name of the format as `seawall.toml` and templates write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rss => "rss",
            Self::Atom => "atom",
            Self::Json => "json",
        }
    }

    fn file_name(self) -> &'static str {
        match self {
            Self::Rss => "feed.xml",
            Self::Atom => "atom.xml",
            Self::Json => "feed.json",
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawFeeds {
    formats: Option<Vec<Spanned<FeedFormat>>>,
    #[serde(default)]
    names: BTreeMap<FeedFormat, Spanned<String>>,
    length: Option<Spanned<usize>>,
    #[serde(default)]
    content: FeedContent,
}

impl Resolver<'_> {
    pub(crate) fn feeds(&mut self, raw: &RawFeeds) -> Feeds {
        let mut each: Vec<Feed> = Vec::new();
        let wished = raw.formats.as_ref().map(|formats| formats.iter().map(|format| *format.get_ref()).collect());
        for format in wished.unwrap_or_else(|| vec![FeedFormat::Rss]) {
            if each.iter().any(|feed| feed.format == format) {
                continue;
            }
            let wish = raw.names.get(&format);
            let name = wish.map_or_else(|| format.file_name().to_owned(), |name| self.feed_name(name));
            match (each.iter().find(|feed| feed.name == name), wish) {
                (Some(other), Some(wish)) => {
                    let message = format!("`{name}` is the name of the {} feed already", other.format.word());
                    self.refuse(wish.span(), "config-feeds", message, "give each format a name of its own");
                }
                (Some(_), None) | (None, _) => each.push(Feed { format, name }),
            }
        }
        let length = raw.length.as_ref();
        if let Some(wrong) = length.filter(|length| *length.get_ref() == 0) {
            let hint = "write how many pages it names; `formats = []` means no feeds";
            self.refuse(wrong.span(), "config-feeds", "a feed names at least one page".to_owned(), hint);
        }
        Feeds { each, length: length.map_or(LENGTH, |length| *length.get_ref()), content: raw.content }
    }

    fn feed_name(&mut self, name: &Spanned<String>) -> String {
        let text = name.get_ref();
        let path = UrlPath::new(&format!("/{text}"));
        let is_name =
            path.is_some_and(|path| !path.is_reserved() && !path.means_folder() && path.as_str()[1..] == **text);
        if !is_name || text.contains('/') || text == "index.html" {
            let hint = "write the name of a file, such as `index.xml`";
            self.refuse(name.span(), "config-feeds", format!("`{text}` is not the name of a feed"), hint);
        }
        text.clone()
    }
}
