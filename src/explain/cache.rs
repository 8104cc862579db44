//! What a cache was worth: a warning where it was there and served nothing.

use std::collections::BTreeMap;

use crate::base::finding::Finding;
use crate::incremental::{Effect, Found, Ran, Reason, Round};

/// Fewer new pages than this are those of an author who renamed a folder.
const FEW: usize = 20;

/// What to do about it.
const KEY: &str =
    "in CI, let the key of the cache hold the version of Seawall, and keep `public` beside `.cache/seawall`";

/// Returns a warning where a cache was there and none of the pages could be taken from it, for a reason that is not
/// simply the author's work.
pub fn warning(effect: &Effect, ran: &[Ran]) -> Option<Finding> {
    let (reason, hint) = match effect.found {
        Found::Nothing => return None,
        Found::OtherTool => ("it is of another version of Seawall", KEY),
        Found::Unreadable => ("it cannot be read", "it was begun anew; in CI, look at how it is saved and restored"),
        Found::Steps(_) => {
            let (texts, pages) = (effect.round("markdown")?, effect.round("pages")?);
            if !is_useless(texts) || !is_useless(pages) {
                return None;
            }
            reason(texts.steps, ran)?
        }
    };
    let message = format!("the cache served nothing: {reason}");
    Some(Finding::warning("cache-useless", message).hint(hint))
}

/// Almost all of them ran; the page for missing addresses may stand in any case.
fn is_useless(round: &Round) -> bool {
    round.steps > 0 && (round.steps - round.run) * 20 <= round.steps
}

/// Returns what most texts have in common: why they were rendered again.
fn reason(n_texts: usize, ran: &[Ran]) -> Option<(&'static str, &'static str)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for ran in ran.iter().filter(|ran| ran.step.starts_with("fragment ")) {
        let reason = match &ran.reason {
            Reason::New => "new",
            Reason::Changed(label) => label.as_str(),
            Reason::AnswerChanged(_) => "answer",
            Reason::ResultLost => "lost",
        };
        *counts.entry(reason).or_default() += 1;
    }
    let (reason, n) = counts.into_iter().max_by_key(|(_, n)| *n)?;
    let is_most = n * 2 > n_texts;
    match reason {
        "settings" if is_most => Some((
            "the configuration changed, which every page is made with",
            "builds with another `--base-url` or `seawall.toml` need a cache of their own: let its key say which",
        )),
        "new" if is_most && n >= FEW => Some((
            "it knows none of these pages",
            "is it the cache of another branch, or of another `--content`? Let its key say which",
        )),
        "lost" if is_most => {
            Some(("the results in it are gone", "keep the whole folder `.cache/seawall`, not only the log in it"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(name: &str, steps: usize, run: usize) -> Round {
        Round { name: name.to_owned(), steps, run }
    }

    fn told(found: Found, kept: usize, reason: &Reason) -> Option<String> {
        let rounds = vec![round("assets", 5, 0), round("markdown", 40, 40 - kept), round("pages", 42, 40 - kept)];
        let effect = Effect { found, rounds, ..Effect::default() };
        let ran: Vec<Ran> =
            (0..40 - kept).map(|n| Ran { step: format!("fragment {n}.md"), reason: reason.clone() }).collect();
        warning(&effect, &ran).map(|finding| finding.message)
    }

    #[test]
    fn a_cache_that_served_nothing_is_told_with_the_reason() {
        let check = |found, kept, reason: &str, expected: Option<&str>| {
            let reason = match reason {
                "new" => Reason::New,
                "lost" => Reason::ResultLost,
                label => Reason::Changed(label.to_owned()),
            };
            let expected = expected.map(|expected| format!("the cache served nothing: {expected}"));
            assert_eq!(told(found, kept, &reason), expected);
        };
        check(Found::Nothing, 0, "new", None);
        check(Found::OtherTool, 0, "new", Some("it is of another version of Seawall"));
        check(Found::Steps(90), 0, "settings", Some("the configuration changed, which every page is made with"));
        check(Found::Steps(90), 0, "new", Some("it knows none of these pages"));
        check(Found::Steps(90), 0, "lost", Some("the results in it are gone"));
        check(Found::Steps(90), 0, "hooks", None);
        check(Found::Steps(90), 0, "source", None);
        check(Found::Steps(90), 20, "settings", None);
    }
}
