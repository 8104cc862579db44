//! A build of which nothing changed, and one of which a text changed: what is not looked at again must not be missed.
//!
//! Files that are as old as a build are looked at by their bytes, and most tests build within one tick of the file
//! system's clock; so these wait until it has gone on.

use std::fs;
use std::time::SystemTime;

use seawall::base::sink::Folder;

use crate::support::site::{TestSite, let_time_pass};

/// `votes.html` asks for a data file, and the home page shows summaries.
const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org'
-- content/_index.md --
+++
title = 'Home'
+++
welcome
-- content/a.md --
+++
title = 'A'
template = 'votes.html'
+++
one

two
-- content/b.md --
+++
title = 'B'
+++
first

second
-- data/votes.json --
{\"yes\": 1}
-- templates/votes.html --
{% set votes = load_data(path=\"votes.json\") %}<main>{{ votes.yes }}{{ page.content | safe }}</main>
-- templates/section.html --
<main>{% for page in section.pages %}{{ page.summary | safe }}{% endfor %}</main>
";

fn site() -> TestSite {
    later(TestSite::new(SITE)).build().found([])
}

/// Returns the site once a file made now is surely younger than all of it.
fn later(site: TestSite) -> TestSite {
    let_time_pass(site.path());
    site
}

/// Returns when what is remembered of the last build as a whole was written.
fn remembered(site: &TestSite) -> SystemTime {
    site.path().join(".cache/seawall/last").metadata().unwrap().modified().unwrap()
}

/// Builds and asserts that not even the content was read.
#[track_caller]
fn stands(site: TestSite) -> TestSite {
    let before = remembered(&site);
    let site = later(site).build().ran_nothing();
    assert_eq!(remembered(&site), before, "the build was run");
    assert!(site.built().cache.steps_kept > 0);
    site.same_as_clean_build()
}

#[test]
fn a_build_of_which_nothing_changed_is_not_run() {
    stands(stands(site()));
}

/// As in a `publish --serve`, beside which others publish.
#[test]
fn the_output_folder_is_given_back() {
    let site = later(stands(site()));
    let sink = Folder::open(site.path().join("public")).unwrap();
    assert_eq!(site.build_with(&sink, true).settled.n_written, 0);
    assert!(Folder::open(site.path().join("public")).is_ok());
}

#[test]
fn what_stood_unasked_is_still_watched() {
    let site = later(stands(site())).edit("content/b.md", "second", "third");
    let site = later(site).build().ran(["fragment b.md", "page /b/"]).same_as_clean_build();
    let site = later(stands(site)).edit("data/votes.json", "1", "2");
    later(site).build().ran(["page /a/"]).main_of("/a/", "2<p>one</p>\n<p>two</p>").same_as_clean_build();
}

#[test]
fn a_summary_reaches_those_who_show_it() {
    let site = later(site()).edit("content/b.md", "first", "new");
    let site = later(site).build().ran(["fragment b.md", "page /", "page /b/"]).same_as_clean_build();
    stands(site);
}

#[test]
fn a_text_that_goes_back_goes_back_everywhere() {
    let site = later(site()).edit("content/b.md", "second", "third");
    let site = later(later(site).build()).edit("templates/section.html", "<main>", "<main>+");
    let site = later(later(site).build()).edit("content/b.md", "third", "second");
    let site = later(site).build().ran(["fragment b.md", "page /b/"]).same_as_clean_build();
    stands(site);
}

/// As after a loss of power, or where an older log was restored: an older record must not stand unasked.
#[test]
fn a_log_that_lost_its_tail_is_not_believed() {
    let site = later(site());
    let log = site.path().join(".cache/seawall/steps.log");
    let length = log.metadata().unwrap().len();
    let site = later(later(site).edit("content/b.md", "second", "third")).build();
    fs::OpenOptions::new().write(true).open(&log).unwrap().set_len(length).unwrap();
    let site = later(later(site).edit("content/b.md", "third", "second")).build();
    stands(site.main_of("/b/", "<p>first</p>\n<p>second</p>").same_as_clean_build());
}

#[test]
fn hands_on_the_output_are_noticed() {
    let site = later(site());
    fs::write(site.path().join("public/a/index.html"), "by hand").unwrap();
    let site = later(site).build().ran(["page /a/"]).because("page /a/", "its result is gone").same_as_clean_build();
    let site = later(stands(site));
    fs::remove_file(site.path().join("public/b/index.html")).unwrap();
    stands(later(site).build().ran(["page /b/"]).same_as_clean_build());
}

#[test]
fn names_and_folders_are_watched_too() {
    let site = later(site()).write("content/c.md", "+++\ntitle = 'C'\n+++\nthird");
    let site = later(site).build().has("/c/").same_as_clean_build();
    let site = later(site).write("static/new.txt", "new");
    let site = later(site).build().has("/new.txt").same_as_clean_build();
    let site = later(site).write("templates/page.html", "<main>mine {{ page.content | safe }}</main>");
    let site = later(site).build().main_of("/b/", "mine <p>first</p>\n<p>second</p>").same_as_clean_build();
    stands(site);
}

#[test]
fn the_clock_is_watched() {
    let site = later(TestSite::new(SITE).at("2026-11-23T10:00:00Z"))
        .write("content/c.md", "+++\ntitle = 'C'\npublish_at = 2026-11-23T21:00:00Z\n+++\nlate")
        .build()
        .lacks("/c/");
    let site = stands(later(site).build().at("2026-11-23T20:59:59Z"));
    let site = later(site.at("2026-11-23T21:00:00Z")).build().has("/c/").same_as_clean_build();
    let site = stands(site.at("2026-11-23T23:00:00Z"));
    site.at("2026-11-23T10:00:00Z").build().lacks("/c/").same_as_clean_build();
}

#[test]
fn drafts_are_another_build() {
    let site = later(site().write("content/d.md", "+++\ntitle = 'D'\ndraft = true\n+++\ndraft"));
    let site = later(later(site).build()).with_drafts().build().has("/d/");
    stands(site);
}

/// What is remembered of front matter is not what the parser of JSON makes of it: a float would be a little off.
#[test]
fn values_of_front_matter_are_the_same_again() {
    let values = "template = 'values.html'
[extra]
floats = [0.38095238095238093, 7.93e-23, 6.27e-24, 1e300, -0.0]
whole = [-1, 9223372036854775807]
table = { z = ['z', {}], a = true }";
    let template = "-- templates/values.html --
<main>{{ page.extra.floats }} {{ page.extra.whole }} {{ page.extra.table }}{{ page.content | safe }}</main>
";
    let site = TestSite::new(&(SITE.replace("template = 'votes.html'", values) + template));
    let site = later(later(site).build()).edit("content/a.md", "two", "three");
    later(site).build().ran(["fragment a.md", "page /a/"]).same_as_clean_build();
}
