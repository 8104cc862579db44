//! SVG: what is dangerous in it is taken out, and its size is read.

use std::borrow::Cow;

use super::flat::{self, Bounded};
use crate::base::finding::{Finding, Place};
use crate::base::path::SourcePath;

/// Larger than this, an SVG is no picture that a page could show.
const MOST_BYTES: usize = 16 << 20;

/// Returns the text of an SVG without scripts, handlers, foreign content and references to other hosts.
pub(super) fn sanitized(source: &SourcePath, bytes: &[u8]) -> Result<String, Finding> {
    let broken = |message: String| Finding::error("image-broken", message);
    if bytes.len() > MOST_BYTES {
        let message = format!("`{source}` has more than {} MB", MOST_BYTES >> 20);
        return Err(broken(message).hint("export it as a PNG or JPEG"));
    }
    let named = with_namespace(bytes);
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(svg_hush::data_url_filter::allow_standard_images);
    let mut clean = Bounded::for_input(named.len());
    let filtered = flat::marked(&named).and_then(|marked| {
        filter.filter(&mut &*marked, &mut clean).map_err(|error| match &error {
            svg_hush::FError::Reader(error) => error.to_string(),
            svg_hush::FError::Writer(_) => "nothing of it may stay".to_owned(),
        })
    });
    filtered.map_err(|said| {
        let (place, said) = placed(source, bytes, &said);
        let hint = "an SVG is well-formed XML without outside entities; to serve it as it is, put it into `static/`";
        let finding = broken(format!("`{source}` is no SVG that can be sanitized: {said}")).hint(hint);
        Finding { place, ..finding }
    })?;
    let text = String::from_utf8(clean.bytes).ok().map(|text| flat::unmarked(&text));
    text.filter(|text| root(text).is_some()).ok_or_else(|| {
        broken(format!("`{source}` holds no SVG")).hint("is its root element `<svg>` with its namespace?")
    })
}

/// Returns an SVG with its namespace. One that was copied out of a page has none, and no browser would
/// show it.
fn with_namespace(bytes: &[u8]) -> Cow<'_, [u8]> {
    const NAMESPACE: &str = " xmlns=\"http://www.w3.org/2000/svg\"";
    let Ok(text) = std::str::from_utf8(bytes) else { return Cow::Borrowed(bytes) };
    let is_nameless = text.trim_start().starts_with("<svg") && root(text).is_some_and(|tag| !tag.contains("xmlns"));
    if !is_nameless {
        return Cow::Borrowed(bytes);
    }
    Cow::Owned(text.replacen("<svg", &format!("<svg{NAMESPACE}"), 1).into_bytes())
}

/// Takes the place off the front of what the XML parser says: `3:14 Unexpected …`.
fn placed(source: &SourcePath, bytes: &[u8], said: &str) -> (Option<Place>, String) {
    let text = String::from_utf8_lossy(bytes);
    let position = said.split_once(' ').and_then(|(place, rest)| {
        let (line, column) = place.split_once(':')?;
        Some((line.parse::<usize>().ok()?, column.parse::<usize>().ok()?, rest))
    });
    let Some((line, column, rest)) = position else { return (None, said.to_owned()) };
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let at = (before + column.saturating_sub(1)).min(text.len());
    (Some(Place::of(source, &text, at..at)), rest.to_owned())
}

/// Returns the attributes of the root element.
fn root(text: &str) -> Option<&str> {
    let at = text.find("<svg")?;
    let rest = &text[at + "<svg".len()..];
    let mut quote = None;
    let end = rest.find(|letter: char| {
        match quote {
            Some(open) if letter == open => quote = None,
            Some(_) => {}
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            None => return letter == '>',
        }
        false
    })?;
    Some(&rest[..end])
}

/// Returns the value of an attribute of a start tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some((before, behind)) = rest.split_once('=') {
        let behind = behind.trim_start();
        let quote = behind.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
        let (value, after) = behind[1..].split_once(quote)?;
        if before.trim() == name {
            return Some(value);
        }
        rest = after;
    }
    None
}

/// Returns the size of an SVG that was sanitized: its `width` and `height`, else those of its `viewBox`.
pub(super) fn size(text: &str) -> Option<(u32, u32)> {
    let tag = root(text)?;
    let pixels = |name| attribute(tag, name).and_then(pixels);
    let view: Vec<f64> = attribute(tag, "viewBox")
        .map(|view| view.split([' ', ',']).filter_map(|number| number.trim().parse().ok()).collect())
        .unwrap_or_default();
    let view = match view.as_slice() {
        [_, _, width, height] if *width > 0.0 && *height > 0.0 => Some((*width, *height)),
        _ => None,
    };
    let (width, height) = match (pixels("width"), pixels("height"), view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some(view)) => (width, width * view.1 / view.0),
        (None, Some(height), Some(view)) => (height * view.0 / view.1, height),
        (None, None, Some(view)) => view,
        _ => return None,
    };
    Some((whole(width)?, whole(height)?))
}

/// Returns a length of CSS in pixels; one that depends on what is around has none.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let at = length.find(|letter: char| letter.is_ascii_alphabetic() || letter == '%').unwrap_or(length.len());
    let factor = match &length[at..] {
        "" | "px" => 1.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        _ => return None,
    };
    let number: f64 = length[..at].trim().parse().ok()?;
    (number > 0.0).then_some(number * factor)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked before")]
fn whole(number: f64) -> Option<u32> {
    let number = number.round();
    (1.0..=100_000.0).contains(&number).then_some(number as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(attributes: &str, expected: Option<(u32, u32)>) {
        let svg = format!(
            "<?xml version='1.0'?><!-- <svg width='9'> --><svg xmlns='http://www.w3.org/2000/svg' {attributes}><g width='3'/></svg>"
        );
        let clean = sanitized(&SourcePath::new("a.svg").unwrap(), svg.as_bytes()).unwrap();
        assert_eq!(size(&clean), expected, "{clean}");
    }

    #[test]
    fn sizes() {
        check("width='120' height='80'", Some((120, 80)));
        check("width='120px' height='1in'", Some((120, 96)));
        check("viewBox='0 0 640,360'", Some((640, 360)));
        check("width='100%' height='100%' viewBox='0 0 640 360'", Some((640, 360)));
        check("width='320' viewBox='0 0 640 360'", Some((320, 180)));
        check("width='320'", None);
        check("width='-3' height='nan' viewBox='0 0 0 0'", None);
        check("width='1e99' height='1'", None);
        check("", None);
    }

    /// Text is white space and all as it was written, with nothing put between tags.
    #[test]
    fn text_stays_as_it_is() {
        #[track_caller]
        fn check(inside: &str, expected: &str) {
            let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>");
            let clean = sanitized(&SourcePath::new("a.svg").unwrap(), svg.as_bytes()).unwrap();
            let clean = clean.split_once("/svg\">").map_or(&*clean, |(_, rest)| rest);
            assert_eq!(clean.trim_end_matches("</svg>"), expected);
        }
        check("<text>Sea<tspan>wall</tspan></text>", "<text>Sea<tspan>wall</tspan></text>");
        check("<text><tspan>a</tspan><tspan>b</tspan> c</text>", "<text><tspan>a</tspan><tspan>b</tspan> c</text>");
        check(
            "<g>\n <g><path d='M0'/></g>\n</g>",
            "<g>\n <g><path d=\"M0\" /></g>\n</g>".replace(" />", "/>").as_str(),
        );
        check("<g><script>x</script><g/></g>", "<g><g/></g>");
        check("<text xml:space='preserve'>a  b</text>", "<text xml:space=\"preserve\">a  b</text>");
        check("<a href='/x/'><g/></a>", "<a><g/></a>");
        check("<style>@im&#xfdd0;port 'x'; .a{b:c}</style>", "<style> .a{b:c}</style>");
    }

    #[test]
    fn what_is_deep_or_grows_is_refused() {
        let source = SourcePath::new("a.svg").unwrap();
        let deep = |n: usize| {
            format!("<svg xmlns='http://www.w3.org/2000/svg'>\n{}{}</svg>", "<g>".repeat(n), "</g>".repeat(n))
        };
        let clean = sanitized(&source, deep(255).as_bytes()).unwrap();
        assert!(clean.len() < deep(255).len() + 100, "{}", clean.len());
        for n in [256, 20_000, 200_000] {
            let finding = sanitized(&source, deep(n).as_bytes()).unwrap_err();
            assert!(finding.message.ends_with("more than 256 elements lie in each other"), "{}", finding.message);
            assert_eq!(finding.place.map(|place| place.line), Some(2));
        }
        let text = "x".repeat(1_000);
        let grown = format!(
            "<!DOCTYPE s [<!ENTITY a '{text}'>]><svg xmlns='http://www.w3.org/2000/svg'><text>{}</text></svg>",
            "&a;".repeat(900)
        );
        assert!(sanitized(&source, grown.as_bytes()).is_err());
    }

    #[test]
    fn what_is_dangerous_goes() {
        let svg = "<!DOCTYPE svg [<!ENTITY a 'x'>]>
<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' onload='alert(1)' width='9' height='9'>
<script>alert(2)</script><style>@import url(https://evil.example/a.css); .a { fill: red; background: url(https://evil.example/b) }</style>
<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><iframe src='https://evil.example'/></body></foreignObject>
<a xlink:href='javascript:alert(3)'><text onclick='alert(4)'>Piazza &amp; mare &a;</text></a>
<image href='https://evil.example/c.png'/><use href='#here'/><circle class='a' r='3'/></svg>";
        let clean = sanitized(&SourcePath::new("a.svg").unwrap(), svg.as_bytes()).unwrap();
        for word in [
            "alert",
            "script",
            "@import",
            "url(http",
            "\"http://evil",
            "\"https://evil",
            "onload",
            "onclick",
            "foreignObject",
            "iframe",
            "DOCTYPE",
            "ENTITY",
        ] {
            assert!(!clean.contains(word), "`{word}` is left in {clean}");
        }
        assert!(clean.contains("Piazza &amp; mare") && clean.contains("circle") && clean.contains("#here"), "{clean}");
    }

    #[test]
    fn what_is_no_svg_is_told_at_its_place() {
        let source = SourcePath::new("a.svg").unwrap();
        let place =
            |text: &str| sanitized(&source, text.as_bytes()).unwrap_err().place.map(|place| (place.line, place.column));
        assert_eq!(place("<svg xmlns='http://www.w3.org/2000/svg'>\n  <g></svg>"), Some((2, 11)));
        assert_eq!(place("<html xmlns='http://www.w3.org/1999/xhtml'/>"), None);
        assert!(place("").is_some());
        let laughs = "<!DOCTYPE s [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaa'>".to_owned()
            + &(0..40)
                .map(|n| {
                    format!(
                        "<!ENTITY b{n} '{}'>",
                        if n == 0 { "&a;".repeat(20) } else { format!("&b{};", n - 1).repeat(20) }
                    )
                })
                .collect::<String>()
            + "]><svg xmlns='http://www.w3.org/2000/svg'><text>&b39;</text></svg>";
        assert!(sanitized(&source, laughs.as_bytes()).is_err());
        let outside = "<!DOCTYPE s [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&a;</text></svg>";
        assert!(!sanitized(&source, outside.as_bytes()).unwrap_or_default().contains("root:"));
    }
}
