//! The parts that files of pictures are made of: JPEG segments, PNG chunks, GIF blocks, WebP chunks.
//!
//! One walk gives the size, where the metadata lies, and whether the file has an end. The walk is
//! linear, makes no copy, and believes no length that the file does not have.

use std::ops::Range;

/// A file, taken apart.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Width and height as they are stored.
    pub size: (u32, u32),
    pub is_animated: bool,
    pub parts: Vec<Part>,
}

/// One part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Needed to show the picture.
    Picture(Range<usize>),
    /// The features that a WebP has.
    Features(Range<usize>),
    /// EXIF: the bytes of the TIFF in it.
    Exif(Range<usize>),
    /// Other metadata, comments, previews.
    Metadata,
}

/// Why a file cannot be taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It ends too early.
    Cut,
    /// It is not what it begins as.
    Nonsense,
}

/// A place in a file.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let end = self.at.checked_add(length).ok_or(Fault::Nonsense)?;
        let taken = self.bytes.get(self.at..end).ok_or(Fault::Cut)?;
        self.at = end;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Fault> {
        Ok(self.take(1)?[0])
    }
}

fn big(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn little(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// A length of a file is at most 32 bits, which is no more than an index has.
fn length(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// JPEG (ITU T.81 annex B). What stands behind the end of the image, such as a film, is no part of it.
pub(super) fn jpeg(bytes: &[u8]) -> Result<Walk, Fault> {
    let mut walk = Walk::default();
    let mut reader = Reader { bytes, at: 2 };
    walk.parts.push(Part::Picture(0..2));
    loop {
        // Bytes between segments are passed over, as every viewer does.
        if bytes.get(reader.at) != Some(&0xff) {
            skip_scan(&mut reader)?;
        }
        let start = reader.at;
        reader.byte()?;
        let mut marker = reader.byte()?;
        while marker == 0xff {
            marker = reader.byte()?;
        }
        if marker == 0xd9 {
            walk.parts.push(Part::Picture(start..reader.at));
            return if walk.size == (0, 0) { Err(Fault::Nonsense) } else { Ok(walk) };
        }
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            walk.parts.push(Part::Picture(start..reader.at));
            continue;
        }
        let n_bytes = length(big(reader.take(2)?)).checked_sub(2).ok_or(Fault::Nonsense)?;
        let inside = reader.at;
        let segment = reader.take(n_bytes)?;
        match marker {
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let size = segment.get(1..5).ok_or(Fault::Nonsense)?;
                walk.size = (big(&size[2..4]), big(&size[0..2]));
            }
            0xda => skip_scan(&mut reader)?,
            _ => {}
        }
        walk.parts.push(match (marker, segment) {
            (0xe1, [b'E', b'x', b'i', b'f', 0, 0, ..]) => Part::Exif(inside + 6..reader.at),
            (0xe2, segment) if segment.starts_with(b"ICC_PROFILE\0") => Part::Picture(start..reader.at),
            // JFIF says how dense its pixels are, Adobe which colors they have.
            (0xe0 | 0xee, _) => Part::Picture(start..reader.at),
            (0xe1..=0xef | 0xfe, _) => Part::Metadata,
            _ => Part::Picture(start..reader.at),
        });
    }
}

/// Skips the coded pixels: up to a marker that is neither a stuffed zero nor a restart.
fn skip_scan(reader: &mut Reader<'_>) -> Result<(), Fault> {
    loop {
        let rest = reader.bytes.get(reader.at..).ok_or(Fault::Cut)?;
        let at = rest.iter().position(|byte| *byte == 0xff).ok_or(Fault::Cut)?;
        match rest.get(at + 1).ok_or(Fault::Cut)? {
            0x00 | 0xd0..=0xd7 => reader.at += at + 2,
            0xff => reader.at += at + 1,
            _ => {
                reader.at += at;
                return Ok(());
            }
        }
    }
}

/// PNG (<https://www.w3.org/TR/png-3/>).
pub(super) fn png(bytes: &[u8]) -> Result<Walk, Fault> {
    let mut walk = Walk::default();
    let mut reader = Reader { bytes, at: 0 };
    if reader.take(8)? != b"\x89PNG\r\n\x1a\n" {
        return Err(Fault::Nonsense);
    }
    walk.parts.push(Part::Picture(0..8));
    loop {
        let start = reader.at;
        let n_bytes = big(reader.take(4)?);
        let kind = reader.take(4)?;
        if n_bytes > i32::MAX.unsigned_abs() || !kind.iter().all(u8::is_ascii_alphabetic) {
            return Err(Fault::Nonsense);
        }
        let inside = reader.at;
        let chunk = reader.take(length(n_bytes))?;
        let end = reader.at;
        reader.take(4)?;
        match kind {
            b"IHDR" if start == 8 && chunk.len() >= 8 => walk.size = (big(&chunk[..4]), big(&chunk[4..8])),
            _ if start == 8 => return Err(Fault::Nonsense),
            b"acTL" => walk.is_animated = true,
            _ => {}
        }
        walk.parts.push(match kind {
            b"eXIf" => Part::Exif(inside..end),
            b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB" | b"iCCP" | b"cICP" | b"mDCV" | b"cLLI" | b"sBIT" | b"bKGD"
            | b"pHYs" | b"acTL" | b"fcTL" | b"fdAT" => Part::Picture(start..reader.at),
            // A capital means that no decoder can do without.
            [b'A'..=b'Z', ..] => Part::Picture(start..reader.at),
            _ => Part::Metadata,
        });
        if kind == b"IEND" {
            return Ok(walk);
        }
    }
}

/// GIF (<https://www.w3.org/Graphics/GIF/spec-gif89a.txt>). Many end without the last byte.
pub(super) fn gif(bytes: &[u8]) -> Result<Walk, Fault> {
    let mut reader = Reader { bytes, at: 0 };
    let head = reader.take(13)?;
    let mut walk = Walk { size: (little(&head[6..8]), little(&head[8..10])), ..Walk::default() };
    reader.take(table(head[10]))?;
    walk.parts.push(Part::Picture(0..reader.at));
    let mut n_images = 0;
    while reader.at < bytes.len() {
        let start = reader.at;
        let mut is_needed = true;
        match reader.byte()? {
            0x3b => {
                walk.parts.push(Part::Picture(start..reader.at));
                break;
            }
            0x2c => {
                let flags = reader.take(9)?[8];
                reader.take(table(flags))?;
                reader.byte()?;
                n_images += 1;
            }
            0x21 => {
                let label = reader.byte()?;
                let is_loop = |name: &[u8]| matches!(name, b"\x0bNETSCAPE2.0" | b"\x0bANIMEXTS1.0");
                let name = bytes.get(reader.at..reader.at + 12);
                is_needed = label != 0xfe && (label != 0xff || name.is_some_and(is_loop));
            }
            _ => return Err(Fault::Nonsense),
        }
        loop {
            let n_bytes = usize::from(reader.byte()?);
            if n_bytes == 0 {
                break;
            }
            reader.take(n_bytes)?;
        }
        walk.parts.push(if is_needed { Part::Picture(start..reader.at) } else { Part::Metadata });
    }
    walk.is_animated = n_images > 1;
    if n_images == 0 { Err(Fault::Cut) } else { Ok(walk) }
}

/// Returns the length of a table of colors.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// WebP (<https://developers.google.com/speed/webp/docs/riff_container>).
pub(super) fn webp(bytes: &[u8]) -> Result<Walk, Fault> {
    let mut walk = Walk::default();
    let n_bytes = length(little(bytes.get(4..8).ok_or(Fault::Cut)?));
    let end = n_bytes.checked_add(8).ok_or(Fault::Nonsense)?;
    let bytes = bytes.get(..end).ok_or(Fault::Cut)?;
    let mut reader = Reader { bytes, at: 12 };
    while reader.at + 8 <= bytes.len() {
        let start = reader.at;
        let kind = reader.take(4)?;
        let n_bytes = length(little(reader.take(4)?));
        let inside = reader.at;
        let chunk = reader.take(n_bytes)?;
        let end = reader.at;
        reader.at = (end + n_bytes % 2).min(bytes.len());
        let whole = start..reader.at;
        let size = webp_size(kind, chunk)?;
        if walk.size == (0, 0) {
            walk.size = size.unwrap_or_default();
        }
        walk.parts.push(match kind {
            b"VP8X" => {
                walk.is_animated = chunk[0] & 0x02 != 0;
                Part::Features(whole)
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => Part::Picture(whole),
            b"EXIF" if chunk.starts_with(b"Exif\0\0") => Part::Exif(inside + 6..end),
            b"EXIF" => Part::Exif(inside..end),
            _ => Part::Metadata,
        });
    }
    let has_pixels = walk.parts.iter().any(|part| matches!(part, Part::Picture(_)));
    if has_pixels { Ok(walk) } else { Err(Fault::Cut) }
}

fn webp_size(kind: &[u8], chunk: &[u8]) -> Result<Option<(u32, u32)>, Fault> {
    let head = |length: usize| chunk.get(..length).ok_or(Fault::Nonsense);
    Ok(match kind {
        b"VP8X" => {
            let head = head(10)?;
            Some((little(&head[4..7]) + 1, little(&head[7..10]) + 1))
        }
        b"VP8 " => {
            let head = head(10)?;
            Some((little(&head[6..8]) & 0x3fff, little(&head[8..10]) & 0x3fff))
        }
        b"VP8L" => {
            let bits = little(&head(5)?[1..5]);
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => None,
    })
}

/// Returns whether a file says that it may be read as AVIF: its own brand, or one of those it is compatible with.
pub(super) fn is_avif(bytes: &[u8]) -> bool {
    let Some([a, b, c, d, b'f', b't', b'y', b'p']) = bytes.get(..8) else { return false };
    let end = length(big(&[*a, *b, *c, *d])).min(bytes.len());
    let is_brand = |brand: &[u8]| brand == b"avif" || brand == b"avis";
    let others = bytes.get(16..end).unwrap_or_default();
    bytes.get(8..12).is_some_and(is_brand) || others.chunks_exact(4).any(is_brand)
}

/// AVIF (ISO 14496-12), as far as its size: the largest that any item in it has.
pub(super) fn avif(bytes: &[u8]) -> Result<Walk, Fault> {
    let is_animated = bytes.get(8..12).is_some_and(|brand| brand == b"avis" || brand == b"msf1");
    let mut walk = Walk { is_animated, ..Walk::default() };
    let mut reader = Reader { bytes, at: 0 };
    let mut meta: &[u8] = &[];
    while reader.at < bytes.len() {
        let start = reader.at;
        let n_bytes = length(big(reader.take(4)?));
        let kind = reader.take(4)?;
        let inside = match n_bytes {
            // The last box may reach to the end.
            0 => reader.take(bytes.len() - reader.at)?,
            // The length has 64 bits and stands behind the name.
            1 => {
                let (high, low) = reader.take(8)?.split_at(4);
                let n_bytes = u64::from(big(high)) << 32 | u64::from(big(low));
                let n_bytes = usize::try_from(n_bytes).ok().and_then(|n| n.checked_sub(16));
                reader.take(n_bytes.ok_or(Fault::Nonsense)?)?
            }
            n => reader.take(n.checked_sub(8).ok_or(Fault::Nonsense)?)?,
        };
        if kind == b"meta" {
            meta = inside;
        }
        walk.parts.push(Part::Picture(start..reader.at));
    }
    // Where it is, is said elsewhere, and counted from the beginning of the file: it cannot be taken out.
    if (0..meta.len()).any(|at| is_metadata_item(&meta[at..])) {
        walk.parts.push(Part::Metadata);
    }
    for at in 0..(meta.len() + 1).saturating_sub(16) {
        if &meta[at..at + 4] == b"ispe" {
            let size = (big(&meta[at + 8..at + 12]), big(&meta[at + 12..at + 16]));
            if u64::from(size.0) * u64::from(size.1) > u64::from(walk.size.0) * u64::from(walk.size.1) {
                walk.size = size;
            }
        }
    }
    let turn = meta.windows(5).find(|window| window.starts_with(b"irot")).map_or(0, |window| window[4] & 3);
    if turn % 2 == 1 {
        walk.size = (walk.size.1, walk.size.0);
    }
    Ok(walk)
}

/// Returns whether these bytes begin with the entry of an item of EXIF or XMP (ISO 14496-12, `infe`).
fn is_metadata_item(bytes: &[u8]) -> bool {
    let kind = match bytes {
        [b'i', b'n', b'f', b'e', 2, ..] => bytes.get(12..16),
        [b'i', b'n', b'f', b'e', 3, ..] => bytes.get(14..18),
        _ => return false,
    };
    // An item whose type is that of a file is XMP.
    kind.is_some_and(|kind| kind == b"Exif" || kind == b"mime")
}
