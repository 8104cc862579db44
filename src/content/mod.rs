//! Files + `Config` → `Site`: what there is, where it is served, and who its relatives are.
//!
//! Comes in: the folder of the site and the held clock. Goes out: a `Site`, a `Theme`, data. A page
//! that is a draft, not yet due or expired is not in the `Site` at all, so nothing can show it.
//! Deliberately not here: Markdown and templates.

pub mod data;
mod front_matter;
mod load;
mod mistake;
mod relate;
mod route;
pub mod site;
pub mod texts;
pub mod theme;

pub use load::{Choice, load};
pub use site::{Page, PageId, Site};
