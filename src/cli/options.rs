//! What all commands understand.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, ValueEnum};

use super::failure::{Failure, Kind};
use crate::base::clock::Clock;
use crate::config;
use crate::pipeline::Order;
use crate::report::Detail;

/// More threads than this only wait for each other, and thousands never start.
const MOST_THREADS: usize = 256;

/// Each template in another one takes up to 70 KiB of the stack in a build without optimization; this
/// holds as many as the loader of templates lets through.
const STACK: usize = 8 << 20;

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Common options")]
pub(super) struct Common {
    /// Print one JSON object on standard output instead of text.
    #[arg(long, global = true)]
    pub json: bool,
    /// Print nothing but errors and what was asked for.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Print all of it: every step that ran and why, every question.
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// Whether to use color.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// Hold the clock at this instant or date (`2026-11-23T21:00:00+01:00`) instead of now.
    #[arg(long, global = true, value_name = "INSTANT")]
    pub at: Option<Clock>,
    /// Neither read nor write the cache of earlier builds.
    #[arg(long, global = true)]
    pub no_cache: bool,
    /// Use this many threads; all cores by default.
    #[arg(long, global = true, value_name = "N")]
    pub jobs: Option<usize>,
}

/// When to use color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The folder of the site, and how it is built.
#[derive(Debug, Args)]
pub(super) struct SiteArguments {
    /// The folder that holds `seawall.toml`.
    #[arg(default_value = ".")]
    pub site: PathBuf,
    /// Read the Markdown from this folder instead of `content`.
    #[arg(long, value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// Build for this address instead of the `base_url` of `seawall.toml`.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Do not run the commands of `[build] before`.
    #[arg(long)]
    pub no_before: bool,
}

impl Common {
    /// Makes the options known to the libraries that want them once per process.
    pub(super) fn apply(&self) -> Result<(), Failure> {
        if self.jobs == Some(0) {
            return Err(Failure::new(Kind::Config, "`--jobs 0` leaves nobody to do the work"));
        }
        // Without a wish rayon takes one thread for each core, which it calls 0.
        let n_threads = self.jobs.map_or(0, |jobs| jobs.min(MOST_THREADS));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).stack_size(STACK).build_global();
        pool.map_err(|error| Failure::new(Kind::Config, format!("cannot start threads: {error}")))
    }

    /// Returns how much of a long list is told.
    pub(super) fn detail(&self) -> Detail {
        if self.verbose { Detail::All } else { Detail::Few }
    }

    /// Returns the held clock.
    pub(super) fn clock(&self) -> Result<Clock, Failure> {
        if let Some(at) = self.at {
            return Ok(at);
        }
        #[expect(clippy::disallowed_methods, reason = "`cli` reads the clock once; everyone else is given it")]
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let second = i64::try_from(now.as_secs()).ok().and_then(Clock::at_second);
        second.ok_or_else(|| Failure::new(Kind::Config, "this machine's clock is far in the future"))
    }
}

impl SiteArguments {
    /// Returns what a build is asked for.
    pub(super) fn order(&self, common: &Common, with_drafts: bool) -> Result<Order, Failure> {
        let order = Order {
            site: self.site.clone(),
            content: self.content.clone(),
            clock: common.clock()?,
            with_drafts,
            base_url: self.base_url.clone(),
        };
        if let Some(content) = self.content.as_ref().filter(|content| !content.is_dir()) {
            let message = format!("there is no folder `{}` to read the Markdown from", content.display());
            return Err(Failure::new(Kind::Config, message));
        }
        if config::path().on_disk(&self.site).is_file() {
            return Ok(order);
        }
        let message = format!("there is no `seawall.toml` in `{}`", self.site.display());
        let failure = Failure::new(Kind::Config, message);
        Err(match nearby(&self.site) {
            Some(site) => failure.hint(format!("did you mean `{}`?", site.display())),
            None => failure.hint("name the folder of the site, or make one with `seawall init NAME`"),
        })
    }
}

/// Returns a folder above `site` that holds a site.
fn nearby(site: &Path) -> Option<PathBuf> {
    let site = site.canonicalize().ok()?;
    let above = site.ancestors().skip(1);
    above.into_iter().find(|folder| config::path().on_disk(folder).is_file()).map(Path::to_owned)
}
