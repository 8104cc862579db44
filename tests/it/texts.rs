//! Texts, dates and numbers in the language of the page.

use crate::support::site::TestSite;

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org'
title = 'Comune'
default_language = 'it'
[languages.en]
locale = 'en-GB'
[languages.sl]
[languages.ar]
[languages.pt-BR]
-- content/a.md --
+++
date = 2026-11-23
+++
-- content/a.en.md --
+++
date = 2026-11-23
+++
-- content/a.sl.md --
+++
date = 2026-11-23
+++
-- content/a.ar.md --
+++
date = 2026-11-23
+++
-- content/a.pt-BR.md --
+++
date = 2026-11-23
+++
";

/// Returns the site with a template for its pages.
fn site(template: &str) -> TestSite {
    TestSite::new(SITE).write("templates/page.html", &format!("<main>{template}</main>"))
}

#[track_caller]
fn shows<const N: usize>(template: &str, expected: [(&str, &str); N]) {
    let mut site = site(template).build().found([]);
    for (path, text) in expected {
        site = site.main_of(path, text);
    }
}

#[track_caller]
fn refuses(template: &str, finding: &str, hint: &str) {
    let site = site(template).remove("content/a.en.md").remove("content/a.sl.md");
    let site = site.remove("content/a.ar.md").remove("content/a.pt-BR.md").build();
    site.found([&format!("{finding} (while rendering `content/a.md`)")]).hinted(hint);
}

#[test]
fn dates_are_in_the_language_of_the_page() {
    shows(
        "{{ page.date | date }}",
        [
            ("/a/", "23 novembre 2026"),
            ("/en/a/", "23 November 2026"),
            ("/sl/a/", "23. november 2026"),
            ("/ar/a/", "23 نوفمبر 2026"),
            ("/pt-BR/a/", "23 de novembro de 2026"),
        ],
    );
    shows("{{ page.date | date(format='short') }}", [("/a/", "23/11/26"), ("/en/a/", "23/11/2026")]);
    shows("{{ page.date | date(format='full') }}", [("/a/", "lunedì 23 novembre 2026")]);
    shows("{{ page.date | date(format='%e %B %Y') }}", [("/a/", "23 novembre 2026"), ("/en/a/", "23 November 2026")]);
    shows("{{ page.date | date(format='EEE d.M.') }}", [("/a/", "lun 23.11."), ("/sl/a/", "pon. 23.11.")]);
    shows("{{ page.date | date(locale='de') }}", [("/a/", "23. November 2026"), ("/en/a/", "23. November 2026")]);
}

#[test]
fn instants_are_shown_at_the_time_that_is_written() {
    shows("{{ '2026-11-23T22:40:00+01:00' | date(time=true) }}", [("/a/", "23 novembre 2026 alle ore 22:40")]);
    shows("{{ '2026-11-23T22:40:00Z' | date(format='HH:mm') }}", [("/a/", "22:40")]);
    shows("{{ '2026-11-23T22:40:00+01:00' | date(format='%FT%T%:z') }}", [("/ar/a/", "2026-11-23T22:40:00+01:00")]);
}

#[test]
fn a_component_writes_in_the_language_of_the_page() {
    let component = "{% component day(value: string) %}{{ value | date }} {{ 1234567 | number }}{% endcomponent day %}";
    site("{{ <day value={page.date}/> }}")
        .write("templates/components/day.html", component)
        .build()
        .main_of("/a/", "23 novembre 2026 1.234.567")
        .main_of("/en/a/", "23 November 2026 1,234,567");
}

#[test]
fn numbers_are_in_the_language_of_the_page() {
    shows("{{ 12345.6 | number }}", [("/a/", "12.345,6"), ("/en/a/", "12,345.6"), ("/sl/a/", "12.345,6")]);
    shows("{{ 1.005 | number(decimals=2) }} {{ '7' | number(decimals=1) }}", [("/a/", "1,01 7,0")]);
    shows("{{ 2026 | number(group=false) }} {{ 1234.5 | number(locale='de-CH') }}", [("/a/", "2026 1&#39;234.5")]);
}

#[test]
fn what_is_no_date_and_no_number() {
    let at = "template-error templates/page.html:1:";
    let dates = "write it as `2026-11-23`, or with a time as `2026-11-23T22:40:00+01:00`";
    let message = "`soon` is neither an instant (`2026-11-23T21:00:00Z`) nor a date (`2026-11-23`)";
    refuses("{{ 'soon' | date }}", &format!("{at}19 {message}"), dates);
    refuses("{{ 7 | date }}", &format!("{at}14 a date is a text such as `2026-11-23`"), dates);
    refuses(
        "{{ page.date | date(format='2 January 2006') }}",
        &format!("{at}22 `2 January 2006` is a layout of Go"),
        "write it as `d MMMM y`",
    );
    refuses(
        "{{ page.date | date(locale='jp') }}",
        &format!("{at}22 `jp` is not a language code"),
        "did you mean `ja`?",
    );
    let arguments = "it has format, time, locale";
    refuses("{{ page.date | date(style='long') }}", &format!("{at}22 `date` has no argument `style`"), arguments);
    let hint = "a number is written as `12345.6`, without marks between thousands";
    refuses("{{ '1.234,5' | number }}", &format!("{at}22 `1.234,5` is not a number"), hint);
    refuses("{{ 1 | number(decimals=99) }}", &format!("{at}14 `decimals` goes from 0 to 20"), "2 shows cents");
}

const RESULTS: &str = "
results = { $n ->
    [one] { $n } strada di { $name }
   *[other] { $n } strade di { $name }
}
    .title = Strade (<{ -town }>)
-town = Molosalso
";

#[test]
fn texts_have_plurals_variables_attributes_and_terms() {
    let slovenian = "
results = { $n ->
    [one] { $n } cesta
    [two] { $n } cesti
    [few] { $n } ceste
   *[other] { $n } cest
}
    .title = Ceste
";
    let template = "{% for n in [1, 2, 3, 5, 12345] %}{{ trans(key='results', n=n, name='A&B') }}, {% endfor %}\
                    {{ trans(key='results.title') }}";
    site(template)
        .write("i18n/it.ftl", RESULTS)
        .write("i18n/sl.ftl", slovenian)
        .write("i18n/en.ftl", "results = { $n } { $name }\n    .title = T\n")
        .build()
        .found([])
        .main_of(
            "/a/",
            "1 strada di A&amp;B, 2 strade di A&amp;B, 3 strade di A&amp;B, 5 strade di A&amp;B, \
             12.345 strade di A&amp;B, Strade (&lt;Molosalso&gt;)",
        )
        .main_of("/sl/a/", "1 cesta, 2 cesti, 3 ceste, 5 cest, 12.345 cest, Ceste")
        .main_of("/ar/a/", "1 A&amp;B, 2 A&amp;B, 3 A&amp;B, 5 A&amp;B, 12,345 A&amp;B, T");
}

#[test]
fn a_text_is_looked_for_in_the_base_language_and_in_english() {
    site("{{ trans(key='one') }} {{ trans(key='two') }} {{ trans(key='three') }} {{ trans(key='home') }}")
        .write("i18n/pt-BR.ftl", "one = um (BR)\n")
        .write("i18n/pt.ftl", "one = um\ntwo = dois\n")
        .write("i18n/en.ftl", "one = one\ntwo = two\nthree = three\n")
        .build()
        .found([])
        .main_of("/pt-BR/a/", "um (BR) dois three Home")
        .main_of("/sl/a/", "one two three Domov");
}

#[test]
fn the_site_changes_single_texts_of_the_theme() {
    site("{{ trans(key='home') }} {{ trans(key='next') }} {{ trans(key='x', default='?') }}")
        .write("seawall.toml", "default_language = 'it'\ntheme = 'own'\n[languages]\n")
        .write("themes/own/i18n/it.ftl", "home = Tema\nnext = Tema\n")
        .write("i18n/it.ftl", "home = Sito\n")
        .build()
        .main_of("/a/", "Sito Tema ?");
}

#[test]
fn numbers_within_texts() {
    let text = "x = { $n } { NUMBER($n, minimumFractionDigits: 2) } { NUMBER($n, useGrouping: \"false\") } { 0.5 }\n";
    site("{{ trans(key='x', n=12345.5) }} {{ trans(key='x', n='12') }}")
        .write("i18n/it.ftl", text)
        .write("i18n/en.ftl", text)
        .build()
        .main_of("/a/", "12.345,5 12.345,50 12345,5 0,5 12 12 12 0,5")
        .main_of("/en/a/", "12,345.5 12,345.50 12345.5 0.5 12 12 12 0.5");
}

#[test]
fn texts_that_lack_something() {
    let site = |template: &str| {
        let site = site(template).write("i18n/it.ftl", RESULTS).remove("content/a.en.md").remove("content/a.sl.md");
        site.remove("content/a.ar.md").remove("content/a.pt-BR.md").build()
    };
    site("{{ trans(key='results', n=1) }}")
        .found(["template-error i18n/it.ftl:3:30 the text `results` needs the variable `name` (while rendering `content/a.md`)"])
        .hinted("pass it: `trans(key=\"results\", name=…)`");
    site("{{ trans(key='results', n=1, default='x') }}").hinted("pass it: `trans(key=\"results\", name=…)`");
    site("{{ trans(key='results.titel') }}")
        .hinted("did you mean `results.title`? Otherwise add `.titel = …` below `results` to `i18n/it.ftl`");
    site("{{ trans(key='resluts') }}").hinted("did you mean `results`? Otherwise add `resluts = …` to `i18n/it.ftl`");
    site("{{ trans(key='two words') }}").found([
        "template-error templates/page.html:1:10 `two words` is no key of a text: use letters, digits, `-` and `_` \
         (while rendering `content/a.md`)",
    ]);
    site("{{ trans(key='results', n=[1], name='a') }}").found([
        "template-error templates/page.html:1:10 the text `results` takes texts and numbers, and `n` is neither \
         (while rendering `content/a.md`)",
    ]);
}

#[test]
fn a_text_that_changes_reaches_the_pages_that_show_it() {
    site("{{ trans(key='results', n=3, name='B') }}")
        .write("i18n/it.ftl", RESULTS)
        .write("i18n/en.ftl", "results = { $n }\n")
        .build()
        .build()
        .ran_nothing()
        .edit("i18n/it.ftl", "di { $name }", "a { $name }")
        .build()
        .ran([])
        .edit("i18n/it.ftl", "strade di", "vie di")
        .build()
        .ran(["page /a/"])
        .because("page /a/", "answer to `text it results {\"n\":3,\"name\":\"B\"}` changed")
        .main_of("/a/", "3 vie di B")
        .same_as_clean_build();
}

#[test]
fn a_page_says_which_way_it_is_written() {
    let languages = "{% for l in config.languages %}{{ l.code }}={{ l.dir }} {% endfor %}";
    shows(
        &format!("{{{{ dir }}}} {{{{ config.locale }}}} {languages}"),
        [
            ("/a/", "ltr it-IT it=ltr ar=rtl en=ltr pt-BR=ltr sl=ltr"),
            ("/ar/a/", "rtl ar-EG it=ltr ar=rtl en=ltr pt-BR=ltr sl=ltr"),
            ("/en/a/", "ltr en-GB it=ltr ar=rtl en=ltr pt-BR=ltr sl=ltr"),
        ],
    );
    let site = TestSite::bare(SITE).build().found([]);
    assert!(site.read("/ar/a/").contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(site.read("/a/").contains("<html lang=\"it\" dir=\"ltr\">"));
    assert!(site.read("/a/").contains("<time datetime=\"2026-11-23\">23 novembre 2026</time>"));
    assert!(site.read("/en/a/").contains("<meta property=\"og:locale\" content=\"en_GB\">"));
}

#[test]
fn titles_are_sorted_as_readers_look_for_them() {
    let page = |title: &str| format!("+++\ntitle = '{title}'\n+++\n");
    let titles = "{% for p in section.pages %}{{ p.title }} {% endfor %}";
    site("")
        .write("templates/section.html", &format!("<main>{titles}</main>"))
        .write("content/s/_index.md", "+++\nsort_by = 'title'\n+++\n")
        .write("content/s/_index.sl.md", "+++\nsort_by = 'title'\n+++\n")
        .write("content/s/1.md", &page("Zona"))
        .write("content/s/2.md", &page("È"))
        .write("content/s/3.md", &page("Fiera 10"))
        .write("content/s/4.md", &page("elba"))
        .write("content/s/5.md", &page("Fiera 9"))
        .write("content/s/1.sl.md", &page("Č"))
        .write("content/s/2.sl.md", &page("Cz"))
        .write("content/s/3.sl.md", &page("D"))
        .build()
        .main_of("/s/", "È elba Fiera 9 Fiera 10 Zona")
        .main_of("/sl/s/", "Cz Č D");
}

#[test]
fn a_page_that_is_not_translated_says_so_and_in_which_language_it_is() {
    let page = "+++\ntitle = 'خبر'\n+++\n## One\n## Two\n## Three\n";
    let site = "-- seawall.toml --\nbase_url = 'https://example.org'\ndefault_language = 'ar'\n\
                [languages.it]\nfallback = true\n-- content/_index.md --\n-- content/_index.it.md --\n";
    let site = TestSite::bare(site).write("content/a.md", page).build().found([]);
    let html = site.read("/it/a/");
    for part in [
        "<html lang=\"it\" dir=\"ltr\">",
        "<p class=\"notice\">Questa pagina non è ancora tradotta",
        "<h1 lang=\"ar\" dir=\"rtl\">خبر</h1>",
        "<ul lang=\"ar\" dir=\"rtl\">",
        "<div class=\"prose\" lang=\"ar\" dir=\"rtl\">",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    assert!(!site.read("/a/").contains("class=\"notice\""));
}
