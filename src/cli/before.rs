//! `[build] before`: commands of the author's own that run before a build.
//!
//! A bundler of scripts writes into `assets/` or `static/`, and the build finds it there. This is the one place
//! that runs what a site asks for, so it says what it runs, and `--no-before` keeps it from doing so.

use std::io::stderr;
use std::path::Path;
use std::process::{Command, Stdio};

use super::console::Console;
use super::failure::{Failure, Kind};
use super::options::SiteArguments;
use crate::base::files::Files;
use crate::config;

/// Runs the commands of a site, one after the other, in its folder; the first that fails ends it.
pub(super) fn run(arguments: &SiteArguments, console: &Console) -> Result<(), Failure> {
    if arguments.no_before {
        return Ok(());
    }
    // What is wrong with the configuration is told by the build, over its line.
    let Ok(config) = config::load(&Files::new(&arguments.site), arguments.base_url.as_deref()) else {
        return Ok(());
    };
    for command in &config.before {
        console.note(&format!("running `{command}` (`[build] before` in `seawall.toml`)"));
        run_one(command, &arguments.site)?;
    }
    Ok(())
}

fn run_one(command: &str, folder: &Path) -> Result<(), Failure> {
    // Standard output is for the data of our own commands.
    let status = shell(command).current_dir(folder).stdin(Stdio::null()).stdout(stderr()).status();
    let message = match status {
        Ok(status) if status.success() => return Ok(()),
        Ok(status) => match status.code() {
            Some(code) => format!("`{command}` failed with exit code {code}"),
            None => format!("`{command}` was stopped by a signal"),
        },
        Err(error) => format!("`{command}` cannot be run: {error}"),
    };
    let failure = Failure::new(Kind::Site, message).hint("`[build] before` in `seawall.toml` says that it runs first");
    Err(failure.hint("`--no-before` builds without it"))
}

/// Returns the shell of the system with a command to run.
fn shell(command: &str) -> Command {
    let (program, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut shell = Command::new(program);
    shell.args([flag, command]);
    shell
}
