//! The manifest of each language: <https://www.w3.org/TR/appmanifest/>.

use serde_json::{Value, json};

use super::Scene;
use super::step::IndexStep;
use crate::base::finding::Findings;
use crate::config::{Config, Language, Manifest};
use crate::incremental::Fingerprint;

/// Returns the steps that write the manifests.
pub(super) fn steps<'a>(scene: Scene<'a>, findings: &mut Findings) -> Vec<IndexStep<'a>> {
    let config = &scene.library.config;
    let Some(manifest) = &config.manifest else { return Vec::new() };
    let icons = manifest.icons.iter();
    findings.extend(icons.filter_map(|icon| scene.missing_file(&icon.src, &icon.place)));
    let languages = config.languages.iter().filter(|language| scene.library.site.section(&language.code, "").is_some());
    let mut steps = Vec::new();
    for language in languages {
        let Some(path) = config.manifest_url(language) else { continue };
        findings.extend(scene.written_by_hand("manifest", &manifest.place, &path));
        let json = json(manifest, language, config);
        steps.push(IndexStep {
            work: scene.bodies.work,
            kind: "manifest",
            path,
            media_type: "application/manifest+json",
            input: Fingerprint::of_value(&json),
            write: Box::new(move || Ok(format!("{json:#}\n"))),
        });
    }
    steps
}

fn json(manifest: &Manifest, language: &Language, config: &Config) -> Value {
    let home = config.href(&language.path);
    let icon = |icon: &crate::config::Icon| {
        let mut json = json!({ "src": config.href(&icon.src), "sizes": icon.sizes, "type": icon.media_type });
        if let Some(purpose) = &icon.purpose {
            json["purpose"] = json!(purpose);
        }
        json
    };
    let mut json = json!({
        "id": home,
        "name": language.title,
        "short_name": manifest.short_name.as_ref().unwrap_or(&language.title),
        "description": language.description,
        "lang": language.code,
        "dir": language.direction,
        "start_url": home,
        "scope": home,
        "display": manifest.display,
        "icons": manifest.icons.iter().map(icon).collect::<Vec<Value>>(),
    });
    for (name, color) in [("theme_color", &manifest.theme_color), ("background_color", &manifest.background_color)] {
        if let Some(color) = color {
            json[name] = json!(color);
        }
    }
    json
}
