//! One source of templates, assets, static files and translations.

use include_dir::{Dir, include_dir};

use crate::base::files::{FileError, Files};
use crate::base::path::SourcePath;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/civic");

/// The name of the theme that lies in the binary.
pub const BUILT_IN_NAME: &str = "civic";

/// One source of templates, assets, static files and translations.
#[derive(Debug, Clone)]
pub struct Layer(Place);

#[derive(Debug, Clone)]
enum Place {
    /// A folder of the site, `""` for the site itself.
    Folder(Files, String),
    Embedded,
}

/// One file of a layer.
#[derive(Debug, Clone)]
pub struct ThemeFile {
    /// Its name in its folder: `page.html`.
    pub name: String,
    /// Where it is, as findings name it.
    pub source: SourcePath,
    /// Its bytes, where it lies in the binary.
    embedded: Option<&'static [u8]>,
}

impl ThemeFile {
    /// Returns the bytes of this file of the site behind `files`.
    pub fn read(&self, files: &Files) -> Result<Vec<u8>, FileError> {
        self.embedded.map_or_else(|| files.read(&self.source), |bytes| Ok(bytes.to_vec()))
    }

    /// Returns the text of this file of the site behind `files`.
    pub fn read_text(&self, files: &Files) -> Result<String, FileError> {
        match self.embedded {
            Some(bytes) => Ok(String::from_utf8_lossy(bytes).into_owned()),
            None => files.read_text(&self.source),
        }
    }
}

impl Layer {
    /// Returns the files below a folder of the site, `""` for the site itself.
    pub(super) fn folder(files: &Files, folder: String) -> Self {
        Self(Place::Folder(files.clone(), folder))
    }

    /// Returns the theme in the binary.
    pub(super) fn built_in() -> Self {
        Self(Place::Embedded)
    }

    /// Returns the files of this layer below `folder`, in the order of their names.
    pub fn files(&self, folder: &str) -> (Vec<ThemeFile>, Vec<FileError>) {
        match &self.0 {
            Place::Embedded => (embedded(folder), Vec::new()),
            Place::Folder(files, root) => {
                let top = if root.is_empty() { folder.to_owned() } else { format!("{root}/{folder}") };
                let listing = files.list(&top);
                let name = |source: &SourcePath| source.inside(&top).unwrap_or(source.name()).to_owned();
                let found = listing.files.into_iter();
                let found = found.map(|source| ThemeFile { name: name(&source), source, embedded: None });
                (found.collect(), listing.errors)
            }
        }
    }
}

/// Returns the text of a file of the built-in theme, to draw a finding over it.
pub fn embedded_text(source: &SourcePath) -> Option<&'static str> {
    let path = source.inside(&format!("themes/{BUILT_IN_NAME}"))?;
    BUILT_IN.get_file(path)?.contents_utf8()
}

fn embedded(folder: &str) -> Vec<ThemeFile> {
    let mut found = Vec::new();
    let mut waiting: Vec<&Dir<'_>> = BUILT_IN.get_dir(folder).into_iter().collect();
    while let Some(dir) = waiting.pop() {
        waiting.extend(dir.dirs());
        for file in dir.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            let Some(source) = SourcePath::new(&format!("themes/{BUILT_IN_NAME}/{path}")) else { continue };
            let name = path.strip_prefix(folder).unwrap_or(&path).trim_start_matches('/').to_owned();
            found.push(ThemeFile { name, source, embedded: Some(file.contents()) });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}
