//! The examples of CommonMark and of GFM's tables, strikethrough and task lists, through the whole
//! pipeline: each is a page of one site that shows nothing but its content.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use html5gum::{Token, Tokenizer};
use serde::Deserialize;

use crate::support::site::TestSite;

/// Switches off what adds to CommonMark.
const SETTINGS: &str = "
base_url = 'https://example.org'
html = 'as-is'
[markdown]
heading_ids = false
highlight = false
math = false
smart_punctuation = false
";

#[derive(Deserialize)]
struct Examples {
    suites: BTreeMap<String, Vec<(String, String)>>,
}

fn examples(suite: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/markdown/examples.json");
    let examples: Examples = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    examples.suites[suite].clone()
}

#[track_caller]
fn check(suite: &str, n_examples: usize) {
    let examples = examples(suite);
    assert_eq!(examples.len(), n_examples);
    let mut site = TestSite::new(&format!("-- seawall.toml --\n{SETTINGS}"))
        .write("templates/page.html", "{{ page.content | safe }}");
    for (at, (markdown, _)) in examples.iter().enumerate() {
        site = site.write(&format!("content/e{at}.md"), &format!("+++\ntitle = 'E'\n+++\n{markdown}"));
    }
    let site = site.build();
    let mut failures = Vec::new();
    for (at, (markdown, expected)) in examples.iter().enumerate() {
        let (made, expected) =
            (normal(&site.read(&format!("/e{at}/")), &format!("/e{at}/")), normal(expected, &format!("/e{at}/")));
        if made != expected {
            failures.push(format!("{suite} {at}:\n{markdown}\n-- made\n{made}\n-- expected\n{expected}\n"));
        }
    }
    assert!(failures.is_empty(), "{} of {} fail:\n{}", failures.len(), examples.len(), failures.join("\n"));
}

/// Returns HTML in one spelling; relative links of `page` begin at the top of the site, as ours do where
/// they are not raw HTML.
fn normal(html: &str, page: &str) -> String {
    let mut normal = String::new();
    let mut is_preformatted = false;
    for token in Tokenizer::new(html) {
        match token.unwrap_or(Token::Comment(Default::default())) {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                is_preformatted |= name == "pre";
                trim(&mut normal, &name);
                normal.push_str(&format!("<{name}"));
                // The name of a task's box is ours: the examples have none.
                let is_ours = |key: &[u8]| name == "input" && key == b"aria-label";
                for (key, value) in tag.attributes.iter().filter(|(key, _)| !is_ours(key)) {
                    let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
                    let value =
                        if matches!(&*key, "href" | "src") { resolved(&value, page) } else { value.into_owned() };
                    normal.push_str(&format!(" {key}={value:?}"));
                }
                normal.push('>');
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                is_preformatted &= name != "pre";
                trim(&mut normal, &name);
                normal.push_str(&format!("</{name}>"));
            }
            Token::String(text) => {
                let text = String::from_utf8_lossy(&text).into_owned();
                let is_behind_block = normal.ends_with('>') && !is_inline(normal.rsplit(['<', '/']).next().unwrap());
                match (is_preformatted, is_behind_block) {
                    (true, _) => normal.push_str(&text),
                    (false, true) => normal.push_str(text.trim_start()),
                    (false, false) => normal.push_str(&text),
                }
            }
            Token::Comment(text) => normal.push_str(&format!("<!--{}-->", String::from_utf8_lossy(&text))),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    normal.trim().to_owned()
}

fn trim(normal: &mut String, name: &str) {
    if !is_inline(name) && name != "pre" {
        normal.truncate(normal.trim_end().len());
    }
}

fn is_inline(name: &str) -> bool {
    let name = name.split([' ', '>']).next().unwrap();
    ["a", "b", "i", "em", "strong", "del", "code", "img", "input", "br", "span", "bab", "responsive-image"]
        .contains(&name)
}

fn resolved(link: &str, page: &str) -> String {
    let is_whole = link.starts_with(['/', '#']) || link.contains(':') || link.is_empty() || link.starts_with('?');
    if is_whole { link.to_owned() } else { format!("{page}{link}") }
}

#[test]
fn examples_of_common_mark() {
    check("spec", 652);
}

#[test]
fn examples_of_gfm() {
    check("gfm_table", 9);
    check("gfm_strikethrough", 3);
    check("gfm_tasklist", 2);
}
