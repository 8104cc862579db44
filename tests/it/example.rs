//! The example site: what the README shows must be without a fault, and every edit of it must make what
//! a clean build makes.

use std::fs;
use std::path::Path;

use crate::support::site::{TestSite, tree};

/// Returns a copy of the example site.
fn example() -> TestSite {
    let site = TestSite::bare("");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site");
    for (path, bytes) in tree(&source) {
        let is_made = [".cache", ".seawall-local", "public"].iter().any(|made| path.starts_with(made));
        if !is_made {
            let file = site.path().join(&path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
    }
    site
}

#[test]
fn it_builds_without_a_finding() {
    let site = example().build().found([]);
    let entries: Vec<_> = site.built().output.entries().collect();
    let n_html = |prefix: &str| {
        let pages = entries.iter().filter(|entry| entry.media_type.starts_with("text/html"));
        pages.filter(|entry| entry.path.as_str().starts_with(prefix)).count()
    };
    assert!(n_html("/") >= 15 && n_html("/en/") >= 3, "{} pages, {} in English", n_html("/"), n_html("/en/"));
    assert!(entries.iter().any(|entry| entry.media_type == "image/png"));
    assert!(entries.iter().any(|entry| entry.media_type == "image/svg+xml"));
}

#[test]
fn the_election_page_shows_the_data() {
    let site = example().build();
    let page = site.read("/elezioni/risultati/");
    assert!(page.contains("<table") && page.contains("<caption") && page.contains("scope=\"row\""), "{page}");
    assert!(page.contains("La Bussola, aula 1"));
    let site = site.edit("data/results.json", "La Bussola, aula 1", "La Bussola, aula 9").build();
    let ran: Vec<&str> = site.built().ran.iter().map(|ran| ran.step.as_str()).collect();
    assert_eq!(ran, ["page /en/elezioni/results/", "page /elezioni/risultati/"]);
    site.same_as_clean_build();
}

#[test]
fn every_edit_makes_what_a_clean_build_makes() {
    example()
        .build()
        .build()
        .ran_nothing()
        .edit("content/contatti.md", "title = \"", "title = \"Nuovi ")
        .build()
        .same_as_clean_build()
        .edit("seawall.toml", "home_list_length = 3", "home_list_length = 2")
        .build()
        .same_as_clean_build()
        .remove("content/novita/buoni-libro.md")
        .build()
        .same_as_clean_build()
        .write("content/novita/altra.md", "+++\ntitle = 'Altra'\ndate = 2026-11-23\n+++\nTesto.")
        .build()
        .same_as_clean_build()
        .at("2026-12-01")
        .build()
        .same_as_clean_build();
}
