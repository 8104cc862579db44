//! Mistakes in style sheets: each is told at its place, and none breaks the program.

use super::sheets::{body, site};
use crate::support::site::TestSite;

/// Returns a site with these files, built.
fn built(files: &str) -> TestSite {
    TestSite::new(&format!("-- content/x.md --\nx\n{files}")).build()
}

#[test]
fn every_mistake_is_told_at_its_place() {
    built(
        "
-- assets/a.css --
.a { color: red }
.é { colr red; margin: 0 }
.b::: { color: red }
@media (min-width: { .c { color: red } }
",
    )
    .found([]);
}

#[test]
fn what_is_for_browsers_that_are_gone_is_passed_over() {
    let files = "
-- assets/a.css --
.a { *zoom: 1; filter: progid:DXImageTransform.Microsoft.gradient(startColorstr='#1', endColorstr='#2'); color: red }
@-ms-viewport { width: device-width }
@unknown foo { a: b }
";
    let site = site("a.css", files).build();
    assert!(!site.built().findings.has_errors(), "{:?}", site.built().findings);
    assert!(body(&site).contains("color:red"));
}

#[test]
fn sass_says_where() {
    built(
        "
-- assets/a.scss --
@use 'b';
.a { color: b.$no }
-- assets/_b.scss --
@mixin m($x) { .é { width: $x + ; } }
-- assets/c.scss --
@each $a in (1, 2) { .c { width: math.div($a, 2) } }
-- assets/d.sass --
@while true
  .a
    width: 1px + 1em
",
    )
    .found([]);
}

#[test]
fn what_sass_makes_must_be_css() {
    built("-- assets/a.scss --\n.a {\n  --x: 1;\n  color: red 3 &;\n}\n").found([]);
}

#[test]
fn warnings_of_sass_are_told() {
    let site = built("-- assets/a.scss --\n@warn 'mind';\n.a { @debug 'here'; color: red }\n");
    site.found(["sass-warning assets/a.scss:1:1 mind", "sass-warning assets/a.scss:2:6 here"]);
}

#[test]
fn a_sheet_that_imports_itself_is_an_error() {
    built("-- assets/a.css --\n.x { color: red }\n-- assets/b.css --\n@import 'b.css';\n-- assets/c.scss --\n@use 'c';\n-- assets/d.scss --\n@import 'd';\n")
        .found([]);
}

#[test]
fn circles_are_named() {
    built(
        "
-- assets/css/a.css --
@import 'b.css';
-- assets/css/_b.css --
-- assets/css/b.css --
@import url(../c.css) print;
-- assets/c.css --
@import 'css/a.css';
-- assets/s/a.scss --
@use 'b';
-- assets/s/_b.scss --
@use 'd';
@forward 'c';
-- assets/s/_c.scss --
@use 'a';
-- assets/s/_d.scss --
$d: 1;
",
    )
    .found([]);
}

#[test]
fn what_has_no_end_is_ended() {
    built(
        "
-- assets/a.scss --
$n: 0;
@while true { $n: $n + 1; }
-- assets/b.scss --
@function f($n) { @return f($n + 1); }
.a { width: f(1) }
-- assets/c.scss --
@mixin m { @include m; }
@include m;
-- assets/d.sass --
@mixin m
  @include m
@include m
",
    )
    .found([]);
}

#[test]
fn what_is_too_deep_is_an_error() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(3_000), close.repeat(3_000));
    let files = [
        ("a.css", format!(".a {{ width: {} }}", deep("calc(", ")"))),
        ("b.css", deep("a{", "}")),
        ("c.scss", deep("a{", "}")),
        ("d.scss", format!("$a: {};", deep("(", ")"))),
        ("e.scss", format!("$a: {} true;", "not ".repeat(30_000))),
        ("f.scss", format!("$a: 1{};", "+1".repeat(30_000))),
        ("g.css", format!("{}{{}}", deep(":not(", ")"))),
        ("h.css", "[".repeat(100_000)),
        ("i.sass", (0..300).map(|n| format!("{}a\n", " ".repeat(n))).collect()),
    ];
    let mut site = TestSite::new("-- content/x.md --\nx\n");
    for (name, text) in &files {
        site = site.write(&format!("assets/{name}"), text);
    }
    let site = site.build();
    let codes: Vec<_> = site.built().findings.iter().map(|finding| finding.code.to_string()).collect();
    assert_eq!(codes, vec!["style-limit"; files.len()], "{:?}", site.built().findings);
}
