//! What holds a site together: cascades, menus, resources, dates of Git, data, other generators' ways.

use std::process::Command;

use crate::support::site::TestSite;

#[test]
fn a_section_cascades_to_what_is_below_it() {
    TestSite::new(
        "
-- content/_index.md --
+++
[cascade]
description = 'from the top'
[cascade.extra]
color = 'blue'
size = 1
+++
-- content/n/_index.md --
+++
[cascade]
description = 'from n'
template = 'n.html'
[cascade.params]
color = 'red'
+++
-- content/n/deep/a.md --
-- content/n/b.md --
+++
description = 'own'
[extra]
color = 'green'
+++
-- content/c.md --
-- templates/page.html --
<main>{{ page.description }} {{ page.extra.color }} {{ page.extra.size }}</main>
-- templates/n.html --
<main>{% set p = page or section %}n {{ p.description }} {{ p.extra.color }} {{ p.extra.size }}</main>
",
    )
    .build()
    .found([])
    .main_of("/n/deep/a/", "n from n red 1")
    .main_of("/n/b/", "n own green 1")
    .main_of("/c/", "from the top blue 1")
    .edit("content/n/_index.md", "red", "pink")
    .build()
    .ran(["fragment n/_index.md", "page /", "page /n/", "page /n/deep/", "page /n/deep/a/"])
    .same_as_clean_build();
}

#[test]
fn a_cascade_may_be_narrowed() {
    TestSite::new(
        "
-- content/n/_index.md --
---
cascade:
  - target: {kind: page, path: '/n/x/**'}
    description: x
  - _target: {kind: section}
    description: list
  - description: rest
---
-- content/n/x/a.md --
-- content/n/b.md --
-- templates/page.html --
<main>{{ page.description }}</main>
-- templates/section.html --
<main>{{ section.description or '-' }}</main>
-- templates/home.html --
home
",
    )
    .build()
    .found([])
    .main_of("/n/x/a/", "x")
    .main_of("/n/b/", "rest")
    .main_of("/n/", "list");
}

#[test]
fn a_mistake_in_a_cascade_is_told_once() {
    TestSite::new(
        "-- content/n/_index.md --\n+++\n[cascade]\nweight = 'much'\n+++\n-- content/n/a.md --\n-- content/n/b.md --\n",
    )
    .build()
    .found(["front-matter-type content/n/_index.md:3:1 `weight` must be a whole number, not this text"]);
}

const MENU: &str = "
-- templates/page.html --
<main>{% for item in get_menu(name='main') %}{{ item.name }}={{ item.url }}\
{% for child in item.children %} ({{ child.name }}={{ child.url }}){% endfor %} {% endfor %}</main>
";

#[test]
fn menus_come_from_the_site_and_from_pages() {
    TestSite::new(&format!(
        "
-- seawall.toml --
base_url = 'https://example.org/sub'
default_language = 'it'
[[menus.main]]
page = '@/news/_index.md'
weight = 2
[[menus.main]]
name = 'Altrove'
url = 'https://other.example/'
weight = 3
[[menus.main]]
name = 'Casa'
url = '/'
weight = 1
[languages.en]
[languages.de]
[[languages.de.menus.main]]
name = 'Start'
url = '/de/'
-- content/news/_index.md --
+++
title = 'Novità'
+++
-- content/news/_index.en.md --
+++
title = 'News'
+++
-- content/news/a.md --
+++
title = 'A'
[menus.main]
parent = 'Novità'
weight = 5
+++
-- content/a.en.md --
-- content/b.de.md --
---
title: B
menu: main
---
{MENU}"
    ))
    .build()
    .found([])
    .main_of("/news/a/", "Casa=/sub/ Novità=/sub/news/ (A=/sub/news/a/) Altrove=https://other.example/")
    .main_of("/en/a/", "Casa=/sub/ News=/sub/en/news/ Altrove=https://other.example/")
    .main_of("/de/b/", "B=/sub/de/b/ Start=/sub/de/")
    .edit("content/news/a.md", "title = 'A'", "title = 'Other'")
    .build()
    .main_of("/news/a/", "Casa=/sub/ Novità=/sub/news/ (Other=/sub/news/a/) Altrove=https://other.example/")
    .same_as_clean_build();
}

#[test]
fn menus_that_lead_nowhere() {
    TestSite::new(
        "
-- seawall.toml --
base_url = 'https://example.org'
[[menus.main]]
page = '@/nws.md'
[[menus.main]]
name = 'A'
url = '/a/'
parent = 'Toop'
[[menus.main]]
name = 'Top'
url = '/'
-- content/news.md --
",
    )
    .build()
    .found([
        "menu-broken seawall.toml:3:8 `@/nws.md` leads to no page",
        "menu-parent seawall.toml:6:7 the menu has no entry `Toop`",
    ]);
}

#[test]
fn parents_in_a_circle_are_told() {
    let entry = |name: &str, parent: &str| format!("[[menus.main]]\nname = '{name}'\nurl = '/'\nparent = '{parent}'\n");
    let config = format!("base_url = 'https://example.org'\n{}{}", entry("A", "B"), entry("B", "A"));
    TestSite::new("-- content/p.md --\n").write("seawall.toml", &config).build().found([
        "menu-parent seawall.toml:4:7 `A` stands below itself, or too deep",
        "menu-parent seawall.toml:8:7 `B` stands below itself, or too deep",
    ]);
    let config = format!("base_url = 'https://example.org'\n{}", entry("x", "x").repeat(20));
    let site = TestSite::new("-- content/p.md --\n").write("seawall.toml", &config).build();
    assert_eq!(site.built().findings.iter().filter(|finding| finding.code == "menu-parent").count(), 20);
}

#[test]
fn a_bundle_describes_its_files() {
    TestSite::new(
        "
-- content/a/index.md --
+++
[[resources]]
src = '*.pdf'
title = 'A form'
[resources.params]
size = 'A4'
[[resources]]
src = 'photo-1.jpg'
name = 'cover'
+++
-- content/a/form.pdf --
x
-- content/a/photo-1.jpg --
x
-- templates/page.html --
<main>{% for r in page.resources %}{{ r.name }}|{{ r.title }}|{{ r.path }}|{{ r.extra?.params?.size or '' }} {% endfor %}</main>
",
    )
    .build()
    .found([])
    .main_of("/a/", "form.pdf|A form|/a/form.pdf|A4 cover||/a/photo-1.jpg|");
}

#[test]
fn a_table_is_data() {
    TestSite::new(
        "
-- data/results.csv --
list;votes
A & B;012
-- content/a.md --
-- templates/page.html --
<main>{% for row in load_data(path='results.csv') %}{{ row.list }}: {{ row.votes }}{% endfor %}</main>
",
    )
    .build()
    .found([])
    .main_of("/a/", "A &amp; B: 012")
    .write("data/results.csv", "list;votes\nA\n")
    .build()
    .found([
        "template-error data/results.csv:2:1 the data file `data/results.csv` cannot be read: this row has 1 fields, \
         and the first one has 2 (while rendering `content/a.md`)",
    ]);
}

fn git(site: &TestSite, day: &str, arguments: &[&str]) {
    let mut command = Command::new("git");
    let command = command.current_dir(site.path()).args(["-c", "user.name=T", "-c", "user.email=t@example.org"]);
    let date = format!("{day}T12:00:00+01:00");
    let output =
        command.args(arguments).env("GIT_COMMITTER_DATE", &date).env("GIT_AUTHOR_DATE", &date).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_page_may_have_the_date_of_its_last_commit() {
    let site = TestSite::new(
        "
-- seawall.toml --
base_url = 'https://example.org'
git_dates = true
-- content/città/a.md --
-- content/b.md --
+++
updated = 2020-01-01
+++
-- content/new.md --
-- templates/page.html --
<main>{{ page.updated }}</main>
",
    );
    git(&site, "2026-01-01", &["init", "--quiet"]);
    git(&site, "2026-01-01", &["add", "content"]);
    git(&site, "2026-01-01", &["commit", "--quiet", "--message", "first"]);
    let site = site.edit("content/new.md", "", "text");
    git(&site, "2026-02-02", &["commit", "--quiet", "--all", "--message", "second"]);
    let site = site.write("content/untracked.md", "");
    site.build()
        .found([])
        .main_of("/città/a/", "2026-01-01T12:00:00+01:00")
        .main_of("/b/", "2020-01-01")
        .main_of("/new/", "2026-02-02T12:00:00+01:00")
        .main_of("/untracked/", "");
}

#[test]
fn without_git_there_are_no_dates_of_git() {
    let site = TestSite::new(
        "-- seawall.toml --\nbase_url = 'https://example.org'\ngit_dates = true\n-- content/a.md --\na\n",
    );
    let site = site.build();
    let codes: Vec<&str> = site.built().findings.iter().map(|finding| &*finding.code).collect();
    assert_eq!(codes, ["git-unavailable"]);
}

#[test]
fn folders_of_other_generators_build_as_they_are() {
    TestSite::new(
        "
-- seawall.toml --
base_url = 'https://example.org'
[taxonomies.tags]
[taxonomies.categories]
-- content/blog/_posts/2026-01-02-from-jekyll.md --
---
layout: post
title: Jekyll
categories: [news]
published: true
excerpt: short & good
---
{% raw %}{{ page.title }}{% endraw %}
-- content/blog/_posts/2026-01-03-hidden.md --
---
layout: post
published: false
---
-- content/posts/from-hugo/index.md --
---
title: Hugo
date: 2026-02-02T10:00:00+01:00
lastmod: 2026-03-03
publishDate: 2026-01-01
expiryDate: 2030-01-01
linkTitle: H
tags: [a]
author: {name: Ada}
sitemap: {disable: true}
params: {x: 1}
---
-- content/posts/from-zola.md --
+++
title = 'Zola'
date = 2026-02-03
in_search_index = false
generate_feeds = true
[taxonomies]
tags = ['b']
[extra]
x = 2
+++
-- templates/page.html --
<main>{{ page.title }} {{ page.authors | join(sep=',') }} {{ page.extra?.x or 0 }} \
{{ page.summary | safe }} {{ page.content | safe }}</main>
",
    )
    .build()
    .found(["layout-unknown content/blog/_posts/2026-01-02-from-jekyll.md:1:1 there is no template `post.html`; pages that ask for it with `layout`: 1"])
    .main_of("/blog/posts/from-jekyll/", "Jekyll 0 short &amp; good <p>{% raw %}{{ page.title }}{% endraw %}</p>")
    .main_of("/posts/from-hugo/", "Hugo Ada 1")
    .main_of("/posts/from-zola/", "Zola 2")
    .lacks("/blog/posts/hidden/");
}

#[test]
fn the_wish_of_a_layout_is_followed_where_there_is_one() {
    TestSite::new(
        "
-- content/a.md --
+++
layout = 'post'
+++
-- content/n/_index.md --
+++
page_template = 'n.html'
+++
-- content/n/deep/b.md --
-- content/m/c.md --
-- templates/post.html --
<main>post</main>
-- templates/n.html --
<main>n</main>
-- templates/m/page.html --
<main>m</main>
-- templates/m/section.html --
<main>ms</main>
",
    )
    .build()
    .found([])
    .main_of("/a/", "post")
    .main_of("/n/deep/b/", "n")
    .main_of("/m/c/", "m")
    .main_of("/m/", "ms");
}

#[test]
fn what_a_page_says_wins_wherever_it_says_it() {
    TestSite::new(
        "
-- content/n/_index.md --
+++
[cascade]
tags = ['cascaded']
ownr = 'x'
[cascade.extra]
color = 'blue'
-- content/n/a.md --
+++
color = 'red'
[taxonomies]
tags = ['own']
+++
-- content/n/b.md --
-- templates/page.html --
<main>{{ page.extra.color }} {{ page.taxonomies.tags | join(sep=',') }}</main>
",
    )
    .edit("content/n/_index.md", "color = 'blue'\n", "color = 'blue'\n+++\n")
    .build()
    // The slip of the pen is told where it is, and not again for each page below.
    .found(["front-matter-unknown-key content/n/_index.md:4:1 `ownr` is not a known key"])
    .main_of("/n/a/", "red own")
    .main_of("/n/b/", "blue cascaded");
}

#[test]
fn a_cascade_is_a_table() {
    TestSite::new("-- content/n/_index.md --\n+++\ncascade = 'x'\n+++\n-- content/n/a.md --\n")
        .build()
        .found(["front-matter-type content/n/_index.md:2:1 `cascade` must be a table, or a list of tables"]);
}

#[test]
fn two_spellings_of_a_key_are_one_key() {
    let page = "+++\nupdated = 2026-01-01\nlastmod = 2026-02-02\nauthor = 'A'\nauthors = ['B']\n+++\n";
    let template = "<main>{{ page.updated }} {{ page.authors | join(sep=',') }} {{ page.extra | length }}</main>";
    TestSite::new("")
        .write("content/a.md", page)
        .write("templates/page.html", template)
        .build()
        .found([])
        .main_of("/a/", "2026-01-01 B 0");
}

#[test]
fn the_files_of_a_bundle_are_those_of_its_translations_too() {
    TestSite::new(
        "
-- seawall.toml --
base_url = 'https://example.org'
[languages.it]
[languages.de]
fallback = true
-- content/g/index.md --
-- content/g/index.it.md --
+++
[[resources]]
src = 'p.jpg'
title = 'Foto'
+++
-- content/g/p.jpg --
x
-- templates/page.html --
<main>{% for r in page.resources %}{{ r.name }} {{ r.title }} {{ r.path }}{% endfor %}</main>
",
    )
    .build()
    .found([])
    .main_of("/g/", "p.jpg /g/p.jpg")
    .main_of("/it/g/", "p.jpg Foto /g/p.jpg")
    .main_of("/de/g/", "p.jpg /g/p.jpg");
}

#[test]
fn a_cascade_that_is_narrowed_by_what_nobody_knows() {
    TestSite::new("-- content/n/_index.md --\n+++\n[cascade]\ndraft = true\n[cascade.target]\nenvironment = 'production'\n+++\n-- content/n/a.md --\n")
        .build()
        .has("/n/a/")
        .found(["front-matter-type content/n/_index.md:2:1 a cascade cannot be narrowed by `environment`"]);
}

#[test]
fn what_is_said_of_a_file_is_text() {
    TestSite::new(
        "-- content/a/index.md --\n+++\n[[resources]]\nsrc = 'p.jpg'\ntitle = 3\n+++\n-- content/a/p.jpg --\nx\n",
    )
    .build()
    .found(["front-matter-type content/a/index.md:2:1 `resources` must be tables of texts, not a number"]);
}
