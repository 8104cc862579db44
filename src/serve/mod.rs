//! The dev server: answers from an output in memory, builds again when a file changes, refreshes browsers.
//!
//! Comes in: builds. Goes out: HTTP on loopback. It builds with the same steps and the same log as
//! `seawall build`; there is no second mechanism. Deliberately not here: caching, which is the edge's.

mod address;
mod answer;
mod changes;
mod live;
mod shown;
mod watch;

use std::convert::Infallible;
use std::sync::Arc;

use hyper::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;

use crate::cloud;
use crate::cloud::local::{Listener, listen};

pub use changes::Changes;
pub use shown::{Refresh, Shown};
pub use watch::Watch;

/// Starts to answer on `port`; must be called inside a tokio runtime.
pub fn start(shown: Arc<Shown>, port: u16) -> Result<Listener, cloud::Error> {
    let service = service_fn(move |request: Request<Incoming>| {
        let shown = Arc::clone(&shown);
        async move { Ok::<_, Infallible>(answer::answer(&request, &shown)) }
    });
    listen(Some(port), service)
}
