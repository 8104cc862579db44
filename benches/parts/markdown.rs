//! Bodies of one kind each, rendered into a template of two tags. `empty` is what all of them pay besides.

use divan::{Bencher, counter::ItemsCount};

use super::site::Site;
use super::text::Chance;

const N_PAGES: usize = 200;

/// What a page shows but its body; the lists show nothing.
const FILES: [(&str, &str); 4] = [
    ("templates/page.html", "<title>{{ page.title }}</title><main>{{ page.content | safe }}</main>\n"),
    ("templates/section.html", "<title>list</title><main>list</main>\n"),
    ("templates/404.html", "<title>404</title><main>nothing here</main>\n"),
    (
        "templates/shortcodes/aside.html",
        "{% component aside(title) %}<aside><b>{{ title }}</b>{{ body | safe }}</aside>{% endcomponent aside %}\n",
    ),
];

/// Makes one of a kind.
type Body = fn(&mut Chance) -> String;

/// Kinds of bodies.
const BODIES: [(&str, Body); 7] = [
    ("empty", |_| String::new()),
    ("post", |chance| text(chance, 5)),
    ("long", |chance| text(chance, 60)),
    ("code", |chance| with(chance, |n| format!("```rust\nfn tally_{n}(votes: &[u32]) -> u64 {{\n    {n}\n}}\n```\n"))),
    ("table", |chance| {
        with(chance, |n| format!("| Section | Votes |\n|---:|:---|\n{}", format!("| {n} | *yes* |\n").repeat(8)))
    }),
    ("footnotes", |chance| with(chance, |n| format!("Noted.[^n{n}]\n\n[^n{n}]: The *note* {n}.\n"))),
    ("shortcodes", |chance| {
        with(chance, |n| format!("{{{{< aside title=\"{n}\" >}}}}\nSome *text*.\n{{{{< /aside >}}}}\n"))
    }),
];

/// Returns headings with three paragraphs each.
fn text(chance: &mut Chance, n_headings: usize) -> String {
    let part = |n: usize| {
        let paragraphs: Vec<String> = (0..3).map(|_| chance.paragraph()).collect();
        format!("## Part {n}\n\n{}\n", paragraphs.join("\n"))
    };
    (0..n_headings).map(part).collect()
}

/// Returns six of something between sentences. Code is read once for each text, so no two are alike.
fn with(chance: &mut Chance, block: impl Fn(usize) -> String) -> String {
    (0..6).map(|_| format!("{}\n\n{}\n", chance.sentence(), block(chance.below(1_000_000)))).collect()
}

#[divan::bench(args = BODIES.map(|(kind, _)| kind), sample_count = 20)]
fn render(bencher: Bencher<'_, '_>, kind: &str) {
    let (_, body) = BODIES.iter().find(|(known, _)| *known == kind).unwrap();
    let mut chance = Chance::new(1);
    let pages: Vec<String> =
        (0..N_PAGES).map(|_| format!("+++\ntitle = \"NUMBER\"\n+++\n{}", body(&mut chance))).collect();
    let site = Site::new(&FILES, pages.iter().map(String::as_str));
    let loaded = site.load();
    bencher.counter(ItemsCount::new(N_PAGES)).bench(|| loaded.render());
}
