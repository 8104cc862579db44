//! What the built-in theme makes of lists, topics, menus, files, shortcodes and pages in another language.

use crate::support::site::TestSite;

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org'
title = 'Town'
[taxonomies.tags]
title = 'Topics'
paginate_by = 2
feed = true
-- content/_index.md --
+++
title = 'Welcome'
+++
-- content/news/_index.md --
+++
title = 'News'
paginate_by = 2
feed = true
+++
Read on.
-- content/news/a.md --
+++
title = 'A'
date = 2026-01-01
tags = ['School']
authors = ['Press office']
owner = 'School office'
review_by = 2027-01-01
+++
-- content/news/b.md --
+++
title = 'B'
date = 2026-01-02
tags = ['School', 'Port']
+++
-- content/news/c.md --
+++
title = 'C'
date = 2026-01-03
tags = ['School']
+++
-- content/forms/index.md --
+++
title = 'Forms'
[[resources]]
src = 'form.pdf'
title = 'The form'
+++
-- content/forms/form.pdf --
four
-- content/forms/photo.jpg --
x
";

#[track_caller]
fn holds(html: &str, pieces: &[&str]) {
    for piece in pieces {
        assert!(html.contains(piece), "`{piece}` is not in\n{html}");
    }
}

#[track_caller]
fn lacks(html: &str, pieces: &[&str]) {
    for piece in pieces {
        assert!(!html.contains(piece), "`{piece}` is in\n{html}");
    }
}

#[test]
fn a_list_is_cut_into_pieces() {
    let site = TestSite::bare(SITE).build().found([]);
    let (first, last) = (site.read("/news/"), site.read("/news/page/2/"));
    holds(
        &first,
        &[
            "<title>News – Town</title>",
            "Read on.",
            "<nav class=\"pieces\" aria-label=\"Pages of this list\">",
            "<span aria-current=\"page\">Page 1 of 2</span>",
            "<a rel=\"next\" href=\"/news/page/2/\">Next page</a>",
            "<link rel=\"canonical\" href=\"https://example.org/news/\">",
            "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/news/feed.xml\" title=\"News | Town\">",
            "<a href=\"/news/feed.xml\" type=\"application/rss+xml\">",
        ],
    );
    lacks(&first, &["rel=\"prev\"", "<a href=\"/news/a/\">"]);
    holds(
        &last,
        &[
            "<title>News – Page 2 of 2 – Town</title>",
            "<a rel=\"prev\" href=\"/news/\">Previous page</a>",
            "<link rel=\"canonical\" href=\"https://example.org/news/page/2/\">",
            "<a href=\"/news/a/\">A</a>",
        ],
    );
    // What introduces the list is not said again.
    lacks(&last, &["rel=\"next\"", "Read on.", "<a href=\"/news/c/\">"]);
    // A list that fits on one page has no way to others.
    let site = site.edit("content/news/_index.md", "paginate_by = 2", "paginate_by = 3").build();
    lacks(&site.read("/news/"), &["class=\"pieces\""]);
}

#[test]
fn topics_lead_to_pages_and_pages_to_topics() {
    let site = TestSite::bare(SITE).build();
    holds(
        &site.read("/tags/"),
        &[
            "<h1>Topics</h1>",
            "<li><a href=\"/tags/port/\">Port</a> <span>1 page</span></li>",
            "<li><a href=\"/tags/school/\">School</a> <span>3 pages</span></li>",
        ],
    );
    let term = site.read("/tags/school/");
    holds(
        &term,
        &["<h1>School</h1>", ">3 pages</h2>", "href=\"/tags/school/page/2/\"", "href=\"/tags/school/feed.xml\""],
    );
    holds(&term, &["<li><a href=\"/tags/\">Topics</a></li>"]);
    let page = site.read("/news/b/");
    holds(&page, &["<a href=\"/tags/school/\" rel=\"tag\">School</a> <a href=\"/tags/port/\" rel=\"tag\">Port</a>"]);
    holds(&page, &["<h2 id=\"related\">Related pages</h2>"]);
    let site = site.edit("seawall.toml", "[taxonomies.tags]", "[extra]\nrelated_length = 0\n[taxonomies.tags]").build();
    lacks(&site.read("/news/b/"), &["id=\"related\""]);
}

#[test]
fn a_page_says_who_answers_for_it() {
    let site = TestSite::bare(SITE).build();
    holds(
        &site.read("/news/a/"),
        &[
            "<span>Press office</span>",
            "Office in charge: <span>School office</span>",
            "<time datetime=\"2027-01-01\">",
        ],
    );
    lacks(&site.read("/forms/"), &["class=\"care\""]);
}

#[test]
fn the_files_of_a_page_are_listed_with_type_and_size() {
    let listed = "<li><a class=\"file\" href=\"/forms/form.pdf\">The form <span>(PDF, 1 kB)</span></a></li>";
    let site = TestSite::bare(SITE).build();
    holds(&site.read("/forms/"), &["<h2 id=\"files\">Documents to download</h2>", listed]);
    lacks(&site.read("/forms/"), &["photo.jpg"]);
    let site = site.write("content/forms/form.pdf", &"x".repeat(1_240_000)).build();
    holds(&site.read("/forms/"), &["(PDF, 1.2 MB)"]);
    let own =
        site.edit("content/forms/index.md", "[[resources]]", "[extra]\nshow_files = false\n[[resources]]").build();
    lacks(&own.read("/forms/"), &["form.pdf"]);
    let site = TestSite::bare(SITE).edit("seawall.toml", "title = 'Town'", "title = 'Town'\nextra.show_files = false");
    lacks(&site.build().read("/forms/"), &["form.pdf"]);
}

const MENU: &str = "
[[menus.main]]
page = '@/news/_index.md'
[[menus.main]]
page = '@/news/b.md'
parent = 'News'
";

#[test]
fn a_menu_has_entries_below_entries() {
    let site = TestSite::bare(SITE);
    let config = format!("{}{MENU}", std::fs::read_to_string(site.path().join("seawall.toml")).unwrap());
    let site = site.write("seawall.toml", &config).build().found([]);
    let page = site.read("/news/b/");
    holds(
        &page,
        &["<a href=\"/news/\" aria-current=\"true\">News</a>", "<a href=\"/news/b/\" aria-current=\"page\">B</a>"],
    );
    holds(&page, &["<details name=\"menu\"><summary><span class=\"hidden\">More under News</span></summary>"]);
    holds(&site.read("/404.html"), &["<li><a href=\"/news/\">News</a></li>"]);
    // The home page is above all others; an entry that leads there is not where the visitor is.
    let site = site.edit("seawall.toml", "page = '@/news/_index.md'", "page = '@/_index.md'\nidentifier = 'News'");
    let site = site.build();
    holds(&site.read("/news/a/"), &["<a href=\"/\">Welcome</a>"]);
}

#[test]
fn a_page_in_another_language_says_so() {
    let site =
        TestSite::bare(SITE).edit("seawall.toml", "title = 'Town'", "title = 'Town'\nlanguages.it.fallback = true");
    let site = site.write("content/news/b.it.md", "+++\ntitle = 'Due'\n+++\n").build().found([]);
    let page = site.read("/it/news/a/");
    holds(
        &page,
        &[
            "<html lang=\"it\"",
            "<p class=\"notice\">Questa pagina non è ancora tradotta",
            "<h1 lang=\"en\">A</h1>",
            "<div class=\"prose\" lang=\"en\">",
            "<link rel=\"canonical\" href=\"https://example.org/news/a/\">",
            "<a href=\"/news/a/\" hreflang=\"en\"",
        ],
    );
    // It is no translation, so no search engine is sent to it; a visitor is.
    lacks(&page, &["<link rel=\"alternate\" hreflang"]);
    let original = site.read("/news/a/");
    lacks(&original, &["<link rel=\"alternate\" hreflang", "class=\"notice\""]);
    holds(&original, &["<a href=\"/it/news/a/\" hreflang=\"it\""]);
    let list = site.read("/it/news/page/2/");
    holds(&list, &["<p class=\"notice\">", "<h1 lang=\"en\">News</h1>", "Pagina 2 di 2"]);
    holds(
        &site.read("/news/b/"),
        &["<link rel=\"alternate\" hreflang=\"it\" href=\"https://example.org/it/news/b/\">"],
    );
}

/// Returns what shortcodes make in the page of forms.
#[track_caller]
fn made(markdown: &str) -> String {
    let page = format!("+++\ntitle = 'Forms'\n+++\n{markdown}\n");
    let site = TestSite::bare(SITE).write("content/forms/index.md", &page).build().found([]);
    let html = site.read("/forms/");
    let body = html.split_once("<div class=\"prose\">").and_then(|(_, rest)| rest.split_once("</div>\n<section"));
    let body = body.expect("the page lists its file").0.trim();
    // The name of a variant changes with the encoders.
    match body.split_once("photo.8x6.") {
        Some((before, rest)) => format!("{before}photo.8x6.DIGEST{}", &rest[16..]),
        None => body.to_owned(),
    }
}

#[test]
fn shortcodes_of_the_theme() {
    assert_eq!(
        made("{{< figure src=\"photo.jpg\" alt=\"A pier\" caption=\"At dusk.\" credit=\"By the town\" width=400 >}}"),
        "<figure>\n<img src=\"/assets/images/photo.8x6.DIGEST.webp\" alt=\"A pier\" width=\"400\" loading=\"lazy\" decoding=\"async\">\n\
         <figcaption>At dusk. <small>By the town</small>\n</figcaption>\n</figure>"
    );
    // As in Hugo: a caption is the alternative text where there is none.
    assert_eq!(
        made("{{< figure src=\"photo.jpg\" caption=\"At dusk\" link=\"/news/\" >}}"),
        "<figure>\n<a href=\"/news/\"><img src=\"/assets/images/photo.8x6.DIGEST.webp\" alt=\"At dusk\" width=\"8\" height=\"6\" loading=\"lazy\" decoding=\"async\"></a>\n\
         <figcaption>At dusk\n</figcaption>\n</figure>"
    );
    assert_eq!(
        made("{{< figure src=\"photo.jpg\" alt=\"\" >}}"),
        "<figure>\n<img src=\"/assets/images/photo.8x6.DIGEST.webp\" alt=\"\" width=\"8\" height=\"6\" loading=\"lazy\" decoding=\"async\">\n</figure>"
    );
    let note = made("{{< note kind=\"warning\" >}}\nClosed **today**.\n{{< /note >}}");
    let alert = "<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\">Warning</p>\n";
    assert_eq!(note, format!("{alert}<p>Closed <strong>today</strong>.</p>\n</div>"));
    // The same box as that of Markdown.
    assert!(made("> [!WARNING]\n> Closed.").starts_with(alert));
    assert_eq!(
        made("{{< details summary=\"More\" open=true >}}\nText.\n{{< /details >}}"),
        "<details open>\n<summary>More</summary>\n<p>Text.</p>\n</details>"
    );
    assert_eq!(
        made("{{< button href=\"@/news/b.md#top\" label=\"Book\" >}}"),
        "<a class=\"button\" href=\"/news/b/#top\">Book</a>"
    );
    assert_eq!(
        made("{{< document href=\"form.pdf\" title=\"The form\" >}}"),
        "<a class=\"file\" href=\"/forms/form.pdf\">The form <span>(PDF, 1 kB)</span></a>"
    );
    assert_eq!(
        made("{{< document href=\"https://a.example/b.pdf\" title=\"Law\" format=\"PDF\" size=\"2 MB\" >}}"),
        "<a class=\"file\" href=\"https://a.example/b.pdf\">Law <span>(PDF, 2 MB)</span></a>"
    );
}

#[test]
fn a_shortcode_that_names_nothing_is_an_error() {
    let site = |markdown: &str| {
        TestSite::bare(SITE)
            .write("content/forms/index.md", &format!("+++\ntitle = 'Forms'\n+++\n{markdown}\n"))
            .build()
    };
    site("{{< figure src=\"foto.jpg\" >}}").told_about("there is no picture `foto.jpg`");
    site("{{< document href=\"from.pdf\" >}}").told_about("there is no file `@/forms/from.pdf`");
    site("{{< note kind=\"warming\" >}}x{{< /note >}}").told_about("alert-warming");
}

#[test]
fn an_edited_body_leaves_the_lists_alone() {
    // No list of the theme shows the beginning of a body, though a shortcode writes the tag `<summary>`.
    let described = TestSite::bare(SITE).edit("content/news/c.md", "title = 'C'", "title = 'C'\ndescription = 'D'");
    let front = "+++\ntitle = 'C'\ndescription = 'D'\ndate = 2026-01-03\ntags = ['School']\n+++\n";
    described
        .build()
        .write("content/news/c.md", &format!("{front}New words.\n"))
        .build()
        .ran(["fragment news/c.md", "page /news/c/"])
        .same_as_clean_build();
}

const EVENTS: &str = "
-- content/events/_index.md --
-- content/events/council.md --
+++
title = 'Council'
date = 2026-11-18
[schema]
type = 'Event'
start = 2026-11-26T18:00:00+01:00
end = 2026-11-26T20:00:00+01:00
location = { name = 'Town hall', address = { street = 'Pier 1', postal_code = '00000', locality = 'Town' }, url = 'https://hall.example' }
status = 'canceled'
+++
-- content/events/fair.md --
+++
title = 'Fair'
[schema]
type = 'SocialEvent'
start = 2026-12-05
end = 2026-12-06
location = ['@/about.md', 'https://live.example/']
status = 'moved_online'
+++
-- content/about.md --
+++
title = 'About'
+++
";

#[test]
fn an_event_shows_its_own_day() {
    let site = TestSite::bare(&format!("{SITE}{EVENTS}")).build().found([]);
    let page = site.read("/events/council/");
    holds(
        &page,
        &[
            "<p class=\"status\"><strong>Cancelled</strong></p>",
            "<dt>Starts:</dt>\n<dd><time datetime=\"2026-11-26T18:00:00+01:00\">Thursday, November 26, 2026 at 6:00",
            "<dt>Ends:</dt>\n<dd><time datetime=\"2026-11-26T20:00:00+01:00\">",
            "<dd><a href=\"https://hall.example\">Town hall</a><br>Pier 1, 00000 Town</dd>",
            "Published on <time datetime=\"2026-11-18\">",
            "EventCancelled",
        ],
    );
    let page = site.read("/events/fair/");
    holds(
        &page,
        &[
            "<strong>Moved online</strong>",
            "<time datetime=\"2026-12-05\">Saturday, December 5, 2026</time>",
            "<dd><a href=\"/about/\">About</a></dd>\n<dd><a href=\"https://live.example/\">https://live.example/</a></dd>",
        ],
    );
    lacks(&page, &["Published on"]);
    let list = site.read("/events/");
    holds(
        &list,
        &[
            "Starts: <time datetime=\"2026-11-26T18:00:00+01:00\">Nov 26, 2026",
            "Place: Town hall",
            "Place: <a href=\"/about/\">",
        ],
    );
    holds(&list, &["</time> – <time datetime=\"2026-12-06\">"]);
    lacks(&list, &["2026-11-18", "2026-11-26T20"]);
}

#[test]
fn only_pages_in_an_order_have_neighbors() {
    let site = TestSite::bare(&format!("{SITE}{EVENTS}"));
    let site = site.write("content/book/_index.md", "+++\nsort_by = 'weight'\n+++\n");
    let site = site.write("content/book/one.md", "+++\nweight = 1\n+++\n");
    let site = site.write("content/book/two.md", "+++\nweight = 2\n+++\n").build();
    lacks(&site.read("/about/"), &["neighbors"]);
    holds(&site.read("/news/b/"), &["class=\"neighbors\""]);
    holds(&site.read("/book/one/"), &["class=\"neighbors\""]);
}
