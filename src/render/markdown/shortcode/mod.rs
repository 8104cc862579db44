//! Shortcodes: components called from Markdown, in Hugo's spelling.
//!
//! Comes in: the text of a body. `scan` puts a short placeholder where each tag stands, so that the
//! Markdown parser sees one letter or one comment there, and remembers what it stood for. `pair` finds
//! the closing tag of each opening one among the parsed pieces. Deliberately not here: calling.

mod arguments;
mod pair;
mod placeholder;
mod scan;

pub(super) use arguments::Argument;
pub(super) use pair::{Role, Roles};
pub(super) use placeholder::{Part, Prepared};
pub(super) use scan::{Kind, prepare, unused};
