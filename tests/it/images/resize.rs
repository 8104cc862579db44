//! What templates make of a picture.

use crate::support::pictures::{drawing_png, photo_jpeg};
use crate::support::site::TestSite;

fn site(template: &str) -> TestSite {
    TestSite::new(&format!(
        "-- seawall.toml --\nbase_url = 'https://example.org/sub'\n-- templates/page.html --\n<title>t</title><main>{template}</main>\n-- content/a/index.md --\na\n"
    ))
    .put_bytes("content/a/photo.jpg", &photo_jpeg(100, 50))
    .put_bytes("assets/shared/logo.png", &drawing_png(40, 40))
}

/// Returns the size and format of the only variant.
#[track_caller]
fn variant(site: &TestSite) -> String {
    let is_variant = |path: &str| path.starts_with("/assets/images/");
    let paths: Vec<&str> =
        site.built().output.entries().map(|entry| entry.path.as_str()).filter(|path| is_variant(path)).collect();
    assert_eq!(paths.len(), 1, "{paths:?}");
    let image = image::load_from_memory(&site.bytes(paths[0])).unwrap();
    format!("{}x{} {}", image.width(), image.height(), paths[0].rsplit('.').next().unwrap())
}

#[track_caller]
fn check(arguments: &str, expected: &str) {
    let template = format!(
        "{{% set i = resize_image({arguments}) %}}{{{{ i.width }}}}x{{{{ i.height }}}} of {{{{ i.orig_width }}}}x{{{{ i.orig_height }}}}"
    );
    let site = site(&template).build().found([]);
    let html = site.read("/a/");
    assert!(html.contains(expected), "{html}");
    assert_eq!(variant(&site).split(' ').next(), expected.split(' ').next());
    site.build().encoded(0).ran_nothing().same_as_clean_build();
}

#[test]
fn sizes() {
    check("path='photo.jpg', width=30, height=30", "30x30 of 100x50");
    check("path='photo.jpg', width=30, height=30, op='fit'", "30x15 of 100x50");
    check("path='a/photo.jpg', width=30, height=20, op='crop', anchor='TopLeft'", "30x20 of 100x50");
    check("path='@/a/photo.jpg', width=30, op='fit_width'", "30x15 of 100x50");
    check("path='/a/photo.jpg', height=20, op='fit_height'", "40x20 of 100x50");
    check("path='shared/logo.png', width=5, height=9, op='scale', format='png'", "5x9 of 40x40");
    check("path='photo.jpg', width=9000, height=9000", "50x50 of 100x50");
    check("path='photo.jpg', width=9000, op='fit_width'", "100x50 of 100x50");
}

#[test]
fn formats() {
    for (format, ending) in [("auto", "webp"), ("jpg", "jpg"), ("png", "png")] {
        let arguments = format!("path='photo.jpg', width=30, height=30, format='{format}', quality=50");
        let site = site(&format!("{{% set i = resize_image({arguments}) %}}{{{{ i.url }}}}")).build().found([]);
        assert_eq!(variant(&site), format!("30x30 {ending}"));
        assert!(site.read("/a/").contains("/sub/assets/images/photo.30x30."));
    }
}

#[test]
fn another_operation_encodes_that_alone() {
    let site = site("{% set i = resize_image(path='photo.jpg', width=30, height=30) %}{{ i.url }}").build().encoded(1);
    let site = site.edit(
        "templates/page.html",
        "</main>",
        "{% set i = resize_image(path='photo.jpg', width=20, height=20) %}{{ i.url }}</main>",
    );
    let site = site.build().encoded(1).same_as_clean_build();
    let site = site
        .edit("templates/page.html", "{% set i = resize_image(path='photo.jpg', width=30, height=30) %}{{ i.url }}", "")
        .build()
        .encoded(0);
    assert_eq!(variant(&site), "20x20 webp");
    site.same_as_clean_build();
}

#[test]
fn a_new_picture_is_seen() {
    let site = site("{% set i = resize_image(path='photo.jpg', width=30, height=30) %}{{ i.url }}").build();
    let site = site.put_bytes("content/a/photo.jpg", &photo_jpeg(60, 60)).build().encoded(1);
    // The page itself may say the same; the name of the variant does not.
    site.ran(["static a/photo.jpg", "page /a/", "image content/a/photo.jpg"]).same_as_clean_build();
}

#[test]
fn one_that_comes_to_lie_nearer_is_taken() {
    let site =
        site("{% set i = resize_image(path='shared/logo.png', width=10, height=10) %}{{ i.orig_width }}").build();
    let site = site.put_bytes("content/a/shared/logo.png", &drawing_png(50, 50)).build().found([]);
    assert!(site.read("/a/").contains("<main>50</main>"));
    site.same_as_clean_build();
}

#[test]
fn what_markdown_makes_and_what_is_known() {
    let template = "{% set i = get_image(path='photo.jpg', sizes='9vw') %}{{ i.src }} {{ i.width }} {% set m = get_image_metadata(path='photo.jpg') %}{{ m.width }} {{ m.format }} {{ m.mime }} {{ get_image_metadata(path='none.jpg', allow_missing=true) is none }} {% set o = get_image(path='https://other.example/a.jpg') %}{{ o.src }}";
    let site = site(template).build().found([]);
    let html = site.read("/a/");
    assert!(html.contains("100 100 jpeg image/jpeg true https://other.example/a.jpg"), "{html}");
    assert_eq!(variant(&site), "100x50 webp");
    site.build().ran_nothing().same_as_clean_build();
}

#[track_caller]
fn refused(arguments: &str, message: &str, hint: &str) {
    let site = site(&format!("{{% set i = resize_image({arguments}) %}}{{{{ i.url }}}}")).build();
    let findings: Vec<_> = site.built().findings.iter().collect();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].message.contains(message), "{}", findings[0].message);
    assert!(findings[0].hint.as_deref().unwrap_or_default().contains(hint), "{:?}", findings[0].hint);
    assert_eq!(findings[0].place.as_ref().map(|place| place.file.as_str()), Some("templates/page.html"));
}

#[test]
fn mistakes_are_told_at_the_template() {
    refused("path='photos.jpg', width=3, height=3", "there is no picture `photos.jpg`", "did you mean `photo.jpg`?");
    refused("path='photo.jpg', width=3, height=3, op='filll'", "`op` cannot be `filll`", "did you mean `fill`?");
    refused("path='photo.jpg', width=3, height=3, format='wepb'", "`format` cannot be `wepb`", "did you mean `webp`?");
    refused("path='photo.jpg', width=3, height=3, anchor='smart'", "`anchor` cannot be `smart`", "`center`");
    refused("path='photo.jpg', width=3, height=3, quality=101", "`quality` is out of range", "1 to 100");
    refused(
        "path='photo.jpg', width=3",
        "`content/a/photo.jpg` cannot be resized: `height` is missing",
        "say how large",
    );
    refused("path='photo.jpg', with=3", "`resize_image` has no argument `with`", "did you mean `width`?");
    refused("path='photo.jpg', width='x', height=3", "`width` must be a whole number", "");
}
