//! Bars on a terminal; nothing where nobody watches.

use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressStyle};

use super::console::Console;
use crate::base::progress::{Event, Progress};

/// Draws one bar per phase.
pub(super) struct Bars {
    is_shown: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Bars {
    /// Returns bars that are drawn if the console can.
    pub(super) fn new(console: &Console) -> Self {
        Self { is_shown: console.has_bars(), bar: Mutex::default() }
    }
}

impl Progress for Bars {
    fn notify(&self, event: Event<'_>) {
        if !self.is_shown {
            return;
        }
        let mut bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::Begin(phase, n) => {
                let style = ProgressStyle::with_template("{msg:>9} {wide_bar} {pos}/{len}");
                let new = ProgressBar::new(n as u64).with_message(phase.to_owned());
                *bar = Some(style.map(|style| new.clone().with_style(style)).unwrap_or(new));
            }
            Event::Enter(_) => {}
            Event::Advance => bar.iter().for_each(|bar| bar.inc(1)),
            Event::End => bar.take().iter().for_each(ProgressBar::finish_and_clear),
        }
    }
}

/// A phase that fails has no end; its bar must not stay above the message that says why.
impl Drop for Bars {
    fn drop(&mut self) {
        self.notify(Event::End);
    }
}
