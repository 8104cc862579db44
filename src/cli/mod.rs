//! The command line: the only place that prints, asks or exits.
//!
//! Comes in: arguments and the environment. Goes out: text on the terminal and an exit code. One file
//! per command; the doc comment of its arguments is its manual page.

mod arguments;
mod before;
mod build;
mod console;
mod excerpt;
mod failure;
mod init;
mod local;
mod options;
mod progress;
mod publish;
mod serve;
mod target;
mod telling;
mod verify;
mod why;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use console::Console;
use failure::{Failure, Kind};

/// Runs the program and returns its exit code.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return console::usage(&error),
    };
    let console = Console::new(&arguments.common);
    // The default hook has printed the message and the place of a panic by the time it gets here.
    let result = catch_unwind(AssertUnwindSafe(|| execute(&arguments, &console)));
    let failure = match result {
        Ok(Ok(())) => return ExitCode::SUCCESS,
        Ok(Err(failure)) => failure,
        Err(_) => Failure::new(Kind::Bug, "Seawall stopped at a bug of its own")
            .hint("please report it with the message above"),
    };
    console.failure(&failure);
    ExitCode::from(failure.exit_code())
}

fn execute(arguments: &Arguments, console: &Console) -> Result<(), Failure> {
    arguments.common.apply()?;
    match &arguments.command {
        Command::Build(command) => build::run(command, &arguments.common, console),
        Command::Publish(command) => publish::run(command, &arguments.common, console),
        Command::Serve(command) => serve::run(command, &arguments.common, console),
        Command::Why(command) => why::run(command, &arguments.common, console),
        Command::Init(command) => init::run(command, &arguments.common, console),
    }
}

/// Runs the part of a command that waits for the network.
fn wait<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| Failure::new(Kind::Bug, format!("start the runtime: {error}")))?.block_on(work)
}
