//! What runs again after what was changed, and that it makes what a clean build makes.

use crate::support::site::TestSite;

const TWO_PAGES: &str = "
-- content/_index.md --
+++
title = 'Home'
+++
welcome
-- content/a.md --
+++
title = 'A'
+++
one
-- content/b.md --
+++
title = 'B'
+++
[to a](@/a.md)
";

fn two_pages() -> TestSite {
    TestSite::new(TWO_PAGES).build().ran([
        "asset css/civic.css",
        "fragment _index.md",
        "fragment a.md",
        "fragment b.md",
        "page /",
        "page /404.html",
        "page /a/",
        "page /b/",
        "robots /robots.txt",
        "sitemap /sitemap.xml",
        "static favicon.svg",
    ])
}

#[test]
fn nothing_changed_runs_nothing() {
    two_pages().build().ran_nothing().same_as_clean_build();
}

#[test]
fn editing_a_body_leaves_the_list_alone() {
    two_pages()
        .edit("content/a.md", "one", "two")
        .build()
        .ran(["fragment a.md", "page /a/"])
        .because("fragment a.md", "source changed")
        .because("page /a/", "content changed")
        .same_as_clean_build();
}

#[test]
fn editing_a_title_reaches_what_shows_it() {
    two_pages()
        .edit("content/a.md", "'A'", "'Z'")
        .build()
        .ran(["fragment a.md", "page /", "page /a/", "page /b/"])
        .because("page /", "context changed")
        .because("page /b/", "context changed")
        .same_as_clean_build();
}

#[test]
fn a_moved_page_reaches_the_links_to_it() {
    two_pages()
        .edit("content/a.md", "title = 'A'", "title = 'A'\nslug = 'z'")
        .build()
        .ran(["fragment a.md", "fragment b.md", "page /", "page /b/", "page /z/", "sitemap /sitemap.xml"])
        .because("fragment b.md", "answer to `link en content/a.md` changed")
        .same_as_clean_build();
}

#[test]
fn a_removed_page_is_removed_from_the_output() {
    two_pages()
        .remove("content/b.md")
        .build()
        .ran(["page /", "page /a/", "sitemap /sitemap.xml"])
        .lacks("/b/")
        .same_as_clean_build();
}

#[test]
fn a_new_page_reaches_its_list() {
    two_pages()
        .write("content/c.md", "third")
        .build()
        .ran(["fragment c.md", "page /", "page /b/", "page /c/", "sitemap /sitemap.xml"])
        .because("page /c/", "new")
        .same_as_clean_build();
}

#[test]
fn a_template_reaches_the_pages_it_makes_and_no_markdown() {
    two_pages()
        .edit("templates/page.html", "<main>", "<p>new</p><main>")
        .build()
        .ran(["page /a/", "page /b/"])
        .because("page /a/", "template changed")
        .same_as_clean_build();
}

#[test]
fn the_title_of_the_site_reaches_every_page_and_no_markdown() {
    two_pages()
        .write("seawall.toml", "base_url = 'https://example.org'\ntitle = 'Other'\n")
        .build()
        .ran(["page /", "page /404.html", "page /a/", "page /b/"])
        .because("page /a/", "config changed")
        .same_as_clean_build();
}

#[test]
fn a_data_file_reaches_only_what_asked_for_it() {
    TestSite::new(TWO_PAGES)
        .write("templates/votes.html", "{% set votes = load_data(path=\"votes.json\") %}<main>{{ votes.yes }}</main>")
        .write("data/votes.json", "{\"yes\": 1}")
        .edit("content/a.md", "title = 'A'", "title = 'A'\ntemplate = 'votes.html'")
        .build()
        .found([])
        .main_of("/a/", "1")
        .edit("data/votes.json", "1", "2")
        .build()
        .ran(["page /a/"])
        .because("page /a/", "answer to `data votes.json` changed")
        .main_of("/a/", "2")
        .same_as_clean_build();
}

#[test]
fn a_component_asks_for_the_page_that_calls_it() {
    TestSite::new(TWO_PAGES)
        .write("content/news/n.md", "+++\ntitle = 'N'\n+++\n")
        .write(
            "templates/components/card.html",
            "{% component card(path: string) %}{% set p = get_page(path=path) %}{{ p.title }}{% endcomponent card %}",
        )
        .write("templates/card.html", "<main>{{ <card path=\"@/news/n.md\"/> }}</main>")
        .edit("content/a.md", "title = 'A'", "title = 'A'\ntemplate = 'card.html'")
        .build()
        .found([])
        .edit("content/news/n.md", "'N'", "'Y'")
        .build()
        .because("page /a/", "answer to `page en content/news/n.md` changed")
        .main_of("/a/", "Y")
        .same_as_clean_build();
}

#[test]
fn an_asset_reaches_what_names_it() {
    TestSite::new(TWO_PAGES)
        .write("assets/x.css", "p { color: red }")
        .write("templates/styled.html", "<main>{{ asset(name=\"x.css\") }}</main>")
        .edit("content/a.md", "title = 'A'", "title = 'A'\ntemplate = 'styled.html'")
        .build()
        .edit("assets/x.css", "red", "blue")
        .build()
        .ran(["asset x.css", "page /a/"])
        .because("page /a/", "answer to `asset x.css` changed")
        .same_as_clean_build();
}

#[test]
fn the_day_reaches_what_asks_for_it() {
    TestSite::new(TWO_PAGES)
        .write("templates/day.html", "<main>{{ now() }}</main>")
        .edit("content/a.md", "title = 'A'", "title = 'A'\ntemplate = 'day.html'")
        .build()
        .main_of("/a/", "2026-11-23")
        .at("2026-11-23T23:59:59Z")
        .build()
        .ran_nothing()
        .at("2026-11-24T00:00:00Z")
        .build()
        .ran(["page /a/"])
        .main_of("/a/", "2026-11-24")
        .same_as_clean_build();
}

#[test]
fn a_page_appears_when_it_is_due_and_goes_when_it_is_over() {
    TestSite::new(TWO_PAGES)
        .write(
            "content/c.md",
            "+++\ntitle = 'C'\npublish_at = 2026-11-24T08:00:00Z\nexpires_at = 2026-11-25T08:00:00Z\n+++\n",
        )
        .build()
        .lacks("/c/")
        .at("2026-11-24T08:00:00Z")
        .build()
        .has("/c/")
        .same_as_clean_build()
        .at("2026-11-25T08:00:00Z")
        .build()
        .lacks("/c/")
        .same_as_clean_build();
}

#[test]
fn a_lost_result_is_made_again() {
    two_pages()
        .remove("public/a/index.html")
        .build()
        .ran(["page /a/"])
        .because("page /a/", "its result is gone")
        .same_as_clean_build();
}

#[test]
fn a_result_that_somebody_edited_is_made_again() {
    two_pages().write("public/a/index.html", "mine now").build().ran(["page /a/"]).same_as_clean_build();
}

#[test]
fn a_lost_cache_writes_nothing_anew() {
    let site = two_pages().remove(".cache/seawall/steps.log").build();
    assert_eq!(site.built().settled.n_written, 0);
    site.same_as_clean_build();
}

#[test]
fn a_cut_cache_is_right_again() {
    for file in [".cache/seawall/steps.log", ".cache/seawall/results"] {
        let site = two_pages();
        let path = site.path().join(file);
        let length = path.metadata().unwrap().len();
        let cache = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        cache.set_len(length / 2).unwrap();
        site.edit("content/a.md", "one", "two").build().same_as_clean_build().build().ran_nothing();
    }
}

#[test]
fn damaged_results_are_made_again() {
    let site = two_pages();
    let path = site.path().join(".cache/seawall/results");
    let damaged: Vec<u8> = std::fs::read(&path).unwrap().iter().map(|byte| byte ^ 1).collect();
    std::fs::write(path, damaged).unwrap();
    site.edit("templates/page.html", "<main>", "<main> ").build().same_as_clean_build();
}

#[test]
fn an_error_keeps_the_last_good_page_and_is_told_again() {
    let told = ["link-broken content/a.md:4:1 `@/nope.md` leads to no page"];
    let site = two_pages().edit("content/a.md", "one", "[x](@/nope.md)").build().found(told).build().found(told);
    site.edit("content/a.md", "[x](@/nope.md)", "one").build().found([]).same_as_clean_build();
}

#[test]
fn a_file_that_becomes_a_folder_and_back_makes_way() {
    let site = two_pages().write("static/x.y", "file").build().has("/x.y").remove("static/x.y");
    let site = site.write("static/x.y/z.txt", "folder").build().found([]).has("/x.y/z.txt").same_as_clean_build();
    let site = site.remove("static/x.y/z.txt");
    std::fs::remove_dir(site.path().join("static/x.y")).unwrap();
    site.write("static/x.y", "file").build().found([]).same_as_clean_build();
}

#[test]
fn a_file_that_somebody_put_into_the_output_stays() {
    let site = two_pages().write("public/ads.txt", "mine").write("static/ads.txt", "ours").build();
    assert_eq!(site.read("/ads.txt"), "mine");
    let finding = site.built().findings.iter().next().unwrap();
    assert_eq!(finding.code, "output-refused");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_behind_a_link() {
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::write(elsewhere.path().join("index.html"), "mine").unwrap();
    let site = two_pages().remove("public/a/index.html");
    std::fs::remove_dir(site.path().join("public/a")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), site.path().join("public/a")).unwrap();
    let site = site.build();
    assert!(site.built().findings.has_errors());
    let _ = site.remove("content/a.md").edit("content/b.md", "[to a](@/a.md)", "").build();
    assert_eq!(std::fs::read_to_string(elsewhere.path().join("index.html")).unwrap(), "mine");
}

#[test]
fn an_output_folder_of_another_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(".seawall-output"), "seawall output 9\n? a\n").unwrap();
    std::fs::write(folder.path().join("a"), "mine").unwrap();
    assert!(seawall::base::sink::Folder::open(folder.path()).is_err());
    assert_eq!(std::fs::read_to_string(folder.path().join("a")).unwrap(), "mine");
}

/// What a link of its name leads to is not ours, and a list that may not be written is replaced.
#[cfg(unix)]
#[test]
fn the_list_is_written_only_where_it_is_a_file_of_ours() {
    let elsewhere = tempfile::tempdir().unwrap();
    let theirs = elsewhere.path().join("list");
    let site = two_pages();
    let list = site.path().join("public/.seawall-output");
    let text = std::fs::read_to_string(&list).unwrap();
    std::fs::rename(&list, &theirs).unwrap();
    std::os::unix::fs::symlink(&theirs, &list).unwrap();
    let site = site.edit("content/a.md", "one", "two").build().found([]);
    assert_eq!(std::fs::read_to_string(&theirs).unwrap(), text);
    assert!(!list.is_symlink());
    let mut permissions = list.metadata().unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&list, permissions).unwrap();
    site.edit("content/a.md", "two", "three").build().found([]).same_as_clean_build();
}

#[test]
fn an_edit_beside_code_does_not_read_the_code_again() {
    const CODE: &str = "```rust\nfn f() {}\n```\n";
    let n_memos = |site: &TestSite| {
        let log = std::fs::read(site.path().join(".cache/seawall/steps.log")).unwrap();
        log.windows(15).filter(|bytes| bytes == b"memo highlight ").count()
    };
    let site = two_pages()
        .write("content/a.md", &format!("one\n\n{CODE}"))
        .write("content/b.md", &format!("{CODE}\n```js\nlet x\n```\n"))
        .build();
    let n_before = n_memos(&site);
    // Two threads may have read the block of both pages at once.
    assert!((2..=3).contains(&n_before), "{n_before}");
    let site = site.edit("content/a.md", "one", "two").build().ran(["fragment a.md", "page /a/"]);
    assert_eq!(n_memos(&site), n_before);
    let site = site.edit("content/a.md", "fn f", "fn g").build().ran(["fragment a.md", "page /a/"]);
    assert_eq!(n_memos(&site), n_before + 1);
    site.same_as_clean_build();
}

const SETTINGS: &str = "
-- seawall.toml --
base_url = 'https://example.org'
title = 'Town'
default_language = 'it'
html = 'minified'
section_feeds = true
[languages.en]
title = 'City'
fallback = false
[feeds]
formats = ['rss', 'atom']
names = { rss = 'index.xml', atom = 'atom.xml' }
length = 3
content = 'summary'
[robots]
disallow = ['/a/']
[security]
contact = 'mailto:a@example.org'
expires = 2027-05-01T00:00:00Z
[manifest]
short_name = 'T'
theme_color = '#123456'
[organization]
name = 'Town'
[search]
enabled = true
path = 'find'
[images]
widths = [16, 32]
formats = ['webp']
quality = { webp = 70 }
sizes = '100vw'
svg = 'sanitize'
metadata = 'strip'
[styles]
minify = true
browsers = ['safari 14']
[markdown]
smart_punctuation = true
[taxonomies.tags]
paginate_by = 2
feed = true
[cache.page]
edge = 60
-- content/_index.md --
home
-- content/_index.en.md --
home
-- content/n/_index.md --
-- content/n/a/index.md --
+++
title = 'A'
date = 2026-01-01
tags = ['t']
image = 'p.png'
[schema]
type = 'NewsArticle'
+++
\"One\" ![p](p.png) ![v](v.svg)
-- content/n/a/p.png --
-- content/n/a/v.svg --
<svg xmlns='http://www.w3.org/2000/svg' width='8' height='6' onload='a()'/>
-- content/n/b.md --
+++
title = 'B'
date = 2026-01-02
tags = ['t']
+++
two
-- assets/css/own.css --
a { color: #ff0000; inset: 0 }
";

#[test]
fn every_setting_reaches_what_it_changes() {
    let changes = [
        ("title = 'Town'\ndefault", "title = 'Village'\ndefault"),
        ("title = 'City'", "title = 'Hamlet'"),
        ("html = 'minified'", "html = 'pretty'"),
        ("section_feeds = true", "section_feeds = false"),
        ("fallback = false", "fallback = true"),
        ("['rss', 'atom']", "['json']"),
        ("{ rss = 'index.xml', atom = 'atom.xml' }", "{ rss = 'atom.xml', atom = 'index.xml' }"),
        ("length = 3", "length = 1"),
        ("content = 'summary'", "content = 'full'"),
        ("disallow = ['/a/']", "disallow = ['/b/']"),
        ("mailto:a@example.org", "mailto:b@example.org"),
        ("2027-05-01T00", "2027-06-01T00"),
        ("short_name = 'T'", "short_name = 'V'"),
        ("#123456", "#654321"),
        ("name = 'Town'\n[search]", "name = 'Other'\n[search]"),
        ("enabled = true", "enabled = false"),
        ("path = 'find'", "path = 'look'"),
        ("[16, 32]", "[8]"),
        ("formats = ['webp']", "formats = ['png', 'webp']"),
        ("webp = 70", "webp = 40"),
        ("'100vw'", "'50vw'"),
        ("svg = 'sanitize'", "svg = 'pass'"),
        ("metadata = 'strip'", "metadata = 'keep'"),
        ("minify = true", "minify = false"),
        ("['safari 14']", "['safari 17']"),
        ("smart_punctuation = true", "smart_punctuation = false"),
        ("paginate_by = 2", "paginate_by = 1"),
        ("feed = true\n[cache", "feed = false\n[cache"),
        ("edge = 60", "edge = 70"),
        ("https://example.org'\ntitle", "https://example.org/folder'\ntitle"),
    ];
    let mut site = TestSite::bare(SETTINGS).build().found([]);
    for (before, after) in changes {
        site = site.edit("seawall.toml", before, after).build().same_as_clean_build();
        assert!(!site.built().findings.has_errors(), "{after}: {:?}", site.built().findings);
        site = site.edit("seawall.toml", after, before).build().same_as_clean_build();
    }
}
