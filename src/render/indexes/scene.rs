//! What the files of this round are made of, and what is told where one cannot be.

use crate::base::finding::{Finding, Place};
use crate::base::output::Output;
use crate::base::path::UrlPath;
use crate::render::fragments;
use crate::render::template::Library;

/// What the files of this round are made of.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    /// Knows the fragments too.
    pub library: &'a Library,
    pub bodies: fragments::Context<'a>,
    /// What is served already.
    pub output: &'a Output,
}

impl Scene<'_> {
    /// Returns whether the author wrote what is served there.
    pub(super) fn is_written(&self, path: &UrlPath) -> bool {
        self.output.get(path).is_some() || self.library.site.moves().contains_key(path)
    }

    /// Says that a table of `seawall.toml` does nothing.
    pub(super) fn without_effect(table: &str, place: &Place, why: &str) -> Finding {
        let message = format!("`[{table}]` has no effect: {why}");
        Finding::warning("config-no-effect", message).at(place.clone())
    }

    /// Says that a table does nothing, where the author wrote the file that it would make.
    pub(super) fn written_by_hand(&self, table: &str, place: &Place, path: &UrlPath) -> Option<Finding> {
        let finding = || Self::without_effect(table, place, &format!("the site has a file of its own at `{path}`"));
        self.is_written(path).then(|| finding().hint("remove the file or the table"))
    }

    /// Says that a file that `seawall.toml` names is not served.
    pub(super) fn missing_file(&self, path: &UrlPath, place: &Place) -> Option<Finding> {
        let finding = || Finding::error("config-file", format!("nothing is served at `{path}`")).at(place.clone());
        (!self.is_written(path)).then(|| finding().hint(format!("put the file into `static{path}`")))
    }
}

/// Returns the path of a file with a fixed name.
pub(super) fn path(name: &str) -> UrlPath {
    UrlPath::new(name).expect("a plain name is a path")
}
