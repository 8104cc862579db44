//! Style sheets: Sass and CSS → one CSS file each, with what it imports, for old browsers, without spaces.
//!
//! Comes in: a file, and a shelf of the other assets. Goes out: an entry, what the sheet refers to, and what is
//! wrong. Whatever a sheet reads is a question, so that a change reaches the sheets that read it and no other.
//! Deliberately not here: disk paths, and addresses on other hosts.

mod browsers;
mod bundle;
mod circle;
mod counted;
mod desk;
mod limits;
mod meaning;
mod mistake;
mod nesting;
mod sass;
mod sheet;
mod thread;
mod urls;

pub(super) use desk::Shelf;
pub(super) use sheet::SheetStep;
