//! What is served now: the last good output, its bodies, and what is wrong since.

use std::sync::Arc;

use serde::Serialize;
use tokio::sync::{Semaphore, watch};

use super::changes::Changes;
use crate::base::finding::{Finding, Findings, Severity};
use crate::base::output::Output;
use crate::base::sink::Memory;

/// More errors than this help nobody; the terminal shows as many.
const MOST_WRONG: usize = 20;

/// How many pages may listen at once. A browser opens six connections to one server at most, and hidden pages do not
/// listen, so this is several browsers.
const MOST_LISTENERS: usize = 64;

/// Whether pages are told of builds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Refresh {
    /// A script is added to each page, which listens.
    #[default]
    Live,
    /// Pages are served as they are.
    ByHand,
}

/// What is served, and who waits for something new.
#[derive(Debug)]
pub struct Shown {
    pub(super) refresh: Refresh,
    pub(super) bodies: Memory,
    pub(super) room: Arc<Semaphore>,
    now: watch::Sender<Now>,
}

/// What there is at one moment.
#[derive(Debug, Clone, Default)]
pub(super) struct Now {
    /// The last output; none before the first build is done.
    pub output: Option<Arc<Output>>,
    /// Why the last build is not shown, or not all of it.
    pub wrong: Arc<Wrong>,
}

/// What is wrong with a site, as a page tells it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Wrong {
    errors: Vec<Mistake>,
    /// How many more there are.
    n_more: usize,
}

#[derive(Debug, Serialize)]
struct Mistake {
    place: Option<String>,
    message: String,
    hints: Vec<String>,
}

impl Shown {
    /// Returns a place for outputs; nothing is there yet.
    pub fn new(refresh: Refresh) -> Self {
        let (now, _) = watch::channel(Now::default());
        Self { refresh, bodies: Memory::default(), room: Arc::new(Semaphore::new(MOST_LISTENERS)), now }
    }

    /// Returns the sink that builds put their bodies into.
    pub fn sink(&self) -> &Memory {
        &self.bodies
    }

    /// Shows another output from now on, and returns what is different. One that has errors is laid over the last:
    /// what it lacks stays as it was.
    pub fn show(&self, mut output: Output, findings: &Findings) -> Changes {
        let last = self.now().output;
        if let Some(last) = last.as_ref().filter(|_| findings.has_errors()) {
            for entry in last.entries() {
                // What is there already stays.
                output.add(entry.clone());
            }
        }
        let changes = Changes::between(last.as_deref().unwrap_or(&Output::default()), &output);
        self.now.send_replace(Now { output: Some(Arc::new(output)), wrong: Arc::new(Wrong::of(findings)) });
        changes
    }

    /// Tells why there is no new output; the last one stays.
    pub fn fail(&self, message: &str, hints: &[String], findings: &Findings) {
        let mut wrong = Wrong::of(findings);
        if wrong.errors.is_empty() {
            let error = Mistake { place: None, message: message.to_owned(), hints: hints.to_vec() };
            wrong.errors.push(error);
        }
        self.now.send_modify(|now| now.wrong = Arc::new(wrong));
    }

    /// Returns what there is now.
    pub(super) fn now(&self) -> Now {
        self.now.borrow().clone()
    }

    /// Returns what there is now, and waits for what comes.
    pub(super) fn follow(&self) -> watch::Receiver<Now> {
        self.now.subscribe()
    }
}

impl Default for Shown {
    fn default() -> Self {
        Self::new(Refresh::default())
    }
}

impl Wrong {
    /// Warnings are the terminal's: a page that works is not covered.
    fn of(findings: &Findings) -> Self {
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
        let n_more = errors.clone().count().saturating_sub(MOST_WRONG);
        Self { errors: errors.take(MOST_WRONG).map(Mistake::of).collect(), n_more }
    }
}

impl Mistake {
    fn of(finding: &Finding) -> Self {
        let place = finding.place.as_ref();
        Self {
            place: place.map(|place| format!("{}:{}:{}", place.file, place.line, place.column)),
            message: finding.message.clone(),
            hints: finding.hint.iter().cloned().collect(),
        }
    }
}
