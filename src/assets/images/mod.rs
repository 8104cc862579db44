//! Pictures: originals without metadata, and the variants that pages want of them.
//!
//! Comes in: the pictures of `content/`, `assets/` and `static/`. Goes out: their sizes, known before any
//! page is rendered; afterwards, the variants that were asked for. See "Images" in ARCHITECTURE.md.

mod budget;
mod clean;
mod container;
mod decode;
mod encode;
mod flat;
mod header;
mod operation;
mod original;
mod pictures;
mod responsive;
mod svg;
mod variants;

pub use header::{Header, SourceFormat};
pub use operation::{Anchor, Fitting, Impossible, Operation, Request};
pub use pictures::{Picture, Pictures};
pub use responsive::{Widths, offers};
pub use variants::{Failure, Made, make};

pub(super) use original::OriginalStep;
