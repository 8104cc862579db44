//! Which file an asset is made of: the best of each name in the theme chain.

use std::collections::BTreeMap;

use crate::base::finding::{Finding, Findings, Place};
use crate::content::theme::{Theme, ThemeFile};

/// The files below `assets/` of the theme chain, the best of each name.
#[derive(Debug, Default)]
pub(super) struct Sources {
    by_name: BTreeMap<String, ThemeFile>,
    /// Style sheets that are served: the name they are served under, and that of their file.
    sheets: BTreeMap<String, String>,
}

/// What a file below `assets/` becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A style sheet of its own.
    Sheet,
    /// A part of other style sheets, which nobody is served.
    Partial,
    /// A file as it is.
    Other,
}

impl Sources {
    /// Returns the files of a theme chain. Of two that would be served under one name, such as `a.scss` and
    /// `a.css`, the one of the better layer wins; in one layer that is a mistake.
    pub(super) fn of(theme: &Theme) -> (Self, Findings) {
        let mut sources = Self::default();
        let mut findings = Findings::default();
        for layer in theme.layers() {
            let (files, errors) = layer.files("assets");
            findings.extend(errors.into_iter().map(Finding::from));
            let mut own: BTreeMap<String, String> = BTreeMap::new();
            for file in files {
                let name = file.name.clone();
                if sort(&name) == Sort::Sheet {
                    let served = served_name(&name);
                    if let Some(first) = own.insert(served.clone(), name.clone()) {
                        findings.push(twice(&first, &file, &served));
                    }
                }
                sources.by_name.entry(name).or_insert(file);
            }
            for (served, name) in own {
                sources.sheets.entry(served).or_insert(name);
            }
        }
        (sources, findings)
    }

    /// Returns the file of this name.
    pub(super) fn get(&self, name: &str) -> Option<&ThemeFile> {
        self.by_name.get(name)
    }

    /// Returns the names of all files.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// Returns the style sheets that are served: each name and its file.
    pub(super) fn sheets(&self) -> impl Iterator<Item = (&str, &ThemeFile)> {
        self.sheets.iter().filter_map(|(served, name)| Some((served.as_str(), self.by_name.get(name)?)))
    }

    /// Returns the files that are served as they are.
    pub(super) fn others(&self) -> impl Iterator<Item = &ThemeFile> {
        self.by_name.values().filter(|file| sort(&file.name) == Sort::Other)
    }

    /// Returns whether some file lies below this folder.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        let start = format!("{folder}/");
        self.by_name.range(start.clone()..).next().is_some_and(|(name, _)| name.starts_with(&start))
    }
}

fn twice(first: &str, second: &ThemeFile, served: &str) -> Finding {
    let message = format!("`{first}` and `{}` would both be served as `{served}`", second.name);
    Finding::error("asset-twice", message).at(Place::whole(&second.source)).hint("rename one of the two")
}

/// Returns what a file of this name becomes.
pub(super) fn sort(name: &str) -> Sort {
    let file = name.rsplit('/').next().unwrap_or(name);
    match extension(name).as_str() {
        "css" | "scss" | "sass" if file.starts_with('_') => Sort::Partial,
        "css" | "scss" | "sass" => Sort::Sheet,
        _ => Sort::Other,
    }
}

/// Returns whether a file of this name is Sass.
pub(super) fn is_sass(name: &str) -> bool {
    matches!(extension(name).as_str(), "scss" | "sass")
}

/// Returns the name under which the style sheet of a file is served.
pub(super) fn served_name(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, _)) if is_sass(name) => format!("{stem}.css"),
        _ => name.to_owned(),
    }
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase())
}
