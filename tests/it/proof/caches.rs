//! The cache may be lost, cut, damaged, of another version or of another site: that costs time, and no byte.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::site::{TestSite, tree};

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org'
[search]
enabled = true
-- content/_index.md --
welcome
-- content/a.md --
+++
title = 'A'
+++
one [to b](@/b.md)

```rust
let a = 1;
```
-- content/b.md --
+++
title = 'B'
+++
two
-- data/a.json --
{\"n\": 1}
-- templates/page.html --
<title>{{ page.title }}</title><main>{{ page.content | safe }}{{ load_data(path='a.json') | json_encode }}</main>
";

/// How often each file is cut and damaged.
const N_PLACES: usize = 24;

fn site() -> TestSite {
    TestSite::new(SITE).build().found([])
}

/// Returns the files of the cache.
fn cache(site: &TestSite) -> Vec<(PathBuf, Vec<u8>)> {
    tree(&site.path().join(".cache")).into_iter().collect()
}

fn put_back(site: &TestSite, files: &[(PathBuf, Vec<u8>)]) {
    let _ = fs::remove_dir_all(site.path().join(".cache"));
    for (path, bytes) in files {
        let file = site.path().join(".cache").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
}

/// Puts each damaged state of the cache in place, makes an edit, and builds.
#[track_caller]
fn check(damaged: impl Fn(&Path, &[u8]) -> Vec<Vec<u8>>) {
    let mut site = site();
    let whole = cache(&site);
    let mut n = 0;
    for (path, bytes) in &whole {
        for other in damaged(path, bytes) {
            put_back(&site, &whole);
            fs::write(site.path().join(".cache").join(path), other).unwrap();
            n += 1;
            // What stands, what runs again and what asks another question.
            site = site.write("content/b.md", &format!("+++\ntitle = 'B{}'\n+++\ntwo", n % 2));
            site = site.build().found([]).same_as_clean_build().build().ran_nothing();
        }
    }
    assert!(n >= 2, "the cache has files");
}

#[test]
fn cut_anywhere() {
    check(|_, bytes| (0..N_PLACES).map(|n| bytes[..bytes.len() * n / N_PLACES].to_vec()).collect());
}

#[test]
fn damaged_anywhere() {
    check(|_, bytes| {
        let flipped = |n: usize| {
            let mut bytes = bytes.to_vec();
            let at = bytes.len() * n / N_PLACES;
            bytes[at] ^= 1 << (n % 8);
            bytes
        };
        if bytes.is_empty() { Vec::new() } else { (0..N_PLACES).map(flipped).collect() }
    });
}

#[test]
fn with_something_behind_its_end() {
    check(|_, bytes| {
        let half = bytes[..bytes.len() / 2].to_vec();
        [b"\0\0\0\0".to_vec(), vec![0xff; 64], half].map(|more| [bytes, &more].concat()).into()
    });
}

#[test]
fn of_another_version() {
    check(|_, bytes| {
        let head = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
        let other = [&bytes[..head.saturating_sub(1)], b"x", &bytes[head..]].concat();
        vec![other, b"seawall steps 999 other\n".to_vec(), b"\n".to_vec(), Vec::new()]
    });
}

#[test]
fn of_another_site() {
    let other = TestSite::new(SITE)
        .edit("content/a.md", "one", "another one")
        .edit("content/b.md", "'B'", "'Another'")
        .edit("data/a.json", "1", "2")
        .edit("templates/page.html", "<main>", "<main class='other'>")
        .build();
    let (site, own) = (site(), tree(&site().path().join("public")));
    for n in 0..cache(&other).len() + 1 {
        // One of its files, or all of them.
        let foreign = cache(&other);
        let is_foreign = |at: usize| at == n || n == foreign.len();
        let choose = |(at, file)| if is_foreign(at) { foreign[at].clone() } else { file };
        let mixed: Vec<_> = cache(&site).into_iter().enumerate().map(choose).collect();
        put_back(&site, &mixed);
        let built = site.again();
        assert!(built.findings.is_empty());
        assert!(tree(&site.path().join("public")) == own, "file {n} of another site");
    }
}

#[test]
fn with_a_folder_or_a_link_in_its_place() {
    let site = site();
    let own = tree(&site.path().join("public"));
    for (path, bytes) in cache(&site) {
        let whole = cache(&site);
        let file = site.path().join(".cache").join(&path);
        fs::remove_file(&file).unwrap();
        fs::create_dir(&file).unwrap();
        // Nothing is remembered then, and nothing goes wrong.
        let order = seawall::pipeline::Order {
            site: site.path().to_owned(),
            content: None,
            clock: "2026-11-23T12:00:00Z".parse().unwrap(),
            with_drafts: false,
            base_url: None,
        };
        let store = seawall::pipeline::store(&order, true);
        let sink = seawall::base::sink::Folder::open(site.path().join("public")).unwrap();
        seawall::pipeline::build(&order, &store, &sink, &seawall::base::progress::Silent).unwrap();
        store.settle();
        drop(sink);
        assert!(file.is_dir() && tree(&site.path().join("public")) == own);
        fs::remove_dir(&file).unwrap();
        fs::write(&file, &bytes).unwrap();
        put_back(&site, &whole);
        fs::write(file, bytes).unwrap();
    }
}

#[test]
fn another_version_of_a_theme() {
    let theme = |version: &str, word: &str| {
        [
            ("themes/own/theme.toml", format!("name = 'own'\nversion = '{version}'\n")),
            (
                "themes/own/templates/page.html",
                format!(
                    "{{% extends 'base.html' %}}{{% block main %}}{word} {{{{ <own.word/> }}}}{{{{ page.content | safe }}}}{{% endblock main %}}"
                ),
            ),
            (
                "themes/own/templates/base.html",
                format!("<title>{word}</title><main>{{% block main %}}{{% endblock main %}}</main>"),
            ),
            (
                "themes/own/templates/components/own.html",
                format!("{{% component own.word() %}}{word}{{% endcomponent own.word %}}"),
            ),
            ("themes/own/assets/css/civic.css", format!(".{word} {{ margin: 0 }}")),
            ("themes/own/i18n/en.ftl", format!("own-word = {word}\n")),
            ("themes/own/static/own.txt", word.to_owned()),
        ]
    };
    let mut site = TestSite::new(SITE).remove("templates/page.html");
    site = site.write("seawall.toml", "base_url = 'https://example.org'\ntheme = 'own'\n");
    for (version, word) in [("1.0.0", "first"), ("1.1.0", "second"), ("1.0.0", "first"), ("1.1.0", "third")] {
        for (path, text) in theme(version, word) {
            site = site.write(path, &text);
        }
        site = site.build().same_as_clean_build();
        assert!(site.read("/a/").contains(&format!("{word} {word}")), "{}", site.read("/a/"));
        assert_eq!(site.read("/own.txt"), word);
    }
}
