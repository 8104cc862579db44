//! Every mistake has a place, one clear message and a hint; nothing is published, nothing is lost.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use serde_json::Value;
use snapbox::data::Inline;
use snapbox::{assert_data_eq, str};

use crate::support::command::{Ended, run, seawall};
use crate::support::site::{TestSite, tree};

const GOOD: &str = "
-- seawall.toml --
base_url = 'https://example.org'
title = 'Test'
-- content/_index.md --
+++
title = 'Home'
+++
welcome
-- content/a.md --
+++
title = 'A'
+++
one
";

/// Returns a site that was built once while it was good.
fn good() -> TestSite {
    let site = TestSite::bare(GOOD);
    let ended = build(&site, &["build"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    site
}

fn build(site: &TestSite, arguments: &[&str]) -> Ended {
    run(seawall(arguments).current_dir(site.path()))
}

/// Breaks a good site with the files of `broken` and asserts what a build tells.
#[track_caller]
fn check(broken: &str, code: i32, expected: Inline) {
    let site = good();
    let broken = TestSite::bare(broken);
    for (path, text) in tree(broken.path()) {
        let file = site.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    refuses(&site, code, expected);
}

/// Asserts what a build tells of a site, that a publish refuses it, and that the pages of the last
/// good build are still there.
#[track_caller]
fn refuses(site: &TestSite, code: i32, expected: Inline) {
    let before = tree(&site.path().join("public"));
    let ended = build(site, &["build", "--json"]);
    calm(&ended, code);
    assert_data_eq!(told(&ended.json()), expected);

    calm(&build(site, &["publish"]), code);
    assert!(!site.path().join(".seawall-local").exists(), "something was published");
    let after = tree(&site.path().join("public"));
    let home = Path::new("index.html");
    assert!(after.get(home) == before.get(home), "another page was touched");
    assert!(before.keys().all(|path| after.contains_key(path)), "something was removed");
}

/// Asserts the exit code, and that nobody panicked.
#[track_caller]
fn calm(ended: &Ended, code: i32) {
    assert_eq!(ended.code, code, "{ended:?}");
    assert!(!ended.stderr.contains("panicked") && !ended.stderr.contains("BUG"), "{}", ended.stderr);
}

/// Returns the findings of a result, a line each, with a line for the hint.
fn told(result: &Value) -> String {
    let mut text = String::new();
    for finding in result["findings"].as_array().unwrap() {
        let (severity, code) = (finding["severity"].as_str().unwrap(), finding["code"].as_str().unwrap());
        let place = match &finding["place"] {
            Value::Null => String::new(),
            place => format!(" {}:{}:{}", place["file"].as_str().unwrap(), place["line"], place["column"]),
        };
        text.push_str(&format!("{severity}[{code}]{place} {}\n", finding["message"].as_str().unwrap()));
        if let Some(hint) = finding["hint"].as_str() {
            text.push_str(&format!("  hint: {hint}\n"));
        }
    }
    text
}

/// Breaks a template that only `content/a.md` uses.
#[track_caller]
fn check_template(template: &str, expected: Inline) {
    let page = "-- content/a.md --\n+++\ntitle = 'A'\ntemplate = 'own.html'\n+++\none\n";
    let data = "-- data/votes.json --\n{\"yes\": 1}\n-- data/broken.yaml --\nyes: 1\nno: [\n";
    check(&format!("{page}{data}-- templates/own.html --\n{template}\n"), 1, expected);
}

#[test]
fn configuration_that_is_no_toml() {
    check(
        "-- seawall.toml --\nbase_url = 'https://example.org'\ntitle = \n",
        2,
        str![[r#"
error[config-syntax] seawall.toml:2:9 string values must be quoted, expected literal string

"#]],
    );
    check(
        "-- seawall.toml --\ntitle = 'A'\ntitle = 'B'\n",
        2,
        str![[r#"
error[config-syntax] seawall.toml:2:1 duplicate key

"#]],
    );
    check(
        "-- seawall.toml --\nbase_url = 3\n",
        2,
        str![[r#"
error[config-syntax] seawall.toml:1:12 invalid type: integer `3`, expected a string

"#]],
    );
}

#[test]
fn keys_that_nobody_knows() {
    check(
        "-- seawall.toml --\ntitel = 'Test'\n",
        2,
        str![[r#"
error[config-unknown-key] seawall.toml:1:1 unknown key `titel`
  hint: did you mean `title`?

"#]],
    );
    check(
        "-- seawall.toml --\n[targets.a]\nbucket = 'abc'\nbukket = 'abc'\n",
        2,
        str![[r#"
error[config-unknown-key] seawall.toml:3:1 unknown key `bukket`
  hint: did you mean `bucket`?

"#]],
    );
    check(
        "-- seawall.toml --\nsomething = 'else'\n",
        2,
        str![[r#"
error[config-unknown-key] seawall.toml:1:1 unknown key `something`
  hint: known keys here: base_url, title, description, default_language, theme, languages, taxonomies, permalinks, redirects, menus, section_feeds, git_dates, feeds, robots, security, manifest, organization, cache, html, markdown, styles, build, images, search, targets, extra

"#]],
    );
}

#[test]
fn values_that_cannot_be() {
    check(
        "
-- seawall.toml --
base_url = 'example.org'
default_language = 'the english'
[languages.it_IT]
[targets.a]
bucket = 'My_Bucket'
endpoint = 's3.example'
prefix = '../x'
[targets.b]
bucket = 'abc'
prefix = '.seawall'
",
        2,
        str![[r#"
error[config-base-url] seawall.toml:1:12 `example.org` is not the address of a site
  hint: write it as `https://www.comune.example`, without a query
error[config-language] seawall.toml:2:20 `the english` is not a language code
  hint: codes look like `it`, `en` or `pt-BR` (BCP 47)
error[config-language] seawall.toml:3:12 `it_IT` is not a language code
  hint: did you mean `it-IT`? Otherwise codes look like `it`, `en` or `pt-BR` (BCP 47)
error[config-bucket] seawall.toml:5:10 `My_Bucket` is not the name of a bucket
  hint: 3 to 63 of a-z, 0-9, `-` and `.`, with a letter or digit at both ends
error[config-endpoint] seawall.toml:6:12 `s3.example` is not the address of a store
  hint: write it as `https://s3.example`
error[config-prefix] seawall.toml:7:10 `../x` is not a prefix
  hint: write it as `previews/42`
error[config-prefix] seawall.toml:10:10 `.seawall` is not a prefix
  hint: write it as `previews/42`

"#]],
    );
    check(
        "-- seawall.toml --\n[cache.page]\nedge = -4\n",
        2,
        str![[r#"
error[config-syntax] seawall.toml:2:8 invalid value: integer `-4`, expected a whole number

"#]],
    );
    check(
        "-- seawall.toml --\n[targets.a]\nregion = 'eu-south-1'\n",
        2,
        str![[r#"
error[config-syntax] seawall.toml:1:1 missing field `bucket`

"#]],
    );
    check(
        "-- seawall.toml --\nbase_url = 'https://example.org'\ntitle = 'Test'\ntheme = 'civc'\n",
        1,
        str![[r#"
error[theme-missing] seawall.toml:3:1 there is no theme `civc`
  hint: did you mean `civic`?

"#]],
    );
}

#[test]
fn front_matter_that_cannot_be_read() {
    check(
        "-- content/a.md --\n+++\ntitle = 'A\n+++\n",
        1,
        str![[r#"
error[front-matter-syntax] content/a.md:2:11 invalid literal string, expected `'`

"#]],
    );
    check(
        "-- content/a.md --\n---\ntitle: A\ntags: [a\n---\n",
        1,
        str![[r#"
error[front-matter-syntax] content/a.md:3:7 unclosed bracket '['

"#]],
    );
    check(
        "-- content/a.md --\n---\ntitle: A: b\n---\n",
        1,
        str![[r#"
error[front-matter-syntax] content/a.md:2:9 a text with `: ` in it needs quotes

"#]],
    );
    check(
        "-- content/a.md --\n---\ntitle: A\ntitle: B\n---\n",
        1,
        str![[r#"
error[front-matter-syntax] content/a.md:3:1 duplicate mapping key: title

"#]],
    );
    check(
        "-- content/a.md --\n---\n- A\n---\n",
        1,
        str![[r#"
error[front-matter-syntax] content/a.md:2:1 these are no lines such as `title: Text`

"#]],
    );
}

#[test]
fn front_matter_that_has_no_end() {
    check(
        "-- content/a.md --\n{\"title\": \"A\",\n \"date\": }\n",
        1,
        str![[r#"
error[front-matter-syntax] content/a.md:2:10 expected value

"#]],
    );
    check(
        "-- content/a.md --\n{\"title\": \"A\"\none\n",
        1,
        str![[r#"
error[front-matter-syntax] content/a.md:2:1 expected `,` or `}`

"#]],
    );
    check(
        "-- content/a.md --\n+++\ntitle = 'A'\none\n",
        1,
        str![[r#"
error[front-matter-open] content/a.md:1:1 the front matter has no end
  hint: close it with the same fence, `+++` or `---`, on a line of its own

"#]],
    );
    check(
        "-- content/a.md --\r\n---\r\ntitle: A\r\ntags: [\r\n---\r\n",
        1,
        str![[r#"
error[front-matter-syntax] content/a.md:3:7 unclosed bracket '['

"#]],
    );
}

#[test]
fn front_matter_of_the_wrong_type() {
    check(
        "
-- content/a.md --
+++
title = ['A']
date = 'yesterday'
draft = 'yes'
weight = 'heavy'
sort_by = 'taste'
publish_at = 'soon'
cache = 'never'
slug = true
extra = 3
+++
",
        1,
        str![[r#"
error[front-matter-type] content/a.md:2:1 `title` must be text, not a list
error[front-matter-type] content/a.md:3:1 `date` must be a date such as `2026-11-23`, not this text
error[front-matter-type] content/a.md:4:1 `draft` must be `true` or `false`, not this text
error[front-matter-type] content/a.md:5:1 `weight` must be a whole number, not this text
error[front-matter-type] content/a.md:6:1 `sort_by` cannot be `taste`
  hint: it can be `date`, `updated`, `title`, `slug`, `weight`, `none`, `publish_date`, `update_date`, `title_bytes`
error[front-matter-type] content/a.md:7:1 `publish_at` must be an instant such as `2026-11-23T21:00:00+01:00`, not this text
error[front-matter-type] content/a.md:8:1 `cache` cannot be `never`
  hint: it can be `page`, `live`
error[front-matter-type] content/a.md:9:1 `slug` must be text, not true or false
error[front-matter-type] content/a.md:10:1 `extra` must be a table, not a number

"#]],
    );
    check(
        "-- content/a.md --\n---\ntitle: A\ndraft: perhaps\n---\n",
        1,
        str![[r#"
error[front-matter-type] content/a.md:3:1 `draft` must be `true` or `false`, not this text

"#]],
    );
}

#[test]
fn a_slip_of_the_pen_is_a_warning() {
    let page = "+++\ntitel = 'A'\nchecked_in = 'B'\naliases = ['/old/']\n+++\n";
    let ended = build(&good().write("content/a.md", page), &["build", "--json"]);
    calm(&ended, 0);
    assert_data_eq!(
        told(&ended.json()),
        str![[r#"
warning[front-matter-unknown-key] content/a.md:2:1 `titel` is not a known key
  hint: did you mean `title`? Values of your own belong under `[extra]`

"#]]
    );
}

#[test]
fn urls_that_cannot_be() {
    check(
        "-- content/a.md --\n+++\npath = '../../etc'\n+++\n",
        1,
        str![[r#"
error[url-invalid] content/a.md:2:1 this makes no path of the site
  hint: a path looks like `/services/waste/`

"#]],
    );
    check(
        "-- content/a.md --\n+++\npath = '/.seawall/head.json'\n+++\n",
        1,
        str![[r#"
error[url-reserved] content/a.md:2:1 `/.seawall/head.json` is a path that Seawall keeps for itself
  hint: choose one without `.seawall`

"#]],
    );
    check(
        "-- content/a.md --\n+++\npath = '/.seawall-output'\n+++\n",
        1,
        str![[r#"
error[url-reserved] content/a.md:2:1 `/.seawall-output` is a path that Seawall keeps for itself
  hint: choose one without `.seawall`

"#]],
    );
}

#[test]
fn urls_that_are_made_twice() {
    check(
        "-- content/b.md --\n+++\nslug = 'a'\n+++\n",
        1,
        str![[r#"
error[url-twice] content/b.md:1:1 `/a/` is made twice: by `content/a.md` and by `content/b.md`
  hint: give one of them another `slug` or `path`

"#]],
    );
    check(
        "-- content/a/index.md --\none\n",
        1,
        str![[r#"
error[url-twice] content/a/index.md:1:1 `/a/` is made twice: by `content/a.md` and by `content/a/index.md`
  hint: give one of them another `slug` or `path`

"#]],
    );
    check(
        "-- content/b.md --\n+++\npath = '/a/index.html'\n+++\n",
        1,
        str![[r#"
error[url-twice] content/b.md:1:1 `/a/` is made twice: by `content/a.md` and by `content/b.md`
  hint: give one of them another `slug` or `path`

"#]],
    );
    check(
        "-- static/a --\na file where a folder is\n",
        1,
        str![[r#"
error[url-unreachable] static/a:1:1 `/a` has no dot in its name, so the edge would take it for a folder
  hint: give it an extension, or put it below `.well-known/`

"#]],
    );
}

/// A static `index.html` is the same file as the page of its folder.
#[test]
fn a_static_file_in_place_of_a_page() {
    let site = good().write("static/a/index.html", "mine");
    refuses(
        &site,
        1,
        str![[r#"
error[url-twice] `/a/` is made twice: by `static a/index.html` and by `page /a/`
  hint: rename one of the two

"#]],
    );
}

#[test]
fn templates_that_are_not_there() {
    check(
        "-- content/a.md --\n+++\ntitle = 'A'\ntemplate = 'pge.html'\n+++\n",
        1,
        str![[r#"
error[template-unknown] content/a.md:3:13 there is no template `pge.html`
  hint: did you mean `page.html`?

"#]],
    );
    check(
        "-- content/n/_index.md --\n+++\npage_template = 'own.html'\n+++\n-- content/n/b.md --\n-- content/n/c.md --\n",
        1,
        str![[r#"
error[template-unknown] content/n/_index.md:2:18 there is no template `own.html`
  hint: templates lie in `templates/` of the site or of its theme

"#]],
    );
    check_template(
        "{% extends 'bse.html' %}",
        str![[r#"
error[template-error] templates/own.html:1:12 there is no template `bse.html` to extend
  hint: did you mean `base.html`?

"#]],
    );
    check_template(
        "{% include 'nowhere.html' %}",
        str![[r#"
error[template-error] templates/own.html:1:12 unknown template `nowhere.html`

"#]],
    );
    check_template(
        "{{ <site.heder/> }}",
        str![[r#"
error[template-error] templates/own.html:1:4 unknown component `site.heder`
  hint: did you mean `site.header`?

"#]],
    );
    check_template(
        "{% extends 'own.html' %}",
        str![[r#"
error[template-error] templates/own.html:1:12 template `templates/own.html` extends itself

"#]],
    );
}

#[test]
fn templates_that_are_broken() {
    check_template(
        "<p>\n{% if page.title %}",
        str![[r#"
error[template-error] templates/own.html:3:1 unexpected end of input
  hint: is there a `{{`, `{%` or block that nothing closes?

"#]],
    );
    check_template(
        "<p>{{ page.title | uper }}",
        str![[r#"
error[template-error] templates/own.html:1:20 unknown filter `uper`
  hint: did you mean `upper`?

"#]],
    );
    check_template(
        "<p>{{ get_ulr(path='/') }}",
        str![[r#"
error[template-error] templates/own.html:1:7 unknown function `get_ulr`
  hint: did you mean `get_url`?

"#]],
    );
    check_template(
        "<p>{{ get_page(path='@/a.md') title }}",
        str![[r#"
error[template-error] templates/own.html:1:31 found identifier but expected }}

"#]],
    );
}

#[test]
fn templates_that_fail_on_a_page() {
    check_template(
        "<p>\n{{ page.titel }}",
        str![[r#"
error[template-error] templates/own.html:2:9 field `titel` is not defined (while rendering `content/a.md`)
  hint: did you mean `title`?

"#]],
    );
    check_template(
        "{{ page.extra.color }}",
        str![[r#"
error[template-error] templates/own.html:1:15 field `color` is not defined (while rendering `content/a.md`)
  hint: where it may be missing, write `… or ""`, or ask with `?.`

"#]],
    );
    check_template(
        "{{ nothing }}",
        str![[r#"
error[template-error] templates/own.html:1:4 variable `nothing` is not defined (while rendering `content/a.md`)
  hint: there are config, current_path, current_url, dir, lang, page, paginator, section, taxonomy, term, terms

"#]],
    );
    check_template(
        "{{ asset() }}",
        str![[r#"
error[template-error] templates/own.html:1:4 missing keyword argument `name` (while rendering `content/a.md`)

"#]],
    );
    check_template(
        "{{ pages(limit=-1) }}",
        str![[r#"
error[template-error] templates/own.html:1:4 `limit` must be 0 or more (while rendering `content/a.md`)

"#]],
    );
}

#[test]
fn questions_without_an_answer() {
    check_template(
        "{{ get_url(path='@/b.md') }}",
        str![[r#"
error[template-error] templates/own.html:1:4 there is no page `@/b.md` (while rendering `content/a.md`)
  hint: did you mean `@/a.md`?

"#]],
    );
    check_template(
        "{{ get_url(path='../b') }}",
        str![[r#"
error[template-error] templates/own.html:1:4 there is no file `../b` beside this page (while rendering `content/a.md`)

"#]],
    );
    check_template(
        "{{ load_data(path='vote.json') }}",
        str![[r#"
error[template-error] templates/own.html:1:4 there is no data file `data/vote.json` (while rendering `content/a.md`)
  hint: did you mean `votes.json`?

"#]],
    );
    check_template(
        "{{ load_data(path='something.toml') }}",
        str![[r#"
error[template-error] templates/own.html:1:4 there is no data file `data/something.toml` (while rendering `content/a.md`)
  hint: `data/` holds `broken.yaml`, `votes.json`

"#]],
    );
    check_template(
        "{{ load_data(path='broken.yaml') }}",
        str![[r#"
error[template-error] data/broken.yaml:2:5 the data file `data/broken.yaml` cannot be read: unclosed bracket '[' (while rendering `content/a.md`)

"#]],
    );
    check_template(
        "{{ load_data(path='../seawall.toml') }}",
        str![[r#"
error[template-error] templates/own.html:1:4 `../seawall.toml` is not the name of a data file (while rendering `content/a.md`)

"#]],
    );
    check_template(
        "{{ asset(name='css/civc.css') }}",
        str![[r#"
error[template-error] templates/own.html:1:4 there is no asset `css/civc.css` (while rendering `content/a.md`)
  hint: did you mean `css/civic.css`?

"#]],
    );
    check_template(
        "{{ trans(key='hme') }}",
        str![[r#"
error[template-error] templates/own.html:1:4 there is no text `hme` in language `en` (while rendering `content/a.md`)
  hint: did you mean `home`? Otherwise add `hme = …` to `i18n/en.ftl`

"#]],
    );
    check_template(
        "{{ trans(key='weather') }}",
        str![[r#"
error[template-error] templates/own.html:1:4 there is no text `weather` in language `en` (while rendering `content/a.md`)
  hint: add `weather = …` to `i18n/en.ftl`

"#]],
    );
}

/// One mistake in a template is told once, however many pages use it.
#[test]
fn one_template_and_many_pages() {
    check(
        "
-- templates/page.html --
{{ page.titel }}
-- content/b.md --
-- content/c.md --
",
        1,
        str![[r#"
error[template-error] templates/page.html:1:9 field `titel` is not defined (while rendering `content/a.md` and 2 other pages)
  hint: did you mean `title`?

"#]],
    );
}

#[test]
fn links_that_lead_nowhere() {
    check(
        "
-- content/a.md --
+++
title = 'A'
+++
# Opening hours
[a](@/_indx.md), [b](no.md), ![c](map.png), [d](/atlas/), [e](https://example.org/atlas/).

[f](#opening-hurs) [g](@/_index.md#top-of-it) [h](a.md#opening-hours)
",
        1,
        str![[r#"
error[link-broken] content/a.md:5:1 `@/_indx.md` leads to no page
  hint: did you mean `@/_index.md`?
error[link-broken] content/a.md:5:18 `no.md` leads to no page
  hint: did you mean `@/a.md`?
error[link-broken] content/a.md:5:30 there is no picture `map.png`
  hint: it was looked for as `content/map.png` and `assets/map.png`
error[link-broken] content/a.md:5:45 nothing is served at `/atlas/`
  hint: name a page by its file, as in `@/news/post.md`
error[anchor-broken] content/a.md:7:1 `content/a.md` has no heading `#opening-hurs`
  hint: did you mean `#opening-hours`?
error[anchor-broken] content/a.md:7:20 `content/_index.md` has no heading `#top-of-it`
  hint: it has no headings at all

"#]],
    );
    check_template(
        "<a href=\"/nowhere/\">x</a> <img src=\"map.png\">",
        str![[r#"
error[reference-missing] templates/own.html:1:9 `/nowhere/` is not served, but `/a/` refers to it
  hint: a template or raw HTML names it
error[reference-missing] templates/own.html:1:36 `/a/map.png` is not served, but `/a/` refers to it
  hint: a template or raw HTML names it

"#]],
    );
}

#[test]
fn texts_that_are_no_texts() {
    check(
        r#"
-- i18n/en.ftl --
good = Good { -brand }
no equals sign
# An ending that is missing.
n = { $n ->
    [one] One
}
open = { $name
empty =
good = Again
refers = { $n ->
    [one] { gone.title }
   *[other] { -brnad } and { NUMER($n) }
}
-brand = Town
long = { 1.00000000000000000000000 }
-- i18n/it.toml --
home = "Casa"
-- i18n/cz.ftl --
home = Domů
-- i18n/de.ftl --
"#,
        1,
        str![[r#"
warning[texts-language] i18n/cz.ftl:1:1 `cz` is not a language code
  hint: did you mean `cs.ftl`? Otherwise name it by its language, as in `it.ftl`
error[texts-syntax] i18n/en.ftl:2:4 expected a token starting with `=`
  hint: a text is written as `key = Text`; a comment begins with `# `
error[texts-syntax] i18n/en.ftl:6:1 the select expression must have a default variant
  hint: mark one variant with a star: `*[other] …`
error[texts-syntax] i18n/en.ftl:8:1 expected a message field for `empty`
  hint: write a text behind `=`
error[texts-syntax] i18n/en.ftl:8:1 expected a token starting with `}`
  hint: a variable is written `{ $name }`, a brace as such `{"{"}`
warning[texts-twice] i18n/en.ftl:9:1 the text `good` is written twice
  hint: the first one counts; remove the other
error[texts-reference] i18n/en.ftl:11:13 there is no text `gone.title` to refer to
  hint: a text may refer to texts of its own language
error[texts-reference] i18n/en.ftl:12:16 there is no text `-brnad` to refer to
  hint: did you mean `-brand`?
error[texts-reference] i18n/en.ftl:12:30 `NUMER()` is no function
  hint: there is `NUMBER()`; a date is passed as text: `trans(key="…", day=page.date | date)`
error[texts-syntax] i18n/en.ftl:15:25 a number in a text is too long
  hint: 15 digits are enough; others are texts: `{ "…" }`
warning[texts-format] i18n/it.toml:1:1 texts are not read from TOML
  hint: write `i18n/it.ftl` with a line `key = Text` for each, without quotes

"#]],
    );
}

#[test]
fn files_that_are_no_text() {
    let site = good();
    fs::write(site.path().join("content/a.md"), b"+++\ntitle = 'A'\n+++\ncitt\xe0\n").unwrap();
    refuses(
        &site,
        1,
        str![[r#"
error[file-unreadable] content/a.md:4:5 `content/a.md` cannot be read: it is not UTF-8 text
  hint: save it as UTF-8

"#]],
    );
    let site = good();
    fs::write(site.path().join("seawall.toml"), b"title = 'Citt\xe0'").unwrap();
    refuses(
        &site,
        2,
        str![[r#"
error[file-unreadable] seawall.toml:1:14 `seawall.toml` cannot be read: it is not UTF-8 text
  hint: save it as UTF-8

"#]],
    );
}

#[test]
fn a_theme_is_a_name() {
    let site = "base_url = 'https://example.org'\ntitle = 'Test'\n";
    let themes = "-- themes/other/theme.toml --\n-- content/x.txt --\n";
    check(
        &format!("-- seawall.toml --\n{site}theme = '../content'\n{themes}"),
        1,
        str![[r#"
error[theme-missing] seawall.toml:3:1 there is no theme `../content`
  hint: a theme lies in `themes/NAME`; built in is `civic`

"#]],
    );
    check(
        &format!("-- seawall.toml --\n{site}theme = ''\n{themes}"),
        1,
        str![[r#"
error[theme-missing] seawall.toml:3:1 there is no theme ``
  hint: a theme lies in `themes/NAME`; built in is `civic`

"#]],
    );
}

#[test]
fn links_of_the_file_system() {
    #[track_caller]
    fn check(goal: &str, link: &str, expected: Inline) {
        let site = good();
        fs::create_dir_all(site.path().join("data")).unwrap();
        symlink(goal, site.path().join(link)).unwrap();
        refuses(&site, 1, expected);
    }
    check(
        "nowhere.md",
        "content/b.md",
        str![[r#"
error[file-unreadable] content/b.md:1:1 `content/b.md` cannot be read: there is no such file
  hint: is it a link to something that is not there?

"#]],
    );
    check(
        "/etc/passwd",
        "content/b.md",
        str![[r#"
error[file-unreadable] content/b.md:1:1 `content/b.md` cannot be read: the link leads outside of the site, to `/etc/passwd`
  hint: copy what is needed into the site

"#]],
    );
    check(
        "/etc",
        "static",
        str![[r#"
error[file-unreadable] static:1:1 `static` cannot be read: the link leads outside of the site, to `/etc`
  hint: copy what is needed into the site

"#]],
    );
    check(
        "/etc",
        "content/b",
        str![[r#"
error[file-unreadable] content/b:1:1 `content/b` cannot be read: the link leads outside of the site, to `/etc`
  hint: copy what is needed into the site

"#]],
    );
    check(
        ".",
        "content/b",
        str![[r#"
error[file-unreadable] content/b:1:1 `content/b` cannot be read: the link leads back to a folder that holds it
  hint: remove the link

"#]],
    );
    check(
        "../public",
        "content/b",
        str![[r#"
error[file-unreadable] content/b:1:1 `content/b` cannot be read: it is a folder that Seawall builds into
  hint: build into a folder beside `content`, and link to no output

"#]],
    );
}

/// Data files are found by name and not by looking, so reading them must look where links lead.
#[test]
fn data_from_outside_is_not_read() {
    let page = "+++\ntitle = 'A'\ntemplate = 'own.html'\n+++\n";
    let site = good().write("content/a.md", page).write("templates/own.html", "{{ load_data(path='x.toml') }}");
    fs::create_dir(site.path().join("data")).unwrap();
    let outside = TestSite::bare("-- secret.toml --\na = 1\n");
    symlink(outside.path().join("secret.toml"), site.path().join("data/x.toml")).unwrap();
    let ended = build(&site, &["build", "--json"]);
    calm(&ended, 1);
    let message = ended.json()["findings"][0]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("`data/x.toml` cannot be read: the link leads outside of the site"), "{message}");
}

#[test]
fn files_that_may_not_be_read() {
    let site = good();
    let file = site.path().join("content/a.md");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever is root reads everything.
    if fs::read(&file).is_err() {
        refuses(
            &site,
            1,
            str![[r#"
error[file-unreadable] content/a.md:1:1 `content/a.md` cannot be read: Permission denied (os error 13)
  hint: is it readable for the user who builds?

"#]],
        );
    }
}

#[test]
fn a_site_without_pages() {
    let site = good().remove("content/a.md").remove("content/_index.md");
    refuses(
        &site,
        1,
        str![[r#"
error[site-empty] the site has no pages
  hint: write a first page into `content/_index.md`, or begin with `seawall init NAME`

"#]],
    );
    let site =
        good().remove("content/a.md").remove("content/_index.md").write("content/b.md", "+++\ndraft = true\n+++\n");
    refuses(
        &site,
        1,
        str![[r#"
error[site-empty] the site has no pages
  hint: write a first page into `content/_index.md`, or begin with `seawall init NAME`

"#]],
    );
}

#[test]
fn no_site_at_all() {
    let site = good();
    let place = site.path().canonicalize().unwrap();
    let ended = run(seawall(&["build", "content"]).current_dir(site.path()));
    calm(&ended, 2);
    assert_data_eq!(
        ended.stderr.replace(&*place.to_string_lossy(), "SITE"),
        str![[r#"
error: there is no `seawall.toml` in `content`.
hint: did you mean `SITE`?

"#]]
    );
    let ended = run(seawall(&["publish", "nowhere"]).current_dir(site.path()));
    calm(&ended, 2);
    assert_data_eq!(
        ended.stderr,
        str![[r#"
error: there is no `seawall.toml` in `nowhere`.
hint: name the folder of the site, or make one with `seawall init NAME`

"#]]
    );
}

#[test]
fn an_output_folder_that_is_not_ours() {
    let site = TestSite::bare(GOOD).write("public/mine.txt", "mine");
    let ended = build(&site, &["build"]);
    calm(&ended, 2);
    assert_data_eq!(
        ended.stderr,
        str![[r#"
error: cannot write to `./public`: it holds files that no Seawall build wrote.
hint: empty the folder, or build into another with `--output DIR`

"#]]
    );
    assert_eq!(site.read("/mine.txt"), "mine");

    let ended = build(&site, &["build", "--output", "seawall.toml"]);
    calm(&ended, 2);
    assert_data_eq!(
        ended.stderr,
        str![[r#"
error: cannot write `seawall.toml/.seawall-output`: `seawall.toml` is in the way.
hint: move it away, or give one of the two another name, and build again

"#]]
    );
}

#[test]
fn a_file_in_the_way() {
    let site = good();
    fs::remove_dir_all(site.path().join("public/a")).unwrap();
    fs::write(site.path().join("public/a"), "mine").unwrap();
    let ended = build(&site, &["build", "--json"]);
    calm(&ended, 1);
    assert_data_eq!(
        told(&ended.json()),
        str![[r#"
error[output-refused] cannot write `./public/a/index.html`: `./public/a` is in the way
  hint: move it away, or give one of the two another name, and build again

"#]]
    );
    assert_eq!(site.read("/a"), "mine");
}

#[test]
fn a_port_that_is_taken() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    for arguments in [&["serve", "--port", &port][..], &["publish", "--quiet", "--serve", "--port", &port][..]] {
        let ended = build(&good(), arguments);
        calm(&ended, 2);
        assert_data_eq!(
            ended.stderr.replace(&port, "PORT"),
            str![[r#"
error: failed to listen (port `PORT`): port in use (Address already in use (os error 98)).
hint: choose another port with `--port`; 0 takes a free one

"#]]
        );
    }
}

/// What a person sees: the line, a mark under the place, the hint.
#[test]
fn a_finding_is_drawn_over_its_line() {
    let site = good().write("content/a.md", "+++\ntitle = 'A'\n+++\nHours are [here](@/hours.md).\n\nBye.\n");
    let ended = build(&site, &["build", "--at", "2026-11-23"]);
    calm(&ended, 1);
    let seconds = ended.stderr.rfind(" in ").unwrap();
    let (findings, _) = ended.stderr.split_at(seconds);
    assert_data_eq!(
        findings,
        str![[r#"
error[link-broken]

  × `@/hours.md` leads to no page
   ╭─[content/a.md:4:11]
 3 │ +++
 4 │ Hours are [here](@/hours.md).
   ·           ──────────────────
 5 │ 
   ╰────
  help: links to pages begin at `content/`, as in `@/news/post.md`
built 2 pages, 2 assets, 7 artifacts, 2 steps run, 7 stood, 1 written, 1 error
"#]]
    );
}

/// A paragraph may be one line; the mark would be lost in it.
#[test]
fn a_long_line_is_cut_around_its_mistake() {
    let line = format!("{} [città](@/no.md) {}\u{1b}[31m", "però ".repeat(2000), "poi ".repeat(2000));
    let site = good().write("content/a.md", &format!("{line}\n"));
    let ended = build(&site, &["build", "--quiet"]);
    calm(&ended, 1);
    assert_data_eq!(
        ended.stderr,
        str![[r#"
error[link-broken]

  × `@/no.md` leads to no page
   ╭─[content/a.md:1:10002]
 1 │ …erò però però però però però  [città](@/no.md) poi poi poi poi poi poi poi poi poi poi poi poi poi p…
   ·                                ────────────────
   ╰────
  help: did you mean `@/a.md`?
error: the site has errors.

"#]]
    );
}

#[test]
fn what_follows_the_end_of_a_file_can_be_drawn() {
    for text in ["---\ntitle: [\n---", "+++", "{", "", "{\"title\":\n", "---\na: 'b\n\n\n---\n"] {
        let site = good().write("content/a.md", text).write("content/a/index.md", text);
        calm(&build(&site, &["build"]), 1);
    }
}
