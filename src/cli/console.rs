//! The terminal. Data goes to standard output, everything else to standard error.
//!
//! A closed pipe is the reader's choice and never an error, so failed writes are dropped here.

use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::Path;
use std::process::ExitCode;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use super::excerpt::Excerpt;
use super::failure::Failure;
use super::options::{Color, Common};
use crate::base::files::Files;
use crate::base::finding::{Finding, Findings, Severity};
use crate::content::theme;
use crate::report::{annotation, json};

/// How many findings are drawn; more than that help nobody.
const MOST_FINDINGS: usize = 20;

/// Where a command talks.
#[derive(Debug)]
pub(super) struct Console {
    is_json: bool,
    is_quiet: bool,
    has_color: bool,
    /// Whether findings are also said in the words of GitHub Actions.
    is_github: bool,
}

impl Console {
    /// Returns the console these options ask for.
    #[expect(clippy::disallowed_methods, reason = "`cli` is where the environment is read")]
    pub(super) fn new(common: &Common) -> Self {
        let wants_none = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let has_color = match common.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => stderr().is_terminal() && !wants_none,
        };
        let is_github = std::env::var("GITHUB_ACTIONS").is_ok_and(|value| value == "true");
        Self { is_json: common.json, is_quiet: common.quiet, has_color, is_github }
    }

    /// Returns whether a bar can be drawn.
    pub(super) fn has_bars(&self) -> bool {
        !self.is_json && !self.is_quiet && stderr().is_terminal()
    }

    /// Prints what was asked for.
    pub(super) fn data(&self, text: &str, json: impl FnOnce() -> serde_json::Value) {
        let text = if self.is_json { format!("{}\n", json()) } else { harmless(text) };
        let _ = stdout().write_all(text.as_bytes()).and_then(|()| stdout().flush());
    }

    /// Tells the user something that is not data.
    pub(super) fn note(&self, text: &str) {
        if !self.is_quiet && !self.is_json && !text.is_empty() {
            self.say(&format!("{}\n", harmless(text)));
        }
    }

    /// Tells what an error is about, also to those who want to hear of errors only.
    pub(super) fn lines(&self, text: &str) {
        self.say(&harmless(text));
    }

    /// Draws findings over their source lines.
    pub(super) fn findings(&self, site: &Path, findings: &Findings) {
        let shown = findings.iter().filter(|finding| !self.is_quiet || finding.severity == Severity::Error);
        for finding in shown.clone().take(MOST_FINDINGS) {
            self.say(&self.draw(&Files::new(site), finding));
            if self.is_github {
                self.say(&format!("{}\n", annotation::github(&plain(finding), &site.to_string_lossy())));
            }
        }
        let n_more = shown.count().saturating_sub(MOST_FINDINGS);
        if n_more > 0 {
            self.say(&format!("and {n_more} more; `--json` lists all.\n"));
        }
    }

    /// Tells why a command did not do what it was asked.
    pub(super) fn failure(&self, failure: &Failure) {
        if self.is_json {
            let value = json::failure(
                &failure.message,
                failure.exit_code(),
                &failure.hints,
                failure.findings.iter(),
                &failure.counts,
            );
            let _ = writeln!(stdout(), "{value}");
        }
        let mut text = format!("error: {}.\n", failure.message);
        for hint in &failure.hints {
            text.push_str(&format!("hint: {hint}\n"));
        }
        self.say(&harmless(&text));
    }

    fn say(&self, text: &str) {
        let _ = stderr().write_all(text.as_bytes());
    }

    fn draw(&self, files: &Files, finding: &Finding) -> String {
        let finding = &plain(finding);
        let source = finding.place.as_ref().and_then(|place| {
            let embedded = theme::embedded_text(&place.file).map(str::to_owned);
            Some(Excerpt::new(&files.read_text(&place.file).ok().or(embedded)?, place))
        });
        let drawn = Drawn { finding, source };
        let theme = if self.has_color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme).with_links(false).with_width(100);
        let mut text = String::new();
        // Writing to a `String` cannot fail; a finding without a drawing still has its message.
        if handler.render_report(&mut text, &drawn).is_err() {
            text = format!("{}: {}\n", label(finding), finding.message);
        }
        text
    }
}

/// Prints what clap says of wrong usage, or the help that was asked for.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}

/// Returns text in which no name of a file or key can move the cursor or turn the writing.
fn harmless(text: &str) -> String {
    let is_harmful = |character: char| {
        (character.is_control() && character != '\n' && character != '\t')
            || ('\u{202a}'..='\u{202e}').contains(&character)
    };
    text.replace(is_harmful, "\u{fffd}")
}

/// Returns a finding whose words cannot move the cursor, or pass for a command of a CI service.
fn plain(finding: &Finding) -> Finding {
    let plain = |text: &str| harmless(&text.replace(['\n', '\t'], " "));
    let hint = finding.hint.as_deref().map(plain);
    Finding { message: plain(&finding.message), hint, ..finding.clone() }
}

fn label(finding: &Finding) -> String {
    finding.place.as_ref().map_or(String::new(), |place| place.file.to_string())
}

/// A finding as miette wants to see it.
#[derive(Debug)]
struct Drawn<'a> {
    finding: &'a Finding,
    source: Option<Excerpt>,
}

impl std::fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.finding.message)?;
        match &self.finding.place {
            // Without its text the place must be in the message.
            Some(place) if self.source.is_none() => write!(f, " ({}:{}:{})", place.file, place.line, place.column),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Drawn<'_> {}

impl Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        let kind = match self.finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        Some(Box::new(format!("{kind}[{}]", self.finding.code)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.finding.hint.as_ref().map(|hint| Box::new(hint) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_with_span(None, self.source.as_ref()?.mark);
        Some(Box::new(std::iter::once(label)))
    }
}
