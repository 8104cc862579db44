//! `seawall.toml` → `Config`, once.
//!
//! Comes in: the text of the file. Goes out: a `Config` that cannot be wrong, or findings over the
//! text. Deliberately not here: defaults that depend on content, and secrets (never in the file).

mod cache;
mod html;
mod images;
pub mod json;
mod markdown;
mod model;
mod outputs;
mod permalink;
mod raw;
mod resolve;
mod search;
mod structure;
mod styles;

use crate::base::files::{FileError, Files};
use crate::base::finding::Findings;
use crate::base::path::SourcePath;

pub use cache::{CachePolicy, Lifetimes};
pub use html::Html;
pub use images::{ImageFormat, ImageQuality, Images, MetadataPolicy, SvgPolicy};
pub use markdown::{ExternalLinks, Markdown};
pub use model::{Config, Language, Target};
pub use outputs::{
    Address, Feed, FeedContent, FeedFormat, Feeds, Group, Icon, Manifest, Organization, Robots, Security,
};
pub use permalink::{Pattern, Token};
pub use search::Search;
pub use structure::{MenuEntry, Menus, PAGINATE_PATH, Redirect, Taxonomy, as_folder, is_goal};
pub use styles::{Browser, Styles};

/// There is no partial `Config`: either all of the file is right or none of it is used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file says something that cannot be.
    #[error("`seawall.toml` is not valid")]
    Invalid(Findings),
}

/// Returns the path of the configuration file.
pub fn path() -> SourcePath {
    SourcePath::new("seawall.toml").expect("a plain name is a source path")
}

/// Reads and resolves `seawall.toml`; `base_url` replaces the one of the file.
pub fn load(files: &Files, base_url: Option<&str>) -> Result<Config, Error> {
    let text = files.read_text(&path())?;
    let mut raw = raw::parse(&text).map_err(Error::Invalid)?;
    if let Some(base_url) = base_url {
        raw.base_url = Some(toml::Spanned::new(0..0, base_url.to_owned()));
    }
    resolve::resolve(raw, &text).map_err(Error::Invalid)
}
