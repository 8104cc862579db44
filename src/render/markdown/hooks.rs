//! Render hooks: components with reserved names that replace the HTML of a kind of piece.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::base::finding::Finding;
use crate::render::template::Caller;

/// What a component is given, by name.
pub(super) type Arguments = Vec<(&'static str, Value)>;

/// The hooks of a theme, each looked up once for a body.
///
/// That a hook comes or goes is no question: the hooks are an input of every body.
pub(super) struct Hooks<'a> {
    caller: Caller<'a>,
    known: BTreeMap<String, Option<Vec<String>>>,
}

impl<'a> Hooks<'a> {
    /// Returns the hooks that `caller` can call.
    pub(super) fn new(caller: Caller<'a>) -> Self {
        Self { caller, known: BTreeMap::new() }
    }

    /// Returns whether there is a hook of this name.
    pub(super) fn has(&mut self, name: &str) -> bool {
        self.parameters(name).is_some()
    }

    /// Returns whether a hook has a parameter.
    pub(super) fn takes(&mut self, name: &str, parameter: &str) -> bool {
        self.parameters(name).is_some_and(|parameters| parameters.iter().any(|known| known == parameter))
    }

    /// Returns the hook for code in a language: its own, or the one for all code.
    pub(super) fn of_code(&mut self, language: &str) -> Option<String> {
        let own = format!("render.code.{language}");
        if !language.is_empty() && self.has(&own) {
            return Some(own);
        }
        self.has("render.code").then(|| "render.code".to_owned())
    }

    /// Calls a hook with those of `arguments` that it has parameters for.
    pub(super) fn call(&mut self, name: &str, arguments: Arguments, body: Option<&str>) -> Result<String, Finding> {
        let parameters = self.parameters(name).unwrap_or_default();
        let is_taken = |name: &str| parameters.iter().any(|parameter| parameter == name);
        let taken = arguments.into_iter().filter(|(name, _)| is_taken(name));
        let taken = taken.map(|(name, value)| (name.to_owned(), value)).collect();
        Ok(self.caller.call(name, taken, body)?.trim().to_owned())
    }

    fn parameters(&mut self, name: &str) -> Option<&[String]> {
        if !self.known.contains_key(name) {
            self.known.insert(name.to_owned(), self.caller.templates.parameters(name));
        }
        self.known.get(name)?.as_deref()
    }
}
