//! Mistakes in style sheets: each is told at its place, and none breaks the program.

use proptest::prelude::*;

use super::sheets::{body, site};
use crate::hostile::{holds, pieces, quick};
use crate::support::site::{TestSite, is_of_audit};

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
-- assets/e.sass --
a
  b: c
@while 1
d
  e: f
-- assets/f.scss --
@\\77hile 1 { a { b: c } }
-- assets/g.sass --
\\/* a **
-- assets/h.sass --
\\/* a
",
    )
    .found([
        "style-limit assets/a.scss:2:14 loops, functions and mixins ran 100000 times, which is taken for a loop without an end",
        "style-limit assets/b.scss:1:18 functions or mixins call each other without an end",
        "style-limit assets/c.scss:1:11 functions or mixins call each other without an end",
        "style-limit assets/d.sass:2:10 functions or mixins call each other without an end",
        "style-limit assets/e.sass:3:9 loops, functions and mixins ran 100000 times, which is taken for a loop without an end",
        "style-limit assets/f.scss:1:13 loops, functions and mixins ran 100000 times, which is taken for a loop without an end",
        "sass-error assets/g.sass:2:1 expected */",
        "sass-error assets/h.sass:1:6 expected */",
    ]);
}

/// A few lines that would take all memory there is.
#[test]
fn what_grows_is_ended() {
    let nested = |open: &str, n: usize| format!("{}color: red{}", open.repeat(n), "}".repeat(n));
    let lines: String = (0..45).map(|n| format!("$s{}: $s{n} + $s{n};\n", n + 1)).collect();
    let value = "style-limit a value, or the selectors here, have grown to more than 1 MB";
    let many = "style-limit rules that lie in each other make more than 100000 selectors, or 16 MB of them";
    #[track_caller]
    fn check(name: &str, text: &str, expected: &str, line: u32) {
        let site = TestSite::new("-- content/x.md --\nx\n").write(&format!("assets/{name}"), text).build();
        let findings: Vec<_> = site.built().findings.iter().filter(|finding| !is_of_audit(finding)).collect();
        let said: Vec<_> = findings.iter().map(|finding| format!("{} {}", finding.code, finding.message)).collect();
        assert_eq!(said, [expected], "{name}");
        assert_eq!(findings[0].place.as_ref().map(|place| place.line as u32), Some(line), "{name}");
    }
    check("a.css", &nested(".a,.b{", 26), many, 1);
    check("a.css", &nested("& & {", 60), many, 1);
    check("a.scss", &nested("\n.a,.b{", 26), many, 17);
    let rows: String = (0..26).map(|n| format!("{}.a, .b\n", " ".repeat(n))).collect();
    check("a.sass", &format!("{rows}{}c: d\n", " ".repeat(26)), many, 17);
    check("a.scss", "$s: 'xxxxxxxxxx';\n@for $i from 1 through 45 { $s: $s + $s }", value, 2);
    check("a.scss", "$s: 'xxxxxxxxxx';\n@for $i from 1 through 45 {\n $s: $s + $s !global; }", value, 3);
    check("a.scss", &format!("$s0: 'xxxxxxxxxx';\n{lines}"), value, 18);
    check("a.scss", "@use 'sass:list';\n$l: (a, b);\n@for $i from 1 through 45 { $l: list.join($l, $l); }", value, 3);
    check("a.sass", "$s: 'xxxxxxxxxx'\n@for $i from 1 through 45\n  $s: $s + $s\n", value, 3);
    let mixin = "@mixin m($n) {\n.a, .b { @if $n > 0 { @include m($n - 1) } } }\n.x { @include m(30) }";
    check("a.scss", mixin, value, 1);
}

/// What Sass is given beside the author's text changes nothing of what it makes.
#[test]
fn what_is_counted_changes_nothing() {
    let files = "
-- assets/a.scss --
$first: 1px !default; // $no: 1;
@use 'b' with ($c: 2px);
/* $no: 2 */ $map: (key: $first, other: (a: b));
@function double($n, $m: 1) { $r: $n * 2; @if $m == 1 { $r: $r + 0px } @else { $r: 0 } @return $r }
@mixin card($w...) { $v: nth($w, 1); .card & { width: $v; @content } }
b.$c: 3px;
.a { $w: double($first); font: { $f: serif; family: $f } @include card($w) { $x: red; color: $x }
  &-b { margin: b.$c } }
@each $k, $v in $map { $n: $k; .#{$n} { --x: {$y: z}; a: b } }
-- assets/_b.scss --
$c: 1px !default;
";
    let site = site("a.css", files).write("seawall.toml", "[styles]\nminify = false\n").build().found([]);
    let css = body(&site);
    for line in ["width: 2px", "font-family: serif", "color: red", "margin: 3px", ".card .a {", ".key, .other {"] {
        assert!(css.contains(line), "{line} is not in {css}");
    }
    assert!(!css.contains("seawall"), "{css}");
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

const MULTIPLIED: &[&str] = &[
    ".a, .b {",
    ".a, .b {",
    "&-c, &:hover {",
    "& & {",
    ":is(.a, .b), :not(&, .c) & {",
    "@media print, screen {",
    "$a: $a + $a;",
    "$a: ($a, $a);",
    "color: red;",
];

proptest! {
    #![proptest_config(quick())]

    #[test]
    fn any_css(a in pieces(CSS), b in pieces(CSS)) {
        holds(TestSite::new("-- content/x.md --\nx\n").write("assets/a.css", &a).write("assets/b.css", &b));
    }

    /// Blocks in each other, with lists and values that multiply.
    #[test]
    fn whatever_multiplies(
        pieces in prop_oneof![
            prop::collection::vec(prop::sample::select(MULTIPLIED), 1..10),
            prop::collection::vec(prop::sample::select(MULTIPLIED), 45..60),
        ],
        ending in prop::sample::select(&["css", "scss"][..]),
    ) {
        let n_open = pieces.iter().filter(|piece| piece.ends_with('{')).count();
        let text = format!("$a: xxxxxxxxxx;\n{}{}", pieces.concat(), "}".repeat(n_open));
        let text = if ending == "css" { text.replace("$a", "--a") } else { text };
        let site = TestSite::new("-- content/x.md --\nx\n").write(&format!("assets/a.{ending}"), &text);
        holds(site);
    }

    #[test]
    fn any_sass(a in pieces(SASS_WORDS), b in pieces(SASS_WORDS), ending in prop::sample::select(&["scss", "sass"][..])) {
        let site = TestSite::new("-- content/x.md --\nx\n");
        holds(site.write(&format!("assets/a.{ending}"), &a).write("assets/_b.scss", &b));
    }
}
