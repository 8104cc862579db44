//! What stops a command: a kind, a message, hints. One function turns the kind into an exit code.

use crate::base::finding::Findings;
use crate::base::sink::SinkError;
use crate::cloud::{self, ErrorKind};
use crate::config;
use crate::pipeline;
use crate::publish;

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The author's: the site has errors.
    Site,
    /// The user's: usage or configuration.
    Config,
    /// Another publisher's.
    Conflict,
    /// The cloud's.
    Cloud,
    /// Ours.
    Bug,
}

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub(super) struct Failure {
    pub kind: Kind,
    pub message: String,
    pub hints: Vec<String>,
    pub findings: Findings,
    /// What a build that found errors counted, for `--json`; null for all else.
    pub counts: serde_json::Value,
}

impl Failure {
    /// Returns a failure without hints. Messages have no period at the end.
    pub(super) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hints: Vec::new(),
            findings: Findings::default(),
            counts: serde_json::Value::Null,
        }
    }

    /// Returns this failure with advice.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Returns this failure with the findings that led to it.
    pub(super) fn because(self, findings: Findings) -> Self {
        Self { findings, ..self }
    }

    /// Returns this failure with what the build counted.
    pub(super) fn counting(self, counts: serde_json::Value) -> Self {
        Self { counts, ..self }
    }

    /// Returns the exit code: 1 findings · 2 usage · 3 conflict · 4 cloud · 70 bug (`EX_SOFTWARE`
    /// of sysexits.h).
    pub(super) fn exit_code(&self) -> u8 {
        match self.kind {
            Kind::Site => 1,
            Kind::Config => 2,
            Kind::Conflict => 3,
            Kind::Cloud => 4,
            Kind::Bug => 70,
        }
    }
}

impl From<pipeline::Error> for Failure {
    fn from(error: pipeline::Error) -> Self {
        match error {
            pipeline::Error::Config(config::Error::Invalid(findings)) => {
                Self::new(Kind::Config, "`seawall.toml` is not valid").because(findings)
            }
            pipeline::Error::Config(config::Error::File(error)) => {
                let mut findings = Findings::default();
                findings.push(error.into());
                Self::new(Kind::Config, "`seawall.toml` cannot be read").because(findings)
            }
            pipeline::Error::Broken(findings) => Self::new(Kind::Site, "the site has errors").because(findings),
            pipeline::Error::Sink(error) => error.into(),
        }
    }
}

impl From<SinkError> for Failure {
    fn from(error: SinkError) -> Self {
        Self::new(Kind::Config, format!("cannot {error}")).hint(error.hint())
    }
}

impl From<cloud::Error> for Failure {
    fn from(error: cloud::Error) -> Self {
        let kind = match error.kind() {
            ErrorKind::PreconditionFailed | ErrorKind::Conflict => Kind::Conflict,
            ErrorKind::PortInUse => Kind::Config,
            _ => Kind::Cloud,
        };
        let failure = Self::new(kind, format!("failed to {error}"));
        if error.operation() == "invalidate" {
            return failure
                .hint("the new pages are in the bucket; run it again, and the edge is told")
                .hint("is `distribution` right, and may these credentials invalidate?");
        }
        match hint(error.kind()) {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

fn hint(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NoBucket => "is `bucket` in `seawall.toml` right, and was the bucket made?",
        ErrorKind::WrongRegion => "set `region` of the target to the region of the bucket",
        ErrorKind::Denied => "are these the right credentials, and may they write to this bucket?",
        ErrorKind::NoCredentials => "set `AWS_PROFILE`, or `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`",
        ErrorKind::Throttled => "wait a minute and run it again: what may have been written is written again",
        ErrorKind::Unreachable => "is the network up, and is `endpoint` or `region` right?",
        ErrorKind::PortInUse => "choose another port with `--port`; 0 takes a free one",
        ErrorKind::PreconditionFailed | ErrorKind::Conflict => "run it again: it starts from what is live now",
        _ => return None,
    })
}

impl From<publish::Error> for Failure {
    fn from(error: publish::Error) -> Self {
        let message = format!("failed to {error}");
        match error {
            publish::Error::Cloud(error) => error.into(),
            publish::Error::Body(error) => error.into(),
            publish::Error::NotEmpty { .. } => Self::new(Kind::Conflict, message)
                .hint("is it the right bucket? `--adopt` publishes beside what is there")
                .hint("or set a `prefix` for this target"),
            publish::Error::HeadMoved { .. } => {
                Self::new(Kind::Conflict, message).hint("run it again: it starts from what is live now")
            }
            publish::Error::Changed { .. } => {
                Self::new(Kind::Conflict, message).hint("is another build writing to the output folder? Run it again")
            }
            publish::Error::NoPages => Self::new(Kind::Site, message),
            publish::Error::Format { .. } => {
                Self::new(Kind::Cloud, message).hint("was it written by a newer Seawall, or by another program?")
            }
        }
    }
}
