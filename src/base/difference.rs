//! How what was built differs from what a clean build makes: by address, with the step to blame.

use std::collections::BTreeMap;

use serde::Serialize;

use super::artifact::Entry;
use super::finding::{Finding, Findings};
use super::output::Output;
use super::path::UrlPath;
use super::sink::OtherBody;

/// One thing that is not as in a clean build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The address; none for a finding.
    pub path: Option<UrlPath>,
    /// The step that made what is there, or would have made what is not.
    pub step: Option<String>,
    /// What differs: `artifact` (one that only one of them makes), `body`, a field of its entry such as `class`,
    /// `file` (one that neither makes) or `finding`.
    pub what: &'static str,
    /// The first byte of the body that differs, from 1.
    pub byte: Option<usize>,
    /// What is there.
    pub here: String,
    /// What a clean build makes.
    pub clean: String,
}

/// What a build left.
#[derive(Debug, Clone, Copy)]
pub struct Left<'a> {
    /// All that is known of its artifacts.
    pub output: &'a Output,
    /// What it found.
    pub findings: &'a Findings,
}

/// Returns what differs between what is `here` and what a `clean` build left; `bodies` are those that differ, and
/// `stray` the addresses of files here that neither of them knows.
pub fn between(
    here: Left<'_>,
    clean: Left<'_>,
    bodies: &BTreeMap<UrlPath, OtherBody>,
    stray: impl IntoIterator<Item = UrlPath>,
) -> Vec<Difference> {
    let mut found = Vec::new();
    for entry in clean.output.entries() {
        match here.output.get(&entry.path) {
            Some(known) => {
                // A body that differs says it all.
                let is_told = |what: &str| what != "digest" && what != "length";
                let is_other = bodies.contains_key(&entry.path);
                found.extend(headers(known, entry).into_iter().filter(|one| is_told(one.what) || !is_other));
                found.extend(bodies.get(&entry.path).map(|other| body(known, other)));
            }
            None => found.push(whole(entry, "nothing", "an artifact")),
        }
    }
    let extra = here.output.entries().filter(|entry| clean.output.get(&entry.path).is_none());
    found.extend(extra.map(|entry| whole(entry, "an artifact", "nothing")));
    found.extend(stray.into_iter().map(|path| Difference {
        path: Some(path),
        step: None,
        what: "file",
        byte: None,
        here: "a file that an earlier build wrote".to_owned(),
        clean: "nothing".to_owned(),
    }));
    found.extend(findings(here.findings, clean.findings));
    found
}

fn whole(entry: &Entry, here: &str, clean: &str) -> Difference {
    of(entry, "artifact", (here.to_owned(), clean.to_owned()))
}

fn of(entry: &Entry, what: &'static str, (here, clean): (String, String)) -> Difference {
    Difference { path: Some(entry.path.clone()), step: Some(entry.step.clone()), what, byte: None, here, clean }
}

fn body(entry: &Entry, other: &OtherBody) -> Difference {
    let byte = Some(other.byte).filter(|byte| *byte > 0);
    Difference { byte, ..of(entry, "body", (other.held.clone(), other.put.clone())) }
}

/// Compares all that is known of an artifact besides its body. Every field is named, so that a new one is not
/// forgotten here.
fn headers(here: &Entry, clean: &Entry) -> Vec<Difference> {
    let Entry { path: _, digest, length, media_type, class, role, tags, links, step } = here;
    let written = |value: serde_json::Result<String>| value.unwrap_or_default();
    let pairs = [
        // Of the body itself; what lies in the folder is compared on its own.
        ("digest", digest.to_string(), clean.digest.to_string()),
        ("length", length.to_string(), clean.length.to_string()),
        ("media_type", media_type.clone(), clean.media_type.clone()),
        ("class", format!("{class:?}").to_lowercase(), format!("{:?}", clean.class).to_lowercase()),
        ("role", format!("{role:?}").to_lowercase(), format!("{:?}", clean.role).to_lowercase()),
        ("tags", written(serde_json::to_string(tags)), written(serde_json::to_string(&clean.tags))),
        ("links", written(serde_json::to_string(links)), written(serde_json::to_string(&clean.links))),
        ("step", step.clone(), clean.step.clone()),
    ];
    let differing = pairs.into_iter().filter(|(_, here, clean)| here != clean);
    differing.map(|(what, now, then)| of(here, what, (now, then))).collect()
}

fn findings(here: &Findings, clean: &Findings) -> Vec<Difference> {
    let only = |one: &Findings, other: &Findings| -> Vec<Finding> {
        one.iter().filter(|finding| other.iter().all(|known| known != *finding)).cloned().collect()
    };
    let told = |finding: &Finding| {
        let place = finding.place.as_ref();
        let place = place.map(|place| format!(" {}:{}:{}", place.file, place.line, place.column)).unwrap_or_default();
        let hint = finding.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("{}{place} {}{hint}", finding.code, finding.message)
    };
    let new =
        |here: String, clean: String| Difference { path: None, step: None, what: "finding", byte: None, here, clean };
    let ours = only(here, clean).into_iter().map(|finding| new(told(&finding), "nothing".to_owned()));
    let theirs = only(clean, here).into_iter().map(|finding| new("nothing".to_owned(), told(&finding)));
    ours.chain(theirs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::artifact::{CacheClass, Lines, Role};
    use crate::base::digest::Digest;

    fn entry(path: &str) -> Entry {
        Entry {
            path: UrlPath::new(path).unwrap(),
            digest: Digest::of(b"a"),
            length: 1,
            media_type: "text/html".to_owned(),
            class: CacheClass::Page,
            role: Role::Leaf,
            tags: ["html"].into_iter().collect(),
            links: ["/b/"].into_iter().collect(),
            step: format!("page {path}"),
        }
    }

    fn output(entries: impl IntoIterator<Item = Entry>) -> Output {
        let mut output = Output::default();
        entries.into_iter().for_each(|entry| assert!(output.add(entry).is_none()));
        output
    }

    #[track_caller]
    fn check(here: &[Entry], clean: &[Entry], expected: &[&str]) {
        let (here, clean) = (output(here.to_vec()), output(clean.to_vec()));
        let findings = Findings::default();
        let left = |output| Left { output, findings: &findings };
        let found = between(left(&here), left(&clean), &BTreeMap::new(), []);
        let found = found.iter().map(|one| format!("{} {}", one.path.as_ref().unwrap(), one.what));
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn every_field_counts() {
        check(&[entry("/a/")], &[entry("/a/")], &[]);
        check(&[entry("/a/"), entry("/c/")], &[entry("/a/"), entry("/b/")], &["/b/ artifact", "/c/ artifact"]);
        let other = Entry {
            digest: Digest::of(b"b"),
            length: 2,
            media_type: "text/plain".to_owned(),
            class: CacheClass::Live,
            role: Role::List,
            tags: ["live"].into_iter().collect(),
            links: Lines::default(),
            step: "page /b/".to_owned(),
            ..entry("/a/")
        };
        let fields = ["digest", "length", "media_type", "class", "role", "tags", "links", "step"];
        let expected = fields.map(|field| format!("/a/ {field}"));
        check(&[other], &[entry("/a/")], &expected.each_ref().map(String::as_str));
    }

    #[test]
    fn a_finding_of_one_side_is_told() {
        let findings: Findings = [Finding::warning("code", "message")].into_iter().collect();
        let (output, none) = (Output::default(), Findings::default());
        let (with, without) =
            (Left { output: &output, findings: &findings }, Left { output: &output, findings: &none });
        let told = |here, clean| {
            let found = between(here, clean, &BTreeMap::new(), []);
            found.into_iter().map(|one| (one.what, one.here, one.clean)).collect::<Vec<_>>()
        };
        assert_eq!(told(with, with), []);
        assert_eq!(told(with, without), [("finding", "code message".to_owned(), "nothing".to_owned())]);
        assert_eq!(told(without, with), [("finding", "nothing".to_owned(), "code message".to_owned())]);
    }
}
