//! Whatever is done to a site between two builds, the second makes what a clean build makes: the same files,
//! the same headers, the same findings.
//!
//! `SEAWALL_CASES=100` runs so many more sequences of each kind, and `SEAWALL_SEED=7` the one that failed.

mod alone;
mod anywhere;
mod caches;
mod damage;
mod edits;
mod killed;
mod random;
mod site;

use crate::support::site::let_time_pass;
use crate::support::twin::Twin;
use damage::{DAMAGES, remembered};
use edits::Edit;
use random::Random;

/// Held while the election is counted; edits of the clock go back and forth around it.
const NOON: &str = "2026-11-23T12:00:00Z";

/// Among how many tests all kinds of edits are dealt out, so that they run side by side.
const N_HANDS: usize = 4;

#[test]
fn the_beginning_is_without_a_fault() {
    let twin = Twin::new(&site::files(), NOON);
    let built = twin.check().unwrap();
    assert_eq!(built.findings.iter().map(|finding| &finding.message).collect::<Vec<_>>(), Vec::<&String>::new());
    assert!(twin.check().unwrap().ran.is_empty());
}

#[test]
fn first_hand_of_edits() {
    hand(0);
}

#[test]
fn second_hand_of_edits() {
    hand(1);
}

#[test]
fn third_hand_of_edits() {
    hand(2);
}

#[test]
fn fourth_hand_of_edits() {
    hand(3);
}

#[test]
fn edits_with_damage_between() {
    for seed in seeds(1_000, 1) {
        let mut random = Random::new(seed);
        let mut kinds: Vec<_> = edits::all();
        random.shuffle(&mut kinds);
        let mut course = Course::begin(seed, random);
        let mut earlier = vec![remembered(&course.twin)];
        let mut damages = DAMAGES.to_vec();
        course.random.shuffle(&mut damages);
        for damage in damages {
            damage(&mut course.twin, &mut course.random, &earlier);
            // Sometimes there is the damage alone.
            for _ in 0..course.random.below(3) {
                let (name, edit) = kinds.pop().unwrap();
                course.edit(name, edit);
            }
            course.build();
            earlier.push(remembered(&course.twin));
        }
        course.end();
    }
}

/// Makes all edits of one hand, one to three between two builds.
fn hand(n: usize) {
    for seed in seeds(n, N_HANDS) {
        let mut random = Random::new(seed / N_HANDS as u64);
        let mut kinds = edits::all();
        random.shuffle(&mut kinds);
        let kinds: Vec<_> = kinds.into_iter().skip(usize::try_from(seed).unwrap() % N_HANDS).step_by(N_HANDS).collect();
        let mut course = Course::begin(seed, Random::new(seed));
        for (name, edit) in kinds {
            course.edit(name, edit);
            if course.random.once_in(3) {
                course.build();
            }
        }
        course.build();
        course.end();
    }
}

/// Returns the seeds from one on, `step` apart.
fn seeds(first: usize, step: usize) -> Vec<u64> {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<usize>().unwrap());
    match number("SEAWALL_SEED") {
        Some(seed) => vec![seed as u64],
        None => (0..=number("SEAWALL_CASES").unwrap_or(0)).map(|n| (first + n * step) as u64).collect(),
    }
}

/// One sequence of edits.
struct Course {
    twin: Twin,
    random: Random,
    /// The sources of the last build without errors.
    whole: std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>,
    is_broken: bool,
}

impl Course {
    fn begin(seed: u64, random: Random) -> Self {
        let mut twin = Twin::new(&site::files(), NOON);
        twin.tell(format!("SEAWALL_SEED={seed}"));
        // A clean build of the beginning is compared once, by a test of its own.
        twin.build().unwrap();
        let whole = twin.sources();
        Self { twin, random, whole, is_broken: false }
    }

    /// Makes an edit of this kind. What the last build found broken is mended first, mostly.
    fn edit(&mut self, name: &str, edit: Edit) {
        if self.is_broken && !self.random.once_in(4) {
            self.twin.tell("mended");
            self.twin.restore(&self.whole);
            self.is_broken = false;
        }
        if !edit(&mut self.twin, &mut self.random) {
            self.twin.tell(format!("({name}: nothing to edit)"));
        }
    }

    /// Ends a course: with `--nocapture` it says what was done.
    #[expect(clippy::print_stdout, reason = "the harness shows it where a test fails or somebody asks")]
    fn end(self) {
        println!("{}", self.twin.told.join("\n  "));
    }

    fn build(&mut self) {
        self.twin.tell("build");
        // What is as old as a build is not believed by the next one, which then looks at all of it.
        if self.random.once_in(2) {
            let_time_pass(&self.twin.order.site);
        }
        let outcome = self.twin.check();
        self.is_broken = outcome.as_ref().map_or(true, |built| built.findings.has_errors());
        if let (true, Ok(built)) = (self.is_broken, &outcome) {
            let first =
                built.findings.iter().find(|finding| finding.severity == seawall::base::finding::Severity::Error);
            self.twin.tell(format!("  found: {}", first.unwrap().message));
        }
        if !self.is_broken {
            self.whole = self.twin.sources();
        }
    }
}
