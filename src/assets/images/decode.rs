//! Bytes → pixels, in sRGB, as they are stored: which way is up is applied to the small result, so that
//! the large picture is in memory once.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::header::{Header, SourceFormat};

/// A decoder may need so many bytes for a pixel: 16 bits of four colors, and as much again for itself.
const BYTES_PER_PIXEL: u64 = 16;

/// What a decoder may need for a small picture.
const LEAST_BYTES: u64 = 64 << 20;

/// The pixels of a picture: `Rgb8`, or `Rgba8` where it has transparency.
pub(super) struct Pixels {
    pub image: DynamicImage,
    pub orientation: u8,
    /// Whether no pixel was lost when it was saved, as with drawings and screenshots.
    pub is_lossless: bool,
}

/// Decodes a picture whose header was read.
///
/// Decoders read what anybody may have written, and other people's code may panic over it: then the
/// picture is broken, and not the build.
pub(super) fn decode(bytes: &[u8], header: &Header) -> Result<Pixels, String> {
    let decoded = std::panic::catch_unwind(|| unguarded(bytes, header));
    decoded.unwrap_or_else(|_| Err("the decoder gave up".to_owned()))
}

fn unguarded(bytes: &[u8], header: &Header) -> Result<Pixels, String> {
    let format = match header.format {
        SourceFormat::Jpeg => ImageFormat::Jpeg,
        SourceFormat::Png => ImageFormat::Png,
        SourceFormat::Gif => ImageFormat::Gif,
        SourceFormat::Webp => ImageFormat::WebP,
        SourceFormat::Avif | SourceFormat::Svg => return Err("it is no picture that can be decoded".to_owned()),
    };
    let stored = header.stored().ok_or("it has no size")?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(stored.0);
    limits.max_image_height = Some(stored.1);
    limits.max_alloc = Some(LEAST_BYTES + u64::from(stored.0) * u64::from(stored.1) * BYTES_PER_PIXEL);
    reader.limits(limits);
    let said = |error: image::ImageError| error.to_string();
    let mut decoder = reader.into_decoder().map_err(said)?;
    if decoder.dimensions() != stored {
        return Err("its size is not the one it says it has".to_owned());
    }
    let profile = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder).map_err(said)?;
    let image = match image {
        image @ (DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_)) => image,
        image if image.color().has_alpha() => DynamicImage::ImageRgba8(image.into_rgba8()),
        image => DynamicImage::ImageRgb8(image.into_rgb8()),
    };
    let image = match profile {
        Some(profile) => in_srgb(image, &profile),
        None => image,
    };
    let is_lossless = matches!(header.format, SourceFormat::Png | SourceFormat::Gif);
    Ok(Pixels { image, orientation: header.orientation, is_lossless })
}

/// Returns a picture in the colors of the web. A profile that makes no sense is left aside, as browsers do.
fn in_srgb(mut image: DynamicImage, profile: &[u8]) -> DynamicImage {
    let layout = if image.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let n_bytes = usize::from(image.color().bytes_per_pixel()) * image.width() as usize;
    let Ok(own) = ColorProfile::new_from_slice(profile) else { return image };
    if own.color_space != DataColorSpace::Rgb {
        return image;
    }
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = own.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()) else {
        return image;
    };
    let bytes: &mut [u8] = match &mut image {
        DynamicImage::ImageRgb8(image) => image,
        DynamicImage::ImageRgba8(image) => image,
        _ => return image,
    };
    let mut line = vec![0; n_bytes];
    for row in bytes.chunks_exact_mut(n_bytes) {
        if transform.transform(row, &mut line).is_ok() {
            row.copy_from_slice(&line);
        }
    }
    image
}
