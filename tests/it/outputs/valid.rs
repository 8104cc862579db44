//! All that is made is valid by schemas of our own, made after the specifications.

use std::path::Path;

use crate::example::example;
use crate::support::site::TestSite;
use crate::support::validate::{all_valid, mistakes};

const FEEDS: &str = "[feeds]\nformats = ['rss', 'atom', 'json']\n";

#[test]
fn the_example_site_is_valid() {
    let site = example().build().found([]);
    let [rss, atom, json, sitemaps, manifests] = all_valid(&site);
    assert!(rss >= 4 && rss == atom && atom == json, "{rss} {atom} {json}");
    assert_eq!((sitemaps, manifests), (1, 2));
}

/// Titles and bodies that try to end what they stand in.
#[test]
fn nothing_an_author_writes_makes_it_invalid() {
    for content in ["summary", "full"] {
        let site = TestSite::new(&format!(
            "-- seawall.toml --
base_url = 'https://example.org/a-folder'
title = 'T & <T>'
default_language = 'pt-BR'
section_feeds = true
{FEEDS}content = '{content}'
[manifest]
short_name = '\"T\" & </T>'
[taxonomies.tags]
feed = true
-- content/empty/_index.md --
-- content/a/one.md --
+++
title = \"]]> & <script> \\u0007\\u000b\\u001f 🌊 \\uFFFE \\\"\"
description = \"]]>&amp; \\u0000 <b>\"
date = 2026-01-01T10:00:00.5+01:00
updated = '2026-02-01T10:00:00+01'
authors = ['', 'A & B', ' ']
tags = ['x & <y>', '🌊', 'x & <y>']
+++
]]> <!-- --> <![CDATA[ x ]]> \u{1}\u{b} <a href='?a&b'>x</a>

<img srcset='//c.example/a.png 1x, //c.example/b.png 2x' src='//c.example/c.png'> `]]>`
-- content/a/città è.md --
+++
date = '2026-01-02 21:00:00 +0100'
updated = 2020-01-01
+++
"
        ));
        let site = site.build();
        assert!(!site.built().findings.has_errors(), "{:?}", site.built().findings);
        assert_eq!(all_valid(&site), [5, 5, 5, 1, 1]);
    }
}

#[test]
fn a_site_without_a_title_is_valid() {
    let site = TestSite::new("-- content/a.md --\n+++\ndate = 2026-01-01\n+++\n");
    let site = site.write("seawall.toml", &format!("base_url = 'https://example.org'\n{FEEDS}")).build();
    assert_eq!(all_valid(&site), [1, 1, 1, 1, 0]);
    assert!(site.read("/feed.xml").contains("<title>example.org</title>"));
}

/// The schemas refuse what is wrong, or the tests above would say nothing.
#[test]
fn what_is_broken_is_refused() {
    let site = TestSite::new("-- content/a.md --\n+++\ndate = 2026-01-01\n+++\n");
    let config = format!("base_url = 'https://example.org'\ntitle = 'T'\n{FEEDS}[manifest]\n");
    let site = site.write("seawall.toml", &config).build();
    assert_eq!(all_valid(&site), [1, 1, 1, 1, 1]);
    let refused = |schema: &str, path: &str, before: &str, after: &str| {
        let text = site.read(path);
        assert!(text.contains(before), "`{before}` is not in {text}");
        let broken = site.path().join("broken");
        std::fs::write(&broken, text.replacen(before, after, 1)).unwrap();
        let found = mistakes(schema, &[Path::new(&broken).to_owned()]);
        assert!(!found.is_empty(), "{schema}: `{before}` → `{after}`");
    };
    refused("rss.rng", "/feed.xml", " GMT</pubDate>", "</pubDate>");
    refused("rss.rng", "/feed.xml", "<description>", "<descr/><description>");
    refused("rss.rng", "/feed.xml", "</item>", "</item><item/>");
    refused("rss.rng", "/feed.xml", "<title>T", "<title>T & T");
    refused("atom.rng", "/atom.xml", "<updated>2026-01-01T00:00:00Z", "<updated>2026-01-01");
    refused("atom.rng", "/atom.xml", "<id>https://example.org/a/</id>", "");
    refused("atom.rng", "/atom.xml", "<author>", "<author><email>a</email>");
    refused("feed.json", "/feed.json", "\"content_text\"", "\"content\"");
    refused("feed.json", "/feed.json", "2026-01-01T00:00:00Z", "2026-01-01");
    refused("sitemap.rng", "/sitemap.xml", "<lastmod>2026-01-01", "<lastmod>2026-13-01");
    refused("sitemap.rng", "/sitemap.xml", "<loc>https://example.org", "<loc>");
    refused("manifest.json", "/manifest.webmanifest", "\"browser\"", "\"window\"");
}
