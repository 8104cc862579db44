//! How a question is told to people.

use serde::Serialize;

use crate::base::path::SourcePath;

/// A question in words that an author understands: what is asked about, and the files that the answer comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// What is asked, for one thing and for several: `the menu`, `the menus`.
    #[serde(skip)]
    pub about: (&'static str, &'static str),
    /// The thing: `` `main` ``.
    #[serde(skip)]
    pub item: String,
    /// Files that hold the answer, as far as they can be named.
    pub files: Vec<SourcePath>,
}

impl Words {
    /// Returns a question about a thing with a name.
    pub fn new(one: &'static str, many: &'static str, name: impl std::fmt::Display) -> Self {
        Self { about: (one, many), item: format!("`{name}`"), files: Vec::new() }
    }

    /// Returns this question with the file that holds the answer.
    #[must_use]
    pub fn in_file(mut self, file: Option<SourcePath>) -> Self {
        self.files.extend(file);
        self
    }

    /// Returns it as one phrase: ``the menu `main` ``.
    pub fn phrase(&self) -> String {
        format!("{} {}", self.about.0, self.item).trim().to_owned()
    }
}
