//! The example site: what the README shows must be without a fault, and every edit of it must make what
//! a clean build makes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::site::{TestSite, tree};

/// Returns a copy of the example site.
pub(crate) fn example() -> TestSite {
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

/// How many compressed bytes a first view may have: what a server sends before it waits for an answer.
const FIRST_VIEW: usize = 14 * 1024;

fn compressed(text: &str) -> usize {
    let mut gzip = Command::new("gzip").arg("-9c").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = gzip.stdin.take().unwrap();
    let text = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()).unwrap());
    let output = gzip.wait_with_output().unwrap();
    writer.join().unwrap();
    output.stdout.len()
}

#[test]
fn a_first_view_is_small() {
    let site = example().build();
    let paths: Vec<String> = site.built().output.entries().map(|entry| entry.path.to_string()).collect();
    let styles: Vec<&String> = paths.iter().filter(|path| path.ends_with(".css")).collect();
    let styles: Vec<(&String, usize)> = styles.into_iter().map(|path| (path, compressed(&site.read(path)))).collect();
    for path in paths.iter().filter(|path| path.ends_with('/')) {
        let html = site.read(path);
        let own = styles.iter().filter(|(style, _)| html.contains(style.as_str()));
        let n_bytes = own.map(|(_, n_bytes)| n_bytes).sum::<usize>() + compressed(&html);
        assert!(n_bytes <= FIRST_VIEW, "{path} and its style have {n_bytes} bytes");
        let may_search = ["/cerca/", "/en/search/"].contains(&path.as_str());
        // Scripts are the site's own, wait for nothing and keep nobody waiting.
        let scripts = html.split("<script").skip(1).map(|rest| rest.split('>').next().unwrap());
        let scripts = scripts.filter(|tag| !tag.contains("application/ld+json"));
        let is_own = |tag: &str| {
            let is_asset = tag.contains("src=\"/assets/") && tag.contains("integrity=");
            let is_search = may_search && tag.contains("type=\"module\" src=\"/search/");
            (is_asset && tag.ends_with("defer")) || is_search
        };
        let has_filter = path.ends_with("/elezioni/affluenza/") || path.ends_with("/elezioni/turnout/");
        let n_scripts = usize::from(has_filter || may_search);
        assert!(scripts.clone().all(is_own) && scripts.count() == n_scripts, "{path}");
        // The page, its style, and one picture that is the icon too; the table of voters has a style of its own.
        let frame = html.split("<main").next().unwrap();
        let is_moved = html.contains("http-equiv=\"refresh\"");
        let n_styles = usize::from(!is_moved) + usize::from(has_filter);
        assert_eq!(frame.matches("<link rel=\"stylesheet\"").count(), n_styles, "{path}");
        assert_eq!(frame.matches("<img").count(), usize::from(!is_moved), "{path}");
    }
}

#[test]
fn the_example_has_what_its_day_has() {
    let site = example().build();
    let moved = ["/uffici/anagrafe/", "/amministrazione/ufficio-anagrafe/"];
    for path in moved {
        assert!(site.read(path).contains("/amministrazione/servizi-demografici/"), "{path}");
    }
    let site = site
        .has("/avvisi/2026/interruzione-acqua-via-del-faro/")
        .has("/novita/page/2/")
        .has("/argomenti/scuola/feed.xml")
        .has("/en/bandi/contributi-associazioni/")
        .lacks("/novita/mercatino-dicembre/")
        .lacks("/servizi/bonus-trasporti-2025/");
    let series = site.read("/novita/pista-ciclabile-primo-tratto/");
    assert!(series.contains("Sullo stesso lavoro ci sono altre 2 pagine:"), "{series}");
    site.at("2026-12-02")
        .build()
        .has("/novita/mercatino-dicembre/")
        .lacks("/avvisi/2026/interruzione-acqua-via-del-faro/");
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
