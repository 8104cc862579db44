//! One site in several languages: files, links, texts, addresses.

use crate::support::site::TestSite;

const TWO_LANGUAGES: &str = "
-- seawall.toml --
base_url = 'https://example.org'
title = 'Comune'
default_language = 'it'
[languages.en]
title = 'Town'
[languages.pt-BR]
-- content/_index.md --
+++
title = 'Casa'
+++
-- content/_index.en.md --
+++
title = 'Home'
+++
-- content/a.md --
+++
title = 'A it'
date = 2026-01-01
+++
[b](@/b.md) [c](@/c.md)
-- content/a.en.md --
+++
title = 'A en'
date = 2026-01-02
+++
[b](@/b.md#anchor) [c](@/c.md) [it](@/a.md)
-- content/b.md --
## Anchor it
-- content/b.en.md --
## Anchor
-- content/c.md --
-- templates/page.html --
<main>{{ lang }} {{ config.title }} {% for t in page.translations %}{{ t.lang }}={{ t.path }} {% endfor %}\
{{ page.content | safe }}</main>
";

fn two_languages() -> TestSite {
    TestSite::new(TWO_LANGUAGES).build()
}

#[test]
fn a_suffix_is_a_language_and_a_folder_of_the_site() {
    two_languages().found([]).has("/").has("/a/").has("/en/").has("/en/a/").has("/c/").lacks("/en/c/").lacks("/pt-BR/");
}

#[test]
fn a_suffix_that_is_no_language_is_part_of_the_name() {
    TestSite::new("-- content/v1.2.md --\n-- content/a.de.md --\n").build().has("/v1.2/").has("/a.de/");
}

#[test]
fn links_lead_to_the_translation_where_there_is_one() {
    two_languages().main_of("/a/", "it Comune en=/en/a/ <p><a href=\"/b/\">b</a> <a href=\"/c/\">c</a></p>").main_of(
        "/en/a/",
        "en Town it=/a/ <p><a href=\"/en/b/#anchor\">b</a> <a href=\"/c/\">c</a> <a href=\"/en/a/\">it</a></p>",
    );
}

#[test]
fn anchors_are_those_of_the_translation() {
    two_languages()
        .edit("content/a.md", "@/b.md", "@/b.md#anchor")
        .build()
        .found(["anchor-broken content/a.md:5:1 `content/b.md` has no heading `#anchor`"])
        .hinted("it has `#anchor-it`");
}

#[test]
fn a_new_translation_reaches_the_links_to_it() {
    two_languages()
        .write("content/c.en.md", "c")
        .build()
        .because("fragment a.en.md", "answer to `link en content/c.md` changed")
        .main_of(
            "/en/a/",
            "en Town it=/a/ <p><a href=\"/en/b/#anchor\">b</a> <a href=\"/en/c/\">c</a> <a href=\"/en/a/\">it</a></p>",
        )
        .same_as_clean_build();
}

#[test]
fn a_key_joins_pages_of_other_names() {
    two_languages()
        .write("content/chi-siamo.md", "+++\ntranslation_key = 'about'\n+++\n[x](@/contacts.en.md)")
        .write("content/contacts.en.md", "+++\ntranslation_key = 'about'\n+++\n")
        .build()
        .found([])
        .main_of("/chi-siamo/", "it Comune en=/en/contacts/ <p><a href=\"/chi-siamo/\">x</a></p>")
        .main_of("/en/contacts/", "en Town it=/chi-siamo/");
}

#[test]
fn bundles_are_translated_too() {
    two_languages()
        .write("content/fair/index.md", "![x](map.svg)")
        .write("content/fair/index.en.md", "![x](map.svg)")
        .write("content/fair/map.svg", "<svg/>")
        .build()
        .found([])
        .main_of("/fair/", "it Comune en=/en/fair/ <p><img src=\"/fair/map.svg\" alt=\"x\"></p>")
        .main_of("/en/fair/", "en Town it=/fair/ <p><img src=\"/fair/map.svg\" alt=\"x\"></p>");
}

#[test]
fn texts_are_those_of_the_language_or_of_english() {
    let site = two_languages()
        .write(
            "templates/page.html",
            "<main>{{ trans(key='hello') }} {{ trans(key='bye') }} {{ trans(key='home') }}</main>",
        )
        .write("i18n/it.ftl", "hello = Ciao\n")
        .write("i18n/en.ftl", "hello = Hello\nbye = Bye\n")
        .build();
    site.found([]).main_of("/a/", "Ciao Bye Home").main_of("/en/a/", "Hello Bye Home");
}

#[test]
fn questions_are_answered_in_the_language_of_the_page() {
    let template = "<main>{{ get_url(path='@/b.md') }} {% set a = get_page(path='@/a.md') %}{{ a.title }}\
                    {% for p in pages(limit=1) %} {{ p.title }}{% endfor %}</main>";
    let site = two_languages().write("templates/page.html", template).build().found([]);
    site.main_of("/a/", "/b/ A it A it").main_of("/en/a/", "/en/b/ A en A en");
}

#[test]
fn the_sitemap_names_all_languages_of_a_page() {
    let sitemap = two_languages().read("/sitemap.xml");
    let line = |url: &str| sitemap.lines().find(|line| line.contains(&format!("<loc>{url}</loc>"))).unwrap().to_owned();
    let languages = "<xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/en/a/\"/>\
                     <xhtml:link rel=\"alternate\" hreflang=\"it\" href=\"https://example.org/a/\"/>\
                     <xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"https://example.org/a/\"/></url>";
    assert!(line("https://example.org/a/").ends_with(languages));
    assert!(line("https://example.org/en/a/").ends_with(languages));
    assert!(!line("https://example.org/c/").contains("hreflang"));
    assert!(!sitemap.contains("404"));
}

#[test]
fn each_language_has_a_feed() {
    let site = two_languages();
    let (it, en) = (site.read("/feed.xml"), site.read("/en/feed.xml"));
    assert!(it.contains("<title>Comune</title>") && it.contains("<title>A it</title>") && !it.contains("A en"), "{it}");
    assert!(en.contains("<title>Town</title>") && en.contains("<title>A en</title>") && !en.contains("A it"), "{en}");
    assert!(en.contains("<link>https://example.org/en/</link>") && en.contains("<language>en</language>"), "{en}");
    site.lacks("/pt-BR/feed.xml");
}
