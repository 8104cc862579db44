//! What a publish that fails half way leaves, and that the next one makes it good.

use std::process::Stdio;
use std::thread;

use seawall::cloud::ErrorKind;
use seawall::publish::{Error, Receipt};

use super::{site, site_with};
use crate::support::cloud::{Contents, TestCloud};
use crate::support::site::TestSite;

/// Returns the site of the second release: a page, an asset and a list differ, a page is gone.
fn edited(site: TestSite) -> TestSite {
    let site = site.edit("assets/site.css", "red", "blue").edit("content/a.md", "one", "other");
    site.remove("content/b.md").build()
}

fn kind(result: Result<Receipt, Error>) -> ErrorKind {
    match result {
        Err(Error::Cloud(error)) => error.kind(),
        other => panic!("{other:?}"),
    }
}

/// Returns what a publish of both releases leaves that nothing disturbs.
fn undisturbed() -> Contents {
    let (cloud, site) = (TestCloud::local(), site());
    cloud.publish(&site).unwrap();
    cloud.publish(&edited(site)).unwrap();
    cloud.contents()
}

#[test]
fn a_refused_page_stops_before_the_next_wave() {
    let (cloud, site) = (TestCloud::local(), site());
    cloud.publish(&site).unwrap();
    let (before, head) = (cloud.contents(), cloud.head());
    let site = edited(site);
    cloud.faults().fail_all("PUT", "a/index.html", 403);
    assert_eq!(kind(cloud.publish(&site)), ErrorKind::Denied);
    let after = cloud.contents();
    for key in ["a/index.html", "index.html", "sitemap.xml", "b/index.html"] {
        assert_eq!(after.get(key), before.get(key), "{key} belongs to this wave or a later one");
    }
    assert_eq!(cloud.head().unwrap()["release"], head.unwrap()["release"]);
    cloud.has_no_missing_asset();
    cloud.faults().clear();
    cloud.publish(&site).unwrap();
    assert_eq!(cloud.contents(), undisturbed());
}

#[test]
fn a_busy_store_is_asked_again() {
    let cloud = TestCloud::local();
    let site = site();
    for key in ["a/index.html", "robots.txt", ".seawall/head.json"] {
        cloud.faults().fail_next("PUT", key, 503);
        cloud.faults().fail_next("PUT", key, 503);
    }
    cloud.faults().fail_next("GET", ".seawall/head.json", 500);
    let receipt = cloud.publish(&site).unwrap();
    let undisturbed = TestCloud::local();
    assert_eq!(receipt.requests, undisturbed.publish(&site).unwrap().requests + 7);
    assert_eq!(cloud.contents(), undisturbed.contents());
}

#[test]
fn a_store_that_stays_busy_stops_the_publish() {
    let cloud = TestCloud::local();
    cloud.faults().fail_all("PUT", "robots.txt", 503);
    assert_eq!(kind(cloud.publish(&site())), ErrorKind::Throttled);
    assert_eq!(cloud.head().unwrap()["release"], serde_json::Value::Null);
    assert!(cloud.contents().keys().all(|key| !key.ends_with(".html")));
}

#[test]
fn an_answer_that_is_lost_is_no_conflict() {
    let (cloud, site) = (TestCloud::local(), site());
    cloud.publish(&site).unwrap();
    for key in [".seawall/head.json", "a/index.html"] {
        cloud.faults().lose_answer("PUT", key);
    }
    let site = edited(site);
    cloud.publish(&site).unwrap();
    assert_eq!(cloud.contents(), undisturbed());
    assert_eq!(cloud.head().unwrap()["owed"], serde_json::json!([]));
}

/// Cuts the line after each number of requests, publishes again, and compares.
#[track_caller]
fn cut_everywhere(before: impl Fn(&TestCloud) -> TestSite + Sync, expected: &Contents) {
    let cloud = TestCloud::local();
    let n_requests = cloud.publish(&before(&cloud)).unwrap().requests;
    assert_eq!(&cloud.contents(), expected);
    thread::scope(|scope| {
        for n in 0..=n_requests {
            let before = &before;
            scope.spawn(move || {
                let cloud = TestCloud::local();
                let site = before(&cloud);
                let (head, old) = (cloud.head(), cloud.contents());
                cloud.faults().cut_after(n);
                let result = cloud.publish(&site);
                cloud.faults().clear();
                // The last request is the last one: what is counted is what the server saw.
                assert_eq!(result.is_ok(), n == n_requests, "cut after {n}: {result:?}");
                cloud.has_no_missing_asset();
                if cloud.head() == head {
                    let after = cloud.contents();
                    assert!(old.keys().all(|key| after.contains_key(key)), "cut after {n}: something is gone");
                }
                cloud.publish(&site).unwrap_or_else(|error| panic!("cut after {n}: {error}"));
                assert_eq!(&cloud.contents(), expected, "cut after {n}");
                assert_eq!(cloud.head().unwrap()["owed"], serde_json::json!([]), "cut after {n}");
                assert!(cloud.plan(&site, false).unwrap().0.is_empty(), "cut after {n}");
            });
        }
    });
}

#[test]
fn a_first_publish_converges_wherever_it_was_cut() {
    let clean = TestCloud::local();
    clean.publish(&site()).unwrap();
    cut_everywhere(|_| site(), &clean.contents());
}

#[test]
fn a_publish_converges_wherever_it_was_cut() {
    let second = |cloud: &TestCloud| {
        let site = site();
        cloud.publish(&site).unwrap();
        edited(site)
    };
    cut_everywhere(second, &undisturbed());
}

#[test]
fn a_publish_without_an_edge_converges_wherever_it_was_cut() {
    let (cloud, site) = (TestCloud::local().without_invalidation(), site());
    cloud.publish(&site).unwrap();
    let site = edited(site);
    cloud.faults().fail_all("DELETE", "*", 403);
    assert_eq!(kind(cloud.publish(&site)), ErrorKind::Denied);
    cloud.faults().clear();
    let receipt = cloud.publish(&site).unwrap();
    assert_eq!((receipt.uploaded, receipt.removed), (0, 1));
    assert_eq!(cloud.get("b/index.html"), None);
    assert!(cloud.publish(&site).unwrap().requests <= 3);
}

/// What a publish that failed has written is not taken for what was live before.
#[test]
fn a_revert_after_a_failed_publish_is_noticed() {
    let (cloud, site) = (TestCloud::local(), site());
    cloud.publish(&site).unwrap();
    let expected = cloud.contents();
    let site = site.edit("content/a.md", "one", "other").write("content/new.md", "new").build();
    cloud.faults().fail_all("PUT", "sitemap.xml", 403);
    assert_eq!(kind(cloud.publish(&site)), ErrorKind::Denied);
    assert!(cloud.get("new/index.html").is_some());
    cloud.faults().clear();
    let site = site.edit("content/a.md", "other", "one").remove("content/new.md").build();
    cloud.publish(&site).unwrap();
    assert_eq!(cloud.contents(), expected);
    assert_eq!(cloud.head().unwrap()["pending"], serde_json::json!([]));
}

/// A page that was to be removed and is wanted again is not removed by the next publish.
#[test]
fn a_page_that_comes_back_stays() {
    let (cloud, site) = (TestCloud::local(), site());
    cloud.publish(&site).unwrap();
    let site = edited(site);
    cloud.faults().fail_all("DELETE", "*", 403);
    assert_eq!(kind(cloud.publish(&site)), ErrorKind::Denied);
    cloud.faults().clear();
    let site = site.write("content/b.md", "+++\ntitle = 'B'\n+++\nback").build();
    cloud.publish(&site).unwrap();
    assert_eq!(cloud.get("b/index.html").unwrap().text(), site.read("/b/"));
    assert!(cloud.plan(&site, false).unwrap().0.is_empty());
}

/// The program is killed while it waits for a request that is refused, one of each wave.
#[test]
fn a_killed_program_converges() {
    let expected = {
        let (cloud, site) = (TestCloud::local().without_invalidation(), site());
        cloud.publish(&site).unwrap();
        cloud.publish(&edited(site)).unwrap();
        cloud.contents()
    };
    // How many keys hold something new when all is done that comes before.
    let stuck = [
        ("PUT", ".seawall/head.json", 0),
        ("PUT", "votes/index.html", 3),
        ("PUT", "index.html", 4),
        ("PUT", "sitemap.xml", 5),
        ("DELETE", "b/index.html", 6),
    ];
    thread::scope(|scope| {
        for (method, key, n_done) in stuck {
            let expected = &expected;
            scope.spawn(move || kill(method, key, n_done, expected));
        }
    });
}

#[track_caller]
fn kill(method: &str, key: &str, n_done: usize, expected: &Contents) {
    let cloud = TestCloud::local();
    let site = site_with(&cloud.section("production", ""));
    assert_eq!(cloud.run(&site, &[]).code, 0);
    let before = (cloud.contents(), cloud.head());
    let n_changed = || {
        let n_keys = cloud.contents().iter().filter(|(key, content)| before.0.get(*key) != Some(*content)).count();
        n_keys + usize::from(cloud.head() != before.1)
    };
    let site = edited(site);
    cloud.faults().fail_all(method, key, 503);
    let mut command = cloud.command(&site, &[]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while n_changed() < n_done && child.try_wait().unwrap().is_none() {}
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(n_changed(), n_done, "stuck at {method} {key}");
    cloud.has_no_missing_asset();
    cloud.faults().clear();
    let ended = cloud.run(&site, &[]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(&cloud.contents(), expected, "killed at {method} {key}");
    assert!(cloud.run(&site, &[]).stdout.starts_with("nothing to publish"));
}
