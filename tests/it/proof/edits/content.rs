//! Bodies, and which files there are.

use super::{Edit, Random, Twin, is_leaf, is_section, one_of, page, write};

pub(super) const EDITS: &[(&str, Edit)] = &[
    ("a sentence", sentence),
    ("a heading", heading),
    ("a link", link),
    ("a shortcode", shortcode),
    ("code", code),
    ("the end of a summary", more),
    ("a footnote", footnote),
    ("a word of the same length", word),
    ("a cut", cut),
    ("a page in YAML", yaml),
    ("a new page", new),
    ("a new section", section),
    ("a page removed", remove),
    ("a page moved", moved),
    ("a page moved without its links", lost),
    ("a translation", translation),
    ("a translation removed", untranslated),
    ("a file of a bundle", bundled),
    ("a draft of a section", body_of_section),
    ("broken front matter", broken_front),
    ("a broken link", broken_link),
];

fn append(twin: &mut Twin, random: &mut Random, what: &str, addition: &str) -> bool {
    let Some((path, text)) = page(twin, random, |_| true) else { return false };
    write(twin, what, &path, format!("{text}\n\n{addition}\n"))
}

fn sentence(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(1_000);
    append(twin, random, "sentence", &format!("Frase numero {n}, con *parole* mai lette{n}."))
}

fn heading(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(1_000);
    append(twin, random, "heading", &format!("## Titolo {n}\n\nTesto sotto il titolo."))
}

fn link(twin: &mut Twin, random: &mut Random) -> bool {
    let Some((to, _)) = page(twin, random, |path| !path.contains(".en.")) else { return false };
    let to = to.strip_prefix("content/").unwrap().to_owned();
    append(twin, random, &format!("link to {to}"), &format!("Vedi [anche questo](@/{to})."))
}

fn shortcode(twin: &mut Twin, random: &mut Random) -> bool {
    let calls = [
        "{{< note title=\"Nota\" >}}\nTesto *della* nota.\n{{< /note >}}",
        "{{< details summary=\"Di più\" >}}\nTesto nascosto.\n{{< /details >}}",
        "{{< button href=\"@/contatti.md\" label=\"Scrivi\" >}}",
        "{{< count >}}",
    ];
    let call = *random.pick(&calls);
    append(twin, random, call, call)
}

fn code(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(4);
    append(twin, random, "code", &format!("```json\n{{\"numero\": {n}}}\n```"))
}

fn more(twin: &mut Twin, random: &mut Random) -> bool {
    let Some((path, text)) = page(twin, random, is_leaf) else { return false };
    let Some((front, body)) = text.split_once("\n+++\n") else { return false };
    let text = match body.contains("<!-- more -->") {
        true => text.replace("<!-- more -->\n", ""),
        false => format!("{front}\n+++\nUn inizio nuovo.\n\n<!-- more -->\n{body}"),
    };
    write(twin, "summary", &path, text)
}

fn footnote(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(1_000);
    append(twin, random, "footnote", &format!("Con una nota.[^n{n}]\n\n[^n{n}]: La nota {n}."))
}

fn word(twin: &mut Twin, random: &mut Random) -> bool {
    let Some((path, text)) = page(twin, random, |_| true) else { return false };
    let Some(at) = text.find("\n+++\n").and_then(|at| Some(at + 5 + text[at + 5..].find(" di ")?)) else {
        return false;
    };
    write(twin, "word", &path, format!("{} ed {}", &text[..at], &text[at + 4..]))
}

fn cut(twin: &mut Twin, random: &mut Random) -> bool {
    let Some((path, text)) = page(twin, random, is_leaf) else { return false };
    let Some((kept, _)) = text.rsplit_once("\n\n").filter(|(kept, _)| kept.contains("\n+++\n")) else { return false };
    write(twin, "cut", &path, format!("{kept}\n"))
}

fn yaml(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(1_000);
    let text = format!(
        "---\ntitle: \"Titolo {n}\"\ndate: 2026-09-{:02}\ntags: [Scuola, Casa]\n---\n\nTesto {n}.\n",
        n % 28 + 1
    );
    write(twin, "page in YAML", "content/novita/buoni-libro.md", text)
}

fn new(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(100);
    let folder = *random.pick(&["novita", "avvisi", "servizi", "vivere", "bandi", "elezioni/archivio"]);
    let language = if random.once_in(4) { ".en" } else { "" };
    let date = format!("2026-11-{:02}", n % 23 + 1);
    let tags = *random.pick(&["[]", "[\"Scuola\"]", "[\"Cultura\", \"Casa\"]", "[\"Nuovo argomento\"]"]);
    let series = if random.once_in(3) { "\n[extra]\nseries = \"pista-ciclabile\"\n" } else { "" };
    let text = format!("+++\ntitle = \"Nuova {n}\"\ndate = {date}\ntags = {tags}\n{series}+++\n\nNuova pagina {n}.\n");
    write(twin, "new page", &format!("content/{folder}/nuova-{n}{language}.md"), text)
}

fn section(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(3);
    twin.write(&format!("content/novita/sezione-{n}/prima.md"), "+++\ntitle = \"Prima\"\n+++\nprima\n");
    if random.once_in(2) {
        twin.write(
            &format!("content/novita/sezione-{n}/_index.md"),
            "+++\ntitle = \"Sezione\"\ntransparent = true\n+++\n",
        );
    }
    twin.tell(format!("section {n}"));
    true
}

/// Leads all links to a page elsewhere, so that the site stays whole.
fn lead(twin: &Twin, from: &str, to: &str) {
    let link = format!("@/{from}");
    let sources =
        twin.sources().into_iter().filter(|(path, _)| path.starts_with("content") || path.ends_with("seawall.toml"));
    for (path, bytes) in sources {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let mut parts = text.split(&link);
        let mut led = parts.next().unwrap().to_owned();
        for part in parts {
            // The anchor of another page means nothing.
            let rest = part
                .strip_prefix('#')
                .map_or(part, |rest| rest.trim_start_matches(|letter: char| letter.is_alphanumeric() || letter == '-'));
            led.push_str(&format!("@/{to}{rest}"));
        }
        if led != text {
            twin.write(path.to_str().unwrap(), led);
        }
    }
}

fn inside(path: &str) -> &str {
    path.strip_prefix("content/").unwrap()
}

/// Returns the other languages and files that belong to a page.
fn is_alone(path: &str) -> bool {
    is_leaf(path) && !path.ends_with("/index.md") && !path.contains(".en.")
}

fn remove(twin: &mut Twin, random: &mut Random) -> bool {
    let Some((path, _)) = page(twin, random, is_alone) else { return false };
    twin.tell(format!("removed: {path}"));
    twin.remove(&path);
    twin.remove(&path.replace(".md", ".en.md"));
    lead(twin, inside(&path), "_index.md");
    true
}

fn moved(twin: &mut Twin, random: &mut Random) -> bool {
    let Some((path, text)) = page(twin, random, is_alone) else { return false };
    let name = path.rsplit('/').next().unwrap();
    let folder = *random.pick(&["novita", "vivere", "bandi", "amministrazione"]);
    let to = format!("content/{folder}/spostata-{name}");
    twin.tell(format!("moved: {path} → {to}"));
    let english = path.replace(".md", ".en.md");
    if let Some(text) = twin.text(&english) {
        twin.write(&to.replace(".md", ".en.md"), text);
        twin.remove(&english);
    }
    twin.write(&to, text);
    twin.remove(&path);
    lead(twin, inside(&path), inside(&to));
    true
}

fn lost(twin: &mut Twin, random: &mut Random) -> bool {
    let Some((path, text)) = page(twin, random, is_alone) else { return false };
    twin.tell(format!("lost: {path}"));
    twin.write(&path.replace(".md", "-altrove.md"), text);
    twin.remove(&path)
}

fn translation(twin: &mut Twin, random: &mut Random) -> bool {
    let Some((path, text)) = page(twin, random, |path| !path.contains(".en.")) else { return false };
    let to = path.replace(".md", ".en.md");
    if twin.text(&to).is_some() {
        return false;
    }
    let text = super::set(&text, "title", Some("\"Translated\"")).replace(" di ", " of ");
    write(twin, "translation", &to, text)
}

fn untranslated(twin: &mut Twin, random: &mut Random) -> bool {
    let Some((path, _)) = page(twin, random, |path| path.contains(".en.") && path != "content/_index.en.md") else {
        return false;
    };
    twin.tell(format!("untranslated: {path}"));
    twin.remove(&path)
}

fn bundled(twin: &mut Twin, random: &mut Random) -> bool {
    let Some(path) = one_of(twin, random, "content", ".csv") else { return false };
    let Some(text) = super::turn_a_digit(&twin.text(&path).unwrap(), random) else { return false };
    write(twin, "file of a bundle", &path, text)
}

fn body_of_section(twin: &mut Twin, random: &mut Random) -> bool {
    let Some((path, text)) = page(twin, random, is_section) else { return false };
    let n = random.below(100);
    write(twin, "body of a section", &path, format!("{text}\nAncora {n}.\n"))
}

fn broken_front(twin: &mut Twin, random: &mut Random) -> bool {
    let Some((path, text)) = page(twin, random, is_leaf) else { return false };
    let wrong = *random.pick(&["title = ", "date = \"ieri\"", "titel = 1\ntitle = 3"]);
    write(twin, "broken front matter", &path, text.replacen("+++\n", &format!("+++\n{wrong}\n"), 1))
}

fn broken_link(twin: &mut Twin, random: &mut Random) -> bool {
    let link = *random.pick(&[
        "[x](@/non/esiste.md)",
        "[x](@/contatti.md#niente)",
        "![x](niente.png)",
        "{{< niente >}}",
        "[x](/niente/)",
    ]);
    append(twin, random, link, link)
}
