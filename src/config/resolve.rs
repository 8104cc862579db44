//! Raw → resolved: what is missing gets its default, what cannot be becomes a finding.

use std::ops::Range;

use toml::Spanned;

use super::cache::{CachePolicy, Lifetimes};
use super::model::{Config, Language, Target};
use super::raw::{Raw, RawCache, RawLanguage, RawLifetimes, RawTarget};
use super::structure::Taxonomy;
use crate::base::finding::{Finding, Findings, Lines, Place};
use crate::base::locale::Locale;
use crate::base::path::UrlPath;

/// Where a local site is served; used where `base_url` is not given.
const LOCAL: &str = "http://127.0.0.1";

/// Resolves one file and collects what is wrong with it.
pub(super) struct Resolver<'a> {
    text: &'a str,
    lines: Lines,
    findings: Findings,
}

/// Returns the configuration, or all that is wrong with it.
pub(super) fn resolve(raw: Raw, text: &str) -> Result<Config, Findings> {
    let mut resolver = Resolver { text, lines: Lines::of(text), findings: Findings::default() };
    let (base_url, base_path) = resolver.base_url(raw.base_url.as_ref());
    let default_language = resolver.default_language(raw.default_language.as_ref());
    let languages = resolver.languages(&raw, &default_language);
    let taxonomies = resolver.taxonomies(&raw, default_language.code());
    let permalinks = raw
        .permalinks
        .iter()
        .filter_map(|(folder, pattern)| Some((folder.trim_matches('/').to_owned(), resolver.permalink(pattern)?)));
    let permalinks = permalinks.collect();
    let redirects = raw.redirects.iter().filter_map(|redirect| resolver.redirect(redirect)).collect();
    let targets = raw.targets.iter().map(|(name, target)| (name.clone(), resolver.target(name, target))).collect();
    let styles = resolver.styles(&raw.styles);
    let feeds = resolver.feeds(&raw.feeds);
    let robots = resolver.robots(raw.robots.as_ref());
    let security = raw.security.as_ref().and_then(|security| resolver.security(security));
    let manifest = raw.manifest.as_ref().map(|manifest| resolver.manifest(manifest));
    let organization = raw.organization.as_ref().map(|organization| resolver.organization(organization));
    let images = resolver.images(&raw.images);
    let search = resolver.search(&raw, &languages);
    let config = Config {
        base_url,
        base_path,
        default_language: default_language.code().to_owned(),
        languages,
        theme: raw.theme.unwrap_or_else(|| "civic".to_owned()),
        taxonomies,
        permalinks,
        redirects,
        section_feeds: raw.section_feeds,
        git_dates: raw.git_dates,
        feeds,
        robots,
        security,
        manifest,
        organization,
        cache: cache(&raw.cache),
        html: raw.html,
        markdown: raw.markdown,
        styles,
        before: raw.build.before.into_list(),
        images,
        search,
        targets,
        extra: super::json::from_toml(raw.extra.into()),
    };
    if resolver.findings.is_empty() { Ok(config) } else { Err(resolver.findings) }
}

impl Resolver<'_> {
    /// Returns the place of a part of the file.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place::in_lines(&super::path(), self.text, &self.lines, span)
    }

    /// Notes a mistake at its place.
    pub(super) fn refuse(&mut self, span: Range<usize>, code: &'static str, message: String, hint: &str) {
        let place = self.place(span);
        self.findings.push(Finding::error(code, message).at(place).hint(hint));
    }

    /// Returns where `text` stands in a part of the file, or that part.
    pub(super) fn within(&self, span: Range<usize>, text: &str) -> Range<usize> {
        let at = self.text.get(span.clone()).and_then(|part| part.find(text)).map(|at| span.start + at);
        at.map_or(span, |at| at..at + text.len())
    }

    fn base_url(&mut self, url: Option<&Spanned<String>>) -> (String, UrlPath) {
        let text = url.map_or(LOCAL, |url| url.get_ref()).trim_end_matches('/');
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or("");
        let (host, path) = host.split_once('/').unwrap_or((host, ""));
        let path = UrlPath::new(&format!("{path}/"));
        match path {
            Some(path) if !host.is_empty() && !text.contains(['?', '#', ' ', '"', '<', '>', '@']) => {
                (text.to_owned(), path)
            }
            _ => {
                let span = url.map_or(0..0, Spanned::span);
                let hint = "write it as `https://www.comune.example`, without a query";
                self.refuse(span, "config-base-url", format!("`{text}` is not the address of a site"), hint);
                (LOCAL.to_owned(), UrlPath::new("/").expect("`/` is a path"))
            }
        }
    }

    fn default_language(&mut self, code: Option<&Spanned<String>>) -> Locale {
        code.map_or_else(english, |code| self.locale(code))
    }

    /// Returns the language of a code, or English once the mistake is told.
    pub(super) fn locale(&mut self, code: &Spanned<String>) -> Locale {
        Locale::new(code.get_ref()).unwrap_or_else(|mistake| {
            let form = "codes look like `it`, `en` or `pt-BR` (BCP 47)";
            let hint = match &mistake.near {
                Some(near) => format!("did you mean `{near}`? Otherwise {form}"),
                None => form.to_owned(),
            };
            self.refuse(code.span(), "config-language", mistake.to_string(), &hint);
            english()
        })
    }

    fn languages(&mut self, raw: &Raw, default_language: &Locale) -> Vec<Language> {
        let root = UrlPath::new("/").expect("`/` is a path");
        let mut languages = vec![Language {
            code: default_language.code().to_owned(),
            title: raw.title.clone(),
            description: raw.description.clone(),
            path: root.clone(),
            menus: self.menus(&raw.menus),
            fallback: None,
            locale: default_language.clone(),
            direction: default_language.direction(),
        }];
        for (code, language) in &raw.languages {
            let own = self.locale(code);
            let direction = own.direction();
            let title = language.title.clone().unwrap_or_else(|| raw.title.clone());
            let description = language.description.clone().unwrap_or_else(|| raw.description.clone());
            let locale = language.locale.as_ref().map_or(own, |wish| self.locale(wish));
            let menus = self.menus(&language.menus);
            if code.get_ref() == default_language.code() {
                if let Some(wish) = &language.fallback {
                    let hint = "the other languages may fall back to it: `[languages.en] fallback = true`";
                    self.refuse(wish.span(), "config-language", "the default language is itself".to_owned(), hint);
                }
                let menus = if menus.is_empty() { languages[0].menus.clone() } else { menus };
                languages[0] = Language { title, description, locale, menus, ..languages[0].clone() };
            } else {
                let path = UrlPath::new(&format!("/{}/", code.get_ref())).unwrap_or_else(|| root.clone());
                let fallback = self.fallback(language, raw, default_language.code());
                let code = code.get_ref().clone();
                languages.push(Language { code, title, description, path, menus, fallback, locale, direction });
            }
        }
        // A language without menus of its own has those of the default one.
        let shared = languages[0].menus.clone();
        for language in languages.iter_mut().filter(|language| language.menus.is_empty()) {
            language.menus = shared.clone();
        }
        languages
    }

    /// `fallback = true` means the default language.
    fn fallback(&mut self, language: &RawLanguage, raw: &Raw, default_language: &str) -> Option<String> {
        let wish = language.fallback.as_ref()?;
        match wish.get_ref() {
            toml::Value::Boolean(false) => return None,
            toml::Value::Boolean(true) => return Some(default_language.to_owned()),
            toml::Value::String(code)
                if code == default_language || raw.languages.keys().any(|known| known.get_ref() == code) =>
            {
                return Some(code.clone());
            }
            _ => {}
        }
        let message = "`fallback` names no language of the site".to_owned();
        self.refuse(wish.span(), "config-language", message, "write `true` for the default language, or a code");
        None
    }

    fn taxonomies(&mut self, raw: &Raw, default_language: &str) -> Vec<Taxonomy> {
        let mut taxonomies = Vec::new();
        for (name, own) in &raw.taxonomies {
            let mut taxonomy = self.taxonomy(name, own);
            let title = Self::taxonomy_title(own).cloned();
            taxonomy.titles.extend(title.map(|title| (default_language.to_owned(), title)));
            taxonomies.push(taxonomy);
        }
        for (code, language) in &raw.languages {
            for (name, title) in &language.taxonomies {
                match taxonomies.iter_mut().find(|taxonomy| taxonomy.name == *name.get_ref()) {
                    Some(taxonomy) => {
                        taxonomy.titles.insert(code.get_ref().clone(), title.clone());
                    }
                    None => {
                        let message = format!("there is no taxonomy `{}`", name.get_ref());
                        let hint = format!("add `[taxonomies.{}]`", name.get_ref());
                        self.refuse(name.span(), "config-taxonomy", message, &hint);
                    }
                }
            }
        }
        taxonomies
    }

    fn target(&mut self, name: &str, raw: &RawTarget) -> Target {
        let bucket = raw.bucket.get_ref();
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
        let is_bucket = (3..=63).contains(&bucket.len())
            && bucket.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte))
            && !bucket.starts_with(['.', '-'])
            && !bucket.ends_with(['.', '-'])
            && !bucket.contains("..");
        if !is_bucket {
            let hint = "3 to 63 of a-z, 0-9, `-` and `.`, with a letter or digit at both ends";
            self.refuse(raw.bucket.span(), "config-bucket", format!("`{bucket}` is not the name of a bucket"), hint);
        }
        if let Some(endpoint) = &raw.endpoint
            && !endpoint.get_ref().starts_with("http://")
            && !endpoint.get_ref().starts_with("https://")
        {
            let message = format!("`{}` is not the address of a store", endpoint.get_ref());
            self.refuse(endpoint.span(), "config-endpoint", message, "write it as `https://s3.example`");
        }
        Target {
            name: name.to_owned(),
            bucket: bucket.clone(),
            region: raw.region.clone(),
            endpoint: raw.endpoint.as_ref().map(|endpoint| endpoint.get_ref().clone()),
            distribution: raw.distribution.clone(),
            domain: raw.domain.clone(),
            prefix: self.prefix(raw.prefix.as_ref()),
        }
    }

    fn prefix(&mut self, prefix: Option<&Spanned<String>>) -> String {
        let Some(prefix) = prefix else { return String::new() };
        match UrlPath::new(&format!("{}/", prefix.get_ref())) {
            Some(path) if !path.as_str().contains("/.seawall") => path.as_str()[1..].to_owned(),
            _ => {
                let message = format!("`{}` is not a prefix", prefix.get_ref());
                self.refuse(prefix.span(), "config-prefix", message, "write it as `previews/42`");
                String::new()
            }
        }
    }
}

fn english() -> Locale {
    Locale::new("en").expect("English is known")
}

fn cache(raw: &RawCache) -> CachePolicy {
    let default = CachePolicy::default();
    CachePolicy {
        immutable: lifetimes(default.immutable, raw.immutable.as_ref()),
        page: lifetimes(default.page, raw.page.as_ref()),
        live: lifetimes(default.live, raw.live.as_ref()),
        statics: lifetimes(default.statics, raw.statics.as_ref()),
    }
}

/// An edge lifetime that the site states holds for every target.
fn lifetimes(default: Lifetimes, raw: Option<&RawLifetimes>) -> Lifetimes {
    let Some(raw) = raw else { return default };
    Lifetimes {
        browser: raw.browser.unwrap_or(default.browser),
        edge: raw.edge.unwrap_or(default.edge),
        edge_without_invalidation: raw.edge.unwrap_or(default.edge_without_invalidation),
        stale_while_revalidate: raw.stale_while_revalidate.unwrap_or(default.stale_while_revalidate),
        stale_if_error: raw.stale_if_error.unwrap_or(default.stale_if_error),
    }
}
