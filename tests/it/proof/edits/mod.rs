//! Everything an author, an editor of looks or an engineer may do to a site between two builds.

mod content;
mod front;
mod looks;
mod pictures;
mod settings;

use super::random::Random;
use crate::support::twin::Twin;

/// One kind of edit; returns whether there was anything to edit.
pub(super) type Edit = fn(&mut Twin, &mut Random) -> bool;

/// All kinds, by name.
pub(super) fn all() -> Vec<(&'static str, Edit)> {
    [content::EDITS, front::EDITS, looks::EDITS, pictures::EDITS, settings::EDITS].concat()
}

/// Chooses a file, if there is one.
fn one_of(twin: &Twin, random: &mut Random, folder: &str, ending: &str) -> Option<String> {
    let files = twin.files(folder, ending);
    if files.is_empty() { None } else { Some(random.pick(&files).clone()) }
}

/// Chooses a page with a front matter in TOML, an ordinary one or a section.
fn page(twin: &Twin, random: &mut Random, is_wanted: impl Fn(&str) -> bool) -> Option<(String, String)> {
    let pages = twin.files("content", ".md").into_iter();
    let pages = pages.filter(|path| is_wanted(path) && !path.contains("/probes/"));
    let pages: Vec<String> = pages.filter(|path| twin.text(path).unwrap().starts_with("+++\n")).collect();
    if pages.is_empty() {
        return None;
    }
    let path = random.pick(&pages).clone();
    let text = twin.text(&path).unwrap();
    Some((path, text))
}

fn is_section(path: &str) -> bool {
    path.rsplit('/').next().unwrap().starts_with("_index.")
}

fn is_leaf(path: &str) -> bool {
    !is_section(path)
}

/// Writes a file and says so.
fn write(twin: &mut Twin, what: &str, path: &str, text: impl AsRef<[u8]>) -> bool {
    twin.tell(format!("{what}: {path}"));
    twin.write(path, text);
    true
}

/// Replaces the first `before`; returns false where there is none.
fn replace(twin: &mut Twin, path: &str, before: &str, after: &str) -> bool {
    let Some(text) = twin.text(path).filter(|text| text.contains(before)) else { return false };
    twin.tell(format!("in {path}: {before:?} → {after:?}"));
    twin.write(path, text.replacen(before, after, 1));
    true
}

/// Gives a key another value, or adds it at the top; `None` takes it out.
fn set(text: &str, key: &str, value: Option<&str>) -> String {
    let Some((front, body)) = text[4..].split_once("\n+++") else { return text.to_owned() };
    let (top, tables) = match front.find("\n[") {
        Some(at) => front.split_at(at),
        None => (front, ""),
    };
    let mut lines: Vec<String> =
        top.lines().filter(|line| !line.starts_with(&format!("{key} ="))).map(str::to_owned).collect();
    lines.extend(value.map(|value| format!("{key} = {value}")));
    format!("+++\n{}{tables}\n+++{body}", lines.join("\n"))
}

/// Changes one of the digits of a text to another; its length stays.
fn turn_a_digit(text: &str, random: &mut Random) -> Option<String> {
    let digits: Vec<usize> =
        text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).collect();
    if digits.is_empty() {
        return None;
    }
    let at = *random.pick(&digits);
    let digit = (text.as_bytes()[at] - b'0' + 1) % 9 + 1;
    Some(format!("{}{digit}{}", &text[..at], &text[at + 1..]))
}
