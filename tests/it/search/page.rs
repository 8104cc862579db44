//! The page for searching and the field that leads to it.

use super::ON;
use crate::support::site::TestSite;

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org/town'
title = 'Town'
[languages.it]
title = 'Paese'
search_path = 'cerca'
[search]
enabled = true
path = 'find'
-- content/_index.md --
-- content/news/_index.md --
+++
title = 'News'
+++
-- content/_index.it.md --
";

#[test]
fn it_is_there_without_a_file() {
    let site = TestSite::bare(SITE).build().found([]).has("/find/").has("/it/cerca/");
    assert!(!site.is_served("/search/"));
    let (home, page, other) = (site.read("/"), site.read("/find/"), site.read("/it/cerca/"));
    assert!(home.contains("<form class=\"search\" role=\"search\" action=\"/town/find/\">"), "{home}");
    assert!(home.contains("<label class=\"hidden\" for=\"search\">Search this site</label>"), "{home}");
    assert!(!home.contains("script."), "{home}");
    // One field only, and a way on without it.
    assert_eq!(page.matches("role=\"search\"").count(), 1);
    assert!(page.contains("<title>Search – Town</title>"), "{page}");
    assert!(page.contains("<noscript>") && page.contains("<li><a href=\"/town/news/\">News</a></li>"), "{page}");
    assert!(page.contains("data-index=\"/town/search/en.json\" data-lang=\"en-US\""), "{page}");
    assert!(page.contains("src=\"/town/search/script."), "{page}");
    assert!(page.contains("<a href=\"/town/it/cerca/\" hreflang=\"it\""), "{page}");
    assert!(other.contains("data-index=\"/town/search/it.json\" data-lang=\"it-IT\""), "{other}");
    assert!(other.contains("1 risultato per “{query}”"), "{other}");
    // The search is not in the search, nor in the sitemap.
    assert!(!site.read("/sitemap.xml").contains("/find/"));
}

#[test]
fn a_page_of_the_author_takes_its_place() {
    let site = TestSite::bare(SITE).write("content/find.md", "+++\ntitle = 'Seek'\ntemplate = 'search.html'\n+++\n");
    let page = site.build().found([]).read("/find/");
    assert!(page.contains("<title>Seek"), "{page}");
}

#[test]
fn a_page_that_only_stands_there_is_told() {
    let site = TestSite::bare(SITE).write("content/find/_index.md", "+++\ntitle = 'Finds of the year'\n+++\n");
    site.build()
        .found([
            "search-hidden content/find/_index.md:1:1 `/find/` is the address for searching, and this page has no field there",
        ])
        .hinted("give it `template = \"search.html\"`, or the search another `path` in `[search]`");
}

#[test]
fn a_theme_that_knows_no_search_can_have_one() {
    // The templates of this site have no field; the page is that of the built-in theme.
    let site = TestSite::new(&format!("{ON}\n-- content/a.md --\none\n")).build().found([]).has("/search/");
    assert!(site.read("/search/").contains("data-index=\"/search/en.json\""));
    // A frame into which that page does not fit: there is an index, and no page.
    let base = "<title>{% block name %}{% endblock name %}</title>";
    let site = site.write("templates/base.html", base).build().found([]).has("/search/en.json");
    assert!(!site.is_served("/search/"));
}

#[test]
fn an_address_that_cannot_be_is_told() {
    let error = |line: &str| {
        let site =
            TestSite::bare(&format!("-- seawall.toml --\n[search]\nenabled = true\n{line}\n-- content/a.md --\n"));
        let files = seawall::base::files::Files::new(site.path());
        match seawall::config::load(&files, None) {
            Err(seawall::config::Error::Invalid(findings)) => {
                let finding = findings.iter().next().unwrap();
                (finding.code.to_string(), finding.message.clone(), finding.place.as_ref().map(|place| place.line))
            }
            other => panic!("{other:?}"),
        }
    };
    let wrong = "`/` is not a path of the site".to_owned();
    assert_eq!(error("path = '/'"), ("config-path".to_owned(), wrong, Some(3)));
    assert_eq!(error("[languages.it]\nsearch_path = '..'").0, "config-path");
    assert_eq!(error("paths = 'x'").0, "config-unknown-key");
}
