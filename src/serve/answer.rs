//! One request → one response, from what is in memory.

use http::header::{ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HOST, LOCATION, RETRY_AFTER};
use http::{Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Bytes;

use crate::base::artifact::Entry;
use crate::base::output::Output;
use crate::base::path::{UrlPath, decode};
use crate::base::sink::{Memory, Sink};

/// What is shown before the first build is done; it asks again by itself.
const BUILDING: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"2\">\
    <title>Building</title><p>The site is being built.</p></html>\n";

/// Answers as the edge would, without keeping anything; there is no output before the first build is done.
pub(super) fn answer<B>(request: &Request<B>, output: Option<&Output>, bodies: &Memory) -> Response<Full<Bytes>> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let refused = Response::builder().status(StatusCode::METHOD_NOT_ALLOWED).header(ALLOW, "GET, HEAD");
        return done(refused, Bytes::new());
    }
    if !is_local(request) {
        let refused = Response::builder().status(StatusCode::MISDIRECTED_REQUEST);
        return done(refused, Bytes::from("this server answers to 127.0.0.1 and localhost only\n"));
    }
    let is_head = request.method() == Method::HEAD;
    let Some(output) = output else { return not_yet(is_head) };
    let path = decode(request.uri().path()).and_then(|path| UrlPath::new(&path));
    let found = path.as_ref().and_then(|path| output.get(&path.canonical()));
    if let Some(entry) = found {
        return body(StatusCode::OK, entry, bodies, is_head);
    }
    let missing = path.as_ref().and_then(|path| missing_page(path, output));
    let folder = path.filter(UrlPath::means_folder).and_then(|path| UrlPath::new(&format!("{path}/")));
    if let Some(entry) = folder.and_then(|folder| output.get(&folder)) {
        let query = request.uri().query().map_or(String::new(), |query| format!("?{query}"));
        let moved = Response::builder().status(StatusCode::MOVED_PERMANENTLY);
        // Not remembered by the browser: the author may make a file of that name a minute later.
        let moved = moved.header(LOCATION, entry.path.encoded() + &query).header(CACHE_CONTROL, "no-store");
        return done(moved, Bytes::new());
    }
    match missing {
        Some(entry) => body(StatusCode::NOT_FOUND, entry, bodies, is_head),
        None => done(Response::builder().status(StatusCode::NOT_FOUND), Bytes::from("not found\n")),
    }
}

/// Returns the page for missing addresses that is nearest above `path`, which is that of its language. CloudFront
/// has one such page per distribution, and shows that of the default language everywhere.
fn missing_page<'a>(path: &UrlPath, output: &'a Output) -> Option<&'a Entry> {
    let mut folder = path.as_str();
    while let Some((above, _)) = folder.rsplit_once('/') {
        let page = UrlPath::new(&format!("{above}/404.html")).and_then(|path| output.get(&path));
        if page.is_some() {
            return page;
        }
        folder = above;
    }
    None
}

/// A page of somebody else's whose name leads to this machine must not read drafts (DNS rebinding).
fn is_local<B>(request: &Request<B>) -> bool {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let name = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
    name.is_none_or(|name| matches!(name, "127.0.0.1" | "localhost" | "[::1]"))
}

fn body(status: StatusCode, entry: &Entry, bodies: &Memory, is_head: bool) -> Response<Full<Bytes>> {
    // A build may have removed it since: then it is gone for the visitor too.
    let Ok(bytes) = bodies.read(&entry.path) else {
        return done(Response::builder().status(StatusCode::NOT_FOUND), Bytes::from("not found\n"));
    };
    let response = Response::builder()
        .status(status)
        .header(CONTENT_TYPE, &entry.media_type)
        .header(CONTENT_LENGTH, bytes.len())
        .header(CACHE_CONTROL, "no-store");
    done(response, if is_head { Bytes::new() } else { bytes })
}

/// A page that is asked for too early is not missing: a browser or a script should come again.
fn not_yet(is_head: bool) -> Response<Full<Bytes>> {
    let response = Response::builder()
        .status(StatusCode::SERVICE_UNAVAILABLE)
        .header(RETRY_AFTER, "2")
        .header(CONTENT_TYPE, "text/html; charset=utf-8")
        .header(CONTENT_LENGTH, BUILDING.len())
        .header(CACHE_CONTROL, "no-store");
    done(response, if is_head { Bytes::new() } else { Bytes::from_static(BUILDING.as_bytes()) })
}

fn done(response: http::response::Builder, body: Bytes) -> Response<Full<Bytes>> {
    response.body(Full::new(body)).expect("all header values are made of checked paths and media types")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::base::artifact::{Artifact, CacheClass, Role};

    #[test]
    fn a_miss_is_told_in_the_language_of_its_address() {
        let mut output = Output::default();
        for path in ["/404.html", "/en/404.html"] {
            let artifact = Artifact {
                path: UrlPath::new(path).unwrap(),
                body: Bytes::from(path),
                media_type: "text/html".to_owned(),
                class: CacheClass::Page,
                role: Role::Leaf,
                tags: BTreeSet::new(),
                links: BTreeSet::new(),
            };
            let entry = artifact.entry("test");
            output.add(entry);
        }
        for (asked, page) in
            [("/en/a/b", "/en/404.html"), ("/en/", "/en/404.html"), ("/a/b/", "/404.html"), ("/enx", "/404.html")]
        {
            let path = UrlPath::new(asked).unwrap();
            assert_eq!(missing_page(&path, &output).unwrap().path.as_str(), page, "{asked}");
        }
    }

    #[test]
    fn before_the_first_build_visitors_are_asked_to_come_again() {
        for method in [Method::GET, Method::HEAD] {
            let request = Request::builder().method(method).uri("/a/").body(()).unwrap();
            let early = answer(&request, None, &Memory::default());
            assert_eq!(early.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(early.headers()[RETRY_AFTER], "2");
            assert_eq!(early.headers()[CACHE_CONTROL], "no-store");
        }
        let request = Request::builder().uri("/a/").header(HOST, "evil.example").body(()).unwrap();
        assert_eq!(answer(&request, None, &Memory::default()).status(), StatusCode::MISDIRECTED_REQUEST);
        assert!(BUILDING.contains("The site is being built.") && BUILDING.contains("http-equiv"));
    }

    #[test]
    fn only_this_machine_is_answered() {
        let ask = |host: &str| {
            let request = Request::builder().uri("/").header(HOST, host).body(()).unwrap();
            answer(&request, Some(&Output::default()), &Memory::default()).status()
        };
        for host in ["127.0.0.1:1111", "localhost:1111", "localhost", "[::1]:1111"] {
            assert_eq!(ask(host), StatusCode::NOT_FOUND, "{host}");
        }
        for host in ["evil.example", "evil.example:1111", "127.0.0.1.evil.example"] {
            assert_eq!(ask(host), StatusCode::MISDIRECTED_REQUEST, "{host}");
        }
    }
}
