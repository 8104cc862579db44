//! What Markdown makes of a picture.

use crate::support::pictures::{animation_gif, drawing_png, photo_jpeg};
use crate::support::site::TestSite;

const CONFIG: &str = "-- seawall.toml --
base_url = 'https://example.org/sub'
[images]
widths = [40, 80]
sizes = '50vw'
";

/// A page with one image, which is shown.
fn site(config: &str, markdown: &str) -> TestSite {
    TestSite::new(&format!("{config}-- content/a/index.md --\n{markdown}\n"))
}

/// Replaces what stands for the digest in the names of variants.
fn without_digests(html: &str) -> String {
    let is_digest = |word: &str| word.len() == 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    html.split('.').map(|word| if is_digest(word) { "DIGEST" } else { word }).collect::<Vec<_>>().join(".")
}

#[track_caller]
fn shows(site: &TestSite, expected: &str) {
    let html = site.read("/a/");
    let main = html.split_once("<main>").unwrap().1.split_once("</main>").unwrap().0;
    assert_eq!(without_digests(main.trim()), expected);
}

#[test]
fn a_photo_is_offered_in_the_widths_that_it_has() {
    let site = site(CONFIG, "![The *harbor* & \"sea\"](photo.jpg 'By <night>')")
        .put_bytes("content/a/photo.jpg", &photo_jpeg(100, 50))
        .build();
    shows(
        &site,
        "<p><img src=\"/sub/assets/images/photo.80x40.DIGEST.webp\" \
         srcset=\"/sub/assets/images/photo.40x20.DIGEST.webp 40w, /sub/assets/images/photo.80x40.DIGEST.webp 80w\" \
         sizes=\"50vw\" width=\"80\" height=\"40\" decoding=\"async\" \
         alt=\"The harbor &amp; “sea”\" title=\"By &lt;night&gt;\"></p>",
    );
    let site = site.found([]).has("/a/photo.jpg");
    let variants = || site.built().output.entries().filter(|entry| entry.path.as_str().starts_with("/assets/images/"));
    assert!(variants().all(|entry| entry.media_type == "image/webp" && entry.length > 40));
    assert_eq!(variants().count(), 2);
    for entry in variants() {
        let bytes = site.bytes(entry.path.as_str());
        let image = image::load_from_memory(&bytes).unwrap();
        assert!(entry.path.as_str().contains(&format!(".{}x{}.", image.width(), image.height())));
    }
}

#[test]
fn a_narrow_one_is_offered_as_wide_as_it_is() {
    let site = site(CONFIG, "![x](photo.jpg)").put_bytes("content/a/photo.jpg", &photo_jpeg(60, 30)).build();
    let html = without_digests(&site.read("/a/"));
    assert!(html.contains("photo.40x20.DIGEST.webp 40w, /sub/assets/images/photo.60x30.DIGEST.webp 60w"), "{html}");
    let site = site.put_bytes("content/a/photo.jpg", &photo_jpeg(9, 3)).build();
    shows(
        &site,
        "<p><img src=\"/sub/assets/images/photo.9x3.DIGEST.webp\" width=\"9\" height=\"3\" \
         decoding=\"async\" alt=\"x\"></p>",
    );
}

#[test]
fn better_formats_are_sources() {
    let config = format!("{CONFIG}formats = ['avif', 'webp', 'jpeg']\n");
    let site =
        site(&config, "![x](photo.jpg)").put_bytes("content/a/photo.jpg", &photo_jpeg(100, 50)).build().found([]);
    shows(
        &site,
        "<p><picture><source type=\"image/avif\" srcset=\"/sub/assets/images/photo.40x20.DIGEST.avif 40w, \
         /sub/assets/images/photo.80x40.DIGEST.avif 80w\" sizes=\"50vw\">\
         <source type=\"image/webp\" srcset=\"/sub/assets/images/photo.40x20.DIGEST.webp 40w, \
         /sub/assets/images/photo.80x40.DIGEST.webp 80w\" sizes=\"50vw\">\
         <img src=\"/sub/assets/images/photo.80x40.DIGEST.jpg\" \
         srcset=\"/sub/assets/images/photo.40x20.DIGEST.jpg 40w, /sub/assets/images/photo.80x40.DIGEST.jpg 80w\" \
         sizes=\"50vw\" width=\"80\" height=\"40\" decoding=\"async\" alt=\"x\"></picture></p>",
    );
    for entry in site.built().output.entries().filter(|entry| entry.media_type == "image/avif") {
        assert_eq!(&site.bytes(entry.path.as_str())[4..12], b"ftypavif");
    }
}

#[test]
fn what_lies_elsewhere() {
    let markdown = "![a](/b/other.jpg) ![b](@/b/other.jpg) ![c](../b/other.jpg) ![d](shared/coat%20of%20arms.png) ![e](/shared/coat%20of%20arms.png)";
    let site = site(CONFIG, markdown)
        .write("content/b/index.md", "b")
        .put_bytes("content/b/other.jpg", &photo_jpeg(20, 10))
        .put_bytes("assets/shared/coat of arms.png", &drawing_png(20, 10))
        .build()
        .found([]);
    let html = without_digests(&site.read("/a/"));
    assert_eq!(html.matches("/sub/assets/images/other.20x10.DIGEST.webp").count(), 3, "{html}");
    assert_eq!(html.matches("/sub/assets/images/coat-of-arms.20x10.DIGEST.webp").count(), 2, "{html}");
    assert_eq!(site.built().n_encoded, 2);
}

#[test]
fn what_stays_as_it_is() {
    let markdown = "![a](/logo.png) ![b](https://other.example/c.jpg) ![c](icon.svg) ![d](moves.gif) ![e](photo.jpg?v=2)\n\n<img src=\"photo.jpg\">";
    let site = site(CONFIG, markdown)
        .put_bytes("static/logo.png", &drawing_png(16, 8))
        .put_bytes("content/a/photo.jpg", &photo_jpeg(20, 10))
        .write("content/a/icon.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 20'/>")
        .put_bytes("content/a/moves.gif", &animation_gif(6, 5))
        .build()
        .found([]);
    shows(
        &site,
        "<p><img src=\"/sub/logo.png\" width=\"16\" height=\"8\" alt=\"a\"> \
         <img src=\"https://other.example/c.jpg\" alt=\"b\" /> \
         <img src=\"/sub/a/icon.svg\" width=\"30\" height=\"20\" alt=\"c\"> \
         <img src=\"/sub/a/moves.gif\" width=\"6\" height=\"5\" alt=\"d\"> \
         <img src=\"/sub/a/photo.jpg?v=2\" alt=\"e\" /></p>\n<img src=\"photo.jpg\">",
    );
    assert_eq!(site.built().n_encoded, 0);
}

#[test]
fn turned_off() {
    let site = site(&format!("{CONFIG}markdown = false\n"), "![x](photo.jpg)")
        .put_bytes("content/a/photo.jpg", &photo_jpeg(100, 50))
        .build();
    shows(&site, "<p><img src=\"/sub/a/photo.jpg\" alt=\"x\" /></p>");
}

#[test]
fn a_hook_is_given_all_of_it() {
    let hook = "{% component render.image(url, alt, image) %}[{{ url }}|{{ alt }}|{% if image %}{{ image.src }}|{{ image.srcset }}|{{ image.width }}×{{ image.height }}{% else %}none{% endif %}]{% endcomponent render.image %}";
    let site = site(CONFIG, "![x](photo.jpg) ![y](https://other.example/c.jpg)")
        .write("templates/components/hooks.html", hook)
        .put_bytes("content/a/photo.jpg", &photo_jpeg(50, 25))
        .build()
        .found([]);
    shows(
        &site,
        "<p>[/sub/a/photo.jpg|x|/sub/assets/images/photo.50x25.DIGEST.webp|/sub/assets/images/photo.40x20.DIGEST.webp 40w, \
         /sub/assets/images/photo.50x25.DIGEST.webp 50w|50×25] [https://other.example/c.jpg|y|none]</p>",
    );
    assert_eq!(site.built().n_encoded, 2);
    let site = site.edit("templates/components/hooks.html", "(url, alt, image)", "(url, alt, image=None)").build();
    assert_eq!(site.built().n_encoded, 0);
    // A hook that takes no variants needs none.
    let site = site
        .write(
            "templates/components/hooks.html",
            "{% component render.image(url) %}{{ url }}{% endcomponent render.image %}",
        )
        .build();
    shows(&site, "<p>/sub/a/photo.jpg https://other.example/c.jpg</p>");
    assert!(site.built().output.entries().all(|entry| !entry.path.as_str().starts_with("/assets/images/")));
    site.same_as_clean_build();
}

#[test]
fn a_figure_is_such_a_picture_too() {
    let text = "{{< figure src=\"photo.jpg\" alt=\"Harbor\" caption=\"At noon\" >}}";
    let site = site(CONFIG, text).put_bytes("content/a/photo.jpg", &photo_jpeg(50, 25)).build().found([]);
    let html = without_digests(&site.read("/a/"));
    assert!(html.contains("src=\"/sub/assets/images/photo.50x25.DIGEST.webp\""), "{html}");
    assert!(html.contains("srcset=\"/sub/assets/images/photo.40x20.DIGEST.webp 40w, "), "{html}");
    assert!(html.contains("width=\"50\" height=\"25\""), "{html}");
    assert_eq!(site.built().n_encoded, 2);
    site.build().ran_nothing().same_as_clean_build();
}

#[test]
fn a_picture_named_like_a_page_is_no_clash() {
    TestSite::new(
        "
-- content/photo.md --
![x](photo.jpg)
-- content/about.md --
![x](about.md.png)
-- content/b/index.md --
![x](index.jpg) ![y](photo.jpg/z.jpg)
",
    )
    .put_bytes("content/photo.jpg", &photo_jpeg(20, 10))
    .put_bytes("content/about.md.png", &drawing_png(20, 10))
    .put_bytes("content/b/index.jpg", &photo_jpeg(20, 12))
    .put_bytes("content/b/photo.jpg/z.jpg", &photo_jpeg(20, 14))
    .build()
    .found([])
    .has("/photo/")
    .has("/photo.jpg")
    .has("/about/")
    .has("/about.md.png")
    .has("/b/index.jpg")
    .has("/b/photo.jpg/z.jpg")
    .same_as_clean_build();
}

#[test]
fn the_same_picture_in_two_places_has_one_set_of_variants() {
    let site = TestSite::new("-- content/a/index.md --\n![x](photo.jpg)\n-- content/b/index.md --\n![x](photo.jpg)\n")
        .put_bytes("content/a/photo.jpg", &photo_jpeg(20, 10))
        .put_bytes("content/b/photo.jpg", &photo_jpeg(20, 10))
        .build()
        .found([]);
    assert_eq!(site.built().n_encoded, 1);
    let html = |path: &str| site.read(path).split_once("<main>").unwrap().1.to_owned();
    assert_eq!(html("/a/"), html("/b/"));
}

#[test]
fn all_but_the_first_wait_until_they_are_near() {
    let figure = "{{< figure src=\"photo.jpg\" alt=\"x\" >}}";
    for (markdown, n_lazy) in [
        ("![x](photo.jpg)", 0),
        ("![x](photo.jpg) ![y](photo.jpg)\n\n> ![z](photo.jpg)", 2),
        ("![x](https://other.example/a.jpg) ![y](photo.jpg)", 1),
        (&format!("{figure}\n\n![y](photo.jpg)"), 2),
        (&format!("![y](photo.jpg)\n\n{figure}"), 1),
    ] {
        let site = site(CONFIG, markdown).put_bytes("content/a/photo.jpg", &photo_jpeg(100, 50)).build().found([]);
        let html = site.read("/a/");
        let main = html.split_once("<main>").unwrap().1;
        assert_eq!(main.matches("loading=\"lazy\"").count(), n_lazy, "{main}");
        assert_eq!(main.matches("decoding=\"async\"").count(), main.matches("/photo.80x40.").count() / 2, "{main}");
    }
}

#[test]
fn names_that_show_nothing() {
    let markdown = "![a](img\\photo.jpg) ![b](scan.heic) ![c](scan.BMP)\n\n![d](my photo.jpg) `![e](my photo.jpg)`\n\n    ![f](my photo.jpg)\n\n![g](<my photo.jpg>)";
    let site = site(CONFIG, markdown)
        .put_bytes("content/a/img/photo.jpg", &photo_jpeg(20, 10))
        .put_bytes("content/a/my photo.jpg", &photo_jpeg(20, 10))
        .put_bytes("content/a/scan.heic", b"heic")
        .put_bytes("content/a/scan.BMP", b"BM")
        .build()
        .found([
            "link-broken content/a/index.md:1:1 `img\\photo.jpg` is no path: folders end with `/`",
            "image-format content/a/index.md:1:21 `scan.heic`: no browser but Safari shows HEIC",
            "image-format content/a/index.md:1:37 `scan.BMP`: a BMP is not compressed, and no variants are made of it",
            "link-spaces content/a/index.md:3:1 `my photo.jpg` has spaces, so this is text and no picture",
        ]);
    let hints: Vec<_> = site.built().findings.iter().map(|finding| finding.hint.as_deref().unwrap()).collect();
    assert_eq!(
        hints,
        [
            "write `/`, as in `img/photo.jpg`",
            "export it as a JPEG, PNG or WebP",
            "export it as a JPEG, PNG or WebP",
            "write `![d](<my photo.jpg>)`",
        ]
    );
    // A warning is told again by a build that does not read the page.
    let site = site.edit("content/a/index.md", "img\\photo", "img/photo").build().build();
    assert_eq!(site.built().findings.len(), 3);
    site.same_as_clean_build();
}
