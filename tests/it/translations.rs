//! Languages in folders, and pages that stand in for translations.

use crate::support::site::TestSite;

const PAGE: &str = "
-- templates/page.html --
<main>{{ lang }} {{ page.lang }} {{ page.title }}{% for t in page.translations %} {{ t.lang }}={{ t.path }}{% endfor %}\
{% for t in page.fallbacks %} ({{ t.lang }}={{ t.path }}){% endfor %} {{ page.canonical }} {{ page.content | safe }}</main>
";

#[test]
fn a_folder_may_be_a_language() {
    TestSite::new(&format!(
        "
-- seawall.toml --
base_url = 'https://example.org'
default_language = 'it'
[languages.en]
-- content/it/news/a.md --
[b](@/news/b/index.md) [file](../form.pdf)
-- content/en/news/a.md --
[b](@/news/b/index.md) [self](a.md)
-- content/it/news/b/index.md --
-- content/it/news/b/photo.jpg --
x
-- content/en/news/b/index.md --
-- content/en/news/b/photo.jpg --
x
-- content/it/form.pdf --
x
-- content/en/form.pdf --
x
{PAGE}"
    ))
    .build()
    .found([])
    .main_of(
        "/news/a/",
        "it it A en=/en/news/a/ https://example.org/news/a/ <p><a href=\"/news/b/\">b</a> <a href=\"/form.pdf\">file</a></p>",
    )
    .main_of(
        "/en/news/a/",
        "en en A it=/news/a/ https://example.org/en/news/a/ <p><a href=\"/en/news/b/\">b</a> <a href=\"/en/news/a/\">self</a></p>",
    )
    .has("/news/b/photo.jpg")
    .has("/en/news/b/photo.jpg")
    .has("/en/form.pdf")
    .has("/en/news/")
    .lacks("/it/news/a/")
    .same_as_clean_build();
}

#[test]
fn one_language_may_have_a_folder_and_another_none() {
    TestSite::new(&format!(
        "
-- seawall.toml --
base_url = 'https://example.org'
default_language = 'it'
[languages.en]
-- content/a.md --
-- content/en/a.md --
-- content/de/b.md --
{PAGE}"
    ))
    .build()
    .found([])
    .has("/a/")
    .has("/en/a/")
    // `de` is no language of this site, so it is a section like any other.
    .has("/de/b/");
}

#[test]
fn a_site_of_one_language_may_have_a_section_of_that_name() {
    TestSite::new(
        "-- seawall.toml --\nbase_url = 'https://example.org'\ndefault_language = 'it'\n-- content/it/a.md --\n",
    )
    .build()
    .has("/it/a/");
}

const FALLBACK: &str = "
-- seawall.toml --
base_url = 'https://example.org'
default_language = 'it'
[taxonomies.tags]
[languages.en]
fallback = true
-- content/_index.md --
+++
title = 'Casa'
+++
-- content/news/a.md --
+++
title = 'Notizia'
date = 2026-01-01
tags = ['Scuola']
+++
[b](@/news/b.md)
-- content/news/b.md --
+++
title = 'Due'
+++
-- content/news/b.en.md --
+++
title = 'Two'
+++
-- content/q.en.md --
+++
title = 'Only English'
+++
[a](@/news/a.md)
";

#[test]
fn a_language_may_show_what_is_not_translated() {
    let site = TestSite::new(&format!("{FALLBACK}{PAGE}")).build().found([]);
    let site = site
        // Its words are Italian, its frame is English, and its links prefer English.
        .main_of(
            "/en/news/a/",
            "en it Notizia it=/news/a/ https://example.org/news/a/ <p><a href=\"/en/news/b/\">b</a></p>",
        )
        .main_of(
            "/news/a/",
            "it it Notizia (en=/en/news/a/) https://example.org/news/a/ <p><a href=\"/news/b/\">b</a></p>",
        )
        .main_of("/en/news/b/", "en en Two it=/news/b/ https://example.org/en/news/b/")
        .main_of("/en/q/", "en en Only English https://example.org/en/q/ <p><a href=\"/en/news/a/\">a</a></p>")
        .lacks("/q/")
        .lacks("/en/tags/scuola/")
        .has("/en/news/");
    let (sitemap, feed) = (site.read("/sitemap.xml"), site.read("/feed.xml"));
    assert!(!sitemap.contains("/en/news/a/") && sitemap.contains("/en/news/b/"), "{sitemap}");
    assert!(feed.contains("/news/a/"), "{feed}");
    let site = site.lacks("/en/feed.xml");
    // A translation takes the place of what stood in for it.
    site.write("content/news/a.en.md", "+++\ntitle = 'News item'\n+++\n")
        .build()
        .main_of("/en/news/a/", "en en News item it=/news/a/ https://example.org/en/news/a/")
        .same_as_clean_build()
        .remove("content/news/a.en.md")
        .build()
        .same_as_clean_build();
}

#[test]
fn what_stands_in_speaks_the_language_of_its_body() {
    let site = TestSite::new(&format!("{FALLBACK}{PAGE}"))
        .write(
            "templates/say.html",
            "{% component say(@lang, @dir) %}{{ lang }} {{ dir }} {{ trans(key='next') }} {{ 1.5 | number }}{% endcomponent say %}",
        )
        .write("content/news/b.md", "## Orari\n")
        .write("content/news/b.en.md", "## Hours\n")
        .write(
            "content/news/a.md",
            "+++\ntitle = 'Notizia'\n+++\n\"qui\" {{< say >}} [b](b.md) [orari](b.md#orari)\n\n> [!WARNING]\n> x\n",
        )
        .build()
        .found([]);
    let (there, here) = (site.read("/news/a/"), site.read("/en/news/a/"));
    for html in [&there, &here] {
        assert!(html.contains("«qui» it ltr Successiva: 1,5"), "{html}");
        assert!(html.contains("<p class=\"alert-title\">Attenzione</p>"), "{html}");
        // An anchor is made of Italian words, so it leads to the Italian page.
        assert!(html.contains("<a href=\"/news/b/#orari\">orari</a>"), "{html}");
    }
    assert!(here.contains("<a href=\"/en/news/b/\">b</a>"), "{here}");
    site.same_as_clean_build();
}

#[test]
fn without_a_wish_nothing_stands_in() {
    TestSite::new(&format!("{FALLBACK}{PAGE}"))
        .edit("seawall.toml", "fallback = true\n", "")
        .build()
        .lacks("/en/news/a/");
}

#[test]
fn a_fallback_names_a_language() {
    let site = TestSite::new("-- seawall.toml --\nbase_url = 'https://example.org'\n[languages.de]\nfallback = 'it'\n");
    let text = match seawall::config::load(&seawall::base::files::Files::new(site.path()), None) {
        Err(seawall::config::Error::Invalid(findings)) => {
            findings.iter().map(|finding| finding.message.clone()).collect()
        }
        other => vec![format!("{other:?}")],
    };
    assert_eq!(text, ["`fallback` names no language of the site"]);
}

#[test]
fn a_language_without_pages_is_no_language_to_switch_to() {
    let template = "<main>{% for l in config.languages %}{{ l.path }} {% endfor %}</main>";
    let config = "base_url = 'https://example.org'\n[languages.de]\n[languages.it]\n";
    TestSite::new("-- content/a.md --\n-- content/a.it.md --\n")
        .write("seawall.toml", config)
        .write("templates/page.html", template)
        .build()
        .main_of("/a/", "/ /it/")
        .write("content/b.de.md", "")
        .build()
        .main_of("/a/", "/ /de/ /it/")
        .same_as_clean_build();
}

#[test]
fn one_key_is_for_one_page_of_a_language() {
    let page = "+++\ntranslation_key = 'k'\n+++\n";
    TestSite::new("-- seawall.toml --\nbase_url = 'https://example.org'\n[languages.de]\n")
        .write("content/a.md", page)
        .write("content/b.de.md", page)
        .write("content/c.de.md", page)
        .build()
        .found(["translation-twice content/c.de.md:1:1 `content/b.de.md` and `content/c.de.md` are translations of one page into one language"]);
}
