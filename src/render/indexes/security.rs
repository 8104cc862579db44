//! `security.txt`: RFC 9116.

use super::step::IndexStep;
use super::{Scene, path};
use crate::base::clock::Clock;
use crate::base::finding::{Finding, Findings};
use crate::config::{Config, Security};
use crate::incremental::Fingerprint;

const DAY: i64 = 24 * 60 * 60;

/// How long before the end it is told.
const SOON: i64 = 30 * DAY;

/// RFC 9116 section 2.5.5: "it is RECOMMENDED that the value of this field be less than a year into the future".
const LONG: i64 = 366 * DAY;

/// Returns the step that writes the file.
pub(super) fn step<'a>(scene: Scene<'a>, findings: &mut Findings) -> Option<IndexStep<'a>> {
    let (config, own) = (&scene.library.config, path("/.well-known/security.txt"));
    let security = config.security.as_ref()?;
    findings.extend(scene.written_by_hand("security", &security.place, &own));
    if config.base_path.as_str() != "/" {
        let why = "`security.txt` is looked for at the top of a host only";
        let finding = Scene::without_effect("security", &security.place, why);
        findings.push(finding.hint("whoever runs the host must say it there"));
        return None;
    }
    findings.extend(expiry(security, scene.library.clock));
    let text = write(security, config);
    Some(IndexStep {
        work: scene.bodies.work,
        kind: "security",
        path: own,
        media_type: "text/plain; charset=utf-8",
        input: Fingerprint::of(text.as_bytes()),
        write: Box::new(move || Ok(text.clone())),
    })
}

/// A warning and no error, since a forgotten date must not stop a publish on an election night.
fn expiry(security: &Security, now: Clock) -> Option<Finding> {
    let left = security.expires.second() - now.second();
    let message = match left {
        ..=0 => format!("`security.txt` has expired on {}, so nobody may trust it", security.expires.day()),
        1..=SOON => format!("`security.txt` expires in {} days", left / DAY),
        left if left > LONG => format!("`security.txt` expires on {}, in more than a year", security.expires.day()),
        _ => return None,
    };
    let hint = "see whether its contacts are still right, then write a day within the next year";
    Some(Finding::warning("security-expires", message).at(security.expires_at.clone()).hint(hint))
}

fn write(security: &Security, config: &Config) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| text.push_str(&format!("{name}: {value}\n"));
    security.fields.iter().filter(|(name, _)| *name == "Contact").for_each(|(name, value)| line(name, value));
    line("Expires", &security.expires.instant());
    security.fields.iter().filter(|(name, _)| *name != "Contact").for_each(|(name, value)| line(name, value));
    let own: Vec<&str> = config.languages.iter().map(|language| language.code.as_str()).collect();
    let said: Vec<&str> = security.preferred_languages.iter().map(String::as_str).collect();
    line("Preferred-Languages", &(if said.is_empty() { own } else { said }).join(", "));
    let canonical = config.permalink(&path("/.well-known/security.txt"));
    // Section 2.5.2: it counts only where it is fetched from an address that it names.
    let named = std::iter::once(&canonical).chain(security.canonical.iter().filter(|url| **url != canonical));
    named.filter(|url| url.starts_with("https://")).for_each(|url| line("Canonical", url));
    text
}
