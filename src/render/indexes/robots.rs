//! `robots.txt`: RFC 9309.

use super::step::IndexStep;
use super::{Scene, path};
use crate::base::finding::Findings;
use crate::config::Group;
use crate::incremental::Fingerprint;

/// Returns the step that writes the file. A crawler reads it at the top of the host only (RFC 9309 section 2.3), so
/// a site below a folder has none.
pub(super) fn step<'a>(scene: Scene<'a>, findings: &mut Findings) -> Option<IndexStep<'a>> {
    let (config, own) = (&scene.library.config, path("/robots.txt"));
    let is_below = config.base_path.as_str() != "/";
    if let Some(place) = &config.robots.place {
        findings.extend(scene.written_by_hand("robots", place, &own));
        if is_below {
            let finding =
                Scene::without_effect("robots", place, "crawlers read `robots.txt` at the top of a host only");
            findings.push(finding.hint("whoever runs the host must say it there"));
        }
    }
    let sitemap = config.permalink(&path("/sitemap.xml"));
    (!is_below).then(|| IndexStep {
        work: scene.bodies.work,
        kind: "robots",
        path: own,
        media_type: "text/plain; charset=utf-8",
        input: Fingerprint::of_value(&(&config.robots.groups, &sitemap)),
        write: Box::new(move || Ok(write(&config.robots.groups, &sitemap))),
    })
}

fn write(groups: &[Group], sitemap: &str) -> String {
    let mut text = String::new();
    for group in groups {
        let lines = |name: &'static str, values: &[String]| -> String {
            values.iter().map(|value| format!("{name}: {value}\n")).collect()
        };
        text.push_str(&lines("User-agent", &group.agents));
        text.push_str(&lines("Allow", &group.allow));
        text.push_str(&lines("Disallow", &group.disallow));
        if group.allow.is_empty() && group.disallow.is_empty() {
            text.push_str("Disallow:\n");
        }
        text.push('\n');
    }
    text + &format!("Sitemap: {sitemap}\n")
}
