//! The layers of a site, and the settings of its themes.

use std::collections::BTreeMap;

use serde_json::Value;
use toml::de::DeTable;

use super::declaration::{self, Declaration, Setting};
use super::layer::{BUILT_IN_NAME, Layer, ThemeFile, embedded_text};
use crate::base::files::{FileError, Files, Trouble};
use crate::base::finding::{Finding, Findings, Place, nearest};
use crate::base::path::SourcePath;
use crate::config::{self, Config};

/// How many themes may extend each other in a row.
const MOST_THEMES: usize = 7;

/// The files that make a site look like something.
#[derive(Debug, Clone)]
pub struct Theme {
    layers: Vec<Layer>,
    settings: BTreeMap<String, Setting>,
    is_whole: bool,
}

impl Theme {
    /// Returns the chain that `config` asks for, with what is wrong with its themes.
    pub fn load(files: &Files, config: &Config) -> (Self, Findings) {
        let mut chain = Chain { files, themes: Vec::new(), findings: Findings::default() };
        chain.follow(config);
        let mut layers = vec![Layer::folder(files, String::new())];
        let folders = chain.themes.iter().filter(|link| link.is_folder);
        layers.extend(folders.map(|link| Layer::folder(files, folder(&link.name))));
        layers.push(Layer::built_in());
        let mut settings = BTreeMap::new();
        for (name, setting) in chain.themes.into_iter().flat_map(|link| link.declaration.settings) {
            settings.entry(name).or_insert(setting);
        }
        let is_whole = !chain.findings.has_errors();
        let mut findings = chain.findings;
        findings.extend(mistakes(files, config, &settings));
        (Self { layers, settings, is_whole }, findings)
    }

    /// Returns the layers, best first.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Returns whether every theme of the chain is there and could be read. What is missing in a broken
    /// chain is no mistake of its own.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Returns `extra` with the defaults of what it does not set.
    pub fn complete(&self, extra: &Value) -> Value {
        let mut complete = extra.as_object().cloned().unwrap_or_default();
        for (name, setting) in &self.settings {
            if let Some(default) = &setting.default {
                complete.entry(name).or_insert_with(|| default.clone());
            }
        }
        complete.into()
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

fn folder(theme: &str) -> String {
    format!("themes/{theme}")
}

/// Themes on the way from the site's choice to the last one it extends.
struct Chain<'a> {
    files: &'a Files,
    themes: Vec<Link>,
    findings: Findings,
}

/// One theme of the chain.
struct Link {
    name: String,
    declaration: Declaration,
    /// Whether it lies in a folder of the site, and not in the binary.
    is_folder: bool,
}

impl Chain<'_> {
    fn follow(&mut self, config: &Config) {
        let mut next = Some((config.theme.clone(), wish(self.files, &config.theme)));
        while let Some((name, place)) = next {
            if self.themes.iter().any(|link| link.name == name) {
                let names: Vec<&str> = self.themes.iter().map(|link| link.name.as_str()).collect();
                let message = format!("themes extend each other in a circle: {} → {name}", names.join(" → "));
                return self.findings.push(Finding::error("theme-circle", message).at(place));
            }
            if self.themes.len() == MOST_THEMES {
                let message = format!("more than {MOST_THEMES} themes extend each other in a row");
                return self.findings.push(Finding::error("theme-circle", message).at(place));
            }
            next = self.add(name, place);
        }
    }

    /// Adds a theme; returns the one that it extends.
    fn add(&mut self, name: String, place: Place) -> Option<(String, Place)> {
        let file = format!("{}/theme.toml", folder(&name));
        // Not every text is a name: `..` would lead out of the site.
        let file = SourcePath::new(&file).filter(|_| !name.is_empty() && !name.contains('/'));
        let is_folder = file.is_some() && self.files.has_folder(&folder(&name));
        let text = match file.as_ref().filter(|_| is_folder).map(|file| self.files.read_text(file)) {
            Some(Ok(text)) => text,
            // A folder of templates alone is a theme too.
            Some(Err(error)) if matches!(error.trouble, Trouble::Missing) => String::new(),
            Some(Err(error)) => {
                self.findings.push(error.into());
                return None;
            }
            None if name == BUILT_IN_NAME => file.as_ref().and_then(embedded_text).unwrap_or("").to_owned(),
            None => {
                self.findings.push(missing(self.files, &name).at(place));
                return None;
            }
        };
        let (declaration, mistakes) = declaration::read(&file?, &text);
        self.findings.extend(mistakes);
        let next = declaration.extends.clone();
        self.themes.push(Link { name, declaration, is_folder });
        next
    }
}

fn missing(files: &Files, name: &str) -> Finding {
    let finding = Finding::error("theme-missing", format!("there is no theme `{name}`"));
    let listing = files.list("themes");
    let folders = listing.files.iter().filter_map(|file| file.inside("themes")?.split('/').next());
    let near = nearest(name, folders.chain([BUILT_IN_NAME]));
    finding.suggest(near, &format!("a theme lies in `themes/NAME`; built in is `{BUILT_IN_NAME}`"))
}

/// Returns what the site sets in another way than its themes declare.
fn mistakes(files: &Files, config: &Config, settings: &BTreeMap<String, Setting>) -> Vec<Finding> {
    let extra = config.extra.as_object();
    let mut found = Vec::new();
    for (name, value) in extra.into_iter().flatten() {
        let finding = match settings.get(name) {
            Some(setting) if setting.kind.holds(value) => continue,
            Some(setting) => {
                let message = format!("the theme wants `{name}` to be {}", setting.kind.with_article());
                Finding::error("theme-setting", message)
            }
            None => match nearest(name, settings.keys().map(String::as_str)) {
                Some(near) if extra.is_none_or(|extra| !extra.contains_key(near)) => {
                    let message = format!("the theme has no setting `{name}`");
                    Finding::warning("theme-setting", message).hint(format!("did you mean `{near}`?"))
                }
                _ => continue,
            },
        };
        found.push(finding.at(setting_place(files, name)));
    }
    found
}

/// Returns where `seawall.toml` sets a key of `[extra]`.
fn setting_place(files: &Files, name: &str) -> Place {
    let text = files.read_text(&config::path()).unwrap_or_default();
    let table = DeTable::parse(&text).ok();
    let extra = table.as_ref().and_then(|table| table.get_ref().get("extra")?.get_ref().as_table());
    let key = extra.and_then(|extra| extra.keys().find(|key| key.get_ref() == name));
    key.map_or_else(|| Place::whole(&config::path()), |key| Place::of(&config::path(), &text, key.span()))
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
