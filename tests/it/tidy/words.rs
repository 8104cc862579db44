//! What may not be written in `src/`, or anywhere.

use super::source::{File, code_only, find_words, line};

/// Macros and notes of unfinished work.
const UNFINISHED: &[&str] = &[
    concat!("to", "do!"),
    concat!("db", "g!"),
    concat!("unimpl", "emented!"),
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
];

/// What only `cli` may do: print, look at the environment, exit.
const CLI_ONLY: &[&str] = &[
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
    "std::env",
    "env::var",
    "env::var_os",
    "env::args",
    "env::current_dir",
    "process::exit",
];

/// Traces of one machine: home folders, and hosts that a mirror may stand in for.
const MACHINES: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("https://crates", ".io"),
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("registry.npmjs", ".org"),
    concat!("deb.debian", ".org"),
];

/// Finds marks of unfinished work in source files, in comments too.
pub(super) fn unfinished(files: &[File]) -> Vec<String> {
    sources(files).flat_map(|file| found(file, &file.text, UNFINISHED, "is forbidden in `src/`")).collect()
}

/// Finds code outside `src/cli/` that prints, reads the environment or exits; tests may.
pub(super) fn outside_cli(files: &[File]) -> Vec<String> {
    sources(files)
        .filter(|file| !file.path.starts_with("src/cli/"))
        .flat_map(|file| found(file, &code_only(file.without_tests()), CLI_ONLY, "belongs in `src/cli/`"))
        .collect()
}

/// Finds traces of a developer's machine in any text file.
pub(super) fn machines(files: &[File]) -> Vec<String> {
    files.iter().flat_map(|file| found(file, &file.text, MACHINES, "shows a machine")).collect()
}

fn found(file: &File, text: &str, words: &[&str], reproach: &str) -> Vec<String> {
    let mut violations = Vec::new();
    for word in words {
        let lines = find_words(text, word).map(|offset| line(text, offset));
        violations.extend(lines.map(|line| format!("{}:{line}: `{word}` {reproach}", file.path)));
    }
    violations
}

/// Finds comment lines that end like code; documentation may show code.
pub(super) fn commented_out(files: &[File]) -> Vec<String> {
    let is_comment = |line: &str| line.starts_with("//") && !line.starts_with("///") && !line.starts_with("//!");
    let ends_like_code = |line: &str| line.ends_with([';', '{', '}']);
    let mut violations = Vec::new();
    for file in sources(files) {
        for (number, line) in file.text.lines().map(str::trim).enumerate() {
            if is_comment(line) && ends_like_code(line) {
                violations.push(format!("{}:{}: commented-out code", file.path, number + 1));
            }
        }
    }
    violations
}

fn sources(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| file.below_src().is_some())
}
