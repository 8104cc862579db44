//! What a front matter says.

use super::{Edit, Random, Twin, is_leaf, is_section, page, set, write};

pub(super) const EDITS: &[(&str, Edit)] = &[
    ("a title", title),
    ("a description", description),
    ("a date", date),
    ("a draft", draft),
    ("tags", tags),
    ("a rare tag", rare_tag),
    ("a slug", slug),
    ("a weight", weight),
    ("an alias", alias),
    ("a page that is elsewhere", redirect),
    ("a page that is gone", gone),
    ("publish_at", publish_at),
    ("expires_at", expires_at),
    ("cache", cache),
    ("toc", toc),
    ("sitemap", sitemap),
    ("search", search),
    ("robots", robots),
    ("authors", authors),
    ("updated", updated),
    ("owner", owner),
    ("summary", summary),
    ("template", template),
    ("schema", schema),
    ("menus", menus),
    ("series", series),
    ("sort_by", sort_by),
    ("sort_order", sort_order),
    ("paginate_by", paginate_by),
    ("page_template", page_template),
    ("feed", feed),
    ("transparent", transparent),
    ("the address of a probe", address_of_probe),
    ("the word for pieces", paginate_path),
    ("the title of a resource", resource),
    ("cascade", cascade),
];

fn edit(twin: &mut Twin, random: &mut Random, kind: fn(&str) -> bool, (key, value): (&str, Option<String>)) -> bool {
    let Some((path, text)) = page(twin, random, kind) else { return false };
    let what = format!("{key} = {value:?}");
    write(twin, &what, &path, set(&text, key, value.as_deref()))
}

/// Gives a page a value, or takes it away.
fn choose(twin: &mut Twin, random: &mut Random, kind: fn(&str) -> bool, (key, values): (&str, &[&str])) -> bool {
    let value = Some(*random.pick(values)).filter(|value| !value.is_empty()).map(str::to_owned);
    edit(twin, random, kind, (key, value))
}

fn title(twin: &mut Twin, random: &mut Random) -> bool {
    let title = format!("\"Titolo {}\"", random.below(1_000));
    edit(twin, random, |_| true, ("title", Some(title)))
}

fn description(twin: &mut Twin, random: &mut Random) -> bool {
    let text = format!("\"Descrizione {}\"", random.below(1_000));
    edit(twin, random, |_| true, ("description", Some(text)))
}

fn date(twin: &mut Twin, random: &mut Random) -> bool {
    let date = format!("2026-{:02}-{:02}", random.below(12) + 1, random.below(28) + 1);
    edit(twin, random, |path| path.contains("/novita/") && is_leaf(path), ("date", Some(date)))
}

/// A page that nothing links to may go and come without a broken link.
fn is_free(path: &str) -> bool {
    is_leaf(path)
        && ["/novita/nuova", "/mercatino", "/pista", "/lungomare", "comunali", "/modifica"]
            .iter()
            .any(|name| path.contains(name))
}

fn draft(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, is_free, ("draft", &["true", ""]))
}

fn tags(twin: &mut Twin, random: &mut Random) -> bool {
    choose(
        twin,
        random,
        is_leaf,
        ("tags", &["[\"Cultura\"]", "[\"Scuola\", \"Lavori pubblici\"]", "[\"Cultura\", \"Mai visto\"]", ""]),
    )
}

fn rare_tag(twin: &mut Twin, random: &mut Random) -> bool {
    // The address of a term is gone with the last page that has it.
    let path = "content/bandi/contributi-associazioni/index.md";
    let tags = *random.pick(&["[\"Contributi\"]", "[\"Contributi\", \"Prima\"]"]);
    let text = set(&twin.text(path).unwrap(), "tags", Some(tags));
    write(twin, "a rare tag", path, text)
}

fn slug(twin: &mut Twin, random: &mut Random) -> bool {
    let slug = format!("\"slug-{}\"", random.below(1_000));
    edit(twin, random, |path| is_leaf(path) && !path.contains(".en."), ("slug", Some(slug)))
}

fn weight(twin: &mut Twin, random: &mut Random) -> bool {
    let weight = random.below(100).to_string();
    edit(
        twin,
        random,
        |path| path.contains("/servizi/") || path.contains("/amministrazione/"),
        ("weight", Some(weight)),
    )
}

fn alias(twin: &mut Twin, random: &mut Random) -> bool {
    let alias = format!("[\"/vecchia/{}/\"]", random.below(1_000));
    edit(twin, random, is_leaf, ("aliases", Some(alias)))
}

fn redirect(twin: &mut Twin, random: &mut Random) -> bool {
    choose(
        twin,
        random,
        is_free,
        ("redirect_to", &["\"@/contatti.md\"", "\"/novita/\"", "\"https://example.org/\"", ""]),
    )
}

fn gone(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, is_free, ("gone", &["true", ""]))
}

fn publish_at(twin: &mut Twin, random: &mut Random) -> bool {
    choose(
        twin,
        random,
        is_free,
        ("publish_at", &["2026-11-23T15:00:00Z", "2026-11-20T08:00:00Z", "2026-12-01T08:00:00+01:00", ""]),
    )
}

fn expires_at(twin: &mut Twin, random: &mut Random) -> bool {
    choose(
        twin,
        random,
        is_free,
        ("expires_at", &["2026-11-23T15:00:00Z", "2026-11-20T08:00:00Z", "2026-12-01T08:00:00+01:00", ""]),
    )
}

fn cache(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, |_| true, ("cache", &["\"live\"", ""]))
}

fn toc(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, |path| path.contains("/servizi/"), ("toc", &["false", ""]))
}

fn sitemap(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, |_| true, ("sitemap", &["false", ""]))
}

fn search(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, |_| true, ("search", &["false", ""]))
}

fn robots(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, |_| true, ("robots", &["\"noindex\"", ""]))
}

fn authors(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, is_leaf, ("authors", &["[\"Ufficio stampa\"]", "[\"A. Nonima\", \"B. Nonimo\"]", ""]))
}

fn updated(twin: &mut Twin, random: &mut Random) -> bool {
    let day = format!("2026-11-{:02}", random.below(23) + 1);
    edit(twin, random, |_| true, ("updated", Some(day)))
}

fn owner(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, is_leaf, ("owner", &["\"Ufficio tributi\"", "\"Ufficio tecnico\"", ""]))
}

fn summary(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, is_leaf, ("summary", &["\"In breve.\"", "\"In due parole.\"", ""]))
}

fn template(twin: &mut Twin, random: &mut Random) -> bool {
    choose(
        twin,
        random,
        |path| path.contains("/servizi/") && is_leaf(path),
        ("template", &["\"page.html\"", "\"service.html\"", ""]),
    )
}

fn schema(twin: &mut Twin, random: &mut Random) -> bool {
    choose(
        twin,
        random,
        |path| path.contains("/novita/") && is_leaf(path),
        ("schema", &["\"Article\"", "{ type = \"Event\", start = 2026-12-05 }", ""]),
    )
}

fn menus(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, |path| is_leaf(path) && !path.contains(".en."), ("menus", &["\"main\"", ""]))
}

fn series(twin: &mut Twin, random: &mut Random) -> bool {
    let Some((path, text)) = page(twin, random, |path| path.contains("/novita/") && is_leaf(path)) else {
        return false;
    };
    if text.contains("[extra]") {
        return false;
    }
    write(twin, "series", &path, text.replacen("\n+++\n", "\n[extra]\nseries = \"pista-ciclabile\"\n+++\n", 1))
}

fn sort_by(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, is_section, ("sort_by", &["\"date\"", "\"title\"", "\"weight\"", ""]))
}

fn sort_order(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, is_section, ("sort_order", &["\"asc\"", "\"desc\"", ""]))
}

fn paginate_by(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, is_section, ("paginate_by", &["2", "3", "6", ""]))
}

fn page_template(twin: &mut Twin, random: &mut Random) -> bool {
    choose(
        twin,
        random,
        |path| path == "content/servizi/_index.md",
        ("page_template", &["\"service.html\"", "\"page.html\"", ""]),
    )
}

fn feed(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, is_section, ("feed", &["true", ""]))
}

fn transparent(twin: &mut Twin, random: &mut Random) -> bool {
    choose(twin, random, |path| is_section(path) && path.contains("/archivio/"), ("transparent", &["true", ""]))
}

fn address_of_probe(twin: &mut Twin, random: &mut Random) -> bool {
    // What its body says of itself is relative to it.
    let path = "content/probes/of-itself.md";
    let slug = format!("\"qui-{}\"", random.below(1_000));
    let text = set(&twin.text(path).unwrap(), "slug", Some(&slug));
    write(twin, "address of a probe", path, text)
}

fn paginate_path(twin: &mut Twin, random: &mut Random) -> bool {
    choose(
        twin,
        random,
        |path| path.starts_with("content/novita/_index."),
        ("paginate_path", &["\"pagina\"", "\"foglio\"", ""]),
    )
}

fn resource(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(1_000);
    super::replace(
        twin,
        "content/bandi/contributi-associazioni/index.md",
        "title = \"Domanda",
        &format!("title = \"Domanda {n}"),
    )
}

fn cascade(twin: &mut Twin, random: &mut Random) -> bool {
    let Some((path, text)) = page(twin, random, |path| is_section(path) && path.contains('/')) else { return false };
    if text.contains("[cascade]") {
        let changed = text.replacen("[cascade]\n", "[cascade]\nowner = \"Chi di dovere\"\n", 1);
        return !text.contains("owner = \"Chi") && write(twin, "cascade", &path, changed);
    }
    write(twin, "cascade", &path, text.replacen("\n+++\n", "\n[cascade]\nauthors = [\"Tutti\"]\n+++\n", 1))
}
