//! Filters as a theme uses them.

use crate::support::site::TestSite;

#[test]
fn filters_that_tera_leaves_out() {
    let page = "<main>
{%- for place, group in pages() | group_by(attribute=\"extra.place\") %}{{ place }}:{% for p in group %}{{ p.title }}{% endfor %} {% endfor -%}
<script>let data = {{ page.extra | json_encode | safe }};</script>
<a href=\"?q={{ page.title | urlencode }}\" id=\"{{ page.title | slugify }}\">{{ (page.summary or \"\") | striptags | trim }}</a></main>";
    let site = TestSite::new("-- content/_index.md --\n+++\ntemplate = '404.html'\n+++\n")
        .write(
            "content/a.md",
            "+++\ntitle = 'A & B'\ndate = 2026-01-03\n[extra]\nplace = '</script>'\n+++\nx *y*\n\n<!-- more -->\n",
        )
        .write("content/b.md", "+++\ntitle = 'C'\ndate = 2026-01-02\n[extra]\nplace = 'a'\n+++\n")
        .write("content/c.md", "+++\ntitle = 'D'\ndate = 2026-01-01\n[extra]\nplace = '</script>'\n+++\n")
        .write("templates/page.html", page)
        .build()
        .found([]);
    let html = site.read("/a/");
    let expected =
        "<main>&lt;/script&gt;:A &amp; BD a:C <script>let data = {\"place\":\"\\u003c/script\\u003e\"};</script>
<a href=\"?q=A%20%26%20B\" id=\"a-b\">x y</a></main>";
    assert_eq!(html.replace("&#x2F;", "/").trim(), expected);
    site.same_as_clean_build();
}
