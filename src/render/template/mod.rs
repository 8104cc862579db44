//! Values → HTML, with Tera.
//!
//! Comes in: the templates of the theme chain and the variables of a page. Goes out: HTML, or a
//! finding at the line of the template. `tokens → outline → sources → structure → compile` reads the
//! texts; `closure` says what each is made of. Deliberately not here: what the variables mean.

mod addresses;
mod asking;
mod caller;
mod catalog;
mod closure;
mod compile;
mod engine;
mod filters;
mod functions;
mod images;
mod library;
mod lists;
mod made_of;
mod outline;
mod report;
mod sources;
mod standard;
mod structure;
mod suggest;
mod tokens;
mod watch;

pub(super) use asking::Asking;
pub(super) use caller::Caller;
pub(super) use engine::{Templates, Variable, Variables};
pub(super) use library::Library;
pub(super) use made_of::Piece;
pub(super) use report::once;
