//! Heads of content files: found, read, and made into pages that know each other. Bodies are read from disk and not
//! looked at.

use divan::{Bencher, counter::ItemsCount};

use super::site::Site;

const N_PAGES: usize = 1_000;

/// The same head in each syntax.
const HEADS: [(&str, &str); 3] = [
    (
        "toml",
        "+++\ntitle = \"Notice NUMBER\"\ndate = 2026-11-01\ndescription = \"What is decided\"\ntags = [\"school\", \"road\"]\n\
         weight = 3\n[extra]\nseries = \"council\"\nmap = { zoom = 3 }\n+++\nbody\n",
    ),
    (
        "yaml",
        "---\ntitle: \"Notice NUMBER\"\ndate: 2026-11-01\ndescription: What is decided\ntags: [school, road]\nweight: 3\n\
         extra:\n  series: council\n  map: {zoom: 3}\n---\nbody\n",
    ),
    (
        "json",
        "{\"title\": \"Notice NUMBER\", \"date\": \"2026-11-01\", \"description\": \"What is decided\",\n\
         \"tags\": [\"school\", \"road\"], \"weight\": 3,\n\"extra\": {\"series\": \"council\", \"map\": {\"zoom\": 3}}}\nbody\n",
    ),
];

#[divan::bench(args = HEADS.map(|(syntax, _)| syntax), sample_count = 20)]
fn load(bencher: Bencher<'_, '_>, syntax: &str) {
    let (_, page) = HEADS.iter().find(|(known, _)| *known == syntax).unwrap();
    let site = Site::new(&[], std::iter::repeat_n(*page, N_PAGES));
    // The door is opened anew each time, because it remembers what it saw.
    bencher.counter(ItemsCount::new(N_PAGES)).with_inputs(|| site.open()).bench_refs(|opened| site.content(opened));
}
