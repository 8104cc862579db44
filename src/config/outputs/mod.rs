//! What `seawall.toml` says of what is served besides pages: feeds, `robots.txt`, `security.txt`, the
//! manifest, and who is behind the site.

mod feeds;
mod manifest;
mod organization;
mod robots;
mod security;

pub use feeds::{Feed, FeedContent, FeedFormat, Feeds};
pub use manifest::{Icon, Manifest};
pub use organization::{Address, Organization};
pub use robots::{Group, Robots};
pub use security::Security;

pub(super) use feeds::RawFeeds;
pub(super) use manifest::RawManifest;
pub(super) use organization::RawOrganization;
pub(super) use robots::RawRobots;
pub(super) use security::RawSecurity;

use toml::Spanned;

use super::resolve::Resolver;
use crate::base::path::UrlPath;

/// One text or a list of them.
pub(super) type OneOrMany = Spanned<toml::Value>;

impl Resolver<'_> {
    /// Returns one text or several, each at its place.
    fn texts(&mut self, wish: Option<&OneOrMany>) -> Vec<Spanned<String>> {
        let Some(wish) = wish else { return Vec::new() };
        let one = std::slice::from_ref(wish.get_ref());
        let values = wish.get_ref().as_array().map_or(one, Vec::as_slice);
        let mut texts = Vec::new();
        for value in values {
            match value.as_str() {
                Some(text) => texts.push(Spanned::new(self.within(wish.span(), text), text.to_owned())),
                None => {
                    let message = "this is a text, or a list of texts".to_owned();
                    self.refuse(wish.span(), "config-syntax", message, "write it as `\"…\"` or `[\"…\", \"…\"]`");
                }
            }
        }
        texts
    }

    /// Returns the path of a file of the site, as in `/logo.svg`.
    fn file(&mut self, text: &Spanned<String>, code: &'static str) -> Option<UrlPath> {
        let path = UrlPath::new(text.get_ref()).filter(|path| text.get_ref().starts_with('/') && !path.is_reserved());
        if path.is_none() {
            let message = format!("`{}` is not the path of a file of the site", text.get_ref());
            self.refuse(text.span(), code, message, "write it as `/logo.svg`, for `static/logo.svg`");
        }
        path
    }
}

/// Returns whether a text can stand on a line of its own in a text file.
fn is_line(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.chars().any(char::is_control)
}
