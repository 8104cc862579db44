//! `seawall serve`.

use std::pin::pin;
use std::sync::Arc;

use clap::Args;

use super::before;
use super::build;
use super::console::Console;
use super::failure::Failure;
use super::options::{Common, SiteArguments};
use super::progress::Bars;
use crate::pipeline::Order;
use crate::report::explain::{self, Done};
use crate::report::text;
use crate::serve::{self, Shown, Watch};

/// Serve the site from memory and build again whenever a file changes.
///
/// Errors are printed and the last good page stays. Nothing is written but the cache.
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
}

pub(super) fn run(arguments: &ServeArguments, common: &Common, console: &Console) -> Result<(), Failure> {
    super::wait(async {
        let order = arguments.site.order(common, !arguments.no_drafts)?;
        before::run(&arguments.site, console)?;
        let shown = Arc::new(Shown::default());
        let listener = serve::start(Arc::clone(&shown), arguments.port)?;
        let mut watch = Watch::new(&order.site);
        let address = listener.address();
        console.note(&format!("building; {address} is answered as soon as this is done"));
        // A configuration that is wrong from the start is the user's to mend first.
        show(&order, common, console, &shown)?;
        console.data(
            &format!("serving {address}\n"),
            || serde_json::json!({ "format": "seawall.serve/1", "serving": address }),
        );
        // Asked for once: a Ctrl-C that comes while a build runs is seen after it.
        let mut stop = pin!(tokio::signal::ctrl_c());
        loop {
            tokio::select! {
                _ = &mut stop => return Ok(()),
                () = watch.changed() => {}
            }
            // An editor may replace the configuration by removing it first.
            let order = arguments.site.order(common, !arguments.no_drafts);
            if let Err(failure) = order.and_then(|order| show(&order, common, console, &shown)) {
                console.failure(&failure);
            }
        }
    })
}

fn show(order: &Order, common: &Common, console: &Console, shown: &Shown) -> Result<(), Failure> {
    let started = std::time::Instant::now();
    let (built, _) = build::made(order, (common, console), shown.sink(), &Bars::new(console))?;
    console.findings(&order.site, &built.findings);
    let summary = text::build(&built, built.settled.n_written, started.elapsed().as_secs_f64());
    console.note(&summary);
    if common.verbose {
        let done = Done { ran: &built.ran, cache: &built.cache, removed: &[] };
        console.note(explain::text(done, common.detail()).trim_end());
    }
    if built.findings.has_errors() {
        shown.show_over(built.output)
    } else {
        shown.show(built.output)
    }
    Ok(())
}
