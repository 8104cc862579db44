//! `seawall publish`.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::build;
use super::console::Console;
use super::failure::{Failure, Kind};
use super::local::Local;
use super::options::{Common, SiteArguments};
use super::progress::Bars;
use super::target;
use crate::base::clock::Clock;
use crate::cloud::Connection;
use crate::cloud::local::Edge;
use crate::config;
use crate::pipeline::{self, Built};
use crate::publish::{Bodies, Target};
use crate::report::{json, text};

/// Build the site and make it live.
///
/// Without any `[targets.NAME]` in `seawall.toml` it publishes to a store on this machine, below
/// `.seawall-local/`. Only what differs from the live release is uploaded, assets before the pages
/// that refer to them; the head moves last, so a failed publish leaves the old release live. A site
/// with errors is not published.
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
    let bodies: Bodies = Arc::new(build::folder(&order, arguments.output.as_ref())?);
    let built = build::built(&order, common, console, &*bodies)?;
    if built.findings.has_errors() {
        let failure = Failure::new(Kind::Site, "the site has errors, so nothing was published");
        return Err(failure.because(built.findings));
    }
    let config = Arc::clone(&built.config);
    let run = Run { arguments, console, built: &built, bodies, clock: order.clock };
    match target::choose(&config, arguments.target.as_deref())? {
        Some(_) if arguments.serve => Err(Failure::new(Kind::Config, "`--serve` is for the store on this machine")
            .hint("add `--target local`, or leave `--serve` out")),
        Some(target) => super::wait(run.to_target(target)),
        None => super::wait(async {
            let local = Local::start(&order.site).await?;
            // A port that is taken is found before anything is published.
            let bucket = local.target.bucket.clone();
            let edge = arguments.serve.then(|| Edge::start(bucket, arguments.port)).transpose()?;
            run.execute(&local.connection, &local.target).await?;
            match edge {
                Some(edge) => serve(&local, &edge, console).await,
                None => Ok(()),
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

impl Run<'_> {
    async fn to_target(&self, target: &config::Target) -> Result<(), Failure> {
        let (connection, connected) = target::connect(target).await;
        self.execute(&connection, &connected).await
    }

    async fn execute(&self, connection: &Connection, target: &Target) -> Result<(), Failure> {
        let (built, console, adopt) = (self.built, self.console, self.arguments.adopt);
        if self.arguments.dry_run {
            let (plan, _) = pipeline::plan(built, target, adopt).await?;
            console.data(&text::plan(&plan), || json::plan(&plan));
            return Ok(());
        }
        let n_before = connection.n_requests();
        let with = (Arc::clone(&self.bodies), self.clock);
        let mut receipt = pipeline::publish(built, target, with, adopt, &Bars::new(console)).await?;
        receipt.requests = connection.n_requests() - n_before;
        // The price list of AWS says nothing of other stores.
        let is_aws = connection.is_aws();
        console.data(&text::receipt(&receipt, is_aws), || json::receipt(&receipt, is_aws));
        Ok(())
    }
}

/// Serves what was published until Ctrl-C.
async fn serve(local: &Local, edge: &Edge, console: &Console) -> Result<(), Failure> {
    let seen = local.head().await;
    edge.invalidate(&["/*".to_owned()]);
    let address = edge.address();
    console.data(
        &format!("serving {address}\n"),
        || serde_json::json!({ "format": "seawall.serve/1", "serving": address }),
    );
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = local.follow(edge, seen) => {}
    }
    Ok(())
}
