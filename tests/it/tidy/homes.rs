//! Which folder may name which crate: a dependency that leaks cannot be replaced.

use super::source::{self, File, code_only, find_words, line};

/// Each crate, as it is written in code, with the paths below `src/` that may name it.
const HOMES: &[(&str, &[&str])] = &[
    ("aws_config", &["cloud/"]),
    ("aws_credential_types", &["cloud/"]),
    ("aws_sdk_cloudfront", &["cloud/"]),
    ("aws_sdk_s3", &["cloud/"]),
    ("aws_smithy_http_client", &["cloud/"]),
    ("aws_types", &["cloud/"]),
    ("clap", &["cli/"]),
    ("crc32fast", &["incremental/"]),
    ("csv", &["content/"]),
    ("fast_glob", &["content/"]),
    ("fast_image_resize", &["assets/"]),
    ("fixed_decimal", &["base/"]),
    ("fluent_bundle", &["content/"]),
    ("fluent_syntax", &["content/"]),
    ("grass_compiler", &["assets/"]),
    ("html5gum", &["check/", "render/"]),
    ("http", &["cloud/", "serve/"]),
    ("http_body_util", &["cloud/", "serve/"]),
    ("hyper", &["cloud/", "serve/"]),
    ("hyper_util", &["cloud/", "serve/"]),
    ("icu_calendar", &["base/"]),
    ("icu_collator", &["base/"]),
    ("icu_datetime", &["base/"]),
    ("icu_decimal", &["base/"]),
    ("icu_locale", &["base/"]),
    ("icu_normalizer", &["base/"]),
    ("icu_properties", &["base/"]),
    ("image", &["assets/"]),
    ("include_dir", &["content/"]),
    ("indicatif", &["cli/"]),
    ("inotify", &["serve/"]),
    ("intl_memoizer", &["content/"]),
    ("jiff", &["base/"]),
    ("lightningcss", &["assets/"]),
    ("math_core", &["render/markdown/"]),
    ("memchr", &["render/"]),
    ("miette", &["cli/"]),
    ("mimalloc", &["main.rs"]),
    ("mime_guess", &["base/"]),
    ("moxcms", &["assets/"]),
    ("postcard", &["incremental/"]),
    ("pulldown_cmark", &["render/markdown/"]),
    ("ravif", &["assets/"]),
    ("rayon", &["assets/", "base/", "cli/", "content/", "incremental/", "pipeline.rs", "render/"]),
    ("s3s", &["cloud/"]),
    ("serde_saphyr", &["content/"]),
    ("sha2", &["base/"]),
    ("strsim", &["base/"]),
    ("svg_hush", &["assets/"]),
    ("syntect", &["render/markdown/"]),
    ("tera", &["render/template/"]),
    ("tokio", &["check/external.rs", "cli/", "cloud/", "pipeline.rs", "provision/", "publish/", "rehearse/", "serve/"]),
    ("toml", &["config/", "content/"]),
    ("two_face", &["render/markdown/"]),
    ("unic_langid", &["content/"]),
    ("walkdir", &["base/", "cloud/local/"]),
    ("webp", &["assets/"]),
    ("writeable", &["base/"]),
    ("xml", &["assets/"]),
];

/// Crates that are part of the language as we write it.
const EVERYWHERE: &[&str] = &["async_trait", "bytes", "serde", "serde_json", "thiserror"];

/// Finds crates that are named outside of their home.
pub(super) fn homes(files: &[File]) -> Vec<String> {
    let mut violations = Vec::new();
    for (file, path) in files.iter().filter_map(|file| Some((file, file.below_src()?))) {
        let code = code_only(&file.text);
        for (name, homes) in HOMES.iter().filter(|(_, homes)| !homes.iter().any(|home| path.starts_with(home))) {
            let homes = homes.join("`, `");
            violations.extend(uses(&code, name).map(|offset| {
                format!("{}:{}: `{name}` may only be named in `{homes}`", file.path, line(&code, offset))
            }));
        }
    }
    violations
}

/// Returns where `code` names a crate; a module of ours with its name follows `::`.
fn uses<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    find_words(code, name).filter(move |&offset| {
        let (before, after) = (code[..offset].trim_end(), &code[offset + name.len()..]);
        let is_crate_path = after.starts_with("::") && !before.ends_with("::");
        let is_import = before.ends_with("use") && (after.starts_with(';') || after.starts_with(" as "));
        is_crate_path || is_import
    })
}

/// Finds dependencies of which nobody said where they live.
pub(super) fn dependencies(files: &[File]) -> Vec<String> {
    source::dependencies(files)
        .into_iter()
        .filter(|dependency| {
            let name = dependency.replace('-', "_");
            !EVERYWHERE.contains(&name.as_str()) && !HOMES.iter().any(|(known, _)| *known == name)
        })
        .map(|dependency| format!("Cargo.toml: `{dependency}` has no row in the table of crate homes"))
        .collect()
}
