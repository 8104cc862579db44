//! Pages with a short body in the templates of the built-in theme, with menu, breadcrumbs and all. To be compared with
//! `markdown empty`, which has a template of two tags.

use divan::{Bencher, counter::ItemsCount};

use super::site::Site;

const N_PAGES: usize = 200;

#[divan::bench(sample_count = 20)]
fn render(bencher: Bencher<'_, '_>) {
    let page =
        "+++\ntitle = \"Notice NUMBER\"\ndate = 2026-11-01\ndescription = \"What is decided\"\n+++\nOne sentence.\n";
    let site = Site::new(&[], std::iter::repeat_n(page, N_PAGES));
    let loaded = site.load();
    bencher.counter(ItemsCount::new(N_PAGES)).bench(|| loaded.render());
}
