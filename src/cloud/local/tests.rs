//! A connection and a bucket against the local server: real SDK, real signatures, real wire.

use bytes::Bytes;
use tempfile::TempDir;

use super::Server;
use crate::base::digest::Digest;
use crate::base::path::ObjectKey;
use crate::cloud::{Access, Bucket, Condition, Connection, ErrorKind, Keys, Upload};

pub(super) fn upload(body: &str, condition: Condition) -> Upload {
    Upload {
        body: Bytes::copy_from_slice(body.as_bytes()),
        digest: Digest::of(body.as_bytes()),
        media_type: "text/html; charset=utf-8".to_owned(),
        cache_control: Some("max-age=60".to_owned()),
        metadata: [("cache-tag".to_owned(), "s:news,t:1".to_owned())].into(),
        condition,
    }
}

pub(super) struct Setting {
    pub(super) folder: TempDir,
    pub(super) server: Server,
    pub(super) connection: Connection,
    pub(super) bucket: Bucket,
}

pub(super) async fn setting() -> Setting {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), None).unwrap();
    let connection = Connection::open(&access(&server)).await;
    let bucket = connection.bucket("site", "");
    bucket.create().await.unwrap();
    Setting { folder, server, connection, bucket }
}

fn access(server: &Server) -> Access {
    Access { region: None, endpoint: Some(server.endpoint()), keys: Some(server.keys()) }
}

fn key(text: &str) -> ObjectKey {
    ObjectKey::new(text)
}

async fn put(bucket: &Bucket, at: &str, body: &str) -> String {
    bucket.put(&key(at), upload(body, Condition::None)).await.unwrap()
}

#[tokio::test]
async fn what_is_put_comes_back() {
    let here = setting().await;
    let bucket = &here.bucket;
    let etag = put(bucket, "news/a/index.html", "one").await;
    let stored = bucket.get(&key("news/a/index.html")).await.unwrap();
    assert_eq!((stored.body.as_ref(), &stored.etag), (&b"one"[..], &etag));
    assert_eq!(stored.media_type.as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(stored.cache_control.as_deref(), Some("max-age=60"));
    assert_eq!(stored.metadata["cache-tag"], "s:news,t:1");
    assert!(stored.last_modified.is_some_and(|date| date.ends_with("GMT")));
    assert_eq!(bucket.get_if_changed(&key("news/a/index.html"), &etag).await.unwrap(), None);
    assert!(bucket.get_if_changed(&key("news/a/index.html"), "\"other\"").await.unwrap().is_some());
    here.server.stop().await;

    let again = Server::start(here.folder.path(), None).unwrap();
    let bucket = Connection::open(&access(&again)).await.bucket("site", "");
    assert_eq!(bucket.get(&key("news/a/index.html")).await.unwrap().etag, etag);
}

#[tokio::test]
async fn odd_keys_keep_apart() {
    let here = setting().await;
    let bucket = &here.bucket;
    let keys = ["a", "a/b", "A", "città e 100%/+&=.html", "x/../y", "a//b", "~`'\"<>", &"l".repeat(1000)];
    for text in keys {
        put(bucket, text, text).await;
    }
    for text in keys {
        assert_eq!(bucket.get(&key(text)).await.unwrap().body, text.as_bytes(), "{text}");
        bucket.copy(&key(text), &key("copy")).await.unwrap();
        assert_eq!(bucket.get(&key("copy")).await.unwrap().body, text.as_bytes(), "{text}");
    }
    bucket.delete(&key("copy")).await.unwrap();
    let mut expected = keys.to_vec();
    expected.sort_unstable();
    let found = bucket.first_keys(100).await.unwrap();
    assert_eq!(found.iter().map(ObjectKey::as_str).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn a_prefix_is_a_bucket_of_its_own() {
    let here = setting().await;
    let connection = &here.connection;
    let bucket = &here.bucket;
    let preview = connection.bucket("site", "/previews/42/");
    assert_eq!(preview.first_keys(1).await.unwrap(), []);
    put(bucket, "index.html", "live").await;
    put(&preview, "index.html", "preview").await;
    assert_eq!(bucket.get(&key("index.html")).await.unwrap().body, "live");
    assert_eq!(preview.first_keys(9).await.unwrap(), [key("index.html")]);
    assert_eq!(bucket.first_keys(1).await.unwrap(), [key("index.html")]);
    assert_eq!(bucket.first_keys(9).await.unwrap(), [key("index.html"), key("previews/42/index.html")]);
    preview.copy(&key("index.html"), &key("copy.html")).await.unwrap();
    let copy = preview.get(&key("copy.html")).await.unwrap();
    assert_eq!((copy.body.as_ref(), copy.metadata["cache-tag"].as_str()), (&b"preview"[..], "s:news,t:1"));
}

#[tokio::test]
async fn one_of_sixteen_writers_wins() {
    let here = setting().await;
    let bucket = &here.bucket;
    let writers: Vec<_> = (0..16)
        .map(|n| {
            let bucket = bucket.clone();
            let write = async move { bucket.put(&key("lease"), upload(&n.to_string(), Condition::Absent)).await };
            tokio::spawn(write)
        })
        .collect();
    let mut n_winners = 0;
    for writer in writers {
        match writer.await.unwrap() {
            Ok(_) => n_winners += 1,
            Err(error) => assert_eq!(error.kind(), ErrorKind::PreconditionFailed),
        }
    }
    assert_eq!(n_winners, 1);
}

#[tokio::test]
async fn a_write_matches_what_was_read() {
    let here = setting().await;
    let bucket = &here.bucket;
    let etag = put(bucket, "head", "1").await;
    let matches = |etag: &str| Condition::Matches(etag.to_owned());
    bucket.put(&key("head"), upload("2", matches(&etag))).await.unwrap();
    for at in ["head", "absent"] {
        let error = bucket.put(&key(at), upload("3", matches(&etag))).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PreconditionFailed, "{error}");
    }
    assert_eq!(bucket.get(&key("head")).await.unwrap().body, "2");
}

#[tokio::test]
async fn a_body_with_another_digest_is_refused() {
    let here = setting().await;
    let bucket = &here.bucket;
    let damaged = Upload { digest: Digest::of(b"other"), ..upload("one", Condition::None) };
    let error = bucket.put(&key("a"), damaged).await.unwrap_err();
    assert_eq!(error.code(), Some("BadDigest"), "{error}");
    assert_eq!(bucket.get(&key("a")).await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn refusals_have_kinds() {
    let here = setting().await;
    let connection = &here.connection;
    let bucket = &here.bucket;
    let error = bucket.get(&key("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("NoSuchKey")));
    let error = connection.bucket("absent", "").get(&key("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::NoBucket, Some("NoSuchBucket")));
    assert!(error.to_string().starts_with("get `a` in bucket `absent`: no such bucket (NoSuchBucket: "), "{error}");
    assert!(!connection.bucket("absent", "").exists().await.unwrap());
    assert!(bucket.exists().await.unwrap());
    bucket.create().await.unwrap();

    let Keys { id, secret } = here.server.keys();
    for (keys, code) in [
        (Keys { id: "WRONG".to_owned(), secret: secret.clone() }, "InvalidAccessKeyId"),
        (Keys { id, secret: "wrong".to_owned() }, "SignatureDoesNotMatch"),
    ] {
        let stranger = Connection::open(&Access { keys: Some(keys), ..access(&here.server) }).await;
        let error = stranger.bucket("site", "").get(&key("a")).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Denied, Some(code)));
    }
}

#[tokio::test]
async fn an_endpoint_that_is_not_there_is_unreachable() {
    let here = setting().await;
    let bucket = &here.bucket;
    let connection = &here.connection;
    let n_before = connection.n_requests();
    here.server.stop().await;
    let error = bucket.get(&key("a")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreachable, "{error}");
    assert_eq!(connection.n_requests() - n_before, 4);
}

#[tokio::test]
async fn what_is_temporary_is_tried_again_and_counted() {
    let here = setting().await;
    let bucket = &here.bucket;
    let connection = &here.connection;
    let n_before = connection.n_requests();
    here.server.faults().fail_next("PUT", "a", 503);
    here.server.faults().fail_next("PUT", "a", 409);
    put(bucket, "a", "one").await;
    assert_eq!(connection.n_requests() - n_before, 3);
    here.server.faults().fail_next("GET", "*", 403);
    assert_eq!(bucket.get(&key("a")).await.unwrap_err().kind(), ErrorKind::Denied);
    assert_eq!(connection.n_requests() - n_before, 4);
    here.server.faults().fail_all("PUT", "*", 503);
    let error = bucket.put(&key("a"), upload("two", Condition::None)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Throttled, Some("SlowDown")));
    here.server.faults().clear();
    here.server.faults().cut_after(0);
    assert_eq!(bucket.get(&key("a")).await.unwrap_err().kind(), ErrorKind::Unreachable);
}

#[tokio::test]
async fn a_lost_answer_does_not_lose_the_lease() {
    let here = setting().await;
    let bucket = &here.bucket;
    here.server.faults().lose_answer("PUT", "lease");
    let etag = bucket.put(&key("lease"), upload("mine", Condition::Absent)).await.unwrap();
    assert_eq!(bucket.get(&key("lease")).await.unwrap().etag, etag);

    // The same silence, but somebody else was there first: the verdict stands.
    here.server.faults().fail_next("PUT", "lease", 500);
    let error = bucket.put(&key("lease"), upload("other", Condition::Absent)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PreconditionFailed);
}

#[tokio::test]
async fn a_port_in_use_is_named() {
    let here = setting().await;
    let port = here.server.endpoint().rsplit(':').next().unwrap().parse().unwrap();
    let error = Server::start(here.folder.path(), Some(port)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PortInUse);
    assert!(error.to_string().contains(&port.to_string()), "{error}");
    here.server.stop().await;
    Server::start(here.folder.path(), Some(port)).unwrap();
}
