//! What lists show: sections, terms, pieces of long lists, queries, feeds.

use crate::support::site::TestSite;

/// Lists print their titles; `paginator` stands for the pieces of long ones.
const TEMPLATES: &str = "
-- templates/section.html --
<main>{{ section.title }}:{% for p in (paginator?.pages or section?.pages or []) %} {{ p.title }}{% endfor %}\
{% if paginator %} [{{ paginator.current_index }}/{{ paginator.number_pagers }} of {{ paginator.total_pages }} \
{{ paginator.previous }} {{ paginator.next }}]{% endif %}</main>
-- templates/home.html --
<main>Home {% for s in section.subsections %}{{ s.title }} {% endfor %}</main>
";

fn site(text: &str) -> TestSite {
    TestSite::new(&format!("{text}{TEMPLATES}"))
}

fn tagged() -> TestSite {
    site(
        "
-- seawall.toml --
base_url = 'https://example.org'
title = 'Test'
[taxonomies.tags]
title = 'Topics'
paginate_by = 2
feed = true
[taxonomies.places]
-- content/a.md --
+++
title = 'A'
date = 2026-01-03
tags = ['School', 'Road works']
[taxonomies]
places = ['Harbor']
+++
-- content/news/b.md --
---
title: B
date: 2026-01-02
tags: [school]
---
-- content/c.md --
+++
title = 'C'
date = 2026-01-01
tags = ['School']
places = 'Harbor'
+++
-- templates/page.html --
<main>{% for t in (page.terms?.tags or []) %}{{ t.name }}={{ t.path }} {% endfor %}{{ (page.taxonomies?.tags or []) | join(sep=',') }}</main>
-- templates/taxonomy.html --
<main>{{ taxonomy.title }}:{% for t in terms %} {{ t.name }}({{ t.page_count }}){% endfor %}</main>
-- templates/places/single.html --
<main>{{ term.name }} in {{ taxonomy.name }}:{% for p in term.pages %} {{ p.title }}{% endfor %}</main>
",
    )
}

#[test]
fn terms_have_pages_and_feeds_of_their_own() {
    tagged()
        .build()
        .found([])
        .main_of("/tags/", "Topics: Road works(1) School(3)")
        .main_of("/tags/school/", "School: A B [1/2 of 3 /tags/school/page/2/]")
        .main_of("/tags/school/page/2/", "School: C [2/2 of 3 /tags/school/ ]")
        .main_of("/places/", "Places: Harbor(2)")
        .main_of("/places/harbor/", "Harbor in places: A C")
        .main_of("/a/", "School=/tags/school/ Road works=/tags/road-works/ School,Road works")
        // Another spelling of a term is the same term.
        .main_of("/news/b/", "School=/tags/school/ school")
        .has("/tags/school/feed.xml")
        .lacks("/places/harbor/feed.xml")
        // The lists of terms are no sections that a menu would show.
        .main_of("/", "Home News");
    let feed = tagged().build().read("/tags/school/feed.xml");
    assert!(feed.contains("<title>School | Test</title>") && feed.matches("<item>").count() == 3, "{feed}");
}

#[test]
fn a_term_that_nobody_has_any_more_is_gone() {
    tagged()
        .build()
        .edit("content/a.md", ", 'Road works'", "")
        .build()
        .lacks("/tags/road-works/")
        .main_of("/tags/", "Topics: School(3)")
        .same_as_clean_build();
}

#[test]
fn a_term_may_have_a_text_of_its_own() {
    tagged()
        .write("content/tags/school/_index.md", "+++\ntitle = 'All about school'\n+++\ntext\n")
        .write("content/tags/_index.md", "+++\ntitle = 'Subjects'\n+++\n")
        .write(
            "templates/term.html",
            "<main>{{ term.name }} {{ section.content | safe }} {{ paginator.total_pages }}</main>",
        )
        .build()
        .found([])
        .main_of("/tags/school/", "All about school <p>text</p>\n3")
        .main_of("/tags/", "Subjects: All about school(3) Road works(1)")
        .main_of("/", "Home News");
}

#[test]
fn a_taxonomy_that_the_site_does_not_have_is_told_once() {
    let page = "+++\n[taxonomies]\nplace = ['x']\n+++\n";
    tagged()
        .write("content/d.md", page)
        .write("content/e.md", page)
        .build()
        .found(["taxonomy-unknown content/d.md:1:1 the site has no taxonomy `place`"])
        .hinted("did you mean `places`?");
}

#[test]
fn a_long_section_is_cut_into_pieces() {
    let mut long = site("-- content/n/_index.md --\n+++\ntitle = 'N'\npaginate_by = 2\nsort_by = 'title'\n+++\n");
    for name in ["a", "b", "c", "d", "e"] {
        long = long.write(&format!("content/n/{name}.md"), &format!("+++\ntitle = '{name}'\n+++\n"));
    }
    long.build()
        .found([])
        .main_of("/n/", "N: a b [1/3 of 5 /n/page/2/]")
        .main_of("/n/page/2/", "N: c d [2/3 of 5 /n/ /n/page/3/]")
        .main_of("/n/page/3/", "N: e [3/3 of 5 /n/page/2/ ]")
        .lacks("/n/page/4/")
        .edit(
            "content/n/_index.md",
            "paginate_by = 2",
            "paginate_by = 3\npaginate_path = 'seite'\npaginate_reversed = true",
        )
        .build()
        .main_of("/n/", "N: c d e [1/2 of 5 /n/seite/2/]")
        .main_of("/n/seite/2/", "N: a b [2/2 of 5 /n/ ]")
        .lacks("/n/page/2/")
        .same_as_clean_build();
}

#[test]
fn a_title_reaches_only_the_piece_that_shows_it() {
    let mut long = site("-- content/n/_index.md --\n+++\npaginate_by = 1\nsort_by = 'slug'\n+++\n");
    for name in ["a", "b", "c", "d"] {
        long = long.write(&format!("content/n/{name}.md"), &format!("+++\ntitle = 'T{name}'\n+++\n"));
    }
    long.build().edit("content/n/b.md", "Tb", "Other").build().ran([
        "fragment n/b.md",
        "page /n/b/",
        "page /n/page/2/",
        // Neighbors show it too.
        "page /n/a/",
        "page /n/c/",
    ]);
}

#[test]
fn orders_of_a_section() {
    #[track_caller]
    fn check(order: &str, expected: &str) {
        let index = format!("+++\ntitle = 'N'\n{order}\n+++\n");
        site(
            "
-- content/n/zebra.md --
+++
title = 'B'
date = 2026-01-01
updated = 2026-06-01
weight = 2
+++
-- content/n/ant.md --
+++
title = 'C'
date = 2026-01-02T10:00:00Z
weight = 1
+++
-- content/n/cat.md --
+++
title = 'A'
date = 2026-01-02T11:00:00Z
weight = 3
+++
",
        )
        .write("content/n/_index.md", &index)
        .build()
        .found([])
        .main_of("/n/", &format!("N: {expected}"));
    }
    check("", "A C B");
    check("sort_by = 'date'\nsort_order = 'asc'", "B C A");
    check("sort_by = 'date'\nsort_order = 'desc'", "A C B");
    check("sort_by = 'updated'", "B A C");
    check("sort_by = 'title'", "A B C");
    check("sort_by = 'title'\nsort_order = 'desc'", "C B A");
    check("sort_by = 'slug'", "C A B");
    check("sort_by = 'weight'", "C B A");
}

#[test]
fn a_transparent_section_lists_its_pages_above_too() {
    site(
        "
-- content/n/_index.md --
+++
title = 'N'
feed = true
+++
-- content/n/2025/_index.md --
+++
title = '2025'
transparent = true
+++
-- content/n/2025/old.md --
+++
title = 'old'
date = 2025-01-01
+++
-- content/n/2026/new.md --
+++
title = 'new'
date = 2026-01-01
+++
-- content/n/own.md --
+++
title = 'own'
date = 2025-06-01
+++
-- templates/page.html --
<main>{{ page.lower?.title or '' }}<{{ page.title }}<{{ page.higher?.title or '' }}</main>
",
    )
    .build()
    .found([])
    .main_of("/n/", "N: own old")
    .main_of("/n/2025/", "2025: old")
    .main_of("/n/own/", "old<own<")
    .main_of("/n/2025/old/", "<old<own");
}

#[test]
fn queries_find_pages_by_what_they_have_in_common() {
    #[track_caller]
    fn check(arguments: &str, expected: &str) {
        let template = format!("<main>{{% for p in query({arguments}) %}}{{{{ p.title }}}} {{% endfor %}}</main>");
        tagged()
            .write(
                "content/d.md",
                "+++\ntitle = 'D'\nseries = 'elections'\ndate = 2025-05-05\n[extra.place]\ncity = 'Rome'\n+++\n",
            )
            .write("content/news/e.md", "+++\ntitle = 'E'\nseries = ['elections', 'x']\nweight = 4\n+++\n")
            .write("content/q.md", "+++\ntitle = 'Q'\ntemplate = 'q.html'\n+++\n")
            .write("templates/q.html", &template)
            .build()
            .found([])
            .main_of("/q/", expected);
    }
    check("term='school'", "A B C");
    check("term='Harbor', taxonomy='places'", "A C");
    check("term='nobody'", "");
    check("term='School', section='news'", "B");
    check("section='news', sort_by='title', sort_order='desc'", "E B");
    check("key='series', value='elections', sort_by='title'", "D E");
    check("key='series', value='elections', section='news'", "E");
    check("key='place.city', value='Rome'", "D");
    check("key='series', sort_by='title'", "D E");
    check("year=2025", "D");
    check("year='2026', limit=2", "A B");
    check("year='2026', limit=2, offset=2", "C");
    check("section='', term='school'", "A B C");
}

#[test]
fn queries_that_have_no_answer() {
    #[track_caller]
    fn check(call: &str, message: &str, hint: &str) {
        tagged()
            .write("content/news/q.md", "+++\ntemplate = 'q.html'\n+++\n")
            .write("templates/q.html", &format!("{{% set x = {call} %}}"))
            .build()
            .found([&format!("template-error templates/q.html:1:12 {message} (while rendering `content/news/q.md`)")])
            .hinted(hint);
    }
    check("query(section='nws')", "there is no section `nws`", "did you mean `news`?");
    check("query(term='x', taxonomy='tag')", "there is no taxonomy `tag`", "did you mean `tags`?");
    check("query(sort_by='titel')", "pages cannot be sorted by `titel`", "did you mean `title`?");
    check("get_taxonomy(kind='tgas')", "there is no taxonomy `tgas`", "did you mean `tags`?");
    check(
        "get_taxonomy_url(kind='tags', name='Scool')",
        "no page has the term `Scool` of `tags`",
        "did you mean `School`?",
    );
}

#[test]
fn functions_give_taxonomies_terms_and_related_pages() {
    tagged()
        .write("content/q.md", "+++\ntitle = 'Q'\ntemplate = 'q.html'\ntags = ['school']\nplaces = ['harbor']\ndate = 2020-01-01\n+++\n")
        .write(
            "templates/q.html",
            "<main>{% set t = get_taxonomy(kind='tags') %}{{ t.title }}{% for x in t.terms %} {{ x.name }}{% endfor %}|\
             {% set s = get_taxonomy_term(kind='tags', term='road works') %}{{ s.path }}{% for p in s.pages %} {{ p.title }}{% endfor %}|\
             {{ get_taxonomy_url(kind='places', name='Harbor') }}|{% for p in related(limit=2) %} {{ p.title }}{% endfor %}|\
             {% for p in related(path='@/a.md') %} {{ p.title }}{% endfor %}</main>",
        )
        .build()
        .found([])
        .main_of("/q/", "Topics Road works School|/tags/road-works/ A|/places/harbor/| A C| C Q B");
}

#[test]
fn sections_have_feeds_where_that_is_asked_for() {
    let pages = "-- content/n/a.md --\n+++\ndate = 2026-01-01T22:00:00+01:00\n+++\n-- content/n/deep/b.md --\n+++\ndate = 2026-01-02\n+++\n";
    let wished = site(&format!("-- content/n/_index.md --\n+++\ntitle = 'N'\nfeed = true\n+++\n{pages}")).build();
    let feed = wished.read("/n/feed.xml");
    assert!(feed.contains("<pubDate>Thu, 01 Jan 2026 21:00:00 GMT</pubDate>"), "{feed}");
    assert!(feed.contains("<pubDate>Fri, 02 Jan 2026 00:00:00 GMT</pubDate>"), "{feed}");
    wished.lacks("/n/deep/feed.xml");
    let config = "-- seawall.toml --\nbase_url = 'https://example.org'\nsection_feeds = true\n";
    site(&format!("{config}{pages}")).build().has("/n/feed.xml").has("/n/deep/feed.xml").has("/feed.xml");
}

#[test]
fn a_page_that_is_not_due_is_in_no_list() {
    let due = tagged().write(
        "content/news/later.md",
        "+++\ntitle = 'Later'\ndate = 2026-01-09\npublish_at = 2026-12-01\ntags = ['Secret', 'School']\nmenus = 'main'\naliases = ['/was/']\n+++\n",
    );
    let due = due
        .write("content/news/photo/index.md", "+++\nexpires_at = 2026-11-01\n+++\n")
        .write("content/news/photo/p.jpg", "x");
    let site =
        due.build().found([]).lacks("/tags/secret/").lacks("/news/later/").lacks("/was/").lacks("/news/photo/p.jpg");
    for entry in site.built().output.entries().map(|entry| entry.path.clone()) {
        assert!(!site.read(entry.as_str()).contains("Later"), "`{entry}` shows a page that is not due");
    }
    site.at("2026-12-01").build().has("/tags/secret/").has("/news/later/").has("/was/").same_as_clean_build();
}

#[test]
fn a_hidden_section_hides_what_is_below_it() {
    tagged()
        .write("content/news/_index.md", "+++\ndraft = true\n+++\n")
        .write("content/news/deep/index.md", "x")
        .write("content/news/deep/file.pdf", "x")
        .write("content/news/loose.pdf", "x")
        .write("content/_drafts/loose.pdf", "x")
        .build()
        .found([])
        .lacks("/news/b/")
        .lacks("/news/")
        .lacks("/news/deep/")
        .lacks("/news/deep/file.pdf")
        .lacks("/news/loose.pdf")
        .lacks("/_drafts/loose.pdf")
        .main_of("/tags/school/", "School: A C [1/1 of 2 ]")
        .with_drafts()
        .build()
        .has("/news/b/")
        .has("/news/deep/file.pdf")
        .has("/news/loose.pdf")
        .same_as_clean_build();
}

#[test]
fn names_that_share_an_address_by_chance_are_told() {
    site("-- seawall.toml --\nbase_url = 'https://example.org'\n[taxonomies.tags]\n-- content/a.md --\n+++\ntags = ['C', 'c']\n+++\n-- content/b.md --\n+++\ntags = ['C++']\n+++\n")
        .build()
        .found(["term-twice content/b.md:1:1 `C++` and `C` are one term, since they have one address"]);
}

/// No clock is asked: an edit runs as many steps in a site of 300 pages as in one of 30.
#[test]
fn the_cost_of_an_edit_does_not_grow_with_the_site() {
    let n_steps = |n: usize| {
        let mut large = tagged()
            .write("content/news/_index.md", "+++\npaginate_by = 10\nsort_by = 'slug'\n+++\n")
            .write("templates/page.html", "<main>{{ page.title }}{{ page.lower?.title or '' }}{% for p in related(limit=2) %}{{ p.path }}{% endfor %}</main>");
        for at in 0..n {
            let page = format!("+++\ntitle = 'T{at}'\ndate = 2020-01-01\ntags = ['t{}']\n+++\n", at % 10);
            large = large.write(&format!("content/news/p{at:04}.md"), &page);
        }
        let edited = large.build().edit("content/news/p0015.md", "'T15'", "'T15b'").build();
        edited.built().ran.len()
    };
    let (small, large) = (n_steps(30), n_steps(300));
    assert!(large <= small + 2, "{small} steps of 30 pages, {large} of 300");
}
