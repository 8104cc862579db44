//! Pictures for tests, small and made anew each time.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

/// A photo: no two neighbors alike.
pub(crate) fn photo(width: u32, height: u32) -> DynamicImage {
    let wave = |n: u32, of: u32| u8::try_from(n * 255 / of.max(1)).unwrap_or(u8::MAX);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        Rgb([wave(x, width), wave(y, height), u8::try_from((x * 7 + y * 13) % 97).unwrap()])
    }))
}

/// The bytes of a JPEG.
pub(crate) fn jpeg(image: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&image.to_rgb8()).unwrap();
    bytes
}

/// A photo as a JPEG.
pub(crate) fn photo_jpeg(width: u32, height: u32) -> Vec<u8> {
    jpeg(&photo(width, height))
}

/// The bytes of an image in another format.
pub(crate) fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A drawing with transparency, as a PNG.
pub(crate) fn drawing_png(width: u32, height: u32) -> Vec<u8> {
    let drawing = RgbaImage::from_fn(width, height, |x, y| {
        if (x / 8 + y / 8) % 2 == 0 { Rgba([200, 30, 60, 255]) } else { Rgba([0, 0, 0, 0]) }
    });
    encoded(&DynamicImage::ImageRgba8(drawing), ImageFormat::Png)
}

/// A GIF of two frames.
pub(crate) fn animation_gif(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for shade in [0, 255] {
        let frame = RgbaImage::from_pixel(width, height, Rgba([shade, 9, 9, 255]));
        encoder.encode_frame(image::Frame::new(frame)).unwrap();
    }
    drop(encoder);
    bytes
}

/// EXIF that says which way is up, and where the photographer stood.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend([0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    // ImageDescription, 20 bytes behind the directory.
    tiff.extend([0x0e, 1, 2, 0, 20, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(b"GPS 45.1234 13.4321\0");
    tiff
}

/// Returns a JPEG with metadata of all kinds.
pub(crate) fn with_metadata(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), content].concat()
    };
    let exif = [b"Exif\0\0".as_slice(), &exif(orientation)].concat();
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPS of XMP</x:xmpmeta>";
    let iptc = b"Photoshop 3.0\x008BIM GPS of IPTC";
    let mut bytes = jpeg[..2].to_vec();
    for (marker, content) in [(0xe1, exif.as_slice()), (0xe1, xmp), (0xed, iptc), (0xfe, b"GPS of a comment")] {
        bytes.extend(segment(marker, content));
    }
    bytes.extend(&jpeg[2..]);
    bytes.extend(b"GPS of a film behind the image");
    bytes
}
