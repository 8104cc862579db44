//! A site in a string, built again and again: `-- path --` begins a file.
//!
//! ```text
//! TestSite::new("-- content/a.md --\none").build().ran(["fragment a.md", "page /a/"]);
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use seawall::base::finding::{Finding, Severity};
use seawall::base::progress::Silent;
use seawall::base::sink::Folder;
use seawall::incremental::Store;
use seawall::pipeline::{self, Built, Order};
use tempfile::TempDir;

use super::pictures::{drawing_png, photo_jpeg};

/// The instant at which tests are held unless they say otherwise.
const NOON: &str = "2026-11-23T12:00:00Z";

/// The smallest templates that show what tests look at; `site/…` wins over the built-in theme.
const TEMPLATES: &str = "
-- templates/page.html --
<title>{{ page.title }}</title><main>{{ page.content | safe }}</main>
-- templates/section.html --
<title>{{ section.title }}</title><main>{{ section.content | safe }}{% for p in section.pages %}
<a href=\"{{ p.path }}\">{{ p.title }}</a>{% endfor %}</main>
-- templates/home.html --
<title>{{ section.title }}</title><main>{{ section.content | safe }}{% for p in section.pages %}
<a href=\"{{ p.path }}\">{{ p.title }}</a>{% endfor %}</main>
-- templates/404.html --
<title>404</title><main>nothing here</main>
";

/// What the audit warns of.
const AUDIT: [&str; 7] =
    ["main-empty", "id-twice", "no-value", "template-text", "element-open", "element-stray", "more-findings"];

/// Returns whether a finding is a warning of the audit.
pub(crate) fn is_of_audit(finding: &Finding) -> bool {
    finding.severity == Severity::Warning && AUDIT.contains(&&*finding.code)
}

/// A site in a temporary folder, and what its last build did.
pub(crate) struct TestSite {
    folder: TempDir,
    order: Order,
    last: Option<Built>,
}

impl TestSite {
    /// Writes the files of `text` and the smallest templates below a new folder.
    pub(crate) fn new(text: &str) -> Self {
        let site = Self::bare(text);
        site.write_missing(TEMPLATES);
        site.write_missing("-- seawall.toml --\nbase_url = 'https://example.org'\ntitle = 'Test'\n");
        site
    }

    /// Writes the files of `text` and nothing else: the built-in theme is seen.
    pub(crate) fn bare(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let order = Order {
            site: folder.path().to_owned(),
            content: None,
            clock: NOON.parse().unwrap(),
            with_drafts: false,
            base_url: None,
        };
        let site = Self { folder, order, last: None };
        for (path, text) in files(text) {
            site.put(&path, &text);
        }
        site
    }

    /// Returns the folder of the site.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes one file.
    pub(crate) fn write(self, path: &str, text: &str) -> Self {
        self.put(path, text);
        self
    }

    /// Writes one file that is no text.
    pub(crate) fn put_bytes(self, path: &str, bytes: &[u8]) -> Self {
        let file = self.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
        self
    }

    /// Replaces `before`, which must be there, by `after` in one file.
    pub(crate) fn edit(self, path: &str, before: &str, after: &str) -> Self {
        let text = fs::read_to_string(self.path().join(path)).unwrap();
        assert!(text.contains(before), "`{before}` is not in `{path}`");
        self.put(path, &text.replacen(before, after, 1));
        self
    }

    /// Removes a file.
    pub(crate) fn remove(self, path: &str) -> Self {
        fs::remove_file(self.path().join(path)).unwrap();
        self
    }

    /// Holds the clock at another instant.
    pub(crate) fn at(mut self, instant: &str) -> Self {
        self.order.clock = instant.parse().unwrap();
        self
    }

    /// Shows drafts.
    pub(crate) fn with_drafts(mut self) -> Self {
        self.order.with_drafts = true;
        self
    }

    /// Builds into `public/`, with the memory of earlier builds.
    #[track_caller]
    pub(crate) fn build(mut self) -> Self {
        self.last = Some(self.build_into(&self.path().join("public"), true));
        self
    }

    /// Asserts which steps the last build ran.
    #[track_caller]
    pub(crate) fn ran<const N: usize>(self, expected: [&str; N]) -> Self {
        let mut ran: Vec<&str> = self.built().ran.iter().map(|ran| ran.step.as_str()).collect();
        let mut expected = expected.to_vec();
        ran.sort_unstable();
        expected.sort_unstable();
        assert_eq!(ran, expected);
        self
    }

    /// Asserts that the last build ran nothing and wrote nothing.
    #[track_caller]
    pub(crate) fn ran_nothing(self) -> Self {
        assert_eq!(self.built().settled.n_written, 0);
        self.ran([])
    }

    /// Asserts how many variants of pictures the last build encoded.
    #[track_caller]
    pub(crate) fn encoded(self, n_encoded: usize) -> Self {
        assert_eq!(self.built().n_encoded, n_encoded);
        self
    }

    /// Builds once more as `build` does, and returns what came of it.
    #[track_caller]
    pub(crate) fn again(&self) -> Built {
        self.build_into(&self.path().join("public"), true)
    }

    /// Asserts what is wrong with the configuration, which keeps the site from being built.
    #[track_caller]
    pub(crate) fn refused(&self, expected: &str) {
        let sink = Folder::open(self.path().join("public")).unwrap();
        let refused = pipeline::build(&self.order, &self.store(false), &sink, &Silent);
        let Err(pipeline::Error::Config(seawall::config::Error::Invalid(findings))) = refused else {
            panic!("the configuration was taken");
        };
        let findings = findings.sorted();
        let told = findings.iter().map(|finding| {
            let (place, hint) = (finding.place.as_ref().unwrap(), finding.hint.as_deref().unwrap_or_default());
            let (line, column) = (place.line, place.column);
            format!("{} {}:{line}:{column} {}: {hint}", finding.code, place.file, finding.message)
        });
        let told: Vec<String> = told.collect();
        assert_eq!(told.join("\n"), expected);
    }

    /// Asserts why a step ran.
    #[track_caller]
    pub(crate) fn because(self, step: &str, reason: &str) -> Self {
        let ran = self.built().ran.iter().find(|ran| ran.step == step);
        let ran = ran.unwrap_or_else(|| panic!("`{step}` did not run"));
        assert_eq!(ran.reason.to_string(), reason);
        self
    }

    /// Asserts that the last build left what a build without any memory makes.
    #[track_caller]
    pub(crate) fn same_as_clean_build(self) -> Self {
        let clean = tempfile::tempdir().unwrap();
        let built = self.build_into(clean.path(), false);
        assert_eq!(built.output, self.built().output);
        assert_eq!(built.findings, self.built().findings);
        assert_eq!(tree(clean.path()), tree(&self.path().join("public")));
        self
    }

    /// Asserts what the last build found: `code file:line:column message`.
    #[track_caller]
    pub(crate) fn found<const N: usize>(self, expected: [&str; N]) -> Self {
        assert_eq!(self.findings(|finding| !is_of_audit(finding)), expected);
        self
    }

    /// Asserts what the audit of finished pages warns of, which `found` leaves out: the templates of most
    /// tests are stubs.
    #[track_caller]
    pub(crate) fn audited<const N: usize>(self, expected: [&str; N]) -> Self {
        assert_eq!(self.findings(is_of_audit), expected);
        self
    }

    fn findings(&self, choose: fn(&Finding) -> bool) -> Vec<String> {
        self.built()
            .findings
            .iter()
            .filter(|finding| choose(finding))
            .map(|finding| match &finding.place {
                Some(place) => {
                    let (file, line, column) = (&place.file, place.line, place.column);
                    format!("{} {file}:{line}:{column} {}", finding.code, finding.message)
                }
                None => format!("{} {}", finding.code, finding.message),
            })
            .collect()
    }

    /// Asserts the hint of the only finding.
    #[track_caller]
    pub(crate) fn hinted(self, hint: &str) -> Self {
        let findings = self.built().findings.iter().filter(|finding| !is_of_audit(finding));
        let hints: Vec<Option<&str>> = findings.map(|finding| finding.hint.as_deref()).collect();
        assert_eq!(hints, [Some(hint)]);
        self
    }

    /// Asserts what the message of the only finding says.
    #[track_caller]
    pub(crate) fn told_about(self, words: &str) -> Self {
        let messages: Vec<&str> = self.built().findings.iter().map(|finding| finding.message.as_str()).collect();
        assert!(messages.len() == 1 && messages[0].contains(words), "{messages:?}");
        self
    }

    /// Asserts that something is served at a URL path.
    #[track_caller]
    pub(crate) fn has(self, path: &str) -> Self {
        assert!(self.is_served(path), "nothing is served at `{path}`");
        self
    }

    /// Asserts that nothing is served at a URL path, and that no file is left of it.
    #[track_caller]
    pub(crate) fn lacks(self, path: &str) -> Self {
        assert!(!self.is_served(path), "something is served at `{path}`");
        assert!(!self.path().join("public").join(&path[1..]).exists());
        self
    }

    pub(crate) fn is_served(&self, path: &str) -> bool {
        self.built().output.entries().any(|entry| entry.path.as_str() == path)
    }

    /// Asserts what stands in `<main>` of a page.
    #[track_caller]
    pub(crate) fn main_of(self, path: &str, expected: &str) -> Self {
        let html = self.read(path);
        let main = html.split_once("<main>").and_then(|(_, rest)| rest.split_once("</main>"));
        assert_eq!(main.map(|(main, _)| main.trim()), Some(expected));
        self
    }

    /// Returns the body served at a URL path.
    #[track_caller]
    pub(crate) fn read(&self, path: &str) -> String {
        let name = if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        fs::read_to_string(self.path().join("public").join(&name[1..])).unwrap()
    }

    /// Returns the bytes served at a URL path.
    #[track_caller]
    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.path().join("public").join(&path[1..])).unwrap()
    }

    /// Returns what the last build returned.
    #[track_caller]
    pub(crate) fn built(&self) -> &Built {
        self.last.as_ref().expect("call `build` first")
    }

    #[track_caller]
    fn build_into(&self, folder: &Path, with_cache: bool) -> Built {
        // The program gives its threads as much; whoever comes second finds it done.
        let _ = rayon::ThreadPoolBuilder::new().stack_size(8 << 20).build_global();
        self.build_with(&Folder::open(folder).unwrap(), with_cache)
    }

    /// Builds into a folder that is open.
    pub(crate) fn build_with(&self, sink: &Folder, with_cache: bool) -> Built {
        let store = self.store(with_cache);
        let built = pipeline::build(&self.order, &store, sink, &Silent).unwrap();
        store.settle();
        built
    }

    /// Opens the store. A program that another test starts holds its lock for a moment, from when it
    /// is forked until it begins; then it is tried again.
    fn store(&self, with_cache: bool) -> Store {
        let stores = (0..1_000_000).map(|_| pipeline::store(&self.order, with_cache));
        stores.into_iter().find(|store| store.trouble().is_none()).expect("nobody else keeps the cache")
    }

    fn put(&self, path: &str, text: &str) {
        let file = self.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        // A site in a string has pictures too: small ones.
        if path.ends_with(".jpg") {
            fs::write(file, photo_jpeg(8, 6)).unwrap();
        } else if path.ends_with(".png") {
            fs::write(file, drawing_png(8, 6)).unwrap();
        } else {
            fs::write(file, text).unwrap();
        }
    }

    fn write_missing(&self, text: &str) {
        for (path, text) in files(text).into_iter().filter(|(path, _)| !self.path().join(path).exists()) {
            self.put(&path, &text);
        }
    }
}

/// Waits until a file made now is surely younger than all that was made before, whatever the clock of the file system
/// is: `folder` is one in which a file may be made. What is as old as a build is not believed by the next one.
pub(crate) fn let_time_pass(folder: &Path) {
    let probe = folder.join("probe");
    let now = || {
        fs::write(&probe, "").unwrap();
        probe.metadata().unwrap().modified().unwrap()
    };
    let start = now();
    while now().duration_since(start).unwrap_or_default() < std::time::Duration::from_millis(35) {
        std::thread::yield_now();
    }
    fs::remove_file(&probe).unwrap();
}

/// Splits a site in a string into its files.
pub(crate) fn files(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let path = line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
        match (path, files.last_mut()) {
            (Some(path), _) => files.push((path.to_owned(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => assert!(line.trim().is_empty(), "text before the first `-- path --`"),
        }
    }
    files
}

/// Returns every file below a folder with its bytes, without the list of owned files.
pub(crate) fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                waiting.push(entry);
            } else if !entry.ends_with(".seawall-output") {
                found.insert(entry.strip_prefix(folder).unwrap().to_owned(), fs::read(&entry).unwrap());
            }
        }
    }
    found
}
