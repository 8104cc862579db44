//! `seawall why`.

use std::path::PathBuf;

use clap::Args;

use super::console::Console;
use super::failure::{Failure, Kind};
use super::options::{Common, SiteArguments};
use crate::base::finding::{Findings, Severity};
use crate::base::sink::Glance;
use crate::incremental::NoLook;
use crate::pipeline::{self, Answer};
use crate::report::why;

/// Tell where what is served at an address comes from, and whether it would be built again now.
///
/// It looks at what the last build remembers and at the files as they are now: which step makes what is
/// served there, which files it comes from, what it was given and what it asked, and what of that has changed
/// since. Nothing is written, and the cache stays as it is. `-v` prints every question, as the log has it.
#[derive(Debug, Args)]
pub(super) struct WhyArguments {
    /// A path (`/about/`), a whole URL, or a file of the site (`content/about.md`, `data/votes.json`).
    url: String,
    /// The folder that holds `seawall.toml`.
    #[arg(default_value = ".")]
    site: PathBuf,
    /// Read the Markdown from this folder instead of `content`, as the build did.
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// The address that the build was for, if it was not the `base_url` of `seawall.toml`.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Where the build wrote the site; `public` below the site by default.
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Drafts were built too.
    #[arg(long)]
    drafts: bool,
}

pub(super) fn run(arguments: &WhyArguments, common: &Common, console: &Console) -> Result<(), Failure> {
    let WhyArguments { url, site, content, base_url, output, drafts } = arguments;
    let site =
        SiteArguments { site: site.clone(), content: content.clone(), base_url: base_url.clone(), no_before: true };
    let order = site.order(common, *drafts)?;
    if common.no_cache {
        let failure =
            Failure::new(Kind::Config, "`why` tells what the cache remembers, and `--no-cache` leaves it out");
        return Err(failure.hint("run it without `--no-cache`"));
    }
    let store = pipeline::look(&order).map_err(|error| nothing_to_see(&error))?;
    let folder = Glance::at(output.clone().unwrap_or_else(|| order.site.join("public")));
    let Answer { why: found, findings } = pipeline::why(&order, (&store, &folder), url).map_err(|error| {
        let failure = Failure::from(error);
        console.findings(&order.site, &failure.findings);
        failure
    })?;
    let errors: Findings = findings.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect();
    let found = found.map_err(|unknown| {
        console.findings(&order.site, &errors);
        let failure = Failure::new(Kind::Config, unknown.to_string()).hint(unknown.hint);
        if errors.is_empty() { failure } else { failure.hint("the site has errors, which may be why") }
    })?;
    console.data(&why::text(&found, common.detail()), || why::json(url, &found));
    console.findings(&order.site, &errors);
    if !folder.is_output() {
        console.note(&format!("no build has written to `{}`: every file would be written", folder.root().display()));
    }
    Ok(())
}

fn nothing_to_see(error: &NoLook) -> Failure {
    let failure = Failure::new(Kind::Config, error.to_string());
    match error {
        NoLook::Refused(_) => failure.hint("may you read `.cache/seawall`?"),
        _ => failure.hint("run `seawall build` first: `why` tells what it remembers"),
    }
}
