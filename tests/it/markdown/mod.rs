//! Prose to HTML: links, anchors, summaries, tables of contents, and that no template runs over it.

mod anything;
mod blocks;
mod examples;
mod hooks;
mod shortcodes;
mod summary;

use snapbox::{assert_data_eq, str};

use crate::support::site::TestSite;

/// Returns a site with one page whose body is `body`, and things to link to.
fn page(body: &str) -> TestSite {
    unbuilt(body).build()
}

/// Returns the same, not yet built.
fn unbuilt(body: &str) -> TestSite {
    TestSite::new(
        "
-- content/_index.md --
+++
title = 'Home'
+++
## Top news
-- content/news/b.md --
+++
title = 'B'
+++
## Opening hours
-- content/news/map.svg --
<svg/>
-- static/form.pdf --
%PDF
",
    )
    .write("content/news/a.md", &format!("+++\ntitle = 'A'\n+++\n{body}\n"))
}

/// Asserts what one link becomes.
#[track_caller]
fn leads(link: &str, href: &str) {
    page(&format!("[x]({link})")).found([]).main_of("/news/a/", &format!("<p><a href=\"{href}\">x</a></p>"));
}

#[test]
fn links_name_pages_by_their_files() {
    leads("@/news/b.md", "/news/b/");
    leads("b.md", "/news/b/");
    leads("./b.md", "/news/b/");
    leads("../_index.md", "/");
    leads("@/_index.md#top-news", "/#top-news");
    leads("b.md#opening-hours", "/news/b/#opening-hours");
}

#[test]
fn links_name_files() {
    leads("map.svg", "/news/map.svg");
    leads("map.svg#layer?x", "/news/map.svg#layer?x");
    leads("@/news/map.svg", "/news/map.svg");
    leads("/form.pdf", "/form.pdf");
    leads("../../form.pdf?v=2", "/form.pdf?v=2");
}

#[test]
fn links_name_paths_of_the_site() {
    leads("/news/b/", "/news/b/");
    leads("/news/b", "/news/b");
    leads("../b/", "/news/b/");
    leads("/sitemap.xml", "/sitemap.xml");
}

#[test]
fn links_that_lead_elsewhere_stay_as_they_are() {
    for link in ["https://example.com/a.md", "//example.com/x", "mailto:a@example.org", "tel:+39011", "#top", "#"] {
        leads(link, link);
    }
    for link in ["mailto:a@example.md", "//example.md"] {
        leads(link, link);
    }
    let site = page("<a@example.org> <https://example.net/x.md>").build().found([]);
    site.main_of(
        "/news/a/",
        "<p><a href=\"mailto:a@example.org\">a@example.org</a> <a href=\"https://example.net/x.md\">\
         https://example.net/x.md</a></p>",
    );
    leads("https://example.net/?a=1&amp;b=2", "https://example.net/?a=1&amp;b=2");
}

#[test]
fn a_site_below_a_folder_of_its_host() {
    let site = page("[p](@/news/b.md) [s](/form.pdf) ![f](map.svg) [r](../b/) [h](/)")
        .write("seawall.toml", "base_url = 'https://example.org/sub/'\n")
        .build()
        .found([]);
    let site = site.main_of(
        "/news/a/",
        "<p><a href=\"/sub/news/b/\">p</a> <a href=\"/sub/form.pdf\">s</a> <img src=\"/sub/news/map.svg\" alt=\"f\"> \
         <a href=\"/sub/news/b/\">r</a> <a href=\"/sub/\">h</a></p>",
    );
    assert!(site.read("/sitemap.xml").contains("<loc>https://example.org/sub/news/a/</loc>"));
}

#[test]
fn broken_links_are_told_at_their_place() {
    page("città [x](@/news/c.md)\n\n> - [y](#nowhere)\n>   ![z](b.png)").found([
        "link-broken content/news/a.md:4:7 `@/news/c.md` leads to no page",
        "anchor-broken content/news/a.md:6:5 `content/news/a.md` has no heading `#nowhere`",
        "link-broken content/news/a.md:7:5 there is no picture `b.png`",
    ]);
    page("[x](@/news/bb.md)").hinted("did you mean `@/news/b.md`?");
    page("[x][label]\n\n[label]: @/news/c.md")
        .found(["link-broken content/news/a.md:4:1 `@/news/c.md` leads to no page"]);
}

#[test]
fn anchors_of_raw_html_count() {
    page("[x](#own)\n\n<div id=\"own\"></div>\n\n[y](#note)\n\n## Other {#note}").found([]);
}

#[test]
fn headings_are_named() {
    page("# Qual è l'età?\n# Qual è l'età?\n## `code` and *more*\n### !?").main_of(
        "/news/a/",
        "<h1 id=\"qual-è-l-età\">Qual è l’età?</h1>\n<h1 id=\"qual-è-l-età-1\">Qual è l’età?</h1>\n\
         <h2 id=\"code-and-more\"><code>code</code> and <em>more</em></h2>\n<h3 id=\"section\">!?</h3>",
    );
}

#[test]
fn the_table_of_contents_is_a_tree() {
    let template = "{% component list(items) %}{% for h in items %}[{{ h.id }}{{ <list items={h.children}/> }}]{% endfor %}\
                    {% endcomponent list %}<main>{{ <list items={page.toc}/> }}</main>";
    page("## a\n#### b\n### c\n## d\n# e\n## f")
        .write("templates/page.html", template)
        .build()
        .found([])
        .main_of("/news/a/", "[a[b][c]][d][e[f]]");
}

#[test]
fn words_are_counted_and_take_time() {
    let template = "<main>{{ page.word_count }} {{ page.reading_time }}</main>";
    let count = |body: &str, expected: &str| {
        page(body).write("templates/page.html", template).build().main_of("/news/a/", expected);
    };
    count("", "0 1");
    count("one *two* `three`\n\n<!-- not these -->", "3 1");
    count(&"word ".repeat(201), "201 2");
}

/// Prose about templates is prose.
#[test]
fn no_template_runs_over_prose() {
    page("Write {{ page.title }} or {% if x %}.\n\n```text\n{{ <card/> }} {# no #}\n```\n\n`{% raw %}`").found([]).main_of(
        "/news/a/",
        "<p>Write {{ page.title }} or {% if x %}.</p>\n<pre><code class=\"language-text\">{{ &lt;card/&gt; }} {# no #}\n\
         </code></pre>\n<p><code>{% raw %}</code></p>",
    );
}

#[test]
fn prose_of_every_kind() {
    let site = page(
        "| Day | Hours |
|:----|------:|
| Mon | 9–12  |

- [x] done
- [ ] open

Text[^1] and ~~old~~.

[^1]: The note.

Term
: Its meaning

> [!NOTE]
> Closed today.

Line\\
break <b>raw</b> &amp; \"quoted\" -- dash",
    );
    let html = site.read("/news/a/");
    let main = html.split_once("<main>").and_then(|(_, rest)| rest.split_once("</main>")).unwrap().0;
    assert_data_eq!(
        main,
        str![[r##"
<table><thead><tr><th style="text-align: left">Day</th><th style="text-align: right">Hours</th></tr></thead><tbody>
<tr><td style="text-align: left">Mon</td><td style="text-align: right">9–12</td></tr>
</tbody></table>
<ul>
<li><input disabled="" type="checkbox" checked="" aria-label="Done"/>
done</li>
<li><input disabled="" type="checkbox" aria-label="To do"/>
open</li>
</ul>
<p>Text<sup class="footnote-ref" id="fnref-1"><a href="#fn-1" role="doc-noteref">1</a></sup> and <del>old</del>.</p>
<dl>
<dt>Term</dt>
<dd>Its meaning</dd>
</dl>
<div class="alert alert-note" role="note">
<p class="alert-title">Note</p>
<p>Closed today.</p>
</div>
<p>Line<br />
break <b>raw</b> &amp; “quoted” – dash</p>
<section class="footnotes" role="doc-endnotes">
<ol>
<li id="fn-1">
<p>The note. <a href="#fnref-1" role="doc-backlink" aria-label="Back to reference 1">↩︎</a></p>
</li>
</ol>
</section>

"##]]
    );
}

#[test]
fn an_anchor_behind_a_path_of_the_site_is_looked_for() {
    TestSite::new(
        "-- content/a.md --\n[b](/b/#opening-hours) [c](/b/#opening-hour)\n-- content/b.md --\n## Opening hours\n",
    )
    .build()
    .found(["anchor-broken content/a.md:1:24 `/b/` has no heading `#opening-hour`"])
    .hinted("did you mean `#opening-hours`?");
}
