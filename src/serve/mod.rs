//! The dev server: answers from an output in memory, builds again when a file changes.
//!
//! Comes in: builds. Goes out: HTTP on loopback. It builds with the same steps and the same log as
//! `seawall build`; there is no second mechanism. Deliberately not here: caching, which is the edge's.

mod answer;
mod watch;

use std::convert::Infallible;
use std::sync::{Arc, PoisonError, RwLock};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};

use crate::base::output::Output;
use crate::base::sink::Memory;
use crate::cloud;
use crate::cloud::local::{Listener, listen};

pub use watch::Watch;

/// What is served: the last output, and the bodies of all.
#[derive(Debug, Default)]
pub struct Shown {
    output: RwLock<Arc<Output>>,
    bodies: Memory,
}

impl Shown {
    /// Returns the sink that builds put their bodies into.
    pub fn sink(&self) -> &Memory {
        &self.bodies
    }

    /// Shows another output from now on.
    pub fn show(&self, output: Output) {
        *self.output.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(output);
    }

    /// Shows another output, which has errors, over the last one: what it lacks stays as it was.
    pub fn show_over(&self, mut output: Output) {
        for entry in self.output().entries() {
            // What is there already stays.
            output.add(entry.clone());
        }
        self.show(output);
    }

    fn output(&self) -> Arc<Output> {
        Arc::clone(&self.output.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Starts to answer on `port`; must be called inside a tokio runtime.
pub fn start(shown: Arc<Shown>, port: u16) -> Result<Listener, cloud::Error> {
    let service = service_fn(move |request: Request<Incoming>| {
        let shown = Arc::clone(&shown);
        async move { Ok::<Response<Full<Bytes>>, Infallible>(answer::answer(&request, &shown.output(), &shown.bodies)) }
    });
    listen(Some(port), service)
}
