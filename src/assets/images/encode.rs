//! Pixels + operation → the bytes of a variant.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageEncoder, RgbImage, RgbaImage};
use ravif::{Img, RGB8, RGBA8};

use super::decode::Pixels;
use super::operation::{Operation, Part};
use crate::config::ImageFormat;

/// From 1 (slow) to 10: at 6 a picture of a megapixel takes seconds, and one step slower twice as long
/// for a few percent.
const AVIF_SPEED: u8 = 6;

/// The crates that read pictures, make them smaller and know their colors, as `Cargo.lock` has them.
const READERS: &str = "image 0.25.10 zune-jpeg 0.5.15 png 0.18.1 gif 0.14.2 image-webp 0.2.4 fast_image_resize 6.1.0 moxcms 0.8.1 pxfm 0.1.30";

/// Returns what, beside a picture and an operation, determines the bytes of a variant: this code and the
/// crates it calls, as `Cargo.lock` has them.
pub(super) fn encoder(format: ImageFormat) -> String {
    let writers = match format {
        ImageFormat::Webp => "webp 0.3.1 libwebp-sys 0.9.6",
        ImageFormat::Avif => "ravif 0.13.0 rav1e 0.8.1 avif-serialize 0.8.9 loop9 0.1.5",
        // They are written by `image` and `png`.
        ImageFormat::Jpeg => "",
        ImageFormat::Png => "fdeflate 0.3.7 flate2 1.1.11 miniz_oxide 0.8.9",
    };
    format!("1 {READERS} {writers}")
}

/// Makes a variant.
pub(super) fn encode(pixels: &Pixels, operation: &Operation) -> Result<Vec<u8>, String> {
    let image = resized(pixels, operation)?;
    let quality = f32::from(operation.quality);
    match operation.format {
        ImageFormat::Webp if pixels.is_lossless => {
            let (lossy, lossless) = (webp(&image, false, quality)?, webp(&image, true, 75.0)?);
            Ok(if lossless.len() <= lossy.len() { lossless } else { lossy })
        }
        ImageFormat::Webp => webp(&image, false, quality),
        ImageFormat::Avif => avif(&image, quality),
        ImageFormat::Jpeg => jpeg(image, operation.quality),
        ImageFormat::Png => png(&image),
    }
}

/// Returns the part that is shown, in its size and the right way up.
fn resized(pixels: &Pixels, operation: &Operation) -> Result<DynamicImage, String> {
    let Pixels { image, orientation, .. } = pixels;
    let part = stored(operation.part, *orientation, (image.width(), image.height()));
    let turned = *orientation > 4;
    let (width, height) =
        if turned { (operation.height, operation.width) } else { (operation.width, operation.height) };
    let kind = if image.color().has_alpha() { PixelType::U8x4 } else { PixelType::U8x3 };
    let said = |error: &dyn std::fmt::Display| error.to_string();
    let source = ImageRef::new(image.width(), image.height(), image.as_bytes(), kind).map_err(|error| said(&error))?;
    let mut small = Image::new(width, height, kind);
    let filter = ResizeAlg::Convolution(FilterType::Lanczos3);
    let [x, y, w, h] = [part.x, part.y, part.width, part.height].map(f64::from);
    let options = ResizeOptions::new().resize_alg(filter).crop(x, y, w, h);
    Resizer::new().resize(&source, &mut small, &options).map_err(|error| said(&error))?;
    let bytes = small.into_vec();
    let small = match kind {
        PixelType::U8x4 => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgba8),
        _ => RgbImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgb8),
    };
    let mut small = small.expect("the buffer was made for this size");
    small.apply_orientation(Orientation::from_exif(*orientation).unwrap_or(Orientation::NoTransforms));
    Ok(small)
}

/// Returns where a part of a picture as it is seen lies in the picture as it is stored.
fn stored(part: Part, orientation: u8, (width, height): (u32, u32)) -> Part {
    let Part { x, y, width: w, height: h } = part;
    let (right, below) = (|n| width - n, |n| height - n);
    match orientation {
        2 => Part { x: right(x + w), ..part },
        3 => Part { x: right(x + w), y: below(y + h), ..part },
        4 => Part { y: below(y + h), ..part },
        5 => Part { x: y, y: x, width: h, height: w },
        6 => Part { x: y, y: below(x + w), width: h, height: w },
        7 => Part { x: right(y + h), y: below(x + w), width: h, height: w },
        8 => Part { x: right(y + h), y: x, width: h, height: w },
        _ => part,
    }
}

fn webp(image: &DynamicImage, is_lossless: bool, quality: f32) -> Result<Vec<u8>, String> {
    let (bytes, width, height) = (image.as_bytes(), image.width(), image.height());
    let encoder = match image {
        DynamicImage::ImageRgba8(_) => webp::Encoder::from_rgba(bytes, width, height),
        _ => webp::Encoder::from_rgb(bytes, width, height),
    };
    let encoded = encoder.encode_simple(is_lossless, quality).map_err(|error| format!("{error:?}"))?;
    Ok(encoded.to_vec())
}

fn avif(image: &DynamicImage, quality: f32) -> Result<Vec<u8>, String> {
    // The number of threads decides about tiles, and so about bytes.
    let encoder = ravif::Encoder::new().with_quality(quality).with_speed(AVIF_SPEED).with_num_threads(Some(1));
    let (width, height) = (image.width() as usize, image.height() as usize);
    let bytes = image.as_bytes();
    let encoded = if image.color().has_alpha() {
        let pixels: Vec<RGBA8> = bytes.chunks_exact(4).map(|p| RGBA8::new(p[0], p[1], p[2], p[3])).collect();
        encoder.encode_rgba(Img::new(&pixels, width, height))
    } else {
        let pixels: Vec<RGB8> = bytes.chunks_exact(3).map(|p| RGB8::new(p[0], p[1], p[2])).collect();
        encoder.encode_rgb(Img::new(&pixels, width, height))
    };
    Ok(encoded.map_err(|error| error.to_string())?.avif_file)
}

fn jpeg(image: DynamicImage, quality: u8) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let image = if image.color().has_alpha() { on_white(&image.into_rgba8()) } else { image.into_rgb8() };
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(&image).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// JPEG has no transparency; what shows through is the page, most often white.
fn on_white(image: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0.map(u32::from);
        let over = |color: u32| u8::try_from((color * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX);
        image::Rgb([over(red), over(green), over(blue)])
    })
}

fn png(image: &DynamicImage) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, PngFilter::Adaptive);
    let (width, height, color) = (image.width(), image.height(), image.color().into());
    encoder.write_image(image.as_bytes(), width, height, color).map_err(|error| error.to_string())?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMATS: [ImageFormat; 4] = [ImageFormat::Webp, ImageFormat::Avif, ImageFormat::Jpeg, ImageFormat::Png];

    /// Crates that are called and decide about no byte.
    const INDIFFERENT: &[&str] = &[
        "bitflags",
        "bytemuck",
        "byteorder-lite",
        "cc",
        "cfg-if",
        "color_quant",
        "crc32fast",
        "document-features",
        "glob",
        "imgref",
        "num-traits",
        "quick-error",
        "rgb",
        "thiserror",
        "weezl",
        "zune-core",
    ];

    #[test]
    fn the_encoders_are_those_of_the_lock_file() {
        let lock = include_str!("../../../Cargo.lock");
        for format in FORMATS {
            let encoder = encoder(format);
            let mut words = encoder.split_whitespace().skip(1);
            while let (Some(name), Some(version)) = (words.next(), words.next()) {
                let package = format!("name = \"{name}\"\nversion = \"{version}\"\n");
                assert!(lock.contains(&package), "`encoder` must say the version of `{name}`");
            }
        }
    }

    #[test]
    fn no_crate_that_decides_is_left_out() {
        let lock = include_str!("../../../Cargo.lock");
        let all: Vec<String> =
            FORMATS.map(encoder).iter().flat_map(|text| text.split(' ')).map(str::to_owned).collect();
        for name in ["fast_image_resize", "gif", "image", "image-webp", "libwebp-sys", "moxcms", "png", "ravif", "webp"]
        {
            let start = lock.find(&format!("name = \"{name}\"\n")).unwrap();
            let package = lock[start..].split("\n\n").next().unwrap();
            let called = package.split_once("dependencies = [").map_or("", |(_, list)| list);
            let called = called.lines().filter_map(|line| line.trim().strip_prefix('"')?.split(['"', ' ']).next());
            for name in called.chain([name]).filter(|name| !INDIFFERENT.contains(name)) {
                assert!(all.iter().any(|word| word == name), "`encoder` must name `{name}`");
            }
        }
    }

    /// A part cut out of a turned picture is the part of the picture that was turned before.
    #[test]
    fn parts_lie_where_they_are_seen() {
        let image = RgbImage::from_fn(7, 5, |x, y| {
            image::Rgb([u8::try_from(x * 30).unwrap(), u8::try_from(y * 50).unwrap(), 9])
        });
        for orientation in 1..=8 {
            let mut seen = DynamicImage::ImageRgb8(image.clone());
            seen.apply_orientation(Orientation::from_exif(orientation).unwrap());
            let part = Part { x: 1, y: 2, width: 3, height: 2 };
            let expected = seen.crop_imm(part.x, part.y, part.width, part.height).into_rgb8();
            let operation = Operation { part, width: 3, height: 2, format: ImageFormat::Png, quality: 1 };
            let pixels = Pixels { image: DynamicImage::ImageRgb8(image.clone()), orientation, is_lossless: true };
            assert_eq!(resized(&pixels, &operation).unwrap().into_rgb8(), expected, "orientation {orientation}");
        }
    }
}
