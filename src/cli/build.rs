//! `seawall build`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::before;
use super::console::Console;
use super::failure::{Failure, Kind};
use super::options::{Common, SiteArguments};
use super::telling::TellingArguments;
use super::verify;
use crate::base::progress::{Event, Progress};
use crate::base::sink::{Folder, Sink};
use crate::explain;
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
    #[command(flatten)]
    telling: TellingArguments,
}

pub(super) fn run(arguments: &BuildArguments, common: &Common, console: &Console) -> Result<(), Failure> {
    let started = Instant::now();
    let order = arguments.site.order(common, arguments.drafts)?;
    before::run(&arguments.site, console)?;
    let sink = folder(&order, arguments.output.as_ref())?;
    let telling = arguments.telling.watch(sink.root(), common, console);
    let (mut built, clean) = made(&order, (common, console), &sink, &telling)?;
    let compare = || verify::compare(&order, &built, (&clean, &sink), console);
    let differences = arguments.verify.then(compare).transpose()?;
    draw(&order, &mut built, console);
    let seconds = started.elapsed().as_secs_f64();
    console.note(telling.text(&built).trim_end());
    let n_written = built.settled.n_written;
    console.note(&text::build(&built, n_written, seconds));
    let mut counts = json::build(&built, n_written, seconds);
    if let Some(differences) = differences {
        counts = verify::tell(&differences, &built, console, counts)?;
    }
    if built.findings.has_errors() {
        return Err(Failure::new(Kind::Site, "the site has errors").counting(counts).because(built.findings));
    }
    if common.json {
        telling.add_to(&mut counts, &built);
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

/// Draws what was found, and what was wrong with the cache.
pub(super) fn draw(order: &Order, built: &mut Built, console: &Console) {
    built.findings.extend(explain::cache_warning(&built.cache, &built.ran));
    built.findings = std::mem::take(&mut built.findings).sorted();
    console.findings(&order.site, &built.findings);
}

/// Builds into `sink`; what was found is drawn only where there is no build to speak of. Returns a store that remembers
/// no step too, for `verify`.
pub(super) fn made(
    order: &Order,
    (common, console): (&Common, &Console),
    sink: &dyn Sink,
    progress: &dyn Progress,
) -> Result<(Built, Store), Failure> {
    progress.notify(Event::Enter("cache"));
    let store = pipeline::store(order, !common.no_cache);
    if let Some(trouble) = store.trouble() {
        console.note(trouble);
    }
    match pipeline::build(order, &store, sink, progress) {
        Ok(built) => {
            let clean = store.without_steps();
            progress.notify(Event::Enter("cache"));
            store.settle();
            Ok((built, clean))
        }
        Err(error) => {
            let failure = Failure::from(error);
            console.findings(&order.site, &failure.findings);
            Err(failure)
        }
    }
}
