//! `![a](my photo.jpg)`, which CommonMark takes for text: a name with spaces stands in `<>`.

use std::ops::Range;

use crate::assets::images::SourceFormat;
use crate::base::finding::Finding;

/// Returns the warnings about pictures that begin at a `]` in the part `range` of a body, which is text.
pub(super) fn spaced(text: &str, range: &Range<usize>) -> Vec<(Finding, Range<usize>)> {
    let end = (range.end + 1).min(text.len());
    let part = text.as_bytes().get(range.start..end).unwrap_or_default();
    let brackets = part.windows(2).enumerate().filter(|(_, pair)| pair == b"](");
    brackets.filter_map(|(at, _)| picture(text, range.start + at)).collect()
}

/// Returns the warning about the picture of which `bracket` is the end of the words in its place.
fn picture(text: &str, bracket: usize) -> Option<(Finding, Range<usize>)> {
    let line = text[..bracket].rfind('\n').map_or(0, |at| at + 1);
    let start = line + text[line..bracket].rfind("![")?;
    let alt = &text[start + 2..bracket];
    if alt.contains(['[', ']']) || alt.ends_with('\\') || text[line..start].ends_with('\\') {
        return None;
    }
    let rest = text[bracket + 2..].lines().next()?;
    let (name, end) = rest.match_indices(')').find_map(|(at, _)| {
        let name = rest[..at].split(['"', '\'']).next()?.trim();
        SourceFormat::of_name(name).map(|_| (name, at + 1))
    })?;
    if !name.contains(' ') || name.contains(['<', '>', '[', ']']) {
        return None;
    }
    let finding = Finding::warning("link-spaces", format!("`{name}` has spaces, so this is text and no picture"));
    Some((finding.hint(format!("write `![{alt}](<{name}>)`")), start..bracket + 2 + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_spaces() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            let found = spaced(text, &(0..text.len()));
            assert_eq!(found.first().map(|(_, range)| &text[range.clone()]), expected);
        }
        check("see ![a](my photo.jpg) there", Some("![a](my photo.jpg)"));
        check("![a](my photo (1).JPG) ![b](c.jpg)", Some("![a](my photo (1).JPG)"));
        check("![a](my photo.jpg \"Title\")", Some("![a](my photo.jpg \"Title\")"));
        check("![a](photo.jpg)", None);
        check("![a](two words)", None);
        check("[a](my photo.jpg)", None);
        check("\\![a](my photo.jpg)", None);
        check("![a\\](my photo.jpg)", None);
        check("![a](my\nphoto.jpg)", None);
    }
}
