//! The whole command line, as clap reads it.

use clap::{Parser, Subcommand};

use super::options::Common;
use super::{build, init, publish, serve, why};

/// Build a site from Markdown and publish it to object storage behind a CDN.
///
/// `seawall publish` without any target builds the site and publishes it to a store on this machine,
/// so that the whole way can be tried at once. Data goes to standard output, all else to standard
/// error.
///
/// Exit codes: 0 done · 1 the site has errors · 2 usage or configuration · 3 conflict with another
/// publish · 4 the cloud refused · 70 a bug in Seawall.
#[derive(Debug, Parser)]
#[command(name = "seawall", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Build(build::BuildArguments),
    Publish(publish::PublishArguments),
    Serve(serve::ServeArguments),
    Why(why::WhyArguments),
    Init(init::InitArguments),
}
