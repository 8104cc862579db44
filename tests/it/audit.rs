//! What a look at finished pages finds, and how pages are written.

use crate::support::site::TestSite;

#[test]
fn a_fault_of_a_template_is_told_once_with_its_line() {
    TestSite::new(
        "
-- content/a.md --
one
-- content/b.md --
two
-- content/c.md --
three
-- templates/page.html --
<!doctype html>
<main>
<div class=\"box\">
{{ page.content | safe }}
<p id=\"twice\">Total: {{ config.title }}</p><p id='twice'>NaN votes</p>
{% raw %}{{ page.title }}{% endraw %}
</main></span>
",
    )
    .build()
    .audited([
        "element-stray `</span>` closes nothing on `/a/` and 2 other pages",
        "element-open templates/page.html:3:1 nothing closes `<div class=\"box\">` on `/a/` and 2 other pages",
        "id-twice templates/page.html:5:4 two elements of `/a/` and 2 other pages have the id `twice`",
        "no-value templates/page.html:5:58 `NaN` is printed on `/a/` and 2 other pages",
        "template-text templates/page.html:6:10 `{{ page.title }}` is printed on `/a/` and 2 other pages as it is",
    ])
    .found([])
    // What stands is looked at no more, and still told.
    .build()
    .ran([])
    .audited([
        "element-stray `</span>` closes nothing on `/a/` and 2 other pages",
        "element-open templates/page.html:3:1 nothing closes `<div class=\"box\">` on `/a/` and 2 other pages",
        "id-twice templates/page.html:5:4 two elements of `/a/` and 2 other pages have the id `twice`",
        "no-value templates/page.html:5:58 `NaN` is printed on `/a/` and 2 other pages",
        "template-text templates/page.html:6:10 `{{ page.title }}` is printed on `/a/` and 2 other pages as it is",
    ]);
}

#[test]
fn a_fault_of_a_page_is_told_at_its_line() {
    TestSite::new(
        "
-- content/a.md --
+++
title = 'The title is {{ .Title }}'
+++
<div class=\"open\">

## Same {#same}

<p id=\"same\">undefined `undefined` {{ x }}</p>
-- templates/page.html --
<main><h1>{{ page.title }}</h1>{{ page.content | safe }}</main>
",
    )
    .build()
    .audited([
        "template-text content/a.md:2:23 `{{ .Title }}` is printed on `/` and 1 other page as it is",
        "element-open content/a.md:4:1 nothing closes `<div class=\"open\">` on `/a/`",
        "id-twice content/a.md:8:4 two elements of `/a/` have the id `same`",
    ]);
}

#[test]
fn a_page_that_shows_nothing() {
    let site = TestSite::new("-- content/a.md --\n-- content/n/_index.md --\n").build();
    let site = site.audited(["main-empty nothing is to be seen in the `<main>` of `/a/` and 1 other page"]);
    // With something to show it is no longer the author who forgot, and the live page must not be replaced.
    let site =
        site.write("content/a.md", "The results.").write("templates/page.html", "<main>{# gone #}</main>").build();
    let site = site.found(["main-empty content/a.md:1:1 nothing is to be seen in the `<main>` of `/a/`"]);
    site.write("templates/page.html", "<main>{{ page.content | safe }}</main>").build().found([]).same_as_clean_build();
}

#[test]
fn a_reference_to_what_is_not_served_has_the_line_of_its_template() {
    TestSite::new(
        "
-- seawall.toml --
base_url = 'https://example.org/prefix'
-- content/a.md --
one
-- templates/page.html --
<main>{{ page.content | safe }}
<img src=\"/prefix/logo.png\" srcset=\"small.png 1x, /prefix/large.png 2x\">
<form action=\"/prefix/serch/\"></form></main>
",
    )
    .build()
    .found([
        "reference-missing templates/page.html:2:10 `/logo.png` is not served, but `/a/` refers to it",
        "reference-missing templates/page.html:2:37 `/a/small.png` is not served, but `/a/` refers to it",
        "reference-missing templates/page.html:2:58 `/large.png` is not served, but `/a/` refers to it",
        "reference-missing templates/page.html:3:14 `/serch/` is not served, but `/a/` refers to it",
    ]);
}

#[test]
fn a_site_with_one_fault_everywhere_is_not_flooded() {
    let site = (1..=30).fold(TestSite::new(""), |site, number| {
        site.write(&format!("content/{number:02}.md"), &format!("<div id=\"x{number:02}\">\n"))
    });
    let site = site.build();
    let open = site.built().findings.iter().filter(|finding| finding.code == "element-open").count();
    let more: Vec<&str> =
        site.built().findings.iter().filter(|f| f.code == "more-findings").map(|f| f.message.as_str()).collect();
    assert_eq!((open, more), (20, vec!["10 more findings of `element-open` are not shown"]));
}

#[test]
fn white_space_is_written_as_configured() {
    let site = TestSite::new(
        "
-- content/a.md --
a  b

```
c  d

e
```
-- templates/page.html --
<!doctype html>
<html>
  <head>
    <title>{{ page.title }}</title>
  </head>
  <body>
    <!-- a note -->
    <main>
      {{ page.content | safe }}
    </main>
  </body>
</html>
",
    );
    let minified = "<!doctype html><html><head><title>A</title></head><body>\n<main>\n<p>a b</p>\n\
                    <pre><code>c  d\n\ne\n</code></pre>\n</main>\n</body>\n</html>\n";
    let site = site.build().found([]);
    assert_eq!(site.read("/a/"), minified);
    let config = |how: &str| format!("base_url = 'https://example.org'\ntitle = 'Test'\nhtml = '{how}'\n");
    let site = site.write("seawall.toml", &config("pretty")).build().found([]);
    let pretty = "<!doctype html>\n<html>\n  <head>\n    <title>A</title>\n  </head>\n  <body>\n    <main>\n      <p>a b</p>\n      \
                  <pre><code>c  d\n\ne\n</code></pre>\n    </main>\n  </body>\n</html>\n";
    assert_eq!(site.read("/a/"), pretty);
    let site = site.write("seawall.toml", &config("as-is")).build().found([]);
    assert!(site.read("/a/").contains("<!-- a note -->\n    <main>\n      <p>a  b</p>"), "{}", site.read("/a/"));
    site.same_as_clean_build();
}
