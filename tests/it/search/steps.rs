//! What runs again after an edit.

use super::{ON, finds};
use crate::support::site::TestSite;

fn site() -> TestSite {
    TestSite::new(&format!("{ON}\n-- content/a.md --\none\n-- content/b.md --\ntwo\n"))
}

#[test]
fn an_edit_reads_the_words_of_its_page_only() {
    site()
        .build()
        .build()
        .ran_nothing()
        .edit("content/a.md", "one", "three")
        .build()
        .ran(["fragment a.md", "page /a/", "words /a/", "search /search/en.json"])
        .because("words /a/", "content changed")
        .because("search /search/en.json", "pages changed")
        .same_as_clean_build()
        // What no visitor reads is no word.
        .edit("content/a.md", "three", "three<!-- one -->")
        .build()
        .ran(["fragment a.md", "page /a/", "words /a/"])
        .same_as_clean_build()
        .write("templates/page.html", "<title>New</title><main>{{ page.content | safe }}</main>")
        .build()
        .ran(["page /a/", "page /b/"])
        .remove("content/b.md")
        .build()
        // The page for searching lists what lies at the top.
        .ran(["page /", "page /a/", "page /search/", "sitemap /sitemap.xml", "search /search/en.json"])
        .same_as_clean_build();
}

#[test]
fn what_the_cache_lost_is_read_again() {
    let site = site().build();
    let results = site.path().join(".cache/seawall/results");
    let mut bytes = std::fs::read(&results).unwrap();
    bytes.fill(b'?');
    std::fs::write(&results, bytes).unwrap();
    let site = site.edit("content/a.md", "one", "three").build();
    finds(&site, "two", &["/b/"]);
    site.same_as_clean_build();
}

#[test]
fn the_order_of_threads_does_not_show() {
    let site = site().build();
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(8 << 20).build().unwrap();
    alone.install(|| site.same_as_clean_build());
}
