//! Which files a template or a component is made of, for whoever asks where a page comes from.

use super::Templates;
use super::closure::{Node, reached};
use crate::base::path::SourcePath;

/// A file that a template is made of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) struct Piece {
    pub file: SourcePath,
    /// The component in it, where it is that.
    pub component: Option<String>,
    /// Whether it is the template itself.
    pub is_first: bool,
}

impl Templates {
    /// Returns the files that the template of this name is made of, itself first.
    pub(in crate::render) fn files_of(&self, name: &str) -> Vec<Piece> {
        let key = self.sources().resolve(0, name).map(|(key, _)| key);
        key.map_or_else(Vec::new, |key| self.pieces(Node::Template(key)))
    }

    /// Returns the files that a component is made of, itself first.
    pub(in crate::render) fn files_of_component(&self, name: &str) -> Vec<Piece> {
        self.pieces(Node::Component(name))
    }

    /// Returns the files in which the render hooks stand.
    pub(in crate::render) fn files_of_hooks(&self) -> Vec<Piece> {
        let hooks = self.component_names().into_iter().filter(|name| name.starts_with("render."));
        hooks.flat_map(|name| self.files_of_component(&name)).collect()
    }

    fn pieces(&self, first: Node<'_>) -> Vec<Piece> {
        let sources = self.sources();
        let components = sources.components();
        let mut pieces: Vec<Piece> = reached(sources, first)
            .into_iter()
            .filter_map(|node| {
                let (key, component) = match node {
                    Node::Template(key) => (key, None),
                    Node::Component(name) => (components.get(name)?.0, Some(name.to_owned())),
                };
                Some(Piece { file: sources.get(key)?.file.clone(), component, is_first: node == first })
            })
            .collect();
        pieces.sort_by_key(|piece| !piece.is_first);
        pieces
    }
}
