//! The program itself, run as a user runs it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What a command printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    /// Returns the one JSON object on standard output.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Returns the program with an environment that holds nothing of the machine's.
pub(crate) fn seawall(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seawall"));
    command.args(arguments).stdin(Stdio::null());
    for name in
        ["COLUMNS", "GITHUB_ACTIONS", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]
    {
        command.env_remove(name);
    }
    let nowhere = Path::new("/nonexistent");
    command.env("AWS_CONFIG_FILE", nowhere).env("AWS_SHARED_CREDENTIALS_FILE", nowhere);
    command.env("AWS_EC2_METADATA_DISABLED", "true").env("NO_COLOR", "1").env("RUST_BACKTRACE", "0");
    command
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A command that goes on until it is dropped.
pub(crate) struct Running {
    child: Child,
    /// What it printed on standard output up to `serving …`.
    pub(crate) stdout: String,
    /// The address behind `serving`.
    pub(crate) address: String,
}

impl Running {
    /// Starts a command and waits until it says `serving ADDRESS`.
    #[track_caller]
    pub(crate) fn start(command: &mut Command) -> Self {
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut running = Self { child, stdout: String::new(), address: String::new() };
        let mut lines = BufReader::new(running.child.stdout.take().unwrap()).lines();
        while running.address.is_empty() {
            let line = lines.next().unwrap_or_else(|| panic!("it ended early: {}", running.stdout)).unwrap();
            match line.strip_prefix("serving ") {
                Some(address) => running.address = address.to_owned(),
                None => running.stdout.push_str(&format!("{line}\n")),
            }
        }
        running
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
