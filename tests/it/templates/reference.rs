//! `docs/templates.md` tells of every variable and field that a template is given, and of no other.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::site::TestSite;

/// A site in which every kind of value comes up. Each line of a page is the heading of a table and, after
/// a tab, a value whose keys the table lists.
const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org'
html = 'as-is'
default_language = 'it'
search.enabled = true
[languages.en]
[taxonomies.tags]
paginate_by = 1
[taxonomies.places]
[[menus.main]]
url = '/'
-- content/_index.md --
-- content/n/_index.md --
-- content/cut/_index.md --
+++
paginate_by = 1
+++
-- content/cut/b.md --
-- content/n/a/index.md --
+++
title = 'A'
tags = ['t']
[taxonomies]
places = ['p']
+++
# Heading
-- content/n/a/index.en.md --
-- content/n/a/map.pdf --
-- templates/page.html --
Variables\t{{ __tera_context | json_encode | safe }}
Page\t{{ page | json_encode | safe }}
Card\t{{ pages() | first | json_encode | safe }}
Link\t{{ page.section | json_encode | safe }}
{% if page.translations %}Translation\t{{ page.translations[0] | json_encode | safe }}
{% endif %}{% if page.toc %}Heading\t{{ page.toc[0] | json_encode | safe }}
{% endif %}{% if page.resources %}Resource\t{{ page.resources[0] | json_encode | safe }}
{% endif %}{% if page.terms.tags %}Term link\t{{ page.terms.tags[0] | json_encode | safe }}
{% endif %}Config\t{{ config | json_encode | safe }}
Search\t{{ config.search | json_encode | safe }}
Language\t{{ config.languages[0] | json_encode | safe }}
File\t{{ get_file(path='@/n/a/map.pdf') | json_encode | safe }}
Menu entry\t{{ get_menu()[0] | json_encode | safe }}
-- templates/home.html --
-- templates/404.html --
-- templates/section.html --
{% if paginator %}Paginator\t{{ paginator | json_encode | safe }}
{% else %}Section\t{{ section | json_encode | safe }}
{% endif %}{% if term %}Term\t{{ term | json_encode | safe }}
{% endif %}{% if taxonomy %}Taxonomy\t{{ taxonomy | json_encode | safe }}
{% endif %}
";

/// Returns the names in the first column of the table under a heading.
fn documented(page: &str, heading: &str) -> BTreeSet<String> {
    let section =
        page.split("\n#").find(|section| section.lines().next().unwrap_or("").trim_matches(['#', ' ']) == heading);
    let rows = section.unwrap_or("").lines().filter(|line| line.starts_with("| `"));
    let names = rows.flat_map(|row| row.split('|').nth(1).unwrap_or("").split('`').skip(1).step_by(2));
    names.map(str::to_owned).collect()
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().into_iter().flat_map(|fields| fields.keys().cloned()).collect()
}

#[test]
fn the_reference_lists_every_field() {
    let site = TestSite::bare(SITE).build();
    let is_error =
        |finding: &&seawall::base::finding::Finding| finding.severity == seawall::base::finding::Severity::Error;
    let errors: Vec<_> = site.built().findings.iter().filter(is_error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/templates.md")).unwrap();
    let mut told = BTreeSet::new();
    let mut wrong = BTreeSet::new();
    for path in ["/n/a/", "/n/", "/cut/", "/tags/", "/tags/t/", "/places/p/", "/cut/b/"] {
        for line in site.read(path).lines().filter(|line| line.contains('\t')) {
            let (heading, json) = line.split_once('\t').unwrap();
            let value: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{heading}: {error}: {json}"));
            let mut given = keys(&value);
            let mut documented = documented(&page, heading);
            // The variable `term` has its pages where they are not cut, and a section is a page too.
            match heading {
                "Section" => given = &given - &self::documented(&page, "Page"),
                "Term" if !given.contains("pages") => drop(documented.remove("pages")),
                _ => {}
            }
            told.insert(heading.to_owned());
            wrong.extend((&given - &documented).into_iter().map(|name| format!("`{name}` is not under \"{heading}\"")));
            let gone = (&documented - &given).into_iter();
            wrong.extend(gone.map(|name| format!("`{name}` is under \"{heading}\", but there is no such field")));
        }
    }
    assert!(wrong.is_empty(), "docs/templates.md:\n{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
    let n_tables = SITE.matches("\t{{").count();
    assert_eq!(told.len(), n_tables, "not every kind of value came up: {told:?}");
}
