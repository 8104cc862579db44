//! How long each cache class may be kept: the table of DESIGN.md section 5, and the header it makes.

use crate::base::artifact::CacheClass;

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;
const DAY: u32 = 24 * HOUR;
const YEAR: u32 = 365 * DAY;

/// The lifetimes of one class, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetimes {
    /// `max-age`: what a browser may do.
    pub browser: u32,
    /// `s-maxage`: what the edge may do, when each change is invalidated.
    pub edge: u32,
    /// The same for a target that cannot invalidate.
    pub edge_without_invalidation: u32,
    /// `stale-while-revalidate` (RFC 5861); 0 leaves it out.
    pub stale_while_revalidate: u32,
    /// `stale-if-error` (RFC 5861); 0 leaves it out.
    pub stale_if_error: u32,
}

/// The lifetimes of all classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CachePolicy {
    /// A name that holds its own digest.
    pub immutable: Lifetimes,
    /// HTML, feeds, sitemap.
    pub page: Lifetimes,
    /// Pages and data that follow an event.
    pub live: Lifetimes,
    /// Files copied as they are.
    pub statics: Lifetimes,
}

impl Default for CachePolicy {
    fn default() -> Self {
        Self {
            immutable: Lifetimes {
                browser: YEAR,
                edge: YEAR,
                edge_without_invalidation: YEAR,
                stale_while_revalidate: 0,
                stale_if_error: 0,
            },
            page: Lifetimes {
                browser: 0,
                edge: DAY,
                edge_without_invalidation: MINUTE,
                stale_while_revalidate: MINUTE,
                stale_if_error: 7 * DAY,
            },
            live: Lifetimes {
                browser: 10,
                edge: 15,
                edge_without_invalidation: 15,
                stale_while_revalidate: 30,
                stale_if_error: DAY,
            },
            statics: Lifetimes {
                browser: HOUR,
                edge: DAY,
                edge_without_invalidation: MINUTE,
                stale_while_revalidate: MINUTE,
                stale_if_error: 7 * DAY,
            },
        }
    }
}

impl CachePolicy {
    /// Returns the value of `Cache-Control` for a class.
    ///
    /// Never `must-revalidate`: RFC 9111 section 5.2.2.2 lets it forbid what `stale-if-error` allows.
    pub fn header(&self, class: CacheClass, can_invalidate: bool) -> String {
        let lifetimes = self.lifetimes(class);
        let edge = if can_invalidate { lifetimes.edge } else { lifetimes.edge_without_invalidation };
        if class == CacheClass::Immutable {
            return format!("public, max-age={}, immutable", lifetimes.browser);
        }
        let mut header = format!("public, max-age={}, s-maxage={edge}", lifetimes.browser);
        for (name, seconds) in
            [("stale-while-revalidate", lifetimes.stale_while_revalidate), ("stale-if-error", lifetimes.stale_if_error)]
        {
            if seconds > 0 {
                header.push_str(&format!(", {name}={seconds}"));
            }
        }
        header
    }

    fn lifetimes(&self, class: CacheClass) -> &Lifetimes {
        match class {
            CacheClass::Immutable => &self.immutable,
            CacheClass::Page => &self.page,
            CacheClass::Live => &self.live,
            CacheClass::Static => &self.statics,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_of_each_class() {
        #[track_caller]
        fn check(class: CacheClass, can_invalidate: bool, expected: &str) {
            assert_eq!(CachePolicy::default().header(class, can_invalidate), expected);
        }
        check(CacheClass::Immutable, true, "public, max-age=31536000, immutable");
        check(
            CacheClass::Page,
            true,
            "public, max-age=0, s-maxage=86400, stale-while-revalidate=60, stale-if-error=604800",
        );
        check(
            CacheClass::Page,
            false,
            "public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=604800",
        );
        check(
            CacheClass::Live,
            true,
            "public, max-age=10, s-maxage=15, stale-while-revalidate=30, stale-if-error=86400",
        );
        check(
            CacheClass::Static,
            true,
            "public, max-age=3600, s-maxage=86400, stale-while-revalidate=60, stale-if-error=604800",
        );
    }
}
