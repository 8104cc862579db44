//! The small files that are looked for by name, and the page for unknown addresses.

use crate::support::site::TestSite;

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org'
title = 'Comune'
default_language = 'it'
[languages.en]
title = 'Town'
-- content/_index.md --
-- content/_index.en.md --
";

fn site(more: &str) -> TestSite {
    let config = SITE.split("-- content").next().unwrap().trim();
    let (_, config) = config.split_once("--\n").unwrap();
    TestSite::new(SITE).write("seawall.toml", &format!("{config}\n{more}"))
}

#[test]
fn robots_allow_everything_unless_told_otherwise() {
    let plain = site("").build().found([]);
    assert_eq!(plain.read("/robots.txt"), "User-agent: *\nDisallow:\n\nSitemap: https://example.org/sitemap.xml\n");
    let told = site(
        "[robots]\ndisallow = ['/drafts/', '/*.csv$']\nallow = '/drafts/a/'\n\
         [[robots.agents]]\nname = ['GPTBot', 'CCBot']\ndisallow = '/'\n",
    );
    assert_eq!(
        told.build().found([]).read("/robots.txt"),
        "User-agent: *\nAllow: /drafts/a/\nDisallow: /drafts/\nDisallow: /*.csv$\n\n\
         User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\n\
         Sitemap: https://example.org/sitemap.xml\n"
    );
}

#[test]
fn below_a_folder_there_is_nothing_to_say_to_a_host() {
    let below = |more: &str| site(more).edit("seawall.toml", "example.org'", "example.org/town'").build();
    below("").found([]).lacks("/robots.txt");
    let told = below("[robots]\n[security]\ncontact = 'mailto:a@example.org'\nexpires = 2027-06-01\n");
    told.found([
        "config-no-effect seawall.toml:6:1 `[robots]` has no effect: crawlers read `robots.txt` at the top of a host only",
        "config-no-effect seawall.toml:7:1 `[security]` has no effect: `security.txt` is looked for at the top of a host only",
    ])
    .lacks("/robots.txt")
    .lacks("/.well-known/security.txt");
}

#[test]
fn security_names_whom_to_tell() {
    let told = site(
        "[security]\ncontact = ['mailto:a@example.org', 'tel:+39-0000-000000']\nexpires = 2027-06-01T00:00:00+02:00\n\
         policy = 'https://example.org/security/'\n",
    );
    let told = told.build().found([]);
    assert_eq!(
        told.read("/.well-known/security.txt"),
        "Contact: mailto:a@example.org\nContact: tel:+39-0000-000000\nExpires: 2027-05-31T22:00:00Z\n\
         Policy: https://example.org/security/\nPreferred-Languages: it, en\n\
         Canonical: https://example.org/.well-known/security.txt\n"
    );
    let media_types: Vec<&str> = told
        .built()
        .output
        .entries()
        .filter(|entry| entry.path.as_str() == "/.well-known/security.txt")
        .map(|entry| entry.media_type.as_str())
        .collect();
    assert_eq!(media_types, ["text/plain; charset=utf-8"]);
}

#[test]
fn security_warns_in_time() {
    let at = |instant: &str| {
        let told = site("[security]\ncontact = 'mailto:a@example.org'\nexpires = 2027-06-01\n");
        told.at(instant).build().has("/.well-known/security.txt")
    };
    at("2027-04-30").found([]);
    at("2026-06-01").found([]);
    at("2027-05-12").found(["security-expires seawall.toml:8:11 `security.txt` expires in 20 days"]);
    at("2027-06-01")
        .found(["security-expires seawall.toml:8:11 `security.txt` has expired on 2027-06-01, so nobody may trust it"]);
    at("2026-05-30")
        .found(["security-expires seawall.toml:8:11 `security.txt` expires on 2027-06-01, in more than a year"]);
}

#[test]
fn a_file_of_the_author_wins() {
    let own = site("[robots]\n[security]\ncontact = 'mailto:a@example.org'\nexpires = 2027-06-01\n[manifest]\n")
        .write("static/robots.txt", "mine")
        .write("static/.well-known/security.txt", "mine")
        .write("static/manifest.webmanifest", "mine")
        .write("static/sitemap.xml", "mine")
        .write("static/404.html", "mine")
        .build();
    let own = own.found([
        "config-no-effect seawall.toml:6:1 `[robots]` has no effect: the site has a file of its own at `/robots.txt`",
        "config-no-effect seawall.toml:7:1 `[security]` has no effect: the site has a file of its own at `/.well-known/security.txt`",
        "config-no-effect seawall.toml:10:1 `[manifest]` has no effect: the site has a file of its own at `/manifest.webmanifest`",
    ]);
    for path in ["/robots.txt", "/.well-known/security.txt", "/manifest.webmanifest", "/sitemap.xml", "/404.html"] {
        assert_eq!(own.read(path), "mine", "{path}");
    }
    // What is removed is made again.
    let own = own.remove("static/sitemap.xml").build();
    assert!(own.read("/sitemap.xml").contains("<urlset"));
    own.same_as_clean_build();
}

#[test]
fn a_manifest_speaks_each_language() {
    let told =
        site("[manifest]\nshort_name = 'C'\ntheme_color = '#0b3d66'\n[[manifest.icons]]\nsrc = '/favicon.svg'\n");
    let told = told.build().found([]);
    let read = |path: &str| serde_json::from_str::<serde_json::Value>(&told.read(path)).unwrap();
    let (it, en) = (read("/manifest.webmanifest"), read("/en/manifest.webmanifest"));
    assert_eq!((&it["name"], &it["lang"], &it["start_url"]), (&"Comune".into(), &"it".into(), &"/".into()));
    assert_eq!((&en["name"], &en["lang"], &en["scope"]), (&"Town".into(), &"en".into(), &"/en/".into()));
    assert_eq!(it["icons"][0], serde_json::json!({ "src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml" }));
    assert_eq!((&it["theme_color"], &it["display"]), (&"#0b3d66".into(), &"browser".into()));
}

#[test]
fn a_page_for_unknown_addresses_speaks_each_language() {
    let told = TestSite::bare(SITE).build().found([]);
    let (it, en) = (told.read("/404.html"), told.read("/en/404.html"));
    assert!(it.contains("<html lang=\"it\"") && en.contains("<html lang=\"en\""));
    assert!(it.contains("<meta name=\"robots\" content=\"noindex\">") && it.contains("href=\"/en/\""), "{it}");
    assert!(!told.read("/sitemap.xml").contains("404"));
    let own = TestSite::bare(SITE).write("content/404.en.md", "+++\ntitle = 'Lost'\npath = '404.html'\n+++\nLost.\n");
    assert!(own.build().found([]).read("/en/404.html").contains("<p>Lost.</p>"));
}
