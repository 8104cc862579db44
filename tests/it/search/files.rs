//! In which files an index lies.

use seawall::base::artifact::{CacheClass, Entry, Role};
use serde_json::Value;
use snapbox::{assert_data_eq, str};

use super::{ON, files, json, pages, words};
use crate::support::site::{TestSite, tree};

fn of_index(site: &TestSite) -> Vec<&Entry> {
    let entries = site.built().output.entries();
    entries.filter(|entry| entry.path.as_str().starts_with("/search/en")).collect()
}

#[test]
fn a_small_index() {
    let site = TestSite::new(&format!("{ON}\n-- content/a.md --\none two two\n-- content/b.md --\ntwo\n")).build();
    assert_data_eq!(
        site.read("/search/en.json"),
        str![[r#"
{"format":"seawall.search/1","language":"en","n_pages":2,"words":{"level":0,"from":[""],"files":["05bd0a8bed0a"]},"pages":{"level":0,"per_file":32,"files":["c73e31c1b803"]}}

"#]]
    );
    let all: Vec<Value> = files(&site, "en", "words").into_iter().chain(files(&site, "en", "pages")).collect();
    assert_data_eq!(
        serde_json::to_string_pretty(&all).unwrap(),
        str![[r#"
[
  {
    "one": [
      1,
      17,
      16
    ],
    "two": [
      2,
      16,
      16,
      1,
      25
    ]
  },
  {
    "16": {
      "url": "/b/",
      "title": "B",
      "text": "two"
    },
    "17": {
      "url": "/a/",
      "title": "A",
      "text": "one two two"
    }
  }
]
"#]]
    );
}

#[test]
fn only_names_with_a_digest_are_kept_for_long_and_they_come_first() {
    let site = TestSite::new(&format!("{ON}\n-- content/a.md --\none\n")).build();
    let entries = of_index(&site);
    assert_eq!(entries.len(), 3);
    for entry in entries {
        assert_eq!(entry.media_type, "application/json");
        if entry.path.as_str() == "/search/en.json" {
            assert_eq!((entry.class, entry.role), (CacheClass::Page, Role::Index));
        } else {
            assert_eq!((entry.class, entry.role), (CacheClass::Immutable, Role::Asset));
            let name = entry.path.as_str().rsplit('/').next().unwrap();
            assert_eq!(name, format!("{}.json", entry.digest.short(12)));
        }
    }
}

/// Writes a number as a word of letters, so that many words differ in each place.
fn word(mut number: u32) -> String {
    let mut word = String::new();
    for _ in 0..5 {
        word.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
    }
    word
}

/// A site with many different words and pages.
fn large() -> TestSite {
    let mut text = ON.to_owned();
    for page in 0..1500_u32 {
        let words: Vec<String> = (0..40).map(|n| word(page * 7919 + n * 104_729)).collect();
        text.push_str(&format!("-- content/p{page}.md --\ncommon {}\n", words.join(" ")));
    }
    TestSite::new(&text)
}

#[test]
fn a_large_index_has_small_files_and_an_edit_changes_few() {
    let site = large().build();
    let first = json(&site, "/search/en.json");
    assert_eq!((&first["words"]["level"], &first["pages"]["level"]), (&Value::from(0), &Value::from(0)));
    let all = words(&site, "en");
    let n_pages = pages(&site, "en").len();
    assert_eq!(n_pages, 1500);
    assert!(all.len() > 50_000, "{}", all.len());
    // The best of a word that all have; it says how many have it.
    assert_eq!(all["common"].len(), 1000);
    let common = files(&site, "en", "words").into_iter().find_map(|file| file.get("common").cloned());
    assert_eq!(common.unwrap()[0], 1500);
    let longest = of_index(&site).into_iter().map(|entry| entry.length).max();
    assert!(longest.unwrap() < 13_000, "{longest:?}");

    let before = tree(&site.path().join("public/search"));
    let site = site.write("content/another.md", "common zebra\n").build();
    let after = tree(&site.path().join("public/search"));
    let n_new = after.iter().filter(|(path, body)| before.get(*path).is_none_or(|old| old != *body)).count();
    // The first file, three of words (one is in the title), and those of the pages whose numbers moved.
    assert!(n_new <= 8, "{n_new} of {} files", after.len());
    site.same_as_clean_build();
}
