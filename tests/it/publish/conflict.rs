//! Two publishers at once.
//!
//! Of two that start from the same head one stops before it has touched a page, because each notes
//! in the head that it begins. Without a lease that is all: one that begins while another runs takes
//! the other for broken off, and pages of both may be mixed until the next publish.

use std::process::Stdio;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use bytes::Bytes;
use seawall::base::digest::Digest;
use seawall::base::output::Output;
use seawall::base::path::UrlPath;
use seawall::base::sink::{Settled, Sink, SinkError};
use seawall::publish::{Bodies, Error, Receipt};

use super::{site, site_with};
use crate::support::cloud::{TestCloud, bodies};
use crate::support::site::TestSite;

const ROUNDS: usize = 5;

fn one_wins(cloud: &TestCloud) {
    let mut sites = [site(), site()];
    cloud.publish(&sites[0]).unwrap();
    for round in 0..ROUNDS {
        sites = [0, 1].map(|n| {
            let text = format!("+++\ntitle = 'A'\n+++\nround {round} of {n}");
            let css = format!("p {{ margin: {round}{n}px }}");
            site().write("content/a.md", &text).write("assets/site.css", &css).build()
        });
        let results = race(cloud, &sites);
        let n_winners = results.iter().filter(|result| result.is_ok()).count();
        let n_losers = results.iter().filter(|result| matches!(result, Err(Error::HeadMoved { .. }))).count();
        assert_eq!((n_winners, n_losers), (1, 1), "{results:?}");
        let winner = results.iter().position(Result::is_ok).unwrap();
        let release = results[winner].as_ref().unwrap().release.as_ref().unwrap();
        assert_eq!(cloud.head().unwrap()["release"], release.as_str());
        cloud.has_no_missing_asset();
        for path in ["/a/", "/b/", "/votes/", "/"] {
            let key = format!("{}index.html", &path[1..]);
            assert_eq!(cloud.get(&key).unwrap().text(), sites[winner].read(path), "round {round}");
        }
    }
}

/// Publishes both sites at once, from plans that were made from the same head.
fn race(cloud: &TestCloud, sites: &[TestSite; 2]) -> Vec<Result<Receipt, Error>> {
    let plans = [0, 1].map(|n| cloud.plan(&sites[n], false).unwrap());
    let bodies = [0, 1].map(|n| bodies(&sites[n]));
    thread::scope(|scope| {
        let pairs = plans.iter().zip(bodies);
        let runs: Vec<_> =
            pairs.map(|((plan, inventory), bodies)| scope.spawn(|| cloud.execute(plan, inventory, bodies))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    })
}

#[test]
fn one_wins_in_the_local_store() {
    one_wins(&TestCloud::local());
}

#[test]
fn one_wins_in_seaweedfs() {
    one_wins(&TestCloud::seaweedfs());
}

#[test]
fn one_wins_a_first_publish() {
    for cloud in [TestCloud::local(), TestCloud::seaweedfs()] {
        let sites = [site(), site().edit("content/a.md", "one", "other").build()];
        let results = race(&cloud, &sites);
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        assert!(results.iter().any(|result| matches!(result, Err(Error::HeadMoved { .. }))), "{results:?}");
    }
}

#[test]
fn the_program_that_loses_exits_with_3() {
    let cloud = TestCloud::local();
    let site = site_with(&cloud.section("production", ""));
    cloud.faults().fail_next("PUT", ".seawall/head.json", 412);
    let ended = cloud.run(&site, &[]);
    assert_eq!((ended.code, ended.stdout.as_str()), (3, ""));
    assert!(ended.stderr.contains("error: failed to move the head of `production`"), "{}", ended.stderr);
    assert!(ended.stderr.contains("hint: run it again"), "{}", ended.stderr);
    assert_eq!(cloud.head(), None);
    assert_eq!(cloud.run(&site, &[]).code, 0);
}

#[test]
fn two_programs_at_once() {
    for cloud in [TestCloud::local(), TestCloud::seaweedfs()] {
        let sites = [site_with(&cloud.section("t", "")), site_with(&cloud.section("t", ""))];
        let [one, two] = sites.map(|site| {
            let mut command = cloud.command(&site, &[]);
            (command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap(), site)
        });
        let codes = [one, two].map(|(mut child, _)| child.wait().unwrap().code());
        // The second one may also begin when the first has ended.
        assert!(codes.contains(&Some(0)) && codes.iter().all(|code| [Some(0), Some(3)].contains(code)), "{codes:?}");
        cloud.has_no_missing_asset();
    }
}

/// Bodies that are given out only when the test says so.
struct Gate {
    bodies: Bodies,
    is_reading: Sender<()>,
    go_on: Mutex<Receiver<()>>,
}

impl Sink for Gate {
    fn holds(&self, path: &UrlPath, digest: &Digest) -> bool {
        self.bodies.holds(path, digest)
    }

    fn put(&self, path: &UrlPath, digest: &Digest, body: &Bytes) -> Result<bool, SinkError> {
        self.bodies.put(path, digest, body)
    }

    fn read(&self, path: &UrlPath) -> Result<Bytes, SinkError> {
        tokio::task::block_in_place(|| {
            self.is_reading.send(()).unwrap();
            self.go_on.lock().unwrap().recv().unwrap();
        });
        self.bodies.read(path)
    }

    fn settle(&self, output: &Output, keep: bool) -> Result<Settled, SinkError> {
        self.bodies.settle(output, keep)
    }
}

/// One begins, a second one takes it for broken off and goes live, then the first one writes on. What
/// it has written over the release of the second is made good by the next publish.
#[test]
fn one_that_was_overtaken_leaves_word() {
    let cloud = TestCloud::local();
    cloud.publish(&site()).unwrap();
    let [slow, fast] = ["slow", "fast"].map(|text| site().edit("content/a.md", "one", text).build());
    let (plan, inventory) = cloud.plan(&slow, false).unwrap();
    let ((is_reading, reads), (go, go_on)) = (channel(), channel());
    let gate = Arc::new(Gate { bodies: bodies(&slow), is_reading, go_on: Mutex::new(go_on) });
    thread::scope(|scope| {
        let overtaken = scope.spawn(|| cloud.execute(&plan, &inventory, gate));
        reads.recv().unwrap();
        cloud.publish(&fast).unwrap();
        go.send(()).unwrap();
        assert!(matches!(overtaken.join().unwrap(), Err(Error::HeadMoved { .. })));
    });
    assert!(cloud.get("a/index.html").unwrap().text().contains("slow"), "it wrote over the live release");
    assert_eq!(cloud.head().unwrap()["pending"].as_array().unwrap().len(), 1);
    cloud.publish(&fast).unwrap();
    assert!(cloud.get("a/index.html").unwrap().text().contains("fast"));
    assert!(cloud.plan(&fast, false).unwrap().0.is_empty());
}
