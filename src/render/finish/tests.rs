//! Pages in strings, and what becomes of them.

use proptest::prelude::*;

use crate::base::files::Files;
use crate::base::path::UrlPath;
use crate::config::{self, Config, Html};
use crate::render::html::{Token, tokens};

use super::{Fault, Finished, Said, finish};

fn config(html: Html) -> Config {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::new(folder.path());
    files.create(&config::path(), "").unwrap();
    Config { html, ..config::load(&files, None).unwrap() }
}

fn finished(html: &str, how: Html) -> Finished {
    finish(html.to_owned(), &UrlPath::new("/a/").unwrap(), &config(how), &Said::default)
}

#[track_caller]
fn writes(html: &str, expected: &str) {
    assert_eq!(finished(html, Html::Minified).html, format!("{expected}\n"));
}

#[track_caller]
fn finds(html: &str, expected: &[Fault]) {
    assert_eq!(finished(html, Html::AsIs).faults, expected);
    assert_eq!(finished(html, Html::Minified).faults, expected);
}

#[test]
fn runs_of_white_space_become_one_and_never_none() {
    writes("<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>");
    writes("<p>a   <b> b </b>\tc</p>", "<p>a <b> b </b> c</p>");
    writes("a <!-- x --> b", "a b");
    writes("<p\n  class='x'\n  title=\"a\n b\">", "<p class=\"x\" title=\"a\n b\">");
}

#[test]
fn the_head_needs_none() {
    let html =
        "<!doctype html>\n<html>\n <head>\n  <title> a  b </title>\n  <meta a>\n </head>\n <body>\n  <p>x\n</html>\n";
    writes(html, "<!doctype html><html><head><title> a b </title><meta a></head><body>\n<p>x\n</html>");
    writes("<title>a</title>\n<p>b", "<title>a</title><p>b");
}

#[test]
fn where_each_space_counts_it_stays() {
    for html in [
        "<pre>\n a\n\n  <b>b  c</b></pre>",
        "<pre><!-- a -->\nb</pre>",
        "<svg><text xml:space=\"preserve\">a  b</text></svg>",
        "<textarea>  a\n  b</textarea>",
        "<p>a <code>b  c</code> d</p>",
        "<script>\n  a  <  b\n</script>",
        "<style>  a { }  </style>",
        "<div style=\"white-space: pre-line\">  a\n\n  <i>b  c</i> </div>",
    ] {
        writes(html, html);
    }
}

#[test]
fn comments_that_a_program_reads_stay() {
    writes(
        "<!-- a --><p>a<!--[if IE]>b<![endif]--><!--#include x --><!--! c -->",
        "<p>a<!--[if IE]>b<![endif]--><!--#include x --><!--! c -->",
    );
}

#[test]
fn pretty_pages_break_only_where_white_space_was() {
    let html = "<!doctype html>\n<html>\n<body><main>  <p>a\n b <i> c </i></p> <p>d</p></main>\n</body>\n</html>\n";
    let expected = "<!doctype html>\n<html>\n  <body><main>\n      <p>a\nb <i> c </i></p>\n      <p>d</p></main>\n  </body>\n</html>\n";
    assert_eq!(finished(html, Html::Pretty).html.trim_end(), expected.trim_end());
    assert_eq!(finished(html, Html::AsIs).html, html);
}

#[test]
fn what_a_page_refers_to() {
    let html = "<A HREF='/x/?q#f'>a</A> <img src=p.png srcset='p1.png 1x, /p2.png 2x'> <a href='https://e.org/'> \
                <form action='/search/'></form><form action='/api/' method=POST></form> <script>'<a href=\"/no/\">'</script> <a href='b&amp;c/'>";
    let links = finished(html, Html::Minified).links;
    let links: Vec<&str> = links.iter().map(UrlPath::as_str).collect();
    assert_eq!(links, ["/a/b&c/", "/a/p.png", "/a/p1.png", "/p2.png", "/search/", "/x/"]);
}

#[test]
fn a_main_with_nothing_to_see() {
    finds("<main> <div></div> <!-- a --> <script>a</script> </main>", &[Fault::MainEmpty]);
    finds("<main>", &[Fault::ElementOpen("<main>".to_owned()), Fault::MainEmpty]);
    for html in ["<main>a</main>", "<main><img src=a alt=''></main>", "<main><svg></svg></main>", "<p>a</p>"] {
        finds(html, &[]);
    }
}

#[test]
fn ids_that_stand_twice() {
    finds("<p id=a></p><p id='b'></p><p id=\"a\"></p>", &[Fault::IdTwice("a".to_owned())]);
    finds("<p id=a></p><p id=A></p><p id=''></p><p id=''></p>", &[]);
}

#[test]
fn words_of_programs() {
    let word = |word: &str| [Fault::NoValue(word.to_owned())];
    finds("<p>Total: NaN %</p>", &word("NaN"));
    finds("<a href=\"/undefined/\">a</a>", &word("undefined"));
    finds("<p>[object Object]</p>", &word("[object Object]"));
    for html in ["<p>Nancy undefined_x</p>", "<code>undefined</code>", "<script>NaN</script>", "<p data-x=\"NaN\">"] {
        finds(html, &[]);
    }
    let said = || Said { body: "<p>undefined behavior</p>".to_owned(), ..Said::default() };
    let html = "<p>undefined behavior</p>".to_owned();
    assert_eq!(finish(html, &UrlPath::new("/").unwrap(), &config(Html::AsIs), &said).faults, []);
}

#[test]
fn text_of_templates() {
    finds("<h1>{{ page.title }}</h1>", &[Fault::TemplateText("{{ page.title }}".to_owned())]);
    let two = [Fault::TemplateText("{{ a }}".to_owned()), Fault::TemplateText("{{ b }}".to_owned())];
    finds("<p>{{ a }} {{ b }}</p>", &two);
    finds("<p title='{% if a %}'>", &[Fault::TemplateText("{% if a %}".to_owned())]);
    for html in ["<pre>{{ a }}</pre>", "<p>{{}} {{ a", "<template>{{ a }}</template>", "<p x-text='{{ a }}'>"] {
        finds(html, &[]);
    }
}

#[test]
fn elements_that_stay_open() {
    let open = |tag: &str| [Fault::ElementOpen(tag.to_owned())];
    finds("<div class=a><p>b</div><div class=c>", &open("<div class=c>"));
    finds("<ul><li><b>a<li>b</ul>", &open("<b>"));
    finds("<section><div></section>", &open("<div>"));
    finds("<div/>", &open("<div/>"));
    finds("<p>a</p></div>", &[Fault::EndStray("div".to_owned())]);
    finds("<div><main>a</div></main></div>", &[Fault::EndStray("div".to_owned())]);
    for html in [
        "<ul><li>a<li>b</ul><table><tr><td>a<td>b</table><dl><dt>a<dd>b</dl>",
        "<svg><path/><g><title>a</title></g></svg><br><img><input><hr/>",
        "<p><div>a</div></p>",
        "<DIV></div>",
        "<html><head><body><p>a",
    ] {
        finds(html, &[]);
    }
}

#[test]
fn however_deep_it_ends() {
    let deep = format!("{}{}", "<div>".repeat(20_000), "</i>".repeat(20_000));
    assert_eq!(finished(&deep, Html::Minified).faults, []);
}

/// What is shown of a page, near enough: tags and words, and the text in which each space counts.
fn shown(html: &str) -> String {
    let mut shown = String::new();
    let mut n_kept = 0_usize;
    for (token, range) in tokens(html) {
        match token {
            Token::Start(tag) => {
                let attributes: Vec<_> = tag.attributes().collect();
                shown.push_str(&format!("<{} {attributes:?}>", tag.name));
                n_kept += usize::from(tag.name == "pre");
            }
            Token::End(tag) => {
                shown.push_str(&format!("</{}>", tag.name));
                n_kept = n_kept.saturating_sub(usize::from(tag.name == "pre"));
            }
            Token::Text if n_kept > 0 => shown.push_str(&html[range]),
            Token::Text => {
                for character in html[range].chars() {
                    match character.is_ascii_whitespace() {
                        true if shown.ends_with(' ') => {}
                        true => shown.push(' '),
                        false => shown.push(character),
                    }
                }
            }
            Token::Comment(_) | Token::Other => {}
        }
    }
    shown
}

const PIECES: &[&str] = &[
    "a",
    "b ",
    " ",
    "\u{20}\u{20}",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<div  x='1'\ty>",
    "</div>",
    "<pre>",
    "</pre>",
    "<!-- c -->",
    "<br/>",
    "<main>",
    "</main>",
    "<body>",
    "é&amp;",
    "{{ x }}",
    "NaN",
    "<i id=a>",
    "</i>",
    "<svg><path/>",
    "</svg>",
    "<",
    "<ul><li>",
    "</ul>",
    "<title>",
    "</title>",
    "<script>",
    "</script>",
    "<h1 title=\"a  b\">",
    "</h1>",
];

fn kinds(faults: &[Fault]) -> Vec<std::mem::Discriminant<Fault>> {
    faults.iter().map(std::mem::discriminant).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn what_is_shown_stays_and_twice_is_once(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        let html = format!("<body>{}", pieces.concat());
        let Finished { html: once, links, faults } = finished(&html, Html::Minified);
        prop_assert_eq!(shown(&once).trim_end().to_owned(), shown(&html).trim_end().to_owned());
        let twice = finished(&once, Html::Minified);
        prop_assert_eq!(&twice.html, &once);
        prop_assert_eq!((&twice.links, kinds(&twice.faults)), (&links, kinds(&faults)));
        let plain = finished(&html, Html::AsIs);
        prop_assert_eq!((plain.html, plain.links, plain.faults), (html, links, faults));
    }
}
