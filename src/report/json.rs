//! Results as JSON: one object each, whose first field names its format and version.

use serde_json::{Value, json};

use super::text;
use crate::base::artifact::Role;
use crate::base::difference::Difference;
use crate::base::finding::{Finding, Severity};
use crate::incremental::Effect;
use crate::pipeline::Built;
use crate::publish::{Plan, Receipt};

/// Returns `seawall.build/1`.
pub fn build(built: &Built, n_written: usize, seconds: f64) -> Value {
    json!({
        "format": "seawall.build/1",
        "pages": built.n_pages,
        "assets": built.output.n_of(Role::Asset),
        "artifacts": built.output.len(),
        "steps_run": built.ran.len(),
        "steps_kept": built.cache.steps_kept,
        "images_encoded": built.n_encoded,
        "written": n_written,
        "removed": built.settled.n_removed,
        "errors": built.findings.count(Severity::Error),
        "warnings": built.findings.count(Severity::Warning),
        "seconds": seconds,
        "findings": built.findings,
        "cache": cache(&built.cache),
    })
}

/// Returns what the memory of earlier builds was worth.
fn cache(cache: &Effect) -> Value {
    json!({
        "found": cache.found,
        "memos_found": cache.memos_found,
        "memos_made": cache.memos_made,
        "images_found": cache.results_found,
        "rounds": cache.rounds,
    })
}

/// Returns what a build counted with what `--verify` found.
pub fn with_differences(mut counts: Value, differences: &[Difference]) -> Value {
    if let Value::Object(counts) = &mut counts {
        counts.insert("verified".to_owned(), json!(differences.is_empty()));
        counts.insert("differences".to_owned(), json!(differences));
    }
    counts
}

/// Returns `seawall.plan/1`.
pub fn plan(plan: &Plan) -> Value {
    json!({
        "format": "seawall.plan/1",
        "target": plan.target,
        "base": plan.base,
        "changes": plan.changes,
        "unchanged": plan.n_unchanged,
        "bytes": plan.n_bytes(),
        "invalidation": plan.invalidation,
    })
}

/// Returns `seawall.receipt/1`; `cost_usd` is null where the price list of AWS does not hold, and
/// `serving` is the address at which the site is served, if it is.
pub fn receipt(receipt: &Receipt, is_aws: bool, serving: Option<&str>) -> Value {
    let mut value = serde_json::to_value(receipt).expect("a receipt is plain data");
    if let Value::Object(fields) = &mut value {
        fields.shift_insert(0, "format".to_owned(), json!("seawall.receipt/1"));
        fields.insert("cost_usd".to_owned(), json!(text::cost(receipt, is_aws)));
        if let Some(address) = serving {
            fields.insert("serving".to_owned(), json!(address));
        }
    }
    value
}

/// Returns `seawall.failure/1`: what stopped a command, and with which findings. After a build that
/// found errors it holds the counts of `seawall.build/1` too.
pub fn failure<'a>(
    message: &str,
    code: u8,
    hints: &[String],
    findings: impl IntoIterator<Item = &'a Finding>,
    counts: &Value,
) -> Value {
    let mut value = json!({
        "format": "seawall.failure/1",
        "error": message,
        "exit_code": code,
        "hints": hints,
        "findings": findings.into_iter().collect::<Vec<&Finding>>(),
    });
    if let (Value::Object(value), Value::Object(counts)) = (&mut value, counts) {
        for (name, count) in counts {
            value.entry(name).or_insert_with(|| count.clone());
        }
    }
    value
}
