//! What the program says and how it ends, with targets from `seawall.toml`.

use serde_json::{Value, json};

use super::{CONFIG, SITE, site_with};
use crate::support::cloud::TestCloud;
use crate::support::command::{self, Ended};
use crate::support::site::TestSite;

fn receipt(ended: &Ended) -> Value {
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let receipt = ended.json();
    assert_eq!(receipt["format"], "seawall.receipt/1");
    receipt
}

fn main_path(cloud: &TestCloud) {
    let site = site_with(&cloud.section("production", ""));
    let first = receipt(&cloud.run(&site, &["--json"]));
    for (field, value) in [("uploaded", 10), ("copied", 0), ("unchanged", 0), ("removed", 0), ("invalidated", 0)] {
        assert_eq!(first[field], value, "{field}");
    }
    assert!(first["bytes"].as_u64() > Some(1_000) && first["seconds"].as_f64() > Some(0.0), "{first}");
    assert_eq!((&first["target"], &first["cost_usd"]), (&json!("production"), &Value::Null));
    assert_eq!(first["release"], cloud.head().unwrap()["release"]);
    assert_eq!(first["requests"], 10 + 5, "the head, a list, the manifest, the head, ten artifacts, the head");

    let second = cloud.run(&site, &[]);
    assert!(
        second.stdout.starts_with("nothing to publish to `production`: all 10 artifacts are unchanged, 2 requests")
    );

    let site = site.edit("content/a.md", "one", "other").remove("content/b.md");
    let third = receipt(&cloud.run(&site, &["--json", "--target", "production"]));
    // The page, the home page that listed the other, the sitemap.
    assert_eq!((&third["uploaded"], &third["removed"]), (&json!(3), &json!(1)));
    assert!(third["requests"].as_u64() <= Some(12), "{third}");
    assert!(cloud.get("a/index.html").unwrap().text().contains("other"));
    assert_eq!(cloud.get("b/index.html"), None);
    assert!(cloud.get("index.html").unwrap().cache_control.contains("s-maxage=60,"), "no distribution, no long life");
}

#[test]
fn main_path_in_the_local_store() {
    main_path(&TestCloud::local());
}

#[test]
fn main_path_in_seaweedfs() {
    main_path(&TestCloud::seaweedfs());
}

#[test]
fn main_path_in_ministack() {
    main_path(&TestCloud::ministack());
}

#[test]
fn requests_are_those_that_the_store_saw() {
    let n_requests = {
        let cloud = TestCloud::local();
        receipt(&cloud.run(&site_with(&cloud.section("t", "")), &["--json"]))["requests"].as_u64().unwrap()
    };
    for (n, code) in [(n_requests, 0), (n_requests - 1, 4)] {
        let cloud = TestCloud::local();
        cloud.faults().cut_after(n);
        assert_eq!(cloud.run(&site_with(&cloud.section("t", "")), &[]).code, code, "cut after {n}");
    }
}

#[test]
fn the_endpoint_may_be_in_the_environment() {
    let cloud = TestCloud::local();
    let section = cloud.section("t", "").replace("endpoint =", "# endpoint =");
    let site = site_with(&section);
    let mut command = cloud.command(&site, &["--json"]);
    let receipt = receipt(&command::run(command.env("AWS_ENDPOINT_URL_S3", cloud.endpoint())));
    assert_eq!(receipt["cost_usd"], Value::Null, "these are not prices of AWS");
    assert!(cloud.head().is_some());
}

#[test]
fn a_dry_run_changes_nothing() {
    let cloud = TestCloud::local();
    let site = site_with(&cloud.section("production", ""));
    let text = cloud.run(&site, &["--dry-run"]);
    assert_eq!(text.code, 0, "{}", text.stderr);
    assert!(text.stdout.contains("\n+ a/index.html (new, "), "{}", text.stdout);
    assert!(text.stdout.contains("\nplan for `production`: 10 uploads ("), "{}", text.stdout);
    assert!(cloud.keys().is_empty());

    assert_eq!(cloud.run(&site, &[]).code, 0);
    let before = (cloud.keys(), cloud.contents(), cloud.head());
    let site = site.edit("content/a.md", "one", "other").remove("content/b.md");
    let text = cloud.run(&site, &["--dry-run"]).stdout;
    assert!(text.contains("+ a/index.html (body differs, ") && text.contains("- b/index.html (removed)"), "{text}");
    let plan = cloud.run(&site, &["--dry-run", "--json"]).json();
    assert_eq!((&plan["format"], &plan["unchanged"]), (&json!("seawall.plan/1"), &json!(6)));
    assert_eq!(plan["base"]["release"], before.2.as_ref().unwrap()["release"]);
    let first = &plan["changes"][0];
    assert_eq!((&first["action"], &first["key"]), (&json!("upload"), &json!("a/index.html")));
    assert_eq!((&first["wave"], &first["reason"]), (&json!("leaves"), &json!("body differs")));
    assert_eq!((cloud.keys(), cloud.contents(), cloud.head()), before);
}

#[test]
fn a_bucket_of_somebody_else_wants_adopt() {
    let cloud = TestCloud::local();
    cloud.put("holiday.txt", "mine");
    let site = site_with(&cloud.section("production", ""));
    refused(&cloud.run(&site, &[]), 3, "is not empty (`holiday.txt` is in it)", "`--adopt`");
    refused(&cloud.run(&site, &["--dry-run"]), 3, "is not empty", "`--adopt`");
    assert_eq!(cloud.keys(), ["holiday.txt"]);
    assert_eq!(cloud.run(&site, &["--adopt"]).code, 0);
    assert_eq!(cloud.run(&site, &[]).code, 0);
}

#[test]
fn a_head_of_another_format_is_left_alone() {
    let cloud = TestCloud::local();
    cloud.put(".seawall/head.json", "{\"format\": 2}");
    let site = site_with(&cloud.section("production", ""));
    let message = "failed to read `.seawall/head.json`: it has format 2, and this Seawall knows format 1";
    refused(&cloud.run(&site, &[]), 4, message, "newer Seawall");
    refused(&cloud.run(&site, &["--adopt"]), 4, message, "newer Seawall");
    assert_eq!(cloud.keys(), [".seawall/head.json"]);
    assert_eq!(cloud.get(".seawall/head.json").unwrap().text(), "{\"format\": 2}");
}

#[test]
fn wrong_credentials() {
    for (cloud, id) in [
        (TestCloud::local(), "SOMEBODY"),
        (TestCloud::seaweedfs(), "SOMEBODY"),
        (TestCloud::seaweedfs(), crate::support::servers::seaweedfs().key_id.as_str()),
    ] {
        let site = site_with(&cloud.section("production", ""));
        let mut command = cloud.command(&site, &[]);
        command.env("AWS_ACCESS_KEY_ID", id).env("AWS_SECRET_ACCESS_KEY", "wrong");
        refused(&command::run(&mut command), 4, "access denied", "are these the right credentials");
        assert!(cloud.keys().is_empty());
    }
}

#[test]
fn no_credentials() {
    let cloud = TestCloud::local();
    let site = site_with(&cloud.section("production", ""));
    let mut command = cloud.command(&site, &[]);
    command.env_remove("AWS_ACCESS_KEY_ID").env_remove("AWS_SECRET_ACCESS_KEY");
    refused(&command::run(&mut command), 4, "no credentials", "set `AWS_PROFILE`, or `AWS_ACCESS_KEY_ID`");
    assert!(cloud.keys().is_empty());
}

#[test]
fn a_missing_bucket() {
    for cloud in [TestCloud::local(), TestCloud::seaweedfs(), TestCloud::ministack()] {
        let name = format!("bucket = '{}'", cloud.target.bucket.name());
        let site = site_with(&cloud.section("production", "").replace(&name, "bucket = 'nowhere'"));
        refused(&cloud.run(&site, &[]), 4, "no such bucket", "was the bucket made?");
        assert!(cloud.keys().is_empty(), "and it was not made on the way");
        refused(&cloud.run(&site, &["--dry-run"]), 4, "no such bucket", "was the bucket made?");
    }
}

#[test]
fn nobody_listens() {
    let cloud = TestCloud::local();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let section = cloud.section("production", "").replace(cloud.endpoint(), &format!("http://{free}"));
    refused(&cloud.run(&site_with(&section), &[]), 4, "no answer", "is the network up");
}

#[test]
fn a_wrong_scheme_is_found_before_anything_is_sent() {
    let cloud = TestCloud::local();
    let section = cloud.section("production", "").replace("http://", "s3://");
    let ended = cloud.run(&site_with(&section), &[]);
    refused(&ended, 2, "`seawall.toml` is not valid", "");
    assert!(ended.stderr.contains("is not the address of a store"), "{}", ended.stderr);
    assert!(cloud.keys().is_empty());
}

#[test]
fn a_site_with_errors_is_not_published() {
    let cloud = TestCloud::local();
    let site = site_with(&cloud.section("production", ""));
    assert_eq!(cloud.run(&site, &[]).code, 0);
    let before = (cloud.keys(), cloud.contents());
    let site = site.edit("content/a.md", "one", "[x](@/nope.md)").edit("content/b.md", "two", "other");
    refused(&cloud.run(&site, &[]), 1, "the site has errors, so nothing was published", "");
    let failure = cloud.run(&site, &["--json"]);
    assert_eq!((failure.code, &failure.json()["findings"][0]["code"]), (1, &json!("link-broken")));
    assert_eq!((cloud.keys(), cloud.contents()), before);
}

#[test]
fn the_target_must_be_one_of_the_site() {
    let cloud = TestCloud::local();
    let sections = cloud.section("production", "") + &cloud.section("preview", "prefix = 'previews/1'");
    let site = site_with(&sections);
    refused(&cloud.run(&site, &[]), 2, "there is more than one target", "`preview`, `production`");
    refused(&cloud.run(&site, &["-t", "prodution"]), 2, "there is no target", "`--target production`");
    refused(&cloud.run(&site, &["-t", "production", "--serve"]), 2, "`--serve`", "`--target local`");
    assert!(cloud.keys().is_empty());
    assert_eq!(cloud.run(&site, &["-t", "preview"]).code, 0);
    assert!(cloud.keys().iter().all(|key| key.starts_with("previews/1/")));
}

#[test]
fn the_local_target_needs_nothing() {
    let site = TestSite::new(SITE).write("seawall.toml", CONFIG);
    let path = site.path().to_str().unwrap();
    let run =
        |arguments: &[&str]| command::run(&mut command::seawall(&[&["publish", path, "--json"], arguments].concat()));
    assert_eq!(receipt(&run(&[]))["uploaded"], 10);
    let second = receipt(&run(&["--target", "local"]));
    assert_eq!((&second["uploaded"], &second["unchanged"], &second["requests"]), (&json!(0), &json!(10), &json!(2)));
    assert!(site.path().join(".seawall-local/site/bodies/a/index.html").is_file());
}

/// Asserts how a publish was refused: on standard error, with a hint, and with nothing on standard output.
#[track_caller]
fn refused(ended: &Ended, code: i32, message: &str, hint: &str) {
    assert_eq!((ended.code, ended.stdout.as_str()), (code, ""), "{}", ended.stderr);
    let said = |line: &str, start: &str, text: &str| line.starts_with(start) && line.contains(text);
    assert!(ended.stderr.lines().any(|line| said(line, "error: ", message)), "{}", ended.stderr);
    assert!(hint.is_empty() || ended.stderr.lines().any(|line| said(line, "hint: ", hint)), "{}", ended.stderr);
}
