//! Where the time of a run went, for whoever asks with `--timings`.
//!
//! Comes in: the notifications of a run, and samples of what was done inside of it. Goes out: sums. Nothing here is
//! ever part of an output, and without a collector nobody looks at a clock.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::progress::Event;

/// How many of the slowest are kept.
const MOST_SLOW: usize = 10;

/// Takes the times of one run.
#[derive(Debug)]
pub struct Timings {
    started: Instant,
    book: Mutex<Book>,
}

#[derive(Debug, Default)]
struct Book {
    /// The part of the work that began last, and the round inside of it.
    now: Vec<String>,
    since: Option<Instant>,
    phases: Vec<Phase>,
    slowest: Vec<Slow>,
    parts: BTreeMap<(&'static str, String), Part>,
    answers: BTreeMap<Asked, Vec<usize>>,
}

/// One part of the work.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Phase {
    /// What it is called.
    pub name: String,
    /// By the clock on the wall.
    pub wall: Duration,
    /// The steps of it together, which may run side by side.
    pub steps: Duration,
    /// How many steps it has.
    pub n_steps: usize,
    /// How many of them ran; the others stood.
    pub n_run: usize,
}

/// One step that took long.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slow {
    /// The step.
    pub step: String,
    /// How long it took.
    pub took: Duration,
}

/// What was done many times under one name.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Part {
    /// Of which kind it is.
    pub kind: &'static str,
    /// What it is called.
    pub name: String,
    /// How often it was done.
    pub count: usize,
    /// How long all of it took.
    pub total: Duration,
    /// The same without the parts inside of it that are told on their own.
    pub own: Duration,
    /// How long the slowest took.
    pub worst: Duration,
    /// For whom the slowest was done.
    pub worst_for: String,
}

/// What was asked, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked {
    /// The part that was being rendered as a whole.
    pub part: String,
    /// The part inside of it that asked; the same where it did so itself.
    pub inside: String,
    /// What was asked.
    pub function: &'static str,
}

/// How large the answers were that one part got from one function.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    /// What was asked, and where.
    pub asked: Asked,
    /// The number of things in each answer.
    pub sizes: Vec<usize>,
}

/// One thing that was done.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    /// Of which kind it is.
    pub kind: &'static str,
    /// What it is called.
    pub name: &'a str,
    /// For whom it was done.
    pub for_whom: &'a str,
    /// How long it took.
    pub took: Duration,
    /// How much of that is told on its own.
    pub inside: Duration,
}

/// Where the time went.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Times {
    /// All of it, by the clock on the wall.
    pub wall: Duration,
    /// The parts of the work in their order.
    pub phases: Vec<Phase>,
    /// The slowest steps, the slowest first.
    pub slowest: Vec<Slow>,
    /// What was done many times, the longest first.
    pub parts: Vec<Part>,
    /// How large answers were.
    pub answers: Vec<Answers>,
}

impl Default for Timings {
    fn default() -> Self {
        Self { started: Instant::now(), book: Mutex::default() }
    }
}

impl Timings {
    /// Takes one notification of the run.
    pub fn event(&self, event: Event<'_>) {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::Advance => {}
            Event::Enter(name) => book.go_on(|now| *now = vec![name.to_owned()]),
            Event::Begin(name, _) => book.go_on(|now| now.push(name.to_owned())),
            Event::End => book.go_on(|now| {
                now.pop();
            }),
        }
    }

    /// Takes the time of one step.
    pub fn step(&self, (round, step): (&str, &str), took: Duration, has_run: bool) {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let phase = book.phase(round);
        phase.steps += took;
        phase.n_steps += 1;
        phase.n_run += usize::from(has_run);
        let at = book.slowest.partition_point(|slow| slow.took >= took);
        if at < MOST_SLOW {
            book.slowest.insert(at, Slow { step: step.to_owned(), took });
            book.slowest.truncate(MOST_SLOW);
        }
    }

    /// Takes the time of one thing that was done.
    pub fn sample(&self, sample: Sample<'_>) {
        let Sample { kind, name, for_whom, took, inside } = sample;
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let part = book.parts.entry((kind, name.to_owned())).or_default();
        part.count += 1;
        part.total += took;
        part.own += took.saturating_sub(inside);
        if took >= part.worst {
            (part.worst, part.worst_for) = (took, for_whom.to_owned());
        }
    }

    /// Takes the number of things in an answer.
    pub fn answer(&self, asked: Asked, size: usize) {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        book.answers.entry(asked).or_default().push(size);
    }

    /// Returns where the time went up to now.
    pub fn times(&self) -> Times {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        book.go_on(Vec::clear);
        let named =
            |((kind, name), part): (&(&'static str, String), &Part)| Part { kind, name: name.clone(), ..part.clone() };
        let mut parts: Vec<Part> = book.parts.iter().map(named).collect();
        parts.sort_by_key(|part| std::cmp::Reverse(part.total));
        let answers = book.answers.iter();
        let answers = answers.map(|(asked, sizes)| Answers { asked: asked.clone(), sizes: sizes.clone() });
        Times {
            wall: self.started.elapsed(),
            phases: book.phases.clone(),
            slowest: book.slowest.clone(),
            parts,
            answers: answers.collect(),
        }
    }
}

impl Book {
    /// Gives the time since the last change to what was being done, and goes on to something else.
    fn go_on(&mut self, change: impl FnOnce(&mut Vec<String>)) {
        let now = Instant::now();
        let took = self.since.replace(now).map_or(Duration::ZERO, |since| now - since);
        if let Some(name) = self.now.last().cloned() {
            self.phase(&name).wall += took;
        }
        change(&mut self.now);
        if let Some(name) = self.now.last().cloned() {
            self.phase(&name);
        }
    }

    fn phase(&mut self, name: &str) -> &mut Phase {
        let at = self.phases.iter().position(|phase| phase.name == name).unwrap_or_else(|| {
            self.phases.push(Phase { name: name.to_owned(), ..Phase::default() });
            self.phases.len() - 1
        });
        &mut self.phases[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_told_apart_from_the_phase_around_it() {
        let timings = Timings::default();
        for event in
            [Event::Enter("assets"), Event::Begin("styles", 1), Event::Advance, Event::End, Event::Enter("check")]
        {
            timings.event(event);
        }
        timings.step(("styles", "asset a.css"), Duration::from_millis(7), true);
        let Times { phases, slowest, .. } = timings.times();
        let names: Vec<&str> = phases.iter().map(|phase| phase.name.as_str()).collect();
        assert_eq!(names, ["assets", "styles", "check"]);
        assert_eq!((phases[1].n_steps, phases[1].n_run, phases[1].steps.as_millis()), (1, 1, 7));
        assert_eq!(slowest[0].step, "asset a.css");
    }

    #[test]
    fn what_is_inside_is_taken_off() {
        let timings = Timings::default();
        for (took, for_whom) in [(3, "a"), (9, "b"), (1, "c")] {
            let (took, inside) = (Duration::from_millis(took), Duration::from_millis(1));
            timings.sample(Sample { kind: "template", name: "page.html", for_whom, took, inside });
        }
        let times = timings.times();
        let [part] = &times.parts[..] else { panic!("one part") };
        assert_eq!((part.count, part.total.as_millis(), part.own.as_millis()), (3, 13, 10));
        assert_eq!((part.worst.as_millis(), &*part.worst_for), (9, "b"));
    }

    #[test]
    fn only_the_slowest_are_kept_and_in_order() {
        let timings = Timings::default();
        for took in [4, 90, 2, 8, 1, 3, 7, 6, 5, 10, 11, 12] {
            timings.step(("pages", "page /"), Duration::from_millis(took), true);
        }
        let slowest: Vec<u128> = timings.times().slowest.iter().map(|slow| slow.took.as_millis()).collect();
        assert_eq!(slowest, [90, 12, 11, 10, 8, 7, 6, 5, 4, 3]);
    }
}
