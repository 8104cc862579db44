//! `build --timings`: where the time went. No test asks how long anything took.

use serde_json::Value;

use super::{ended, ran};
use crate::support::site::{TestSite, tree};

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org'
html = 'as-is'
-- content/_index.md --
+++
title = 'Home'
+++
-- content/a.md --
+++
title = 'A'
+++
one {{< note >}}two{{< /note >}}

```rust
let x = 1;
```
-- templates/parts.html --
{% component note() -%}
  <b>{{ <inner text={body} /> }}</b>
{%- endcomponent %}
{% component inner(text: string) %} {{ text }} {% endcomponent inner %}
{% component tight() -%}  tight  {%- endcomponent %}
-- templates/aside.html --
<aside>{{ <inner text=\"x\" /> }} {%- if true -%} y {% endif -%} </aside>
-- templates/page.html --
<title>{{ page.title }}</title>
<main>{{ page.content | safe }} [{{ <tight /> }}] {% include \"aside.html\" %} {% for p in pages() %}{{ p.title }}{% endfor %}</main>
";

fn timings(site: &TestSite) -> Value {
    ran(site, &["build", "--json", "--timings", "--no-cache"]).json()["timings"].take()
}

/// The number of times that each part of a kind was done.
fn counts(timings: &Value, kind: &str) -> Vec<(String, u64)> {
    let parts = timings["parts"].as_array().unwrap().iter().filter(|part| part["kind"] == kind);
    let mut counts: Vec<(String, u64)> =
        parts.map(|part| (part["name"].as_str().unwrap().to_owned(), part["count"].as_u64().unwrap())).collect();
    counts.sort();
    counts
}

#[test]
fn templates_components_and_functions_are_counted() {
    let timings = timings(&TestSite::new(SITE));
    let check = |kind: &str, expected: &[(&str, u64)]| {
        let expected: Vec<(String, u64)> = expected.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect();
        assert_eq!(counts(&timings, kind), expected);
    };
    check("template", &[("404.html", 1), ("aside.html", 1), ("home.html", 1), ("page.html", 1)]);
    check("component", &[("inner", 2), ("note", 1), ("tight", 1)]);
    check("function", &[("pages", 1)]);
    check("code", &[("rust", 1)]);
    let worst = |name: &str| {
        let all = timings["parts"].as_array().unwrap().iter();
        all.filter(|part| part["name"] == name).map(|part| part["worst_for"].as_str().unwrap()).next().unwrap()
    };
    assert_eq!((worst("page.html"), worst("note")), ("content/a.md", "content/a.md"));
}

#[test]
fn phases_and_rounds_are_in_their_order() {
    let timings = timings(&TestSite::new(SITE));
    let phases = timings["phases"].as_array().unwrap();
    let names: Vec<&str> = phases.iter().map(|phase| phase["name"].as_str().unwrap()).collect();
    let order =
        ["configuration", "theme", "content", "assets", "styles", "templates", "markdown", "pages", "check", "settle"];
    let places: Vec<usize> = order.map(|name| names.iter().position(|known| *known == name).unwrap()).into();
    assert!(places.is_sorted(), "{names:?}");
    let pages = phases.iter().find(|phase| phase["name"] == "pages").unwrap();
    assert_eq!((pages["n_steps"].as_u64(), pages["n_run"].as_u64()), (Some(3), Some(3)));
    assert!(timings["slowest"].as_array().unwrap().len() >= 3);
}

#[test]
fn taking_times_changes_no_byte() {
    let site = TestSite::new(SITE);
    ran(&site, &["build", "--no-cache", "--output", "plain"]);
    ran(&site, &["build", "--no-cache", "--output", "timed", "--timings"]);
    assert!(tree(&site.path().join("plain")) == tree(&site.path().join("timed")));
    // What was built with times stands in a build without.
    ran(&site, &["build", "--timings"]);
    assert_eq!(ran(&site, &["build", "--json"]).json()["steps_run"], 0);
}

#[test]
fn a_mistake_has_its_place_whether_times_are_taken_or_not() {
    let site =
        TestSite::new(SITE).edit("templates/parts.html", "{{ text }}", "{{ text | nonsense(x=1) }}{{ nobody.x }}");
    let place = |arguments: &[&str]| ended(&site, arguments).json()["findings"].take();
    let site_says = place(&["build", "--json", "--no-cache"]);
    assert_eq!(site_says, place(&["build", "--json", "--no-cache", "--timings"]));
    let site = site.edit("templates/parts.html", "{{ text | nonsense(x=1) }}", "");
    let place = |arguments: &[&str]| ended(&site, arguments).json()["findings"].take();
    let site_says = place(&["build", "--json", "--no-cache"]);
    assert!(!site_says.as_array().unwrap().is_empty());
    assert_eq!(site_says, place(&["build", "--json", "--no-cache", "--timings"]));
}

#[test]
fn all_pages_on_each_page_are_called_out() {
    let mut site = TestSite::new(SITE);
    for n in 0..60 {
        site = site.write(&format!("content/n{n:02}.md"), "text");
    }
    let told = ran(&site, &["build", "--timings", "--no-cache"]).stderr;
    assert!(
        told.contains("`page.html` asks `pages` for 61 pages on each of 61 pages\nhint: give it a `limit`"),
        "{told}"
    );
    let site = site.edit("templates/page.html", "pages()", "pages(limit=5)");
    assert!(!ran(&site, &["build", "--timings", "--no-cache"]).stderr.contains("on each of"));
    let site = site.edit("templates/page.html", "pages(limit=5)", "[]").edit(
        "templates/parts.html",
        "{{ text }}",
        "{{ text }}{% for p in pages() %}{{ p.title }}{% endfor %}",
    );
    let told = ran(&site, &["build", "--timings", "--no-cache"]).stderr;
    assert!(told.contains("`page.html`, in `inner`, asks `pages` for 61 pages"), "{told}");
}

#[test]
fn a_build_that_renders_nothing_says_so() {
    let site = TestSite::new(SITE).build();
    let told = ran(&site, &["build", "--timings"]).stderr;
    assert!(told.contains("no page was rendered: with `--no-cache` all are"), "{told}");
    assert!(!ran(&site, &["build"]).stderr.contains("phase"));
}
