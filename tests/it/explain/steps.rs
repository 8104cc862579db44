//! `build --explain`: which steps ran and why.

use serde_json::json;

use super::ran;
use crate::support::site::TestSite;

const SITE: &str = "
-- content/a.md --
+++
title = 'A'
+++
one
-- content/b.md --
two
";

fn told(site: &TestSite, arguments: &[&str]) -> String {
    let ended = ran(site, &[&["build"], arguments].concat());
    ended.stderr.split_once("built ").unwrap().0.to_owned()
}

#[test]
fn causes_come_first_and_what_stood_is_counted() {
    let site = TestSite::new(SITE).build().edit("content/a.md", "one", "three").remove("content/b.md");
    assert_eq!(
        told(&site, &["--explain"]),
        "4 steps ran, 4 stood\n\
         text (1)\n  its file changed: a.md\n\
         pages (2)\n  \
         what it shows of itself and its neighbors (title, dates, section, list) changed: /, /a/\n\
         sitemap (1)\n  all that it shows changed: /sitemap.xml\n\
         removed (1)\n  /b/\n"
    );
    assert_eq!(told(&site, &["--explain"]), "no step ran: all 8 stood\n");
    assert_eq!(told(&site, &[]), "");
}

#[test]
fn many_are_one_line_and_all_of_them_on_request() {
    let mut site = TestSite::new(SITE);
    for n in 0..30 {
        site = site.write(&format!("content/n{n:02}.md"), "text");
    }
    let site = site.build().edit("templates/page.html", "<main>", "<p>new</p><main>");
    let few = told(&site, &["--explain"]);
    assert!(
        few.contains("its template or what that is made of changed: /a/, /b/, /n00/, /n01/ and 28 more\n"),
        "{few}"
    );
    let site = site.edit("templates/page.html", "new", "newer");
    let all = told(&site, &["--explain", "-v"]);
    assert!(all.contains("  32: its template or what that is made of changed\n    page /a/\n    page /b/\n"), "{all}");
    assert!(all.contains("    page /n29/\ncache: "), "{all}");
}

#[test]
fn json_has_it_where_it_was_asked_for() {
    let site = TestSite::new(SITE).build().edit("content/a.md", "one", "three").remove("content/b.md");
    let built = ran(&site, &["build", "--json", "--explain"]).json();
    assert_eq!(built["explain"]["removed"], json!(["/b/"]));
    assert_eq!(
        built["explain"]["run"][0],
        json!({
            "kind": "fragment",
            "reason": { "kind": "changed", "what": "source" },
            "words": "its file changed",
            "steps": ["fragment a.md"],
        })
    );
    assert!(ran(&site, &["build", "--json"]).json().get("explain").is_none());
}
