//! The published site as a visitor gets it: `seawall publish --serve`, and a second publish beside it.

use super::store::ODD;
use super::{CONFIG, SITE};
use crate::support::command::{self, Running};
use crate::support::servers::http::{self, Answer};
use crate::support::site::TestSite;

/// A site that is published and served.
struct Served {
    site: TestSite,
    edge: Running,
}

impl Served {
    fn start(site: TestSite) -> Self {
        let path = site.path().to_str().unwrap().to_owned();
        let edge = Running::start(&mut command::seawall(&["publish", &path, "--serve"]));
        assert!(edge.stdout.starts_with("published to `local`: "), "{}", edge.stdout);
        Self { site, edge }
    }

    fn get(&self, path: &str) -> Answer {
        http::send(http::port(&self.edge.address), "GET", path, "").unwrap()
    }

    /// Publishes in another process.
    fn publish(&self) {
        let ended = command::run(&mut command::seawall(&["publish", self.site.path().to_str().unwrap()]));
        assert_eq!(ended.code, 0, "{}", ended.stderr);
    }
}

fn site() -> TestSite {
    TestSite::new(SITE).write("seawall.toml", CONFIG)
}

#[test]
fn first_a_miss_then_a_hit() {
    let served = Served::start(site());
    for (path, cache_control) in [
        ("/a/", "public, max-age=0, s-maxage=86400, stale-while-revalidate=60, stale-if-error=604800"),
        ("/votes/", "public, max-age=10, s-maxage=15, stale-while-revalidate=30, stale-if-error=86400"),
        ("/robots.txt", "public, max-age=3600, s-maxage=86400, stale-while-revalidate=60, stale-if-error=604800"),
    ] {
        for status in ["seawall; fwd=uri-miss; fwd-status=200; stored", "seawall; hit; ttl="] {
            let answer = served.get(path);
            assert_eq!((answer.status, answer.header("cache-control")), (200, Some(cache_control)));
            assert!(answer.header("cache-status").unwrap().starts_with(status), "{path} {:?}", answer.head);
        }
    }
    let page = served.get("/a/");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(page.body.contains("<main><p>one</p>"), "{}", page.body);
    let asset = page.body.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(served.get(asset).header("cache-control"), Some("public, max-age=31536000, immutable"));
}

#[test]
fn what_is_not_there_and_what_lives_elsewhere() {
    let served = Served::start(site());
    let answer = served.get("/nope/");
    assert_eq!((answer.status, answer.header("content-type")), (404, Some("text/html; charset=utf-8")));
    assert!(answer.body.contains("nothing here"), "{}", answer.body);
    let answer = served.get("/a?x=1");
    assert_eq!((answer.status, answer.header("location")), (301, Some("/a/?x=1")));
    assert_eq!(served.get("/a/").status, 200);
}

#[test]
fn control_files_are_never_served() {
    let served = Served::start(site());
    assert!(served.site.path().join(".seawall-local/site/bodies/%2Eseawall/head.json").is_file());
    for path in [
        "/.seawall/head.json",
        "/%2Eseawall/head.json",
        "/%2e%73eawall/head.json",
        "/.seawall%2Fhead.json",
        "/.seawall%2fhead%2ejson",
        "//.seawall/head.json",
        "/./.seawall/head.json",
        "/a/../.seawall/head.json",
        "/a/%2e%2e/.seawall/head.json",
        "/a%2F..%2F.seawall/head.json",
        "/.seawall/head.json?x=1",
        "/.seawall/",
        "/.seawall",
        "/.SEAWALL/head.json",
        "/%252Eseawall/head.json",
    ] {
        let answer = served.get(path);
        assert!(matches!(answer.status, 301 | 404), "{path} {}", answer.status);
        assert!(!answer.body.contains("\"format\"") && !answer.body.contains("release"), "{path}");
    }
}

#[test]
fn another_process_publishes() {
    let mut served = Served::start(site());
    assert!(served.get("/a/").body.contains("one") && served.get("/b/").status == 200);
    assert!(served.get("/a/").header("cache-status").unwrap().contains("; hit;"));
    served.site = served.site.edit("content/a.md", "one", "other").remove("content/b.md").write("content/c.md", "new");
    assert_eq!(served.get("/c/").status, 404);
    served.publish();
    wait_for(|| served.get("/a/").body.contains("other"));
    wait_for(|| served.get("/b/").status == 404);
    wait_for(|| served.get("/c/").status == 200);
}

#[test]
fn odd_names_are_served() {
    let mut site = site();
    for name in ODD {
        site = site.write(&format!("static/{name}"), name);
    }
    let served = Served::start(site);
    for name in ODD {
        let path = format!("/{}", seawall::base::path::encode(name));
        let answer = served.get(&path);
        assert_eq!((answer.status, answer.body.as_str()), (200, name), "{path}");
        assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
    }
}

/// Asks until it holds. The edge looks twice a second whether somebody has published.
#[track_caller]
fn wait_for(holds: impl Fn() -> bool) {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !holds() {
        assert!(std::time::Instant::now() < deadline, "it did not come true within 30 seconds");
        std::thread::yield_now();
    }
}
