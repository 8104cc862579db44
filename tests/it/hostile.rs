//! What nobody should write and somebody will: parsers of authors' files neither panic nor hang.
//!
//! Whole sites are built from random text around what is right. Whatever comes of it, every finding says
//! where, and a build without errors is the same the second time.

use proptest::prelude::*;
use seawall::base::finding::Severity;

use crate::support::site::TestSite;

/// Pieces that mean something to some parser, put together at random.
pub(crate) fn pieces(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => prop::sample::select(words).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => prop::sample::select(&["\n", " ", "\t", "\r\n", "  ", "\u{0}", "\u{202e}", "é", "🌊"][..]).prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 0..24).prop_map(|words| words.concat())
}

const FRONT_MATTER: &[&str] = &[
    "+++",
    "---",
    "\n",
    "title",
    "date",
    "aliases",
    "tags",
    "taxonomies",
    "cascade",
    "menus",
    "resources",
    "extra",
    "path",
    "paginate_by",
    "sort_by",
    "publish_at",
    " = ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    "[[",
    "]]",
    "'",
    "\"",
    "\"\"\"",
    ",",
    "-",
    "- ",
    "#",
    "true",
    "1",
    "-1",
    "2026-11-23",
    "2026-13-45T99:00",
    "/old/",
    "../..",
    "main",
    "&a",
    "*a",
    "!!binary",
    "|",
    ">",
    "~",
    "null",
    "0x",
    "1e999",
    "inf",
    "\\u0000",
    ":year",
    "/:slug/",
];

const CONFIG: &[&str] = &[
    "\n",
    "base_url",
    "title",
    "default_language",
    "[languages.en]",
    "[taxonomies.tags]",
    "[permalinks]",
    "[[redirects]]",
    "[[menus.main]]",
    "[markdown]",
    "from",
    "to",
    "status",
    "page",
    "url",
    "parent",
    "fallback",
    "paginate_by",
    "path",
    " = ",
    "'",
    "/a/",
    "/b/",
    "@/a.md",
    "https://e.org",
    "true",
    "0",
    "99999999999999999999",
    "[",
    "]",
    "{",
    "}",
    ".",
    "/:year/:slug/",
    "*",
    "#",
];

const DATA: &[&str] = &[
    "\n", ",", ";", "\t", "\"", "'", "a", "b", "1", ":", "- ", "{", "}", "[", "]", "&x", "*x", "<<", "=", "[[a]]",
    "null", "---", "...",
];

#[track_caller]
pub(crate) fn holds(site: TestSite) {
    let site = site.build();
    for finding in site.built().findings.iter().filter(|finding| finding.severity == Severity::Error) {
        let is_about_a_file = finding.code != "site-empty" && finding.code != "url-twice";
        assert!(!is_about_a_file || finding.place.is_some(), "{finding:?}");
        assert!(!finding.message.is_empty());
    }
    if !site.built().findings.has_errors() {
        let ran = site.build();
        assert_eq!(ran.built().settled.n_written, 0);
    }
}

pub(crate) fn quick() -> ProptestConfig {
    ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(quick())]

    #[test]
    fn any_front_matter(fence in prop::sample::select(&["+++\n", "---\n", "{", ""][..]), text in pieces(FRONT_MATTER), end in prop::sample::select(&["\n+++\n", "\n---\n", "}", ""][..])) {
        let page = format!("{fence}{text}{end}body");
        holds(TestSite::new("").write("content/n/_index.md", &page).write("content/n/a.md", &page).write("content/b.md", "b"));
    }

    #[test]
    fn any_configuration(text in pieces(CONFIG)) {
        let site = TestSite::new("-- content/a.md --\n+++\ntags = ['x']\n+++\n-- content/a.en.md --\n").write("seawall.toml", &text);
        let files = seawall::base::files::Files::new(site.path());
        if seawall::config::load(&files, None).is_ok() {
            holds(site);
        }
    }

    #[test]
    fn any_data(extension in prop::sample::select(&["toml", "json", "yaml", "csv", "tsv"][..]), text in pieces(DATA)) {
        let template = format!("<main>{{% set d = load_data(path='d.{extension}') %}}</main>");
        holds(TestSite::new("-- content/a.md --\n").write(&format!("data/d.{extension}"), &text).write("templates/page.html", &template));
    }

    #[test]
    fn any_name_of_a_file(name in "[^/\\x00-\\x1f\\\\]{1,20}") {
        prop_assume!(!matches!(name.as_str(), "." | "..") && name.len() < 200);
        let site = TestSite::new("-- content/a.md --\n").write(&format!("content/{name}.md"), "text").build();
        let made = site.built().output.entries().filter(|entry| entry.path.as_str().ends_with('/')).count();
        let is_told = !site.built().findings.is_empty();
        let is_hidden = name.starts_with('.') || name.starts_with('#') || name.ends_with('~');
        prop_assert!(made >= 3 || is_told || is_hidden || name == "_index" || name == "index", "{name:?}: {made}");
    }

    #[test]
    fn any_redirects(pairs in prop::collection::vec((0..8u8, 0..8u8), 0..12)) {
        let mut config = String::from("base_url = 'https://example.org'\n");
        for (from, to) in &pairs {
            config.push_str(&format!("[[redirects]]\nfrom = '/r{from}/'\nto = '/r{to}/'\n"));
        }
        config.push_str("[[redirects]]\nfrom = '/r9/'\nto = '/p/'\n");
        holds(TestSite::new("-- content/p.md --\n").write("seawall.toml", &config));
    }
}

/// Each is one file that once cost some program its stack, its memory or its patience.
#[test]
fn files_that_are_too_much() {
    #[track_caller]
    fn check(page: &str, expected: &str) {
        let site = TestSite::new("-- content/b.md --\nb\n").write("content/a.md", page).build();
        let codes = site.built().findings.iter().map(|finding| &*finding.code).filter(|code| *code != "main-empty");
        assert_eq!(codes.collect::<Vec<_>>().join(" "), expected);
    }
    let n = 100_000;
    check(&format!("+++\na = {}\n+++\n", "[".repeat(n)), "front-matter-syntax");
    check(&format!("+++\na = {}\n+++\n", "{a=".repeat(n)), "front-matter-syntax");
    check(&format!("+++\n[a{}]\n+++\n", ".a".repeat(n)), "front-matter-syntax");
    check(&format!("---\na: {}\n---\n", "[".repeat(n)), "front-matter-syntax");
    check(&format!("---\na: {}\n---\n", "{a: ".repeat(n)), "front-matter-syntax");
    check(&format!("{{\"a\": {}\n", "[".repeat(n)), "front-matter-syntax");
    let bomb: String = (b'b'..b'l')
        .map(|c| (c as char, (c - 1) as char))
        .map(|(c, before)| format!("{c}: &{c} [{}]\n", vec![format!("*{before}"); 9].join(",")))
        .collect();
    check(&format!("---\na: &a [x]\n{bomb}---\n"), "front-matter-syntax");
    check(&format!("+++\ntitle = '{}'\n+++\n", "x".repeat(10_000_000)), "front-matter-large");
    check(&format!("---\n{}---\n", "a: b\n".repeat(2_000_000)), "front-matter-large");
    check(&">".repeat(n), "");
    check(&"- ".repeat(n / 10), "");
    check(&"[".repeat(n), "");
    check(&"{{< ".repeat(n / 10), "");
    check(&"x ".repeat(5_000_000), "");
    check("# fnref-1\n# fnref 1\n# x {#fn-1}\na[^1]\n\n[^1]: x\n", "");
}

#[test]
fn data_that_is_too_much() {
    for (extension, text) in
        [("json", "[".repeat(100_000)), ("toml", format!("a = {}", "[".repeat(100_000))), ("yaml", "[".repeat(100_000))]
    {
        let template = format!("<main>{{% set d = load_data(path='d.{extension}') %}}</main>");
        TestSite::new("-- content/a.md --\n")
            .write(&format!("data/d.{extension}"), &text)
            .write("templates/page.html", &template)
            .build()
            .told_about("it is nested too deeply");
    }
}

#[test]
fn a_repository_does_not_run_programs() {
    let site =
        TestSite::new("-- seawall.toml --\nbase_url = 'https://example.org'\ngit_dates = true\n-- content/a.md --\n");
    let git = |arguments: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.current_dir(site.path()).args(["-c", "user.name=T", "-c", "user.email=t@example.org"]).args(arguments);
        assert!(command.output().unwrap().status.success(), "{arguments:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "content"]);
    git(&["commit", "--quiet", "--message", "one"]);
    // A commit that claims to be signed, and a repository that wants its signature shown.
    let object = "tree $(git rev-parse HEAD^{tree})\nparent $(git rev-parse HEAD)\nauthor T <t@e> 1767225600 +0000\ncommitter T <t@e> \
                  1767225600 +0000\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\ntwo\n";
    let script = format!(
        "git update-ref HEAD $(printf \"{}\" | git hash-object -t commit -w --stdin)",
        object.replace('\n', "\\n")
    );
    let made = std::process::Command::new("sh").current_dir(site.path()).args(["-c", &script]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let program = site.path().join("program.sh");
    std::fs::write(&program, "#!/bin/sh\ntouch \"$(dirname \"$0\")/it-ran\"\n").unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    git(&["config", "log.showSignature", "true"]);
    git(&["config", "gpg.program", program.to_str().unwrap()]);
    git(&["log"]);
    assert!(site.path().join("it-ran").exists(), "the trap works");
    std::fs::remove_file(site.path().join("it-ran")).unwrap();
    let site = site.build().found([]);
    assert!(!site.path().join("it-ran").exists(), "reading dates ran a program of the repository");
}
