//! Where the time of a build went: as text, and as JSON.

use std::time::Duration;

use serde_json::{Value, json};

use super::text::grouped;
use crate::base::timings::{Answers, Asked, Part, Times};

/// How many lines of each table are shown.
const MOST_LINES: usize = 15;

/// An answer that holds at least this many pages is looked at.
const MANY: usize = 50;

/// Something that shows very many pages on very many pages.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wide<'a> {
    asked: &'a Asked,
    /// How many times it got that many.
    n_times: usize,
    /// How many there were in the largest answer.
    size: usize,
}

/// Returns what asks for at least half of all `n_pages` on more than a tenth of them, the widest first.
fn wide(times: &Times, n_pages: usize) -> Vec<Wide<'_>> {
    let many = (n_pages / 2).max(MANY);
    let mut wide: Vec<Wide<'_>> = times
        .answers
        .iter()
        .filter_map(|Answers { asked, sizes }| {
            let n_times = sizes.iter().filter(|size| **size >= many).count();
            let size = sizes.iter().copied().max()?;
            (n_times * 10 > n_pages.max(MANY)).then_some(Wide { asked, n_times, size })
        })
        .collect();
    wide.sort_by_key(|one| std::cmp::Reverse(one.n_times * one.size));
    wide
}

/// Returns it as text.
pub fn text(times: &Times, n_pages: usize) -> String {
    let mut text = format!("{:<28} {:>9} {:>9} {:>8} {:>8}\n", "phase", "time", "threads", "ran", "stood");
    for phase in times.phases.iter().filter(|phase| phase.wall.as_micros() >= 50 || phase.n_steps > 0) {
        let (steps, ran, stood) = match phase.n_steps {
            0 => (String::new(), String::new(), String::new()),
            n => (ms(phase.steps), grouped(phase.n_run as u64), grouped((n - phase.n_run) as u64)),
        };
        text.push_str(&format!("{:<28} {:>9} {steps:>9} {ran:>8} {stood:>8}\n", phase.name, ms(phase.wall)));
    }
    text.push_str(&format!("{:<28} {:>9}\n", "all", ms(times.wall)));
    if times.phases.iter().any(|phase| phase.n_run > 0) {
        text.push_str("\nslowest steps\n");
        times.slowest.iter().take(5).for_each(|slow| text.push_str(&format!("{:>9}  {}\n", ms(slow.took), slow.step)));
    }
    for (kind, title) in KINDS {
        text.push_str(&table(times, kind, title));
    }
    if times.phases.iter().any(|phase| phase.name == "pages" && phase.n_steps > 0 && phase.n_run == 0) {
        text.push_str("\nno page was rendered: with `--no-cache` all are\n");
    }
    for Wide { asked: Asked { part, inside, function }, n_times, size } in wide(times, n_pages) {
        let inside = if inside == part { String::new() } else { format!(", in `{inside}`,") };
        let (n, times) = (grouped(size as u64), grouped(n_times as u64));
        text.push_str(&format!("\n`{part}`{inside} asks `{function}` for {n} pages on each of {times} pages\n"));
        text.push_str(&format!("hint: {}\n", hint(function)));
    }
    text
}

/// Each kind of part with the title of its table.
const KINDS: [(&str, &str); 4] = [
    ("template", "templates"),
    ("component", "components"),
    ("function", "functions of templates"),
    ("code", "highlighted code"),
];

fn table(times: &Times, kind: &str, title: &str) -> String {
    let parts: Vec<&Part> = times.parts.iter().filter(|part| part.kind == kind).collect();
    if parts.is_empty() {
        return String::new();
    }
    let mut text =
        format!("\n{title:<28} {:>7} {:>9} {:>9} {:>9} {:>9}  {}\n", "times", "total", "own", "mean", "worst", "on");
    for part in parts.iter().take(MOST_LINES) {
        let mean = part.total / u32::try_from(part.count).unwrap_or(u32::MAX).max(1);
        text.push_str(&format!(
            "{:<28} {:>7} {:>9} {:>9} {:>9} {:>9}  {}\n",
            part.name,
            grouped(part.count as u64),
            ms(part.total),
            ms(part.own),
            ms(mean),
            ms(part.worst),
            part.worst_for
        ));
    }
    if let Some(n @ 1..) = parts.len().checked_sub(MOST_LINES) {
        text.push_str(&format!("and {n} more; `--json` has all\n"));
    }
    text
}

/// Returns what to do about a template that shows very many pages on very many pages.
fn hint(function: &str) -> &'static str {
    match function {
        "related" => "give it a smaller `limit`",
        "pages" | "query" => "give it a `limit`, or show the list on one page and link to it",
        "get_section" | "get_taxonomy" | "get_taxonomy_term" => {
            "ask `pages` or `query` with a `limit`, or show the list on one page and link to it"
        }
        _ => "show the list on one page and link to it",
    }
}

/// Returns a time in milliseconds, or in microseconds where it is very short.
fn ms(took: Duration) -> String {
    let ms = took.as_secs_f64() * 1000.0;
    match ms {
        ms if ms >= 100.0 => format!("{} ms", grouped(ms.round() as u64)),
        ms if ms >= 0.1 => format!("{ms:.1} ms"),
        _ => format!("{} µs", took.as_micros()),
    }
}

/// Returns the value of `timings` in the JSON of a build; all times are in seconds.
pub fn json(times: &Times, n_pages: usize) -> Value {
    let seconds = |took: Duration| took.as_secs_f64();
    let phases = times.phases.iter().map(|phase| {
        json!({
            "name": phase.name,
            "wall": seconds(phase.wall),
            "steps": seconds(phase.steps),
            "n_steps": phase.n_steps,
            "n_run": phase.n_run,
        })
    });
    let parts = times.parts.iter().map(|part| {
        json!({
            "kind": part.kind,
            "name": part.name,
            "count": part.count,
            "total": seconds(part.total),
            "own": seconds(part.own),
            "worst": seconds(part.worst),
            "worst_for": part.worst_for,
        })
    });
    let slowest = times.slowest.iter().map(|slow| json!({ "step": slow.step, "seconds": seconds(slow.took) }));
    let wide = wide(times, n_pages);
    let wide = wide.iter().map(|Wide { asked: Asked { part, inside, function }, n_times, size }| {
        json!({ "part": part, "inside": inside, "function": function, "pages": size, "times": n_times, "hint": hint(function) })
    });
    json!({
        "wall": seconds(times.wall),
        "phases": phases.collect::<Vec<Value>>(),
        "slowest": slowest.collect::<Vec<Value>>(),
        "parts": parts.collect::<Vec<Value>>(),
        "all_pages_on_each_page": wide.collect::<Vec<Value>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(sizes: Vec<usize>, n_pages: usize) -> Vec<(String, usize, usize)> {
        let asked = Asked { part: "page.html".to_owned(), inside: "menu".to_owned(), function: "pages" };
        let answers = vec![Answers { asked, sizes }];
        let times = Times { answers, ..Times::default() };
        wide(&times, n_pages).iter().map(|one| (one.asked.part.clone(), one.n_times, one.size)).collect()
    }

    #[test]
    fn all_pages_on_each_page_are_found() {
        assert_eq!(told(vec![300; 300], 300), [("page.html".to_owned(), 300, 300)]);
        // On one page, or few, or on a small site: that is what lists are for.
        assert_eq!(told(vec![300; 1], 300), []);
        assert_eq!(told([vec![300; 30], vec![5; 270]].concat(), 300), []);
        assert_eq!(told(vec![10; 10], 10), []);
        assert_eq!(told(vec![5; 300], 300), []);
    }

    #[test]
    fn times_are_readable() {
        assert_eq!(ms(Duration::from_micros(1_250)), "1.2 ms");
        assert_eq!(ms(Duration::from_micros(99)), "99 µs");
        assert_eq!(ms(Duration::from_millis(12_345)), "12,345 ms");
    }
}
