//! All pictures of a site, by where they lie and where they are served.

use std::collections::BTreeMap;

use super::encode::encoder;
use super::header::Header;
use super::operation::Operation;
use crate::assets::step::Origin;
use crate::base::digest::Digest;
use crate::base::files::{FileError, Files};
use crate::base::finding::{Finding, Place};
use crate::base::path::{SourcePath, UrlPath};
use crate::config::{Images, MetadataPolicy};
use crate::content::slugify;
use crate::incremental::Fingerprint;

/// How many hexadecimal digits the name of a variant holds.
const NAME_DIGITS: usize = 16;

/// One picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The file.
    pub source: SourcePath,
    /// Where the original is served.
    pub url: UrlPath,
    /// The digest of the file as it lies there.
    pub digest: Digest,
    /// What it says of itself, or what is wrong with it.
    pub header: Result<Header, Box<Finding>>,
    /// Whether it is served as it is, whatever is wrong with it.
    pub is_static: bool,
    pub(in crate::assets) origin: Origin,
}

/// All pictures of a site.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    all: Vec<Picture>,
    by_source: BTreeMap<SourcePath, usize>,
    by_url: BTreeMap<UrlPath, usize>,
    /// Those of `assets/`, by their names.
    by_name: BTreeMap<String, usize>,
}

impl Pictures {
    /// Adds one; `name` is that of an asset.
    pub(in crate::assets) fn add(&mut self, picture: Picture, name: Option<&str>) {
        let at = self.all.len();
        self.by_source.insert(picture.source.clone(), at);
        self.by_url.insert(picture.url.clone(), at);
        self.by_name.extend(name.map(|name| (name.to_owned(), at)));
        self.all.push(picture);
    }

    /// Returns a fingerprint of all of them.
    pub fn fingerprint(&self) -> Fingerprint {
        let each = self.all.iter().map(|picture| (&picture.source, &picture.url, picture.digest, picture.is_static));
        Fingerprint::of_value(&(each.collect::<Vec<_>>(), &self.by_name))
    }

    /// Returns the picture that is named by its file below `content/`, by its name below `assets/` of any
    /// theme, or, as a file of `static/`, by the path at which it is served.
    pub fn find(&self, named: &SourcePath) -> Option<&Picture> {
        let at = match (named.inside("static"), named.inside("assets")) {
            (Some(inside), _) => self.by_url.get(&UrlPath::new(&format!("/{inside}"))?),
            (None, Some(name)) => self.by_name.get(name),
            (None, None) => self.by_source.get(named),
        };
        at.map(|at| &self.all[*at])
    }

    /// Returns the picture in this file.
    pub fn of_source(&self, source: &SourcePath) -> Option<&Picture> {
        self.by_source.get(source).map(|at| &self.all[*at])
    }

    /// Returns the names of those of `assets/`.
    pub fn asset_names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// Returns all pictures.
    pub fn iter(&self) -> std::slice::Iter<'_, Picture> {
        self.all.iter()
    }
}

impl Picture {
    /// Returns its bytes.
    pub(super) fn read(&self, files: &Files) -> Result<Vec<u8>, FileError> {
        self.origin.read(files)
    }

    /// Returns what is in the way of decoding it, if anything is.
    pub fn trouble(&self, images: &Images) -> Option<Finding> {
        let header = match &self.header {
            Ok(header) => header,
            Err(finding) => return Some((**finding).clone()),
        };
        let (width, height) = header.raster()?;
        let n_pixels = u64::from(width) * u64::from(height);
        let most = images.max_megapixels;
        (n_pixels > u64::from(most) * 1_000_000).then(|| {
            let message = format!(
                "`{}` is too large: {width} × {height} are {} megapixels, at most {most} are decoded",
                self.source,
                n_pixels.div_ceil(1_000_000)
            );
            let hint = "save it smaller, or raise `max_megapixels` of `[images]`";
            Finding::error("image-too-large", message).hint(hint)
        })
    }

    /// Returns a warning where its original is served with metadata that cannot be taken out.
    pub fn metadata(&self, images: &Images) -> Option<Finding> {
        let header = self.header.as_ref().ok().filter(|header| header.keeps_metadata && !self.is_static)?;
        (images.metadata == MetadataPolicy::Strip).then(|| {
            let message = format!(
                "`{}` holds metadata, such as where it was taken, which is not taken out of {}",
                self.source,
                header.format.written()
            );
            let hint =
                "export it without metadata; `metadata = \"keep\"` of `[images]` serves all pictures with theirs";
            Finding::warning("image-metadata", message).hint(hint).at(Place::whole(&self.source))
        })
    }

    /// Returns what names the result of an operation: all that determines its bytes.
    pub(super) fn key(&self, operation: &Operation) -> Digest {
        let operation_text = serde_json::to_vec(operation).expect("an operation is plain data");
        let encoder = encoder(operation.format);
        let parts = [self.digest.as_bytes().as_slice(), &operation_text, encoder.as_bytes()];
        Digest::of_parts(parts)
    }

    /// Returns the name that its variants have in common.
    pub(super) fn stem(&self) -> String {
        let name = self.source.name();
        let stem = slugify(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        if stem.is_empty() { "image".to_owned() } else { stem }
    }

    /// Returns where a variant is served. This is known before the variant is made.
    pub fn variant(&self, operation: &Operation) -> UrlPath {
        let (stem, key) = (self.stem(), self.key(operation).short(NAME_DIGITS));
        let Operation { width, height, format, .. } = operation;
        let name = format!("/assets/images/{stem}.{width}x{height}.{key}.{}", format.extension());
        UrlPath::new(&name).expect("a slug, numbers and an extension are a path")
    }

    /// Returns a finding about it: at its own place, or at its file.
    pub fn at_file(&self, finding: Finding) -> Finding {
        if finding.place.is_some() { finding } else { finding.at(Place::whole(&self.source)) }
    }
}
