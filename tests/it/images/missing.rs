//! A picture that is not there: what was meant, and where it was looked for.

use crate::support::pictures::photo_jpeg;
use crate::support::site::TestSite;

const TEMPLATE: &str = "<title>t</title><main>{{ page.content | safe }}{% set i = resize_image(ARGUMENTS, width=3, height=3) %}{{ i.url }}</main>";

fn site(markdown: &str) -> TestSite {
    let photo = photo_jpeg(20, 10);
    TestSite::new(&format!("-- content/a/index.md --\n{markdown}\n-- content/b/index.md --\nb\n"))
        .put_bytes("content/a/photo.jpg", &photo)
        .put_bytes("content/b/harbor.jpg", &photo)
        .put_bytes("assets/img/Tower.jpg", &photo)
        .put_bytes("static/crest.png", b"crest")
}

#[track_caller]
fn check(name: &str, hint: &str) {
    let message = format!("link-broken content/a/index.md:1:1 there is no picture `{name}`");
    site(&format!("![x]({name})")).build().found([&*message]).hinted(hint);
    let template = TEMPLATE.replace("ARGUMENTS", &format!("path='{name}'"));
    let site = site("text").write("templates/page.html", &template).build();
    let own: Vec<_> = site
        .built()
        .findings
        .iter()
        .filter(|finding| finding.message.contains("(while rendering `content/a/index.md`"))
        .collect();
    assert_eq!(own.len(), 1, "{:?}", site.built().findings);
    assert!(own[0].message.starts_with(&format!("there is no picture `{name}`")));
    assert_eq!(own[0].hint.as_deref(), Some(hint));
}

#[test]
fn what_was_meant() {
    let looked = |name: &str| format!("it was looked for as `content/a/{name}`, `content/{name}` and `assets/{name}`");
    check("foto.jpg", &format!("did you mean `photo.jpg`? {}", looked("foto.jpg")));
    check("PHOTO.JPG", &format!("did you mean `photo.jpg`? {}", looked("PHOTO.JPG")));
    check("harbor.jpg", &format!("did you mean `@/b/harbor.jpg`? {}", looked("harbor.jpg")));
    check("img/tower.jpg", &format!("did you mean `img/Tower.jpg`? {}", looked("img/tower.jpg")));
    check("assets/img/Tower.jpg", &format!("did you mean `img/Tower.jpg`? {}", looked("assets/img/Tower.jpg")));
    check(
        "/assets/img/Tower.jpg",
        "did you mean `img/Tower.jpg`? it was looked for as `static/assets/img/Tower.jpg` and `assets/assets/img/Tower.jpg`",
    );
    check("static/crest.png", &format!("did you mean `/crest.png`? {}", looked("static/crest.png")));
    check("none-of-them.jpg", &looked("none-of-them.jpg"));
    check("@/b/none-of-them.jpg", "it was looked for as `content/b/none-of-them.jpg`");
}

#[test]
fn get_image_says_so_too() {
    let template = "<title>t</title><main>{% set i = get_image(path='/photo.jpg') %}{{ i.src }}</main>";
    site("a").write("templates/page.html", template).remove("content/b/index.md").build().found([
        "template-error templates/page.html:1:34 there is no picture `/photo.jpg` (while rendering `content/a/index.md`)",
    ]);
}

#[test]
fn the_page_may_be_what_is_not_there() {
    let template = TEMPLATE.replace("ARGUMENTS", "path='none.jpg', page='c/index.md'");
    site("a")
        .write("templates/page.html", &template)
        .build()
        .told_about("there is no page `@/c/index.md`")
        .hinted("did you mean `@/a/index.md`?");
    let template = TEMPLATE.replace("ARGUMENTS", "path='harbor.jpg', page='b/index.md'");
    site("a").write("templates/page.html", &template).build().found([]).same_as_clean_build();
}

#[test]
fn found_once_it_is_there() {
    let site = site("![x](tower.jpg)").build();
    assert_eq!(site.built().findings.len(), 1);
    site.put_bytes("content/tower.jpg", &photo_jpeg(20, 10)).build().found([]).same_as_clean_build();
}
