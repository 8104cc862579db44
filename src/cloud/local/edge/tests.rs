//! The edge in front of the local server, asked as a visitor asks: over the wire.

use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt, Empty};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::Edge;
use crate::base::path::ObjectKey;
use crate::cloud::local::tests::{Setting, setting, upload};
use crate::cloud::{Bucket, Condition, ErrorKind, Upload};

struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Reply {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn how(&self) -> &str {
        self.header("cache-status")
    }
}

async fn ask(edge: &Edge, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
    let stream = TcpStream::connect(edge.address().trim_start_matches("http://")).await.unwrap();
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let mut request = http::Request::builder().method(method).uri(path).header("host", "localhost");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = sender.send_request(request.body(Empty::<Bytes>::new()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Reply { status: parts.status, headers: parts.headers, body }
}

async fn get(edge: &Edge, path: &str) -> Reply {
    ask(edge, "GET", path, &[]).await
}

async fn put(bucket: &Bucket, key: &str, body: &str, cache_control: &str) {
    let upload = Upload { cache_control: Some(cache_control.to_owned()), ..upload(body, Condition::None) };
    bucket.put(&ObjectKey::new(key), upload).await.unwrap();
}

async fn with_edge() -> (Setting, Edge) {
    let here = setting().await;
    let edge = Edge::start(here.bucket.clone(), None).unwrap();
    (here, edge)
}

#[tokio::test]
async fn a_miss_then_hits_then_an_invalidation() {
    let (here, edge) = with_edge().await;
    put(&here.bucket, "a/index.html", "one", "max-age=0, s-maxage=600").await;
    let miss = get(&edge, "/a/").await;
    assert_eq!((miss.status, miss.body.as_ref()), (StatusCode::OK, &b"one"[..]));
    assert_eq!(miss.how(), "seawall; fwd=uri-miss; fwd-status=200; stored");
    assert_eq!(miss.header("cache-control"), "max-age=0, s-maxage=600");
    assert_eq!(miss.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(miss.header("x-amz-meta-cache-tag"), "s:news,t:1");
    assert_eq!((miss.header("content-length"), miss.header("age")), ("3", "0"));

    put(&here.bucket, "a/index.html", "two", "max-age=0, s-maxage=600").await;
    let n_before = here.connection.n_requests();
    for path in ["/a/", "/a/index.html", "/a/?utm_source=x"] {
        let hit = ask(&edge, "GET", path, &[("cache-control", "no-cache")]).await;
        assert!(hit.how().starts_with("seawall; hit; ttl="), "{}", hit.how());
        assert_eq!(hit.body, "one");
    }
    assert_eq!(here.connection.n_requests(), n_before);
    edge.invalidate(&["/a/".to_owned()]);
    assert_eq!(get(&edge, "/a/").await.body, "two");
}

#[tokio::test]
async fn a_visitor_who_has_it_gets_304() {
    let (here, edge) = with_edge().await;
    put(&here.bucket, "a.css", "one", "max-age=600").await;
    let first = get(&edge, "/a.css").await;
    let (etag, date) = (first.header("etag"), first.header("last-modified"));
    for (name, value) in [
        ("if-none-match", etag.to_owned()),
        ("if-none-match", format!("\"x\", W/{etag}")),
        ("if-modified-since", date.to_owned()),
    ] {
        let again = ask(&edge, "GET", "/a.css", &[(name, &value)]).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{name}: {value}");
        assert_eq!(again.header("etag"), etag);
    }
    assert_eq!(ask(&edge, "GET", "/a.css", &[("if-none-match", "\"x\"")]).await.status, StatusCode::OK);
    let head = ask(&edge, "HEAD", "/a.css", &[]).await;
    assert_eq!((head.status, head.body.len(), head.header("content-length")), (StatusCode::OK, 0, "3"));
}

#[tokio::test]
async fn what_is_missing_gets_the_page_of_the_site_and_is_remembered() {
    let (here, edge) = with_edge().await;
    let bare = get(&edge, "/x/").await;
    assert_eq!((bare.status, bare.body.as_ref()), (StatusCode::NOT_FOUND, &b"not found\n"[..]));
    put(&here.bucket, "404.html", "nothing here", "max-age=600").await;
    edge.invalidate(&["/*".to_owned()]);
    let missing = get(&edge, "/x/").await;
    assert_eq!((missing.status, missing.body.as_ref()), (StatusCode::NOT_FOUND, &b"nothing here"[..]));
    assert_eq!(missing.how(), "seawall; fwd=uri-miss; fwd-status=404; stored");
    assert_eq!(missing.header("etag"), "");
    put(&here.bucket, "x/index.html", "here", "max-age=600").await;
    assert!(get(&edge, "/x/").await.how().starts_with("seawall; hit"));
    edge.invalidate(&["/x/".to_owned()]);
    assert_eq!(get(&edge, "/x/").await.body, "here");
}

#[tokio::test]
async fn control_files_are_never_served() {
    let (here, edge) = with_edge().await;
    put(&here.bucket, ".seawall/head.json", "{}", "max-age=600").await;
    let n_before = here.connection.n_requests();
    for path in ["/.seawall/head.json", "/%2Eseawall/head.json", "//.seawall/head.json", "/a/../.seawall/head.json"] {
        assert_eq!(get(&edge, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(here.connection.n_requests() - n_before, 1, "only 404.html was asked for");
}

#[tokio::test]
async fn redirects_and_methods() {
    let (_here, edge) = with_edge().await;
    let redirect = get(&edge, "/a/b?q=1").await;
    assert_eq!((redirect.status, redirect.header("location")), (StatusCode::MOVED_PERMANENTLY, "/a/b/?q=1"));
    let refused = ask(&edge, "POST", "/a/", &[]).await;
    assert_eq!((refused.status, refused.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD"));
}

#[tokio::test]
async fn concurrent_misses_ask_the_origin_once() {
    let (here, edge) = with_edge().await;
    put(&here.bucket, "a.css", "one", "max-age=600").await;
    let n_before = here.connection.n_requests();
    let edge = std::sync::Arc::new(edge);
    let visitors: Vec<_> = (0..32)
        .map(|_| {
            let edge = edge.clone();
            tokio::spawn(async move { get(&edge, "/a.css").await })
        })
        .collect();
    for visitor in visitors {
        assert_eq!(visitor.await.unwrap().body, "one");
    }
    assert_eq!(here.connection.n_requests() - n_before, 1);
}

#[tokio::test]
async fn stale_answers_are_revalidated() {
    let (here, edge) = with_edge().await;
    put(&here.bucket, "a.css", "one", "max-age=0, stale-if-error=60").await;
    get(&edge, "/a.css").await;
    let same = get(&edge, "/a.css").await;
    assert_eq!((same.how(), same.body.as_ref()), ("seawall; fwd=stale; fwd-status=304; stored", &b"one"[..]));
    put(&here.bucket, "a.css", "two", "max-age=0").await;
    let changed = get(&edge, "/a.css").await;
    assert_eq!((changed.how(), changed.body.as_ref()), ("seawall; fwd=stale; fwd-status=200; stored", &b"two"[..]));
    put(&here.bucket, "b.css", "one", "no-store").await;
    for _ in 0..2 {
        assert_eq!(get(&edge, "/b.css").await.how(), "seawall; fwd=uri-miss; fwd-status=200");
    }
}

#[tokio::test]
async fn a_stale_answer_is_served_while_a_new_one_is_fetched() {
    let (here, edge) = with_edge().await;
    put(&here.bucket, "a.css", "one", "max-age=0, stale-while-revalidate=60").await;
    get(&edge, "/a.css").await;
    put(&here.bucket, "a.css", "two", "max-age=600").await;
    let stale = get(&edge, "/a.css").await;
    assert_eq!(stale.body, "one");
    assert!(stale.how().ends_with("; detail=stale-while-revalidate"), "{}", stale.how());
    // Every request until the new one has come is answered at once; none of them waits.
    while get(&edge, "/a.css").await.body != "two" {}
    assert!(get(&edge, "/a.css").await.how().starts_with("seawall; hit; ttl="));
}

#[tokio::test]
async fn an_origin_that_fails_is_hidden_where_that_is_allowed() {
    let (here, edge) = with_edge().await;
    put(&here.bucket, "a.css", "one", "max-age=0, stale-if-error=60").await;
    put(&here.bucket, "b.css", "one", "max-age=0, stale-if-error=0").await;
    get(&edge, "/a.css").await;
    get(&edge, "/b.css").await;
    here.server.stop().await;
    let stale = get(&edge, "/a.css").await;
    assert_eq!((stale.status, stale.body.as_ref()), (StatusCode::OK, &b"one"[..]));
    assert_eq!(stale.how(), "seawall; fwd=stale; detail=stale-if-error");
    let n_before = here.connection.n_requests();
    let again = get(&edge, "/a.css").await;
    assert!(again.how().starts_with("seawall; hit; ttl="), "{}", again.how());
    assert_eq!(here.connection.n_requests(), n_before, "the origin is left alone for a while");
    assert_eq!(get(&edge, "/b.css").await.status, StatusCode::GATEWAY_TIMEOUT);
}

#[tokio::test]
async fn the_edge_names_a_port_in_use() {
    let (here, edge) = with_edge().await;
    let port = edge.address().rsplit(':').next().unwrap().parse().unwrap();
    let error = Edge::start(here.bucket.clone(), Some(port)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PortInUse);
    edge.stop().await;
    Edge::start(here.bucket.clone(), Some(port)).unwrap();
}
