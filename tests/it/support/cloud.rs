//! A bucket of a test's own in a real store, published to by the library or by the program.
//!
//! The stores are reached over the wire, whichever it is; only the local one fails on request.

use std::collections::BTreeMap;
use std::fmt;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use seawall::base::clock::Clock;
use seawall::base::digest::Digest;
use seawall::base::path::ObjectKey;
use seawall::base::progress::Silent;
use seawall::base::sink::Folder;
use seawall::cloud::local::{Faults, Server};
use seawall::cloud::{Access, Bucket, Condition, Connection, Keys, Upload};
use seawall::pipeline;
use seawall::publish::{self, Bodies, Error, Inventory, Plan, Receipt, Target};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::command::{self, Ended};
use super::servers;
use super::site::TestSite;

/// What is stored under each key: body, headers, metadata.
pub(crate) type Contents = BTreeMap<String, Content>;

/// A bucket in a running store. Clones are the same bucket.
#[derive(Clone)]
pub(crate) struct TestCloud {
    store: Arc<Store>,
    pub(crate) target: Target,
}

struct Store {
    runtime: Runtime,
    connection: Connection,
    endpoint: String,
    keys: Keys,
    local: Option<(Server, TempDir)>,
}

/// What a visitor would get.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Content {
    pub(crate) body: Bytes,
    pub(crate) media_type: String,
    pub(crate) cache_control: String,
    pub(crate) tags: String,
}

impl Content {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// Short, because a failed comparison prints a whole bucket.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (n_bytes, digest) = (self.body.len(), Digest::of(&self.body).short(8));
        write!(f, "{n_bytes} bytes {digest} {} {} {}", self.media_type, self.cache_control, self.tags)
    }
}

impl TestCloud {
    /// Returns a bucket in a store of its own over a folder.
    pub(crate) fn local() -> Self {
        let (runtime, folder) = (runtime(), tempfile::tempdir().unwrap());
        let server = runtime.block_on(async { Server::start(folder.path(), None) }).unwrap();
        let (endpoint, keys) = (server.endpoint(), server.keys());
        Self::new(runtime, (endpoint, keys), Some((server, folder)))
    }

    /// Returns a bucket in SeaweedFS.
    pub(crate) fn seaweedfs() -> Self {
        let server = servers::seaweedfs();
        let keys = Keys { id: server.key_id.clone(), secret: server.secret.clone() };
        Self::new(runtime(), (server.endpoint.clone(), keys), None)
    }

    /// Returns a bucket in MiniStack.
    pub(crate) fn ministack() -> Self {
        let keys = Keys { id: "anybody".to_owned(), secret: "anything".to_owned() };
        Self::new(runtime(), (servers::ministack().endpoint.clone(), keys), None)
    }

    fn new(runtime: Runtime, (endpoint, keys): (String, Keys), local: Option<(Server, TempDir)>) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("site-{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let access = Access { region: None, endpoint: Some(endpoint.clone()), keys: Some(keys.clone()) };
        let connection = runtime.block_on(Connection::open(&access));
        let bucket = connection.bucket(&name, "");
        runtime.block_on(bucket.create()).unwrap();
        let target =
            Target { name: name.clone(), bucket, distribution: None, can_invalidate: true, prefix: String::new() };
        Self { store: Arc::new(Store { runtime, connection, endpoint, keys, local }), target }
    }

    /// Returns the part of the same bucket below `prefix`, which ends in `/`.
    pub(crate) fn below(&self, prefix: &str) -> Self {
        let bucket = self.store.connection.bucket(self.target.bucket.name(), prefix);
        let target = Target { bucket, prefix: prefix.to_owned(), ..self.target.clone() };
        Self { target, ..self.clone() }
    }

    /// Returns the same bucket without an edge that can be told what to forget.
    pub(crate) fn without_invalidation(&self) -> Self {
        Self { target: Target { can_invalidate: false, ..self.target.clone() }, ..self.clone() }
    }

    /// Returns the way to make the local store fail.
    pub(crate) fn faults(&self) -> &Faults {
        let (server, _) = self.store.local.as_ref().expect("only the local store fails on request");
        server.faults()
    }

    /// Returns the plan for the last build of `site`.
    pub(crate) fn plan(&self, site: &TestSite, adopt: bool) -> Result<(Plan, Inventory), Error> {
        self.store.runtime.block_on(pipeline::plan(site.built(), &self.target, adopt))
    }

    /// Publishes the last build of `site`.
    pub(crate) fn publish(&self, site: &TestSite) -> Result<Receipt, Error> {
        let n_before = self.store.connection.n_requests();
        let (plan, inventory) = self.plan(site, false)?;
        let mut receipt = self.execute(&plan, &inventory, bodies(site))?;
        receipt.requests = self.store.connection.n_requests() - n_before;
        Ok(receipt)
    }

    /// Carries out a plan that was made before.
    pub(crate) fn execute(&self, plan: &Plan, inventory: &Inventory, bodies: Bodies) -> Result<Receipt, Error> {
        let clock: Clock = "2026-11-23T12:00:00Z".parse().unwrap();
        self.store.runtime.block_on(publish::execute(plan, inventory, &self.target, (bodies, clock), &Silent))
    }

    /// Returns what is stored beside the control files.
    pub(crate) fn contents(&self) -> Contents {
        let keys = self.keys().into_iter().filter(|key| !key.contains(".seawall/"));
        // A publish that is under way may remove what was listed.
        keys.filter_map(|key| Some((key.clone(), self.get(&key)?))).collect()
    }

    /// Returns all keys.
    pub(crate) fn keys(&self) -> Vec<String> {
        let keys = self.store.runtime.block_on(self.bucket().first_keys(100_000)).unwrap();
        keys.into_iter().map(|key| key.to_string()).collect()
    }

    /// Returns what is stored under `key`.
    pub(crate) fn get(&self, key: &str) -> Option<Content> {
        let stored = self.store.runtime.block_on(self.bucket().get(&ObjectKey::new(key))).ok()?;
        Some(Content {
            body: stored.body,
            media_type: stored.media_type.unwrap_or_default(),
            cache_control: stored.cache_control.unwrap_or_default(),
            tags: stored.metadata.get("cache-tag").cloned().unwrap_or_default(),
        })
    }

    /// Puts something under `key` as another program would.
    pub(crate) fn put(&self, key: &str, body: &str) {
        let upload = Upload {
            body: Bytes::copy_from_slice(body.as_bytes()),
            digest: Digest::of(body.as_bytes()),
            media_type: "text/plain".to_owned(),
            cache_control: None,
            metadata: BTreeMap::new(),
            condition: Condition::None,
        };
        self.store.runtime.block_on(self.bucket().put(&ObjectKey::new(key), upload)).unwrap();
    }

    /// Returns the head as JSON.
    pub(crate) fn head(&self) -> Option<serde_json::Value> {
        self.control(".seawall/head.json")
    }

    /// Returns a control file as JSON.
    pub(crate) fn control(&self, key: &str) -> Option<serde_json::Value> {
        self.get(key).map(|content| serde_json::from_slice(&content.body).unwrap())
    }

    /// Asserts that every page refers to what is in the bucket, whichever release it is of.
    #[track_caller]
    pub(crate) fn has_no_missing_asset(&self) {
        let contents = self.contents();
        for (key, content) in contents.iter().filter(|(key, _)| key.ends_with(".html")) {
            for part in content.text().split("href=\"/assets/").skip(1) {
                let asset = format!("assets/{}", part.split('"').next().unwrap());
                assert!(contents.contains_key(&asset), "`{key}` refers to `{asset}`, which is missing");
            }
        }
    }

    /// Returns the URL of the store.
    pub(crate) fn endpoint(&self) -> &str {
        &self.store.endpoint
    }

    /// Returns `[targets.NAME]` for this bucket, with further lines.
    pub(crate) fn section(&self, name: &str, more: &str) -> String {
        let (bucket, endpoint) = (self.target.bucket.name(), &self.store.endpoint);
        format!("\n[targets.{name}]\nbucket = '{bucket}'\nregion = 'us-east-1'\nendpoint = '{endpoint}'\n{more}\n")
    }

    /// Returns the program, about to publish `site` with the keys of this store.
    pub(crate) fn command(&self, site: &TestSite, arguments: &[&str]) -> Command {
        let mut command = command::seawall(&["publish"]);
        command.arg(site.path()).args(arguments);
        command.env("AWS_ACCESS_KEY_ID", &self.store.keys.id).env("AWS_SECRET_ACCESS_KEY", &self.store.keys.secret);
        command
    }

    /// Publishes with the program.
    pub(crate) fn run(&self, site: &TestSite, arguments: &[&str]) -> Ended {
        command::run(&mut self.command(site, arguments))
    }

    fn bucket(&self) -> &Bucket {
        &self.target.bucket
    }
}

/// Returns the bodies of the last build of `site`.
pub(crate) fn bodies(site: &TestSite) -> Bodies {
    Arc::new(Folder::open(site.path().join("public")).unwrap())
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}
