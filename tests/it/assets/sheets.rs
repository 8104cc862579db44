//! Sass, imports, old browsers, and what runs again after an edit.

use crate::support::site::TestSite;

/// Shows where an asset is served.
pub(super) const SHOWS: &str = "
-- templates/page.html --
<main>{{ asset(name=page.extra.asset) }} {{ integrity(name=page.extra.asset) }}</main>
";

/// Returns a site that has these files and a page that names one of them.
pub(super) fn site(asset: &str, files: &str) -> TestSite {
    let page = format!("-- content/a.md --\n+++\n[extra]\nasset = '{asset}'\n+++\n");
    TestSite::new(&format!("{SHOWS}{page}{files}"))
}

/// Returns where the asset that the page names is served, and its integrity.
#[track_caller]
pub(super) fn served(site: &TestSite) -> (String, String) {
    let html = site.read("/a/");
    let main = html.split("<main>").nth(1).unwrap().split("</main>").next().unwrap();
    let (url, integrity) = main.split_once(' ').unwrap();
    (url.to_owned(), integrity.to_owned())
}

/// Returns the body of the asset that the page names.
#[track_caller]
pub(super) fn body(site: &TestSite) -> String {
    site.read(&served(site).0)
}

#[track_caller]
fn check(asset: &str, files: &str, expected: &str) {
    let site = site(asset, files).build().found([]);
    assert_eq!(body(&site), expected);
}

#[test]
fn a_sheet_is_made_small() {
    let css = "-- assets/a.css --\n/* gone */\n.a  {\n  color: #ff0000;\n  margin: 0px 0px;\n}\n";
    check("a.css", css, ".a{color:red;margin:0}\n".trim_end());
}

#[test]
fn spaces_stay_where_the_site_wants_them() {
    let css = "-- seawall.toml --\n[styles]\nminify = false\n-- assets/a.css --\n.a{color:red;}.b{margin:0 1px}";
    check("a.css", css, ".a {\n  color: red;\n}\n\n.b {\n  margin: 0 1px;\n}\n");
}

#[test]
fn license_comments_stay() {
    check("a.css", "-- assets/a.css --\n/*! © a */\n.a { color: red }\n", "/*! © a */\n.a{color:red}");
}

#[test]
fn old_browsers_get_what_they_know() {
    let css = "-- assets/a.css --\n.a { backdrop-filter: blur(1px); inset: 0; .b & { user-select: none } }\n";
    let old = format!("-- seawall.toml --\n[styles]\nbrowsers = ['safari 13', 'Chrome 80']\n{css}");
    let old_css = body(&site("a.css", &old).build().found([]));
    assert!(old_css.contains("-webkit-backdrop-filter") && old_css.contains("top:0"), "{old_css}");
    assert!(old_css.contains(".b .a{-webkit-user-select:none"), "{old_css}");
    let new = format!("-- seawall.toml --\n[styles]\nbrowsers = ['chrome 130']\n{css}");
    let new_css = body(&site("a.css", &new).build().found([]));
    assert_eq!(new_css, ".a{backdrop-filter:blur(1px);inset:0;.b &{user-select:none}}");
}

#[test]
fn the_default_is_written_for_browsers_of_2021() {
    let css = body(&site("a.css", "-- assets/a.css --\n.a { backdrop-filter: blur(1px); gap: 1px }").build().found([]));
    assert_eq!(css, ".a{-webkit-backdrop-filter:blur(1px);backdrop-filter:blur(1px);gap:1px}");
}

const SASS: &str = "
-- assets/css/site.scss --
@use 'tokens';
@use 'parts/card' as *;
.a { color: tokens.$ink; .b & { @include card } }
-- assets/css/_tokens.scss --
$ink: #123456;
-- assets/css/parts/_card.scss --
@mixin card { @each $side in left, right { padding-#{$side}: 1px } }
";

#[test]
fn sass_becomes_css_of_the_same_name() {
    let expected = ".a{color:#123456}.b .a{padding-left:1px;padding-right:1px}";
    check("css/site.css", SASS, expected);
    check("css/site.scss", SASS, expected);
    let site = site("css/site.css", SASS).build();
    assert!(served(&site).0.starts_with("/assets/css/site.") && served(&site).0.ends_with(".css"));
    let n_sheets = site.built().output.entries().filter(|entry| entry.path.as_str().contains("/css/")).count();
    assert_eq!(n_sheets, 2, "partials are served");
}

#[test]
fn indented_sass_and_plain_css_are_sass_too() {
    let files = "
-- assets/site.sass --
@use 'more'
@import 'old'
$n: 0
@while $n < 2
  .w-#{$n}
    width: more.double($n) * 1px
  $n: $n + 1
-- assets/_more.scss --
@function double($n) { @return $n * 2; }
-- assets/old.css --
.old { color: red }
";
    let site = site("site.css", files).build().found([]);
    assert_eq!(body(&site), ".old{color:red}.w-0{width:0}.w-1{width:2px}");
}

#[test]
fn partials_come_from_the_best_layer() {
    let files = "
-- seawall.toml --
theme = 'sea'
-- themes/sea/assets/css/site.scss --
@use 'colors';
@use '../lib/all';
.a { color: colors.$ink }
-- themes/sea/assets/css/_colors.scss --
$ink: red;
-- themes/sea/assets/lib/_all.scss --
@import 'one';
-- themes/sea/assets/lib/_one.scss --
.one { top: 1px }
";
    let site = site("css/site.css", files).build().found([]);
    assert_eq!(body(&site), ".one{top:1px}.a{color:red}");
    let site = site.write("assets/css/_colors.scss", "$ink: blue;").build().found([]);
    assert_eq!(body(&site), ".one{top:1px}.a{color:#00f}");
    let site = site.same_as_clean_build().write("assets/lib/_one.scss", ".one { top: 2px }").build();
    assert_eq!(body(&site), ".one{top:2px}.a{color:#00f}");
    site.same_as_clean_build();
}

#[test]
fn sass_of_the_site_takes_the_place_of_css_of_the_theme() {
    let files = "-- assets/css/civic.scss --\n$a: red; .a { color: $a }\n";
    check("css/civic.css", files, ".a{color:red}");
}

#[test]
fn imports_are_bundled_in_their_order() {
    let files = "
-- assets/css/site.css --
@charset 'utf-8';
@layer base, parts;
@import 'base.css' layer(base);
@import url(parts/_card.css) layer(parts) screen and (min-width: 10em);
@import '/assets/css/print.css' print;
.site { color: red }
-- assets/css/base.css --
@import 'reset.css';
.base { color: red }
-- assets/css/reset.css --
.reset { color: red }
-- assets/css/parts/_card.css --
.card { color: red }
-- assets/css/print.css --
.print { color: red }
";
    let site = site("css/site.css", files).build();
    let css = body(&site);
    assert!(!css.contains("@import"), "{css}");
    let order = [".base", "@media screen and (min-width:10em){@layer parts{", ".card", "@media print{.print", ".site"];
    let places: Vec<usize> =
        order.iter().map(|piece| css.find(piece).unwrap_or_else(|| panic!("{piece}: {css}"))).collect();
    assert!(places.is_sorted(), "{css}");
}

#[test]
fn a_sheet_cannot_be_in_two_layers() {
    let files = "
-- assets/a.css --
@import 'b.css' layer(one);
@import 'b.css' layer(two);
-- assets/b.css --
.b { color: red }
";
    let site = site("b.css", files).build();
    site.found(["style-syntax assets/a.css:2:1 unsupported layer combination in @import"]);
}

#[test]
fn what_comes_from_another_host_is_left_there_and_told() {
    let files = "-- assets/a.css --\n@import 'https://fonts.example/a.css';\n.a { color: red }\n";
    let site = site("a.css", files).build();
    assert_eq!(body(&site), "@import \"https://fonts.example/a.css\";.a{color:red}");
    site.found([
        "style-remote assets/a.css:1:1 `https://fonts.example/a.css` comes from another host, which sees every visitor and can change the page",
    ]);
}

const STEPS: &str = "
-- assets/css/one.scss --
@use 'colors';
.one { color: colors.$ink }
-- assets/css/two.css --
@import 'reset.css';
.two { background: url(../img/dot.svg) }
-- assets/css/reset.css --
.reset { color: red }
-- assets/css/_colors.scss --
$ink: red;
-- assets/img/dot.svg --
<svg xmlns='http://www.w3.org/2000/svg'/>
-- assets/js/a.js --
one()
";

#[test]
fn an_edit_reaches_the_sheets_that_read_it() {
    let site = site("css/two.css", STEPS).build().found([]).build().ran_nothing();
    let site = site.edit("assets/css/_colors.scss", "red", "blue").build().ran(["asset css/one.css"]);
    let site =
        site.because("asset css/one.css", "answer to `asset-text css/_colors.scss` changed").same_as_clean_build();
    let site = site.edit("assets/css/reset.css", "red", "blue").build();
    let site = site.ran(["asset css/reset.css", "asset css/two.css", "page /a/"]).same_as_clean_build();
    let site = site.edit("assets/img/dot.svg", "/>", "><path d='M0 0'/></svg>").build();
    let site = site.ran(["asset img/dot.svg", "asset css/two.css", "page /a/"]).same_as_clean_build();
    let site = site.because("asset css/two.css", "answer to `asset-url img/dot.svg` changed");
    let site = site.edit("assets/js/a.js", "one", "two").build().ran(["asset js/a.js"]).same_as_clean_build();
    let site = site.edit("assets/css/one.scss", ".one", ".uno").build().ran(["asset css/one.css"]);
    site.same_as_clean_build().build().ran_nothing();
}

#[test]
fn a_file_that_comes_or_goes_reaches_the_sheets_that_looked_for_it() {
    let site = site("css/two.css", STEPS).build();
    let site = site.write("assets/css/colors.scss", "$ink: green;").remove("assets/css/_colors.scss").build();
    let site = site.ran(["asset css/colors.css", "asset css/one.css"]).same_as_clean_build().found([]);
    let site = site.remove("assets/css/reset.css").build();
    let site = site.found(["style-import assets/css/two.css:1:1 there is no style sheet `css/reset.css`"]);
    let site = site.write("assets/css/reset.css", ".r { color: red }").build().found([]);
    site.same_as_clean_build();
}

#[test]
fn settings_reach_all_sheets_and_nothing_else() {
    let site = site("css/two.css", STEPS).write("seawall.toml", "").build();
    let site = site.write("seawall.toml", "[styles]\nminify = false\n").build();
    let sheets = ["asset css/civic.css", "asset css/one.css", "asset css/reset.css", "asset css/two.css"];
    site.ran([sheets[0], sheets[1], sheets[2], sheets[3], "page /a/"]).same_as_clean_build();
}

#[test]
fn the_name_changes_with_the_content_and_only_then() {
    let site = site("css/one.css", STEPS).build();
    let before = served(&site).0;
    let site = site.edit("assets/css/one.scss", ".one {", "/* note */ .one   {").build();
    assert_eq!(served(&site).0, before);
    let site = site.edit("assets/css/one.scss", ".one   {", ".one2 {").build();
    assert_ne!(served(&site).0, before);
    site.lacks(&before);
}
