//! What visitors talk to.

use std::convert::Infallible;
use std::sync::Arc;

use http::{HeaderMap, Method, Request, Response};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;

use super::answer::Answer;
use super::shelf::{Shelf, Shelved};
use super::viewer::{self, Ask};
use crate::base::path::ObjectKey;
use crate::cloud::bucket::Bucket;
use crate::cloud::error::Error;
use crate::cloud::local::listener::{Listener, listen};

/// The page of the site for what is not there, as `provision` sets it up at CloudFront.
const NOT_FOUND: &str = "404.html";

/// An HTTP cache in front of a bucket; stops when dropped.
#[derive(Debug)]
pub struct Edge {
    listener: Listener,
    shelf: Arc<Shelf>,
}

impl Edge {
    /// Starts to serve `origin` on `port` or on a free one. Must be called inside a tokio runtime.
    pub fn start(origin: Bucket, port: Option<u16>) -> Result<Self, Error> {
        let shelf = Arc::new(Shelf::new(origin));
        let shared = shelf.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let shelf = shared.clone();
            async move { Ok::<_, Infallible>(respond(&shelf, &request).await) }
        });
        Ok(Self { listener: listen(port, service)?, shelf })
    }

    /// Returns `http://127.0.0.1:PORT`.
    pub fn address(&self) -> String {
        self.listener.address()
    }

    /// Forgets what `paths` name, in CloudFront's syntax: `/a/`, `/a/*`, `#tag`.
    ///
    /// What is being fetched at that moment is served to who waits for it, but not kept.
    pub fn invalidate(&self, paths: &[String]) {
        self.shelf.forget(paths);
    }

    /// Stops and waits until the port is free and the last answer is out.
    pub async fn stop(self) {
        self.listener.stop().await;
    }
}

async fn respond(shelf: &Arc<Shelf>, request: &Request<Incoming>) -> Response<Full<Bytes>> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Answer::wrong_method().into_response();
    }
    match viewer::ask(request.uri().path(), request.uri().query()) {
        Ask::Redirect(place) => Answer::redirect(&place).into_response(),
        Ask::Nothing => not_found(shelf).await.into_response(),
        Ask::Key(key) => found(shelf, &key, request.headers()).await.into_response(),
    }
}

async fn found(shelf: &Arc<Shelf>, key: &ObjectKey, asked: &HeaderMap) -> Answer {
    match shelf.look_up(key).await {
        Ok(Shelved { entry, status }) => match &entry.stored {
            Some(stored) => Answer::stored(stored, asked).with_age(entry.age()).with_status(&status),
            None => not_found(shelf).await.with_age(entry.age()).with_status(&status),
        },
        Err((error, status)) => Answer::origin_failed(error.kind()).with_status(&status),
    }
}

async fn not_found(shelf: &Arc<Shelf>) -> Answer {
    let page = shelf.look_up(&ObjectKey::new(NOT_FOUND)).await.ok();
    Answer::not_found(page.as_ref().and_then(|page| page.entry.stored.as_ref()))
}
