//! New sites.
//!
//! Comes in: a name. Goes out: files as values; nothing is written here. Later: new pages, CI files,
//! importers.

use crate::base::path::SourcePath;

/// One file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Where, relative to the new site.
    pub path: SourcePath,
    /// What.
    pub text: String,
}

/// Returns the files of a small site that builds and publishes at once; `day` is today's date.
pub fn site(title: &str, day: &str) -> Vec<NewFile> {
    let files = [
        ("seawall.toml", include_str!("site/seawall.toml")),
        (".gitignore", include_str!("site/gitignore")),
        ("content/_index.md", include_str!("site/home.md")),
        ("content/about.md", include_str!("site/about.md")),
        ("content/news/_index.md", include_str!("site/news.md")),
        ("content/news/first.md", include_str!("site/first.md")),
    ];
    let quoted = title.replace('\\', "\\\\").replace('"', "\\\"").replace(char::is_control, " ");
    files
        .into_iter()
        .map(|(path, text)| NewFile {
            path: SourcePath::new(path).expect("a plain name is a source path"),
            // The title comes last: it may hold the other word.
            text: text.replace("DAY", day).replace("TITLE", &quoted),
        })
        .collect()
}
