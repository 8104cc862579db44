//! What a visitor is sent: status, headers, body.
//!
//! Takes what was found, gives an HTTP response. Passes on what S3 passes on, user metadata as
//! `x-amz-meta-` included, because CloudFront does too.

use std::time::Duration;

use http::header::{
    AGE, ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION,
};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Bytes;

use crate::cloud::error::ErrorKind;
use crate::cloud::stored::Stored;

const PLAIN: &str = "text/plain; charset=utf-8";

/// An answer in the making.
#[derive(Debug)]
pub(super) struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    /// Returns what is stored, or 304 where the visitor has it.
    pub(super) fn stored(stored: &Stored, asked: &HeaderMap) -> Self {
        if has_it(stored, asked) {
            let mut answer = Self::of(StatusCode::NOT_MODIFIED, Bytes::new()).with_headers_of(stored);
            answer.headers.remove(CONTENT_TYPE);
            return answer;
        }
        Self::of(StatusCode::OK, stored.body.clone()).with_headers_of(stored)
    }

    /// Returns 404 with the page that the site has for it.
    pub(super) fn not_found(page: Option<&Stored>) -> Self {
        match page {
            // The tag of the page is not the tag of what is missing.
            Some(page) => {
                let page = Stored { etag: String::new(), last_modified: None, ..page.clone() };
                Self::of(StatusCode::NOT_FOUND, page.body.clone()).with_headers_of(&page)
            }
            None => Self::of(StatusCode::NOT_FOUND, Bytes::from_static(b"not found\n")).with(CONTENT_TYPE, PLAIN),
        }
    }

    /// Returns 301 to `place`.
    pub(super) fn redirect(place: &str) -> Self {
        Self::of(StatusCode::MOVED_PERMANENTLY, Bytes::new()).with(LOCATION, place)
    }

    /// Returns 405.
    pub(super) fn wrong_method() -> Self {
        Self::of(StatusCode::METHOD_NOT_ALLOWED, Bytes::new()).with(ALLOW, "GET, HEAD")
    }

    /// Returns the status that CloudFront would give for a failure of the origin.
    pub(super) fn origin_failed(kind: ErrorKind) -> Self {
        let status = match kind {
            ErrorKind::Denied => StatusCode::FORBIDDEN,
            ErrorKind::Throttled => StatusCode::SERVICE_UNAVAILABLE,
            ErrorKind::Unreachable => StatusCode::GATEWAY_TIMEOUT,
            _ => StatusCode::BAD_GATEWAY,
        };
        Self::of(status, Bytes::from_static(b"the origin gave no answer\n")).with(CONTENT_TYPE, PLAIN)
    }

    /// Returns this answer with its `Age`.
    pub(super) fn with_age(self, age: Duration) -> Self {
        self.with(AGE, &age.as_secs().to_string())
    }

    /// Returns this answer with its `Cache-Status`.
    pub(super) fn with_status(self, status: &str) -> Self {
        self.with(HeaderName::from_static("cache-status"), status)
    }

    /// Returns the HTTP response; hyper leaves out the body where the method was HEAD.
    pub(super) fn into_response(self) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::new(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }

    fn of(status: StatusCode, body: Bytes) -> Self {
        Self { status, headers: HeaderMap::new(), body }
    }

    fn with_headers_of(mut self, stored: &Stored) -> Self {
        let etag = Some(&stored.etag).filter(|etag| !etag.is_empty());
        for (name, value) in [
            (ETAG, etag),
            (CONTENT_TYPE, stored.media_type.as_ref()),
            (CACHE_CONTROL, stored.cache_control.as_ref()),
            (LAST_MODIFIED, stored.last_modified.as_ref()),
        ] {
            if let Some(value) = value {
                self = self.with(name, value);
            }
        }
        for (name, value) in &stored.metadata {
            if let Ok(name) = HeaderName::try_from(format!("x-amz-meta-{name}")) {
                self = self.with(name, value);
            }
        }
        self
    }

    /// Returns this answer with one more header; a value that HTTP cannot carry is left out.
    fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::try_from(value) {
            self.headers.insert(name, value);
        }
        self
    }
}

/// Returns whether the visitor has what is stored (RFC 9110 section 13.2.2). A date counts only if
/// it is the one that was sent: then no clock is needed.
fn has_it(stored: &Stored, asked: &HeaderMap) -> bool {
    let value = |name| asked.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    match value(IF_NONE_MATCH) {
        Some(tags) => tags.split(',').any(|tag| tag.trim() == "*" || opaque(tag) == opaque(&stored.etag)),
        None => value(IF_MODIFIED_SINCE).is_some_and(|date| Some(date) == stored.last_modified.as_deref()),
    }
}
