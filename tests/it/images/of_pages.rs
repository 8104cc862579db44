//! The picture that a page names in its front matter: found like any other, told once where it is not.

use crate::support::pictures::{animation_gif, photo_jpeg};
use crate::support::site::TestSite;

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org/sub'
-- templates/page.html --
<title>t</title><main>{{ page.image.path }} {{ page.image.permalink }} {{ page.image.file }}</main>
-- templates/home.html --
<title>h</title><main>{% set a = get_section(path='@/a/_index.md') %}{% for p in a.pages %}{% if p.image?.file %}{% set i = resize_image(path=p.image.file, page=p.relative_path, width=8, height=8) %}{{ i.url }}{% endif %}{% endfor %}</main>
-- templates/section.html --
<title>s</title><main>{% for p in section.pages %}{{ p.image.path }}{% endfor %}</main>
-- content/_index.md --
-- content/a/_index.md --
-- content/a/b/index.md --
+++
title = 'B'
image = 'IMAGE'
+++
b
";

fn site(image: &str) -> TestSite {
    let photo = photo_jpeg(20, 10);
    TestSite::new(&SITE.replace("IMAGE", image))
        .put_bytes("content/a/b/photo.jpg", &photo)
        .put_bytes("content/a/b/moves.gif", &animation_gif(6, 5))
        .put_bytes("assets/img/tower.jpg", &photo)
        .put_bytes("static/crest.jpg", &photo)
}

/// Replaces what stands for the digest in the names of assets.
fn main_of(site: &TestSite) -> String {
    let html = site.read("/a/b/");
    let main = html.split_once("<main>").unwrap().1.split_once("</main>").unwrap().0;
    let is_digest = |word: &&str| word.len() < 8 || !word.bytes().all(|byte| byte.is_ascii_hexdigit());
    main.split('.').filter(is_digest).collect::<Vec<_>>().join(".")
}

#[track_caller]
fn check(image: &str, path: &str, file: &str) {
    let site = site(image).build().found([]);
    assert_eq!(main_of(&site).trim_end(), format!("/sub{path} https://example.org/sub{path} {file}").trim_end());
    site.build().ran_nothing().same_as_clean_build();
}

#[test]
fn found_like_any_other() {
    check("photo.jpg", "/a/b/photo.jpg", "photo.jpg");
    check("a/b/photo.jpg", "/a/b/photo.jpg", "a/b/photo.jpg");
    check("@/a/b/photo.jpg", "/a/b/photo.jpg", "@/a/b/photo.jpg");
    check("/crest.jpg", "/crest.jpg", "/crest.jpg");
    check("moves.gif", "/a/b/moves.gif", "");
    check("img/tower.jpg", "/assets/img/tower.jpg", "img/tower.jpg");
    check("/img/tower.jpg", "/assets/img/tower.jpg", "/img/tower.jpg");
}

#[test]
fn told_once_where_it_is_named() {
    site("foto.jpg")
        .build()
        .found(["link-broken content/a/b/index.md:3:10 there is no picture `foto.jpg`"])
        .hinted("did you mean `photo.jpg`? it was looked for as `content/a/b/foto.jpg`, `content/foto.jpg` and `assets/foto.jpg`")
        .edit("content/a/b/index.md", "foto", "photo")
        .build()
        .found([])
        .same_as_clean_build();
}

#[test]
fn told_at_the_section_that_cascades_it() {
    site("photo.jpg")
        .write("content/a/_index.md", "+++\n[cascade]\nextra.image = '/none.jpg'\n+++\n")
        .write("content/a/c.md", "c")
        .write("content/a/d.md", "d")
        .build()
        .found(["link-broken content/a/_index.md:3:16 there is no picture `/none.jpg`"]);
}

#[test]
fn other_bytes_are_seen_by_all_who_show_it() {
    let site = site("img/tower.jpg").build().found([]);
    let site = site.put_bytes("assets/img/tower.jpg", &photo_jpeg(30, 30)).build().found([]);
    // The page and its section show the address of the file itself, the home page that of a variant.
    site.ran(["asset img/tower.jpg", "page /a/b/", "page /a/", "page /", "image assets/img/tower.jpg"])
        .same_as_clean_build();
}

#[test]
fn one_that_goes_or_comes_is_noticed() {
    let site = site("photo.jpg").build().found([]).remove("content/a/b/photo.jpg").build();
    let site = site.found(["link-broken content/a/b/index.md:3:10 there is no picture `photo.jpg`"]);
    let site = site.put_bytes("assets/photo.jpg", &photo_jpeg(9, 9)).build().found([]);
    assert!(site.read("/a/").contains("/sub/assets/photo."));
    site.same_as_clean_build();
}
