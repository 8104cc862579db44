//! `seawall publish`.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::before;
use super::build;
use super::console::Console;
use super::failure::{Failure, Kind};
use super::local::Local;
use super::options::{Common, SiteArguments};
use super::progress::Bars;
use super::target;
use super::telling::TellingArguments;
use super::verify;
use crate::base::clock::Clock;
use crate::cloud::Connection;
use crate::cloud::local::Edge;
use crate::pipeline::{self, Built};
use crate::publish::{Bodies, Plan, Receipt, Target};
use crate::report::{json, text};

/// Build the site and make it live.
///
/// Without any `[targets.NAME]` in `seawall.toml` it publishes to a store on this machine, below
/// `.seawall-local/`. Only what differs from the live release is uploaded, assets before the pages
/// that refer to them. A site with errors is not published. A publish that breaks off may leave some
/// pages new and some old, none of which refers to anything missing; the next one makes it whole.
///
/// Credentials are found as the AWS command line finds them: environment, profile, single sign-on,
/// web identity (OIDC), instance role. `AWS_ENDPOINT_URL_S3` and `AWS_ENDPOINT_URL_CLOUDFRONT` work.
#[derive(Debug, Args)]
pub(super) struct PublishArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Publish to this target; `local` is the store on this machine.
    #[arg(long, short, value_name = "NAME")]
    target: Option<String>,
    /// Build into this folder on the way; `public` below the site by default.
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Build once more without the cache, and publish nothing unless both builds are alike.
    #[arg(long)]
    verify: bool,
    #[command(flatten)]
    telling: TellingArguments,
    /// Print what would be done, and do nothing.
    #[arg(long)]
    dry_run: bool,
    /// Publish to a bucket that holds something else already.
    #[arg(long)]
    adopt: bool,
    /// Afterwards serve the published site through the edge on 127.0.0.1 until Ctrl-C.
    #[arg(long, conflicts_with = "dry_run")]
    serve: bool,
    /// Serve on this port; a free one by default.
    #[arg(long, value_name = "PORT", requires = "serve")]
    port: Option<u16>,
}

pub(super) fn run(arguments: &PublishArguments, common: &Common, console: &Console) -> Result<(), Failure> {
    let order = arguments.site.order(common, false)?;
    before::run(&arguments.site, console)?;
    let folder = Arc::new(build::folder(&order, arguments.output.as_ref())?);
    let telling = arguments.telling.watch(folder.root(), common, console);
    let (mut built, clean) = build::made(&order, (common, console), &*folder, &telling)?;
    let compare = || verify::compare(&order, &built, (&clean, &folder), console);
    let differences = arguments.verify.then(compare).transpose()?;
    build::draw(&order, &mut built, console);
    console.note(telling.text(&built).trim_end());
    if let Some(differences) = differences {
        verify::tell(&differences, &built, console, serde_json::json!({}))?;
    }
    let bodies: Bodies = folder;
    if built.findings.has_errors() {
        let failure = Failure::new(Kind::Site, "the site has errors, so nothing was published");
        return Err(failure.because(built.findings));
    }
    let config = Arc::clone(&built.config);
    let run = Run { arguments, console, built: &built, bodies, clock: order.clock };
    match target::choose(&config, arguments.target.as_deref())? {
        Some(_) if arguments.serve => Err(Failure::new(Kind::Config, "`--serve` is for the store on this machine")
            .hint("add `--target local`, or leave `--serve` out")),
        Some(target) => super::wait(async {
            let (connection, connected) = target::connect(target).await;
            let done = run.execute(&connection, &connected).await?;
            run.tell(&connection, done, None);
            Ok(())
        }),
        None => super::wait(async {
            let local = Local::start(&order.site).await?;
            // A port that is taken is found before anything is published.
            let bucket = local.target.bucket.clone();
            let edge = arguments.serve.then(|| Edge::start(bucket, arguments.port)).transpose()?;
            let done = run.execute(&local.connection, &local.target).await?;
            let seen = local.head().await;
            edge.iter().for_each(|edge| edge.invalidate(&["/*".to_owned()]));
            run.tell(&local.connection, done, edge.as_ref().map(Edge::address).as_deref());
            let Some(edge) = edge else { return Ok(()) };
            tokio::select! {
                _ = tokio::signal::ctrl_c() => Ok(()),
                () = local.follow(&edge, seen) => Ok(()),
            }
        }),
    }
}

/// What a publish needs, wherever it goes.
struct Run<'a> {
    arguments: &'a PublishArguments,
    console: &'a Console,
    built: &'a Built,
    bodies: Bodies,
    clock: Clock,
}

/// What was done, or would be.
enum Done {
    Planned(Plan),
    Published(Receipt),
}

impl Run<'_> {
    async fn execute(&self, connection: &Connection, target: &Target) -> Result<Done, Failure> {
        let (built, adopt) = (self.built, self.arguments.adopt);
        if self.arguments.dry_run {
            let (plan, _) = pipeline::plan(built, target, adopt).await?;
            return Ok(Done::Planned(plan));
        }
        let n_before = connection.n_requests();
        let with = (Arc::clone(&self.bodies), self.clock);
        let mut receipt = pipeline::publish(built, target, with, adopt, &Bars::new(self.console)).await?;
        receipt.requests = connection.n_requests() - n_before;
        Ok(Done::Published(receipt))
    }

    /// Prints what was done, and where it is served.
    fn tell(&self, connection: &Connection, done: Done, serving: Option<&str>) {
        match done {
            Done::Planned(plan) => self.console.data(&text::plan(&plan), || json::plan(&plan)),
            Done::Published(receipt) => {
                // The price list of AWS says nothing of other stores.
                let is_aws = connection.is_aws();
                let lines = text::receipt(&receipt, is_aws, serving);
                self.console.data(&lines, || json::receipt(&receipt, is_aws, serving));
            }
        }
    }
}
