//! What other pages show of a page.

use super::page;
use crate::support::site::TestSite;

const TEMPLATE: &str = "<main>{% for p in section.pages %}{% if p.summary %}{{ p.summary | safe }}{% else %}-{% endif %};{% endfor %}</main>";

#[track_caller]
fn check(body: &str, expected: &str) {
    page(body).write("templates/section.html", TEMPLATE).build().main_of("/news/", &format!("{expected};-;"));
}

#[test]
fn what_stands_before_more() {
    check("One\n\nTwo\n\n<!-- more -->\n\nThree", "<p>One</p>\n<p>Two</p>");
    check("One <!--more--> two", "<p>One </p>");
    check("<!-- more -->\n\nOne", "-");
    check(
        "> - one [link](b.md)\n>\n> <!-- more -->\n>\n> two\n\n<!--more-->",
        "<blockquote>\n<ul>\n<li>one <a href=\"/news/b/\">link</a></li>\n</ul>\n</blockquote>",
    );
    page("One\n\n<!-- more -->\n\nTwo").main_of("/news/a/", "<p>One</p>\n<p>Two</p>");
}

#[test]
fn without_a_mark_the_first_paragraph() {
    check("# Title\n\n![map](map.svg)\n\n- no\n\nOne *two*\nthree\n\nFour", "<p>One <em>two</em>\nthree</p>");
    check("- list only", "-");
}

#[test]
fn nothing_in_it_belongs_to_the_page_alone() {
    check(
        "## Title {#t}\n\nOne[^1] [here](#t) ![map](map.svg) <a id=x href=\"b/?q#f\">raw</a> <img src='map.svg' id=\"i\">\n\n\
         <!-- more -->\n\n[^1]: Note",
        "<h2>Title</h2>\n<p>One <a href=\"/news/a/#t\">here</a> <img src=\"/news/map.svg\" alt=\"map\"> \
         <a href=\"/news/a/b/?q#f\">raw</a> <img src=\"/news/a/map.svg\"></p>",
    );
}

/// A list that shows no summary is not made again because one changed.
#[test]
fn only_who_shows_summaries_depends_on_them() {
    let site = || page("One").write("templates/home.html", "<main></main>");
    site().build().edit("content/news/a.md", "One", "Two").build().ran(["fragment news/a.md", "page /news/a/"]);
    site()
        .write("templates/section.html", TEMPLATE)
        .build()
        .edit("content/news/a.md", "One", "Two")
        .build()
        .ran(["fragment news/a.md", "page /news/", "page /news/a/"])
        .same_as_clean_build();
}

/// The heading of a section and of a page are alike; what has no file has no summary.
#[test]
fn pages_without_text() {
    TestSite::new("-- content/a.md --\n+++\ntitle = 'A'\n+++\n")
        .write("templates/home.html", TEMPLATE)
        .build()
        .found([])
        .main_of("/", "-;");
}
