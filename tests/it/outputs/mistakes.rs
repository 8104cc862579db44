//! What cannot be, told at its place.

use seawall::base::files::Files;
use seawall::config::{self, Error};

use crate::support::site::TestSite;

/// Asserts what is wrong with a configuration: `code line:column message (hint)`.
#[track_caller]
fn refused(toml: &str, expected: &[&str]) {
    let site = TestSite::bare("").write("seawall.toml", toml);
    let Err(Error::Invalid(findings)) = config::load(&Files::new(site.path()), None) else {
        panic!("it is taken: {toml}")
    };
    let findings = findings.sorted();
    let found = findings.iter().map(|finding| {
        let place = finding.place.as_ref().unwrap();
        let hint = finding.hint.as_deref().unwrap_or("");
        format!("{} {}:{} {} ({hint})", finding.code, place.line, place.column, finding.message)
    });
    assert_eq!(found.collect::<Vec<String>>(), expected);
}

#[test]
fn feeds_that_cannot_be() {
    refused(
        "[feeds]\nformats = ['rss', 'atm']\n",
        &["config-syntax 2:19 `atm` cannot be written here (did you mean `atom`?)"],
    );
    refused(
        "[feeds]\nformats = ['rss', 'atom']\nlength = 0\nnames = { rss = 'a/b.xml', atom = 'a/b.xml' }\n",
        &[
            "config-feeds 3:10 a feed names at least one page (write how many pages it names; `formats = []` means no feeds)",
            "config-feeds 4:17 `a/b.xml` is not the name of a feed (write the name of a file, such as `index.xml`)",
            "config-feeds 4:35 `a/b.xml` is not the name of a feed (write the name of a file, such as `index.xml`)",
            "config-feeds 4:35 `a/b.xml` is the name of the rss feed already (give each format a name of its own)",
        ],
    );
}

#[test]
fn rules_for_crawlers_that_cannot_be() {
    refused(
        "[robots]\ndisallow = ['/a/', 'drafts']\n[[robots.agents]]\nname = 'My Bot'\n",
        &[
            "config-robots 2:21 `drafts` is no rule of `robots.txt` (write a path such as `/drafts/`; `*` stands for anything and `$` for the end)",
            "config-robots 4:9 `My Bot` is not the name of a crawler (write the crawler's own word, such as `GPTBot`; rules for all stand in `[robots]` itself)",
        ],
    );
}

#[test]
fn contacts_that_cannot_be() {
    refused(
        "[security]\ncontact = ['a@example.org', '+39 0000', 'http://example.org/', 'mailto:a b@example.org']\nexpires = 'soon'\n",
        &[
            "config-security 2:13 `a@example.org` is no address for `Contact` (write `mailto:a@example.org`)",
            "config-security 2:30 `+39 0000` is no address for `Contact` (write `tel:+39-0000`)",
            "config-security 2:42 `http://example.org/` is no address for `Contact` (write `https://example.org/`)",
            "config-security 2:65 `mailto:a b@example.org` is no address for `Contact` (it begins with `https://`, `mailto:` or `tel:`)",
            "config-security 3:11 `soon` is not an instant (write `expires = 2027-10-31T23:00:00Z`, less than a year from now)",
        ],
    );
    refused(
        "[security]\n",
        &[
            "config-security 1:1 `[security]` needs `expires` (RFC 9116 section 2.5.5) (write `expires = 2027-10-31T23:00:00Z`, less than a year from now)",
            "config-security 1:1 `[security]` needs a `contact` (RFC 9116 section 2.5.3) (write `contact = \"mailto:security@comune.example\"`)",
        ],
    );
}

#[test]
fn manifests_and_organizations_that_cannot_be() {
    refused(
        "[manifest]\ntheme_color = '#12'\n[[manifest.icons]]\nsrc = '/a.png'\n[[manifest.icons]]\nsrc = 'b.svg'\n\
         [organization]\ntype = 'town'\nurl = 'www.example.org'\n",
        &[
            "config-manifest 2:15 `#12` is not a color (write it as `#0b3d66`)",
            "config-manifest 4:7 the icon `/a.png` needs `sizes` (write `sizes = \"192x192\"`)",
            "config-manifest 6:7 `b.svg` is not the path of a file of the site (write it as `/logo.svg`, for `static/logo.svg`)",
            "config-organization 8:8 `town` is no type of schema.org (write it as `GovernmentOrganization`)",
            "config-organization 9:7 `www.example.org` is no address of the web (write it as `https://www.comune.example`)",
        ],
    );
}

#[test]
fn files_that_are_not_there() {
    let config = "base_url = 'https://example.org'\ntitle = 'T'\n[organization]\nlogo = '/logo.svg'\n\
                  [manifest]\n[[manifest.icons]]\nsrc = '/icon.svg'\n";
    TestSite::new("-- content/a.md --\n").write("seawall.toml", config).build().found([
        "config-file seawall.toml:4:8 nothing is served at `/logo.svg`",
        "config-file seawall.toml:7:7 nothing is served at `/icon.svg`",
    ]);
}

#[test]
fn schemas_that_cannot_be() {
    let page =
        |front: &str| TestSite::new("").write("content/a.md", &format!("+++\ntitle = 'A'\n{front}\n+++\n")).build();
    page("schema = 3")
        .found(["front-matter-type content/a.md:3:1 `schema` must be a table with a `type`, or a type, not a number"]);
    page("schema = 'news'").found(["schema-type content/a.md:3:1 `news` is no type of schema.org"]);
    page("[schema]\ntype = 'Evnt'").found(["schema-type content/a.md:4:1 `Evnt` is no type that search engines know"]);
    page("[schema]\nstart = 2026-01-01").found(["schema-missing content/a.md:3:1 the schema has no `type`"]);
    page("[schema]\ntype = 'Event'").found([
        "schema-missing content/a.md:3:1 the schema `Event` has no `location`",
        "schema-missing content/a.md:3:1 the schema `Event` has no `start`",
    ]);
    page("[schema]\ntype = 'Event'\nlocation = 'x'\nstart = 2026-02-01\nend = 2026-01-01")
        .found(["schema-value content/a.md:3:1 it ends before it starts"]);
    page("[schema]\ntype = 'Event'\nlocation = 'x'\nstart = 'tomorrow'\nstatus = 'off'\norganiser = 'x'").found([
        "schema-value content/a.md:6:1 `start` of `schema` must be a day or an instant, such as `2026-11-26T18:00:00+01:00`, not `tomorrow`",
        "schema-value content/a.md:7:1 `status` of `schema` must be one of `scheduled`, `cancelled`, `postponed`, `rescheduled`, `moved_online`, not `off`",
        "schema-key content/a.md:8:1 `organiser` is not a known key of `schema`",
    ]);
    page("schema = 'NewsArticle'")
        .found(["schema-missing content/a.md:3:1 a `NewsArticle` has a date, and this page has none"]);
    page("[schema]\ntype = 'GovernmentService'\nprovider = '@/offices/x.md'")
        .found(["link-broken content/a.md:5:13 there is no page `@/offices/x.md`"]);
}

#[test]
fn a_number_is_no_table() {
    refused(
        "[images]\nquality = 50\n",
        &["config-syntax 2:11 invalid type: integer `50`, expected a table such as `{ webp = 78 }` ()"],
    );
    refused("feeds = 1\n", &["config-syntax 1:9 invalid type: integer `1`, expected a table ()"]);
}

#[test]
fn a_date_that_is_told_is_not_missing() {
    let page = |date: &str| format!("+++\n{date}\n[schema]\ntype = 'NewsArticle'\n+++\n");
    let site = TestSite::bare("-- seawall.toml --\n-- content/_index.md --\n");
    let site = site.write("content/a.md", &page("date = 'soon'")).write("content/b.md", &page("dat = 2026-01-01"));
    site.write("content/c.md", &page("title = 'C'")).build().found([
        "front-matter-type content/a.md:2:1 `date` must be a date such as `2026-11-23`, not this text",
        "front-matter-unknown-key content/b.md:2:1 `dat` is not a known key",
        "schema-missing content/c.md:3:1 a `NewsArticle` has a date, and this page has none",
    ]);
}
