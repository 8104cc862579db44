//! One request → one response, from what is in memory.

use bytes::Bytes;
use http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, LOCATION, ORIGIN, RETRY_AFTER,
};
use http::response::Builder;
use http::{Method, Request, Response, StatusCode};
use http_body_util::{Either, Full};

use super::address::{Found, find, is_page, mark};
use super::live::{self, Stream};
use super::shown::{Now, Refresh, Shown};
use crate::base::artifact::Entry;
use crate::base::sink::Sink;

/// What a browser is sent.
pub(super) type Body = Either<Full<Bytes>, Stream>;

const HTML: &str = "text/html; charset=utf-8";

/// What is shown before the first build is done. Where no script runs, it asks again by itself.
const BUILDING: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
    <noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>\
    <title>Building</title><p>The site is being built.</p></html>\n";

/// What is shown where a site has no page for missing addresses.
const MISSING: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
    <title>Not found</title><p>There is nothing at this address.</p></html>\n";

/// Answers as the edge would, without keeping anything.
pub(super) fn answer<B>(request: &Request<B>, shown: &Shown) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(status(StatusCode::METHOD_NOT_ALLOWED).header(ALLOW, "GET, HEAD"), "GET and HEAD only\n");
    }
    if !is_local(request.headers()) {
        return plain(status(StatusCode::MISDIRECTED_REQUEST), "this server answers to 127.0.0.1 and localhost only\n");
    }
    let address = request.uri().path();
    let response = match shown.refresh {
        Refresh::Live if address == live::SCRIPT => sent(StatusCode::OK, "text/javascript", live::TEXT.into()),
        Refresh::Live if address.starts_with(live::STREAM) => return listen(request, shown),
        Refresh::Live | Refresh::ByHand => page(request, shown, &shown.now()),
    };
    match *request.method() {
        // The same headers, the length among them.
        Method::HEAD => response.map(|_| whole(Bytes::new())),
        _ => response,
    }
}

/// Returns what is at the address.
fn page<B>(request: &Request<B>, shown: &Shown, now: &Now) -> Response<Body> {
    let address = request.uri().path();
    // Made of the same output as the page: what comes between is another mark, and so never missed.
    let with_script = |html: Bytes| match shown.refresh {
        Refresh::Live => live::with_script(&html, &mark(now.output.as_deref(), address)),
        Refresh::ByHand => html,
    };
    let Some(output) = &now.output else {
        // A page that is asked for too early is not missing: a browser or a script should come again.
        let early = sent(StatusCode::SERVICE_UNAVAILABLE, HTML, with_script(BUILDING.into()));
        return with(early, |headers| _ = headers.insert(RETRY_AFTER, http::HeaderValue::from_static("2")));
    };
    let body = |status, entry: &Entry| {
        let body = shown.bodies.read(&entry.path).ok()?;
        let body = if is_page(entry) { with_script(body) } else { body };
        Some(sent(status, &entry.media_type, body))
    };
    let found = match find(output, address) {
        Found::Here(entry) => body(StatusCode::OK, entry),
        Found::Moved(entry) => {
            let query = request.uri().query().map_or(String::new(), |query| format!("?{query}"));
            // Not remembered by the browser: the author may make a file of that name a minute later.
            let moved = status(StatusCode::MOVED_PERMANENTLY).header(CACHE_CONTROL, "no-store");
            return plain(moved.header(LOCATION, entry.path.encoded() + &query), "");
        }
        Found::Missing(entry) => entry.and_then(|entry| body(StatusCode::NOT_FOUND, entry)),
    };
    // A build may have removed a body since: then it is gone for the visitor too.
    found.unwrap_or_else(|| sent(StatusCode::NOT_FOUND, HTML, with_script(MISSING.into())))
}

/// Opens the stream of a page.
fn listen<B>(request: &Request<B>, shown: &Shown) -> Response<Body> {
    if !is_of_this_site(request.headers()) {
        return plain(status(StatusCode::FORBIDDEN), "only pages of this server may listen\n");
    }
    let address = &request.uri().path()[live::STREAM.len() - 1..];
    let stream = match *request.method() {
        Method::HEAD => Some(whole(Bytes::new())),
        _ => live::stream(shown, address).map(Either::Right),
    };
    let Some(stream) = stream else {
        return plain(status(StatusCode::SERVICE_UNAVAILABLE), "too many pages listen\n");
    };
    let opened = status(StatusCode::OK).header(CONTENT_TYPE, "text/event-stream").header(CACHE_CONTROL, "no-store");
    done(opened, stream)
}

/// A page of somebody else's whose name leads to this machine must not read drafts (DNS rebinding).
fn is_local(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let name = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
    name.is_none_or(|name| matches!(name, "127.0.0.1" | "localhost" | "[::1]"))
}

/// Returns whether no page of another site asks. It could read nothing, since nothing here allows that, but it could
/// take all places.
fn is_of_this_site(headers: &HeaderMap) -> bool {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let site = headers.get("sec-fetch-site").map(text);
    let origin = headers.get(ORIGIN).map(text);
    let own = headers.get(HOST).map(|host| format!("http://{}", text(host)));
    site.is_none_or(|site| matches!(&*site, "same-origin" | "none")) && (origin.is_none() || origin == own)
}

fn status(status: StatusCode) -> Builder {
    Response::builder().status(status)
}

fn plain(response: Builder, text: &'static str) -> Response<Body> {
    done(response, whole(text.into()))
}

fn sent(code: StatusCode, media_type: &str, body: Bytes) -> Response<Body> {
    let headers = status(code).header(CONTENT_TYPE, media_type).header(CONTENT_LENGTH, body.len());
    done(headers.header(CACHE_CONTROL, "no-store"), whole(body))
}

fn with(mut response: Response<Body>, change: impl FnOnce(&mut HeaderMap)) -> Response<Body> {
    change(response.headers_mut());
    response
}

fn whole(body: Bytes) -> Body {
    Either::Left(Full::new(body))
}

fn done(response: Builder, body: Body) -> Response<Body> {
    response.body(body).expect("all header values are made of checked paths and media types")
}

#[cfg(test)]
mod tests {
    use super::super::address::tests::output;
    use super::*;
    use crate::base::finding::Findings;

    fn ask(shown: &Shown, address: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let request = headers
            .iter()
            .fold(Request::builder().uri(address), |request, (name, value)| request.header(*name, *value));
        answer(&request.body(()).unwrap(), shown)
    }

    #[test]
    fn before_the_first_build_visitors_are_asked_to_come_again() {
        for method in [Method::GET, Method::HEAD] {
            let request = Request::builder().method(method).uri("/a/").body(()).unwrap();
            let early = answer(&request, &Shown::default());
            assert_eq!(early.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(early.headers()[RETRY_AFTER], "2");
            assert_eq!(early.headers()[CACHE_CONTROL], "no-store");
        }
        let elsewhere = ask(&Shown::default(), "/a/", &[("host", "evil.example")]);
        assert_eq!(elsewhere.status(), StatusCode::MISDIRECTED_REQUEST);
        assert!(BUILDING.contains("The site is being built.") && BUILDING.contains("http-equiv"));
    }

    #[test]
    fn only_this_machine_is_answered() {
        let shown = Shown::default();
        shown.show(output(&[]), &Findings::default());
        for host in ["127.0.0.1:1111", "localhost:1111", "localhost", "[::1]:1111"] {
            assert_eq!(ask(&shown, "/", &[("host", host)]).status(), StatusCode::NOT_FOUND, "{host}");
        }
        for host in ["evil.example", "evil.example:1111", "127.0.0.1.evil.example"] {
            for address in ["/", live::SCRIPT, live::STREAM] {
                assert_eq!(ask(&shown, address, &[("host", host)]).status(), StatusCode::MISDIRECTED_REQUEST, "{host}");
            }
        }
    }

    #[tokio::test]
    async fn only_pages_of_this_server_listen() {
        let (shown, host) = (Shown::default(), ("host", "127.0.0.1:1111"));
        let open = |headers: &[_]| ask(&shown, "/.seawall/live/a/", headers).status();
        assert_eq!(open(&[host]), StatusCode::OK);
        let own = [host, ("origin", "http://127.0.0.1:1111"), ("sec-fetch-site", "same-origin")];
        assert_eq!(open(&own), StatusCode::OK);
        for (name, value) in [
            ("origin", "http://evil.example"),
            ("origin", "http://127.0.0.1:2222"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            assert_eq!(open(&[host, (name, value)]), StatusCode::FORBIDDEN, "{name}: {value}");
        }
    }

    #[test]
    fn only_pages_get_the_script() {
        let has_script = |shown: &Shown, address: &str| {
            let response = ask(shown, address, &[]);
            let length: usize = response.headers()[CONTENT_LENGTH].to_str().unwrap().parse().unwrap();
            let Either::Left(body) = response.into_body() else { panic!("{address} is a stream") };
            let body = futures_free(body);
            assert_eq!(body.len(), length, "{address}");
            String::from_utf8(body.to_vec()).unwrap().contains(live::SCRIPT)
        };
        for refresh in [Refresh::Live, Refresh::ByHand] {
            let (shown, is_live) = (Shown::new(refresh), refresh == Refresh::Live);
            assert_eq!(has_script(&shown, "/a/"), is_live, "while it is built");
            let files = [("/a/", "<p>no end of a body"), ("/404.html", "<body></body>"), ("/d.css", "d")];
            let site = output(&files);
            for (path, body) in files {
                let entry = site.get(&crate::base::path::UrlPath::new(path).unwrap()).unwrap();
                shown.bodies.put(&entry.path, &entry.digest, &Bytes::from(body)).unwrap();
            }
            shown.show(site, &Findings::default());
            for (address, is_page) in [("/a/", true), ("/nowhere/", true), ("/d.css", false)] {
                assert_eq!(has_script(&shown, address), is_page && is_live, "{address}");
            }
            shown.show(output(&[]), &Findings::default());
            assert_eq!(has_script(&shown, "/nowhere/"), is_live);
            assert_eq!(ask(&shown, live::SCRIPT, &[]).status() == StatusCode::OK, is_live);
        }
    }

    /// Returns all of a body that waits for nothing.
    fn futures_free(body: Full<Bytes>) -> Bytes {
        let mut waiting = std::task::Context::from_waker(std::task::Waker::noop());
        match hyper::body::Body::poll_frame(std::pin::pin!(body), &mut waiting) {
            std::task::Poll::Ready(Some(Ok(frame))) => frame.into_data().unwrap(),
            _ => Bytes::new(),
        }
    }
}
