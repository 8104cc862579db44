//! What HTML says of its elements, by their names in lower case.

/// Returns whether an element has no end tag: <https://html.spec.whatwg.org/#void-elements>.
pub(in crate::render) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Returns whether the end tag of an element may be left out, since a reader knows where it must be:
/// <https://html.spec.whatwg.org/#optional-tags>.
pub(in crate::render) fn has_optional_end(name: &str) -> bool {
    matches!(
        name,
        "body"
            | "caption"
            | "colgroup"
            | "dd"
            | "dt"
            | "head"
            | "html"
            | "li"
            | "optgroup"
            | "option"
            | "p"
            | "rp"
            | "rt"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
    )
}

/// Returns whether a browser shows an element on lines of its own, or not at all, where no style says
/// otherwise: <https://html.spec.whatwg.org/#flow-content-3>.
pub(in crate::render) fn is_block(name: &str) -> bool {
    has_optional_end(name) && !matches!(name, "rp" | "rt")
        || matches!(
            name,
            "address"
                | "article"
                | "aside"
                | "base"
                | "blockquote"
                | "col"
                | "details"
                | "dialog"
                | "div"
                | "dl"
                | "fieldset"
                | "figcaption"
                | "figure"
                | "footer"
                | "form"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "header"
                | "hgroup"
                | "hr"
                | "legend"
                | "link"
                | "main"
                | "menu"
                | "meta"
                | "nav"
                | "ol"
                | "pre"
                | "script"
                | "search"
                | "section"
                | "style"
                | "summary"
                | "table"
                | "template"
                | "title"
                | "ul"
        )
}

/// Returns whether the text of an element is code and not prose, so that each of its characters counts.
pub(in crate::render) fn is_code(name: &str) -> bool {
    matches!(name, "code" | "kbd" | "listing" | "plaintext" | "pre" | "samp" | "textarea" | "var" | "xmp")
}

/// Returns whether an element shows something without any text in it.
pub(in crate::render) fn is_content(name: &str) -> bool {
    matches!(
        name,
        "audio" | "canvas" | "embed" | "iframe" | "img" | "input" | "math" | "object" | "picture" | "svg" | "video"
    )
}
