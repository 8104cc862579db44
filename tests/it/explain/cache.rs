//! What the cache was worth, and a warning where it served nothing.

use std::fs;

use serde_json::{Value, json};

use super::ran;
use crate::support::site::TestSite;

const SITE: &str = "
-- content/a.md --
```rust
let x = 1;
```
-- content/b.md --
two
";

/// Builds and returns the JSON.
fn build(site: &TestSite, arguments: &[&str]) -> Value {
    ran(site, &[&["build", "--json"], arguments].concat()).json()
}

/// What the cache is warned of.
fn warned(built: &Value) -> Vec<String> {
    let of_cache = built["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == "cache-useless");
    of_cache.map(|finding| finding["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_stood_and_what_was_known_is_counted() {
    let site = TestSite::new(SITE);
    let built = build(&site, &[]);
    assert_eq!((&built["steps_kept"], &built["cache"]["found"]), (&json!(0), &json!({ "kind": "nothing" })));
    assert_eq!((&built["cache"]["memos_found"], &built["cache"]["memos_made"]), (&json!(0), &json!(1)));
    let n_steps = &built["steps_run"];
    let site = site.edit("content/a.md", "```rust", "more\n\n```rust");
    let built = build(&site, &[]);
    assert_eq!(built["cache"]["found"], json!({ "kind": "steps", "records": n_steps }));
    assert_eq!((&built["cache"]["memos_found"], &built["cache"]["memos_made"]), (&json!(1), &json!(0)));
    let rounds = built["cache"]["rounds"].as_array().unwrap();
    assert!(rounds.contains(&json!({ "name": "markdown", "steps": 2, "run": 1 })), "{rounds:?}");
    let n = |key: &str| built[key].as_u64().unwrap();
    assert_eq!(n("steps_run") + n("steps_kept"), n_steps.as_u64().unwrap());
    assert!(ran(&site, &["build"]).stderr.contains(", 0 steps run, 10 stood, "));
    assert!(ran(&site, &["build", "-v"]).stderr.contains("cache: 10 of 10 steps stood\n"));
}

#[test]
fn pictures_that_were_found_are_counted() {
    let site = TestSite::new("-- content/a/index.md --\n![x](photo.jpg)\n-- content/a/photo.jpg --\n");
    let n_made = build(&site, &[])["images_encoded"].as_u64().unwrap();
    assert!(n_made > 0);
    fs::remove_file(site.path().join(".cache/seawall/steps.log")).unwrap();
    let built = build(&site, &[]);
    assert_eq!((&built["cache"]["images_found"], &built["images_encoded"]), (&json!(n_made), &json!(0)));
}

#[test]
fn an_author_at_work_is_not_warned() {
    let site = TestSite::new(SITE);
    assert_eq!(warned(&build(&site, &[])), [""; 0]);
    assert_eq!(warned(&build(&site, &[])), [""; 0]);
    // All texts, all pages, the title of the site: each is work, and the rest stands.
    let site = site.edit("content/a.md", "x", "y").edit("content/b.md", "two", "three");
    assert_eq!(warned(&build(&site, &[])), [""; 0]);
    let site = site.edit("templates/page.html", "<main>", "<p>new</p><main>").write(
        "templates/hooks.html",
        "
{% component render.quote() %}<q>{{ body }}</q>{% endcomponent %}",
    );
    assert_eq!(warned(&build(&site, &[])), [""; 0]);
    let site = site.edit("seawall.toml", "Test", "Other");
    assert_eq!(warned(&build(&site, &[])), [""; 0]);
    fs::remove_dir_all(site.path().join("public")).unwrap();
    assert_eq!(warned(&build(&site, &[])), [""; 0]);
    assert_eq!(warned(&build(&site, &["--no-cache"])), [""; 0]);
}

#[test]
fn a_cache_of_another_version_is_told() {
    let site = TestSite::new(SITE).build();
    let log = site.path().join(".cache/seawall/steps.log");
    let bytes = fs::read(&log).unwrap();
    let at = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    fs::write(&log, [b"seawall steps 1 another", &bytes[at..]].concat()).unwrap();
    let built = build(&site, &[]);
    assert_eq!(warned(&built), ["the cache served nothing: it is of another version of Seawall"]);
    assert_eq!((&built["warnings"], &built["cache"]["found"]), (&json!(1), &json!({ "kind": "other-tool" })));
    assert_eq!(warned(&build(&site, &[])), [""; 0]);
    fs::write(&log, "<html>no cache</html>").unwrap();
    assert_eq!(warned(&build(&site, &[])), ["the cache served nothing: it cannot be read"]);
}

#[test]
fn another_configuration_is_told() {
    let site = TestSite::new(SITE).build();
    let built = build(&site, &["--base-url", "https://preview.example"]);
    assert_eq!(warned(&built), ["the cache served nothing: the configuration changed, which every page is made with"]);
}

#[test]
fn a_cache_of_other_content_is_told() {
    let mut site = TestSite::new("");
    for n in 0..25 {
        site = site.write(&format!("content/one-{n}.md"), "text");
    }
    let mut site = site.build();
    for n in 0..25 {
        site = site.remove(&format!("content/one-{n}.md")).write(&format!("content/two-{n}.md"), "text");
    }
    assert_eq!(warned(&build(&site, &[])), ["the cache served nothing: it knows none of these pages"]);
}

#[test]
fn a_cache_without_its_results_is_told() {
    let site = TestSite::new(SITE).build();
    fs::write(site.path().join(".cache/seawall/results"), "").unwrap();
    fs::remove_dir_all(site.path().join("public")).unwrap();
    assert_eq!(warned(&build(&site, &[])), ["the cache served nothing: the results in it are gone"]);
}
