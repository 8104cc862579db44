//! What is wanted of a picture → which part of it in which size. Pure: no pixel is looked at.

use serde::{Deserialize, Serialize};

use super::header::Header;
use crate::base::finding::nearest;
use crate::config::{ImageFormat, Images};

/// No side of a picture that is made may be longer: WebP has no room for more.
const LONGEST: u32 = 16_383;

/// How a picture is brought into a frame. None makes more pixels than it has: they would be made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fitting {
    /// The shape of the frame, whatever becomes of its own.
    Scale,
    /// This width, and the height that goes with it.
    FitWidth,
    /// This height, and the width that goes with it.
    FitHeight,
    /// As large as the frame allows.
    Fit,
    /// The whole frame; what hangs over is cut off.
    Fill,
    /// A part of this size, cut out without scaling.
    Crop,
}

/// Ways to fit by the names that authors use.
const FITTINGS: [(&str, Fitting); 6] = [
    ("fill", Fitting::Fill),
    ("fit", Fitting::Fit),
    ("crop", Fitting::Crop),
    ("fit_width", Fitting::FitWidth),
    ("fit_height", Fitting::FitHeight),
    ("scale", Fitting::Scale),
];

/// Which part is kept where something is cut off, by the names that authors use: in eighths of nothing,
/// half or all of what hangs over, across and down.
const ANCHORS: [(&str, Anchor); 9] = [
    ("center", Anchor { across: 1, down: 1 }),
    ("topleft", Anchor { across: 0, down: 0 }),
    ("top", Anchor { across: 1, down: 0 }),
    ("topright", Anchor { across: 2, down: 0 }),
    ("left", Anchor { across: 0, down: 1 }),
    ("right", Anchor { across: 2, down: 1 }),
    ("bottomleft", Anchor { across: 0, down: 2 }),
    ("bottom", Anchor { across: 1, down: 2 }),
    ("bottomright", Anchor { across: 2, down: 2 }),
];

/// Which part of a picture is kept: how many halves of what hangs over lie to the left and above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Anchor {
    across: u8,
    down: u8,
}

impl Anchor {
    /// Returns the anchor of this name, or a hint.
    pub fn named(name: &str) -> Result<Self, String> {
        let plain = name.to_lowercase().replace(['_', '-', ' '], "");
        choose(&plain, &ANCHORS)
    }
}

impl Fitting {
    /// Returns the way to fit of this name, or a hint.
    pub fn named(name: &str) -> Result<Self, String> {
        choose(name, &FITTINGS)
    }
}

fn choose<T: Copy>(name: &str, known: &[(&str, T)]) -> Result<T, String> {
    if let Some((_, found)) = known.iter().find(|(known, _)| *known == name) {
        return Ok(*found);
    }
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    Err(match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it is one of `{}`", names.join("`, `")),
    })
}

/// What is wanted of a picture, as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Request {
    /// How it is brought into the frame.
    pub op: Fitting,
    /// The width of the frame.
    pub width: Option<u32>,
    /// The height of the frame.
    pub height: Option<u32>,
    /// Which part is kept.
    pub anchor: Anchor,
    /// The format; where it is not given, the one that every browser must read.
    pub format: Option<ImageFormat>,
    /// How good it is, from 1 to 100.
    pub quality: Option<u8>,
}

/// A part of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Part {
    /// How far it is from the left.
    pub x: u32,
    /// How far it is from the top.
    pub y: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// What is done with a picture: all that, beside its bytes, determines the bytes of the result.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Operation {
    /// The part that is shown, of the picture as it is seen.
    pub part: Part,
    /// The width of the result.
    pub width: u32,
    /// The height of the result.
    pub height: u32,
    /// The format of the result.
    pub format: ImageFormat,
    /// How good it is.
    pub quality: u8,
}

/// Why something cannot be made of a picture, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impossible {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl Request {
    /// Returns the request for a width, as Markdown makes it.
    pub fn width(width: u32, format: ImageFormat) -> Self {
        let anchor = Anchor { across: 1, down: 1 };
        Self { op: Fitting::FitWidth, width: Some(width), height: None, anchor, format: Some(format), quality: None }
    }

    /// Returns what is to be done with a picture.
    pub fn resolve(&self, header: &Header, images: &Images) -> Result<Operation, Impossible> {
        let impossible = |message: String, hint: &str| Impossible { message, hint: hint.to_owned() };
        let Some(size) = header.raster() else {
            let what = if header.is_animated { "an animation" } else { "no picture that can be decoded" };
            return Err(impossible(format!("it is {what}"), "it can be shown as it is, in its own size"));
        };
        let (part, (width, height)) = self.frame(size)?;
        let n_pixels = u64::from(width) * u64::from(height);
        if width > LONGEST || height > LONGEST || n_pixels > u64::from(images.max_megapixels) * 1_000_000 {
            let message = format!("{width} × {height} is too large for a picture");
            return Err(impossible(message, "ask for less"));
        }
        let format = self.format.or(images.formats.last().copied()).unwrap_or(ImageFormat::Webp);
        let quality = self.quality.unwrap_or(match format {
            ImageFormat::Webp => images.quality.webp,
            ImageFormat::Avif => images.quality.avif,
            ImageFormat::Jpeg => images.quality.jpeg,
            ImageFormat::Png => 100,
        });
        Ok(Operation { part, width, height, format, quality })
    }

    /// Returns which part of a picture of this size is shown, and how large.
    fn frame(&self, (width, height): (u32, u32)) -> Result<(Part, (u32, u32)), Impossible> {
        let whole = Part { x: 0, y: 0, width, height };
        let needed = |side: Option<u32>, name: &str| match side {
            Some(0) => {
                Err(Impossible { message: format!("`{name}` is 0"), hint: "a picture has at least one pixel".into() })
            }
            Some(side) => Ok(side),
            None => {
                Err(Impossible { message: format!("`{name}` is missing"), hint: "say how large it shall be".into() })
            }
        };
        let both = || Ok((needed(self.width, "width")?, needed(self.height, "height")?));
        Ok(match self.op {
            Fitting::Scale => (whole, fit(both()?, (width, height))),
            Fitting::FitWidth => {
                let wanted = needed(self.width, "width")?.min(width);
                (whole, (wanted, ratio(height, wanted, width)))
            }
            Fitting::FitHeight => {
                let wanted = needed(self.height, "height")?.min(height);
                (whole, (ratio(width, wanted, height), wanted))
            }
            Fitting::Fit => {
                let frame = match (self.width, self.height) {
                    (None, None) => both()?,
                    (w, h) => (needed(w.or(Some(u32::MAX)), "width")?, needed(h.or(Some(u32::MAX)), "height")?),
                };
                (whole, fit((width, height), frame))
            }
            Fitting::Fill => {
                let (w, h) = both()?;
                // The largest part of the shape of the frame.
                let is_wide = u64::from(width) * u64::from(h) > u64::from(height) * u64::from(w);
                let size = if is_wide {
                    (ratio(w, height, h).min(width), height)
                } else {
                    (width, ratio(h, width, w).min(height))
                };
                (self.part((width, height), size), fit((w, h), size))
            }
            Fitting::Crop => {
                let (w, h) = both()?;
                let size = (w.min(width), h.min(height));
                (self.part((width, height), size), size)
            }
        })
    }

    fn part(&self, (width, height): (u32, u32), size: (u32, u32)) -> Part {
        let offset = |over: u32, halves: u8| over / 2 * u32::from(halves) + if halves == 2 { over % 2 } else { 0 };
        Part {
            x: offset(width - size.0, self.anchor.across),
            y: offset(height - size.1, self.anchor.down),
            width: size.0,
            height: size.1,
        }
    }
}

/// Returns the largest size of this shape within a frame, and no larger than it is.
fn fit((width, height): (u32, u32), frame: (u32, u32)) -> (u32, u32) {
    if width <= frame.0 && height <= frame.1 {
        return (width, height);
    }
    let is_wide = u64::from(width) * u64::from(frame.1) > u64::from(height) * u64::from(frame.0);
    if is_wide { (frame.0, ratio(height, frame.0, width)) } else { (ratio(width, frame.1, height), frame.1) }
}

/// Returns `a * b / c`, rounded, at least 1.
fn ratio(a: u32, b: u32, c: u32) -> u32 {
    let (a, b, c) = (u64::from(a), u64::from(b), u64::from(c));
    u32::try_from((a * b + c / 2) / c.max(1)).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::images::header::SourceFormat;

    fn request(op: &str, size: &str, anchor: &str) -> Request {
        let (width, height) = size.split_once('x').unwrap();
        let (width, height) = (width.parse().ok(), height.parse().ok());
        let anchor = Anchor::named(anchor).unwrap();
        Request { op: Fitting::named(op).unwrap(), width, height, anchor, format: None, quality: None }
    }

    /// `300x200 fill 100x100` → the part that is shown, and its size.
    #[track_caller]
    fn check(size: &str, (op, frame, anchor): (&str, &str, &str), expected: &str) {
        let (width, height) = size.split_once('x').unwrap();
        let size = Some((width.parse().unwrap(), height.parse().unwrap()));
        let header = Header { format: SourceFormat::Jpeg, ..Header::of_svg(size) };
        let made = match request(op, frame, anchor).resolve(&header, &Images::default()) {
            Ok(Operation { part, width, height, .. }) => {
                let Part { x, y, width: w, height: h } = part;
                format!("{w}x{h}+{x}+{y} → {width}x{height}")
            }
            Err(Impossible { message, .. }) => message,
        };
        assert_eq!(made, expected);
    }

    #[test]
    fn parts_and_sizes() {
        check("300x200", ("fill", "100x100", "center"), "200x200+50+0 → 100x100");
        check("300x200", ("fill", "100x100", "left"), "200x200+0+0 → 100x100");
        check("300x200", ("fill", "100x100", "Right"), "200x200+100+0 → 100x100");
        check("200x301", ("fill", "100x100", "bottom"), "200x200+0+101 → 100x100");
        check("200x301", ("fill", "100x100", "TopLeft"), "200x200+0+0 → 100x100");
        check("300x200", ("fit", "100x100", "center"), "300x200+0+0 → 100x67");
        check("200x300", ("fit", "100x100", "center"), "200x300+0+0 → 67x100");
        check("300x200", ("fit", "x100", "center"), "300x200+0+0 → 150x100");
        check("300x200", ("fit", "900x900", "center"), "300x200+0+0 → 300x200");
        check("10000x1", ("fit", "10x10", "center"), "10000x1+0+0 → 10x1");
        check("300x200", ("crop", "100x50", "bottom_right"), "100x50+200+150 → 100x50");
        check("300x200", ("crop", "900x50", "center"), "300x50+0+75 → 300x50");
        check("300x200", ("fit_width", "150x", "center"), "300x200+0+0 → 150x100");
        check("300x200", ("fit_height", "x100", "center"), "300x200+0+0 → 150x100");
        check("300x200", ("scale", "7x9", "center"), "300x200+0+0 → 7x9");
    }

    #[test]
    fn never_larger_than_it_is() {
        check("4000x3000", ("fit_width", "9000x", "center"), "4000x3000+0+0 → 4000x3000");
        check("4000x3000", ("fit_height", "x9000", "center"), "4000x3000+0+0 → 4000x3000");
        check("4000x3000", ("fit", "9000x9000", "center"), "4000x3000+0+0 → 4000x3000");
        check("4000x3000", ("scale", "9000x3000", "center"), "4000x3000+0+0 → 4000x1333");
        check("4000x3000", ("scale", "9000x90", "center"), "4000x3000+0+0 → 4000x40");
        check("4000x3000", ("fill", "9000x9000", "center"), "3000x3000+500+0 → 3000x3000");
        check("4000x3000", ("fill", "9000x4500", "top"), "4000x2000+0+0 → 4000x2000");
        check("4000x3000", ("crop", "9000x90", "center"), "4000x90+0+1455 → 4000x90");
        check("30x20", ("fill", "300x200", "center"), "30x20+0+0 → 30x20");
        check("300x200", ("fill", "299x250", "left"), "239x200+0+0 → 239x200");
        check("1x1", ("fill", "1000x1", "center"), "1x1+0+0 → 1x1");
        check("1x1", ("scale", "16000x16000", "center"), "1x1+0+0 → 1x1");
    }

    #[test]
    fn what_cannot_be_made() {
        check("300x200", ("fill", "100x", "center"), "`height` is missing");
        check("300x200", ("fit", "x", "center"), "`width` is missing");
        check("300x200", ("scale", "0x9", "center"), "`width` is 0");
        check("30000x2", ("scale", "20000x2", "center"), "20000 × 2 is too large for a picture");
        check("1x4000000000", ("fit_width", "4000000000x", "center"), "1 × 4000000000 is too large for a picture");
        check("16000x16000", ("fill", "16000x16000", "center"), "16000 × 16000 is too large for a picture");
        assert_eq!(Fitting::named("filll").unwrap_err(), "did you mean `fill`?");
        assert!(Anchor::named("smart").unwrap_err().contains("`topleft`"));
    }
}
