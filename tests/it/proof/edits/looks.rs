//! Templates, components, texts, data, style sheets and scripts.

use std::path::Path;

use super::{Edit, Random, Twin, one_of, replace, turn_a_digit, write};

pub(super) const EDITS: &[(&str, Edit)] = &[
    ("a template of the site", template),
    ("a component of the site", component),
    ("a template of the theme taken over", overridden),
    ("a template given back", given_back),
    ("a shortcode", shortcode),
    ("a hook", hook),
    ("a probe", probe),
    ("a broken template", broken),
    ("a block overridden", block),
    ("data", data),
    ("a table", table),
    ("new data", new_data),
    ("a text", text),
    ("a text of a body", of_body),
    ("a text of the theme taken over", theirs),
    ("Sass", sass),
    ("a color", color),
    ("a style sheet of the theme taken over", sheet),
    ("a new partial", partial),
    ("a script", script),
    ("the picture of a style sheet", lens),
    ("a broken style sheet", broken_sheet),
];

fn theme(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/civic").join(path);
    std::fs::read_to_string(file).unwrap()
}

fn append(twin: &mut Twin, random: &mut Random, folder: &str) -> bool {
    let Some(path) = one_of(twin, random, folder, ".html") else { return false };
    let text = twin.text(&path).unwrap();
    // Text behind the last block of a child is not shown; one before the last tag is.
    let Some(at) = text.rfind("</") else { return false };
    let n = random.below(1_000);
    write(twin, "template", &path, format!("{}<i>{n}</i>{}", &text[..at], &text[at..]))
}

fn template(twin: &mut Twin, random: &mut Random) -> bool {
    append(twin, random, "templates")
}

fn component(twin: &mut Twin, random: &mut Random) -> bool {
    append(twin, random, "templates/components")
}

fn overridden(twin: &mut Twin, random: &mut Random) -> bool {
    let names = [
        "components/card.html",
        "components/footer.html",
        "components/time.html",
        "components/nav.html",
        "components/social.html",
        "components/list.html",
        "home.html",
        "section.html",
        "404.html",
        "taxonomy.html",
        "term.html",
        "search.html",
        "base.html",
    ];
    let name = *random.pick(&names);
    let text = theme(&format!("templates/{name}"));
    let at = text.rfind("</").unwrap();
    let n = random.below(1_000);
    write(twin, "taken over", &format!("templates/{name}"), format!("{}<b>{n}</b>{}", &text[..at], &text[at..]))
}

fn given_back(twin: &mut Twin, random: &mut Random) -> bool {
    let own = ["page.html", "service.html", "tender.html", "election.html", "turnout.html"];
    let mut files = twin.files("templates", ".html");
    files.retain(|path| path.matches('/').count() == 1 && !own.iter().any(|own| path.ends_with(own)));
    if files.is_empty() {
        return false;
    }
    let path = random.pick(&files).clone();
    twin.tell(format!("given back: {path}"));
    twin.remove(&path)
}

fn shortcode(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(1_000);
    match random.below(3) {
        0 => write(
            twin,
            "shortcode",
            "templates/shortcodes/count.html",
            format!("{{% component count() %}}<b>{n}</b>{{% endcomponent count %}}\n"),
        ),
        1 => {
            let text = theme("templates/shortcodes/note.html").replace("</aside>", &format!("<p>{n}</p></aside>"));
            write(twin, "shortcode", "templates/shortcodes/note.html", text)
        }
        _ => {
            // That of the theme is called then.
            twin.remove("templates/shortcodes/note.html");
            let text = format!("{{% component count() %}}<i>{n}</i>{{% endcomponent count %}}\n");
            write(twin, "shortcodes", "templates/shortcodes/count.html", text)
        }
    }
}

fn hook(twin: &mut Twin, random: &mut Random) -> bool {
    let path = "templates/components/render_quote.html";
    if random.once_in(2) && twin.remove(path) {
        twin.tell("hook removed");
        return true;
    }
    let n = random.below(1_000);
    let text = format!(
        "{{% component render.quote() %}}<blockquote class=\"n{n}\">{{{{ body | safe }}}}</blockquote>{{% endcomponent render.quote %}}\n"
    );
    write(twin, "hook", path, text)
}

fn probe(twin: &mut Twin, random: &mut Random) -> bool {
    append(twin, random, "templates/probe")
}

fn broken(twin: &mut Twin, random: &mut Random) -> bool {
    let Some(path) = one_of(twin, random, "templates", ".html") else { return false };
    let text = twin.text(&path).unwrap();
    let wrong = *random.pick(&[
        "{% if %}",
        "{{ nothing.at.all }}",
        "{% for x in %}",
        "{{ <no.component/> }}",
        "{{ trans(key=\"no-such-text\") }}",
    ]);
    let at = text.rfind("</").unwrap_or(text.len());
    write(twin, wrong, &path, format!("{}{wrong}{}", &text[..at], &text[at..]))
}

fn block(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(1_000);
    let block = *random.pick(&["related", "care", "files"]);
    let path = "templates/service.html";
    let text = twin.text(path).unwrap();
    if text.contains(&format!("block {block} ")) {
        return false;
    }
    write(twin, block, path, format!("{text}\n{{% block {block} %}}<p>{n}</p>{{% endblock {block} %}}\n"))
}

fn data(twin: &mut Twin, random: &mut Random) -> bool {
    let path = "data/results.json";
    let text = twin.text(path).unwrap();
    // The digits of the day are left alone, so that it stays one.
    let at = text.find("\"sections_total\"").unwrap();
    let Some(after) = turn_a_digit(&text[at..], random) else { return false };
    write(twin, "data", path, format!("{}{after}", &text[..at]))
}

fn table(twin: &mut Twin, random: &mut Random) -> bool {
    let path = "data/turnout.csv";
    let text = twin.text(path).unwrap();
    let (head, rows) = text.split_once('\n').unwrap();
    let Some(rows) = turn_a_digit(rows, random) else { return false };
    write(twin, "table", path, format!("{head}\n{rows}"))
}

fn new_data(twin: &mut Twin, random: &mut Random) -> bool {
    // Nobody asks for it.
    let path = "data/optional.toml";
    if random.once_in(3) && twin.remove(path) {
        twin.tell("data removed");
        return true;
    }
    let n = random.below(1_000);
    write(twin, "data", path, format!("n = {n}\n"))
}

fn text(twin: &mut Twin, random: &mut Random) -> bool {
    let path = *random.pick(&["i18n/it.ftl", "i18n/en.ftl"]);
    let text = twin.text(path).unwrap();
    let lines: Vec<&str> =
        text.lines().filter(|line| line.contains(" = ") && !line.contains('{') && !line.starts_with('#')).collect();
    let line = (*random.pick(&lines)).to_owned();
    let n = random.below(10);
    replace(twin, path, &format!("{line}\n"), &format!("{line}{n}\n"))
}

fn of_body(twin: &mut Twin, random: &mut Random) -> bool {
    // What a component says that a body calls.
    let path = *random.pick(&["i18n/it.ftl", "i18n/en.ftl"]);
    let n = random.below(1_000);
    let text = twin.text(path).unwrap();
    let text: String = text
        .lines()
        .map(|line| if line.starts_with("count-word") { format!("count-word = {n}\n") } else { format!("{line}\n") })
        .collect();
    write(twin, "text of a body", path, text)
}

fn theirs(twin: &mut Twin, random: &mut Random) -> bool {
    let language = *random.pick(&["it", "en"]);
    let path = format!("i18n/{language}.ftl");
    let theme = theme(&path);
    let keys: Vec<&str> = theme
        .lines()
        .filter(|line| !line.starts_with([' ', '#', '-', '}']))
        .filter_map(|line| Some(line.split_once(" = ")?.0))
        .collect();
    let (key, n) = ((*random.pick(&keys)).to_owned(), random.below(1_000));
    let text = twin.text(&path).unwrap();
    if text.contains(&format!("\n{key} = ")) {
        return false;
    }
    write(twin, &key, &path, format!("{text}\n{key} = Testo {n}\n"))
}

fn sass(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(1_000);
    let path = "assets/css/elections.scss";
    let text = twin.text(path).unwrap();
    write(twin, "Sass", path, format!("{text}\n.riga-{n} {{ color: palette.$sea; }}\n"))
}

fn color(twin: &mut Twin, random: &mut Random) -> bool {
    let color = format!("#{:06x}", random.below(0x100_0000));
    write(twin, &color, "assets/css/_palette.scss", format!("$sea: {color};\n$winner: #dff1e3;\n"))
}

fn sheet(twin: &mut Twin, random: &mut Random) -> bool {
    let path = "assets/css/civic.css";
    if random.once_in(3) && twin.remove(path) {
        twin.tell("style sheet given back");
        return true;
    }
    let n = random.below(1_000);
    write(twin, "style sheet", path, format!("{}\n.riga-{n} {{ margin: 0 }}\n", theme(path)))
}

fn partial(twin: &mut Twin, random: &mut Random) -> bool {
    // `palette` may then be found at a place that is looked at earlier, or is ambiguous.
    let path = *random.pick(&["assets/css/palette/_index.scss", "assets/css/_extra.scss"]);
    if twin.remove(path) {
        twin.tell(format!("removed: {path}"));
        return true;
    }
    write(twin, "partial", path, "$sea: #000001;\n$winner: #000002;\n")
}

fn script(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(1_000);
    let path = "assets/js/filter.js";
    let text = twin.text(path).unwrap();
    write(twin, "script", path, format!("{text}\n// {n}\n"))
}

fn lens(twin: &mut Twin, random: &mut Random) -> bool {
    let n = random.below(1_000);
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><circle r=\"{n}\"/></svg>\n");
    write(twin, "lens", "assets/img/lens.svg", svg)
}

fn broken_sheet(twin: &mut Twin, random: &mut Random) -> bool {
    let wrong = *random.pick(&[
        "a { color: palette.$none; }",
        ".a {",
        "@use \"missing\";",
        ".b { background: url(../img/none.svg); }",
    ]);
    let path = "assets/css/elections.scss";
    let text = twin.text(path).unwrap();
    write(twin, wrong, path, format!("{text}\n{wrong}\n"))
}
