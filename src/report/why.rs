//! Why an artifact is what it is: as text, and as `seawall.why/1`.

use serde_json::{Value, json};

use super::explain::phrase;
use super::fold::{Detail, some};
use super::text::{bytes, count};
use crate::explain::{Asked, Served, SourceFile, State, Told, Use, Why};
use crate::incremental::Reason;

/// How many questions of one kind are told one by one.
const FEW: usize = 3;

/// Marks what changed since the last build.
const CHANGED: &str = "* ";

/// Returns it as text.
pub fn text(why: &Why, detail: Detail) -> String {
    match why {
        Why::Served(served) => of_served(served, detail),
        Why::Source(used) => of_source(used, detail),
    }
}

fn of_served(served: &Served, detail: Detail) -> String {
    let mut text = format!("{}\n", served.url);
    let mut line = |label: &str, value: &str| text.push_str(&format!("  {label:<9} {value}\n"));
    if let Some(told) = served.steps.first() {
        line("made by", &format!("the step `{}`", told.step));
    }
    if let Some(told) = served.steps.get(1) {
        line("", &format!("its text by `{}`", told.step));
    }
    if let Some(entry) = &served.entry {
        let class = json!(entry.class);
        line(
            "served as",
            &format!("{}, {}, class {}", entry.media_type, bytes(entry.length), class.as_str().unwrap_or("")),
        );
    }
    for (n, said) in now(served).iter().enumerate() {
        line(if n == 0 { "now" } else { "" }, said);
    }
    if !served.used_by.is_empty() {
        let paths: Vec<&str> = served.used_by.iter().map(|path| path.as_str()).collect();
        line("used by", &some(&paths, detail));
    }
    if !served.files.is_empty() {
        text.push_str("\ncomes from\n");
        let is_shown = |one: &&SourceFile| detail == Detail::All || !one.built_in;
        let shown: Vec<&SourceFile> = served.files.iter().filter(is_shown).collect();
        let width = shown.iter().map(|one| one.file.as_str().len()).max().unwrap_or(0).min(60);
        for one in &shown {
            let mark = if served.changed.contains(&one.file) { CHANGED } else { "  " };
            text.push_str(&format!("{mark}{:<width$}  {}\n", one.file.as_str(), one.role));
        }
        match served.files.len() - shown.len() {
            0 => {}
            1 => text.push_str("  and 1 file of the theme in the program; `-v` names it\n"),
            n => text.push_str(&format!("  and {n} files of the theme in the program; `-v` names them\n")),
        }
    }
    for told in &served.steps {
        text.push_str(&of_step(told, detail));
    }
    if text.contains(&format!("\n{CHANGED}")) {
        text.push_str("\n* changed since the last build\n");
    }
    text
}

/// Returns what a build would do, in a few lines.
fn now(served: &Served) -> Vec<String> {
    match served.state {
        State::Stands => return vec!["stands as it was built: nothing that it comes from has changed".to_owned()],
        State::New => return vec!["would be built for the first time".to_owned()],
        State::Gone => {
            return vec!["would be removed: an earlier build wrote it, and nothing makes it any more".to_owned()];
        }
        State::Broken => {
            return vec!["stays as it was built: now it cannot be, because the site has errors".to_owned()];
        }
        State::Again => {}
    }
    let mut lines = Vec::new();
    for told in &served.steps {
        let Some(reason) = &told.reason else { continue };
        let what = if lines.is_empty() { "would be built again" } else { "and its text would be rendered again" };
        lines.push(format!("{what}: {}", reason_of(told, reason)));
    }
    if !served.changed.is_empty() {
        let files: Vec<&str> = served.changed.iter().map(|file| file.as_str()).collect();
        lines.push(format!("changed since the last build: {}", some(&files, Detail::Few)));
    }
    lines
}

/// Returns why a step would run; what else has changed is marked below.
fn reason_of(told: &Told, reason: &Reason) -> String {
    let kind = told.step.split(' ').next().unwrap_or("");
    let n_changed = told.given.iter().filter(|given| given.changed).count()
        + told.asked.iter().filter(|asked| asked.changed).count();
    match (reason, n_changed) {
        (Reason::ResultLost, _) => phrase(kind, reason),
        (Reason::New, _) => "it is new".to_owned(),
        (reason, 0 | 1) => phrase(kind, reason),
        (reason, n) => format!("{}, and {} (see *)", phrase(kind, reason), count(n - 1, "more thing")),
    }
}

fn of_step(told: &Told, detail: Detail) -> String {
    let mut text = format!("\n{} was given\n", told.step);
    for given in &told.given {
        let mark = if given.changed { CHANGED } else { "  " };
        let raw = if detail == Detail::All { format!(" [{}]", given.label) } else { String::new() };
        text.push_str(&format!("{mark}{}{raw}\n", given.words));
    }
    if told.asked.is_empty() {
        return text;
    }
    text.push_str(&format!("and asked ({})\n", told.asked.len()));
    if detail == Detail::All {
        for asked in &told.asked {
            let mark = if asked.changed { CHANGED } else { "  " };
            text.push_str(&format!("{mark}{} [{}]\n", asked.words.phrase(), asked.question));
        }
        return text;
    }
    let mut order: Vec<(&str, Vec<&Asked>)> = Vec::new();
    for asked in &told.asked {
        if asked.changed {
            text.push_str(&format!("{CHANGED}{}\n", asked.words.phrase()));
            continue;
        }
        match order.iter_mut().find(|(about, _)| *about == asked.words.about.0) {
            Some((_, all)) => all.push(asked),
            None => order.push((asked.words.about.0, vec![asked])),
        }
    }
    for (_, all) in order {
        let items: Vec<&str> = all.iter().map(|asked| asked.words.item.as_str()).collect();
        if all.len() > FEW && !all[0].words.about.1.is_empty() {
            text.push_str(&format!("  {} {}\n", all[0].words.about.1, some(&items, detail)));
        } else {
            all.iter().for_each(|asked| text.push_str(&format!("  {}\n", asked.words.phrase())));
        }
    }
    text
}

fn of_source(used: &Use, detail: Detail) -> String {
    let Use { file, used_by } = used;
    let paths: Vec<&str> = used_by.iter().map(|path| path.as_str()).collect();
    match paths.len() {
        0 => format!("{file}\n  is not served, and nothing that is served comes from it\n"),
        1 => format!("{file}\n  is not served itself; one thing comes from it: {}\n", paths[0]),
        n => format!("{file}\n  is not served itself; {n} things come from it: {}\n", some(&paths, detail)),
    }
}

/// Returns `seawall.why/1`.
pub fn json(address: &str, why: &Why) -> Value {
    let served = match why {
        Why::Served(served) => served,
        Why::Source(Use { file, used_by }) => {
            return json!({ "format": "seawall.why/1", "asked": address, "file": file, "used_by": used_by });
        }
    };
    let steps: Vec<Value> = served.steps.iter().map(step).collect();
    let artifact = served.entry.as_ref().map(|entry| {
        json!({
            "digest": entry.digest,
            "length": entry.length,
            "media_type": entry.media_type,
            "class": entry.class,
            "role": entry.role,
            "tags": entry.tags,
        })
    });
    json!({
        "format": "seawall.why/1",
        "asked": address,
        "url": served.url,
        "state": served.state,
        "artifact": artifact,
        "steps": steps,
        "files": served.files,
        "used_by": served.used_by,
        "changed": served.changed,
    })
}

fn step(told: &Told) -> Value {
    let kind = told.step.split(' ').next().unwrap_or("");
    let asked: Vec<Value> = told
        .asked
        .iter()
        .map(|Asked { question, words, changed }| {
            json!({ "question": question, "words": words.phrase(), "files": words.files, "changed": changed })
        })
        .collect();
    json!({
        "step": told.step,
        "reason": told.reason,
        "words": told.reason.as_ref().map(|reason| phrase(kind, reason)),
        "given": told.given,
        "asked": asked,
    })
}
