//! One picture on its way into the output, and what it says of itself.

use serde::{Deserialize, Serialize};

use super::header::{self, Header, SourceFormat};
use super::pictures::{Picture, Pictures};
use super::{clean, svg};
use crate::assets::step::AssetStep;
use crate::base::artifact::Entry;
use crate::base::digest::Digest;
use crate::base::finding::Finding;
use crate::config::{Images, MetadataPolicy, SvgPolicy};
use crate::incremental::{Fingerprint, Inputs, Recorder, Step, StepId};

/// The step that puts one picture into the sink.
pub(in crate::assets) struct OriginalStep<'a> {
    file: AssetStep<'a>,
    format: SourceFormat,
    images: &'a Images,
}

/// What became of a picture.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::assets) struct Original {
    pub entry: Result<Entry, Box<Finding>>,
    /// Its digest as it lies there, and what it says of itself; nothing where it cannot be read.
    known: Option<(Digest, Result<Header, Box<Finding>>)>,
}

impl<'a> OriginalStep<'a> {
    /// Returns the step for a file that is a picture by its name, else the file.
    pub(in crate::assets) fn of(file: AssetStep<'a>, images: &'a Images) -> Result<Self, AssetStep<'a>> {
        match SourceFormat::of_name(&file.name) {
            Some(format) => Ok(Self { file, format, images }),
            None => Err(file),
        }
    }

    /// Returns the name by which templates know it, if it is an asset.
    pub(in crate::assets) fn asset_name(&self) -> Option<&str> {
        self.file.is_asset().then_some(&*self.file.name)
    }

    /// Adds the picture to those that pages may show.
    pub(in crate::assets) fn register(&self, original: &Original, pictures: &mut Pictures) {
        let (Ok(entry), Some((digest, header))) = (&original.entry, &original.known) else { return };
        let picture = Picture {
            source: self.file.source().clone(),
            url: entry.path.clone(),
            digest: *digest,
            header: header.clone(),
            is_static: self.file.is_static(),
            origin: self.file.origin.clone(),
        };
        pictures.add(picture, self.asset_name());
    }

    /// Returns whether it may be served only without what nobody needs to see.
    fn is_cleaned(&self) -> bool {
        let is_wanted = match self.format {
            SourceFormat::Svg => self.images.svg == SvgPolicy::Sanitize,
            _ => self.images.metadata == MetadataPolicy::Strip,
        };
        is_wanted && !self.file.is_static()
    }

    /// Returns what is left of a file without what nobody needs to see.
    fn cleaned(&self, bytes: &[u8]) -> Result<Vec<u8>, Box<Finding>> {
        let source = self.file.source();
        if self.format == SourceFormat::Svg {
            return svg::sanitized(source, bytes).map(String::into_bytes).map_err(Box::new);
        }
        clean::cleaned(self.format, bytes).ok_or_else(|| {
            let message = format!("the metadata of `{source}` cannot be taken out");
            Box::new(Finding::error("image-broken", message).hint("export it again"))
        })
    }

    /// Returns what a file says of itself. An SVG that is to be served as it is need not be one that can
    /// be sanitized.
    fn header(&self, bytes: &[u8]) -> Result<Header, Box<Finding>> {
        let read = header::read(self.file.source(), self.format, bytes);
        let is_passed =
            self.format == SourceFormat::Svg && (self.images.svg == SvgPolicy::Pass || self.file.is_static());
        match read {
            Err(_) if is_passed => Ok(Header::of_svg(None)),
            read => read.map_err(Box::new),
        }
    }
}

impl Step for OriginalStep<'_> {
    type Made = Original;

    fn id(&self) -> StepId {
        self.file.id()
    }

    fn inputs(&self) -> Inputs {
        let settings = Fingerprint::of_value(&(self.images.svg, self.images.metadata));
        self.file.inputs().with("settings", settings)
    }

    fn run(&self, _recorder: &Recorder) -> Original {
        let bytes = match self.file.read() {
            Ok(bytes) => bytes,
            Err(error) => return Original { entry: Err(Box::new(error.into())), known: None },
        };
        let (digest, header) = (Digest::of(&bytes), self.header(&bytes));
        let (body, header) = match header {
            header if !self.is_cleaned() => (bytes, header),
            // What cannot be cleaned is an error, and nobody gets it meanwhile: its address stands, with nothing
            // there, also where an earlier build has put the file itself.
            header => match header.and_then(|header| Ok((self.cleaned(&bytes)?, header))) {
                Ok((body, header)) => (body, Ok(header)),
                Err(finding) => (Vec::new(), Err(finding)),
            },
        };
        let entry = self.file.put(body).map_err(Box::new);
        Original { entry, known: Some((digest, header)) }
    }

    fn is_there(&self, made: &Original) -> bool {
        made.entry.as_ref().is_ok_and(|entry| self.file.is_kept(entry))
    }
}
