//! An HTTP/1.1 cache in front of a bucket: what CloudFront is to visitors, on loopback.
//!
//! Comes in: GET and HEAD of visitors. Goes out: what the bucket holds, with `Age` and
//! `Cache-Status` (RFC 9211). In reading order: `viewer` says what a path means, `shelf` finds it
//! in the `cache` or at the origin, `freshness` says what may be served, `answer` writes it down.
//! Like CloudFront, it ignores the `Cache-Control` of visitors and their query strings.
//! Deliberately not here: compression, ranges, TLS.

mod answer;
mod cache;
mod forget;
mod freshness;
mod front;
mod shelf;
mod viewer;

pub use front::Edge;

#[cfg(test)]
mod tests;
