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
    output: RwLock<Option<Arc<Output>>>,
    bodies: Memory,
}

impl Shown {
    /// Returns the sink that builds put their bodies into.
    pub fn sink(&self) -> &Memory {
        &self.bodies
    }

    /// Shows another output from now on.
    pub fn show(&self, output: Output) {
        *self.output.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(output));
    }

    /// Shows another output, which has errors, over the last one: what it lacks stays as it was.
    pub fn show_over(&self, mut output: Output) {
        if let Some(last) = self.output() {
            for entry in last.entries() {
                // What is there already stays.
                output.add(entry.clone());
            }
        }
        self.show(output);
    }

    /// Returns the last output; none before the first build is done.
    fn output(&self) -> Option<Arc<Output>> {
        self.output.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Starts to answer on `port`; must be called inside a tokio runtime.
pub fn start(shown: Arc<Shown>, port: u16) -> Result<Listener, cloud::Error> {
    let service = service_fn(move |request: Request<Incoming>| {
        let shown = Arc::clone(&shown);
        async move {
            let output = shown.output();
            Ok::<Response<Full<Bytes>>, Infallible>(answer::answer(&request, output.as_deref(), &shown.bodies))
        }
    });
    listen(Some(port), service)
}
