//! The reference pages in `docs/` name all that an author can write and be told.

use super::source::File;

/// Finds codes of findings that `docs/diagnostics.md` does not explain, and those it explains for nothing.
pub(super) fn diagnostics(files: &[File]) -> Vec<String> {
    let page = text(files, "docs/diagnostics.md");
    let sources: Vec<&File> = files.iter().filter(|file| file.below_src().is_some()).collect();
    let mut violations = Vec::new();
    for file in &sources {
        for code in codes(file.without_tests()) {
            if !page.contains(&format!("`{code}`")) {
                violations.push(format!("{}: `{code}` is not in `docs/diagnostics.md`", file.path));
            }
        }
    }
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let is_made = |code: &&str| sources.iter().any(|file| file.text.contains(&format!("\"{code}\"")));
    violations
        .extend(rows.filter(|code| !is_made(code)).map(|code| format!("docs/diagnostics.md: nobody finds `{code}`")));
    violations
}

/// Returns the codes that a file gives to findings.
fn codes(text: &str) -> impl Iterator<Item = &str> {
    let calls = ["Finding::error(", "Finding::warning(", ".refuse("];
    let after_calls = calls.into_iter().flat_map(|call| text.split(call).skip(1));
    after_calls.filter_map(|rest| {
        let call = &rest[..rest.find(';').unwrap_or(rest.len())];
        call.split('"').skip(1).step_by(2).find(|literal| is_code(literal))
    })
}

fn is_code(text: &str) -> bool {
    text.contains('-') && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// Finds keys of front matter that `docs/content.md` does not name.
pub(super) fn front_matter(files: &[File]) -> Vec<String> {
    let table = text(files, "src/content/front_matter/fields.rs").split("const SPELLINGS").nth(1).unwrap_or("");
    let keys = table.split("];").next().unwrap_or("").split('"').skip(1).step_by(2);
    unnamed(keys.collect(), files, &["docs/content.md"])
}

/// Finds keys of `seawall.toml` that no reference page names.
pub(super) fn configuration(files: &[File]) -> Vec<String> {
    let homes = files.iter().filter(|file| file.path.starts_with("src/config/"));
    let mut keys = Vec::new();
    for text in homes.map(|file| &file.text) {
        for raw in text.split("#[serde(deny_unknown_fields)]").skip(1) {
            let body = raw.split_once('{').map_or("", |(_, rest)| rest.split("\n}").next().unwrap_or(""));
            let fields = body.lines().map(str::trim).filter(|line| !line.starts_with("//") && !line.starts_with('#'));
            let names = fields.filter_map(|line| line.split_once(':')?.0.rsplit(' ').next());
            keys.extend(names.filter(|name| !name.is_empty() && !matches!(*name, "statics" | "media_type")));
        }
    }
    unnamed(keys, files, &["docs/configuration.md", "docs/markdown.md"])
}

fn unnamed(keys: Vec<&str>, files: &[File], pages: &[&str]) -> Vec<String> {
    let is_named = |key: &str| {
        let names =
            [format!("`{key}`"), format!("[{key}]"), format!("[{key}."), format!("[[{key}"), format!(".{key}]")];
        pages.iter().any(|page| names.iter().any(|name| text(files, page).contains(name)))
    };
    let missing = keys.into_iter().filter(|key| !is_named(key));
    missing.map(|key| format!("{}: does not name the key `{key}`", pages.join(", "))).collect()
}

/// Returns the text of a file, empty when there is none.
fn text<'a>(files: &'a [File], path: &str) -> &'a str {
    files.iter().find(|file| file.path == path).map_or("", |file| &file.text)
}
