//! Round three: each page, its template filled in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Value, json};

use super::fragments;
use super::layout;
use super::scan;
use super::template::{Asking, Library, Templates, Variable, Variables};
use super::view::{Piece, extend};
use crate::base::artifact::{Artifact, CacheClass, Entry, Role};
use crate::base::finding::{Finding, Place, nearest};
use crate::base::path::UrlPath;
use crate::content::{Kind, Page};
use crate::incremental::{self, Fingerprint, Inputs, Ran, Recorder, Step, StepId, Work};

/// What a page step makes: an artifact in the sink, or a finding and nothing.
pub(super) type Made = Result<Entry, Box<Finding>>;

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

/// Renders all pages, and those for missing addresses and for searching unless the author wrote them.
pub(super) fn render(library: &Arc<Library>, bodies: fragments::Context<'_>) -> (Vec<Made>, Vec<Ran>) {
    let fragments::Context { templates, work, .. } = bodies;
    let configs = library.config.languages.iter().map(|language| {
        let (code, config) = (language.code.as_str(), library.views().config(&language.code));
        // Dates and numbers are written by the whole of the locale, of which templates see a part.
        let fingerprint = Fingerprint::of_value(&(&config, &language.locale));
        (code, (Variable::from(&config), fingerprint))
    });
    let round = Round { library, bodies, templates, work, configs: &configs.collect() };
    let mut steps: Vec<PageStep<'_>> = library.site.pages().flat_map(|(_, page)| steps_of(round, page)).collect();
    // Without any page its links would lead nowhere, and that the site is empty is told already.
    if !steps.is_empty() {
        let made = std::iter::once(PageStep::missing(round)).chain(PageStep::searches(round));
        for step in made.filter(|step| templates.has(&step.template)).collect::<Vec<_>>() {
            if steps.iter().all(|other| other.url != step.url) {
                steps.push(step);
            }
        }
    }
    incremental::run(work, "pages", &steps, &|question| library.fingerprint(question))
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

    fn missing(round: Round<'a>) -> Self {
        let language = round.library.config.default_language.as_str();
        let url = UrlPath::new("/404.html").expect("a plain name is a path");
        Self::without_file(round, url, language, "404.html")
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

    /// Returns the variables of the template, without the content of the page. Made when they are needed
    /// and not kept: the views of a large site together are larger than the site.
    fn view(&self) -> (Value, Vec<(&'static str, Value)>) {
        let Some(page) = self.page else { return (Value::Null, Vec::new()) };
        let views = self.round.library.views();
        let mut view = views.page(page);
        let (own, beside) = views.listing(page, self.piece);
        extend(&mut view, own.into());
        (view, beside)
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
        let (mut view, beside) = self.view();
        let content = self.content()?;
        extend(&mut view, json!({ "content": content }));
        let is_list = self.page.is_some_and(|page| page.list.is_some());
        let (own, other) = if is_list { ("section", "page") } else { ("page", "section") };
        let config = &self.round.library.config;
        let mut given = vec![
            (own, view),
            (other, Value::Null),
            ("lang", json!(self.language)),
            ("dir", json!(config.language(self.language).map(|language| language.direction))),
            ("current_path", json!(config.href(&self.url))),
            ("current_url", json!(config.permalink(&self.url))),
        ];
        given.extend(beside);
        let absent = ["paginator", "taxonomy", "term", "terms"];
        let absent = absent.into_iter().filter(|name| given.iter().all(|(given, _)| given != name));
        let absent: Vec<(&str, Value)> = absent.map(|name| (name, Value::Null)).collect();
        let json = given.iter().chain(&absent).map(|(name, value)| (*name, Variable::from(value)));
        Ok(json.chain([("config", self.config().0.clone())]).collect())
    }

    fn render(&self, recorder: &Recorder) -> Result<Artifact, Finding> {
        let Round { library, templates, .. } = self.round;
        if !templates.has(&self.template) {
            return Err(self.no_template());
        }
        let (language, about) = (self.language, self.about());
        let asking = Asking { library, recorder, language, words: language, about };
        let html = templates.render(&self.template, self.variables()?, asking, self.about())?;
        let links = scan::scan(&html, &self.url, &library.config).links;
        let is_live = self.page.is_some_and(|page| page.is_live);
        Ok(Artifact {
            path: self.url.clone(),
            body: Bytes::from(html),
            media_type: "text/html; charset=utf-8".to_owned(),
            class: if is_live { CacheClass::Live } else { CacheClass::Page },
            role: if self.page.is_some_and(|page| page.list.is_some()) { Role::List } else { Role::Leaf },
            tags: self.tags(),
            links,
        })
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
            .with("settings", Fingerprint::of_value(&json!([self.template, class, source])))
    }

    fn run(&self, recorder: &Recorder) -> Made {
        let artifact = self.render(recorder).map_err(Box::new)?;
        self.round.work.keep(&artifact, &self.id()).map_err(|error| Box::new(error.into()))
    }

    fn is_there(&self, made: &Made) -> bool {
        // What went wrong may have been the disk: an error is always tried again.
        made.as_ref().is_ok_and(|entry| self.round.work.sink.holds(&entry.path, &entry.digest))
    }
}

fn place_of(page: &Page, text: &str, needle: &str) -> Place {
    match text.get(..page.body).and_then(|front| front.find(needle)) {
        Some(at) => Place::of(&page.source, text, at..at + needle.len()),
        None => Place::whole(&page.source),
    }
}
