//! From what is served to the files that it comes from, and back.

use std::collections::{BTreeMap, BTreeSet};

use super::Scene;
use crate::base::artifact::Entry;
use crate::base::path::{SourcePath, UrlPath};
use crate::config;
use crate::content::site::Move;
use crate::content::theme;
use crate::incremental::Asked;
use crate::render::SourceFile;

/// A file that is not served itself, and what is made from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The file.
    pub file: SourcePath,
    /// Where what is made from it is served.
    pub used_by: Vec<UrlPath>,
}

impl Scene<'_> {
    /// Returns the step that serves a file of `assets/` or `static/`.
    pub(super) fn step_of_file(&self, source: &SourcePath) -> Option<String> {
        let asset = self.assets.values().find(|file| file.source == *source).map(|file| {
            let stem = file.name.strip_suffix(".scss").or_else(|| file.name.strip_suffix(".sass"));
            format!("asset {}", stem.map_or_else(|| file.name.clone(), |stem| format!("{stem}.css")))
        });
        let plain = || self.statics.values().find(|file| file.source == *source);
        asset.or_else(|| plain().map(|file| format!("static {}", file.name)))
    }

    /// Returns the file that an asset is made from.
    fn asset_file(&self, name: &str) -> Option<SourcePath> {
        let sass = || {
            let stem = name.strip_suffix(".css")?;
            ["scss", "sass"].iter().find_map(|ending| self.assets.get(&format!("{stem}.{ending}")))
        };
        self.assets.get(name).or_else(sass).map(|file| file.source.clone())
    }

    /// Returns whether the site or its theme has a file.
    pub(super) fn has_file(&self, source: &SourcePath) -> bool {
        self.is_on_disk(source) || theme::embedded_text(source).is_some()
    }

    fn is_on_disk(&self, source: &SourcePath) -> bool {
        self.origin.files().size(source).is_ok()
    }

    /// Returns the files that an artifact comes from.
    pub(super) fn files(&self, entry: &Entry) -> Vec<SourceFile> {
        let (kind, thing) = entry.step.split_once(' ').unwrap_or((&entry.step, ""));
        let asked = self.asked(&entry.step);
        let mut files = Vec::new();
        let mut add = |file: Option<SourcePath>, role: &str| {
            files.extend(file.map(|file| SourceFile::new(file, role)));
        };
        match kind {
            "page" => return self.files_of_page(&entry.path, asked),
            "asset" => {
                add(self.asset_file(thing), "the file itself");
                let sheets = asked.keys().filter_map(|question| question.strip_prefix("asset-text "));
                sheets.for_each(|name| add(self.asset_file(name), "style sheet"));
            }
            "static" => {
                add(self.statics.get(thing).map(|file| file.source.clone()), "the file itself");
                let resources = self.origin.site().resources().iter();
                let of_page = resources.filter(|resource| resource.url == entry.path);
                of_page.for_each(|resource| add(Some(resource.source.clone()), "the file itself"));
            }
            "image" => add(SourcePath::new(thing), "the picture"),
            "redirect" => {
                if let Some(Move::Here(_, from) | Move::Elsewhere(_, from)) =
                    self.origin.site().moves().get(&entry.path)
                {
                    add(Some(from.place.file.clone()), "says where it leads");
                }
            }
            _ => {}
        }
        add(Some(config::path()), "configuration");
        self.once(files)
    }

    fn files_of_page(&self, url: &UrlPath, mut asked: Asked) -> Vec<SourceFile> {
        let provenance = self.origin.provenance(url);
        let fragment = provenance.fragment.map(|fragment| self.asked(&fragment)).unwrap_or_default();
        let content = provenance.content.map(|file| SourceFile::new(file, "its text and front matter"));
        let mut files: Vec<SourceFile> = content.into_iter().chain(provenance.files).collect();
        if !fragment.is_empty() || self.origin.site().find(&files[0].file).is_some() {
            files.extend(self.origin.components(fragment.keys().filter_map(|one| one.strip_prefix("component "))));
        }
        asked.extend(fragment);
        let mut languages = BTreeSet::new();
        for question in asked.keys() {
            let role = match question.split(' ').next() {
                Some("data") => "data",
                Some("picture" | "shown" | "shown-at" | "metadata" | "resize") => "picture",
                Some("text") => {
                    languages.extend(question.split(' ').nth(1));
                    continue;
                }
                _ => continue,
            };
            let named = super::words(question).files.into_iter().filter(|file| self.has_file(file));
            files.extend(named.map(|file| SourceFile::new(file, role)));
        }
        for language in languages {
            let texts = self.theme.layers().iter().flat_map(|layer| layer.files("i18n").0);
            let texts = texts.filter(|file| file.name == format!("{language}.ftl"));
            files.extend(texts.map(|file| SourceFile::new(file.source, "texts of templates")));
        }
        files.push(SourceFile::new(config::path(), "configuration"));
        self.once(files)
    }

    /// Returns what a step asked: in this look where it ran, else when it ran last.
    fn asked(&self, step: &str) -> Asked {
        self.store.seen(step).or_else(|| self.store.remembered(step)).map(|known| known.asked).unwrap_or_default()
    }

    /// Returns what is made from a file that is not served itself.
    pub(super) fn uses(&self, file: &SourcePath) -> Use {
        let by_template: BTreeSet<UrlPath> = self.origin.made_with(file).into_iter().collect();
        let text = file.as_str().split_once("i18n/").and_then(|(_, name)| name.strip_suffix(".ftl"));
        let mut components: BTreeMap<String, bool> = BTreeMap::new();
        let mut is_meant = |question: &str| {
            let (kind, rest) = question.split_once(' ').unwrap_or((question, ""));
            match kind {
                "component" => *components.entry(rest.to_owned()).or_insert_with(|| {
                    self.origin.components(std::iter::once(rest)).iter().any(|used| used.file == *file)
                }),
                "text" => text.is_some() && text == rest.split(' ').next(),
                "asset-text" => self.asset_file(rest).as_ref() == Some(file),
                "data" => file.inside("data") == Some(rest),
                _ => false,
            }
        };
        let entries = self.output.entries().filter(|entry| {
            let fragment = || self.origin.fragment_at(&entry.path);
            let is_page = entry.step.starts_with("page ");
            by_template.contains(&entry.path)
                || self.asked(&entry.step).keys().any(|question| is_meant(question))
                || (is_page && fragment().is_some_and(|step| self.asked(&step).keys().any(|one| is_meant(one))))
        });
        Use { file: file.clone(), used_by: entries.map(|entry| entry.path.clone()).collect() }
    }

    /// Returns each file once, as what it is named first; those of the site before those of the program.
    fn once(&self, files: Vec<SourceFile>) -> Vec<SourceFile> {
        let mut places: BTreeMap<SourcePath, usize> = BTreeMap::new();
        let mut each: Vec<SourceFile> = Vec::new();
        for one in files {
            match places.get(&one.file) {
                Some(at) => each[*at].join(&one),
                None => {
                    places.insert(one.file.clone(), each.len());
                    each.push(one);
                }
            }
        }
        for one in &mut each {
            // A site may have the theme in a folder of its own, and then that is what is read.
            one.built_in = theme::embedded_text(&one.file).is_some() && !self.is_on_disk(&one.file);
        }
        each.sort_by_key(|one| one.built_in);
        each
    }
}
