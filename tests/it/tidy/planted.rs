//! Each rule finds what it is for: violations planted one by one, and look-alikes that are none.

use super::RULES;
use super::source::File;

/// A manifest, a changelog and an architecture that break no rule about `src/base/`.
fn tidy_files() -> Vec<File> {
    let architecture = "## `base/`\n\nWords.\n\n**Invariant:** none.\n\n## Why\n\n| `tera` | templates |\n";
    vec![
        File::new("Cargo.toml", "[package]\nversion = \"0.2.0\"\n[dependencies]\ntera = \"2\"\n[lints]\nx = 1\n"),
        File::new("CHANGELOG.md", "## 0.2.0\n"),
        File::new("ARCHITECTURE.md", architecture),
        File::new("src/base/mod.rs", "//! Words.\n"),
    ]
}

/// Returns all violations, with `text` planted at `path` among files that have none.
fn violations(path: &str, text: &str) -> Vec<String> {
    let mut files = tidy_files();
    files.retain(|file| file.path != path);
    files.push(File::new(path, text));
    RULES.iter().flat_map(|(_, rule)| rule(&files)).collect()
}

#[track_caller]
fn check(path: &str, text: &str, expected: &[&str]) {
    assert_eq!(violations(path, text), expected, "{path}:\n{text}");
}

/// Checks a file of `src/` whose first line, its documentation, is given here.
#[track_caller]
fn check_code(path: &str, text: &str, expected: &[&str]) {
    check(path, &format!("//! What it is.\n{text}\n"), expected);
}

const BASE: &str = "src/base/path.rs";

#[test]
fn imports_that_go_the_wrong_way() {
    check_code(BASE, "use crate::render::Page;", &["src/base/path.rs:2: `base` may not use `render`"]);
    check_code(BASE, "fn f() {\n    crate::cli::run();\n}", &["src/base/path.rs:3: `base` may not use `cli`"]);
    check_code(BASE, "use super::super::config::Config;", &["src/base/path.rs:2: `base` may not use `config`"]);
    check_code("src/base/mod.rs", "use super::config::Config;", &["src/base/mod.rs:2: `base` may not use `config`"]);
    check_code(
        BASE,
        "use crate::{base::{path, clock},\n    check::Budget, serve};",
        &["src/base/path.rs:2: `base` may not use `check`", "src/base/path.rs:2: `base` may not use `serve`"],
    );
    check_code("src/pipeline.rs", "use crate::serve::run;", &["src/pipeline.rs:2: `pipeline` may not use `serve`"]);
    check_code("src/main.rs", "use seawall::pipeline;", &["src/main.rs:2: `main` may not use `pipeline`"]);
    check_code("src/extra.rs", "", &["src/extra.rs: `extra` has no row in the import table"]);
}

#[test]
fn imports_that_are_none() {
    let tests = "#[cfg(test)]\nmod tests {\n    use super::super::clock::Clock;\n}";
    check_code(BASE, "use crate::base::clock::Clock;\nuse super::clock;\n/// As [`crate::render::Page`].", &[]);
    check_code(BASE, "const PATH: &str = \"crate::render::Page\";", &[]);
    check_code(BASE, tests, &[]);
    check_code("src/pipeline.rs", "use crate::{base, publish, provision};", &[]);
    check_code("src/main.rs", "use seawall::cli;", &[]);
}

#[test]
fn crates_away_from_home() {
    check_code(BASE, "use tera::Tera;", &["src/base/path.rs:2: `tera` may only be named in `render/template/`"]);
    check_code(BASE, "fn f() { memchr::memchr(a); }", &["src/base/path.rs:2: `memchr` may only be named in `render/`"]);
    check_code(BASE, "use clap;", &["src/base/path.rs:2: `clap` may only be named in `cli/`"]);
    check_code(BASE, "use super::http::Answer;\nlet tera = 1; let my_tera::Tera = 2;", &[]);
}

#[test]
fn dependencies_that_nobody_knows() {
    let manifest = "[package]\nversion = \"0.2.0\"\n[dependencies]\nserde = { version = \"1\" }\nleft-pad = \"1\"\n";
    check(
        "Cargo.toml",
        manifest,
        &[
            "Cargo.toml: `left-pad` has no row in the table of crate homes",
            "ARCHITECTURE.md: `serde` is not in the table of dependencies",
            "ARCHITECTURE.md: `left-pad` is not in the table of dependencies",
        ],
    );
}

#[test]
fn files_that_are_too_long() {
    let tests = "#[cfg(test)]\nmod tests {\n".to_owned() + &"// a\n".repeat(400);
    check_code(BASE, &"\n".repeat(399), &["src/base/path.rs: 401 lines, at most 400"]);
    check_code(BASE, &("\n".repeat(390) + &tests), &[]);
    check_code(
        BASE,
        &("#[cfg(test)]\nuse a;".to_owned() + &"\n".repeat(399)),
        &["src/base/path.rs: 402 lines, at most 400"],
    );
    check_code("src/base/mod.rs", &"\n".repeat(79), &["src/base/mod.rs: 81 lines, at most 80"]);
    check_code("src/lib.rs", &"\n".repeat(59), &["src/lib.rs: 61 lines, at most 60"]);
    check_code("src/main.rs", &"\n".repeat(19), &["src/main.rs: 21 lines, at most 20"]);
    check(
        "themes/civic/templates/page.html",
        &"\n".repeat(61),
        &["themes/civic/templates/page.html: 61 lines, at most 60 in a template"],
    );
    check("example-site/templates/a/b.html", &"\n".repeat(60), &[]);
}

#[test]
fn names_that_say_nothing() {
    check_code("src/base/utils.rs", "", &["src/base/utils.rs: `utils` does not say what it makes"]);
    check_code("src/base/types/path.rs", "", &["src/base/types/path.rs: `types` does not say what it makes"]);
    check_code("src/base/media_types.rs", "", &[]);
}

#[test]
fn words_that_are_forbidden() {
    for (text, word) in [
        (concat!("fn f() { to", "do!() }"), concat!("to", "do!")),
        (concat!("fn f() { db", "g!(1); }"), concat!("db", "g!")),
        (concat!("fn f() { unimpl", "emented!() }"), concat!("unimpl", "emented!")),
        (concat!("// TO", "DO: more."), concat!("TO", "DO")),
        (concat!("/// FIX", "ME later."), concat!("FIX", "ME")),
        (concat!("// XX", "X."), concat!("XX", "X")),
    ] {
        check_code(BASE, text, &[&format!("src/base/path.rs:2: `{word}` is forbidden in `src/`")]);
    }
    check_code(BASE, "fn todo() { let debug = dbg; }", &[]);
}

#[test]
fn words_that_belong_to_cli() {
    let tests = "#[cfg(test)]\nmod tests {\n    fn f() { std::env::temp_dir(); }\n}";
    for word in ["println!", "eprintln!", "print!", "eprint!", "env::args", "process::exit"] {
        let expected = format!("src/base/path.rs:2: `{word}` belongs in `src/cli/`");
        check_code(BASE, &format!("fn f() {{ {word}(1); }}"), &[&expected]);
    }
    check_code(BASE, "use std::env;", &["src/base/path.rs:2: `std::env` belongs in `src/cli/`"]);
    check_code(BASE, "// Not `println!`.\nuse std::process::ExitCode;\nconst V: &str = env!(\"V\");", &[]);
    check_code(BASE, tests, &[]);
}

#[test]
fn code_in_comments() {
    check_code(BASE, "    // let path = 1;", &["src/base/path.rs:2: commented-out code"]);
    check_code(
        BASE,
        "// if a {\n// }",
        &["src/base/path.rs:2: commented-out code", "src/base/path.rs:3: commented-out code"],
    );
    check_code(BASE, "/// let path = 1;\nfn f() {} // Not {}, a word.\n// A sentence.", &[]);
}

#[test]
fn machines_that_show() {
    let folder = concat!("/ho", "me/");
    let host = concat!("pypi", ".org");
    check("README.md", &format!("a\nsee {folder}me/site"), &[&format!("README.md:2: `{folder}` shows a machine")]);
    check("tests/run", &format!("from https://{host}/x"), &[&format!("tests/run:1: `{host}` shows a machine")]);
    check("README.md", "your home/ folder, on crates.io", &[]);
}

#[test]
fn what_is_not_written_down() {
    check(BASE, "use a;\n", &["src/base/path.rs: does not begin with `//!`"]);
    check("CHANGELOG.md", "## 0.1.0\nSince 0.2.0.\n", &["CHANGELOG.md: no heading for version 0.2.0"]);
    check_code("src/serve/mod.rs", "", &["ARCHITECTURE.md: no heading for `serve/`"]);
    let table = "## Why\n\n| `tera` | templates |\n";
    let without = format!("## `src/base/`\n\n**Invariant:** none.\n\nAnd more.\n\n{table}");
    check("ARCHITECTURE.md", &without, &["ARCHITECTURE.md: `base/` does not end in an `**Invariant:**` line"]);
    check("ARCHITECTURE.md", &format!("# Base\n\n{table}"), &["ARCHITECTURE.md: no heading for `base/`"]);
}

#[test]
fn findings_and_keys_that_nobody_explains() {
    let code = "fn a() { Finding::error(\"some-code\", \"x\"); }";
    check_code(BASE, code, &["src/base/path.rs: `some-code` is not in `docs/diagnostics.md`"]);
    check("docs/diagnostics.md", "| `old-code` | x |\n", &["docs/diagnostics.md: nobody finds `old-code`"]);
    let keys = "const SPELLINGS: &[&[&str]] = &[&[\"tittle\"]];";
    check_code(
        "src/content/front_matter/fields.rs",
        keys,
        &["ARCHITECTURE.md: no heading for `content/`", "docs/content.md: does not name the key `tittle`"],
    );
    let raw = "#[serde(deny_unknown_fields)]\nstruct Raw {\n    pub bse_url: Option<String>,\n}";
    check_code(
        "src/config/raw.rs",
        raw,
        &[
            "ARCHITECTURE.md: no heading for `config/`",
            "docs/configuration.md, docs/markdown.md: does not name the key `bse_url`",
        ],
    );
}
