//! Run only what changed.
//!
//! > A step is run unless its inputs are those it had last time, every question it asked then has
//! > the same answer now, and its result is still in the store.
//!
//! Comes in: steps of one round, and somebody who answers questions. Goes out: what each step made,
//! in the order the steps were given, and for each that ran, why. Deliberately not here: anything
//! about sites, files or the order of rounds. See "Incremental builds" in ARCHITECTURE.md.

mod effect;
mod fingerprint;
mod log;
mod look;
mod memo;
mod pack;
mod parts;
mod recorder;
mod round;
mod shelf;
mod step;
mod store;
mod whole;
mod words;

pub use effect::{Effect, Found, Round};
pub use fingerprint::Fingerprint;
pub use look::{Known, NoLook};
pub use pack::Blob;
pub use recorder::Recorder;
pub use round::{Made, Step, World, run, run_in};
pub use shelf::Shelf;
pub use step::{Asked, Inputs, Ran, Reason, StepId, Work};
pub use store::Store;
pub use whole::{Holds, Last, remember};
pub use words::Words;
