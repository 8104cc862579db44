//! What CloudFront is told to forget: the bucket in SeaweedFS, the distribution in MiniStack.

use std::process::Command;

use serde_json::json;

use super::site_with;
use super::store::ODD;
use crate::support::cloud::TestCloud;
use crate::support::command::{self, Ended};
use crate::support::servers::ministack;
use crate::support::site::TestSite;

/// A bucket with a distribution in front of it.
struct Setting {
    cloud: TestCloud,
    distribution: String,
}

impl Setting {
    fn new() -> Self {
        Self { cloud: TestCloud::seaweedfs(), distribution: ministack().create_distribution() }
    }

    fn section(&self, more: &str) -> String {
        self.cloud.section("production", &format!("distribution = '{}'\n{more}", self.distribution))
    }

    fn command(&self, site: &TestSite, arguments: &[&str]) -> Command {
        let mut command = self.cloud.command(site, arguments);
        command.env("AWS_ENDPOINT_URL_CLOUDFRONT", &ministack().endpoint);
        command
    }

    #[track_caller]
    fn publish(&self, site: &TestSite) -> serde_json::Value {
        let ended = command::run(&mut self.command(site, &["--json"]));
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        ended.json()
    }

    fn invalidations(&self) -> Vec<Vec<String>> {
        let mut invalidations = ministack().invalidations(&self.distribution);
        invalidations.iter_mut().for_each(|paths| paths.sort());
        invalidations
    }
}

#[test]
fn exactly_what_changed_is_invalidated() {
    let here = Setting::new();
    let site = site_with(&here.section(""));
    assert_eq!(here.publish(&site)["invalidated"], 12);
    let everything = [
        "/",
        "/404.html",
        "/a/",
        "/a/index.html",
        "/b/",
        "/b/index.html",
        "/favicon.svg",
        "/index.html",
        "/robots.txt",
        "/sitemap.xml",
        "/votes/",
        "/votes/index.html",
    ];
    assert_eq!(here.invalidations(), [everything]);
    let page = here.cloud.get("a/index.html").unwrap();
    assert!(page.cache_control.contains("s-maxage=86400,"), "what is invalidated may live long");

    let second = here.publish(&site);
    assert_eq!((&second["invalidated"], &second["requests"]), (&json!(0), &json!(2)));
    assert_eq!(here.invalidations().len(), 1, "nothing changed, nothing to forget");

    let site = site.edit("assets/site.css", "red", "blue").remove("content/b.md").write("content/c.md", "new");
    here.publish(&site);
    let changed = [
        "/",
        "/a/",
        "/a/index.html",
        "/b/",
        "/b/index.html",
        "/c/",
        "/c/index.html",
        "/index.html",
        "/sitemap.xml",
        "/votes/",
        "/votes/index.html",
    ];
    assert_eq!(here.invalidations()[1..], [changed]);
    assert_eq!(here.cloud.head().unwrap()["owed"], json!([]));
}

#[test]
fn paths_carry_the_prefix_and_are_encoded() {
    let here = Setting::new();
    let mut site = site_with(&here.section("prefix = 'previews/città 2'"));
    here.publish(&site);
    for name in ODD {
        site = site.write(&format!("static/{name}"), name);
    }
    here.publish(&site);
    let names = [
        "50%2525.txt",
        "a%20b.txt",
        "a%26b=%3Cc%3E;.txt",
        "a+b.txt",
        "c%231.txt",
        "citt%C3%A0/%C3%A8%3F.txt",
        "it%27s%20%22so%22.txt",
    ];
    assert_eq!(here.invalidations()[1], names.map(|name| format!("/previews/citt%C3%A0%202/{name}")));
}

#[test]
fn a_debt_is_remembered_and_paid() {
    let here = Setting::new();
    let right = here.section("");
    let site = site_with(&right);
    here.publish(&site);

    let wrong = right.replace(&here.distribution, "ENOSUCHONE");
    let site = site.edit("seawall.toml", &right, &wrong).edit("content/a.md", "one", "other");
    let ended = command::run(&mut here.command(&site, &[]));
    assert_failed(&ended);
    assert_eq!(here.cloud.head().unwrap()["owed"], json!(["/a/", "/a/index.html"]));
    assert!(here.cloud.get("a/index.html").unwrap().text().contains("other"), "the release is live all the same");

    let site = site.edit("content/b.md", "two", "more");
    assert_failed(&command::run(&mut here.command(&site, &[])));
    let owed = ["/a/", "/a/index.html", "/b/", "/b/index.html"];
    assert_eq!(here.cloud.head().unwrap()["owed"], json!(owed), "debts add up");
    assert_eq!(here.invalidations().len(), 1);

    let site = site.edit("seawall.toml", &wrong, &right);
    let receipt = here.publish(&site);
    assert_eq!((&receipt["uploaded"], &receipt["invalidated"]), (&json!(0), &json!(4)));
    assert_eq!(here.invalidations()[1..], [owed]);
    assert_eq!(here.cloud.head().unwrap()["owed"], json!([]));
    assert_eq!(here.publish(&site)["invalidated"], 0);
    assert_eq!(here.invalidations().len(), 2);
}

#[track_caller]
fn assert_failed(ended: &Ended) {
    assert_eq!((ended.code, ended.stdout.as_str()), (4, ""), "{}", ended.stderr);
    let expected = "error: failed to invalidate (distribution `ENOSUCHONE`)";
    assert!(ended.stderr.contains(expected), "{}", ended.stderr);
}

#[test]
fn a_dry_run_tells_the_edge_nothing() {
    let here = Setting::new();
    let site = site_with(&here.section(""));
    let text = command::run(&mut here.command(&site, &["--dry-run"])).stdout;
    assert!(text.contains("\n~ /a/index.html (invalidate)\n"), "{text}");
    assert_eq!((here.invalidations().len(), here.cloud.keys().len()), (0, 0));
}
