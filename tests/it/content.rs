//! From files to pages: sections, bundles, dates, order, URLs, and what is left out.

use crate::support::site::TestSite;

/// Templates that show what the content folder was understood as.
const SHOWN: &str = "
-- templates/page.html --
<main>{{ page.title }}|{{ page.date or \"-\" }}|{{ page.section.title }}|{% if page.lower %}<{{ page.lower.title }}{% endif %}\
{% if page.higher %}>{{ page.higher.title }}{% endif %}</main>
-- templates/section.html --
<main>{{ section.title }}:{% for p in section.pages %} {{ p.title }}{% endfor %} /{% for s in section.subsections %} \
{{ s.title }}{% endfor %}</main>
";

fn shown(text: &str) -> TestSite {
    TestSite::new(&format!("{SHOWN}{text}"))
}

#[test]
fn a_folder_with_a_page_is_a_section() {
    shown(
        "
-- content/services/waste/when.md --
-- content/services/waste/_index.md --
+++
title = 'Rifiuti'
+++
-- content/services/_drafts.md --
",
    )
    .build()
    .found([])
    .main_of("/services/", "Services: Drafts / Rifiuti")
    .main_of("/services/waste/", "Rifiuti: When /")
    .main_of("/services/waste/when/", "When|-|Rifiuti|")
    .has("/");
}

#[test]
fn a_bundle_is_a_page_with_files() {
    let site = shown(
        "
-- content/news/fair/index.md --
+++
title = 'Fair'
template = 'files.html'
+++
-- content/news/fair/map.svg --
<svg/>
-- content/news/fair/pictures/a b.txt --
x
-- content/news/list.csv --
a,b
-- templates/files.html --
<main>{% for path in page.assets %}{{ path }} {% endfor %}</main>
",
    )
    .build()
    .found([])
    .main_of("/news/fair/", "/news/fair/map.svg /news/fair/pictures/a%20b.txt")
    .main_of("/news/", "News: Fair /")
    .has("/news/list.csv");
    assert!(site.read("/news/fair/map.svg").contains("<svg xmlns="));
}

#[test]
fn files_of_a_bundle_move_with_it() {
    shown("-- content/fair/index.md --\n+++\npath = '/events/fair-2026/'\n+++\n-- content/fair/map.svg --\n<svg/>\n")
        .build()
        .found([])
        .has("/events/fair-2026/map.svg")
        .lacks("/fair/map.svg");
}

#[test]
fn drafts_are_shown_on_request_only() {
    let site =
        shown("-- content/_index.md --\n-- content/d.md --\n+++\ntitle = 'D'\ndraft = true\n+++\n[x](@/no.md)\n");
    let site = site.build().found([]).lacks("/d/");
    assert!(!site.read("/sitemap.xml").contains("/d/"));
    site.with_drafts().build().has("/d/").found(["link-broken content/d.md:5:1 `@/no.md` leads to no page"]);
}

#[test]
fn instants_are_compared_in_their_time_zones() {
    let page = "-- content/_index.md --\n-- content/t.md --\n+++\ntitle = 'T'\npublish_at = 2026-11-24T00:00:00+01:00\n\
                expires_at = 2026-11-24T00:00:00Z\n+++\n";
    shown(page)
        .at("2026-11-23T22:59:59Z")
        .build()
        .lacks("/t/")
        .at("2026-11-23T23:00:00Z")
        .build()
        .has("/t/")
        .at("2026-11-24T00:00:00Z")
        .build()
        .lacks("/t/");
}

#[test]
fn a_link_to_a_page_that_is_not_due_is_broken() {
    shown("-- content/_index.md --\n[x](@/t.md)\n-- content/t.md --\n+++\npublish_at = 2027-01-01\n+++\n")
        .build()
        .found(["link-broken content/_index.md:1:1 `@/t.md` leads to no page"])
        .at("2027-01-01T00:00:00Z")
        .build()
        .found([]);
}

#[test]
fn a_date_may_stand_in_the_name() {
    shown(
        "
-- content/news/2026-11-23-fair.md --
-- content/news/2026-11-22_market/index.md --
-- content/news/2026-99-01-no-date.md --
-- content/news/2026-11-21-own.md --
+++
date = 2025-01-01
+++
",
    )
    .build()
    .main_of("/news/fair/", "Fair|2026-11-23|News|<Market")
    .main_of("/news/market/", "Market|2026-11-22|News|<Own>Fair")
    .main_of("/news/own/", "Own|2025-01-01|News|<2026 99 01 no date>Market")
    .has("/news/2026-99-01-no-date/");
}

#[test]
fn names_become_urls() {
    shown(
        "
-- content/Città & Servizi/Orari d'ufficio.md --
-- content/a.md --
+++
slug = 'Own Name'
+++
-- content/b.md --
+++
path = 'contacts'
+++
-- content/c.md --
+++
path = '/plain.html'
+++
-- content/d.md --
+++
url = '/from/hugo/'
+++
-- content/x.md/index.md --
-- content/100% #1 \"?\".md --
",
    )
    .build()
    .found([])
    .has("/città-servizi/orari-d-ufficio/")
    .has("/own-name/")
    .has("/contacts/")
    .has("/plain.html")
    .has("/from/hugo/")
    .has("/x.md/")
    .has("/100-1/");
}

#[test]
fn sections_have_an_order() {
    let pages = "
-- content/s/a.md --
+++
title = 'Anna'
weight = 3
date = 2026-01-02
+++
-- content/s/b.md --
+++
title = 'Bruno'
weight = 1
date = 2026-01-03
+++
-- content/s/c.md --
+++
title = 'Carla'
weight = 1
+++
-- content/s/d.md --
+++
title = 'Dario'
weight = -1
date = 2026-01-01
+++
";
    for (order, expected, neighbors) in [
        ("date", "S: Bruno Anna Dario Carla /", "Anna|2026-01-02|S|<Dario>Bruno"),
        ("title", "S: Anna Bruno Carla Dario /", "Anna|2026-01-02|S|<Bruno"),
        ("weight", "S: Dario Bruno Carla Anna /", "Anna|2026-01-02|S|>Carla"),
    ] {
        let index = format!("-- content/s/_index.md --\n+++\ntitle = 'S'\nsort_by = '{order}'\n+++\n");
        shown(&format!("{pages}{index}")).build().main_of("/s/", expected).main_of("/s/a/", neighbors);
    }
}

#[test]
fn a_section_chooses_the_template_of_its_pages() {
    shown(
        "
-- content/n/_index.md --
+++
page_template = 'own.html'
+++
-- content/n/a.md --
-- content/n/b.md --
+++
template = 'page.html'
title = 'B'
+++
-- templates/own.html --
<main>own {{ page.title }}</main>
",
    )
    .build()
    .main_of("/n/a/", "own A")
    .main_of("/n/b/", "B|-|N|>A");
}

#[test]
fn three_languages_of_front_matter_say_the_same() {
    let bodies = [
        "+++\ntitle = 'T'\ndate = 2026-11-23T21:00:00+01:00\ntags = ['x']\n[extra]\nn = 1\n+++\nbody",
        "---\ntitle: T\ndate: 2026-11-23T21:00:00+01:00\ntags: [x]\nextra:\n  n: 1\n---\nbody",
        "{\"title\": \"T\", \"date\": \"2026-11-23T21:00+01:00\", \"tags\": [\"x\"], \"extra\": {\"n\": 1}}\nbody",
        "\u{feff}---\r\ntitle: T\r\ndate: 2026-11-23 21:00:00 +0100\r\ntags: x\r\nn: 1\r\n---\r\nbody",
    ];
    let template = "<main>{{ page.title }} {{ page.date }} {{ page.taxonomies.tags | join(sep=\",\") }} {{ page.extra.n }} \
                    {{ page.content | safe }}</main>";
    for body in bodies {
        let site = TestSite::new("").write("content/a.md", body).write("templates/page.html", template);
        site.build().found([]).main_of("/a/", "T 2026-11-23T21:00:00+01:00 x 1 <p>body</p>");
    }
}

#[test]
fn hidden_files_and_backups_stay_at_home() {
    let site = shown(
        "
-- content/_index.md --
-- content/.hidden.md --
-- content/a.md~ --
-- content/.seawall/a.md --
-- static/.seawall/head.json --
{}
-- static/.env --
SECRET=1
-- static/.well-known/security.txt --
Contact: mailto:a@example.org
",
    )
    .build()
    .found([])
    .has("/.well-known/security.txt");
    let paths: Vec<&str> = site.built().output.entries().map(|entry| entry.path.as_str()).collect();
    let expected =
        ["/", "/.well-known/security.txt", "/404.html", "/assets/", "/favicon.svg", "/robots.txt", "/sitemap.xml"];
    assert_eq!(paths.len(), expected.len(), "{paths:?}");
    assert!(paths.iter().zip(expected).all(|(path, expected)| path.starts_with(expected)), "{paths:?}");
}

#[test]
fn static_files_keep_their_names() {
    let site = TestSite::new("-- content/_index.md --\n[x](/a%20b.txt) [y](</50%.txt>)\n")
        .write("static/a b.txt", "one")
        .write("static/50%.txt", "two")
        .write("static/#1 'q' \"d\" 😀.txt", "three")
        .write("static/docs/index.html", "<p>docs</p>");
    let site = site.build().found([]);
    assert!(site.read("/").contains("<a href=\"/a%20b.txt\">x</a> <a href=\"/50%25.txt\">y</a>"));
    assert_eq!((site.read("/a b.txt"), site.read("/docs/")), ("one".to_owned(), "<p>docs</p>".to_owned()));
    site.has("/#1 'q' \"d\" 😀.txt").has("/docs/");
}

#[test]
fn an_author_may_write_the_page_of_missing_addresses() {
    shown("-- content/_index.md --\n-- content/lost.md --\n+++\ntitle = 'Lost'\npath = '/404.html'\n+++\n")
        .build()
        .found([])
        .main_of("/404.html", "Lost|-|Home|")
        .same_as_clean_build();
}

#[test]
fn the_feed_names_the_newest_dated_pages() {
    let site = shown("-- content/_index.md --\n+++\ntitle = 'Home'\ndate = 2026-12-01\n+++\n-- content/about.md --\n");
    let site = site.build();
    assert!(!site.is_served("/feed.xml"), "nothing is dated");
    let site = (1..=25).fold(site, |site, day| {
        let text = format!("+++\ntitle = 'Day {day} & <night>'\ndate = 2026-10-{day:02}\n+++\n");
        site.write(&format!("content/news/day-{day}.md"), &text)
    });
    let feed = site.build().found([]).read("/feed.xml");
    let links: Vec<&str> = feed.split("<item>").skip(1).map(|item| between(item, "<link>", "</link>")).collect();
    let expected: Vec<String> = (6..=25).rev().map(|day| format!("https://example.org/news/day-{day}/")).collect();
    assert_eq!(links, expected);
    assert_eq!(between(&feed, "<item><title>", "</title>"), "Day 25 &amp; &lt;night&gt;");
    assert_eq!(between(&feed, "<pubDate>", "</pubDate>"), "Sun, 25 Oct 2026 00:00:00 GMT");
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map_or("", |(found, _)| found)
}

/// What nobody writes, and what still must neither crash nor hang.
#[test]
fn extreme_files() {
    let big: String = (0..10_000).map(|n| format!("k{n} = '{}'\n", "v".repeat(80))).collect();
    let front = |text: String| format!("+++\ntitle = 'A'\n[extra]\n{text}+++\nbody\n");
    for text in [
        String::new(),
        "\0".to_owned(),
        "a\0b\u{1b}[31m\u{fffd}\n".to_owned(),
        "x".repeat(100_000),
        front(big),
        ">".repeat(100_000),
        "- ".repeat(20_000),
        "[".repeat(50_000),
        "*a_ ".repeat(20_000),
        "a\r\n\r\nb\r".to_owned(),
        "+++\r\ntitle = 'A'\r\n+++\r\nbody\r\n".to_owned(),
    ] {
        TestSite::new("-- content/_index.md --\n").write("content/a.md", &text).build().found([]).has("/a/");
    }
}

#[test]
fn front_matter_without_end_is_refused_in_time() {
    for text in ["{\"a\":", "---\na: ", "+++\na = "] {
        let site = TestSite::new("-- content/_index.md --\n");
        let site = site.write("content/a.md", &format!("{text}{}\n---\n+++\n", "[".repeat(50_000))).build();
        assert!(site.built().findings.has_errors());
    }
}

/// Results under embargo are not to be had by guessing the name of a file.
#[test]
fn the_files_of_a_page_that_is_not_due_are_not_served() {
    TestSite::new("-- content/r/index.md --\n+++\npublish_at = 2026-11-24T00:00:00Z\n+++\n-- content/r/a.txt --\nx\n")
        .write("content/_index.md", "")
        .build()
        .found([])
        .lacks("/r/a.txt")
        .at("2026-11-24")
        .build()
        .has("/r/a.txt")
        .same_as_clean_build();
}

#[test]
fn a_page_beside_a_folder_of_its_name_is_told_to_be_its_list() {
    TestSite::new("-- content/news.md --\n-- content/news/x.md --\n")
        .build()
        .found([
            "url-twice content/news.md:1:1 `content/news.md` takes the place of the list of the folder `content/news`",
        ])
        .hinted("move it to `content/news/_index.md`, and it is the list");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let site = TestSite::new("-- content/_index.md --\n");
    let pipe = site.path().join("content/a.md");
    assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
    site.build().found(["file-unreadable content/a.md:1:1 `content/a.md` cannot be read: it is not a file"]);
}
