//! Which template renders which page.

use std::collections::BTreeMap;

use super::template::Templates;
use crate::base::finding::{Finding, Place};
use crate::content::{Kind, Page, Site};

/// Returns the template of a page: the one it asks for, the wish of another generator's layout where the
/// theme has it, that of its section, or the first that there is of its kind.
pub(super) fn template(site: &Site, page: &Page, templates: &Templates) -> String {
    if let Some(template) = &page.template {
        return template.clone();
    }
    if let Some(layout) = page.layout.as_ref().filter(|layout| templates.has(layout)) {
        return layout.clone();
    }
    let list = page.list.as_ref();
    let top = |folder: &str| folder.split('/').next().unwrap_or("").to_owned();
    let section = page.section.and_then(|id| site.page(id).list.as_ref());
    let own = match page.kind {
        Kind::Leaf => {
            if let Some(wish) = wish(site, page) {
                return wish.to_owned();
            }
            let folder = section.map_or_else(String::new, |list| top(&list.folder));
            vec![format!("{folder}/page.html")]
        }
        Kind::Section if page.section.is_none() => vec!["home.html".to_owned(), "index.html".to_owned()],
        Kind::Section => vec![format!("{}/section.html", list.map_or_else(String::new, |list| top(&list.folder)))],
        Kind::Taxonomy | Kind::Term => {
            let taxonomy = list.and_then(|list| list.taxonomy.as_deref()).unwrap_or("");
            let names = match page.kind {
                Kind::Taxonomy => ["list.html", "taxonomy.html", "taxonomy_list.html"],
                _ => ["single.html", "term.html", "taxonomy_single.html"],
            };
            vec![format!("{taxonomy}/{}", names[0]), names[1].to_owned(), names[2].to_owned()]
        }
    };
    let last = match (page.kind, page.section) {
        (Kind::Leaf, _) => "page.html",
        // Without a list of its own the home page names what is missing.
        (Kind::Section, None) => "home.html",
        _ => "section.html",
    };
    own.into_iter().find(|name| templates.has(name)).unwrap_or_else(|| last.to_owned())
}

/// Returns the `page_template` of the nearest section above a page that has one.
fn wish<'a>(site: &'a Site, page: &Page) -> Option<&'a str> {
    let above = site.ancestors(page).into_iter().rev();
    above.filter_map(|section| section.list.as_ref()).find_map(|list| list.page_template())
}

/// Tells once of each layout that no theme has.
pub(super) fn unknown(site: &Site, templates: &Templates) -> Vec<Finding> {
    let mut unknown: BTreeMap<&str, (&Page, usize)> = BTreeMap::new();
    for (_, page) in site.pages().filter(|(_, page)| page.template.is_none()) {
        if let Some(layout) = page.layout.as_deref().filter(|layout| !templates.has(layout)) {
            unknown.entry(layout).or_insert((page, 0)).1 += 1;
        }
    }
    let told = unknown.into_iter().map(|(layout, (page, n_pages))| {
        let message = format!("there is no template `{layout}`; pages that ask for it with `layout`: {n_pages}");
        let finding = Finding::warning("layout-unknown", message).at(Place::whole(&page.source));
        finding.hint("they have the template of their kind; write `template` for one of this theme")
    });
    told.collect()
}
