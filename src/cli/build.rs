//! `seawall build`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::before;
use super::console::Console;
use super::failure::{Failure, Kind};
use super::options::{Common, SiteArguments};
use super::progress::Bars;
use super::verify::verify;
use crate::base::sink::{Folder, Sink};
use crate::incremental::Store;
use crate::pipeline::{self, Built, Order};
use crate::report::{json, text};

/// Build the site into a folder.
///
/// Only what changed since the last build is rendered again, and only files whose bytes differ are
/// written. Files in the output folder that no build wrote are never touched; a folder that holds
/// such files from the start is refused.
#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Write the site there; `public` below the site by default.
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Build drafts too.
    #[arg(long)]
    drafts: bool,
    /// Build once more without the cache, write nothing, and compare: each address that differs is a bug of ours.
    #[arg(long)]
    verify: bool,
    /// Print every step that ran and why.
    #[arg(long)]
    explain: bool,
}

pub(super) fn run(arguments: &BuildArguments, common: &Common, console: &Console) -> Result<(), Failure> {
    let started = Instant::now();
    let order = arguments.site.order(common, arguments.drafts)?;
    before::run(&arguments.site, console)?;
    let sink = folder(&order, arguments.output.as_ref())?;
    let (built, clean) = built(&order, common, console, &sink)?;
    let seconds = started.elapsed().as_secs_f64();
    if arguments.explain || common.verbose {
        console.note(text::explain(&built.ran).trim_end());
    }
    let n_written = built.settled.n_written;
    console.note(&text::build(&built, n_written, seconds));
    let mut counts = json::build(&built, n_written, seconds);
    if arguments.verify {
        counts = verify((&order, &built), (&clean, &sink), console, counts)?;
    }
    if built.findings.has_errors() {
        return Err(Failure::new(Kind::Site, "the site has errors").counting(counts).because(built.findings));
    }
    if common.json {
        console.data("", || counts);
    }
    Ok(())
}

/// Opens the folder that a site is built into.
pub(super) fn folder(order: &Order, output: Option<&PathBuf>) -> Result<Folder, Failure> {
    let folder = output.cloned().unwrap_or_else(|| order.site.join("public"));
    if let Some(source) = source_above(order, &folder) {
        let message = format!("`{}` lies in `{source}`, where the sources of the site are", folder.display());
        return Err(Failure::new(Kind::Config, message).hint("build into a folder beside them, such as `public`"));
    }
    Ok(Folder::open(folder)?)
}

/// Returns the folder of sources that an output folder lies in: every later build would take what is
/// built there for a source.
fn source_above(order: &Order, output: &Path) -> Option<&'static str> {
    let existing = output.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    let real = match existing {
        Some((above, real)) => real.join(output.strip_prefix(above).ok()?),
        None => order.site.canonicalize().ok()?.join(output),
    };
    let site = order.site.canonicalize().ok()?;
    ["assets", "content", "data", "i18n", "static", "templates", "themes"]
        .into_iter()
        .find(|folder| real.starts_with(site.join(folder)))
}

/// Builds into `sink` and draws what was found; returns a store that remembers no step too, for `verify`.
pub(super) fn built(
    order: &Order,
    common: &Common,
    console: &Console,
    sink: &dyn Sink,
) -> Result<(Built, Store), Failure> {
    let store = pipeline::store(order, !common.no_cache);
    if let Some(trouble) = store.trouble() {
        console.note(trouble);
    }
    match pipeline::build(order, &store, sink, &Bars::new(console)) {
        Ok(built) => {
            let clean = store.without_steps();
            store.settle();
            console.findings(&order.site, &built.findings);
            Ok((built, clean))
        }
        Err(error) => {
            let failure = Failure::from(error);
            console.findings(&order.site, &failure.findings);
            Err(failure)
        }
    }
}
