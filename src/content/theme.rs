//! The theme chain: the site's own files over the theme's, over those of the built-in theme.
//!
//! Comes in: the name of the theme. Goes out: three layers of files, best first. What a template or
//! a style is, is the business of `render` and `assets`.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::base::files::{FileError, Files};
use crate::base::finding::{Finding, Findings, Place};
use crate::base::path::SourcePath;
use crate::config::{self, Config};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/civic");

/// The name of the theme that lies in the binary.
pub const BUILT_IN_NAME: &str = "civic";

/// The files that make a site look like something.
#[derive(Debug, Clone)]
pub struct Theme {
    layers: Vec<Layer>,
}

/// One source of templates, assets, static files and translations.
#[derive(Debug, Clone)]
pub struct Layer {
    /// `site`, `theme` or `builtin`: how a template names this layer, as in `theme/page.html`.
    pub name: &'static str,
    place: LayerPlace,
}

#[derive(Debug, Clone)]
enum LayerPlace {
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

impl Theme {
    /// Returns the chain that `config` asks for; a theme that is not there is a finding.
    pub fn load(files: &Files, config: &Config) -> (Self, Findings) {
        let mut findings = Findings::default();
        let mut layers = vec![Layer { name: "site", place: LayerPlace::Folder(files.clone(), String::new()) }];
        let folder = format!("themes/{}", config.theme);
        // Not every text is a name: `..` would lead out of the site.
        let is_name = !config.theme.is_empty() && SourcePath::new(&folder).is_some();
        if is_name && files.root().join(&folder).is_dir() {
            layers.push(Layer { name: "theme", place: LayerPlace::Folder(files.clone(), folder) });
        } else if config.theme != BUILT_IN_NAME {
            let finding = Finding::error("theme-missing", format!("there is no theme `{}`", config.theme));
            let hint = format!("a theme lies in `themes/NAME`; built in is `{BUILT_IN_NAME}`");
            findings.push(finding.at(wish(files, &config.theme)).hint(hint));
        }
        layers.push(Layer { name: "builtin", place: LayerPlace::Embedded });
        (Self { layers }, findings)
    }

    /// Returns the layers, best first.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Returns the best file of each name below `folder` (`assets`, `static`, `i18n`).
    pub fn files(&self, folder: &str) -> (BTreeMap<String, ThemeFile>, Vec<FileError>) {
        let mut best = BTreeMap::new();
        let mut errors = Vec::new();
        for layer in &self.layers {
            let (files, refused) = layer.files(folder);
            errors.extend(refused);
            for file in files {
                best.entry(file.name.clone()).or_insert(file);
            }
        }
        (best, errors)
    }
}

impl Layer {
    /// Returns the files of this layer below `folder`, in the order of their names.
    pub fn files(&self, folder: &str) -> (Vec<ThemeFile>, Vec<FileError>) {
        match &self.place {
            LayerPlace::Embedded => (embedded(folder), Vec::new()),
            LayerPlace::Folder(files, root) => {
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

/// Returns where the configuration names its theme.
fn wish(files: &Files, theme: &str) -> Place {
    let text = files.read_text(&config::path()).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("theme") && line.contains(theme));
    let start = line.map(|line| line.as_ptr() as usize - text.as_ptr() as usize);
    match (start, line) {
        (Some(start), Some(line)) => Place::of(&config::path(), &text, start..start + line.len()),
        _ => Place::whole(&config::path()),
    }
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
