//! Who may import whom: values flow one way, from the words of `base` to the commands of `cli`.

use super::source::{File, code_only, find_words, first_word, line, start_of_tests};

/// Each folder or file of `src/` with the folders it may use, in reading order.
const MAY_USE: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("config", &["base"]),
    ("content", &["base", "config"]),
    ("assets", &["base", "config", "content", "incremental"]),
    ("render", &["base", "config", "content", "assets", "incremental"]),
    ("explain", &["base", "config", "content", "assets", "render", "incremental"]),
    ("incremental", &["base"]),
    ("check", &["base", "config"]),
    ("publish", &["base", "config", "cloud"]),
    ("provision", &["base", "config", "cloud"]),
    ("cloud", &["base"]),
    ("serve", &["base", "config", "cloud", "pipeline"]),
    ("rehearse", &["base", "config", "cloud", "publish", "pipeline"]),
    ("report", &["base", "incremental", "explain", "check", "publish", "provision", "rehearse", "pipeline"]),
    ("scaffold", &["base"]),
    ("scaffold/importers", &["base", "content"]),
    ("pipeline", BELOW_THE_PIPELINE),
    ("cli", ANY),
    ("lib", &[]),
    ("main", &["cli"]),
];

const BELOW_THE_PIPELINE: &[&str] = &[
    "base",
    "config",
    "content",
    "assets",
    "render",
    "explain",
    "incremental",
    "check",
    "publish",
    "provision",
    "cloud",
];

/// The row of those that may use everything.
const ANY: &[&str] = &["*"];

/// Finds paths of the crate that lead from a folder to one it may not use.
pub(super) fn imports(files: &[File]) -> Vec<String> {
    files
        .iter()
        .filter_map(|file| Some((file, file.below_src()?)))
        .flat_map(|(file, path)| of_file(file, path))
        .collect()
}

fn of_file(file: &File, path: &str) -> Vec<String> {
    let module = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let own = module.split('/').next().unwrap_or(module);
    let Some((row, allowed)) = row(module) else {
        return vec![format!("{}: `{own}` has no row in the import table", file.path)];
    };
    let code = code_only(&file.text);
    let mut violations = Vec::new();
    for (offset, used) in used(&code, module) {
        if used != own && allowed != &ANY && !allowed.contains(&used) {
            violations.push(format!("{}:{}: `{row}` may not use `{used}`", file.path, line(&code, offset)));
        }
    }
    violations
}

/// Returns the longest row that `module` belongs to.
fn row(module: &str) -> Option<&'static (&'static str, &'static [&'static str])> {
    let belongs = |name: &str| module.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    MAY_USE.iter().filter(|(name, _)| belongs(name)).max_by_key(|(name, _)| name.len())
}

/// Returns the top-level modules that `code` names, with the offset of each path.
fn used<'a>(code: &'a str, module: &str) -> Vec<(usize, &'a str)> {
    let mut used = Vec::new();
    for root in ["crate::", "seawall::"] {
        for offset in find_words(code, root).filter(|&offset| !code[..offset].ends_with("::")) {
            used.extend(heads(&code[offset + root.len()..]).into_iter().map(|head| (offset, head)));
        }
    }
    let start_of_tests = start_of_tests(code);
    for offset in find_words(code, "super::").filter(|&offset| !code[..offset].ends_with("::")) {
        let path = &code[offset..];
        let after = path.trim_start_matches("super::");
        let climbed = (path.len() - after.len()) / "super::".len();
        let depth = module.split('/').count() + usize::from(offset > start_of_tests);
        if climbed >= depth {
            used.extend(heads(after).into_iter().map(|head| (offset, head)));
        }
    }
    used.retain(|(_, head)| !head.is_empty() && *head != "self");
    used
}

/// Returns the first word of a path, or of each path of a group in braces.
fn heads(path: &str) -> Vec<&str> {
    let Some(group) = path.trim_start().strip_prefix('{') else { return vec![first_word(path)] };
    let mut heads = vec![first_word(group)];
    let mut depth = 0;
    for (offset, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(first_word(&group[offset + 1..])),
            _ => {}
        }
    }
    heads
}
