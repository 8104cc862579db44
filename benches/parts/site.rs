//! A site in a temporary folder, loaded up to where a part begins.

use std::sync::Arc;

use seawall::assets::{self, Assets};
use seawall::base::artifact::Entry;
use seawall::base::clock::Clock;
use seawall::base::files::Files;
use seawall::base::output::Output;
use seawall::base::path::SourcePath;
use seawall::base::progress::Silent;
use seawall::base::sink::Memory;
use seawall::config::{self, Config};
use seawall::content::theme::Theme;
use seawall::content::{self, Choice};
use seawall::incremental::{Store, Work, World};
use seawall::render::{self, Input};
use tempfile::TempDir;

/// A site on disk.
pub(crate) struct Site {
    folder: TempDir,
    clock: Clock,
}

/// A site up to its pages, with its assets made.
pub(crate) struct Loaded {
    assets: Arc<Assets>,
    entries: Vec<Entry>,
    config: Arc<Config>,
    theme: Theme,
    site: Arc<content::Site>,
    files: Files,
    clock: Clock,
}

impl Site {
    /// Writes these files; a page for each body, with the number of the page in its front matter.
    pub(crate) fn new<'a>(files: &[(&str, &str)], pages: impl Iterator<Item = &'a str>) -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap(), clock: "2026-11-23T12:00:00Z".parse().unwrap() };
        site.write("seawall.toml", "base_url = 'https://example.org'\n");
        site.write("content/_index.md", "");
        for (path, text) in files {
            site.write(path, text);
        }
        for (n, page) in pages.enumerate() {
            site.write(&format!("content/p{n}.md"), &page.replace("NUMBER", &n.to_string()));
        }
        site
    }

    fn write(&self, path: &str, text: &str) {
        Files::new(self.folder.path()).create(&SourcePath::new(path).unwrap(), text).unwrap();
    }

    /// Reads the configuration.
    pub(crate) fn open(&self) -> (Files, Config) {
        let files = Files::new(self.folder.path());
        let config = config::load(&files, None).unwrap();
        (files, config)
    }

    /// Reads the pages as far as their bodies.
    pub(crate) fn content(&self, (files, config): &(Files, Config)) -> Arc<content::Site> {
        let content::Loaded { site, findings, .. } =
            content::load(files, config, Choice { clock: self.clock, with_drafts: false });
        assert!(!findings.has_errors(), "{findings:?}");
        site
    }

    /// Reads all that rendering begins with.
    pub(crate) fn load(&self) -> Loaded {
        let (files, mut config) = self.open();
        let (theme, findings) = Theme::load(&files, &config);
        assert!(!findings.has_errors(), "{findings:?}");
        config.extra = theme.complete(&config.extra);
        let opened = (files, config);
        let site = self.content(&opened);
        let (files, config) = opened;
        let (store, sink) = (Store::in_memory(), Memory::default());
        let work = Work { store: &store, sink: &sink, progress: &Silent };
        let assets::Made { assets, entries, .. } = assets::make(&files, &theme, (&config, &site), work);
        Loaded { assets: Arc::new(assets), entries, config: Arc::new(config), theme, site, files, clock: self.clock }
    }
}

impl Loaded {
    /// Renders everything without any memory, and keeps the bodies in memory.
    pub(crate) fn render(&self) -> Output {
        let (store, sink) = (Store::in_memory(), Memory::default());
        let work = Work { store: &store, sink: &sink, progress: &Silent };
        let input = Input {
            config: Arc::clone(&self.config),
            site: Arc::clone(&self.site),
            assets: Arc::clone(&self.assets),
            files: self.files.clone(),
            clock: self.clock,
            last: (World::Other, Arc::default()),
        };
        let mut output = Output::from(self.entries.clone());
        let rendered = render::render(input, &self.theme, &mut output, work);
        assert!(!rendered.findings.has_errors(), "{:?}", rendered.findings);
        output
    }
}
