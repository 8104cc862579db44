//! Which steps of a build ran and why: grouped by what they make and by their reasons, in the order of the rounds.

use serde_json::{Value, json};

use super::fold::{Detail, some};
use super::text::{count, grouped};
use crate::base::path::UrlPath;
use crate::explain::{given, noun, words};
use crate::incremental::{Effect, Ran, Reason};

/// How many reasons are told of steps of one kind.
const MOST_REASONS: usize = 12;

/// What a build did.
#[derive(Debug, Clone, Copy)]
pub struct Done<'a> {
    /// The steps that ran.
    pub ran: &'a [Ran],
    /// How many stood, and what the cache was worth.
    pub cache: &'a Effect,
    /// What is no longer served.
    pub removed: &'a [UrlPath],
}

/// Steps of one kind that ran for one reason.
struct Group<'a> {
    kind: &'a str,
    reason: &'a Reason,
    things: Vec<&'a str>,
}

/// Returns what ran and why as text.
pub fn text(done: Done<'_>, detail: Detail) -> String {
    let n_steps = done.cache.n_steps();
    let mut text = match (done.ran.len(), n_steps - done.ran.len()) {
        (0, n_kept) => format!("no step ran: all {} stood\n", grouped(n_kept as u64)),
        (n, 0) => format!("{} ran\n", count(n, "step")),
        (n, n_kept) => format!("{} ran, {} stood\n", count(n, "step"), grouped(n_kept as u64)),
    };
    let groups = groups(done.ran);
    for of_kind in groups.chunk_by(|a, b| a.kind == b.kind) {
        text.push_str(&kind(of_kind, detail));
    }
    if !done.removed.is_empty() {
        let paths: Vec<&str> = done.removed.iter().map(UrlPath::as_str).collect();
        text.push_str(&format!("removed ({})\n  {}\n", grouped(paths.len() as u64), some(&paths, detail)));
    }
    text
}

fn kind(groups: &[Group<'_>], detail: Detail) -> String {
    let n: usize = groups.iter().map(|group| group.things.len()).sum();
    let (one, many) = noun(groups[0].kind);
    let mut text = format!("{} ({})\n", if n == 1 { one } else { many }, grouped(n as u64));
    let n_shown = if detail == Detail::All { groups.len() } else { groups.len().min(MOST_REASONS) };
    for Group { kind, reason, things } in &groups[..n_shown] {
        let number = if things.len() > 1 { format!("{}: ", grouped(things.len() as u64)) } else { String::new() };
        match detail {
            Detail::Few => text.push_str(&format!("  {}: {}\n", phrase(kind, reason), some(things, detail))),
            Detail::All => {
                text.push_str(&format!("  {number}{}\n", phrase(kind, reason)));
                things.iter().for_each(|thing| text.push_str(&format!("    {kind} {thing}\n")));
            }
        }
    }
    let n_more: usize = groups[n_shown..].iter().map(|group| group.things.len()).sum();
    if n_more > 0 {
        let n_reasons = groups.len() - n_shown;
        text.push_str(&format!(
            "  {} more for {}; `-v` shows all\n",
            grouped(n_more as u64),
            count(n_reasons, "other reason")
        ));
    }
    text
}

/// Puts steps of one kind together that ran for one reason; kinds and reasons come as they came first.
fn groups(ran: &[Ran]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut kinds: Vec<&str> = Vec::new();
    let mut places: std::collections::BTreeMap<(&str, String), usize> = std::collections::BTreeMap::new();
    for Ran { step, reason } in ran {
        let (kind, thing) = step.split_once(' ').unwrap_or((step, ""));
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
        let at = *places.entry((kind, reason.to_string())).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Group { kind, reason, things: Vec::new() });
        }
        groups[at].things.push(thing);
    }
    // What changed itself stands before what followed from it, and many before few.
    let is_cause =
        |reason: &Reason| matches!(reason, Reason::Changed(label) if matches!(&**label, "source" | "body" | "picture"));
    groups.sort_by_key(|group| {
        let kind = kinds.iter().position(|kind| *kind == group.kind);
        (kind, !is_cause(group.reason), std::cmp::Reverse(group.things.len()))
    });
    groups
}

/// Returns a reason in words.
pub(super) fn phrase(kind: &str, reason: &Reason) -> String {
    match reason {
        Reason::New => "new".to_owned(),
        Reason::Changed(label) => format!("{} changed", given(kind, label)),
        Reason::AnswerChanged(question) => format!("{} changed", words(question).phrase()),
        Reason::ResultLost if matches!(kind, "fragment" | "words") => "what the cache had of it is gone".to_owned(),
        Reason::ResultLost => "its file in the output folder is gone, or another than was written".to_owned(),
    }
}

/// Returns the value of `explain` in the JSON of a build.
pub fn json(done: Done<'_>) -> Value {
    let groups = groups(done.ran);
    let groups = groups.iter().map(|Group { kind, reason, things }| {
        let steps: Vec<String> = things.iter().map(|thing| format!("{kind} {thing}")).collect();
        json!({ "kind": kind, "reason": reason, "words": phrase(kind, reason), "steps": steps })
    });
    json!({ "run": groups.collect::<Vec<Value>>(), "removed": done.removed })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incremental::Round;

    fn ran(step: &str, reason: Reason) -> Ran {
        Ran { step: step.to_owned(), reason }
    }

    fn told(ran: &[Ran], n_steps: usize, detail: Detail) -> String {
        let rounds = vec![Round { name: "all".to_owned(), steps: n_steps, run: ran.len() }];
        let cache = Effect { rounds, ..Effect::default() };
        let removed = [UrlPath::new("/old/").unwrap()];
        text(Done { ran, cache: &cache, removed: &removed }, detail)
    }

    #[test]
    fn many_steps_are_one_line() {
        let mut all = vec![ran("fragment a.md", Reason::Changed("source".to_owned()))];
        all.extend((0..10_000).map(|n| ran(&format!("page /{n}/"), Reason::Changed("template".to_owned()))));
        all.push(ran("page /x/", Reason::AnswerChanged("menu it main".to_owned())));
        assert_eq!(
            told(&all, 20_000, Detail::Few),
            "10,002 steps ran, 9,998 stood\n\
             text (1)\n  its file changed: a.md\n\
             pages (10,001)\n  its template or what that is made of changed: /0/, /1/, /2/, /3/ and 9,996 more\n  \
             the menu `main` changed: /x/\n\
             removed (1)\n  /old/\n"
        );
    }

    #[test]
    fn all_are_told_on_request() {
        let all = [ran("page /a/", Reason::New), ran("page /b/", Reason::New)];
        let text = told(&all, 2, Detail::All);
        assert_eq!(text, "2 steps ran\npages (2)\n  2: new\n    page /a/\n    page /b/\nremoved (1)\n  /old/\n");
    }

    #[test]
    fn the_cause_comes_first() {
        let changed = |label: &str| Reason::Changed(label.to_owned());
        let all = [
            ran("fragment a.md", changed("hooks")),
            ran("fragment b.md", changed("hooks")),
            ran("fragment c.md", changed("source")),
        ];
        let text = told(&all, 3, Detail::Few);
        assert!(text.find("its file").unwrap() < text.find("the render hooks").unwrap(), "{text}");
    }

    #[test]
    fn many_reasons_are_cut() {
        let all: Vec<Ran> =
            (0..20).map(|n| ran(&format!("page /{n}/"), Reason::AnswerChanged(format!("data {n}.json")))).collect();
        let text = told(&all, 20, Detail::Few);
        assert!(text.contains("8 more for 8 other reasons; `-v` shows all"), "{text}");
        assert!(!told(&all, 20, Detail::All).contains("more for"));
    }
}
