//! The head of a content file: TOML between `+++`, YAML between `---`, or a JSON object.
//!
//! Comes in: the text of a file. Goes out: its values and where the body begins. What a key means is
//! `fields`' business.

mod fields;
mod reader;
mod schema;
mod syntax;

pub(crate) use fields::{Fields, our_name, read};
pub(crate) use syntax::{FrontMatter, end, parse};
