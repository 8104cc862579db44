//! Feeds in three formats.

use serde_json::Value;

use super::between;
use crate::support::site::TestSite;

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org/town'
title = 'Town'
description = 'News of the town'
default_language = 'it'
[languages.en]
title = 'Town in English'
[taxonomies.tags]
feed = true
[feeds]
formats = ['rss', 'atom', 'json']
-- content/_index.md --
-- content/news/_index.md --
+++
title = 'News'
feed = true
+++
-- content/news/a.md --
+++
title = 'A & <b>'
description = 'One & two'
date = 2026-01-01T10:00:00+01:00
updated = 2026-03-01
authors = ['Press office']
tags = ['Port']
+++
# Hours

See [the map](../b.md#x) and ![](/map.svg), [here](#hours), [there](https://other.example/).

<!-- more -->

More.

## X {#x}
-- content/b.md --
+++
title = 'B'
date = 2026-02-01
+++
Begins *here*, [more](@/news/a.md).

## X
Ends.
-- content/c.md --
Not dated.
-- content/b.en.md --
+++
title = 'B in English'
date = 2026-02-01
+++
-- static/map.svg --
<svg/>
";

fn json(site: &TestSite, path: &str) -> Value {
    serde_json::from_str(&site.read(path)).unwrap()
}

#[test]
fn each_list_has_each_format() {
    let site = TestSite::new(SITE).build().found([]);
    for folder in ["/", "/en/", "/news/", "/tags/port/"] {
        for name in ["feed.xml", "atom.xml", "feed.json"] {
            assert!(site.is_served(&format!("{folder}{name}")), "{folder}{name}");
        }
    }
    let entries: Vec<_> = site.built().output.entries().collect();
    let media_type = |path: &str| &*entries.iter().find(|entry| entry.path.as_str() == path).unwrap().media_type;
    assert_eq!(media_type("/news/feed.xml"), "application/rss+xml");
    assert_eq!(media_type("/news/atom.xml"), "application/xml");
    assert_eq!(media_type("/news/feed.json"), "application/json");
    site.lacks("/tags/feed.xml");
}

#[test]
fn rss_says_what_a_page_says() {
    let site = TestSite::new(SITE).build();
    let feed = site.read("/feed.xml");
    assert_eq!(between(&feed, "<title>", "</title>"), "Town");
    assert_eq!(between(&feed, "<description>", "</description>"), "News of the town");
    assert_eq!(between(&feed, "<lastBuildDate>", "</lastBuildDate>"), "Sun, 01 Mar 2026 00:00:00 GMT");
    assert_eq!(between(&feed, "<atom:link href=\"", "\""), "https://example.org/town/feed.xml");
    let items: Vec<&str> = feed.split("<item>").skip(1).collect();
    assert_eq!(items.len(), 2, "{feed}");
    assert_eq!(
        between(items[0], "<description>", "</description>"),
        "&lt;p&gt;Begins &lt;em&gt;here&lt;/em&gt;, &lt;a href=&quot;https://example.org/town/news/a/&quot;&gt;more&lt;/a&gt;.&lt;/p&gt;"
    );
    assert_eq!(between(items[1], "<title>", "</title>"), "A &amp; &lt;b&gt;");
    assert_eq!(between(items[1], "<guid isPermaLink=\"true\">", "</guid>"), "https://example.org/town/news/a/");
    assert_eq!(between(items[1], "<pubDate>", "</pubDate>"), "Thu, 01 Jan 2026 09:00:00 GMT");
    assert_eq!(between(items[1], "<dc:creator>", "</dc:creator>"), "Press office");
    assert_eq!(between(items[1], "<category>", "</category>"), "Port");
    assert_eq!(between(items[1], "<description>", "</description>"), "One &amp;amp; two");
    assert!(!feed.contains("content:encoded>"));
}

#[test]
fn atom_has_what_it_must_have() {
    let site = TestSite::new(SITE).build();
    let feed = site.read("/news/atom.xml");
    let (head, entry) = feed.split_once("<entry>").unwrap();
    assert_eq!(between(head, "<id>", "</id>"), "https://example.org/town/news/atom.xml");
    assert_eq!(between(head, "<title>", "</title>"), "News | Town");
    assert_eq!(between(head, "<updated>", "</updated>"), "2026-03-01T00:00:00Z");
    assert_eq!(between(head, "<name>", "</name>"), "Town");
    assert_eq!(between(entry, "<id>", "</id>"), "https://example.org/town/news/a/");
    assert_eq!(between(entry, "<published>", "</published>"), "2026-01-01T10:00:00+01:00");
    assert_eq!(between(entry, "<updated>", "</updated>"), "2026-03-01T00:00:00Z");
    assert_eq!(between(entry, "<category term=\"", "\""), "Port");
    assert_eq!(between(entry, "<summary type=\"html\">", "</summary>"), "One &amp;amp; two");
}

#[test]
fn json_feed_holds_text_or_html() {
    let site = TestSite::new(SITE).build();
    let feed = json(&site, "/feed.json");
    assert_eq!(feed["feed_url"], "https://example.org/town/feed.json");
    assert_eq!((&feed["language"], &feed["items"][1]["content_text"]), (&"it".into(), &"One & two".into()));
    assert_eq!(feed["items"][1]["date_modified"], "2026-03-01T00:00:00Z");
    assert_eq!(feed["items"][0]["date_modified"], Value::Null);
    assert!(feed["items"][0]["content_html"].as_str().unwrap().starts_with("<p>Begins <em>here</em>"));
    assert_eq!(json(&site, "/en/feed.json")["items"].as_array().unwrap().len(), 1);
}

#[test]
fn a_full_feed_has_whole_links() {
    let site = TestSite::new(SITE).edit("seawall.toml", "[feeds]", "[feeds]\ncontent = 'full'").build();
    let html = json(&site, "/news/feed.json")["items"][0]["content_html"].as_str().unwrap().to_owned();
    for link in [
        "href=\"https://example.org/town/b/#x\"",
        "src=\"https://example.org/town/map.svg\"",
        "href=\"https://example.org/town/news/a/#hours\"",
        "href=\"https://other.example/\"",
        "<p>More.</p>",
    ] {
        assert!(html.contains(link), "{link} is not in {html}");
    }
    let rss = site.read("/news/feed.xml");
    assert!(between(&rss, "<content:encoded>", "</content:encoded>").contains("&lt;p&gt;More.&lt;/p&gt;"), "{rss}");
    assert!(site.read("/news/atom.xml").contains("<content type=\"html\">"));
}

#[test]
fn a_full_feed_has_plain_pictures() {
    let site = TestSite::new(
        "
-- seawall.toml --
base_url = 'https://example.org/town'
[feeds]
formats = ['json']
content = 'full'
[images]
formats = ['webp', 'jpeg']
widths = [4, 8]
-- content/a/photo.jpg --
-- content/a/index.md --
+++
date = 2026-01-01
+++
![One](photo.jpg) ![Two](photo.jpg 'Title')

<video><source src=\"a.webm\"></video>
",
    );
    let site = site.write("content/a/a.webm", "").build().found([]);
    assert_eq!(site.read("/a/").matches("<picture>").count(), 2);
    let html = json(&site, "/feed.json")["items"][0]["content_html"].as_str().unwrap().to_owned();
    let img = html.split_once("<p>").unwrap().1.split_once(" alt=\"One\"").unwrap().0;
    assert!(img.starts_with("<img src=\"https://example.org/town/assets/images/photo.8x6."), "{html}");
    assert!(img.ends_with(".jpg\" width=\"8\" height=\"6\" decoding=\"async\""), "{html}");
    assert!(html.contains("<source src=\"https://example.org/town/a/a.webm\">"), "{html}");
    for gone in ["picture", "srcset", "sizes", "loading", "image/webp"] {
        assert!(!html.contains(gone), "{gone} in {html}");
    }
}

#[test]
fn names_length_and_formats_are_the_sites() {
    let wish = "[feeds]\nnames = { rss = 'index.xml' }\nlength = 1";
    let site = TestSite::new(SITE).edit("seawall.toml", "[feeds]", wish).build().found([]);
    let site = site.has("/index.xml").has("/news/index.xml").lacks("/feed.xml");
    assert_eq!(site.read("/index.xml").matches("<item>").count(), 1);
    let none = TestSite::new(SITE).edit("seawall.toml", "['rss', 'atom', 'json']", "[]").build().found([]);
    none.lacks("/feed.xml").lacks("/atom.xml").lacks("/feed.json");
}

#[test]
fn pages_name_the_feeds_of_their_list_and_language() {
    let template = "<main>{% for f in page.feeds %}{{ f.path }} {{ f.type }} {{ f.title }};{% endfor %}</main>";
    let site = TestSite::new(SITE).edit("seawall.toml", "['rss', 'atom', 'json']", "['atom', 'json']");
    let site = site.write("templates/page.html", template).build();
    site.main_of(
        "/news/a/",
        "/town/news/atom.xml application/atom+xml News | Town;/town/news/feed.json application/feed+json News | Town;\
         /town/atom.xml application/atom+xml Town;/town/feed.json application/feed+json Town;",
    )
    .main_of(
        "/en/b/",
        "/town/en/atom.xml application/atom+xml Town in English;/town/en/feed.json application/feed+json Town in English;",
    );
}

#[test]
fn a_feed_is_written_again_only_when_it_shows_something_else() {
    let site = TestSite::new(SITE).build();
    let site = site.edit("content/news/a.md", "More.", "Still more.").build();
    let site = site.ran(["fragment news/a.md", "page /news/a/"]).same_as_clean_build();
    let site = site.edit("content/b.en.md", "B in English", "Bee").build();
    let site = site.ran([
        "feed /en/atom.xml",
        "feed /en/feed.json",
        "feed /en/feed.xml",
        "fragment b.en.md",
        "page /b/",
        "page /en/",
        "page /en/b/",
    ]);
    let site = site.same_as_clean_build();
    let site = site.write("content/d.en.md", "+++\ntitle = 'D'\ndate = 2026-05-01\n+++\n").build();
    let ran: Vec<&str> = site.built().ran.iter().map(|ran| ran.step.as_str()).collect();
    assert!(ran.contains(&"feed /en/feed.xml") && !ran.contains(&"feed /feed.xml"), "{ran:?}");
    site.same_as_clean_build();
}

#[test]
fn a_full_feed_follows_the_bodies_it_holds() {
    let site = TestSite::new(SITE).edit("seawall.toml", "[feeds]", "[feeds]\nformats = ['rss']\ncontent = 'full'\n#");
    let site = site.edit("seawall.toml", "\nformats = ['rss', 'atom', 'json']", "").build();
    site.edit("content/news/a.md", "More.", "Still more.")
        .build()
        .ran([
            "feed /feed.xml",
            "feed /news/feed.xml",
            "feed /tags/port/feed.xml",
            "fragment news/a.md",
            "page /news/a/",
        ])
        .same_as_clean_build();
}
