//! What is served of the files themselves: the picture, and not where it was taken.

use image::{DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader};

use crate::support::pictures::{animation_gif, drawing_png, encoded, exif, jpeg, photo, photo_jpeg, with_metadata};
use crate::support::site::TestSite;

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// Returns a picture the right way up.
fn upright(bytes: &[u8]) -> DynamicImage {
    let reader = ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().unwrap();
    let mut decoder = reader.into_decoder().unwrap();
    let orientation = decoder.orientation().unwrap();
    let mut image = DynamicImage::from_decoder(decoder).unwrap();
    image.apply_orientation(orientation);
    image
}

#[test]
fn where_a_photo_was_taken_is_not_served() {
    let photo = with_metadata(&photo_jpeg(60, 40), 6);
    let site = TestSite::new("-- content/a/index.md --\n![x](photo.jpg)\n")
        .put_bytes("content/a/photo.jpg", &photo)
        .put_bytes("assets/b.jpg", &photo)
        .put_bytes("static/c.jpg", &photo)
        .build()
        .found([]);
    let asset = site.built().output.entries().find(|entry| entry.path.as_str().starts_with("/assets/b.")).unwrap();
    for path in ["/a/photo.jpg", asset.path.as_str()] {
        let served = site.bytes(path);
        assert!(!contains(&served, b"GPS"), "{path}");
        // Not a pixel is another, and it is still the right way up.
        assert_eq!(upright(&served), upright(&photo));
        assert_eq!(upright(&served).dimensions(), (40, 60));
    }
    assert_eq!(site.bytes("/c.jpg"), photo);
    let html = site.read("/a/");
    assert!(html.contains("width=\"40\" height=\"60\""), "{html}");
    let variant = site.built().output.entries().find(|entry| entry.media_type == "image/webp").unwrap();
    let variant = site.bytes(variant.path.as_str());
    assert!(!contains(&variant, b"GPS") && !contains(&variant, b"EXIF"));
    // The top of the picture as it is seen is the left of the picture as it is stored.
    let (seen, made) = (upright(&photo).into_rgb8(), image::load_from_memory(&variant).unwrap().into_rgb8());
    for (x, y) in [(2, 2), (37, 2), (2, 57), (37, 57)] {
        let (a, b) = (seen.get_pixel(x, y).0, made.get_pixel(x, y).0);
        assert!((0..2).all(|n| a[n].abs_diff(b[n]) < 40), "{a:?} {b:?} at {x},{y}");
    }
}

#[test]
fn kept_where_the_site_says_so() {
    let photo = with_metadata(&photo_jpeg(20, 10), 3);
    let site = TestSite::new("-- seawall.toml --\n[images]\nmetadata = 'keep'\n-- content/a/index.md --\na\n")
        .put_bytes("content/a/photo.jpg", &photo)
        .build()
        .found([]);
    assert_eq!(site.bytes("/a/photo.jpg"), photo);
    let site = site.edit("seawall.toml", "'keep'", "'strip'").build();
    assert!(!contains(&site.bytes("/a/photo.jpg"), b"GPS"));
    site.because("static a/photo.jpg", "settings changed").same_as_clean_build();
}

#[test]
fn other_formats_are_cleaned_too() {
    let chunk = |name: &[u8], content: &[u8]| {
        let name = [name, content].concat();
        // The sum is not looked at by those who skip what they do not know.
        [u32::try_from(content.len()).unwrap().to_be_bytes().as_slice(), &name, &[0; 4]].concat()
    };
    let png = drawing_png(20, 10);
    let end = png.len() - 12;
    let tagged = [
        &png[..33],
        &chunk(b"tEXt", b"Comment\0GPS"),
        &chunk(b"eXIf", &exif(1)),
        &png[33..end],
        &chunk(b"iTXt", b"XMP\0GPS"),
        &png[end..],
        b"GPS behind",
    ]
    .concat();
    let webp = encoded(&photo(20, 10), ImageFormat::WebP);
    let pixels = &webp[12..];
    let mut tagged_webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x0c\0\0\0\x13\0\0\x09\0\0".to_vec();
    tagged_webp.extend(pixels);
    tagged_webp.extend(
        [b"EXIF".as_slice(), &u32::try_from(exif(6).len()).unwrap().to_le_bytes(), &exif(6), b"XMP \x04\0\0\0GPS!"]
            .concat(),
    );
    let length = u32::try_from(tagged_webp.len() - 8).unwrap();
    tagged_webp[4..8].copy_from_slice(&length.to_le_bytes());
    let gif = animation_gif(6, 5);
    let tagged_gif = [&gif[..gif.len() - 1], b"\x21\xfe\x04GPS!\0", b";", b"GPS behind"].concat();
    let site = TestSite::new("-- content/a/index.md --\n![x](x.webp)\n")
        .put_bytes("content/a/x.png", &tagged)
        .put_bytes("content/a/x.webp", &tagged_webp)
        .put_bytes("content/a/x.gif", &tagged_gif)
        .build()
        .found([]);
    for (path, original) in [("/a/x.png", &tagged), ("/a/x.webp", &tagged_webp), ("/a/x.gif", &tagged_gif)] {
        let served = site.bytes(path);
        assert!(contains(original, b"GPS") && !contains(&served, b"GPS"), "{path}");
        assert_eq!(upright(&served), upright(original), "{path}");
    }
    assert_eq!(upright(&site.bytes("/a/x.webp")).dimensions(), (10, 20));
    assert_eq!(site.bytes("/a/x.png"), png);
    assert_eq!(site.bytes("/a/x.gif"), gif);
    assert!(site.read("/a/").contains("width=\"10\" height=\"20\""));
}

#[test]
fn every_way_up() {
    for orientation in 1..=8 {
        let photo = with_metadata(&jpeg(&photo(24, 16)), orientation);
        let site = TestSite::new("-- content/a/index.md --\n![x](photo.jpg)\n")
            .put_bytes("content/a/photo.jpg", &photo)
            .build()
            .found([]);
        let seen = upright(&photo);
        assert_eq!(upright(&site.bytes("/a/photo.jpg")), seen, "orientation {orientation}");
        let variant = site.built().output.entries().find(|entry| entry.media_type == "image/webp").unwrap();
        let made = image::load_from_memory(&site.bytes(variant.path.as_str())).unwrap().into_rgb8();
        let seen = seen.into_rgb8();
        assert_eq!(made.dimensions(), seen.dimensions());
        let difference: u32 =
            made.iter().zip(seen.iter()).map(|(a, b)| u32::from(a.abs_diff(*b))).sum::<u32>() / (24 * 16 * 3);
        assert!(difference < 24, "orientation {orientation}: {difference}");
    }
}

#[test]
fn an_svg_is_sanitized_or_passed() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='8' onload='steal()'><script>steal()</script><circle r='3'/></svg>";
    let site = TestSite::new("-- content/a/index.md --\n![x](x.svg)\n")
        .write("content/a/x.svg", svg)
        .write("assets/y.svg", svg)
        .write("static/z.svg", svg)
        .build()
        .found([]);
    let asset = site.built().output.entries().find(|entry| entry.path.as_str().starts_with("/assets/y.")).unwrap();
    for path in ["/a/x.svg", asset.path.as_str()] {
        let served = site.read(path);
        assert!(!served.contains("steal") && served.contains("circle"), "{served}");
    }
    assert_eq!(site.read("/z.svg"), svg);
    let site = site.write("seawall.toml", "[images]\nsvg = 'pass'\n").build().found([]);
    assert_eq!(site.read("/a/x.svg"), svg);
    assert!(site.read("/a/").contains("width=\"9\" height=\"8\""));
    site.same_as_clean_build();
}

#[test]
fn an_svg_that_cannot_be_sanitized_is_told_at_its_place() {
    TestSite::new("-- content/a/index.md --\n![x](x.svg)\n-- content/a/x.svg --\n<svg xmlns='http://www.w3.org/2000/svg'>\n<g></svg>\n")
        .build()
        .found(["image-broken content/a/x.svg:2:9 `content/a/x.svg` is no SVG that can be sanitized: Unexpected closing tag: {http://www.w3.org/2000/svg}svg != {http://www.w3.org/2000/svg}g"])
        .edit("content/a/x.svg", "<g>", "<g/>")
        .build()
        .found([])
        .same_as_clean_build();
}

/// What cannot be cleaned is not served, not even beside its error.
#[test]
fn what_cannot_be_cleaned_is_refused() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='8' onload='steal()'><g></svg>";
    let photo = with_metadata(&photo_jpeg(60, 40), 1);
    let cut = photo.windows(3).position(|window| window == b"GPS").unwrap() + 4;
    let site = TestSite::new("-- seawall.toml --\n[images]\nsvg = 'pass'\nmetadata = 'keep'\n-- content/a/index.md --\n![x](x.svg) ![y](y.jpg)\n")
        .put_bytes("content/a/x.svg", svg.as_bytes())
        .put_bytes("static/x.svg", svg.as_bytes())
        .put_bytes("content/a/y.jpg", &photo)
        .put_bytes("static/y.jpg", &photo[..cut])
        .build()
        .found([]);
    assert!(site.read("/a/x.svg").contains("steal") && contains(&site.bytes("/a/y.jpg"), b"GPS"));
    let site = site.write("seawall.toml", "").put_bytes("content/a/y.jpg", &photo[..cut]).build().found([
        "image-broken content/a/index.md:1:13 `content/a/y.jpg` is cut short",
        "image-broken content/a/x.svg:1:87 `content/a/x.svg` is no SVG that can be sanitized: Unexpected closing tag: {http://www.w3.org/2000/svg}svg != {http://www.w3.org/2000/svg}g",
    ]);
    assert_eq!((site.bytes("/a/x.svg").len(), site.bytes("/a/y.jpg").len()), (0, 0));
    assert!(site.read("/x.svg").contains("steal") && contains(&site.bytes("/y.jpg"), b"GPS"));
}
