//! From the name of a content file to its language and the URL it is served under.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::base::locale::is_of_word;
use crate::base::path::{SourcePath, UrlPath};
use crate::config::Config;

/// What the name of a content file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Route {
    /// The code of its language.
    pub(crate) language: String,
    /// Its name without language and extension: what translations have in common.
    pub(crate) stem: String,
    /// The folder of its section below the content of its language, `""` at the top.
    pub(crate) folder: String,
    /// Its own segment of the URL; none for the list of a section.
    pub(crate) slug: Option<String>,
    /// A date in front of the name, as in `2026-11-23-title.md`.
    pub(crate) date: Option<String>,
    /// The folder of a page bundle (`post/index.md`) below `content/`; its other files belong to the page.
    pub(crate) bundle: Option<String>,
    /// The own name of that folder.
    pub(crate) bundle_name: Option<String>,
}

/// The languages whose content lies in a folder of its own, as in `content/en/`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Foldered(BTreeSet<String>);

impl Foldered {
    /// Returns the languages that have a folder among these files. A site of one language has none: there
    /// `content/it/` is a section like any other.
    pub(crate) fn of(files: &[SourcePath], config: &Config) -> Self {
        let first = |file: &SourcePath| Some(file.inside("content")?.split_once('/')?.0.to_owned());
        let found = files.iter().filter_map(first).filter(|code| config.language(code).is_some());
        if config.languages.len() > 1 { Self(found.collect()) } else { Self::default() }
    }

    /// Returns the folder below `content/` of a language, with its slash, or nothing.
    pub(crate) fn prefix(&self, language: &str) -> String {
        if self.0.contains(language) { format!("{language}/") } else { String::new() }
    }

    /// Returns the folders of all these languages, each with its slash.
    pub(crate) fn prefixes(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|code| format!("{code}/"))
    }

    /// Splits `en/news/a.md` into its language and the rest.
    pub(crate) fn split<'a>(&'a self, inside: &'a str) -> Option<(&'a str, &'a str)> {
        inside.split_once('/').filter(|(code, _)| self.0.contains(*code))
    }
}

/// Returns what the name of `file`, a Markdown file below `content/`, says.
pub(crate) fn route(file: &SourcePath, config: &Config, foldered: &Foldered) -> Route {
    let whole = file.inside("content").unwrap_or(file.as_str());
    let (language, inside) = foldered.split(whole).unwrap_or((&config.default_language, whole));
    let (folder, name) = inside.rsplit_once('/').unwrap_or(("", inside));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let (stem, language) = match stem.rsplit_once('.') {
        Some((stem, code)) if config.language(code).is_some() => (stem, code),
        _ => (stem, language),
    };
    let mut route =
        Route { language: language.to_owned(), stem: stem.to_owned(), folder: folder.to_owned(), ..Route::default() };
    match stem {
        "_index" => {}
        "index" if !folder.is_empty() => {
            let (parent, own) = folder.rsplit_once('/').unwrap_or(("", folder));
            let (date, slug) = dated(own);
            route.date = date;
            route.slug = Some(slugify(slug));
            route.bundle = Some(whole.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned());
            route.bundle_name = Some(own.to_owned());
            route.folder = parent.to_owned();
        }
        // `content/index.md`: the home page as others write it.
        "index" => {}
        stem => {
            let (date, slug) = dated(stem);
            route.date = date;
            route.slug = Some(slugify(slug));
        }
    }
    route
}

impl Route {
    /// Returns the URL path: `/en/news/title/`.
    pub(crate) fn url(&self, config: &Config) -> Option<UrlPath> {
        let mut path =
            if self.language == config.default_language { String::new() } else { format!("/{}", self.language) };
        for segment in self.folder.split('/').filter(|segment| !segment.is_empty()) {
            path.push('/');
            path.push_str(&folder_slug(segment));
        }
        if let Some(slug) = &self.slug {
            path.push('/');
            path.push_str(slug);
        }
        UrlPath::new(&format!("{path}/"))
    }

    /// Returns a title made from a file name, for a page whose author gave none.
    pub(crate) fn title(&self) -> String {
        let last = self.folder.rsplit('/').next().unwrap_or("").trim_start_matches('_');
        let words = self.slug.as_deref().unwrap_or(last).replace(['-', '_'], " ");
        let mut characters = words.trim().chars();
        match characters.next() {
            Some(first) => first.to_uppercase().chain(characters).collect(),
            None => "Home".to_owned(),
        }
    }

    /// Returns what the translations of a page have in common, unless their author says otherwise.
    pub(crate) fn key(&self) -> String {
        let bundle = self.bundle_name.as_ref().map_or_else(String::new, |name| format!("/{name}"));
        format!("/{}{bundle}/{}", self.folder, self.stem)
    }

    /// Returns whether it lies in the folder where Jekyll keeps drafts.
    pub(crate) fn is_draft(&self) -> bool {
        self.folder.split('/').any(|segment| segment == "_drafts")
    }
}

/// Returns the segment of a folder in a URL; Jekyll writes `_posts`.
pub(crate) fn folder_slug(name: &str) -> String {
    slugify(name.trim_start_matches('_'))
}

/// Splits `2026-11-23-title` into its date and its rest.
fn dated(stem: &str) -> (Option<String>, &str) {
    let is_date = |text: &str| text.parse::<crate::base::clock::Clock>().is_ok();
    match (stem.get(..10), stem.get(10..11), stem.get(11..)) {
        (Some(date), Some("-" | "_"), Some(rest)) if !rest.is_empty() && is_date(date) => (Some(date.to_owned()), rest),
        _ => (None, stem),
    }
}

/// Returns `name` as a segment of a URL: lower case, words joined by `-`, letters of any script kept.
pub(crate) fn slugify(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for character in name.chars().flat_map(char::to_lowercase) {
        if is_of_word(character) || "._~".contains(character) {
            slug.push(character);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let trimmed = slug.trim_matches(['-', '.']);
    if trimmed.is_empty() { "-".to_owned() } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_readable_in_any_language() {
        assert_eq!(slugify("Città & Servizi!"), "città-servizi");
        assert_eq!(slugify("v1.2_notes"), "v1.2_notes");
        assert_eq!(slugify("  ..  "), "-");
        assert_eq!(slugify("Übersicht"), "übersicht");
        assert_eq!(slugify("हिन्दी"), "हिन्दी");
        assert_eq!(slugify("Ca\u{300}sa nuova"), "ca\u{300}sa-nuova");
    }

    #[test]
    fn a_date_in_the_name_counts() {
        assert_eq!(dated("2026-11-23-title"), (Some("2026-11-23".to_owned()), "title"));
        assert_eq!(dated("2026-13-23-title"), (None, "2026-13-23-title"));
        assert_eq!(dated("2026-11-23"), (None, "2026-11-23"));
        assert_eq!(dated("città-2026-x"), (None, "città-2026-x"));
    }
}
