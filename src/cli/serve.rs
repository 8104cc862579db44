//! `seawall serve`.

use std::pin::pin;
use std::sync::Arc;
use std::time::Instant;

use clap::Args;

use super::before;
use super::build;
use super::console::Console;
use super::failure::Failure;
use super::options::{Common, SiteArguments};
use super::progress::Bars;
use crate::base::path::SourcePath;
use crate::pipeline::Order;
use crate::report::explain::{self, Done};
use crate::report::rebuilt::{self, Rebuilt};
use crate::report::text;
use crate::serve::{self, Changes, Refresh, Shown, Watch};

/// Serve the site from memory, build again whenever a file changes, and refresh the browser.
///
/// Only pages that changed are loaded again. Errors are printed and shown in the browser, and the last
/// good page stays. Nothing is written but the cache.
#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Serve on this port of 127.0.0.1; 0 for a free one.
    #[arg(long, default_value_t = 1111, value_name = "PORT")]
    port: u16,
    /// Leave drafts out.
    #[arg(long)]
    no_drafts: bool,
    /// Serve pages as they are, without the script that refreshes them.
    #[arg(long)]
    no_reload: bool,
}

pub(super) fn run(arguments: &ServeArguments, common: &Common, console: &Console) -> Result<(), Failure> {
    super::wait(async {
        let order = arguments.site.order(common, !arguments.no_drafts)?;
        before::run(&arguments.site, console)?;
        let refresh = if arguments.no_reload { Refresh::ByHand } else { Refresh::Live };
        let shown = Arc::new(Shown::new(refresh));
        let listener = serve::start(Arc::clone(&shown), arguments.port)?;
        let mut watch = Watch::new(&order);
        let address = listener.address();
        console.note(&format!("building; {address} is answered as soon as this is done"));
        // A configuration that is wrong from the start is the user's to mend first.
        show(&order, common, console, (&shown, &[]))?;
        console.data(
            &format!("serving {address}\n"),
            || serde_json::json!({ "format": "seawall.serve/1", "serving": address }),
        );
        // Asked for once: a Ctrl-C that comes while a build runs is seen after it.
        let mut stop = pin!(tokio::signal::ctrl_c());
        loop {
            let changed = tokio::select! {
                _ = &mut stop => return Ok(()),
                changed = watch.changed() => changed,
            };
            // An editor may replace the configuration by removing it first.
            let order = arguments.site.order(common, !arguments.no_drafts);
            if let Err(failure) = order.and_then(|order| show(&order, common, console, (&shown, &changed))) {
                shown.fail(&failure.message, &failure.hints, &failure.findings);
                console.failure(&failure);
            }
        }
    })
}

/// Builds and shows what came of it; says so in one line. `changed` are the sources to blame, none for the first build.
fn show(
    order: &Order,
    common: &Common,
    console: &Console,
    (shown, changed): (&Shown, &[SourcePath]),
) -> Result<(), Failure> {
    let started = Instant::now();
    let (mut built, _) = build::made(order, (common, console), shown.sink(), &Bars::new(console))?;
    let whole = text::build(&built, built.settled.n_written, started.elapsed().as_secs_f64());
    // Browsers first: nobody there waits for what is printed here.
    let Changes { pages, gone, n_files } = shown.show(std::mem::take(&mut built.output), &built.findings);
    let (findings, took) = (&built.findings, started.elapsed());
    console.findings(&order.site, findings);
    console.note(&match changed {
        [] => whole,
        sources => {
            let rebuilt = Rebuilt { sources, pages: &pages, gone: &gone, n_files, findings, took };
            rebuilt::text(&rebuilt, common.detail())
        }
    });
    if common.verbose {
        let done = Done { ran: &built.ran, cache: &built.cache, removed: &[] };
        console.note(explain::text(done, common.detail()).trim_end());
    }
    Ok(())
}
