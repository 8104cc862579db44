//! The whole program in one screen: build · verify · plan · publish.
//!
//! ```text
//! seawall.toml ─▶ Config ─┐
//! files ──────────────────┴▶ Site ─▶ Assets ─▶ render ─▶ Output ─┬▶ serve, write to a folder
//!                                                                ├▶ check ─▶ Findings
//! cloud ─▶ Inventory ─────────────────────────▶ plan(Output, Inventory) ─▶ Plan ─▶ execute ─▶ Release
//! ```

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use crate::assets;
use crate::base::clock::Clock;
use crate::base::difference::{self, Difference, Left};
use crate::base::files::Files;
use crate::base::finding::Findings;
use crate::base::output::Output;
use crate::base::path::UrlPath;
use crate::base::progress::Progress;
use crate::base::sink::{Compared, Folder, Settled, Sink, SinkError};
use crate::check;
use crate::config::{self, Config};
use crate::content::theme::Theme;
use crate::content::{self, Choice};
use crate::incremental::{Fingerprint, Ran, Store, Work};
use crate::publish::{self, Plan, Receipt, Target};
use crate::render;

/// What one build is asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// The folder of `seawall.toml`.
    pub site: PathBuf,
    /// The folder of the Markdown, if it is not `content` of the site.
    pub content: Option<PathBuf>,
    /// The instant the build is held at.
    pub clock: Clock,
    /// Whether drafts are shown.
    pub with_drafts: bool,
    /// Replaces the address of the site.
    pub base_url: Option<String>,
}

/// What came of a build.
#[derive(Debug)]
pub struct Built {
    /// The configuration it was built with.
    pub config: Arc<Config>,
    /// Everything a visitor can fetch; its bodies lie in the sink.
    pub output: Output,
    /// What the author got wrong. With errors among them the output is not fit to be published.
    pub findings: Findings,
    /// The steps that ran, and why.
    pub ran: Vec<Ran>,
    /// How many variants of pictures were encoded, and not found in the cache.
    pub n_encoded: usize,
    /// How many pages the site has.
    pub n_pages: usize,
    /// What changed in the sink.
    pub settled: Settled,
}

impl Built {
    fn left(&self) -> Left<'_> {
        Left { output: &self.output, findings: &self.findings }
    }
}

/// What no build can go on from.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no usable configuration.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// The output cannot be written.
    #[error(transparent)]
    Sink(#[from] SinkError),
}

/// Opens the memory of earlier builds of a site; without a cache it remembers nothing.
pub fn store(order: &Order, with_cache: bool) -> Store {
    if !with_cache {
        return Store::in_memory();
    }
    let tool = Fingerprint::of(concat!(env!("CARGO_PKG_VERSION"), " ", env!("SEAWALL_SOURCES")).as_bytes());
    Store::open(&order.site.join(".cache/seawall"), tool)
}

/// Builds a site into `sink`; runs only what changed since the builds that `store` remembers.
pub fn build(order: &Order, store: &Store, sink: &dyn Sink, progress: &dyn Progress) -> Result<Built, Error> {
    let work = Work { store, sink, progress };
    let files = match &order.content {
        Some(content) => Files::new(&order.site).with_content(content),
        None => Files::new(&order.site),
    };
    let mut config = config::load(&files, order.base_url.as_deref())?;
    let mut output = Output::default();

    let (theme, mut findings) = Theme::load(&files, &config);
    config.extra = theme.complete(&config.extra);
    let config = Arc::new(config);
    let choice = Choice { clock: order.clock, with_drafts: order.with_drafts };
    let (site, mistakes) = content::load(&files, &config, choice);
    findings.extend(mistakes);
    let assets::Made { assets, entries, findings: mistakes, mut ran, references } =
        assets::make(&files, &theme, (&config, &site), work);
    findings.extend(mistakes);
    findings.extend(entries.into_iter().filter_map(|entry| render::add(&mut output, entry)));
    let (site, assets) = (Arc::new(site), Arc::new(assets));
    let input =
        render::Input { config: Arc::clone(&config), site: Arc::clone(&site), assets, files, clock: order.clock };
    let mut rendered = render::render(input, &theme, &mut output, work);
    let (broken, reported) = assets::broken(&references, &output);
    rendered.reported.extend(reported);
    findings.extend(broken);
    findings.extend(rendered.findings);
    ran.extend(rendered.ran);
    if !findings.has_errors() {
        let origin = rendered.origin.as_ref();
        let place = |page: &_, link: &_| origin.and_then(|origin| origin.place(page, link));
        findings.extend(check::check(&output, &rendered.reported, &place));
    }
    if !findings.has_errors() {
        store.sweep();
    }
    let settled = sink.settle(&output, findings.has_errors())?;
    let n_pages = site.pages().count();
    let n_encoded = rendered.n_encoded;
    Ok(Built { config, output, findings: findings.sorted(), ran, n_encoded, n_pages, settled })
}

/// Builds once more with `clean`, which remembers no step (`Store::without_steps`), and compares what was built, and
/// what lies in `folder`, with that. Nothing is written there; bodies are read and compared one at a time.
pub fn verify(
    order: &Order,
    built: &Built,
    (clean, folder): (&Store, &Folder),
    progress: &dyn Progress,
) -> Result<Vec<Difference>, Error> {
    let beside = Compared::with(folder);
    let clean = build(order, clean, &beside, progress)?;
    // After errors the folder holds what earlier builds left, and may.
    let owned = if built.findings.has_errors() { Vec::new() } else { folder.owned() };
    let is_known = |path: &UrlPath| built.output.get(path).or_else(|| clean.output.get(path)).is_some();
    let stray = owned.into_iter().filter(|path| !is_known(path));
    let (here, clean) = (built.left(), clean.left());
    Ok(difference::between(here, clean, &beside.into_others(), stray))
}

/// Compares what was built with what is live at `target`.
pub async fn plan(built: &Built, target: &Target, adopt: bool) -> Result<(Plan, publish::Inventory), publish::Error> {
    let inventory = publish::inventory(target, adopt).await?;
    let plan = publish::plan(&built.output, &inventory, target, &built.config.cache)?;
    Ok((plan, inventory))
}

/// Makes what was built live at `target`.
pub async fn publish(
    built: &Built,
    target: &Target,
    (bodies, clock): (publish::Bodies, Clock),
    adopt: bool,
    progress: &dyn Progress,
) -> Result<Receipt, publish::Error> {
    let started = Instant::now();
    let (plan, inventory) = plan(built, target, adopt).await?;
    let receipt = publish::execute(&plan, &inventory, target, (bodies, clock), progress).await?;
    Ok(Receipt { seconds: started.elapsed().as_secs_f64(), ..receipt })
}
