//! The search: which pages are in the index, in which files it lies, and what runs again after an edit.

mod files;
mod page;
mod steps;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::site::TestSite;

/// The configuration of a site with a search.
const ON: &str = "
-- seawall.toml --
base_url = 'https://example.org'
title = 'Town'
[search]
enabled = true
";

fn json(site: &TestSite, path: &str) -> Value {
    serde_json::from_str(&site.read(path)).unwrap()
}

/// Returns the files below one of the two lists of an index, in order.
fn files(site: &TestSite, language: &str, list: &str) -> Vec<Value> {
    let list = &json(site, &format!("/search/{language}.json"))[list];
    let file = |name: &Value| json(site, &format!("/search/{language}/{}.json", name.as_str().unwrap()));
    let files = |list: &Value| -> Vec<Value> {
        let names = list["files"].as_array().unwrap().iter();
        names.filter(|name| name.as_str() != Some("")).map(file).collect()
    };
    match list["level"].as_u64() {
        Some(0) => files(list),
        Some(1) => files(list).iter().flat_map(files).collect(),
        level => panic!("{level:?}"),
    }
}

/// Returns what is shown of each page, by its number.
fn pages(site: &TestSite, language: &str) -> BTreeMap<u64, Value> {
    let files = files(site, language, "pages").into_iter();
    let pages = files.flat_map(|file| file.as_object().unwrap().clone());
    pages.map(|(number, page)| (number.parse().unwrap(), page)).collect()
}

/// Returns the addresses with their scores of the pages with each word, best first.
fn words(site: &TestSite, language: &str) -> BTreeMap<String, Vec<(String, u64)>> {
    let pages = pages(site, language);
    let files = files(site, language, "words").into_iter();
    let words = files.flat_map(|file| file.as_object().unwrap().clone());
    let decoded = words.map(|(word, numbers)| {
        let numbers: Vec<u64> = numbers.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect();
        let mut number = 0;
        let mut found: Vec<(String, u64)> = numbers[1..]
            .chunks(2)
            .map(|pair| {
                number += pair[0];
                (pages[&number]["url"].as_str().unwrap().to_owned(), pair[1])
            })
            .collect();
        found.sort_by_key(|(url, score)| (std::cmp::Reverse(*score), url.clone()));
        (word, found)
    });
    decoded.collect()
}

/// Asserts which pages have a word, best first.
#[track_caller]
fn finds(site: &TestSite, word: &str, expected: &[&str]) {
    let words = words(site, "en");
    let found: Vec<&str> = words.get(word).into_iter().flatten().map(|(url, _)| url.as_str()).collect();
    assert_eq!(found, expected, "{word}");
}

#[test]
fn without_the_setting_there_is_none() {
    let site = TestSite::new("-- content/a.md --\none\n").build().lacks("/search/").lacks("/search/en.json");
    assert!(!site.read("/a/").contains("role=\"search\""));
}

#[test]
fn every_field_of_a_page_is_found_and_counts_as_it_should() {
    let site = TestSite::new(&format!(
        "{ON}
-- content/_index.md --
-- content/news/_index.md --
+++
title = 'News'
+++
-- content/news/title.md --
+++
title = 'Harbor'
date = 2026-11-20
+++
-- content/news/tag.md --
+++
title = 'T'
tags = ['Harbor']
+++
-- content/news/heading.md --
+++
title = 'H'
+++
## The harbor
-- content/news/description.md --
+++
title = 'D'
description = 'About the HARBOR'
+++
-- content/news/body.md --
+++
title = 'B'
+++
The harbör is [closed](https://example.com/not-indexed). ![A lighthouse](x.png)
```rust
let in_code = 1;
```
-- content/news/x.png --
"
    ))
    .build()
    .found([]);
    finds(&site, "harbor", &["/news/title/", "/news/tag/", "/news/description/", "/news/heading/", "/news/body/"]);
    finds(&site, "closed", &["/news/body/"]);
    finds(&site, "lighthouse", &["/news/body/"]);
    finds(&site, "news", &["/news/"]);
    for absent in ["indexed", "code", "rust", "harbör", "a"] {
        finds(&site, absent, &[]);
    }
    let pages = pages(&site, "en");
    let shown = |url: &str| pages.values().find(|page| page["url"] == url).unwrap().clone();
    let title = serde_json::json!({
        "url": "/news/title/", "title": "Harbor", "section": "News", "date": "2026-11-20",
    });
    assert_eq!(shown("/news/title/"), title);
    assert_eq!(shown("/news/description/")["text"], "About the HARBOR");
    assert_eq!(shown("/news/body/")["text"], "The harbör is closed. A lighthouse");
    assert_eq!(shown("/news/")["section"], Value::Null);
}

#[test]
fn a_word_of_a_short_page_says_more() {
    let long = "word ".repeat(400);
    let site = TestSite::new(&format!("{ON}\n-- content/a.md --\npier {long}\n-- content/b.md --\npier at dusk\n"));
    finds(&site.build(), "pier", &["/b/", "/a/"]);
}

/// Pages that say `pier`, of which one only may be found.
const HIDDEN: &str = "
-- seawall.toml --
base_url = 'https://example.org'
[languages.it]
fallback = true
[search]
enabled = true
[[redirects]]
from = '/earlier/'
to = '@/shown.md'
-- content/_index.md --
-- content/shown.md --
pier
-- content/draft.md --
+++
draft = true
+++
pier
-- content/later.md --
+++
publish_at = 2027-01-01
+++
pier
-- content/over.md --
+++
expires_at = 2026-01-01
+++
pier
-- content/off.md --
+++
search = false
+++
pier
-- content/moved.md --
+++
redirect_to = '@/shown.md'
+++
pier
-- content/secret/_index.md --
+++
[cascade]
search = false
+++
-- content/secret/below.md --
pier
-- content/part.md --
<p data-search=\"off\">pier</p>

fine
";

#[test]
fn what_nobody_should_find_is_not_in_it() {
    let site = TestSite::bare(HIDDEN).build().has("/it/shown/").has("/it/search/").has("/404.html");
    finds(&site, "pier", &["/shown/"]);
    finds(&site, "fine", &["/part/"]);
    let urls: Vec<Value> = pages(&site, "en").into_values().map(|page| page["url"].clone()).collect();
    assert!(urls.iter().all(|url| ["/", "/shown/", "/part/", "/secret/"].contains(&url.as_str().unwrap())), "{urls:?}");
    // What only stands in for a translation is found where it is written.
    assert_eq!(json(&site, "/search/it.json")["n_pages"], 0);
    let site = site.with_drafts().build();
    finds(&site, "pier", &["/draft/", "/shown/"]);
}

#[test]
fn each_language_has_an_index_of_its_own() {
    let site = TestSite::new(
        "
-- seawall.toml --
base_url = 'https://example.org/town'
[languages.it]
[languages.ja]
[search]
enabled = true
-- content/a.md --
harbor
-- content/a.it.md --
il porto della città
-- content/a.ja.md --
港の天気
",
    )
    .build();
    assert_eq!(words(&site, "en").keys().collect::<Vec<_>>(), ["harbor"]);
    assert_eq!(words(&site, "it").keys().collect::<Vec<_>>(), ["citta", "della", "il", "porto"]);
    assert_eq!(words(&site, "ja").keys().collect::<Vec<_>>(), ["の天", "天気", "港の"]);
    // Addresses are those that a link needs.
    assert_eq!(pages(&site, "it").into_values().next().unwrap()["url"], "/town/it/a/");
}
