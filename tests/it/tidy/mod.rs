//! The house rules, checked on the repository itself; each is proven in `planted.rs`.
//!
//! A rule is a pure function from files to violations, one line of text each. Words that a rule
//! looks for are put together from halves where the rule would otherwise find itself.

mod docs;
mod homes;
mod imports;
mod planted;
mod reference;
mod sizes;
mod source;
mod words;

use std::path::Path;

use source::File;

/// Returns what in `files` breaks the rule.
type Rule = fn(files: &[File]) -> Vec<String>;

const RULES: &[(&str, Rule)] = &[
    ("imports go one way", imports::imports),
    ("a crate has a home", homes::homes),
    ("every dependency has a home", homes::dependencies),
    ("files are short", sizes::lengths),
    ("names say what a file makes", sizes::names),
    ("templates are short", sizes::templates),
    ("nothing is left for later", words::unfinished),
    ("only cli prints, asks or exits", words::outside_cli),
    ("code is not kept in comments", words::commented_out),
    ("no machine shows", words::machines),
    ("every file says what it is", docs::module_docs),
    ("the changelog knows the version", docs::changelog),
    ("the architecture knows every folder", docs::architecture),
    ("the architecture knows every dependency", docs::dependencies),
    ("what can be found is explained", reference::diagnostics),
    ("keys of front matter are documented", reference::front_matter),
    ("keys of the configuration are documented", reference::configuration),
];

#[test]
fn the_repository_is_tidy() {
    let files = source::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let violations: Vec<String> = RULES
        .iter()
        .flat_map(|(name, rule)| rule(&files).into_iter().map(move |violation| format!("{violation} ({name})")))
        .collect();
    assert!(violations.is_empty(), "{} violations:\n{}", violations.len(), violations.join("\n"));
}
