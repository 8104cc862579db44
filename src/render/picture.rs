//! How a page shows a picture: what its text may call it, which variants that wants, what `<img>` says.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::reference;
use crate::assets::images::{Operation, Picture, Widths, offers};
use crate::base::path::{SourcePath, decode};
use crate::config::Config;

/// A picture that a page shows, and the variants of it that the page names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Wish {
    pub source: SourcePath,
    /// None where it is shown as it is.
    pub operations: Vec<Operation>,
}

impl Wish {
    /// Returns the wish for a picture that is broken, so that this is told.
    pub(super) fn of_broken(picture: &Picture) -> Option<Self> {
        picture.header.as_ref().err().map(|_| Self { source: picture.source.clone(), operations: Vec::new() })
    }
}

/// What is wished for while something is rendered.
#[derive(Debug, Default)]
pub(super) struct Wishes(Mutex<Vec<Wish>>);

impl Wishes {
    /// Adds some.
    pub(super) fn extend(&self, wishes: impl IntoIterator<Item = Wish>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(wishes);
    }

    /// Returns all, and forgets them.
    pub(super) fn take(&self) -> Vec<Wish> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What a page says of a picture in several widths and formats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Shown {
    /// The picture for whoever knows nothing of the others: the widest of the last format.
    pub src: String,
    /// All widths of the last format; empty where there is one only.
    pub srcset: String,
    /// How wide the page shows it; empty where there is one width only.
    pub sizes: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// The better formats, best first.
    pub sources: Vec<ShownSource>,
    /// The picture as the author saved it.
    pub original: String,
}

/// A picture in one format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ShownSource {
    #[serde(rename = "type")]
    pub media_type: &'static str,
    pub srcset: String,
}

impl Shown {
    /// Returns how a picture is shown, and the wish for its variants. One that cannot be decoded is shown
    /// as it is, and so is one of `static/`.
    pub(super) fn of(picture: &Picture, config: &Config, sizes: Option<&str>) -> (Self, Wish) {
        let is_sound = picture.trouble(&config.images).is_none();
        let header = picture.header.as_ref().ok().filter(|_| is_sound && !picture.is_static);
        let offers = header.map(|header| offers(header, &config.images)).unwrap_or_default();
        let original = config.href(&picture.url);
        let size = picture.header.as_ref().ok().and_then(|header| header.size);
        let mut shown = Self {
            src: original.clone(),
            srcset: String::new(),
            sizes: String::new(),
            width: size.map(|(width, _)| width),
            height: size.map(|(_, height)| height),
            sources: Vec::new(),
            original,
        };
        if let Some((last, better)) = offers.split_last() {
            let widest = last.operations.last().expect("an offer without any width is none");
            shown.src = config.href(&picture.variant(widest));
            (shown.width, shown.height) = (Some(widest.width), Some(widest.height));
            if last.operations.len() > 1 {
                shown.srcset = srcset(picture, last, config);
                shown.sizes = sizes.unwrap_or(&config.images.sizes).to_owned();
            }
            let source = |widths: &Widths| ShownSource {
                media_type: widths.format.media_type(),
                srcset: srcset(picture, widths, config),
            };
            shown.sources = better.iter().map(source).collect();
        }
        let operations = offers.into_iter().flat_map(|widths| widths.operations).collect();
        (shown, Wish { source: picture.source.clone(), operations })
    }
}

fn srcset(picture: &Picture, widths: &Widths, config: &Config) -> String {
    let urls = widths.operations.iter().map(|operation| {
        let url = config.href(&picture.variant(operation));
        if widths.operations.len() > 1 { format!("{url} {}w", operation.width) } else { url }
    });
    urls.collect::<Vec<String>>().join(", ")
}

/// Returns the files that `path`, written on the page `about`, may name, in the order in which they are
/// looked for: beside the page, at that path of the site, below `content/`, among the assets.
pub(super) fn candidates(path: &str, about: Option<&SourcePath>) -> Vec<SourcePath> {
    let decoded = decode(path).unwrap_or_else(|| path.to_owned());
    let below = |folder: &str, name: &str| SourcePath::new(&format!("{folder}/{name}"));
    if let Some(inside) = decoded.strip_prefix("@/") {
        return below("content", inside).into_iter().collect();
    }
    if let Some(inside) = decoded.strip_prefix('/') {
        return [below("static", inside), below("assets", inside)].into_iter().flatten().collect();
    }
    let beside = about.and_then(|page| reference::beside(page, path));
    [beside, below("content", &decoded), below("assets", &decoded)].into_iter().flatten().collect()
}

/// Returns all of a picture that a page may depend on.
pub(super) fn described(picture: Option<&Picture>) -> Value {
    let Some(Picture { source, url, digest, header, .. }) = picture else { return Value::Null };
    json!({ "source": source, "url": url, "digest": digest.short(32), "header": header.as_ref().ok() })
}
