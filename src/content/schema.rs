//! What the schema of a page lacks, once all is known of the page.

use super::page::{Page, Schema, SchemaFamily};
use super::source::Source;
use crate::base::clock::Moment;
use crate::base::finding::{Finding, Findings, Place};

/// Gives a page its schema; says what it lacks. What a section cascades is meant for its pages, not for lists.
/// That a date is missing is not said where `is_date_told`.
pub(super) fn give(page: &mut Page, schema: Option<Schema>, source: &Source, is_date_told: bool) -> Findings {
    let is_inherited = source.front.inherited.contains("schema");
    let Some(mut schema) = schema.filter(|_| !(is_inherited && source.is_section())) else {
        return Findings::default();
    };
    if is_inherited {
        schema.place = Place::whole(&page.source);
    }
    let mut findings = Findings::default();
    let Some(kind) = &schema.kind else {
        let finding = Finding::error("schema-missing", "the schema has no `type`").at(schema.place);
        findings.push(finding.hint("write `type = \"NewsArticle\"`, or another type of https://schema.org"));
        return findings;
    };
    match SchemaFamily::of(kind) {
        SchemaFamily::Event => findings.extend(event(kind, &schema)),
        // Google shows the day of news, and takes that of its own visit for it where there is none:
        // https://developers.google.com/search/docs/appearance/structured-data/article
        SchemaFamily::Article if page.date.is_none() && !is_date_told => {
            let finding = Finding::warning("schema-missing", format!("a `{kind}` has a date, and this page has none"));
            findings.push(finding.at(schema.place.clone()).hint("write `date = 2026-11-23` above it"));
        }
        _ => {}
    }
    page.schema = Some(schema);
    findings
}

/// <https://developers.google.com/search/docs/appearance/structured-data/event>: name, start and location.
fn event(kind: &str, schema: &Schema) -> Vec<Finding> {
    let mut findings = Vec::new();
    let moment = |key: &str| schema.values.get(key)?.as_str()?.parse::<Moment>().ok();
    match (moment("start"), moment("end")) {
        (None, _) if !schema.values.contains_key("start") => {
            let finding = Finding::error("schema-missing", format!("the schema `{kind}` has no `start`"));
            findings.push(finding.hint("write `start = 2026-11-26T18:00:00+01:00`"));
        }
        (Some(start), Some(end)) if end < start => {
            findings.push(Finding::error("schema-value", "it ends before it starts").hint("see `start` and `end`"));
        }
        _ => {}
    }
    if !schema.values.contains_key("location") {
        let finding = Finding::warning("schema-missing", format!("the schema `{kind}` has no `location`"));
        findings.push(finding.hint("write `location = \"Town hall\"`; search engines show no event without it"));
    }
    findings.into_iter().map(|finding| finding.at(schema.place.clone())).collect()
}
