//! What a long run tells the terminal while it works.

use std::sync::Arc;

use super::timings::Timings;

/// One notification. Every consumer may ignore any of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    /// The program goes on to this part of its work, which lasts until the next begins.
    Enter(&'a str),
    /// A phase begins, of so many pieces of work (0 where that is not known).
    Begin(&'a str, usize),
    /// One piece of the phase is done.
    Advance,
    /// The phase is over.
    End,
}

/// Who wants to know. `cli` draws bars or lines, tests and `--quiet` do nothing.
pub trait Progress: Sync {
    /// Takes one notification. Must not block for long: it is called between pieces of work.
    fn notify(&self, event: Event<'_>);

    /// Returns who takes the time, if somebody does. Without this nobody looks at a clock.
    fn timings(&self) -> Option<&Arc<Timings>> {
        None
    }
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn notify(&self, _event: Event<'_>) {}
}
