//! Addresses that change: permalinks, aliases, redirects, pages that are gone.

use crate::support::site::TestSite;

fn refresh(page: &str) -> String {
    let (_, rest) = page.split_once("content=\"0; url=").expect("the page sends nobody on");
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn an_alias_leads_to_its_page() {
    let site = TestSite::new(
        "
-- content/news/a.md --
+++
title = 'A'
aliases = ['/old/a/', 'earlier', '/old.html', '/news/a/']
+++
-- content/b.md --
---
title: B
redirect_from: /legacy/b
---
[a](/old/a/)
",
    )
    .build()
    .found([]);
    for alias in ["/old/a/", "/news/earlier/", "/old.html"] {
        let page = site.read(alias);
        assert_eq!(refresh(&page), "/news/a/");
        assert!(page.contains("<link rel=\"canonical\" href=\"https://example.org/news/a/\">"), "{page}");
        assert!(page.contains("noindex"), "{page}");
    }
    assert_eq!(refresh(&site.read("/legacy/b/")), "/b/");
    assert!(!site.read("/sitemap.xml").contains("old"));
    site.edit("content/news/a.md", "'earlier', ", "").build().lacks("/news/earlier/").same_as_clean_build();
}

#[test]
fn addresses_that_are_taken_twice() {
    TestSite::new(
        "
-- seawall.toml --
base_url = 'https://example.org'
[[redirects]]
from = '/c/'
to = '/a/'
-- content/a.md --
+++
aliases = ['/b/', '/x/']
+++
-- content/b.md --
+++
aliases = ['/x']
+++
-- content/c.md --
",
    )
    .build()
    .found([
        "url-twice content/a.md:2:1 `/b/` is taken twice: by `content/b.md` and by this redirect of `content/a.md`",
        "url-twice content/b.md:2:1 `/x/` is taken twice: by `content/a.md` and by this redirect of `content/b.md`",
        "url-twice seawall.toml:3:8 `/c/` is taken twice: by `content/c.md` and by this redirect of `seawall.toml`",
    ]);
}

#[test]
fn redirects_of_the_site_lead_to_the_end_of_their_chain() {
    let site = TestSite::new(
        "
-- seawall.toml --
base_url = 'https://example.org/sub'
[[redirects]]
from = '/one'
to = '/two/'
[[redirects]]
from = '/two/'
to = '@/a.md'
status = 302
[[redirects]]
from = '/part/'
to = '/a/?x=1#there'
[[redirects]]
from = '/away/'
to = 'https://other.example/x?y#z'
-- content/a.md --
-- content/moved.md --
+++
redirect_to = '/one/'
+++
-- content/gone.md --
+++
gone = true
+++
",
    )
    .build()
    .found([]);
    assert_eq!(refresh(&site.read("/one/")), "/sub/a/");
    assert_eq!(refresh(&site.read("/two/")), "/sub/a/");
    assert_eq!(refresh(&site.read("/moved/")), "/sub/a/");
    assert_eq!(refresh(&site.read("/part/")), "/sub/a/?x=1#there");
    assert_eq!(refresh(&site.read("/away/")), "https://other.example/x?y#z");
    site.lacks("/gone/");
}

#[test]
fn redirects_that_lead_nowhere() {
    TestSite::new(
        "
-- seawall.toml --
base_url = 'https://example.org'
[[redirects]]
from = '/a/'
to = '/b/'
[[redirects]]
from = '/b/'
to = '/a/'
[[redirects]]
from = '/c/'
to = '/nothing/'
[[redirects]]
from = '/d/'
to = '@/nobody.md'
[[redirects]]
from = '/e/'
to = '/e/'
-- content/p.md --
",
    )
    .build()
    .found([
        "redirect-loop seawall.toml:3:8 `/a/` leads into a circle of redirects",
        "redirect-loop seawall.toml:6:8 `/b/` leads into a circle of redirects",
        "redirect-broken seawall.toml:9:8 `/c/` leads to `/nothing/`, and nothing is served there",
        "redirect-broken seawall.toml:12:8 `@/nobody.md` leads to no page",
        "redirect-loop seawall.toml:15:8 `/e/` leads into a circle of redirects",
    ]);
}

#[test]
fn a_chain_of_thousands_of_redirects_ends() {
    let mut config = String::from("base_url = 'https://example.org'\n");
    for at in 0..3_000 {
        config.push_str(&format!("[[redirects]]\nfrom = '/r{at}/'\nto = '/r{}/'\n", at + 1));
    }
    config.push_str("[[redirects]]\nfrom = '/r3000/'\nto = '@/p.md'\n");
    let site = TestSite::new("-- content/p.md --\n").write("seawall.toml", &config).build().found([]);
    assert_eq!(refresh(&site.read("/r0/")), "/p/");
    assert_eq!(refresh(&site.read("/r2999/")), "/p/");
}

#[test]
fn permalinks_of_a_section_follow_its_pattern() {
    TestSite::new(
        "
-- seawall.toml --
base_url = 'https://example.org'
default_language = 'it'
[permalinks]
news = '/:year/:month/:day/:slug/'
'news/short' = '/s/:slug.html'
docs = '/:sections/:title/:filename/'
[languages.en]
-- content/news/2026-02-03-a.md --
-- content/news/b.en.md --
+++
date = 2026-04-05
slug = 'own'
+++
-- content/news/deep/c/index.md --
+++
date = 2026-04-05
+++
-- content/news/deep/c/photo.jpg --
x
-- content/news/short/d.md --
-- content/docs/x/e.md --
+++
title = 'Come fare?'
+++
-- content/docs/f.md --
---
permalink: /:section/pinned/
---
-- content/free/g.md --
",
    )
    .build()
    .found([])
    .has("/2026/02/03/a/")
    .has("/en/2026/04/05/own/")
    .has("/2026/04/05/c/")
    .has("/2026/04/05/c/photo.jpg")
    .has("/s/d.html")
    .has("/docs/x/come-fare/e/")
    .has("/docs/pinned/")
    .has("/free/g/")
    .has("/news/")
    .has("/docs/x/");
}

#[test]
fn permalinks_that_cannot_be() {
    TestSite::new(
        "-- seawall.toml --\nbase_url = 'https://example.org'\n[permalinks]\nnews = '/:year/:slug/'\n-- content/news/a.md --\n",
    )
    .build()
    .found(["permalink-date content/news/a.md:1:1 the permalink of this section holds a date, and this page has none"])
    .hinted("write `date = 2026-11-23`, or put the date before the name of the file");
}

#[test]
fn odd_names_make_the_right_address() {
    TestSite::new(
        "
-- content/a b.md --
-- content/50%.md --
-- content/what?.md --
-- content/c#.md --
-- content/🌊 sea.md --
-- content/Città È.md --
-- content/CON.md --
-- content/aux/nul.md --
-- content/a..b.md --
-- content/_posts/2026-01-02-jekyll.md --
-- content/_drafts/not-yet.md --
",
    )
    .build()
    .found([])
    .has("/a-b/")
    .has("/50/")
    .has("/what/")
    .has("/c/")
    .has("/sea/")
    .has("/città-è/")
    .has("/con/")
    .has("/aux/nul/")
    .has("/a..b/")
    .has("/posts/jekyll/")
    .lacks("/drafts/not-yet/");
}

#[test]
fn a_section_may_go_elsewhere_and_keep_its_pages() {
    let site = TestSite::new(
        "
-- seawall.toml --
base_url = 'https://example.org'
default_language = 'it'
[languages.en]
fallback = true
-- content/news/_index.md --
+++
redirect_to = '@/x.md#top'
feed = true
+++
-- content/news/a.md --
-- content/x.md --
-- content/b.md --
-- content/b.en.md --
+++
gone = true
+++
",
    )
    .build()
    .found([]);
    assert_eq!(refresh(&site.read("/news/")), "/x/#top");
    // A translation that went away is not stood in for.
    site.has("/news/a/").has("/b/").lacks("/en/b/").lacks("/news/feed.xml").same_as_clean_build();
}

#[test]
fn pieces_of_lists_and_feeds_are_addresses_too() {
    TestSite::new(
        "
-- content/n/_index.md --
+++
paginate_by = 1
feed = true
+++
-- content/n/a.md --
-- content/n/b.md --
+++
aliases = ['/n/feed.xml']
+++
-- content/n/page/2.md --
-- templates/section.html --
<main>list</main>
",
    )
    .build()
    .found([
        "url-twice content/n/b.md:2:1 `/n/feed.xml` is taken twice: by `content/n/_index.md` and by this redirect of `content/n/b.md`",
        "url-twice content/n/page/2.md:1:1 `/n/page/2/` is made twice: by `content/n/page/2.md` and by the list of `content/n/_index.md`",
    ]);
}

#[test]
fn addresses_of_jekyll_can_be_kept() {
    TestSite::new("-- seawall.toml --\nbase_url = 'https://example.org'\n[permalinks]\n_posts = '/:categories/:year/:month/:day/:slug.html'\n")
        .write("content/_posts/2023-05-06-hello-world.md", "---\ncategories: [jekyll, update]\n---\n")
        .write("content/_posts/2023-05-07-plain.md", "")
        .build()
        .found([])
        .has("/jekyll/update/2023/05/06/hello-world.html")
        .has("/2023/05/07/plain.html");
}

/// The largest site we know of has a tenth of it.
const MANY: usize = 100_000;

#[test]
fn a_hundred_thousand_redirects_in_one_row_lead_to_the_end() {
    let mut config = String::from("base_url = 'https://example.org'\n");
    for n in 0..MANY {
        config.push_str(&format!("[[redirects]]\nfrom = '/r/{n}/'\nto = '/r/{}/'\n", n + 1));
    }
    // The end of the row is a page; beside it there is a circle of the same length.
    let loops = |n: usize| format!("[[redirects]]\nfrom = '/l/{n}/'\nto = '/l/{}/'\n", (n + 1) % MANY);
    let circle: String = (0..MANY).map(loops).collect();
    let page = format!("-- content/a.md --\n+++\npath = '/r/{MANY}/'\n+++\n");
    let site = TestSite::new(&page).write("seawall.toml", &config);
    let files = seawall::base::files::Files::new(site.path());
    let loaded = seawall::config::load(&files, None).unwrap();
    let choice = seawall::content::Choice { clock: "2026-11-23T12:00:00Z".parse().unwrap(), with_drafts: false };
    let seawall::content::Loaded { site: built, findings, .. } = seawall::content::load(&files, &loaded, choice);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(built.moves().len(), MANY);
    let goal = format!("/r/{MANY}/");
    let at_goal =
        |moved: &seawall::content::Move| matches!(moved, seawall::content::Move::Here(url, _) if url.as_str() == goal);
    assert!(built.moves().iter().all(|(_, moved)| at_goal(moved)));

    let site = site.write("seawall.toml", &format!("base_url = 'https://example.org'\n{circle}"));
    let files = seawall::base::files::Files::new(site.path());
    let loaded = seawall::config::load(&files, None).unwrap();
    let findings = seawall::content::load(&files, &loaded, choice).findings;
    let is_told =
        |finding: &seawall::base::finding::Finding| finding.code == "redirect-loop" && finding.message.len() < 100;
    assert!(findings.len() == MANY && findings.iter().all(is_told), "{:?}", findings.iter().next());
}
