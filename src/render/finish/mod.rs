//! The HTML that a template gave → what is served, what it refers to, and what looks wrong in it.
//!
//! Comes in: one finished page. Goes out: the page with its white space as configured, its links, and
//! its faults, all from one reading. Deliberately not here: whether what a link names exists, which is
//! known only when all pages are there (`check/`).

mod audit;
mod nesting;
mod page;
mod report;
mod space;

pub(super) use audit::{Fault, Said};
pub(super) use page::{Finished, finish};
pub(super) use report::{Faulty, findings, place};

#[cfg(test)]
mod tests;
