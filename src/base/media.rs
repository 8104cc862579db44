//! The media type of a file, from its name.

/// Returns the value of `Content-Type` for a file called `name`; text always says UTF-8.
pub fn media_type(name: &str) -> String {
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    if guess.type_() == "text" { format!("{guess}; charset=utf-8") } else { guess.to_string() }
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn common_names() {
        assert_eq!(media_type("index.html"), "text/html; charset=utf-8");
        assert_eq!(media_type("a.css"), "text/css; charset=utf-8");
        assert_eq!(media_type("a.js"), "text/javascript; charset=utf-8");
        assert_eq!(media_type("a.svg"), "image/svg+xml");
        assert_eq!(media_type("a.json"), "application/json");
        assert_eq!(media_type("a.woff2"), "font/woff2");
        assert_eq!(media_type("CNAME"), "application/octet-stream");
    }
}
