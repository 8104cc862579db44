//! Faults on demand: what a real store does on a bad day, asked of the stand-in by a test.
//!
//! Takes which requests to spoil, gives the verdict for each request that comes in.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The faults that a server has been asked for.
#[derive(Debug, Default)]
pub struct Faults(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    faults: Vec<Fault>,
    /// How many requests are still answered before every connection is cut.
    n_left: Option<u64>,
}

#[derive(Debug)]
struct Fault {
    method: String,
    key: String,
    strike: Strike,
    is_lasting: bool,
}

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strike {
    /// It is not done, and answered with this status.
    Refuse(u16),
    /// It is done, but the connection is cut before the answer.
    LoseAnswer,
    /// It is not done, and the connection is cut.
    Cut,
}

impl Faults {
    /// Answers the next request with this method and key with `status`; `*` is any key.
    pub fn fail_next(&self, method: &str, key: &str, status: u16) {
        self.add(method, key, Strike::Refuse(status), false);
    }

    /// Answers every request with this method and key with `status` until `clear`.
    pub fn fail_all(&self, method: &str, key: &str, status: u16) {
        self.add(method, key, Strike::Refuse(status), true);
    }

    /// Does the next request with this method and key, and cuts the connection before the answer.
    pub fn lose_answer(&self, method: &str, key: &str) {
        self.add(method, key, Strike::LoseAnswer, false);
    }

    /// Answers `n` more requests, then cuts every connection until `clear`.
    pub fn cut_after(&self, n: u64) {
        self.state().n_left = Some(n);
    }

    /// Heals everything.
    pub fn clear(&self) {
        *self.state() = State::default();
    }

    /// Returns what happens to a request for `key` (`""` for the bucket itself).
    pub(super) fn strike(&self, method: &str, key: &str) -> Option<Strike> {
        let mut state = self.state();
        if let Some(n_left) = &mut state.n_left {
            match n_left.checked_sub(1) {
                Some(fewer) => *n_left = fewer,
                None => return Some(Strike::Cut),
            }
        }
        let meant = |fault: &Fault| fault.method == method && (fault.key == "*" || fault.key == key);
        let place = state.faults.iter().position(meant)?;
        let strike = state.faults[place].strike;
        if !state.faults[place].is_lasting {
            state.faults.remove(place);
        }
        Some(strike)
    }

    fn add(&self, method: &str, key: &str, strike: Strike, is_lasting: bool) {
        self.state().faults.push(Fault { method: method.to_owned(), key: key.to_owned(), strike, is_lasting });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_strike_what_they_name() {
        let faults = Faults::default();
        faults.fail_next("PUT", "a", 503);
        faults.fail_all("GET", "*", 500);
        assert_eq!(faults.strike("PUT", "b"), None);
        assert_eq!(faults.strike("PUT", "a"), Some(Strike::Refuse(503)));
        assert_eq!(faults.strike("PUT", "a"), None);
        assert_eq!(faults.strike("GET", "a"), faults.strike("GET", "b"));
        faults.cut_after(1);
        assert_eq!(faults.strike("PUT", "a"), None);
        assert_eq!(faults.strike("PUT", "a"), Some(Strike::Cut));
        faults.clear();
        assert_eq!(faults.strike("GET", "a"), None);
    }
}
