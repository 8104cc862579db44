//! One reading of a page, shared by those who want something of it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::audit::{Audit, Fault, Said};
use super::nesting::{Nesting, lower};
use super::space::Writer;
use crate::base::path::UrlPath;
use crate::config::Config;
use crate::render::html::{Token, decoded, is_code, is_content, tokens};
use crate::render::reference;

/// A page as it is served, and what is known of it.
#[derive(Debug)]
pub(in crate::render) struct Finished {
    pub html: String,
    /// The local paths it refers to.
    pub links: BTreeSet<UrlPath>,
    pub faults: Vec<Fault>,
}

/// Finishes the page at `base`; `said` gives what its author wrote, where any text is meant.
pub(in crate::render) fn finish(html: String, base: &UrlPath, config: &Config, said: &dyn Fn() -> Said) -> Finished {
    let mut nesting = Nesting::default();
    let mut audit = Audit::of(&html);
    let mut writer = Writer::new(config.html, &html);
    let mut links = BTreeSet::new();
    for (token, range) in tokens(&html) {
        let source = &html[range.clone()];
        match token {
            Token::Start(tag) => {
                let mut is_preserved = false;
                let is_post = || {
                    let mut attributes = tag.attributes();
                    attributes.any(|(name, value)| is(name, "method") && is(value, "post"))
                };
                for (name, value) in tag.attributes() {
                    let name = lower(name);
                    audit.attribute(&name, value);
                    is_preserved |= name == "style" && value.contains("white-space");
                    is_preserved |= name == "xml:space";
                    // Where a form is sent to, a program answers; where it asks, a page does.
                    let name = if name == "action" && !is_post() { "href".into() } else { name };
                    links.extend(named(&name, value).flat_map(|link| reference::local(&link, base, config)));
                }
                let depth = nesting.depth();
                let element = nesting.start(&tag, source);
                is_preserved |= is_code(&element) || matches!(&*element, "script" | "style");
                audit.start(&element, is_content(&element));
                writer.start(&element, range, (&tag, depth));
                if is_preserved && nesting.depth() > depth {
                    nesting.keep_space();
                }
            }
            Token::End(tag) => {
                nesting.end(&tag, |closed| audit.end(closed));
                writer.end(&tag, range, nesting.depth());
            }
            Token::Text => {
                audit.text(source, &nesting);
                writer.text(range, nesting.keeps_space());
            }
            Token::Comment(text) => writer.comment(text, range, nesting.keeps_space()),
            Token::Other => writer.other(range),
        }
    }
    let mut faults = nesting.into_faults();
    faults.extend(audit.into_faults(said));
    let written = writer.into_html();
    Finished { html: written.unwrap_or(html), links, faults }
}

fn is(word: &str, other: &str) -> bool {
    word.eq_ignore_ascii_case(other)
}

/// Returns the references in an attribute.
fn named<'a>(name: &str, value: &'a str) -> impl Iterator<Item = Cow<'a, str>> {
    let (one, many) = match name {
        "href" | "src" | "poster" => (Some(decoded(value)), None),
        "srcset" | "imagesrcset" => (None, Some(reference::candidates(value).map(|(address, _)| address))),
        _ => (None, None),
    };
    one.into_iter().chain(many.into_iter().flatten().map(decoded))
}
