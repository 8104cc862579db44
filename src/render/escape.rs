//! Text → text of HTML and XML.

/// Writes `text` so that it can stand between tags.
pub(super) fn push_text(html: &mut String, text: &str) {
    write(html, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// Returns `text` so that it can stand between tags or in a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    write(&mut html, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        _ => None,
    });
    html
}

/// Returns JSON so that nothing in it can end the `<script>` it stands in. These three stand in texts only, where
/// JSON allows them to be escaped.
pub(super) fn for_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// Returns `text` for XML; what XML 1.0 (section 2.2) cannot hold at all is left out.
pub(super) fn for_xml(text: &str) -> String {
    let is_held = |character: &char| match character {
        '\n' | '\t' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        character => !character.is_control(),
    };
    escaped(&text.chars().filter(is_held).collect::<String>())
}

fn write(html: &mut String, text: &str, entity: fn(u8) -> Option<&'static str>) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(entity) = entity(byte) {
            html.push_str(&text[from..at]);
            html.push_str(entity);
            from = at + 1;
        }
    }
    html.push_str(&text[from..]);
}
