//! Mistakes in style sheets: each is told at its place, and none breaks the program.

use proptest::prelude::*;

use super::sheets::{body, site};
use crate::hostile::{holds, pieces, quick};
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
.c { color: red; } }
@media (min-width:) { .d { color: red } }
@import 'late.css';
.e { background: url(a b.png) }
",
    )
    .found([
        "style-syntax assets/a.css:2:11 `red` is not expected here",
        "style-syntax assets/a.css:3:7 invalid token in pseudo element: Colon",
        "style-syntax assets/a.css:4:20 invalid empty selector",
        "style-syntax assets/a.css:6:9 @import rules must precede all rules aside from @charset and @layer statements",
        "style-syntax assets/a.css:7:18 `url` is not expected here",
    ]);
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
-- assets/e.scss --
.é { color: $unknown; }
",
    )
    .found([
        "sass-error assets/_b.scss:1:28 expected expression",
        "sass-error assets/c.scss:1:34 there is no module with the namespace \"math\"",
        "sass-error assets/d.sass:3:12 incompatible units em and px",
        "sass-error assets/e.scss:1:13 undefined variable `$unknown`",
    ]);
}

#[test]
fn what_sass_makes_must_be_css() {
    built("-- assets/a.scss --\n.a {\n  margin: 0;\n  #{'color'} : unquote(')');\n}\n")
        .found(["style-syntax assets/a.scss:3:6 `)` is not expected here, in what Sass makes of it: `color: )`"]);
}

#[test]
fn warnings_of_sass_are_told() {
    let site = built("-- assets/a.scss --\n@warn 'mind';\n.a { @debug 'here'; color: red }\n");
    site.found(["sass-warning assets/a.scss:1:7 mind", "sass-warning assets/a.scss:2:13 here"]);
}

#[test]
fn a_sheet_that_imports_itself_is_an_error() {
    built("-- assets/a.css --\n.x { color: red }\n-- assets/b.css --\n@import 'b.css';\n-- assets/c.scss --\n@use 'c';\n-- assets/d.scss --\n@import 'd';\n")
        .found([
        "style-circle assets/b.css:1:1 the style sheet `b.css` loads itself",
        "style-circle assets/c.scss:1:1 the style sheet `c.scss` loads itself",
        "style-circle assets/d.scss:1:9 the style sheet `d.scss` loads itself",
    ]);
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
    .found([
        "style-circle assets/css/b.css:1:1 style sheets load each other in a circle: `c.css` → `css/a.css` → `css/b.css` → `c.css`",
        "style-circle assets/s/_c.scss:1:1 style sheets load each other in a circle: `s/_b.scss` → `s/_c.scss` → `s/a.scss` → `s/_b.scss`",
    ]);
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
    .found([
        "style-limit assets/a.scss:2:14 loops, functions and mixins ran 1000000 times, which is taken for a loop without an end",
        "style-limit assets/b.scss:1:18 functions or mixins call each other without an end",
        "style-limit assets/c.scss:1:11 functions or mixins call each other without an end",
        "style-limit assets/d.sass:2:10 functions or mixins call each other without an end",
    ]);
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

#[test]
fn what_is_nearly_too_deep_is_read() {
    let deep = |open: &str, close: &str| format!("{}1px{}", open.repeat(95), close.repeat(95));
    let files = [
        ("a.css", format!(".a {{ width: {} }}", deep("calc(", ")"))),
        ("b.css", format!("{}.a{{b:c}}{}", "a{".repeat(95), "}".repeat(95))),
        ("c.scss", format!("{}.a{{b:c}}{}", "a{".repeat(95), "}".repeat(95))),
        ("d.scss", format!("$a: {}; .a {{ b: $a }}", deep("(", ")"))),
        ("e.scss", format!(".e {{ a: {} true; }}", "not ".repeat(990))),
        ("f.scss", format!(".f {{ a: 1{}; }}", "+1".repeat(990))),
        ("g.css", format!("{}a{} {{ b: c }}", ":not(".repeat(95), ")".repeat(95))),
        ("h.sass", (0..99).map(|n| format!("{}a\n", " ".repeat(n))).collect::<String>() + &" ".repeat(99) + "b: c\n"),
    ];
    let mut site = TestSite::new("-- content/x.md --\nx\n");
    for (name, text) in &files {
        site = site.write(&format!("assets/{name}"), text);
    }
    site.build().found([]);
}

const CSS: &[&str] = &[
    "@import",
    "@import 'a.css';",
    "@import url(b.css) layer(x);",
    "@media",
    "@layer",
    "@font-face",
    "@supports",
    "@keyframes x",
    "@namespace",
    "@container",
    "@property --x",
    ".a",
    "#b",
    "a:hover",
    "::before",
    "{",
    "}",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ";",
    ":",
    ",",
    "url(",
    "url('x')",
    "image-set(",
    "'",
    "\"",
    "\\",
    "/*",
    "*/",
    "//",
    "color: red",
    "margin: 1px",
    "--x: ",
    "var(--x)",
    "calc(1px + 2em)",
    "!important",
    "1px",
    "50%",
    "#fff",
    "*zoom: 1",
    "&",
    ">",
    "+",
    "~",
    "from",
    "to",
    "\\61 ",
    "progid:X",
    "u+0-7f",
    "<!--",
    "-->",
];

const SASS_WORDS: &[&str] = &[
    "@use 'a';",
    "@use 'b' as *;",
    "@import 'b';",
    "@forward 'a';",
    "@if ",
    "@else ",
    "@each $x in ",
    "@for $i from 1 through ",
    "@while ",
    "@function f($x) ",
    "@mixin m ",
    "@include m;",
    "@include m { ",
    "@content;",
    "@return ",
    "@extend .a;",
    "@warn ",
    "@error ",
    "@debug ",
    "@at-root ",
    "@media ",
    "$x: ",
    "$x",
    "#{",
    "}",
    "{",
    "}",
    "(",
    ")",
    ";",
    ":",
    ",",
    "f(",
    "map.get(",
    "math.div(",
    "nth(",
    "1",
    "2px",
    "0",
    "red",
    "'",
    "\"",
    "true",
    "not ",
    "and ",
    "==",
    "+",
    "-",
    "*",
    "/",
    "%",
    ".a",
    "%p",
    "&",
    "&-b",
    "!default",
    "...",
    "null",
    "//",
    "/*",
    "*/",
    "\\",
];

proptest! {
    #![proptest_config(quick())]

    #[test]
    fn any_css(a in pieces(CSS), b in pieces(CSS)) {
        holds(TestSite::new("-- content/x.md --\nx\n").write("assets/a.css", &a).write("assets/b.css", &b));
    }

    #[test]
    fn any_sass(a in pieces(SASS_WORDS), b in pieces(SASS_WORDS), ending in prop::sample::select(&["scss", "sass"][..])) {
        let site = TestSite::new("-- content/x.md --\nx\n");
        holds(site.write(&format!("assets/a.{ending}"), &a).write("assets/_b.scss", &b));
    }
}
