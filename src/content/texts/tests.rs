//! No text, however odd, stops a build, and the theme says the same in all its languages.

use std::collections::BTreeSet;

use serde_json::json;

use super::bundle::Bundle;
use super::source::Source;
use crate::base::finding::Findings;
use crate::base::locale::Locale;
use crate::base::path::SourcePath;

fn parse(language: &str, text: &str) -> (Source, Findings) {
    let mut findings = Findings::default();
    let file = SourcePath::new(&format!("i18n/{language}.ftl")).unwrap();
    (Source::parse(&file, text.to_owned(), &mut findings), findings)
}

/// Asks for every text of a file, with and without variables.
fn ask_all(text: &str, n: f64) {
    let (source, _) = parse("it", text);
    let keys: Vec<String> = source.entries.keys().cloned().collect();
    let bundle = Bundle::new(&Locale::new("it").unwrap(), &[source]);
    let arguments = [("n".to_owned(), json!(n)), ("name".to_owned(), json!("{x}"))].into();
    for key in keys {
        let _ = bundle.text(&key, &arguments);
        let _ = bundle.text(&key, &Default::default());
    }
    bundle.check();
}

#[test]
fn the_theme_says_the_same_in_all_its_languages() {
    let all = [
        ("it", include_str!("../../../themes/civic/i18n/it.ftl")),
        ("de", include_str!("../../../themes/civic/i18n/de.ftl")),
        ("fr", include_str!("../../../themes/civic/i18n/fr.ftl")),
        ("es", include_str!("../../../themes/civic/i18n/es.ftl")),
        ("sl", include_str!("../../../themes/civic/i18n/sl.ftl")),
    ];
    // The names of languages stand in English only: every other language falls back to it.
    let keys = |source: &Source| -> BTreeSet<String> {
        source.entries.keys().filter(|key| !key.starts_with("language-")).cloned().collect()
    };
    let english = parse("en", include_str!("../../../themes/civic/i18n/en.ftl"));
    for (language, text) in all {
        let (source, findings) = parse(language, text);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(keys(&source), keys(&english.0), "{language}");
    }
}

#[test]
fn texts_that_ask_for_much() {
    ask_all(&format!("a = {}1{}\n", "{".repeat(100_000), "}".repeat(100_000)), 1.0);
    ask_all("a = { NUMBER($n, minimumFractionDigits: 99999999) }\nb = { a } { b }\n", 0.1);
    ask_all("a = { 1.00000000000000000000000000 ->\n   *[99999999999999999999999999] x\n}\n", 1.0);
    let laughs: String = (1..30).map(|i| format!("a{i} = {{ a{} }}{{ a{} }}\n", i - 1, i - 1)).collect();
    ask_all(&format!("a0 = ha\n{laughs}"), 1.0);
}

proptest::proptest! {
    #[test]
    fn any_file_of_texts_comes_to_an_end(text in TEXTS, n: f64) {
        ask_all(&text, n);
    }

    #[test]
    fn any_number_is_counted(text in COUNTED, n: f64, small in -10.0..10_000.0, whole in 0..200_u32) {
        for n in [n, small, f64::from(whole)] {
            ask_all(&text, n);
        }
    }

    #[test]
    fn any_letters_come_to_an_end(text in "\\PC{0,200}") {
        ask_all(&text, 0.0);
    }
}

/// Pieces of the syntax in any order.
const TEXTS: &str = "(a|b|-c|n|one|other| = |=|\n|\n    |\\{|\\}|\\$n|\\$|->|\\[|\\*\\[|\\]|\\.|\\.t = |NUMBER\\(|\\)|, |:|\"|\\\\u\
                     |1|0\\.5|12345678901234567890|# |è|𝄞| ){0,80}";

/// Entries that are right, but perhaps refer to themselves or to nobody.
const COUNTED: &str = "((a|b|-c) = (x|\\{ \\$n \\}|\\{ a \\}|\\{ b\\.t \\}|\\{ -c \\}|\\{ NUMBER\\(\\$n(, (min|max)imumFractionDigits: [0-9]{1,9})?\\) \\}\
                       |\\{ \\$n ->\n    \\[one\\] x\n    \\[(few|1\\.[05]{0,14})\\] \\{ \\$n \\}\n   \\*\\[other\\] y\n\\}){1,4}\n(    \\.t = T\n)?){0,8}";
