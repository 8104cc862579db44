//! `seawall.toml`, the clock, and what is asked of a build.

use super::{Edit, Random, Twin, replace, write};

pub(super) const EDITS: &[(&str, Edit)] = &[
    ("the title of the site", title),
    ("the name of a language", language),
    ("a setting of the theme", setting),
    ("the alert", alert),
    ("terms at once", paginate),
    ("the address of terms", path_of_terms),
    ("formats of feeds", feeds),
    ("robots", robots),
    ("a manifest", manifest),
    ("security", security),
    ("the length of feeds", length_of_feeds),
    ("the organization", organization),
    ("permalinks", permalinks),
    ("the addresses of probes", addresses_of_probes),
    ("a redirect", redirect),
    ("a menu", menu),
    ("the weight of a menu", weight),
    ("widths of pictures", widths),
    ("quality of pictures", quality),
    ("Markdown", markdown),
    ("white space", html),
    ("search", search),
    ("fallback", fallback),
    ("lifetimes", lifetimes),
    ("styles", styles),
    ("a broken configuration", broken),
    ("the clock", clock),
    ("drafts", drafts),
    ("the address", address),
    ("a theme of the site", theme),
];

const CONFIG: &str = "seawall.toml";

/// Replaces the whole line that begins so, or one that this edit added before.
fn line(twin: &mut Twin, start: &str, after: &str) -> bool {
    let text = twin.text(CONFIG).unwrap();
    let Some(line) = text.lines().find(|line| line.starts_with(start)).map(str::to_owned) else { return false };
    line != after && replace(twin, CONFIG, &format!("{line}\n"), &format!("{after}\n"))
}

/// Adds a table, or takes away the one that was added before.
fn table(twin: &mut Twin, text: &str) -> bool {
    let name = text.lines().next().unwrap();
    let before = twin.text(CONFIG).unwrap();
    match before.find(&format!("\n{name}\n# added\n")) {
        Some(at) => {
            let end = before[at + 1..].find("\n\n").map_or(before.len(), |end| at + 1 + end);
            write(twin, &format!("without {name}"), CONFIG, format!("{}{}", &before[..at], &before[end..]))
        }
        None => {
            let rest = text.strip_prefix(name).unwrap();
            write(twin, text, CONFIG, format!("{before}\n{name}\n# added{rest}\n\n"))
        }
    }
}

fn title(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(1_000);
    line(twin, "title = \"Comune", &format!("title = \"Comune {n}\""))
}

fn language(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(1_000);
    line(twin, "title = \"Municipality", &format!("title = \"Municipality {n}\""))
}

fn setting(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(5) + 1;
    let settings = [
        ("home_list_length = ", n.to_string()),
        ("phone = ", format!("\"{n}\"")),
        ("authority = ", format!("\"Unione {n}\"")),
    ];
    let (start, value) = random.pick(&settings).clone();
    line(twin, start, &format!("{start}{value}"))
}

fn alert(twin: &mut Twin, random: &mut Random) -> bool {
    let page = *random.pick(&["@/avvisi/allerta-arancione-mareggiata.md", "@/contatti.md"]);
    line(twin, "alert = ", &format!("alert = \"{page}\""))
}

fn paginate(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(12) + 1;
    line(twin, "paginate_by = ", &format!("paginate_by = {n}"))
}

fn path_of_terms(twin: &mut Twin, random: &mut Random) -> bool {
    let path = *random.pick(&["temi", "argomenti", "tags"]);
    line(twin, "path = \"argomenti", &format!("path = \"{path}\"")) || line(twin, "path = \"te", "path = \"argomenti\"")
}

fn feeds(twin: &mut Twin, random: &mut Random) -> bool {
    let formats = *random.pick(&["[\"atom\"]", "[\"rss\", \"json\"]", "[]", "[\"json\", \"rss\", \"atom\"]"]);
    line(twin, "formats = ", &format!("formats = {formats}"))
        && (random.once_in(2)
            || line(twin, "content = ", "content = \"summary\"")
            || line(twin, "content = ", "content = \"full\""))
}

fn robots(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(100);
    line(twin, "disallow = ", &format!("disallow = [\"/elezioni/{n}\"]"))
}

fn security(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(100);
    line(twin, "contact = ", &format!("contact = \"mailto:sicurezza{n}@comune.molosalso.example\""))
}

fn length_of_feeds(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(6) + 1;
    line(twin, "length = ", &format!("length = {n}"))
}

fn manifest(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(100);
    line(twin, "short_name = ", &format!("short_name = \"M{n}\""))
}

fn organization(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(100);
    line(twin, "telephone = ", &format!("telephone = \"+39 {n}\""))
}

fn permalinks(twin: &mut Twin, random: &mut Random) -> bool {
    let pattern = *random.pick(&["/avvisi/:year/:month/:slug/", "/avvisi/:slug/", "/avvisi/:year/:slug/"]);
    line(twin, "avvisi = ", &format!("avvisi = \"{pattern}\""))
}

fn addresses_of_probes(twin: &mut Twin, random: &mut Random) -> bool {
    // No file is touched, and what a body says of its own address is another.
    let n = random.below(100);
    line(twin, "probes = ", &format!("probes = \"/prove-{n}/:slug/\""))
}

fn redirect(twin: &mut Twin, random: &mut Random) -> bool {
    let to = *random.pick(&["@/contatti.md", "/novita/", "@/elezioni/_index.md"]);
    line(twin, "to = ", &format!("to = \"{to}\""))
}

fn menu(twin: &mut Twin, random: &mut Random) -> bool {
    let page = *random.pick(&["@/contatti.md", "@/privacy.md"]);
    table(twin, &format!("[[menus.main]]\npage = \"{page}\"\nweight = 9"))
}

fn weight(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(9) + 1;
    line(twin, "weight = ", &format!("weight = {n}"))
}

fn widths(twin: &mut Twin, random: &mut Random) -> bool {
    let widths = *random.pick(&["[16]", "[16, 24]", "[20]"]);
    line(twin, "widths = ", &format!("widths = {widths}"))
}

fn quality(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(60) + 20;
    line(twin, "quality = ", &format!("quality = {{ webp = {n}, jpeg = {n} }}"))
}

fn markdown(twin: &mut Twin, random: &mut Random) -> bool {
    let options =
        *random.pick(&["smart_punctuation = false", "heading_ids = false", "math = false", "highlight = false"]);
    table(twin, &format!("[markdown]\n{options}"))
}

fn html(twin: &mut Twin, random: &mut Random) -> bool {
    let html = *random.pick(&["minified", "pretty", "as-is"]);
    line(twin, "html = ", &format!("html = \"{html}\""))
}

fn search(twin: &mut Twin, random: &mut Random) -> bool {
    match random.below(3) {
        0 => line(twin, "enabled = ", "enabled = false") || line(twin, "enabled = ", "enabled = true"),
        1 => line(twin, "path = \"cerca", "path = \"cercare\""),
        _ => line(twin, "search_path = ", "search_path = \"find\""),
    }
}

fn fallback(twin: &mut Twin, _: &mut Random) -> bool {
    line(twin, "fallback = ", "fallback = false") || line(twin, "fallback = ", "fallback = true")
}

fn lifetimes(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(1_000);
    table(twin, &format!("[cache.page]\nbrowser = {n}"))
}

fn styles(twin: &mut Twin, _: &mut Random) -> bool {
    table(twin, "[styles]\nminify = false")
}

fn broken(twin: &mut Twin, random: &mut Random) -> bool {
    let wrong = *random.pick(&["titel = 1", "[menus.main", "[feeds]\nlength = \"x\""]);
    let text = twin.text(CONFIG).unwrap();
    write(twin, wrong, CONFIG, format!("{wrong}\n{text}"))
}

fn clock(twin: &mut Twin, random: &mut Random) -> bool {
    let instants = [
        "2026-11-20T07:00:00Z",
        "2026-11-23T12:00:00Z",
        "2026-11-23T14:59:59Z",
        "2026-11-23T15:00:00Z",
        "2026-11-24T00:00:00Z",
        "2026-12-01T07:00:00Z",
        "2027-01-15T00:00:00Z",
    ];
    let instant = *random.pick(&instants);
    twin.tell(format!("it is {instant}"));
    twin.order.clock = instant.parse().unwrap();
    true
}

fn drafts(twin: &mut Twin, _: &mut Random) -> bool {
    twin.order.with_drafts = !twin.order.with_drafts;
    twin.tell(format!("drafts: {}", twin.order.with_drafts));
    true
}

fn address(twin: &mut Twin, random: &mut Random) -> bool {
    let address = *random.pick(&[None, Some("https://preview.example/42/"), Some("http://127.0.0.1:8000")]);
    twin.tell(format!("base_url: {address:?}"));
    twin.order.base_url = address.map(str::to_owned);
    true
}

fn theme(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(1_000);
    // A theme of the site that stands on the one in the program, and another version of it.
    twin.write("themes/molo/theme.toml", format!("name = \"molo\"\nversion = \"0.{n}.0\"\nextends = \"civic\"\n"));
    let page = format!("{{% extends \"parent/page.html\" %}}\n{{% block care %}}<p>{n}</p>{{% endblock care %}}\n");
    twin.write("themes/molo/templates/page.html", page);
    let theme = if random.once_in(3) { "civic" } else { "molo" };
    twin.tell(format!("theme molo {n}"));
    line(twin, "theme = ", &format!("theme = \"{theme}\"")) || theme == "molo"
}
