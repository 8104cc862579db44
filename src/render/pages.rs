//! Round three: each page, its template filled in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::finish::{self, Fault, Faulty, Finished, Said};
use super::fragments;
use super::layout;
use super::picture::{Wish, Wishes};
use super::template::{Asking, Library, Templates, Variable, Variables};
use super::variants;
use super::view::{Beside, Own, Piece};
use crate::base::artifact::{Artifact, CacheClass, Entry, Role};
use crate::base::finding::{Finding, Findings, Place, nearest};
use crate::base::output::Output;
use crate::base::path::UrlPath;
use crate::config::Language;
use crate::content::{Kind, Page};
use crate::incremental::{self, Fingerprint, Inputs, Ran, Recorder, Step, StepId, Work, World};

/// What a page step makes: an artifact in the sink, or a finding and nothing.
pub(super) type Made = Result<Done, Box<Finding>>;

/// A page in the sink.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Done {
    pub entry: Entry,
    /// The pictures that its template shows.
    pub images: Vec<Wish>,
    /// What looks wrong in it.
    faults: Vec<Fault>,
}

/// What came of this round.
pub(super) struct Pages {
    pub made: Vec<Result<Arc<Entry>, Box<Finding>>>,
    /// The pictures that their templates show, by step.
    pub wishes: variants::OfPages,
    /// What looks wrong in the pages.
    pub findings: Findings,
    pub ran: Vec<Ran>,
}

/// What the steps of this round are given.
#[derive(Clone, Copy)]
struct Round<'a> {
    library: &'a Arc<Library>,
    bodies: fragments::Context<'a>,
    templates: &'a Templates,
    work: Work<'a>,
    /// `config` as templates see it in each language, with its fingerprint.
    configs: &'a BTreeMap<&'a str, (Variable, Fingerprint)>,
}

/// Renders all pages, and in each language those for missing addresses and for searching, unless the author wrote
/// them.
pub(super) fn render(
    library: &Arc<Library>,
    bodies: fragments::Context<'_>,
    output: &Output,
    (world, before): (World, &Output),
) -> Pages {
    let fragments::Context { templates, work, .. } = bodies;
    let configs = library.config.languages.iter().map(|language| {
        let (code, config) = (language.code.as_str(), library.views().config(&language.code));
        // Dates and numbers are written by the whole of the locale, of which templates see a part; who is behind the
        // site stands in structured data.
        let fingerprint = Fingerprint::of_value(&(&config, &language.locale, &library.config.organization));
        (code, (Variable::of(&config), fingerprint))
    });
    let round = Round { library, bodies, templates, work, configs: &configs.collect() };
    let mut steps: Vec<PageStep<'_>> = library.site.pages().flat_map(|(_, page)| steps_of(round, page)).collect();
    let own = missing(round).into_iter().chain(PageStep::searches(round));
    let is_free = |url: &UrlPath| output.get(url).is_none() && !library.site.moves().contains_key(url);
    let own = own.filter(|step| templates.has(&step.template) && is_free(&step.url));
    let own: Vec<_> = own.filter(|step| steps.iter().all(|other| other.url != step.url)).collect();
    steps.extend(own);
    let answer = |question: &str| library.fingerprint(question);
    let (made, ran) = incremental::run_in(world, work, "pages", &steps, &answer);
    let (mut entries, mut wishes, mut faults) = (Vec::with_capacity(made.len()), Vec::new(), Vec::new());
    for (step, made) in steps.iter().zip(made) {
        let is_known = world == World::Same && made.is_quiet() && !made.has_run();
        if let Some(known) = before.share(&step.url).filter(|_| is_known) {
            entries.push(Ok(known));
            continue;
        }
        entries.push(made.into_inner().map(|done| {
            if !done.images.is_empty() {
                wishes.push((done.entry.step.clone(), done.images));
            }
            if !done.faults.is_empty() {
                faults.push((step, done.faults));
            }
            Arc::new(done.entry)
        }));
    }
    let faulty: Vec<Faulty<'_>> = faults.iter().map(|(step, faults)| step.faulty(faults)).collect();
    let findings = finish::findings(&faulty, templates, &library.files);
    Pages { made: entries, wishes, findings, ran }
}

/// Returns the steps of the pages for missing addresses. In a language without any page their links would lead
/// nowhere; that a site is empty is told already.
fn missing(round: Round<'_>) -> Vec<PageStep<'_>> {
    let (config, site) = (&round.library.config, &round.library.site);
    let is_default = |language: &Language| language.code == config.default_language && site.pages().next().is_some();
    let has_pages = |language: &&Language| is_default(language) || site.section(&language.code, "").is_some();
    let languages = config.languages.iter().filter(has_pages);
    languages.map(|language| PageStep::missing(round, language)).collect()
}

/// Returns the step of a page, or those of the pieces of a long list.
fn steps_of<'a>(round: Round<'a>, page: &'a Page) -> Vec<PageStep<'a>> {
    if page.is_moved {
        return Vec::new();
    }
    let paginate = page.list.as_ref().and_then(|list| Some((list, list.paginate.as_ref()?)));
    match paginate {
        Some((list, paginate)) => {
            let pieces = (1..=paginate.n_pieces(list.pages.len())).map(|number| Piece { paginate, number });
            let steps = pieces.map(|piece| PageStep::of(round, page, Some(piece)));
            steps.filter(|step| step.url == page.url || !round.library.site.is_taken(&step.url)).collect()
        }
        None => vec![PageStep::of(round, page, None)],
    }
}

/// One page on its way to HTML.
struct PageStep<'a> {
    round: Round<'a>,
    url: UrlPath,
    language: &'a str,
    /// Whose page it is; none for the page of missing addresses and those for searching.
    page: Option<&'a Page>,
    /// Which piece of its list is shown; none where all of it is.
    piece: Option<Piece<'a>>,
    template: String,
}

impl<'a> PageStep<'a> {
    fn of(round: Round<'a>, page: &'a Page, piece: Option<Piece<'a>>) -> Self {
        Self {
            round,
            url: piece.map_or_else(|| page.url.clone(), |piece| piece.paginate.url(&page.url, piece.number)),
            language: &page.language,
            page: Some(page),
            piece,
            template: layout::template(&round.library.site, page, round.templates),
        }
    }

    fn missing(round: Round<'a>, language: &'a Language) -> Self {
        let url = UrlPath::new(&format!("{}404.html", language.path)).expect("the path of a language ends in `/`");
        Self::without_file(round, url, &language.code, "404.html")
    }

    /// Returns the page for searching of each language that has pages.
    fn searches(round: Round<'a>) -> impl Iterator<Item = Self> {
        let library: &'a Library = round.library;
        let pages = library.config.search.pages.iter();
        let pages = pages.filter(|(language, _)| library.site.section(language, "").is_some());
        pages.map(move |(language, url)| Self::without_file(round, url.clone(), language, "search.html"))
    }

    fn without_file(round: Round<'a>, url: UrlPath, language: &'a str, template: &str) -> Self {
        Self { round, url, language, page: None, piece: None, template: template.to_owned() }
    }

    fn faulty<'s>(&'s self, faults: &'s [Fault]) -> Faulty<'s> {
        let source = self.page.filter(|page| page.has_file).map(|page| &page.source);
        let has_content = self.page.is_none_or(|page| {
            let fragment = self.round.library.fragments.get(page.id);
            let has_pages = page.list.as_ref().is_some_and(|list| !list.pages.is_empty());
            has_pages || fragment.is_some_and(|fragment| fragment.n_words > 0)
        });
        Faulty { url: &self.url, source, template: &self.template, has_content, faults }
    }

    fn about(&self) -> &str {
        self.page.map_or(&self.template, |page| page.source.as_str())
    }

    /// Returns an error that says at its place that no layer has the template.
    fn no_template(&self) -> Finding {
        let message = format!("there is no template `{}`", self.template);
        let near = nearest(&self.template, self.round.templates.names());
        let hint = match (self.round.templates.misfit(&self.template), near) {
            (Some(reason), _) => format!("that of the theme below cannot be used: {reason}"),
            (None, Some(name)) => format!("did you mean `{name}`?"),
            (None, None) => "templates lie in `templates/` of the site or of its theme".to_owned(),
        };
        let finding = Finding::error("template-unknown", message).hint(hint);
        // The wish may be the section's.
        let wish =
            self.page.filter(|page| page.template.is_none() && page.list.is_none()).and_then(|page| page.section);
        let wish = wish.map(|section| self.round.library.site.page(section)).or(self.page);
        match wish.filter(|page| page.has_file) {
            Some(page) => {
                let text = self.round.library.files.read_text(&page.source).unwrap_or_default();
                finding.at(place_of(page, &text, &self.template))
            }
            None => finding,
        }
    }

    /// Returns what the template is given of its page, without the content. Made when it is needed and not kept: the
    /// views of a large site together are larger than the site.
    fn view(&self) -> Option<(Own<'_>, Beside<'_>)> {
        let page = self.page?;
        let views = self.round.library.views();
        Some((views.page(page, views.listed(page, self.piece)), views.beside(page, self.piece)))
    }

    fn config(&self) -> &(Variable, Fingerprint) {
        self.round.configs.get(self.language).expect("BUG: a page has a language that is not configured")
    }

    fn content(&self) -> Result<String, Finding> {
        let Round { library, bodies, .. } = self.round;
        match self.page.and_then(|page| Some((page, library.fragments.get(page.id)?))) {
            Some((page, fragment)) => bodies.html(page, fragment),
            None => Ok(String::new()),
        }
    }

    fn variables(&self) -> Result<Variables, Finding> {
        let content = self.content()?;
        let (own, beside) = match self.view() {
            Some((own, beside)) => (Variable::of(&own.with(&content)), beside),
            None => (Variable::of(&()), Beside::default()),
        };
        let is_list = self.page.is_some_and(|page| page.list.is_some());
        let (name, other) = if is_list { ("section", "page") } else { ("page", "section") };
        let config = &self.round.library.config;
        Ok(vec![
            (name, own),
            (other, Variable::of(&())),
            ("lang", Variable::of(&self.language)),
            ("dir", Variable::of(&config.language(self.language).map(|language| language.direction))),
            ("current_path", Variable::of(&config.href(&self.url))),
            ("current_url", Variable::of(&config.permalink(&self.url))),
            ("paginator", Variable::of(&beside.paginator)),
            ("taxonomy", Variable::of(&beside.taxonomy)),
            ("term", Variable::of(&beside.term)),
            ("terms", Variable::of(&beside.terms)),
            ("config", self.config().0.clone()),
        ])
    }

    fn render(&self, recorder: &Recorder, wishes: &Wishes) -> Result<(Artifact, Vec<Fault>), Finding> {
        let Round { library, templates, .. } = self.round;
        if !templates.has(&self.template) {
            return Err(self.no_template());
        }
        let (language, about) = (self.language, self.about());
        let asking = Asking { library, recorder, wishes, language, words: language, about };
        let html = templates.render(&self.template, self.variables()?, asking, self.about())?;
        let said = || Said { body: self.content().unwrap_or_default(), values: json!(self.view()).to_string() };
        let Finished { html, links, faults } = finish::finish(html, &self.url, &library.config, &said);
        let is_live = self.page.is_some_and(|page| page.is_live);
        let artifact = Artifact {
            path: self.url.clone(),
            body: Bytes::from(html),
            media_type: "text/html; charset=utf-8".to_owned(),
            class: if is_live { CacheClass::Live } else { CacheClass::Page },
            role: if self.page.is_some_and(|page| page.list.is_some()) { Role::List } else { Role::Leaf },
            tags: self.tags(),
            links,
        };
        Ok((artifact, faults))
    }

    fn tags(&self) -> BTreeSet<String> {
        let mut tags = BTreeSet::from(["html".to_owned(), format!("lang-{}", self.language)]);
        let section = self.page.and_then(|page| page.section).map(|id| self.round.library.site.page(id));
        if let Some(page) = self.page.filter(|page| page.kind == Kind::Term) {
            tags.insert(tag("term", page.url.as_str().trim_matches('/')));
        }
        if let Some(list) = section.and_then(|section| section.list.as_ref()).filter(|list| !list.folder.is_empty()) {
            tags.insert(tag("section", &list.folder));
        }
        tags
    }
}

/// Cache tags are ASCII without comma or space, at most 256 long, and CloudFront ignores their case:
/// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-by-tags.html>.
fn tag(kind: &str, value: &str) -> String {
    let value = crate::base::path::encode(value).replace(',', "%2C");
    let mut tag = format!("{kind}-{value}");
    tag.truncate(256);
    tag
}

impl Step for PageStep<'_> {
    type Made = Made;

    fn id(&self) -> StepId {
        StepId::new("page", &self.url)
    }

    fn inputs(&self) -> Inputs {
        let fragment = self.page.and_then(|page| self.round.library.fragments.get(page.id));
        let content = fragment.map_or(Fingerprint::of(b""), |fragment| fragment.html.fingerprint());
        let class = self.page.is_some_and(|page| page.is_live);
        let source = self.page.map(|page| &page.source);
        Inputs::default()
            .with("template", self.round.templates.fingerprint(&self.template))
            .with("context", Fingerprint::of_value(&self.view()))
            .with("content", content)
            .with("config", self.config().1)
            .with(
                "settings",
                Fingerprint::of_value(&json!([self.template, class, source, self.round.library.config.html])),
            )
    }

    fn own(&self) -> Fingerprint {
        self.page.map_or(Fingerprint::of(b""), |page| page.digest.into())
    }

    fn is_quiet(&self, made: &Made) -> bool {
        made.as_ref().is_ok_and(|Done { images, faults, .. }| images.is_empty() && faults.is_empty())
    }

    fn run(&self, recorder: &Recorder) -> Made {
        let wishes = Wishes::default();
        let (artifact, faults) = self.render(recorder, &wishes).map_err(Box::new)?;
        let entry = self.round.work.keep(&artifact, &self.id()).map_err(|error| Box::new(error.into()))?;
        Ok(Done { entry, images: wishes.take(), faults })
    }

    fn is_there(&self, made: &Made) -> bool {
        // What went wrong may have been the disk: an error is always tried again.
        made.as_ref().is_ok_and(|Done { entry, .. }| self.round.work.sink.holds(&entry.path, &entry.digest))
    }
}

fn place_of(page: &Page, text: &str, needle: &str) -> Place {
    match text.get(..page.body).and_then(|front| front.find(needle)) {
        Some(at) => Place::of(&page.source, text, at..at + needle.len()),
        None => Place::whole(&page.source),
    }
}
