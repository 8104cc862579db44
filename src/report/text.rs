//! Results as people read them.

use crate::base::artifact::Role;
use crate::base::difference::Difference;
use crate::base::finding::Severity;
use crate::incremental::Effect;
use crate::pipeline::Built;
use crate::publish::{Action, Plan, Receipt};
use crate::rehearse::price;

/// Returns `1 page`, `2 pages`.
pub fn count(n: usize, noun: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(n as u64))
}

/// Returns a number of bytes in the unit that suits it (1 KiB = 1,024 bytes).
pub fn bytes(n: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if n < 1_024 {
        return format!("{n} bytes");
    }
    let mut amount = n as f64 / 1_024.0;
    let mut unit = 0;
    while amount >= 1_024.0 && unit + 1 < UNITS.len() {
        amount /= 1_024.0;
        unit += 1;
    }
    format!("{amount:.1} {}", UNITS[unit])
}

/// Returns a duration as `0.05 s`.
pub fn seconds(seconds: f64) -> String {
    format!("{seconds:.2} s")
}

/// Returns the summary of a build in one line.
pub fn build(built: &Built, n_written: usize, took: f64) -> String {
    let n_assets = built.output.n_of(Role::Asset);
    let mut parts = vec![count(built.n_pages, "page"), count(n_assets, "asset"), count(built.output.len(), "artifact")];
    parts.push(format!("{} run", count(built.ran.len(), "step")));
    if built.cache.steps_kept > 0 {
        parts.push(format!("{} stood", grouped(built.cache.steps_kept as u64)));
    }
    parts.push(format!("{} written", grouped(n_written as u64)));
    if built.n_encoded > 0 {
        parts.push(format!("{} encoded", count(built.n_encoded, "picture variant")));
    }
    if built.settled.n_removed > 0 {
        parts.push(format!("{} removed", grouped(built.settled.n_removed as u64)));
    }
    for (severity, noun) in [(Severity::Error, "error"), (Severity::Warning, "warning")] {
        let n = built.findings.count(severity);
        if n > 0 {
            parts.push(count(n, noun));
        }
    }
    format!("built {} in {}", parts.join(", "), seconds(took))
}

/// Returns in one line what came from the cache.
pub fn cache(cache: &Effect) -> String {
    let of = |found: usize, all: usize| format!("{} of {}", grouped(found as u64), grouped(all as u64));
    let mut parts = vec![format!("{} steps stood", of(cache.steps_kept, cache.n_steps()))];
    let n_memos = cache.memos_found + cache.memos_made;
    if n_memos > 0 {
        parts.push(format!("{} code blocks were known", of(cache.memos_found, n_memos)));
    }
    if cache.results_found > 0 {
        parts.push(format!("{} taken from it", count(cache.results_found, "picture variant")));
    }
    format!("cache: {}", parts.join(", "))
}

/// Returns what `--verify` says where all is well.
pub fn verified(n_artifacts: usize) -> String {
    match n_artifacts {
        1 => "verified: 1 artifact is that of a clean build".to_owned(),
        n => format!("verified: {} are those of a clean build", count(n, "artifact")),
    }
}

/// More differences than this help nobody.
const MOST_DIFFERENCES: usize = 50;

/// Returns a line per difference from a clean build.
pub fn differences(differences: &[Difference]) -> String {
    let mut text = String::new();
    for Difference { path, step, what, byte, here, clean } in differences.iter().take(MOST_DIFFERENCES) {
        let place = match (path, step) {
            (Some(path), Some(step)) => format!("{path} (step `{step}`): "),
            (Some(path), None) => format!("{path}: "),
            (None, _) => String::new(),
        };
        let byte = byte.map_or(String::new(), |byte| format!(" from byte {} on", grouped(byte as u64)));
        text.push_str(&format!("{place}{what} differs{byte}: {here:?} here, {clean:?} in a clean build\n"));
    }
    let n_more = differences.len().saturating_sub(MOST_DIFFERENCES);
    if n_more > 0 {
        text.push_str(&format!("and {} more; `--json` lists all\n", grouped(n_more as u64)));
    }
    text
}

/// Returns a plan, a line per change.
pub fn plan(plan: &Plan) -> String {
    let mut text = String::new();
    for change in &plan.changes {
        let sign = match change.action {
            Action::Upload => '+',
            Action::Remove => '-',
        };
        let size = if change.bytes > 0 { format!(", {}", bytes(change.bytes)) } else { String::new() };
        text.push_str(&format!("{sign} {} ({}{size})\n", change.key, change.reason));
    }
    for path in &plan.invalidation {
        text.push_str(&format!("~ {path} (invalidate)\n"));
    }
    let target = &plan.target;
    text.push_str(&if plan.is_empty() {
        format!("nothing to publish to `{target}`: {} unchanged\n", artifacts(plan.n_unchanged))
    } else {
        let uploads = format!("{} ({})", count(plan.count(Action::Upload), "upload"), bytes(plan.n_bytes()));
        let removals = count(plan.count(Action::Remove), "removal");
        let unchanged = format!("{} unchanged", grouped(plan.n_unchanged as u64));
        format!("plan for `{target}`: {uploads}, {removals}, {unchanged}\n")
    });
    text
}

/// Returns a receipt in a few lines; the last one says where the site is served, if it is.
pub fn receipt(receipt: &Receipt, is_aws: bool, serving: Option<&str>) -> String {
    let target = &receipt.target;
    let is_nothing = receipt.uploaded + receipt.removed + receipt.invalidated == 0;
    let mut text = if is_nothing {
        format!("nothing to publish to `{target}`: {} unchanged", artifacts(receipt.unchanged))
    } else {
        format!(
            "published to `{target}`: {} uploaded ({}), {} unchanged, {} removed",
            grouped(receipt.uploaded as u64),
            bytes(receipt.bytes),
            grouped(receipt.unchanged as u64),
            grouped(receipt.removed as u64)
        )
    };
    text.push_str(&format!(", {} in {}\n", count(receipt.requests as usize, "request"), seconds(receipt.seconds)));
    if receipt.invalidated > 0 {
        text.push_str(&format!("{} invalidated\n", count(receipt.invalidated, "path")));
    }
    if let Some(cost) = cost(receipt, is_aws) {
        text.push_str(&format!("cost at most ${cost:.4} (list prices of {})\n", price::DATE));
    }
    if let Some(release) = &receipt.release {
        text.push_str(&format!("release {release}\n"));
    }
    if let Some(address) = serving {
        text.push_str(&format!("serving {address}\n"));
    }
    text
}

/// Returns what a publish cost at most; none where the price list of AWS does not hold.
pub(super) fn cost(receipt: &Receipt, is_aws: bool) -> Option<f64> {
    is_aws.then(|| price::publish_at_most(receipt.requests, receipt.invalidated))
}

fn artifacts(n: usize) -> String {
    if n == 1 { "the 1 artifact is".to_owned() } else { format!("all {} artifacts are", grouped(n as u64)) }
}

/// Returns a number with a comma between its thousands.
pub(super) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        assert_eq!(count(1, "page"), "1 page");
        assert_eq!(count(1_234_567, "page"), "1,234,567 pages");
        assert_eq!(bytes(1_023), "1023 bytes");
        assert_eq!(bytes(1_536), "1.5 KiB");
        assert_eq!(bytes(3 << 30), "3.0 GiB");
    }
}
