//! Pages that send a visitor on, for targets that cannot send a redirect themselves.

use std::collections::BTreeSet;

use bytes::Bytes;

use super::escape::escaped;
use super::template::Library;
use crate::base::artifact::{Artifact, CacheClass, Entry, Role};
use crate::base::finding::Finding;
use crate::base::output::Output;
use crate::base::path::UrlPath;
use crate::content::Move;
use crate::incremental::{self, Fingerprint, Inputs, Ran, Recorder, Step, StepId, Work};

/// Makes a page at every path from which something moved.
pub(super) fn render(library: &Library, work: Work<'_>) -> (Vec<Result<Entry, Box<Finding>>>, Vec<Ran>) {
    let steps: Vec<RedirectStep<'_>> = library
        .site
        .moves()
        .iter()
        .filter_map(|(from, moved)| {
            let (href, permalink, goal) = match moved {
                Move::Here(url, origin) => {
                    let (href, permalink) = (library.config.href(url), library.config.permalink(url));
                    (href + &origin.suffix, permalink + &origin.suffix, Some(url.clone()))
                }
                Move::Elsewhere(url, _) => (url.clone(), url.clone(), None),
                Move::Gone => return None,
            };
            let languages = library.config.languages.iter();
            let language = languages.filter(|language| from.as_str().starts_with(language.path.as_str()));
            let language = language.max_by_key(|language| language.path.as_str().len())?;
            Some(RedirectStep { work, from, href, permalink, goal, language: &language.code })
        })
        .collect();
    incremental::run(work, "redirects", &steps, &|question| Fingerprint::of(question.as_bytes()))
}

/// Returns the moves that lead to where nothing is.
pub(super) fn broken(library: &Library, output: &Output) -> Vec<Finding> {
    let broken = library.site.moves().iter().filter_map(|(from, moved)| {
        let Move::Here(url, origin) = moved else { return None };
        if output.reaches(url) {
            return None;
        }
        let finding =
            Finding::error("redirect-broken", format!("`{from}` leads to `{url}`, and nothing is served there"));
        Some(finding.at(origin.place.clone()).hint("name a page by its file, as in `@/news/post.md`"))
    });
    broken.collect()
}

struct RedirectStep<'a> {
    work: Work<'a>,
    from: &'a UrlPath,
    href: String,
    permalink: String,
    goal: Option<UrlPath>,
    language: &'a str,
}

impl Step for RedirectStep<'_> {
    type Made = Result<Entry, Box<Finding>>;

    fn id(&self) -> StepId {
        StepId::new("redirect", self.from)
    }

    fn inputs(&self) -> Inputs {
        Inputs::default().with("goal", Fingerprint::of_value(&(&self.href, &self.permalink, self.language)))
    }

    fn run(&self, _recorder: &Recorder) -> Self::Made {
        let artifact = Artifact {
            path: self.from.clone(),
            body: Bytes::from(self.html()),
            media_type: "text/html; charset=utf-8".to_owned(),
            class: CacheClass::Page,
            role: Role::Leaf,
            tags: BTreeSet::from(["html".to_owned(), "redirects".to_owned()]),
            links: self.goal.iter().cloned().collect(),
        };
        self.work.keep(&artifact, &self.id()).map_err(|error| Box::new(error.into()))
    }

    fn is_there(&self, made: &Self::Made) -> bool {
        made.as_ref().is_ok_and(|entry| self.work.sink.holds(&entry.path, &entry.digest))
    }
}

impl RedirectStep<'_> {
    /// A refresh without delay counts as a redirect for browsers and search engines:
    /// <https://developers.google.com/search/docs/crawling-indexing/301-redirects>.
    fn html(&self) -> String {
        let (href, permalink) = (escaped(&self.href), escaped(&self.permalink));
        format!(
            "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{permalink}</title>\
             <link rel=\"canonical\" href=\"{permalink}\"><meta name=\"robots\" content=\"noindex\">\
             <meta http-equiv=\"refresh\" content=\"0; url={href}\">\
             <meta name=\"viewport\" content=\"width=device-width\"></head>\
             <body><main><p><a href=\"{href}\">{permalink}</a></p></main></body></html>\n",
            escaped(self.language),
        )
    }
}
