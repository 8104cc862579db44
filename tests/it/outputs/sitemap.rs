//! The sitemap: what is in it, and when each address changed.

use super::between;
use crate::support::site::TestSite;

const SITE: &str = "
-- content/_index.md --
-- content/news/_index.md --
-- content/news/a.md --
+++
date = 2026-01-01
updated = 2026-02-01T10:00:00+01:00
+++
one
-- content/news/b.md --
+++
date = 2026-01-05
+++
-- content/news/later.md --
+++
date = 2027-01-05
+++
-- content/plain/c.md --
-- content/hidden.md --
+++
sitemap = false
+++
-- content/private.md --
+++
robots = 'noindex, nofollow'
+++
-- content/gone.md --
+++
redirect_to = '@/news/a.md'
+++
";

fn lines(site: &TestSite) -> Vec<(String, String)> {
    let sitemap = site.read("/sitemap.xml");
    let urls = sitemap.split("<url>").skip(1).map(|url| {
        let moment = if url.contains("<lastmod>") { between(url, "<lastmod>", "</lastmod>") } else { "" };
        (between(url, "<loc>https://example.org", "</loc>").to_owned(), moment.to_owned())
    });
    urls.collect()
}

#[test]
fn it_says_when_a_page_changed() {
    let site = TestSite::new(SITE).build().found([]);
    let expected = [
        ("/", "2026-02-01T10:00:00+01:00"),
        ("/news/", "2026-02-01T10:00:00+01:00"),
        ("/news/a/", "2026-02-01T10:00:00+01:00"),
        ("/news/b/", "2026-01-05"),
        ("/news/later/", ""),
        ("/plain/", ""),
        ("/plain/c/", ""),
    ];
    assert_eq!(lines(&site), expected.map(|(url, moment)| (url.to_owned(), moment.to_owned())));
}

#[test]
fn a_day_to_come_is_named_when_it_is_there() {
    let later = TestSite::new(SITE).at("2027-02-01").build();
    assert!(lines(&later).contains(&("/news/later/".to_owned(), "2027-01-05".to_owned())));
}

#[test]
fn a_body_leaves_it_alone() {
    let site = TestSite::new(SITE).build();
    let site = site.edit("content/news/a.md", "one", "two").build();
    site.ran(["feed /feed.xml", "fragment news/a.md", "page /news/a/"])
        .edit("content/news/b.md", "date = 2026-01-05", "date = 2026-01-05\nupdated = 2026-04-01")
        .build()
        .because("sitemap /sitemap.xml", "pages changed")
        .same_as_clean_build();
}

#[test]
fn a_page_says_itself_what_crawlers_are_asked() {
    let html = TestSite::bare(SITE).write("seawall.toml", "title = 'T'\n").build().found([]).read("/private/");
    assert!(html.contains("<meta name=\"robots\" content=\"noindex, nofollow\">"), "{html}");
}
