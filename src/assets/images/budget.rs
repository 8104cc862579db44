//! How many pixels are in memory at once.

use std::sync::{Condvar, Mutex, PoisonError};

/// Counts what is decoded at the same time; whoever would be too much waits.
#[derive(Debug)]
pub(super) struct Budget {
    most: u64,
    used: Mutex<u64>,
    freed: Condvar,
}

/// A part of the budget, given back when it is dropped.
pub(super) struct Share<'a>(&'a Budget, u64);

impl Budget {
    pub(super) fn new(most: u64) -> Self {
        Self { most, used: Mutex::new(0), freed: Condvar::new() }
    }

    /// Waits until there is room for so many pixels. One picture alone is always let in.
    ///
    /// Who holds a share must not wait for another thread: what is done with pixels here is done by
    /// one thread from beginning to end.
    pub(super) fn take(&self, n_pixels: u64) -> Share<'_> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |used: &mut u64| *used > 0 && used.saturating_add(n_pixels) > self.most;
        let mut used = self.freed.wait_while(used, is_full).unwrap_or_else(PoisonError::into_inner);
        *used = used.saturating_add(n_pixels);
        Share(self, n_pixels)
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        let Self(budget, n_pixels) = self;
        let mut used = budget.used.lock().unwrap_or_else(PoisonError::into_inner);
        *used = used.saturating_sub(*n_pixels);
        budget.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn never_more_than_it_holds_and_a_large_one_alone() {
        let (budget, now, most) = (Budget::new(10), AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for n_pixels in [4, 4, 4, 9, 25, 1, 7, 10] {
                let (budget, now, most) = (&budget, &now, &most);
                scope.spawn(move || {
                    for _ in 0..100 {
                        let _share = budget.take(n_pixels);
                        let others = now.fetch_add(n_pixels, Ordering::SeqCst);
                        assert!(others == 0 || others + n_pixels <= 10, "{others} and {n_pixels}");
                        most.fetch_max(others + n_pixels, Ordering::SeqCst);
                        std::thread::yield_now();
                        now.fetch_sub(n_pixels, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(most.load(Ordering::SeqCst), 25);
        assert_eq!(*budget.used.lock().unwrap(), 0);
    }
}
