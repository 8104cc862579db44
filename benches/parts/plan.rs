//! The plan of a publish of 10,000 artifacts, against a target that serves all of them, others, or all but ten.

use std::collections::BTreeMap;

use divan::{Bencher, counter::ItemsCount};
use seawall::base::artifact::{CacheClass, Entry, Lines, Role};
use seawall::base::digest::Digest;
use seawall::base::output::Output;
use seawall::base::path::{ObjectKey, UrlPath};
use seawall::cloud::local::Server;
use seawall::cloud::{Access, Connection};
use seawall::config::CachePolicy;
use seawall::provision;
use seawall::publish::{self, Inventory, Line, Target};
use tempfile::TempDir;
use tokio::runtime::Runtime;

const N_ARTIFACTS: usize = 10_000;

/// How many of them are other ones than those that are served.
const CHANGED: [usize; 3] = [0, 10, N_ARTIFACTS];

/// An empty bucket on this machine, which a target is connected to. The plan asks it nothing.
struct Place {
    target: Target,
    empty: Inventory,
    _running: (Server, Runtime, TempDir),
}

impl Place {
    fn open() -> Self {
        let (runtime, folder) = (Runtime::new().unwrap(), tempfile::tempdir().unwrap());
        let (target, empty, server) = runtime.block_on(async {
            let server = Server::start(folder.path(), None).unwrap();
            let (endpoint, keys) = (Some(server.endpoint()), Some(server.keys()));
            let access = Access { region: Some("us-east-1".to_owned()), endpoint, keys };
            let bucket = Connection::open(&access).await.bucket("site", "");
            let missing = provision::difference(&bucket).await.unwrap();
            provision::apply(&bucket, &missing).await.unwrap();
            let (name, prefix) = ("bench".to_owned(), String::new());
            let target = Target { name, bucket, distribution: None, can_invalidate: true, prefix };
            let empty = publish::inventory(&target, false).await.unwrap();
            (target, empty, server)
        });
        Self { target, empty, _running: (server, runtime, folder) }
    }
}

fn entry(n: usize) -> Entry {
    Entry {
        path: UrlPath::new(&format!("/section-{}/page-{n}/", n % 40)).unwrap(),
        digest: Digest::of(&n.to_le_bytes()),
        length: 20_000,
        media_type: "text/html; charset=utf-8".to_owned(),
        class: CacheClass::Page,
        role: Role::Leaf,
        tags: ["html", "lang-en", &format!("section-{}", n % 40)].into_iter().collect(),
        links: Lines::default(),
        step: format!("page {n}"),
    }
}

/// Returns what is served where this entry was published.
fn line(entry: &Entry, cache: &CachePolicy) -> (ObjectKey, Line) {
    let Entry { digest, length, media_type, class, role, tags, .. } = entry.clone();
    let cache_control = cache.header(class, true);
    let tags = tags.iter().map(str::to_owned).collect();
    (entry.path.key(), Line { digest, length, media_type, cache_control, tags, class, role })
}

#[divan::bench(args = CHANGED)]
fn changed(bencher: Bencher<'_, '_>, n_changed: usize) {
    let (place, cache) = (Place::open(), CachePolicy::default());
    let entries: Vec<Entry> = (0..N_ARTIFACTS).map(entry).collect();
    let mut artifacts: BTreeMap<ObjectKey, Line> = entries.iter().map(|entry| line(entry, &cache)).collect();
    artifacts.values_mut().take(n_changed).for_each(|line| line.digest = Digest::of(b"before"));
    let mut inventory = place.empty.clone();
    inventory.artifacts = artifacts;
    let output = Output::from(entries);
    let made = publish::plan(&output, &inventory, &place.target, &cache).unwrap();
    assert_eq!(made.changes.len(), n_changed);
    let n_artifacts = ItemsCount::new(N_ARTIFACTS);
    bencher.counter(n_artifacts).bench(|| publish::plan(&output, &inventory, &place.target, &cache));
}
