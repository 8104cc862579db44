//! The templates of the theme chain as text, and which one a name means.
//!
//! Tera knows each by a key made of its layer and its name, such as `^0/page.html` for the site's own.
//! A name means the best layer that has it. `theme/page.html` is exactly the theme's, `parent/…` that of
//! the layer below (below the theme, where the site asks), `builtin/…` the one in the binary. Tera only
//! knows exact keys, so before it reads a text such names are replaced in it by keys, which are shorter:
//! every place stays where the author sees it.

use std::collections::{BTreeMap, BTreeSet};

use super::outline::{Component, Outline};
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings, Place};
use crate::base::path::SourcePath;
use crate::content::theme::Theme;

/// One template.
pub(super) struct Source {
    /// The file.
    pub file: SourcePath,
    pub text: String,
    pub outline: Outline,
    /// Its layer, 0 for the site.
    pub layer: usize,
    /// Its name in its layer: `page.html`.
    pub name: String,
}

/// All templates by their keys.
pub(super) struct Sources {
    by_key: BTreeMap<String, Source>,
    n_layers: usize,
    /// By their names, templates of a theme that were left out because they do not fit, and why.
    misfits: BTreeMap<String, String>,
}

impl Sources {
    /// Reads the templates of a theme chain.
    pub(super) fn read(files: &Files, theme: &Theme) -> (Self, Findings) {
        let mut findings = Findings::default();
        let mut by_key = BTreeMap::new();
        for (layer, folder) in theme.layers().iter().enumerate() {
            let (found, errors) = folder.files("templates");
            findings.extend(errors.into_iter().map(Finding::from));
            for file in found.into_iter().filter(|file| is_template(&file.name)) {
                match file.read_text(files) {
                    Ok(text) => {
                        let (name, outline) = (file.name, Outline::of(&text));
                        let key = key(layer, &name);
                        by_key.insert(key, Source { file: file.source, text, outline, layer, name });
                    }
                    Err(error) => findings.push(error.into()),
                }
            }
        }
        let mut sources = Self { by_key, n_layers: theme.layers().len(), misfits: BTreeMap::new() };
        sources.drop_misfits();
        (sources, findings)
    }

    /// Returns why the template of this name was left out, if one was.
    pub(super) fn misfit(&self, name: &str) -> Option<&str> {
        self.misfits.get(name).map(String::as_str)
    }

    /// Leaves out what cannot be rendered because a better layer has another parent for it: a theme with
    /// a `base.html` of its own need not have a `section.html` as well, unless a page asks for it.
    fn drop_misfits(&mut self) {
        loop {
            let found = self.iter().find_map(|(key, source)| Some((key.to_owned(), self.why_not(source)?)));
            let Some((key, reason)) = found else { return };
            if let Some(source) = self.by_key.remove(&key) {
                self.misfits.insert(source.name, reason);
            }
        }
    }

    fn why_not(&self, source: &Source) -> Option<String> {
        let mut blocks: BTreeSet<&str> = BTreeSet::new();
        let mut stranger = None;
        let mut child = source;
        // A circle of parents is told elsewhere.
        for _ in 0..self.by_key.len() {
            let Some(reference) = child.outline.references.iter().find(|reference| reference.is_parent) else { break };
            let Some((_, parent)) = self.resolve(child.layer, &reference.name) else {
                let reason = || format!("`{}` does not fit either", reference.name);
                return self.misfits.contains_key(&reference.name).then(reason).filter(|_| source.layer > 0);
            };
            stranger = stranger.or(Some(parent).filter(|parent| parent.layer < source.layer));
            blocks.extend(parent.outline.blocks.iter().map(String::as_str));
            child = parent;
        }
        let missing = source.outline.outer_blocks.iter().find(|name| !blocks.contains(name.as_str()))?;
        Some(format!("`{}` has no block `{missing}`", stranger?.file))
    }

    /// Returns what every key of a layer begins with, best layer first.
    pub(super) fn prefixes(&self) -> Vec<String> {
        (0..self.n_layers).map(|layer| key(layer, "")).collect()
    }

    /// Returns all templates with their keys.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.by_key.iter().map(|(key, source)| (key.as_str(), source))
    }

    /// Returns where `needle` is written, if one template has it, once.
    pub(super) fn place_of(&self, needle: &str) -> Option<Place> {
        let all = self.by_key.values();
        let mut found = all.flat_map(|source| source.text.match_indices(needle).map(move |(at, _)| (source, at)));
        let (source, at) = found.next()?;
        found.next().is_none().then(|| Place::of(&source.file, &source.text, at..at + needle.len()))
    }

    /// Returns the template with this key.
    pub(super) fn get(&self, key: &str) -> Option<&Source> {
        self.by_key.get(key)
    }

    /// Returns the key and the template that `name` means where a template of `layer` says it.
    pub(super) fn resolve(&self, layer: usize, name: &str) -> Option<(&str, &Source)> {
        let exact = self.aimed(layer, name).map(|(layer, name)| key(layer, name));
        let any = (0..self.n_layers).map(|layer| key(layer, name));
        let found = exact.into_iter().chain(any).find_map(|key| self.by_key.get_key_value(&key))?;
        Some((found.0.as_str(), found.1))
    }

    /// Returns the layer and the name that `theme/page.html` aims at.
    fn aimed<'n>(&self, layer: usize, name: &'n str) -> Option<(usize, &'n str)> {
        let (prefix, name) = name.split_once('/')?;
        let last = self.n_layers.saturating_sub(1);
        let layer = match prefix {
            "site" => 0,
            "theme" => 1,
            "parent" => (layer.max(1) + 1).min(last),
            "builtin" => last,
            _ => return None,
        };
        Some((layer, name))
    }

    /// Returns the best definition of each component.
    pub(super) fn components(&self) -> BTreeMap<&str, (&str, &Component)> {
        let mut best: BTreeMap<&str, (&str, &Component)> = BTreeMap::new();
        // Keys are in the order of their layers, as there are fewer than ten.
        for (key, source) in self.iter() {
            for component in &source.outline.components {
                best.entry(&component.name).or_insert((key, component));
            }
        }
        best
    }

    /// Returns the text of a template as Tera must read it.
    pub(super) fn for_tera(&self, source: &Source) -> String {
        let mut text = source.text.clone();
        // Each replacement keeps the length of the text, so the places after it hold.
        for reference in &source.outline.references {
            let Some((layer, name)) = self.aimed(source.layer, &reference.name) else { continue };
            let key = key(layer, name);
            let n_spare = reference.text.len().checked_sub(key.len() + 2);
            if let Some(n_spare) = n_spare.filter(|_| self.by_key.contains_key(&key) && !key.contains(['"', '\\'])) {
                text.replace_range(reference.text.clone(), &format!("\"{key}\"{}", " ".repeat(n_spare)));
            }
        }
        text
    }
}

fn key(layer: usize, name: &str) -> String {
    format!("^{layer}/{name}")
}

fn is_template(name: &str) -> bool {
    [".html", ".xml", ".txt", ".json"].iter().any(|suffix| name.ends_with(suffix))
}
