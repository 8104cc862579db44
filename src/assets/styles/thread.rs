//! A thread with a large stack: the readers of CSS and Sass call themselves for each level of nesting.

use std::thread;

use rayon::ThreadPoolBuilder;

/// How large the stack is. It is address space; only what is used is taken from the machine.
pub(super) const STACK: usize = 256 << 20;

/// Runs `work` on a large stack; returns `None` where it panicked or there is no such thread.
///
/// The reader of CSS uses rayon, so the thread belongs to a pool of its own. Who waits is no thread of a pool:
/// one would look for other steps meanwhile, one on top of the other.
pub(super) fn with_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    let wait = || {
        let pool = ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build().ok()?;
        Some(pool.install(work))
    };
    thread::scope(|scope| scope.spawn(wait).join().ok().flatten())
}
