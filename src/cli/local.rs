//! The target on this machine: a store over `.seawall-local/`, and the edge in front of it.

use std::path::Path;
use std::time::Duration;

use super::failure::Failure;
use crate::base::path::ObjectKey;
use crate::cloud::local::{Edge, Server};
use crate::cloud::{Access, Connection};
use crate::provision;
use crate::publish::Target;

/// How often the edge looks whether another process has published.
const LOOK: Duration = Duration::from_millis(500);

/// The store and the way to it.
pub(super) struct Local {
    /// Runs until it is dropped.
    _server: Server,
    pub connection: Connection,
    pub target: Target,
}

impl Local {
    /// Starts the store of a site and makes its bucket if need be.
    pub(super) async fn start(site: &Path) -> Result<Self, Failure> {
        let server = Server::start(&site.join(".seawall-local"), None)?;
        let access = Access {
            region: Some("us-east-1".to_owned()),
            endpoint: Some(server.endpoint()),
            keys: Some(server.keys()),
        };
        let connection = Connection::open(&access).await;
        let bucket = connection.bucket("site", "");
        let missing = provision::difference(&bucket).await?;
        provision::apply(&bucket, &missing).await?;
        let target = Target {
            name: super::target::LOCAL.to_owned(),
            bucket,
            distribution: None,
            can_invalidate: true,
            prefix: String::new(),
        };
        Ok(Self { _server: server, connection, target })
    }

    /// Returns the ETag of the head: another one means that somebody has published.
    pub(super) async fn head(&self) -> Option<String> {
        let head = ObjectKey::new(".seawall/head.json");
        self.target.bucket.get(&head).await.map(|stored| stored.etag).ok()
    }

    /// Keeps `edge` honest until the end: what another process publishes is forgotten here too.
    pub(super) async fn follow(&self, edge: &Edge, mut seen: Option<String>) {
        loop {
            tokio::time::sleep(LOOK).await;
            let now = self.head().await;
            if now.is_some() && now != seen {
                edge.invalidate(&["/*".to_owned()]);
                seen = now;
            }
        }
    }
}
