//! Pictures and files that are served as they are.

use super::{Edit, Random, Twin, one_of, replace, write};
use crate::support::pictures::{drawing_png, photo_jpeg};

pub(super) const EDITS: &[(&str, Edit)] = &[
    ("another photo", photo),
    ("another drawing", drawing),
    ("a vector", vector),
    ("a picture removed", removed),
    ("a picture shown", shown),
    ("a broken picture", broken),
    ("a picture beside a page", beside),
    ("a picture that takes the place of another", before),
    ("the size of a variant", variant),
    ("the picture of a page", of_page),
    ("an icon", icon),
    ("a static file", file),
    ("a static file removed", file_removed),
    ("a static file in the way", in_the_way),
    ("a file that a page names", named),
    ("the size of a file", size),
];

fn side(random: &mut Random) -> u32 {
    u32::try_from(24 + random.below(40)).unwrap()
}

fn photo(twin: &mut Twin, random: &mut Random) -> bool {
    let Some(path) = one_of(twin, random, ".", ".jpg") else { return false };
    let bytes = photo_jpeg(side(random), side(random));
    write(twin, "photo", path.trim_start_matches("./"), bytes)
}

fn drawing(twin: &mut Twin, random: &mut Random) -> bool {
    let Some(path) = one_of(twin, random, "content", ".png") else { return false };
    let bytes = drawing_png(side(random), side(random));
    write(twin, "drawing", &path, bytes)
}

fn vector(twin: &mut Twin, random: &mut Random) -> bool {
    let Some(path) = one_of(twin, random, "content", ".svg") else { return false };
    let n = side(random);
    let svg =
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{n}\" height=\"9\"><path d=\"M0 0h{n}\"/></svg>\n");
    write(twin, "vector", &path, svg)
}

fn removed(twin: &mut Twin, random: &mut Random) -> bool {
    let Some(path) = one_of(twin, random, "content", ".png") else { return false };
    twin.tell(format!("removed: {path}"));
    twin.remove(&path)
}

fn shown(twin: &mut Twin, random: &mut Random) -> bool {
    let path =
        *random.pick(&["content/vivere/biblioteca.md", "content/servizi/tassa-rifiuti.md", "content/novita/_index.md"]);
    let Some(text) = twin.text(path) else { return false };
    write(twin, "picture shown", path, format!("{text}\n![Il faro](/immagini/faro.jpg)\n"))
}

fn broken(twin: &mut Twin, random: &mut Random) -> bool {
    let Some(path) = one_of(twin, random, "content", ".png") else { return false };
    let bytes = std::fs::read(twin.at(&path)).unwrap();
    write(twin, "broken picture", &path, &bytes[..bytes.len() / 2])
}

fn beside(twin: &mut Twin, random: &mut Random) -> bool {
    let bytes = drawing_png(side(random), side(random));
    write(twin, "picture beside", "content/novita/biblioteca-riaperta/sala.png", bytes)
}

fn before(twin: &mut Twin, random: &mut Random) -> bool {
    // What the probe calls `immagini/faro.jpg` is looked for beside its page first.
    let path =
        *random.pick(&["content/probes/immagini/faro.jpg", "content/immagini/faro.jpg", "static/immagini/faro.jpg"]);
    if twin.remove(path) {
        twin.tell(format!("removed: {path}"));
        return true;
    }
    let bytes = photo_jpeg(side(random), side(random));
    write(twin, "picture in front", path, bytes)
}

fn variant(twin: &mut Twin, random: &mut Random) -> bool {
    let before = twin.text("templates/probe/resize.html").unwrap();
    let Some(width) = before.split("width=").nth(1).and_then(|rest| rest.split(',').next()).map(str::to_owned) else {
        return false;
    };
    let n = 8 + random.below(12);
    replace(twin, "templates/probe/resize.html", &format!("width={width},"), &format!("width={n},"))
}

fn of_page(twin: &mut Twin, random: &mut Random) -> bool {
    let path = "content/vivere/porto/index.md";
    let name = *random.pick(&["porto-mattina.jpg", "porto-tramonto.png", "fondale.png"]);
    let Some(text) = twin.text(path) else { return false };
    let Some(line) = text.lines().find(|line| line.starts_with("image = ")).map(str::to_owned) else { return false };
    replace(twin, path, &line, &format!("image = \"{name}\""))
}

fn icon(twin: &mut Twin, random: &mut Random) -> bool {
    let n = side(random);
    write(
        twin,
        "icon",
        "static/favicon.svg",
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><circle r=\"{n}\"/></svg>\n"),
    )
}

fn file(twin: &mut Twin, random: &mut Random) -> bool {
    let (n, text) = (random.below(4), random.below(1_000));
    write(twin, "static file", &format!("static/documenti/{n}.txt"), format!("{text}\n"))
}

fn file_removed(twin: &mut Twin, random: &mut Random) -> bool {
    let Some(path) = one_of(twin, random, "static", ".txt") else { return false };
    twin.tell(format!("removed: {path}"));
    twin.remove(&path)
}

fn named(twin: &mut Twin, _: &mut Random) -> bool {
    // A link to it is a question about a file.
    let path = "content/probes/piano.txt";
    if twin.remove(path) {
        twin.tell(format!("removed: {path}"));
        return true;
    }
    write(twin, "named", path, "Il piano.\n")
}

fn size(twin: &mut Twin, random: &mut Random) -> bool {
    // A page says how large it is.
    let n = random.below(1_000);
    write(twin, "size", "content/probes/piano.txt", format!("Il piano.\n{}", "!".repeat(n)))
}

fn in_the_way(twin: &mut Twin, random: &mut Random) -> bool {
    // A file of the author's own takes the place of what is made without one.
    let path = *random.pick(&["static/robots.txt", "static/feed.xml", "static/404.html"]);
    if twin.remove(path) {
        twin.tell(format!("removed: {path}"));
        return true;
    }
    let n = random.below(1_000);
    write(twin, "in the way", path, format!("{n}\n"))
}
