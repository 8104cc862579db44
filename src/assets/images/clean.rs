//! Originals without what is nobody's business: EXIF, XMP, IPTC, comments, previews, whatever hangs on
//! behind the image. No pixel is touched, and which way is up is kept.

use super::container::Part;
use super::header::{self, SourceFormat};

/// Features of a WebP that the metadata has.
const WEBP_EXIF: u8 = 0x08;
const WEBP_XMP: u8 = 0x04;

/// Returns a picture without metadata, or `None` where it cannot be taken apart.
pub(super) fn cleaned(format: SourceFormat, bytes: &[u8]) -> Option<Vec<u8>> {
    let walk = header::walk(format, bytes).ok()?;
    let orientation = header::orientation(&walk, bytes);
    if format == SourceFormat::Avif {
        return Some(bytes.to_vec());
    }
    let mut clean = Vec::with_capacity(bytes.len());
    if format == SourceFormat::Webp {
        clean.extend_from_slice(b"RIFF\0\0\0\0WEBP");
    }
    let mut is_told = orientation == 1;
    for part in &walk.parts {
        match part {
            Part::Picture(range) => clean.extend_from_slice(&bytes[range.clone()]),
            Part::Features(range) => {
                let start = clean.len();
                clean.extend_from_slice(&bytes[range.clone()]);
                clean[start + 8] &= !(WEBP_EXIF | WEBP_XMP);
                clean[start + 8] |= if orientation == 1 { 0 } else { WEBP_EXIF };
            }
            Part::Exif(_) if !is_told => {
                clean.extend(upright(format, orientation));
                is_told = true;
            }
            Part::Exif(_) | Part::Metadata => {}
        }
    }
    if format == SourceFormat::Webp {
        let length = u32::try_from(clean.len() - 8).ok()?;
        clean[4..8].copy_from_slice(&length.to_le_bytes());
    }
    Some(clean)
}

/// Returns the part of a file that says which way is up, and nothing else.
fn upright(format: SourceFormat, orientation: u8) -> Vec<u8> {
    // A TIFF with one entry: tag 0x0112, one SHORT.
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0]);
    match format {
        SourceFormat::Jpeg => [b"\xff\xe1\0\x22Exif\0\0".as_slice(), &tiff].concat(),
        SourceFormat::Png => {
            let chunk = [b"eXIf".as_slice(), &tiff].concat();
            [&[0, 0, 0, 26], chunk.as_slice(), &checksum(&chunk).to_be_bytes()].concat()
        }
        SourceFormat::Webp => [b"EXIF\x1a\0\0\0".as_slice(), &tiff].concat(),
        SourceFormat::Gif | SourceFormat::Avif | SourceFormat::Svg => Vec::new(),
    }
}

/// The CRC of PNG (<https://www.w3.org/TR/png-3/#D-CRCAppendix>), bit by bit: it is needed for 30 bytes.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}
