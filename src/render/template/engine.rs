//! The templates of a site, compiled once.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, Tera};

use super::closure::Closures;
use super::compile::{compile, compile_texts};
use super::library::Refusal;
use super::sources::Sources;
use super::watch::{self, Part};
use super::{Asking, report};
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings, Place};
use crate::base::timings::Timings;
use crate::content::theme::Theme;
use crate::incremental::Fingerprint;

/// What the names of render hooks begin with.
const HOOK: &str = "render.";

/// All templates of a site, compiled.
pub(in crate::render) struct Templates {
    tera: Tera,
    /// The same, with what takes the times of components; only where they are taken.
    watched: Option<Tera>,
    sources: Sources,
    closures: Closures,
    /// The parameters of each component in the order they are declared.
    parameters: BTreeMap<String, Vec<String>>,
}

/// A value in the form that templates read, made once and shared.
#[derive(Debug, Clone)]
pub(in crate::render) struct Variable(tera::Value);

impl Variable {
    /// Returns the value that something is to templates.
    pub(in crate::render) fn of(value: &impl serde::Serialize) -> Self {
        Self(tera::Value::from_serializable(value))
    }
}

/// What a template is given, by name.
pub(in crate::render) type Variables = Vec<(&'static str, Variable)>;

/// What a render gave, and the last refusal in it.
type Tried<T> = (Result<T, tera::Error>, Option<Refusal>);

impl Templates {
    /// Compiles the templates of the theme chain; none of them can be used when one is broken.
    pub(in crate::render) fn load(files: &Files, theme: &Theme) -> (Option<Self>, Findings) {
        let (sources, mut findings) = Sources::read(files, theme);
        match compile(&sources) {
            Ok(tera) => {
                findings.extend(no_page_for_unknown_addresses(&sources));
                let closures = Closures::of(&sources);
                let components = sources.components().into_iter();
                let parameters =
                    components.map(|(name, (_, component))| (name.to_owned(), component.parameters.clone())).collect();
                (Some(Self { tera, watched: None, sources, closures, parameters }), findings)
            }
            Err(mistakes) => {
                findings.extend(mistakes);
                (None, findings)
            }
        }
    }

    /// Returns these templates with times taken of all that is in them, where somebody takes them.
    pub(in crate::render) fn watched(self, timings: Option<&Arc<Timings>>) -> Self {
        let watched = timings.and_then(|_| compile_texts(&self.sources, &watch::texts(&self.sources)));
        Self { watched, ..self }
    }

    /// Renders with the templates that take times, if there are any. Where they fail the others say what is wrong,
    /// since only in those every place is the author's.
    fn try_both<T>(&self, render: impl Fn(&Tera) -> Tried<T>) -> Tried<T> {
        let watched = self.watched.as_ref().map(&render).filter(|(result, _)| result.is_ok());
        watched.unwrap_or_else(|| render(&self.tera))
    }

    /// Returns the texts they were compiled from.
    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Returns the fingerprint of all that a template is made of; one that is not there has one too.
    pub(in crate::render) fn fingerprint(&self, name: &str) -> Fingerprint {
        let found = self.sources.resolve(0, name).and_then(|(key, _)| self.closures.template(key));
        found.unwrap_or_else(|| Fingerprint::of(b""))
    }

    /// Returns whether some layer has a template of this name.
    pub(in crate::render) fn has(&self, name: &str) -> bool {
        self.sources.resolve(0, name).is_some()
    }

    /// Returns why the template of this name cannot be used though a theme has one.
    pub(in crate::render) fn misfit(&self, name: &str) -> Option<&str> {
        self.sources.misfit(name)
    }

    /// Returns whether some template may read a field of this name: `.summary`, `["summary"]`,
    /// `attribute="summary"`. The tag `<summary>` and a parameter of that name are no fields.
    pub(in crate::render) fn mention(&self, field: &str) -> bool {
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let is_field = |text: &str, at: usize| {
            text[..at].ends_with(['.', '"', '\'', '`']) && !text[at + field.len()..].starts_with(is_part)
        };
        let mentions = |text: &str| text.match_indices(field).any(|(at, _)| is_field(text, at));
        self.sources.iter().any(|(_, source)| mentions(&source.text))
    }

    /// Returns the names a page may ask for, for suggestions.
    pub(in crate::render) fn names(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(|(_, source)| source.name.as_str())
    }

    /// Returns where `needle` is written, if one template has it, once.
    pub(in crate::render) fn place_of(&self, needle: &str) -> Option<Place> {
        self.sources.place_of(needle)
    }

    /// Renders a template; `about` is the content file, named when something goes wrong.
    pub(in crate::render) fn render(
        &self,
        name: &str,
        variables: Variables,
        asking: Asking<'_>,
        about: &str,
    ) -> Result<String, Finding> {
        let mut context = Context::new();
        for (name, Variable(value)) in variables {
            context.insert_value(name, value);
        }
        let key = self.sources.resolve(0, name).map_or(name, |(key, _)| key);
        let (result, refusal) =
            self.try_both(|tera| asking.during(Part::Template(name), || tera.render(key, &context)));
        result.map_err(|error| {
            let finding = report::render_error(&error, &self.sources, refusal.as_ref(), about);
            report::of_template(finding, key, &self.sources)
        })
    }
}

/// What Markdown calls.
impl Templates {
    /// Returns the fingerprint of all that the render hooks are made of.
    pub(in crate::render) fn hooks_fingerprint(&self) -> Fingerprint {
        let hooks = self.component_names().into_iter().filter(|name| name.starts_with(HOOK));
        let parts: Vec<(String, Fingerprint)> =
            hooks.map(|name| (name.clone(), self.component_fingerprint(&name))).collect();
        Fingerprint::of_value(&parts)
    }

    /// Returns the fingerprint of all that a component is made of; one that is not there has one too.
    pub(in crate::render) fn component_fingerprint(&self, name: &str) -> Fingerprint {
        self.closures.component(name).unwrap_or_else(|| Fingerprint::of(b""))
    }

    /// Returns the names of all components, in order.
    pub(in crate::render) fn component_names(&self) -> Vec<String> {
        self.parameters.keys().cloned().collect()
    }

    /// Returns the parameters of a component in the order they are declared.
    pub(in crate::render) fn parameters(&self, name: &str) -> Option<Vec<String>> {
        self.parameters.get(name).cloned()
    }

    /// Returns whether a component takes arguments that it has no parameters for.
    pub(in crate::render) fn takes_any(&self, name: &str) -> bool {
        self.tera.get_component_definition(name).is_some_and(|component| component.rest_param().is_some())
    }

    /// Renders a component with arguments, what it may take from around the call, and a body.
    pub(in crate::render) fn call(
        &self,
        name: &str,
        (arguments, around, body): (&Context, &Context, Option<&str>),
        asking: Asking<'_>,
    ) -> Result<String, Finding> {
        let render = |tera: &Tera| tera.render_component_with_implicits(name, arguments, around, body, true);
        let (result, refusal) = self.try_both(|tera| asking.during(Part::Component(name), || render(tera)));
        result.map_err(|error| report::render_error(&error, &self.sources, refusal.as_ref(), asking.about))
    }
}

/// Every site has this page from the built-in theme; one without it should know why.
fn no_page_for_unknown_addresses(sources: &Sources) -> Option<Finding> {
    let name = "404.html";
    let reason = sources.misfit(name).filter(|_| sources.resolve(0, name).is_none())?;
    let message =
        format!("the site has no page for unknown addresses: `{name}` of the theme below cannot be used, {reason}");
    Some(Finding::warning("template-misfit", message).hint(format!("write `templates/{name}`")))
}
