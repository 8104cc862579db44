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

use serde::{Deserialize, Serialize};

use crate::assets;
use crate::base::clock::Clock;
use crate::base::difference::{self, Difference, Left};
use crate::base::files::Files;
use crate::base::finding::Findings;
use crate::base::output::Output;
use crate::base::path::UrlPath;
use crate::base::progress::{Event, Progress, Silent};
use crate::base::sink::{Compared, Folder, Glance, Settled, Sink, SinkError};
use crate::check;
use crate::config::{self, Config};
use crate::content::theme::Theme;
use crate::content::{self, Choice, Loaded};
use crate::explain::{self, Scene, Unknown, Why};
use crate::incremental::{self, Effect, Fingerprint, Holds, Inputs, Last, NoLook, Ran, Round, Store, Work, World};
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
    /// What the memory of earlier builds was worth.
    pub cache: Effect,
}

/// What there is to tell of an address.
#[derive(Debug)]
pub struct Answer {
    /// Why what is served there is what it is.
    pub why: Result<Why, Unknown>,
    /// What the author got wrong.
    pub findings: Findings,
}

/// What is remembered of a build as a whole.
#[derive(Debug, Serialize, Deserialize)]
struct Whole {
    output: Output,
    findings: Findings,
    n_pages: usize,
    rounds: Vec<Round>,
}

impl Order {
    /// Returns the door to the sources.
    pub fn files(&self) -> Files {
        match &self.content {
            Some(content) => Files::new(&self.site).with_content(content),
            None => Files::new(&self.site),
        }
    }

    /// Returns what a build is given besides files.
    fn inputs(&self) -> Inputs {
        let given = (&self.content, self.with_drafts, &self.base_url);
        Inputs::default().with("order", Fingerprint::of_value(&given))
    }
}

impl Built {
    /// Returns a build of which nothing had to be done.
    fn standing(config: Arc<Config>, Whole { output, findings, n_pages, rounds }: Whole) -> Self {
        let (ran, settled, cache) = (Vec::new(), Settled::default(), Effect::of_standing(rounds));
        Self { config, output, findings, ran, n_encoded: 0, n_pages, settled, cache }
    }
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
    /// Templates or themes are so broken that no page can be looked at.
    #[error("the site has errors")]
    Broken(Findings),
    /// The output cannot be written.
    #[error(transparent)]
    Sink(#[from] SinkError),
}

/// Opens the memory of earlier builds of a site; without a cache it remembers nothing.
pub fn store(order: &Order, with_cache: bool) -> Store {
    if !with_cache {
        return Store::in_memory();
    }
    Store::open(&order.site.join(CACHE), tool())
}

/// Looks at the memory of earlier builds of a site, without a lock and without a trace.
pub fn look(order: &Order) -> Result<Store, NoLook> {
    Store::look(&order.site.join(CACHE), tool())
}

/// Where the memory of earlier builds lies, below a site.
const CACHE: &str = ".cache/seawall";

fn tool() -> Fingerprint {
    Fingerprint::of(concat!(env!("CARGO_PKG_VERSION"), " ", env!("SEAWALL_SOURCES")).as_bytes())
}

/// Builds a site into `sink`; runs only what changed since the builds that `store` remembers.
pub fn build(order: &Order, store: &Store, sink: &dyn Sink, progress: &dyn Progress) -> Result<Built, Error> {
    let work = Work { store, sink, progress };
    let (opened, whole) = Opened::of(order, work)?;
    match whole {
        Some(whole) => {
            // There is nothing to remove or to write, but others may have the sink now.
            sink.settle(&whole.output, true)?;
            Ok(Built::standing(opened.config, whole))
        }
        None => make(order, work, opened).map(|(built, ended)| {
            // Nobody waits until the memory of a large site is given back.
            rayon::spawn(|| drop(ended));
            built
        }),
    }
}

/// Tells why what is served at `address` is what it is. `store` and `folder` are only looked at.
pub fn why(order: &Order, (store, folder): (&Store, &Glance), address: &str) -> Result<Answer, Error> {
    let work = Work { store, sink: folder, progress: &Silent };
    let (built, ended) = make(order, work, Opened::of(order, work)?.0)?;
    let Ended { theme, origin, .. } = ended;
    let Some(origin) = &origin else { return Err(Error::Broken(built.findings)) };
    let (assets, statics) = (theme.files("assets").0, theme.files("static").0);
    let (output, ran) = (&built.output, &*built.ran);
    let is_broken = built.findings.has_errors();
    let scene = Scene { store, folder, theme: &theme, assets, statics, output, ran, origin, is_broken };
    Ok(Answer { why: explain::why(address, &scene), findings: built.findings })
}

/// What is left of a build that nobody needs but who asks about it.
struct Ended {
    theme: Theme,
    origin: Option<render::Origin>,
    _content: (Loaded, Arc<Output>),
}

/// What each build begins with.
struct Opened {
    files: Files,
    config: Arc<Config>,
    theme: Theme,
    findings: Findings,
    /// What the last build made of which nothing but bodies is another, and the content then.
    before: Option<(Output, Loaded)>,
}

impl Opened {
    /// Opens a site; returns with it the last build, if this one would be the same.
    fn of(order: &Order, work: Work<'_>) -> Result<(Self, Option<Whole>), Error> {
        work.progress.notify(Event::Enter("configuration"));
        let files = order.files();
        let files = if work.store.remembers() { files } else { files.forgetting() };
        let last = Last::of(work.store);
        let mut config = config::load(&files, order.base_url.as_deref())?;
        work.progress.notify(Event::Enter("theme"));
        let (theme, findings) = Theme::load(&files, &config);
        config.extra = theme.complete(&config.extra);
        let config = Arc::new(config);
        let mut opened = Self { files, config, theme, findings, before: None };
        let Some(last) = last else { return Ok((opened, None)) };
        let look = || last.holds(work, &opened.files, (&order.inputs(), order.clock));
        match rayon::join(look, || last.made::<Whole>()) {
            (Holds::All, Some(whole)) => return Ok((opened, Some(whole))),
            (Holds::Around(changed), Some(whole)) => {
                let (is_beside, content) = rayon::join(|| last.is_beside(work.store), || last.content::<Loaded>());
                opened.files = opened.files.recalling(last.into_sights());
                let content = content.filter(|_| is_beside);
                let content = content.and_then(|content| content.again(&opened.files, &changed));
                opened.before = content.map(|content| (whole.output, content));
            }
            _ => opened.files = opened.files.recalling(last.into_sights()),
        }
        Ok((opened, None))
    }
}

fn make(order: &Order, work: Work<'_>, opened: Opened) -> Result<(Built, Ended), Error> {
    let Work { store, sink, progress } = work;
    let Opened { files, config, theme, mut findings, before } = opened;
    store.forget_last();
    let mut output = Output::default();
    let choice = Choice { clock: order.clock, with_drafts: order.with_drafts };
    progress.notify(Event::Enter("content"));
    let world = if before.is_some() { World::Same } else { World::Other };
    let (before, content) = match before {
        Some((output, content)) => (output, content),
        None => (Output::default(), content::load(&files, &config, choice)),
    };
    let (before, site) = (Arc::new(before), Arc::clone(&content.site));
    findings.extend(content.findings.iter().cloned());
    progress.notify(Event::Enter("assets"));
    let assets::Made { assets, entries, findings: mistakes, mut ran, references } =
        assets::make(&files, &theme, (&config, &site), work);
    findings.extend(mistakes);
    findings.extend(entries.into_iter().filter_map(|entry| render::add(&mut output, entry)));
    progress.notify(Event::Enter("templates"));
    let input = render::Input {
        config: Arc::clone(&config),
        site: Arc::clone(&site),
        assets: Arc::new(assets),
        files: files.clone(),
        clock: order.clock,
        last: (world, Arc::clone(&before)),
    };
    let mut rendered = render::render(input, &theme, &mut output, work);
    progress.notify(Event::Enter("check"));
    let (broken, reported) = assets::broken(&references, &output);
    rendered.reported.extend(reported);
    findings.extend(broken);
    findings.extend(rendered.findings);
    ran.extend(rendered.ran);
    if !findings.has_errors() {
        let origin = rendered.origin.as_ref();
        let place = |page: &_, link: &_| origin.and_then(|origin| origin.place(page, link));
        findings.extend(check::check(&output, &before, &rendered.reported, &place));
    }
    progress.notify(Event::Enter("settle"));
    let is_broken = findings.has_errors();
    if !is_broken {
        store.sweep();
    }
    let settled = sink.settle(&output, is_broken)?;
    let (cache, span) = (store.effect(), site.span().map(|span| config.span(span)));
    let (findings, n_pages, rounds) = (findings.sorted(), site.pages().count(), cache.rounds.clone());
    let whole = Whole { output, findings, n_pages, rounds };
    if !is_broken {
        incremental::remember((work, world), &files, order.inputs(), (span, settled.held), (&whole, &content));
    }
    let Whole { output, findings, .. } = whole;
    let built = Built { config, output, findings, ran, n_encoded: rendered.n_encoded, n_pages, settled, cache };
    Ok((built, Ended { theme, origin: rendered.origin, _content: (content, before) }))
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
