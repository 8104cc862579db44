//! Values → HTML, with Tera.
//!
//! Comes in: the templates of the theme chain and the variables of a page. Goes out: HTML, or a
//! finding at the line of the template. Deliberately not here: what the variables mean.

mod asking;
mod caller;
mod catalog;
mod engine;
mod filters;
mod functions;
mod library;
mod lists;
mod report;

pub(super) use asking::Asking;
pub(super) use caller::Caller;
pub(super) use engine::{Templates, Variables};
pub(super) use library::Library;
pub(super) use report::once;
