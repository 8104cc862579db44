//! What is encoded when: a second build encodes nothing, and what is lost costs time only.

use std::fs;
use std::path::PathBuf;

use crate::support::pictures::photo_jpeg;
use crate::support::site::TestSite;
use crate::support::site::tree;

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org'
[images]
widths = [40, 80]
-- content/a/index.md --
![x](photo.jpg) before
";

fn site() -> TestSite {
    TestSite::new(SITE).put_bytes("content/a/photo.jpg", &photo_jpeg(100, 50))
}

/// The files of the cache.
fn shelf(site: &TestSite) -> Vec<PathBuf> {
    let folder = site.path().join(".cache/seawall/images");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn a_second_build_encodes_nothing() {
    site()
        .build()
        .encoded(2)
        .ran([
            "asset css/civic.css",
            "fragment a/index.md",
            "image content/a/photo.jpg",
            "page /",
            "page /404.html",
            "page /a/",
            "robots /robots.txt",
            "sitemap /sitemap.xml",
            "static a/photo.jpg",
            "static favicon.svg",
        ])
        .build()
        .encoded(0)
        .ran_nothing()
        .same_as_clean_build();
}

#[test]
fn text_around_a_picture_is_none_of_its_business() {
    site()
        .build()
        .edit("content/a/index.md", "before", "after")
        .build()
        .encoded(0)
        .ran(["fragment a/index.md", "page /a/"])
        .same_as_clean_build();
}

#[test]
fn a_new_width_encodes_that_width() {
    let site = site().build().edit("seawall.toml", "[40, 80]", "[40, 60, 80]").build().encoded(1);
    let site = site.because("image content/a/photo.jpg", "operations changed").same_as_clean_build();
    // The old variants stay where they are, and one that nobody wants any more goes.
    let site = site.edit("seawall.toml", "[40, 60, 80]", "[60, 80]").build().encoded(0).same_as_clean_build();
    assert_eq!(shelf(&site).len(), 2);
    let site = site.edit("seawall.toml", "widths = [60, 80]", "widths = [60, 80]\nquality = { webp = 20 }").build();
    site.encoded(2).same_as_clean_build();
}

#[test]
fn another_picture_is_encoded_and_its_pages_are_made_anew() {
    let site = site().write("content/b.md", "b").build().put_bytes("content/a/photo.jpg", &photo_jpeg(90, 50)).build();
    let site =
        site.encoded(2).ran(["static a/photo.jpg", "fragment a/index.md", "page /a/", "image content/a/photo.jpg"]);
    let site = site.same_as_clean_build();
    assert_eq!(shelf(&site).len(), 2);
}

#[test]
fn a_picture_that_nobody_shows_any_more_leaves_nothing() {
    let site = site().build().edit("content/a/index.md", "![x](photo.jpg)", "nothing").build().encoded(0);
    let site = site.same_as_clean_build();
    assert!(shelf(&site).is_empty());
}

#[test]
fn a_lost_log_or_folder_encodes_nothing() {
    let site = site().build();
    fs::write(site.path().join(".cache/seawall/steps.log"), "of another tool").unwrap();
    let site = site.build().encoded(0).same_as_clean_build();
    fs::remove_dir_all(site.path().join("public")).unwrap();
    site.build().encoded(0).same_as_clean_build();
}

#[test]
fn a_lost_cache_gives_the_same_bytes() {
    let site = site().build();
    let before = tree(&site.path().join("public"));
    fs::remove_dir_all(site.path().join(".cache")).unwrap();
    let site = site.build().encoded(2);
    assert_eq!(tree(&site.path().join("public")), before);
}

#[test]
fn damage_is_noticed() {
    let site = site().build();
    let before = tree(&site.path().join("public"));
    for damage in [b"".as_slice(), b"foreign", &[0; 4096]] {
        for file in shelf(&site) {
            fs::write(file, damage).unwrap();
        }
        fs::remove_file(site.path().join(".cache/seawall/steps.log")).unwrap();
        let rebuilt = site.again();
        assert_eq!((rebuilt.n_encoded, rebuilt.findings.len()), (2, 0));
        assert_eq!(tree(&site.path().join("public")), before);
    }
}

#[test]
fn after_a_broken_build_all_is_still_there() {
    let site = site().build().edit("content/a/index.md", "![x](photo.jpg)", "[broken](@/none.md)").build();
    assert_eq!((site.built().findings.len(), shelf(&site).len()), (1, 2));
    site.edit("content/a/index.md", "[broken](@/none.md)", "![x](photo.jpg)").build().encoded(0).found([]);
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let many =
        site().put_bytes("content/a/b.jpg", &photo_jpeg(81, 33)).edit("content/a/index.md", "before", "![y](b.jpg)");
    let many = many.edit("seawall.toml", "[images]", "[images]\nformats = ['avif', 'webp']").build().encoded(8);
    let before = tree(&many.path().join("public"));
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(8 << 20).build().unwrap();
    fs::remove_dir_all(many.path().join(".cache")).unwrap();
    fs::remove_dir_all(many.path().join("public")).unwrap();
    let built = one.install(|| many.again());
    assert_eq!(built.n_encoded, 8);
    assert_eq!(tree(&many.path().join("public")), before);
}
