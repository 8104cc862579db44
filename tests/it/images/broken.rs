//! What is wrong with a picture is told once, where it is shown; nothing that a file holds is worse than that.

use image::ImageFormat;
use proptest::prelude::*;

use crate::support::pictures::{animation_gif, drawing_png, encoded, exif, photo, photo_jpeg, with_metadata};
use crate::support::site::TestSite;

const SITE: &str = "
-- content/a/index.md --
text

and ![x](photo.jpg) here
";

#[test]
fn a_truncated_photo_is_an_error_at_its_line() {
    let photo = photo_jpeg(100, 50);
    TestSite::new(SITE)
        .put_bytes("content/a/photo.jpg", &photo[..photo.len() / 2])
        .build()
        .found(["image-broken content/a/index.md:3:5 `content/a/photo.jpg` is cut short"])
        .hinted("was it copied to its end? Copy or export it again")
        .put_bytes("content/a/photo.jpg", &photo)
        .build()
        .found([])
        .same_as_clean_build();
}

#[test]
fn told_once_for_all_its_pages() {
    TestSite::new(SITE)
        .put_bytes("content/a/photo.jpg", b"GIF89a, or nearly")
        .write("content/b.md", "![x](a/photo.jpg)")
        .write("content/c.md", "![x](a/photo.jpg) ![y](@/a/photo.jpg)")
        .build()
        .found(["image-broken content/a/index.md:3:5 `content/a/photo.jpg` is a GIF image and no JPEG (shown here and 2 other pages)"]);
}

#[test]
fn templates_do_not_tell_it_again() {
    let template = "<title>t</title><main>{{ page.content | safe }}{% set i = resize_image(path='photo.jpg', width=9, height=9) %}{{ i.url }} {{ i.orig_width * 2 }}{% set g = get_image(path='photo.jpg') %}{{ g.src }}{% set m = get_image_metadata(path='photo.jpg') %}{{ m.width * 2 }} {{ m.mime }}</main>";
    let photo = photo_jpeg(100, 50);
    let site =
        TestSite::new(SITE).write("templates/page.html", template).put_bytes("content/a/photo.jpg", &photo[..99]);
    let told = ["image-broken content/a/index.md:3:5 `content/a/photo.jpg` is cut short (shown here and 1 other page)"];
    let site = site.build().found(told).build().found(told);
    let site = site.put_bytes("content/a/photo.jpg", &photo).build().found([]).same_as_clean_build();
    // One that is too large is not decoded for a template either.
    let site = site.write("content/a/index.md", "a").write("seawall.toml", "[images]\nmax_megapixels = 1\n");
    site.put_bytes("content/a/photo.jpg", &photo_jpeg(1001, 1000)).build().told_about("(wanted by `page /a/`)");
}

#[test]
fn one_that_nobody_shows_is_told_at_its_file() {
    TestSite::new("-- content/a/index.md --\na\n")
        .put_bytes("content/a/photo.png", b"no picture")
        .put_bytes("static/photo.png", b"no picture either")
        .build()
        .found(["image-broken content/a/photo.png:1:1 `content/a/photo.png` is no PNG image"]);
}

#[test]
fn one_whose_pixels_are_broken() {
    let mut png = drawing_png(100, 100);
    let middle = png.len() / 2;
    png[middle..middle + 20].fill(0x55);
    let site =
        TestSite::new("-- content/a/index.md --\n![x](photo.png)\n").put_bytes("content/a/photo.png", &png).build();
    let findings: Vec<_> = site.built().findings.iter().collect();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].message.starts_with("`content/a/photo.png` cannot be decoded: "), "{}", findings[0].message);
    assert_eq!(
        findings[0].place.as_ref().map(|place| (place.file.as_str(), place.line)),
        Some(("content/a/index.md", 1))
    );
    // It is tried again, and told again.
    let site = site.build();
    assert_eq!(site.built().findings.len(), 1);
    site.put_bytes("content/a/photo.png", &drawing_png(100, 100)).build().found([]).same_as_clean_build();
}

/// A PNG that says it is so large.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut png = drawing_png(1, 1);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let chunk = png[12..29].to_vec();
    let step = |sum: u32, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
    let sum = !chunk.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step));
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    png
}

#[test]
fn what_is_too_large_is_not_decoded() {
    TestSite::new("-- content/a/index.md --\n![x](photo.png)\n")
        .put_bytes("content/a/photo.png", &claiming(40_000, 40_000))
        .build()
        .found(["image-too-large content/a/index.md:1:1 `content/a/photo.png` is too large: 40000 × 40000 are 1600 megapixels, at most 100 are decoded"])
        .hinted("save it smaller, or raise `max_megapixels` of `[images]`")
        .put_bytes("content/a/photo.png", &claiming(u32::MAX, u32::MAX))
        .build()
        .told_about("is too large")
        .put_bytes("content/a/photo.png", &claiming(0, 9))
        .build()
        .told_about("has no width or no height")
        .write("content/a/index.md", "no picture")
        .put_bytes("content/a/photo.png", &claiming(40_000, 40_000))
        .build()
        .found([]);
}

#[test]
fn the_limit_is_the_sites() {
    let site = TestSite::new(SITE).write("seawall.toml", "[images]\nmax_megapixels = 1\n");
    let site = site.put_bytes("content/a/photo.jpg", &photo_jpeg(1001, 1000)).build().told_about("is too large");
    site.write("seawall.toml", "[images]\nmax_megapixels = 2\n").build().found([]).same_as_clean_build();
}

/// Nothing that a small header promises makes a decoder take memory for it.
#[test]
fn a_size_that_is_not_there_is_no_picture() {
    TestSite::new("-- content/a/index.md --\n![x](photo.png)\n")
        .put_bytes("content/a/photo.png", &claiming(9_000, 9_000))
        .build()
        .told_about("cannot be decoded");
}

#[test]
fn an_svg_that_is_too_deep_is_told_at_its_place() {
    let deep =
        |n: usize| format!("<svg xmlns='http://www.w3.org/2000/svg'>\n{}{}</svg>", "<g>".repeat(n), "</g>".repeat(n));
    let site = TestSite::new("-- content/a/index.md --\n![x](x.svg)\n").write("content/a/x.svg", &deep(20_000)).build();
    site.found(["image-broken content/a/x.svg:2:766 `content/a/x.svg` is no SVG that can be sanitized: more than 256 elements lie in each other"])
        .write("content/a/x.svg", &deep(200))
        .build()
        .found([])
        .same_as_clean_build();
}

/// Viewers pass over bytes between the segments.
#[test]
fn bytes_between_segments_are_passed_over() {
    let photo = photo_jpeg(24, 16);
    let end = 4 + usize::from(u16::from_be_bytes([photo[4], photo[5]]));
    let stray = [&photo[..end], b"\0\x07", &photo[end..]].concat();
    let site = TestSite::new("-- content/a/index.md --\n![x](x.jpg)\n").put_bytes("content/a/x.jpg", &stray).build();
    assert_eq!(site.found([]).bytes("/a/x.jpg"), photo);
}

/// An AVIF of these brands and with this item, without pixels.
fn avif(brands: &[u8], item: &[u8], is_large: bool) -> Vec<u8> {
    let block = |name: &[u8], inside: &[u8]| {
        let n_bytes = u64::try_from(inside.len()).unwrap() + if is_large { 16 } else { 8 };
        let short = u32::try_from(if is_large { 1 } else { n_bytes }).unwrap().to_be_bytes();
        let long = n_bytes.to_be_bytes();
        [&short[..], name, if is_large { &long[..] } else { &[] }, inside].concat()
    };
    let size = b"\0\0\0\x14ispe\0\0\0\0\0\0\0\x09\0\0\0\x07";
    let length = u32::try_from(8 + brands.len()).unwrap().to_be_bytes();
    [&length[..], b"ftyp", brands, &block(b"meta", &[b"\0\0\0\0", &size[..], item].concat())].concat()
}

#[test]
fn an_avif_of_another_brand_is_one() {
    let site = TestSite::new("-- content/a/index.md --\n![x](x.avif)\n");
    let site = site.put_bytes("content/a/x.avif", &avif(b"mif1\0\0\0\0mif1avif", b"", true)).build().found([]);
    assert!(site.read("/a/").contains("width=\"9\" height=\"7\""));
    site.put_bytes("content/a/x.avif", &avif(b"mif1\0\0\0\0mif1heic", b"", false))
        .build()
        .told_about("is no AVIF image");
}

#[test]
fn metadata_that_stays_is_told() {
    let item = b"\0\0\0\x15infe\x02\0\0\0\0\x02\0\0Exif\0";
    let tagged = avif(b"avif\0\0\0\0mif1avif", item, false);
    let site = TestSite::new("-- content/a/index.md --\na\n")
        .put_bytes("content/a/x.avif", &tagged)
        .put_bytes("static/y.avif", &tagged)
        .build()
        .found(["image-metadata content/a/x.avif:1:1 `content/a/x.avif` holds metadata, such as where it was taken, which is not taken out of AVIF"]);
    site.write("seawall.toml", "[images]\nmetadata = 'keep'\n").build().found([]);
}

#[test]
fn wrong_settings_are_told() {
    TestSite::new("-- seawall.toml --\n[images]\nformats = ['wepb']\nwidths = [0]\nsvg = 'sanitise'\nmetadata = 'burn'\nmax_megapixels = 0\nquality = { webp = 101 }\n-- content/a.md --\na\n")
        .refused(
            "config-images seawall.toml:2:11 `wepb` is no format of images: did you mean `webp`?
config-images seawall.toml:3:10 `widths` holds 0 widths: between 1 and 16; to leave the pictures of Markdown alone, `markdown = false`
config-images seawall.toml:3:10 no picture is 0 pixels wide: widths are pixels, from 1 to 16383
config-images seawall.toml:4:7 `sanitise` is no choice here: did you mean `sanitize`?
config-images seawall.toml:5:12 `burn` is no choice here: either `strip` or `keep`
config-images seawall.toml:6:18 `0` is out of range: a whole number from 1 to 4000
config-images seawall.toml:7:20 `101` is out of range: a whole number from 1 to 100",
        );
}

fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let svg = "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY e 'text'>]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><style>a{fill:url(#b)}</style><script>x</script><image href='data:image/png;base64,AAAA'/><text>&e;</text></svg>";
    vec![
        ("jpg", with_metadata(&photo_jpeg(24, 16), 6)),
        ("png", drawing_png(24, 16)),
        ("gif", animation_gif(6, 5)),
        ("gif", encoded(&photo(9, 7), ImageFormat::Gif)),
        ("webp", encoded(&photo(24, 16), ImageFormat::WebP)),
        ("webp", [b"RIFF\xff\xff\0\0WEBPEXIF".as_slice(), &exif(3)].concat()),
        (
            "avif",
            b"\0\0\0\x18ftypavif\0\0\0\0mif1avif\0\0\0\x20meta\0\0\0\x14ispe\0\0\0\0\0\0\0\x09\0\0\0\x07\0\0\0\0"
                .to_vec(),
        ),
        ("svg", svg.as_bytes().to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever became of a file: either the picture is served, or it is told what is wrong.
    #[test]
    fn damage_is_told_or_shown(
        which in 0..samples().len(),
        cut in 0.0..1.0_f64,
        is_cut in any::<bool>(),
        edits in proptest::collection::vec((0.0..1.0_f64, any::<u8>()), 0..6),
    ) {
        let (ending, mut bytes) = samples().swap_remove(which);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a small file")]
        let place = |part: f64, length: usize| (part * length as f64) as usize;
        for (at, byte) in edits {
            let at = place(at, bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(place(cut, bytes.len()));
        }
        check(ending, &bytes);
    }

    #[test]
    fn noise_is_told(which in 0..samples().len(), noise in proptest::collection::vec(any::<u8>(), 0..200), n_kept in 0..40_usize) {
        let (ending, mut bytes) = samples().swap_remove(which);
        bytes.truncate(n_kept);
        bytes.extend(noise);
        let site = check(ending, &bytes);
        // So little is left that nobody could show it; of an AVIF only the head is read, of an SVG all that is said.
        if n_kept < 20 && !matches!(ending, "avif" | "svg") {
            prop_assert!(!site.built().findings.is_empty(), "{ending} {bytes:?}");
        }
    }

    /// Elements in elements, with what may be in them: served about as long as they are, or told.
    #[test]
    fn a_deep_svg_is_served_or_told(
        depth in 0..400_usize,
        open in prop::sample::select(&["<g>", "<text>a<tspan>", "<a xmlns='u:x'>", "<svg:g>", "<g><rect/><rect/>"][..]),
        entity in "[a-z]{0,60}",
        n_uses in 0..60_usize,
    ) {
        let names: Vec<&str> = open.split('<').skip(1).filter(|tag| !tag.ends_with("/>")).collect();
        let close: String = names.iter().rev().map(|tag| format!("</{}>", tag.split([' ', '>']).next().unwrap())).collect();
        let svg = format!(
            "<!DOCTYPE svg [<!ENTITY e '{entity}'>]><svg xmlns='http://www.w3.org/2000/svg' xmlns:svg='http://www.w3.org/2000/svg'><title>{}</title>{}{}</svg>",
            "&e;".repeat(n_uses), open.repeat(depth), close.repeat(depth)
        );
        let site = check("svg", svg.as_bytes());
        if site.built().findings.is_empty() {
            prop_assert!(site.bytes("/a/x.svg").len() <= 4 * svg.len() + 4096);
        }
    }
}

fn check(ending: &str, bytes: &[u8]) -> TestSite {
    let site = TestSite::new(&format!(
        "-- seawall.toml --\n[images]\nwidths = [8]\nmax_megapixels = 1\n-- content/a/index.md --\n![x](x.{ending})\n"
    ));
    let site = site.put_bytes(&format!("content/a/x.{ending}"), bytes).build();
    if site.built().findings.is_empty() {
        for entry in site.built().output.entries().filter(|entry| entry.media_type == "image/webp") {
            assert!(
                entry.path.as_str().starts_with("/a/")
                    || image::load_from_memory(&site.bytes(entry.path.as_str())).is_ok()
            );
        }
    } else {
        assert!(
            site.built().findings.iter().all(|finding| finding.code.starts_with("image-") && finding.hint.is_some())
        );
    }
    site
}
