//! How long an answer may be served: RFC 9111 for shared caches, RFC 5861 for stale answers, and
//! CloudFront where it decides otherwise.
//!
//! Takes a `Cache-Control`, gives durations. Pure; the age comes from the caller.

use std::time::Duration;

/// CloudFront's default for an origin that says nothing.
const DEFAULT: Duration = Duration::from_secs(24 * 60 * 60);
/// The MaxTTL of the cache policy that `provision` makes; it caps stale answers too.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// How long an answer may be served, from when it was stored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lifetime {
    /// Without asking anybody.
    pub(super) fresh: Duration,
    /// Beyond that, while a new one is fetched.
    pub(super) while_revalidate: Duration,
    /// Beyond `fresh`, while the origin fails.
    pub(super) if_error: Duration,
}

/// Returns how long an answer with this `Cache-Control` may be served, or `None` where it must not
/// be stored.
///
/// An answer without `stale-if-error` is served as long as the origin fails: so does CloudFront.
/// `must-revalidate` forbids anything stale; CloudFront does not say, RFC 9111 section 5.2.2.2 does.
pub(super) fn lifetime(cache_control: Option<&str>) -> Option<Lifetime> {
    let text = cache_control.unwrap_or_default().to_ascii_lowercase();
    let directives: Vec<(&str, &str)> = text
        .split(',')
        .map(|directive| directive.split_once('=').unwrap_or((directive, "")))
        .map(|(name, value)| (name.trim(), value.trim().trim_matches('"')))
        .collect();
    let has = |wanted: &str| directives.iter().any(|(name, _)| *name == wanted);
    let seconds = |wanted: &str| {
        let (_, value) = directives.iter().find(|(name, _)| *name == wanted)?;
        // What is no number means "stale at once" (RFC 9111 section 4.2.1).
        Some(Duration::from_secs(value.parse().unwrap_or(0)).min(LONGEST))
    };
    if has("no-store") || has("private") {
        return None;
    }
    if has("no-cache") {
        return Some(Lifetime::default());
    }
    let fresh = seconds("s-maxage").or(seconds("max-age")).unwrap_or(DEFAULT);
    if has("must-revalidate") || has("proxy-revalidate") {
        return Some(Lifetime { fresh, ..Lifetime::default() });
    }
    let while_revalidate = seconds("stale-while-revalidate").unwrap_or_default();
    Some(Lifetime { fresh, while_revalidate, if_error: seconds("stale-if-error").unwrap_or(LONGEST) })
}

impl Lifetime {
    /// Returns a lifetime of `fresh` with nothing stale after it.
    pub(super) fn only(fresh: Duration) -> Self {
        Self { fresh, ..Self::default() }
    }

    /// Returns the seconds until an answer of this `age` is stale; negative after that.
    pub(super) fn seconds_left(&self, age: Duration) -> i64 {
        // Both are far below the limit of i64: capped at a year, and as old as the process.
        self.fresh.as_secs().cast_signed() - age.as_secs().cast_signed()
    }

    /// Returns whether an answer of this `age` is served without asking anybody.
    pub(super) fn is_fresh(&self, age: Duration) -> bool {
        age < self.fresh
    }

    /// Returns whether a stale answer of this `age` is served while a new one is fetched.
    pub(super) fn may_revalidate_later(&self, age: Duration) -> bool {
        age < self.fresh.saturating_add(self.while_revalidate)
    }

    /// Returns whether an answer of this `age` is served while the origin fails.
    pub(super) fn may_hide_failure(&self, age: Duration) -> bool {
        age < self.fresh.saturating_add(self.if_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR: u64 = 31_536_000;

    #[track_caller]
    fn check(cache_control: &str, expected: Option<[u64; 3]>) {
        let expected = expected.map(|seconds| {
            let [fresh, while_revalidate, if_error] = seconds.map(Duration::from_secs);
            Lifetime { fresh, while_revalidate, if_error }
        });
        assert_eq!(lifetime(Some(cache_control)), expected, "{cache_control}");
    }

    #[test]
    fn shared_caches_prefer_s_maxage() {
        check("max-age=10", Some([10, 0, YEAR]));
        check("max-age=10, s-maxage=15", Some([15, 0, YEAR]));
        check("public, MAX-AGE=\"10\"", Some([10, 0, YEAR]));
        check("s-maxage=99999999999", Some([YEAR, 0, YEAR]));
        check("max-age=soon", Some([0, 0, YEAR]));
        check("", Some([86_400, 0, YEAR]));
    }

    #[test]
    fn stale_answers_are_granted_and_forbidden() {
        check(
            "max-age=0, s-maxage=86400, stale-while-revalidate=60, stale-if-error=604800",
            Some([86_400, 60, 604_800]),
        );
        check("max-age=5, stale-if-error=0", Some([5, 0, 0]));
        check("max-age=5, stale-if-error=60, must-revalidate", Some([5, 0, 0]));
        check("no-cache, max-age=5", Some([0, 0, 0]));
        check("no-store", None);
        check("private, max-age=60", None);
    }

    #[test]
    fn an_age_has_its_verdict() {
        let lifetime = lifetime(Some("max-age=10, stale-while-revalidate=5, stale-if-error=20")).unwrap();
        let verdict = |seconds| {
            let age = Duration::from_secs(seconds);
            (lifetime.is_fresh(age), lifetime.may_revalidate_later(age), lifetime.may_hide_failure(age))
        };
        assert_eq!(verdict(9), (true, true, true));
        assert_eq!(verdict(10), (false, true, true));
        assert_eq!(verdict(15), (false, false, true));
        assert_eq!(verdict(30), (false, false, false));
        assert_eq!(lifetime.seconds_left(Duration::from_secs(12)), -2);
    }
}
