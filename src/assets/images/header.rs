//! What a picture says of itself before any of its pixels is decoded.

use serde::{Deserialize, Serialize};

use super::container::{self, Fault, Part, Walk};
use super::svg;
use crate::base::finding::Finding;
use crate::base::path::SourcePath;

/// A format that pictures come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// AVIF, which is not decoded.
    Avif,
    /// SVG, which has no pixels.
    Svg,
}

impl SourceFormat {
    /// Returns the format that the name of a file promises.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        Some(match extension.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Self::Jpeg,
            "png" | "apng" => Self::Png,
            "gif" => Self::Gif,
            "webp" => Self::Webp,
            "avif" => Self::Avif,
            "svg" => Self::Svg,
            _ => return None,
        })
    }

    /// Returns the format that the first bytes of a file show.
    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            bytes if container::is_avif(bytes) => Some(Self::Avif),
            _ => None,
        }
    }

    /// Returns its name as people write it.
    pub(super) fn written(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
            Self::Webp => "WebP",
            Self::Avif => "AVIF",
            Self::Svg => "SVG",
        }
    }

    /// Returns its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
            Self::Svg => "image/svg+xml",
        }
    }
}

/// What a picture says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Its format.
    pub format: SourceFormat,
    /// Width and height as it is shown, where they are known.
    pub size: Option<(u32, u32)>,
    /// Which way is up, as EXIF counts: 1 to 8.
    pub orientation: u8,
    /// Whether it moves.
    pub is_animated: bool,
    /// Whether it has metadata that cannot be taken out.
    pub keeps_metadata: bool,
}

impl Header {
    /// Returns the header of an SVG.
    pub(super) fn of_svg(size: Option<(u32, u32)>) -> Self {
        Self { format: SourceFormat::Svg, size, orientation: 1, is_animated: false, keeps_metadata: false }
    }

    /// Returns the size of a picture that can be decoded and written anew.
    pub fn raster(&self) -> Option<(u32, u32)> {
        let is_raster = !self.is_animated && !matches!(self.format, SourceFormat::Avif | SourceFormat::Svg);
        self.size.filter(|_| is_raster)
    }

    /// Returns width and height as they are stored.
    pub(super) fn stored(&self) -> Option<(u32, u32)> {
        self.size.map(|(width, height)| if self.orientation > 4 { (height, width) } else { (width, height) })
    }
}

/// Reads the header of the picture `source`, whose name promises `format`.
pub(super) fn read(source: &SourcePath, format: SourceFormat, bytes: &[u8]) -> Result<Header, Finding> {
    if format == SourceFormat::Svg {
        let sanitized = svg::sanitized(source, bytes)?;
        return Ok(Header::of_svg(svg::size(&sanitized)));
    }
    let broken = |message: String, hint: &str| Finding::error("image-broken", message).hint(hint);
    match SourceFormat::of_bytes(bytes) {
        Some(found) if found == format => {}
        Some(found) => {
            let message = format!("`{source}` is a {} image and no {}", found.written(), format.written());
            return Err(broken(message, "give it the ending of what it is"));
        }
        None => {
            let message = format!("`{source}` is no {} image", format.written());
            return Err(broken(message, "export it again"));
        }
    }
    let walk = walk(format, bytes).map_err(|fault| match fault {
        Fault::Cut => broken(format!("`{source}` is cut short"), "was it copied to its end? Copy or export it again"),
        Fault::Nonsense => broken(format!("`{source}` is damaged"), "export it again"),
    })?;
    let orientation = orientation(&walk, bytes);
    let (width, height) = walk.size;
    let size = if orientation > 4 { (height, width) } else { (width, height) };
    let size = Some(size).filter(|(width, height)| *width > 0 && *height > 0);
    if size.is_none() && format != SourceFormat::Avif {
        return Err(broken(format!("`{source}` has no width or no height"), "export it again"));
    }
    let keeps_metadata = format == SourceFormat::Avif && walk.parts.contains(&Part::Metadata);
    Ok(Header { format, size, orientation, is_animated: walk.is_animated, keeps_metadata })
}

/// Returns the parts of a file that is no SVG.
pub(super) fn walk(format: SourceFormat, bytes: &[u8]) -> Result<Walk, Fault> {
    match format {
        SourceFormat::Jpeg => container::jpeg(bytes),
        SourceFormat::Png => container::png(bytes),
        SourceFormat::Gif => container::gif(bytes),
        SourceFormat::Webp => container::webp(bytes),
        SourceFormat::Avif => container::avif(bytes),
        SourceFormat::Svg => Err(Fault::Nonsense),
    }
}

/// Returns which way is up; the first part that says so is right.
pub(super) fn orientation(walk: &Walk, bytes: &[u8]) -> u8 {
    let exif = walk.parts.iter().find_map(|part| match part {
        Part::Exif(tiff) => bytes.get(tiff.clone()),
        _ => None,
    });
    let orientation = exif.and_then(image::metadata::Orientation::from_exif_chunk);
    orientation.map_or(1, image::metadata::Orientation::to_exif)
}
