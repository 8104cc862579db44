//! A site that is built with a memory, and beside it without any: both must make the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use seawall::base::finding::Findings;
use seawall::base::path::UrlPath;
use seawall::base::progress::Silent;
use seawall::base::sink::{Folder, Memory, Sink};
use seawall::incremental::{Fingerprint, Store};
use seawall::pipeline::{self, Built, Order};
use tempfile::TempDir;

use super::site::tree;

/// The site, and all that was done to it.
pub(crate) struct Twin {
    home: TempDir,
    pub(crate) order: Order,
    /// What was done, a line each; printed when the two differ.
    pub(crate) told: Vec<String>,
}

/// What came of a build: it, or what is wrong with the configuration.
pub(crate) type Outcome = Result<Built, Findings>;

impl Twin {
    /// Returns a site of these files, built at `instant`.
    pub(crate) fn new(files: &BTreeMap<PathBuf, Vec<u8>>, instant: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let order = Order {
            site: home.path().join("site"),
            content: None,
            clock: instant.parse().unwrap(),
            with_drafts: false,
            base_url: None,
        };
        let twin = Self { home, order, told: Vec::new() };
        fs::create_dir(&twin.order.site).unwrap();
        twin.restore(files);
        twin
    }

    /// Notes what was done.
    pub(crate) fn tell(&mut self, what: impl Into<String>) {
        self.told.push(what.into());
    }

    /// Returns where a file of the site lies.
    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.order.site.join(path)
    }

    pub(crate) fn public(&self) -> PathBuf {
        self.at("public")
    }

    pub(crate) fn cache(&self) -> PathBuf {
        self.at(".cache/seawall")
    }

    /// Returns the text of a file, if it is there.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.at(path)).ok()
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), bytes).unwrap();
    }

    /// Returns whether there was such a file.
    pub(crate) fn remove(&self, path: &str) -> bool {
        fs::remove_file(self.at(path)).is_ok()
    }

    /// Returns the paths of the files below a folder that end so, in order.
    pub(crate) fn files(&self, folder: &str, ending: &str) -> Vec<String> {
        if !self.at(folder).is_dir() {
            return Vec::new();
        }
        let paths = tree(&self.at(folder)).into_keys().map(|path| format!("{folder}/{}", path.to_str().unwrap()));
        paths.filter(|path| path.ends_with(ending)).collect()
    }

    /// Returns all sources.
    pub(crate) fn sources(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = tree(&self.order.site);
        files.retain(|path, _| !path.starts_with("public") && !path.starts_with(".cache"));
        files
    }

    /// Makes the sources be these.
    pub(crate) fn restore(&self, files: &BTreeMap<PathBuf, Vec<u8>>) {
        let now = self.sources();
        for path in now.keys().filter(|path| !files.contains_key(*path)) {
            fs::remove_file(self.order.site.join(path)).unwrap();
        }
        for (path, bytes) in files.iter().filter(|(path, bytes)| now.get(*path) != Some(*bytes)) {
            let file = self.order.site.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
    }

    /// Builds into `public` with the memory of earlier builds.
    pub(crate) fn build(&self) -> Outcome {
        // A program that another test starts holds the lock for a moment; the loop is short in all other cases.
        let stores = std::iter::repeat_with(|| pipeline::store(&self.order, true)).take(1_000_000);
        let is_free = |store: &Store| store.trouble().is_none_or(|trouble| !trouble.contains("another build"));
        let store = stores.into_iter().find(is_free).expect("nobody else keeps the cache");
        self.build_with(store, &Folder::open(self.public()).unwrap())
    }

    /// Builds into memory without any memory of steps. Pictures come from the shelf, where each lies under a name
    /// that holds all it is made of: to encode them again would take a hundred times as long.
    pub(crate) fn build_clean(&self) -> (Outcome, Memory) {
        let cache = tempfile::tempdir_in(self.home.path()).unwrap();
        let shelf = cache.path().join("images");
        fs::create_dir(&shelf).unwrap();
        for entry in fs::read_dir(self.cache().join("images")).into_iter().flatten().flatten() {
            fs::copy(entry.path(), shelf.join(entry.file_name())).unwrap();
        }
        let memory = Memory::default();
        let store = Store::open(cache.path(), Fingerprint::of(b"clean"));
        (self.build_with(store, &memory), memory)
    }

    fn build_with(&self, store: Store, sink: &dyn Sink) -> Outcome {
        // The program gives its threads as much; whoever comes second finds it done.
        let _ = rayon::ThreadPoolBuilder::new().stack_size(8 << 20).build_global();
        match pipeline::build(&self.order, &store, sink, &Silent) {
            Ok(built) => {
                store.settle();
                Ok(built)
            }
            Err(pipeline::Error::Config(seawall::config::Error::Invalid(findings))) => Err(findings.sorted()),
            Err(error) => panic!("{error}\n{}", self.told.join("\n")),
        }
    }

    /// Builds, and asserts that a clean build makes the same; returns what came of it.
    #[track_caller]
    pub(crate) fn check(&self) -> Outcome {
        let kept = self.build();
        self.compare(kept, &self.build_clean())
    }

    /// Builds, and once more with nothing changed, and asserts that a clean build makes the same as both; returns what
    /// came of the first.
    #[track_caller]
    pub(crate) fn check_twice(&self) -> Outcome {
        let (first, clean) = (self.build(), self.build_clean());
        let first = self.compare(first, &clean);
        self.compare(self.build(), &clean).ok();
        first
    }

    #[track_caller]
    fn compare(&self, kept: Outcome, (clean, bodies): &(Outcome, Memory)) -> Outcome {
        let differences = self.differences((&kept, clean), bodies);
        let done: String = self.told.iter().fold(String::new(), |mut text, line| {
            let _ = writeln!(text, "  {line}");
            text
        });
        assert!(differences.is_empty(), "not as a clean build:\n{}\nafter\n{done}", differences.join("\n"));
        kept
    }

    fn differences(&self, outcomes: (&Outcome, &Outcome), bodies: &Memory) -> Vec<String> {
        let (kept, clean) = match outcomes {
            (Ok(kept), Ok(clean)) => (kept, clean),
            (Err(kept), Err(clean)) => return unequal("findings of the configuration", kept, clean),
            (Ok(_), Err(findings)) => return vec![format!("a clean build is refused: {findings:?}")],
            (Err(findings), Ok(_)) => return vec![format!("only a clean build is not refused: {findings:?}")],
        };
        let mut found = unequal("findings", &kept.findings, &clean.findings);
        found.extend(unequal("number of pages", &kept.n_pages, &clean.n_pages));
        let paths = kept.output.entries().chain(clean.output.entries()).map(|entry| &entry.path);
        let paths: std::collections::BTreeSet<&UrlPath> = paths.collect();
        for path in &paths {
            found.extend(unequal(path.as_str(), &kept.output.get(path), &clean.output.get(path)));
        }
        let lying = tree(&self.public());
        for entry in clean.output.entries() {
            let key = entry.path.key();
            let body = lying.get(Path::new(key.as_str()));
            let expected = bodies.read(&entry.path).unwrap();
            if body.map(Vec::as_slice) != Some(&expected[..]) {
                found.push(format!("{}: {}", entry.path, first_difference(body.map(Vec::as_slice), &expected)));
            }
        }
        if !clean.findings.has_errors() {
            let keys: Vec<String> = paths.iter().map(|path| path.key().as_str().to_owned()).collect();
            let left = lying.keys().filter(|path| keys.iter().all(|key| Path::new(key) != **path));
            found.extend(left.map(|path| format!("{}: left behind", path.display())));
        }
        found
    }
}

fn unequal<T: PartialEq + std::fmt::Debug>(what: &str, kept: &T, clean: &T) -> Vec<String> {
    if kept == clean { Vec::new() } else { vec![format!("{what}:\n  kept  {kept:?}\n  clean {clean:?}")] }
}

fn first_difference(kept: Option<&[u8]>, clean: &[u8]) -> String {
    let Some(kept) = kept else { return "there is no file".to_owned() };
    let at = kept.iter().zip(clean).take_while(|(one, other)| one == other).count();
    let around = |bytes: &[u8]| {
        let (start, end) = (at.saturating_sub(40).min(bytes.len()), (at + 80).min(bytes.len()));
        String::from_utf8_lossy(&bytes[start..end]).into_owned()
    };
    format!("byte {at}:\n  kept  {:?}\n  clean {:?}", around(kept), around(clean))
}
