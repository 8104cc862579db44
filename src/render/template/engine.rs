//! The templates of a site, compiled once.

use tera::{Context, Tera};

use super::report::Sources;
use super::{Asking, filters, functions, report};
use crate::base::digest::Digest;
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings};
use crate::content::theme::Theme;
use crate::incremental::Fingerprint;

/// What the names of render hooks begin with.
const HOOK: &str = "render.";

/// All templates of a site, compiled.
pub(in crate::render) struct Templates {
    tera: Tera,
    sources: Sources,
    fingerprint: Fingerprint,
}

/// What a template is given, by name.
pub(in crate::render) type Variables = Vec<(&'static str, serde_json::Value)>;

impl Templates {
    /// Compiles the templates of the theme chain; none of them can be used when one is broken.
    pub(in crate::render) fn load(files: &Files, theme: &Theme) -> (Option<Self>, Findings) {
        let mut findings = Findings::default();
        let sources = read(files, theme, &mut findings);
        let mut tera = Tera::new();
        filters::register(&mut tera);
        functions::register(&mut tera);
        let prefixes: Vec<String> = theme.layers().iter().map(|layer| format!("{}/", layer.name)).collect();
        tera.set_fallback_prefixes(prefixes).expect("no template was added yet");
        let texts = sources.iter().map(|(name, (_, text))| (name, text));
        if let Err(error) = tera.add_raw_templates(texts) {
            findings.extend(report::load_error(&error, &sources));
            return (None, findings);
        }
        let parts = sources.iter().flat_map(|(name, (_, text))| [name.as_bytes(), text.as_bytes()]);
        let fingerprint = Digest::of_parts(parts).into();
        (Some(Self { tera, sources, fingerprint }), findings)
    }

    /// Returns one fingerprint for all templates.
    ///
    /// Tera keeps to itself which template extends, includes or calls which, so a change of one is
    /// a change of all. See "Templates are one input" in ARCHITECTURE.md.
    pub(in crate::render) fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Returns whether some layer has a template of this name.
    pub(in crate::render) fn has(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// Returns the names a page may ask for, for suggestions.
    pub(in crate::render) fn names(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().filter_map(|name| name.split_once('/').map(|(_, name)| name))
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
        for (name, value) in variables {
            context.insert(name, &value);
        }
        let (result, refusal) = asking.during(|| self.tera.render(name, &context));
        result.map_err(|error| report::render_error(&error, &self.sources, refusal.as_ref(), about))
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
        if self.tera.contains_component(name) { self.fingerprint } else { Fingerprint::of(b"") }
    }

    /// Returns the names of all components, in order.
    pub(in crate::render) fn component_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.tera.get_component_names().map(str::to_owned).collect();
        names.sort();
        names
    }

    /// Returns the parameters of a component in the order they are declared.
    pub(in crate::render) fn parameters(&self, name: &str) -> Option<Vec<String>> {
        let component = self.tera.get_component_definition(name)?;
        let mut names: Vec<String> = component.args().iter().map(|argument| argument.name().to_owned()).collect();
        // Tera gives them in the order of the alphabet.
        let texts = self.sources.values().map(|(_, text)| text.as_str());
        let definition = texts.filter_map(|text| signature(text, name)).next().unwrap_or("");
        names.sort_by_key(|name| definition.find(&format!("{name}:")).or_else(|| definition.find(name.as_str())));
        Some(names)
    }

    /// Renders a component.
    pub(in crate::render) fn call(
        &self,
        name: &str,
        (context, body): (&Context, Option<&str>),
        asking: Asking<'_>,
        about: &str,
    ) -> Result<String, Finding> {
        let (result, refusal) = asking.during(|| self.tera.render_component(name, context, body, true));
        result.map_err(|error| report::render_error(&error, &self.sources, refusal.as_ref(), about))
    }
}

/// Returns what stands between the name of a component and the end of its definition's tag.
fn signature<'a>(text: &'a str, component: &str) -> Option<&'a str> {
    let mut definitions = text.split("{% component ").skip(1).map(str::trim_start);
    let found =
        definitions.find_map(|rest| rest.strip_prefix(component).filter(|rest| rest.starts_with(['(', ' '])))?;
    found.split("%}").next()
}

fn read(files: &Files, theme: &Theme, findings: &mut Findings) -> Sources {
    let mut sources = Sources::new();
    for layer in theme.layers() {
        let (found, errors) = layer.files("templates");
        findings.extend(errors.into_iter().map(Finding::from));
        for file in found.into_iter().filter(|file| is_template(&file.name)) {
            match file.read_text(files) {
                Ok(text) => {
                    sources.insert(format!("{}/{}", layer.name, file.name), (file.source, text));
                }
                Err(error) => findings.push(error.into()),
            }
        }
    }
    sources
}

fn is_template(name: &str) -> bool {
    [".html", ".xml", ".txt", ".json"].iter().any(|suffix| name.ends_with(suffix))
}
