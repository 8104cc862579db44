//! How finished pages are written.

use serde::{Deserialize, Serialize};

/// What becomes of the white space in pages; what is displayed stays the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Html {
    /// As little of it as can be, and no comments.
    #[default]
    Minified,
    /// Lines and indentation for people who read it.
    Pretty,
    /// What the templates wrote.
    AsIs,
}
