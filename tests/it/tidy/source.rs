//! The repository as a list of files, and Rust as code without comments and strings.

use std::fs;
use std::path::Path;

/// Folders that hold what was made or fetched, not what was written.
const NOT_OURS: &[&str] = &["target", ".git", ".cache", ".seawall-local", "node_modules", "public"];

/// A text file of the repository.
pub(super) struct File {
    /// The path from the repository's root, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    pub(super) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// Returns the path below `src/` of a Rust file of the crate.
    pub(super) fn below_src(&self) -> Option<&str> {
        self.path.strip_prefix("src/").filter(|path| path.ends_with(".rs"))
    }

    /// Returns the part before the test module; line numbers stay true.
    pub(super) fn without_tests(&self) -> &str {
        let is_test_file = self.path.ends_with("/tests.rs") || self.path.contains("/tests/");
        if is_test_file { "" } else { &self.text[..start_of_tests(&self.text)] }
    }
}

/// Returns every text file below `root`, ordered by path.
pub(super) fn read(root: &Path) -> Vec<File> {
    let mut files = Vec::new();
    collect(root, "", &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository is readable").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().expect("an entry has a type");
        if kind.is_dir() && !NOT_OURS.contains(&name.as_str()) {
            collect(&entry.path(), &format!("{path}/"), files);
        } else if kind.is_file() {
            #[expect(clippy::disallowed_methods, reason = "the files of the repository are not those of a site")]
            let bytes = fs::read(entry.path()).expect("a file of the repository is readable");
            // What is not UTF-8 is an image or a font.
            files.extend(String::from_utf8(bytes).ok().map(|text| File { path, text }));
        }
    }
}

/// Returns where the inline test module begins; a lone `#[cfg(test)]` item does not count.
pub(super) fn start_of_tests(text: &str) -> usize {
    let begins_module = |offset: &usize| {
        let after = text[*offset..].lines().skip(1).find(|line| !line.trim_start().starts_with("#["));
        after.is_some_and(|line| line.trim_start().starts_with("mod ") && line.trim_end().ends_with('{'))
    };
    text.match_indices("#[cfg(test)]").map(|(offset, _)| offset).find(begins_module).unwrap_or(text.len())
}

/// Returns `text` with every comment, string and character blanked out, byte for byte and line for line.
pub(super) fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match opaque(rest, code.ends_with(is_word)) {
            Some(length) => {
                code.extend(rest[..length].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
                length
            }
            None => {
                code.push(first);
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    code
}

/// Returns the length of the comment, string or character that `rest` begins with.
fn opaque(rest: &str, after_word: bool) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(block_comment(rest));
    }
    if rest.starts_with('"') {
        return Some(closing(rest, 1, '"'));
    }
    if rest.starts_with('\'') {
        return character(rest);
    }
    if after_word { None } else { raw_string(rest) }
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    for (offset, pair) in rest.as_bytes().windows(2).enumerate() {
        match pair {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return offset + 2;
        }
    }
    rest.len()
}

/// Returns the length up to and with the first unescaped `quote` from `start` on.
fn closing(rest: &str, start: usize, quote: char) -> usize {
    let mut is_escaped = false;
    for (offset, letter) in rest[start..].char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if letter == quote => return start + offset + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Returns the length of a character literal; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inside = rest[1..].chars().next()?;
    let after = 1 + inside.len_utf8();
    (inside == '\\' || rest[after..].starts_with('\'')).then(|| closing(rest, 1, '\''))
}

fn raw_string(rest: &str) -> Option<usize> {
    let body = ["r", "br", "cr"].into_iter().find_map(|prefix| rest.strip_prefix(prefix))?;
    let content = body.trim_start_matches('#');
    let hashes = body.len() - content.len();
    let end = format!("\"{}", "#".repeat(hashes));
    let content = content.strip_prefix('"')?;
    let length = content.find(&end).map_or(content.len(), |offset| offset + end.len());
    Some(rest.len() - content.len() + length)
}

/// Returns the offsets at which `needle` stands in `text` as a word of its own.
pub(super) fn find_words<'a>(text: &'a str, needle: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(needle).map(|(offset, _)| offset).filter(move |&offset| {
        let after = &text[offset + needle.len()..];
        let continues_before = text[..offset].ends_with(is_word) && needle.starts_with(is_word);
        let continues_after = after.starts_with(is_word) && needle.ends_with(is_word);
        !continues_before && !continues_after
    })
}

/// Returns the number of the line that holds `offset`, from 1.
pub(super) fn line(text: &str, offset: usize) -> usize {
    1 + text[..offset].matches('\n').count()
}

/// Returns the word that `text` begins with, perhaps none.
pub(super) fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    &text[..text.find(|letter| !is_word(letter)).unwrap_or(text.len())]
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Returns the names in `[dependencies]` of the package's manifest.
pub(super) fn dependencies(files: &[File]) -> Vec<&str> {
    let Some(manifest) = files.iter().find(|file| file.path == "Cargo.toml") else { return Vec::new() };
    let mut is_inside = false;
    let mut names = Vec::new();
    for line in manifest.text.lines() {
        if line.starts_with('[') {
            is_inside = line.trim_end_matches(']').ends_with("dependencies") && !line.contains("dev-dependencies");
        } else if is_inside
            && !line.starts_with('#')
            && let Some((name, _)) = line.split_once([' ', '=', '.'])
        {
            names.push(name);
        }
    }
    names
}

#[test]
fn code_is_what_is_left_of_a_source_file() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(code_only(text).trim_end(), expected, "{text}");
    }
    check("a // b\nc", "a     \nc");
    check("a /* b /* c */ d */ e", "a                   e");
    check(r#"f("a \" // b") + g"#, "f(           ) + g");
    check(r##"f(r#"a " b"#) + g"##, "f(          ) + g");
    check(r#"f(br"\") + g"#, "f(     ) + g");
    check(r#"f("\u{e9}", b"x") + g"#, "f(        , b   ) + g");
    check("f('\"', '\\'', b'x') < 'a", "f(   ,     , b   ) < 'a");
    check("r#type, for_r\"x\" y", "r#type, for_r    y");
    check("\u{e9}'\u{e9}' e", "\u{e9}     e");
}
