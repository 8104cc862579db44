//! The door to the files of a site. Everything below `cli` that reads a source file comes through
//! here, by `SourcePath`, so that no path can leave the site.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::digest::Digest;
use super::finding::{Finding, Place};
use super::path::SourcePath;
use super::seen::{Head, Seen, Sight, Sights, Stamp, Stamps};

/// How many files one thread looks at in a row.
const LOOKS: usize = 256;

/// The folder that holds `seawall.toml`.
#[derive(Debug, Clone)]
pub struct Files {
    root: PathBuf,
    /// The same without links, to tell where a link leads.
    real: PathBuf,
    /// Where `content/` is, if not there, and the same without links.
    content: Option<(PathBuf, PathBuf)>,
    /// Folders that were found to lie in the site. To ask where each file really is costs more than to read it.
    inside: Arc<RwLock<BTreeSet<PathBuf>>>,
    /// What was looked at; none where nobody will ask.
    seen: Option<Arc<Seen>>,
    recalled: Arc<Sights>,
}

/// A file that could not be read, and why.
#[derive(Debug, thiserror::Error)]
#[error("`{path}`: {trouble}")]
pub struct FileError {
    /// The file, relative to the site.
    pub path: SourcePath,
    /// What was in the way.
    #[source]
    pub trouble: Trouble,
}

/// What can be wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// It does not exist, or it is a link to nothing.
    #[error("there is no such file")]
    Missing,
    /// Its bytes are not text; holds the place of the first wrong one.
    #[error("it is not UTF-8 text")]
    NotText(Place),
    /// It is a symbolic link to somewhere outside of the site.
    #[error("the link leads outside of the site, to `{0}`")]
    Outside(PathBuf),
    /// It is a symbolic link to a folder that it lies in.
    #[error("the link leads back to a folder that holds it")]
    Loop,
    /// It is a folder that a build wrote, among the sources.
    #[error("it is a folder that Seawall builds into")]
    Output,
    /// It is a folder, a pipe or a device.
    #[error("it is not a file")]
    NotAFile,
    /// A file below it has a name that no URL can hold.
    #[error("`{0}` in it has a name that is not plain UTF-8 text")]
    Name(String),
    /// The operating system refused.
    #[error(transparent)]
    Refused(io::Error),
}

impl From<FileError> for Finding {
    fn from(error: FileError) -> Self {
        let hint = match &error.trouble {
            Trouble::Missing => "is it a link to something that is not there?",
            Trouble::NotText(_) => "save it as UTF-8",
            Trouble::Outside(_) => "copy what is needed into the site",
            Trouble::Loop => "remove the link",
            Trouble::NotAFile => "put a file in its place, or remove it",
            Trouble::Name(_) => "rename it, without control characters and backslashes",
            Trouble::Output => "build into a folder beside `content`, and link to no output",
            Trouble::Refused(_) => "is it readable for the user who builds?",
        };
        let message = format!("`{}` cannot be read: {}", error.path, error.trouble);
        let place = match error.trouble {
            Trouble::NotText(place) => place,
            _ => Place::whole(&error.path),
        };
        Self::error("file-unreadable", message).at(place).hint(hint)
    }
}

/// What lies below a folder: files in order of their path, and what could not be looked at.
#[derive(Debug, Default)]
pub struct Listing {
    /// Files, sorted.
    pub files: Vec<SourcePath>,
    /// Entries that could not be read.
    pub errors: Vec<FileError>,
}

impl Files {
    /// Returns the door to the files below `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        let real = root.canonicalize().unwrap_or_else(|_| root.clone());
        Self { root, real, content: None, inside: Arc::default(), seen: Some(Arc::default()), recalled: Arc::default() }
    }

    /// Returns the same door with `content/` somewhere else.
    #[must_use]
    pub fn with_content(self, content: impl Into<PathBuf>) -> Self {
        let content = content.into();
        let real = content.canonicalize().unwrap_or_else(|_| content.clone());
        Self { content: Some((content, real)), ..self }
    }

    /// Returns the same door for somebody who will remember nothing.
    #[must_use]
    pub fn forgetting(self) -> Self {
        Self { seen: None, ..self }
    }

    /// Returns the same door for somebody who remembers what an earlier build saw.
    #[must_use]
    pub fn recalling(self, recalled: Sights) -> Self {
        Self { recalled: Arc::new(recalled), ..self }
    }

    /// Returns how a file of text begins, and its digest, without a byte order mark in both: what was seen of it by an
    /// earlier build, or what `cut` finds in its text now: where that part of it ends.
    pub fn head<E: From<FileError>>(
        &self,
        path: &SourcePath,
        cut: impl FnOnce(&str) -> Result<usize, E>,
    ) -> Result<Head, E> {
        let found = self.look_at(path, &self.folder(path.as_str()))?;
        let head = match self.recalled.head(path.as_str(), &Stamp::of(&found)) {
            Some(head) => head,
            None => {
                let text = self.read_text(path)?;
                let end = cut(&text)?;
                Head { digest: Digest::of(text.as_bytes()), text: text[..end].into() }
            }
        };
        if let Some(seen) = &self.seen {
            seen.note_head(path.as_str(), head.clone());
        }
        Ok(head)
    }

    /// Returns how a file of text began when an earlier build looked at it.
    pub fn recalled_head(&self, path: &SourcePath) -> Option<&str> {
        self.recalled.heads.get(path.as_str())
    }

    /// Returns the digest that it had then.
    pub fn recalled_digest(&self, path: &SourcePath) -> Option<Digest> {
        self.recalled.stamps.digest(path.as_str())
    }

    /// Returns where a folder of the site is on disk.
    pub fn folder(&self, folder: &str) -> PathBuf {
        let inside = |folder: &str| folder.strip_prefix("content").map(|rest| rest.trim_start_matches('/').to_owned());
        match (&self.content, inside(folder)) {
            (Some((content, _)), Some(rest)) if folder == "content" || folder.starts_with("content/") => {
                if rest.is_empty() { content.clone() } else { content.join(rest) }
            }
            _ => self.root.join(folder),
        }
    }

    /// Returns the name of what is at `path` on disk.
    fn name(&self, path: &Path) -> Option<SourcePath> {
        let Some((content, _)) = &self.content else { return SourcePath::below(&self.root, path) };
        match SourcePath::below(content, path) {
            Some(inside) => SourcePath::new(&format!("content/{inside}")),
            None => SourcePath::below(&self.root, path),
        }
    }

    /// Returns the folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the bytes of `path`.
    pub fn read(&self, path: &SourcePath) -> Result<Vec<u8>, FileError> {
        let file = self.folder(path.as_str());
        self.look_at(path, &file)?;
        #[expect(clippy::disallowed_methods, reason = "this is the door that the lint points to")]
        fs::read(file).map_err(|error| refused(path, error))
    }

    /// Returns the text of `path`, without a byte order mark.
    pub fn read_text(&self, path: &SourcePath) -> Result<String, FileError> {
        let text = String::from_utf8(self.read(path)?).map_err(|error| {
            let n_good = error.utf8_error().valid_up_to();
            let good = String::from_utf8_lossy(&error.as_bytes()[..n_good]);
            FileError { path: path.clone(), trouble: Trouble::NotText(Place::of(path, &good, n_good..n_good)) }
        })?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    /// Returns how many bytes `path` has.
    pub fn size(&self, path: &SourcePath) -> Result<u64, FileError> {
        Ok(self.look_at(path, &self.folder(path.as_str()))?.len())
    }

    /// Returns what the file system says of a file that may be read: one of the site, and no pipe or device, which
    /// would be waited for, perhaps for good.
    fn look_at(&self, path: &SourcePath, file: &Path) -> Result<Metadata, FileError> {
        let in_trouble = |trouble| FileError { path: path.clone(), trouble };
        let seen = |result: io::Result<Metadata>| {
            self.note(path.as_str(), &result);
            result.map_err(|error| refused(path, error))
        };
        let metadata = file.symlink_metadata();
        let is_link = metadata.as_ref().is_ok_and(Metadata::is_symlink);
        let metadata = if is_link || !file.parent().is_some_and(|folder| self.is_inside(folder)) {
            if let Some(trouble) = self.leads_outside(file) {
                self.doubt();
                return Err(in_trouble(trouble));
            }
            seen(file.metadata())?
        } else {
            seen(metadata)?
        };
        if metadata.is_file() { Ok(metadata) } else { Err(in_trouble(Trouble::NotAFile)) }
    }

    /// Returns whether there is a folder of this name.
    pub fn has_folder(&self, folder: &str) -> bool {
        let found = self.folder(folder).metadata();
        self.note(folder, &found);
        found.is_ok_and(|metadata| metadata.is_dir())
    }

    fn note(&self, name: &str, found: &io::Result<Metadata>) {
        let Some(seen) = &self.seen else { return };
        match found {
            Ok(metadata) => seen.note(name, Some(Stamp::of(metadata))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => seen.note(name, None),
            Err(_) => seen.doubt(),
        }
    }

    /// Notes that something was looked at that has no stamp.
    fn doubt(&self) {
        self.seen.iter().for_each(|seen| seen.doubt());
    }

    /// Returns all that was looked at through this door and its clones; `start` is the stamp of a file that was made
    /// before. None where something was looked at that changed meanwhile.
    pub fn sights(&self, start: &Stamp) -> Option<Sights> {
        self.seen.as_ref()?.sights(start)
    }

    /// Returns the stamps of that and of what is recalled, for a build that looked again at nothing but what it had to;
    /// none where something was replaced meanwhile.
    pub fn all_stamps(&self, start: &Stamp) -> Option<Stamps> {
        self.recalled.stamps.and(self.sights(start)?.stamps)
    }

    /// Returns the paths at which something else is found now, or may be.
    pub fn changed<'a>(&self, stamps: &'a Stamps) -> Vec<&'a str> {
        let is_alike = |path: &str, sight: &Sight| match (sight, self.folder(path).metadata()) {
            (Sight::There(stamp), Ok(metadata)) => *stamp == Stamp::of(&metadata),
            (Sight::Absent, Err(error)) => error.kind() == io::ErrorKind::NotFound,
            _ => false,
        };
        let runs = stamps.in_runs(LOOKS);
        runs.flat_map_iter(|run| run.iter().filter(|(path, (sight, _))| !is_alike(path, sight)))
            .map(|(path, _)| &**path)
            .collect()
    }

    /// Returns whether a folder lies in the site, whatever links lead to it.
    fn is_inside(&self, folder: &Path) -> bool {
        if self.inside.read().unwrap_or_else(PoisonError::into_inner).contains(folder) {
            return true;
        }
        let is_inside = folder.exists() && self.leads_outside(folder).is_none();
        if is_inside {
            self.inside.write().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
        }
        is_inside
    }

    /// Writes a new file and the folders above it; refuses to replace one.
    pub fn create(&self, path: &SourcePath, text: &str) -> Result<(), FileError> {
        let file = self.folder(path.as_str());
        let folder = file.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder)
            .and_then(|()| File::create_new(&file))
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|error| FileError { path: path.clone(), trouble: Trouble::Refused(error) })
    }

    /// Returns all files below `folder`, which need not exist. Hidden ones and editors' backups
    /// are left out, except `.well-known` (RFC 8615).
    pub fn list(&self, folder: &str) -> Listing {
        let mut listing = Listing::default();
        let top = self.folder(folder);
        if !self.has_folder(folder) {
            return listing;
        }
        let mut walk = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {
                    if let Some(name) = self.name(entry.path()) {
                        self.note(name.as_str(), &entry.path().metadata());
                    }
                    if !self.enter(&entry, &mut listing) {
                        walk.skip_current_dir();
                    }
                }
                Ok(entry) if is_wanted(&entry) => self.take(&entry, folder, &mut listing),
                Ok(_) => {}
                Err(error) => listing.errors.extend(self.walk_error(&error)),
            }
        }
        // By path and not by walk, so that `a/b` and `a-b` stand as `SourcePath` orders them.
        listing.files.sort();
        listing
    }

    /// Takes one file, whose name must be one that a URL and a bucket can hold.
    fn take(&self, entry: &DirEntry, folder: &str, listing: &mut Listing) {
        if let Some(path) = self.name(entry.path()) {
            listing.files.push(path);
            return;
        }
        let name = entry.file_name().to_string_lossy().replace(char::is_control, "\u{fffd}");
        let above = entry.path().parent().and_then(|above| self.name(above));
        let above = above.or_else(|| SourcePath::new(folder));
        listing.errors.extend(above.map(|path| FileError { path, trouble: Trouble::Name(name) }));
    }

    /// Returns whether a folder is looked into. A link out of the site is not followed, and what a
    /// build wrote would be published anew, one folder deeper each time.
    fn enter(&self, entry: &DirEntry, listing: &mut Listing) -> bool {
        if entry.depth() > 0 && !is_wanted(entry) {
            return false;
        }
        let is_output = || entry.path().join(super::sink::LIST).is_file().then_some(Trouble::Output);
        let outside = || entry.path_is_symlink().then(|| self.leads_outside(entry.path())).flatten();
        let Some(trouble) = outside().or_else(is_output) else { return true };
        let path = self.name(entry.path());
        listing.errors.extend(path.map(|path| FileError { path, trouble }));
        false
    }

    /// Returns what is wrong with a path whose links end outside of the site.
    fn leads_outside(&self, path: &Path) -> Option<Trouble> {
        let goal = path.canonicalize().ok()?;
        let is_inside =
            goal.starts_with(&self.real) || self.content.as_ref().is_some_and(|(_, content)| goal.starts_with(content));
        (!is_inside).then_some(Trouble::Outside(goal))
    }

    fn walk_error(&self, error: &walkdir::Error) -> Option<FileError> {
        let path = self.name(error.path()?)?;
        let trouble = match error.io_error() {
            Some(cause) => return Some(refused(&path, io::Error::new(cause.kind(), cause.to_string()))),
            None => Trouble::Loop,
        };
        Some(FileError { path, trouble })
    }
}

fn refused(path: &SourcePath, error: io::Error) -> FileError {
    let trouble = match error.kind() {
        io::ErrorKind::NotFound => Trouble::Missing,
        _ => Trouble::Refused(error),
    };
    FileError { path: path.clone(), trouble }
}

fn is_wanted(entry: &DirEntry) -> bool {
    is_source_name(&entry.file_name().to_string_lossy())
}

/// Returns whether a file or a folder of this name may be a source: nothing hidden, no backup of an editor.
pub fn is_source_name(name: &str) -> bool {
    let is_hidden = name.starts_with('.') && name != ".well-known";
    let is_backup = name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'));
    !is_hidden && !is_backup && name != "Thumbs.db"
}
