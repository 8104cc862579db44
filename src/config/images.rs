//! `[images]`: what becomes of pictures.

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::resolve::Resolver;
use crate::base::finding::nearest;

/// No browser shows a WebP that is wider: <https://developers.google.com/speed/webp/faq>.
const WIDEST: u32 = 16_383;

/// More widths than this help nobody and cost time for every picture.
const MOST_WIDTHS: usize = 16;

/// A format that pictures are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImageFormat {
    /// WebP: lossy for photos, lossless where that is smaller.
    Webp,
    /// AVIF.
    Avif,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

/// The formats by the names that authors use.
const FORMATS: [(&str, ImageFormat); 5] = [
    ("webp", ImageFormat::Webp),
    ("avif", ImageFormat::Avif),
    ("jpeg", ImageFormat::Jpeg),
    ("jpg", ImageFormat::Jpeg),
    ("png", ImageFormat::Png),
];

impl ImageFormat {
    /// Returns the format of this name, or a hint.
    pub fn named(name: &str) -> Result<Self, String> {
        let known = FORMATS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        known.map(|(_, format)| *format).ok_or_else(|| match nearest(name, FORMATS.map(|(name, _)| name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "formats are `webp`, `avif`, `jpeg` and `png`".to_owned(),
        })
    }

    /// Returns the extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::Avif => "avif",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    /// Returns its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// What is done with SVG files in `content/` and `assets/`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SvgPolicy {
    /// Scripts and references to other hosts are taken out.
    #[default]
    Sanitize,
    /// They are served as they are.
    Pass,
}

/// What is done with the metadata of originals in `content/` and `assets/`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MetadataPolicy {
    /// Where and with what a photo was taken is nobody's business; only which way is up is kept.
    #[default]
    Strip,
    /// They are served as they are.
    Keep,
}

/// How good lossy pictures are, from 1 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ImageQuality {
    /// Of WebP.
    pub webp: u8,
    /// Of AVIF.
    pub avif: u8,
    /// Of JPEG.
    pub jpeg: u8,
}

/// The settings of `[images]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Images {
    /// Whether pictures of Markdown become responsive.
    pub markdown: bool,
    /// The widths they are offered in, in order.
    pub widths: Vec<u32>,
    /// The formats they are offered in, best first; the last is the one that every browser must read.
    pub formats: Vec<ImageFormat>,
    /// How good they are.
    pub quality: ImageQuality,
    /// How wide a page shows them, as the attribute `sizes` says it.
    pub sizes: String,
    /// The largest picture that is decoded, in millions of pixels.
    pub max_megapixels: u32,
    /// What is done with SVG files.
    pub svg: SvgPolicy,
    /// What is done with metadata.
    pub metadata: MetadataPolicy,
}

impl Default for Images {
    fn default() -> Self {
        Self {
            markdown: true,
            widths: vec![480, 800, 1200, 1600],
            formats: vec![ImageFormat::Webp],
            quality: ImageQuality { webp: 78, avif: 60, jpeg: 80 },
            sizes: "(min-width: 48rem) 45rem, 100vw".to_owned(),
            max_megapixels: 100,
            svg: SvgPolicy::default(),
            metadata: MetadataPolicy::default(),
        }
    }
}

/// `[images]` as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawImages {
    pub markdown: Option<bool>,
    pub widths: Option<Spanned<Vec<i64>>>,
    pub formats: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    pub quality: RawQuality,
    pub sizes: Option<String>,
    pub max_megapixels: Option<Spanned<i64>>,
    pub svg: Option<Spanned<String>>,
    pub metadata: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table such as `{ webp = 78 }`")]
pub(super) struct RawQuality {
    pub webp: Option<Spanned<i64>>,
    pub avif: Option<Spanned<i64>>,
    pub jpeg: Option<Spanned<i64>>,
}

impl Resolver<'_> {
    pub(super) fn images(&mut self, raw: &RawImages) -> Images {
        let default = Images::default();
        let quality = ImageQuality {
            webp: self.quality(raw.quality.webp.as_ref(), default.quality.webp),
            avif: self.quality(raw.quality.avif.as_ref(), default.quality.avif),
            jpeg: self.quality(raw.quality.jpeg.as_ref(), default.quality.jpeg),
        };
        let svg = [("sanitize", SvgPolicy::Sanitize), ("pass", SvgPolicy::Pass)];
        let metadata = [("strip", MetadataPolicy::Strip), ("keep", MetadataPolicy::Keep)];
        Images {
            markdown: raw.markdown.unwrap_or(default.markdown),
            widths: raw.widths.as_ref().map_or(default.widths, |widths| self.widths(widths)),
            formats: raw.formats.as_ref().map_or(default.formats, |formats| self.formats(formats)),
            quality,
            sizes: raw.sizes.clone().unwrap_or(default.sizes),
            max_megapixels: self.number(raw.max_megapixels.as_ref(), (default.max_megapixels, 1..=4_000)),
            svg: self.choice(raw.svg.as_ref(), svg),
            metadata: self.choice(raw.metadata.as_ref(), metadata),
        }
    }

    fn widths(&mut self, widths: &Spanned<Vec<i64>>) -> Vec<u32> {
        let mut known: Vec<u32> = Vec::new();
        for width in widths.get_ref() {
            match u32::try_from(*width) {
                Ok(width) if (1..=WIDEST).contains(&width) => known.push(width),
                _ => {
                    let hint = format!("widths are pixels, from 1 to {WIDEST}");
                    self.refuse(widths.span(), "config-images", format!("no picture is {width} pixels wide"), &hint);
                }
            }
        }
        known.sort_unstable();
        known.dedup();
        if known.is_empty() || known.len() > MOST_WIDTHS {
            let message = format!("`widths` holds {} widths", known.len());
            let hint =
                format!("between 1 and {MOST_WIDTHS}; to leave the pictures of Markdown alone, `markdown = false`");
            self.refuse(widths.span(), "config-images", message, &hint);
        }
        known
    }

    fn formats(&mut self, formats: &Spanned<Vec<String>>) -> Vec<ImageFormat> {
        let mut known = Vec::new();
        for name in formats.get_ref() {
            match ImageFormat::named(name) {
                Ok(format) if !known.contains(&format) => known.push(format),
                Ok(_) => {}
                Err(hint) => {
                    self.refuse(formats.span(), "config-images", format!("`{name}` is no format of images"), &hint);
                }
            }
        }
        if formats.get_ref().is_empty() {
            let hint = "to leave the pictures of Markdown alone, `markdown = false`";
            self.refuse(formats.span(), "config-images", "`formats` holds no format".to_owned(), hint);
        }
        known
    }

    fn quality(&mut self, raw: Option<&Spanned<i64>>, default: u8) -> u8 {
        let number = self.number(raw, (u32::from(default), 1..=100));
        u8::try_from(number).unwrap_or(default)
    }

    fn number(&mut self, raw: Option<&Spanned<i64>>, (default, range): (u32, std::ops::RangeInclusive<u32>)) -> u32 {
        let Some(raw) = raw else { return default };
        match u32::try_from(*raw.get_ref()) {
            Ok(number) if range.contains(&number) => number,
            _ => {
                let message = format!("`{}` is out of range", raw.get_ref());
                let hint = format!("a whole number from {} to {}", range.start(), range.end());
                self.refuse(raw.span(), "config-images", message, &hint);
                default
            }
        }
    }

    fn choice<T: Copy + Default>(&mut self, raw: Option<&Spanned<String>>, known: [(&str, T); 2]) -> T {
        let Some(raw) = raw else { return T::default() };
        if let Some((_, choice)) = known.iter().find(|(name, _)| name == raw.get_ref()) {
            return *choice;
        }
        let names = known.map(|(name, _)| name);
        let hint = match nearest(raw.get_ref(), names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("either `{}` or `{}`", names[0], names[1]),
        };
        self.refuse(raw.span(), "config-images", format!("`{}` is no choice here", raw.get_ref()), &hint);
        T::default()
    }
}
