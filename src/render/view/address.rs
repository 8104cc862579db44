//! Addresses as templates see them, written when they are read.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::base::path::UrlPath;
use crate::config::Config;

/// What an `href` says for a path of the site.
#[derive(Clone, Copy)]
pub(in crate::render) struct Href<'a>(pub &'a Config, pub &'a UrlPath);

/// The absolute address of a path of the site.
#[derive(Clone, Copy)]
pub(in crate::render) struct Permalink<'a>(pub &'a Config, pub &'a UrlPath);

impl fmt::Display for Permalink<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.permalink(self.1))
    }
}

impl Serialize for Href<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.href(self.1))
    }
}

impl Serialize for Permalink<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.permalink(self.1))
    }
}
