//! Tells which files of a site change.
//!
//! What changed is found by looking: every path with its stamp. That works the same on every system, in containers and
//! on network drives. When to look is what the system says, where it says so (`alarm.rs`); elsewhere it is a clock.
//! See "Watching files" in ARCHITECTURE.md.

#[cfg(target_os = "linux")]
mod alarm;
#[cfg(not(target_os = "linux"))]
#[path = "no_alarm.rs"]
mod alarm;
mod looks;

pub use looks::Watch;
