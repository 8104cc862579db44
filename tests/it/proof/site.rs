//! Where every sequence of edits begins: the example site, with small pictures, and with a page for each
//! question that a template or a body can ask.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::support::pictures::{drawing_png, photo_jpeg};
use crate::support::site::tree;

/// A template for each question, which asks nothing else: where all else of a page changes with every edit,
/// a question that is not taken down would not be missed.
const PROBES: [(&str, &str); 25] = [
    ("page", "get_page(path=\"@/servizi/tassa-rifiuti.md\")"),
    ("section", "get_section(path=\"@/servizi/_index.md\")"),
    ("news", "get_section(path=\"@/novita/_index.md\")"),
    ("url", "get_url(path=\"@/avvisi/interruzione-acqua-via-del-faro.md\")"),
    ("link", "get_url(path=\"@/contatti.md#telefono-ed-e-mail\")"),
    ("beside", "get_url(path=\"piano.txt\")"),
    ("file", "get_file(path=\"@/probes/piano.txt\")"),
    ("pages", "pages(limit=5)"),
    ("some", "pages(section=\"novita\", limit=4)"),
    ("query", "query(key=\"series\", value=\"pista-ciclabile\", sort_by=\"title\")"),
    ("year", "query(year=2026, sort_by=\"weight\", limit=8)"),
    ("tagged", "query(taxonomy=\"tags\", term=\"Cultura\")"),
    ("related", "related(path=\"@/novita/biblioteca-riaperta/index.md\", limit=3)"),
    ("taxonomy", "get_taxonomy(kind=\"tags\")"),
    ("term", "get_taxonomy_term(kind=\"tags\", term=\"Lavori pubblici\")"),
    ("term-url", "get_taxonomy_url(kind=\"tags\", name=\"Associazioni\")"),
    ("menu", "get_menu(name=\"main\")"),
    ("data", "load_data(path=\"turnout.csv\")"),
    ("asset", "asset(name=\"css/elections.css\")"),
    ("integrity", "integrity(name=\"js/filter.js\")"),
    ("image", "get_image(path=\"immagini/faro.jpg\")"),
    ("metadata", "get_image_metadata(path=\"immagini/faro.jpg\")"),
    ("resize", "resize_image(path=\"immagini/faro.jpg\", width=12, op=\"fit_width\")"),
    ("text", "trans(key=\"series\", n=2)"),
    ("day", "now()"),
];

/// Bodies that ask something of their own.
const BODIES: [(&str, &str); 6] = [
    ("of-link", "[contatti](@/contatti.md) e [acqua](@/avvisi/interruzione-acqua-via-del-faro.md)"),
    ("of-picture", "![faro](/immagini/faro.jpg)"),
    ("of-shortcode", "{{< count >}} e {{< note >}}nota{{< /note >}}"),
    ("of-quote", "> citata"),
    ("of-itself", "[qui](./) e [il piano](piano.txt)"),
    ("of-code", "```rust\nlet a = 1;\n```\n\nUna nota.[^1]\n\n[^1]: Qui."),
];

/// Returns the files that every sequence begins with.
pub(super) fn files() -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site"));
    files.retain(|path, _| [".cache", ".seawall-local", "public"].iter().all(|made| !path.starts_with(made)));
    // No two are alike: of two that are, the one that comes second is found on the shelf, or is not.
    for (side, (path, bytes)) in (0..).zip(&mut files) {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("jpg") => *bytes = photo_jpeg(40 + side, 30),
            Some("png") => *bytes = drawing_png(40 + side, 30),
            _ => {}
        }
    }
    let mut put = |path: &str, text: String| files.insert(PathBuf::from(path), text.into_bytes());
    let config =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site/seawall.toml")).unwrap();
    let images = "[images]\nwidths = [16, 24]\nquality = { webp = 60, jpeg = 60 }\n";
    let config = config.replacen("theme = \"civic\"\n", "theme = \"civic\"\nhtml = \"minified\"\n", 1);
    let config = config.replacen("[feeds]\n", "[feeds]\nlength = 8\n", 1);
    let config = config.replacen("[permalinks]\n", "[permalinks]\nprobes = \"/probes/:slug/\"\n", 1);
    put("seawall.toml", format!("{config}\n{images}\n"));
    put(
        "templates/shortcodes/count.html",
        "{% component count() %}<b>{{ trans(key=\"count-word\") }}</b>{% endcomponent count %}\n".to_owned(),
    );
    for language in ["it", "en"] {
        let path = format!("i18n/{language}.ftl");
        let texts =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site").join(&path)).unwrap();
        put(&path, format!("{texts}\ncount-word = sette\n"));
    }
    put("content/probes/_index.md", "+++\ntitle = \"Prove\"\n+++\n".to_owned());
    for (name, question) in PROBES {
        put(
            &format!("content/probes/{name}.md"),
            format!("+++\ntitle = \"Prova {name}\"\ntemplate = \"probe/{name}.html\"\n+++\n"),
        );
        // Terms have other names in English.
        let condition = if name.starts_with("term") { "lang == \"it\"" } else { "true" };
        let html = format!(
            "<!doctype html><html lang=\"it\"><title>Prova</title><main>{{% if {condition} %}}<pre>{{{{ {question} | json_encode }}}}</pre>{{% endif %}}here</main></html>\n"
        );
        put(&format!("templates/probe/{name}.html"), html);
    }
    for (name, body) in BODIES {
        put(
            &format!("content/probes/{name}.md"),
            format!("+++\ntitle = \"Prova {name}\"\ntemplate = \"probe/body.html\"\n+++\n{body}\n"),
        );
    }
    put("content/probes/piano.txt", "Il piano.\n".to_owned());
    let html = "<!doctype html><html lang=\"it\"><title>Prova</title><main>{{ page.content | safe }}</main></html>\n";
    put("templates/probe/body.html", html.to_owned());
    files
}
