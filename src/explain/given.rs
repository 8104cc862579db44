//! What steps are called and given, in words.

/// Returns what the steps of a kind make, for one and for several: `page`, `pages`.
pub fn noun(kind: &str) -> (&str, &str) {
    match kind {
        "asset" => ("asset", "assets"),
        "feed" => ("feed", "feeds"),
        "fragment" => ("text", "texts"),
        "image" => ("picture in its sizes", "pictures in their sizes"),
        "manifest" => ("web manifest", "web manifests"),
        "page" => ("page", "pages"),
        "redirect" => ("redirect", "redirects"),
        "robots" => ("robots.txt", "robots.txt"),
        "search" => ("search index", "search indexes"),
        "security" => ("security.txt", "security.txt"),
        "sitemap" => ("sitemap", "sitemaps"),
        "static" => ("file as it is", "files as they are"),
        "words" => ("list of words for the search", "lists of words for the search"),
        other => (other, other),
    }
}

/// Returns what an input of a step is, in words.
pub fn given<'a>(kind: &str, label: &'a str) -> &'a str {
    match (kind, label) {
        ("page", "template") => "its template or what that is made of",
        ("page", "context") => "what it shows of itself and its neighbors (title, dates, section, list)",
        ("page", "content") => "its rendered text",
        ("page", "config") => "what templates see of `seawall.toml`",
        ("page", "settings") => "the choice of its template and how it is written",
        ("fragment", "source") => "its file",
        ("fragment", "url") => "its address",
        ("fragment", "hooks") => "the render hooks of the theme",
        ("fragment", "settings") => "what `seawall.toml` says of Markdown, languages, pictures and the address",
        ("asset" | "static", "source") => "which file it is made from",
        ("asset" | "static", "body") => "the bytes of its file",
        ("asset" | "static", "trouble") => "what kept its file from being read",
        ("asset" | "static", "settings") => "what `seawall.toml` says of styles and pictures",
        ("feed" | "sitemap" | "manifest" | "robots" | "security", "pages") => "all that it shows",
        ("words", "content") => "the rendered text of the page",
        ("words", "about") => "the title, description and terms of the page",
        ("search", "pages") => "what a list of results shows of each page",
        ("search", "words") => "the words of each page",
        ("redirect", "goal") => "where it leads",
        ("image", "picture") => "the bytes of the picture",
        ("image", "operations") => "the sizes and formats that pages show",
        (_, "inputs") => "what it is given",
        (_, other) => other,
    }
}
