//! Files + `Config` → `Site`: what there is, where it is served, and who its relatives are.
//!
//! Comes in: the folder of the site and the held clock. Goes out: a `Site`, a `Theme`, data. A page
//! that is a draft, not yet due or expired is not in the `Site` at all, so nothing can show it.
//! Deliberately not here: Markdown and templates.

mod address;
mod again;
mod cascade;
pub mod data;
mod fallback;
mod front_matter;
mod load;
mod menus;
mod mistake;
mod moves;
mod order;
mod page;
mod query;
mod relate;
mod resources;
mod route;
mod schema;
pub mod site;
mod source;
mod stored;
mod taxonomies;
pub mod texts;
pub mod theme;

pub use again::Loaded;
pub use load::{Choice, load};
pub use page::{Kind, List, Page, PageResource, Paginate, Schema, SchemaFamily};
pub use query::{Index, Query, QueryError};
pub(crate) use route::slugify;
pub use site::{MenuItem, Move, PageId, Site};
