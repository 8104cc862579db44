//! Every mistake in a template is told once, at its line and column, with what may have been meant.

use proptest::prelude::*;

use crate::support::command::{run, seawall};
use crate::support::site::{TestSite, is_of_audit};

/// What is told of a site with this page template: place, message and hint.
fn told(template: &str) -> String {
    told_with(template, "")
}

/// The same with more files.
fn told_with(template: &str, files: &str) -> String {
    let site = TestSite::new(&format!(
        "-- content/_index.md --\n+++\ntemplate = 'none.html'\n+++\n-- content/a.md --\n+++\ntitle = 'A'\n+++\n\
         -- templates/none.html --\n-- templates/page.html --\n{template}\n\
         -- templates/frame.html --\n{{% block main %}}{{% endblock main %}}\n\
         -- templates/components/card.html --\n\
         {{% component card(title: string, size: integer = 1, @place=\"\") %}}{{{{ title }}}}{{% endcomponent card %}}\n\
         {{% component page.part(page) %}}\n  {{{{ page.missing.field }}}}{{% endcomponent page.part %}}\n\
         {{% component lost(@nowhere) %}}{{{{ nowhere }}}}{{% endcomponent lost %}}\n{files}"
    ));
    let site = site.build();
    let findings = site.built().findings.iter().filter(|finding| !is_of_audit(finding)).map(|finding| {
        let place = finding.place.as_ref().unwrap_or_else(|| panic!("no place: {finding:?}"));
        let file = place.file.as_str().trim_start_matches("templates/");
        let hint = finding.hint.as_ref().map(|hint| format!(" | {hint}")).unwrap_or_default();
        let while_rendering = " (while rendering `content/a.md`)";
        let message = finding.message.replace(while_rendering, " *");
        assert!(!message.contains('^'), "a key of ours shows: {message}");
        format!("{file}:{}:{} {message}{hint}\n", place.line, place.column)
    });
    let text: String = findings.collect();
    text.trim_end().to_owned()
}

#[track_caller]
fn check(rows: &[(&str, &str)]) {
    let rows = rows.iter().map(|(template, expected)| (template, told(template), expected));
    let wrong: Vec<String> = rows
        .filter(|(_, told, expected)| told != *expected)
        .map(|(template, told, expected)| format!("{template}\n  told:     {told}\n  expected: {expected}\n"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

#[test]
fn names_that_nobody_knows() {
    check(&[
        ("{{ get_pag(path='@/a.md') }}", "page.html:1:4 unknown function `get_pag` | did you mean `get_page`?"),
        ("{{ rnge(end=3) }}", "page.html:1:4 unknown function `rnge` | did you mean `range`?"),
        ("{{ zebra() }}", "page.html:1:4 unknown function `zebra`"),
        ("{{ page.title | uper }}", "page.html:1:17 unknown filter `uper` | did you mean `upper`?"),
        ("{{ page.title | json_encod }}", "page.html:1:17 unknown filter `json_encod` | did you mean `json_encode`?"),
        ("{% if page is defind %}{% endif %}", "page.html:1:15 unknown test `defind` | did you mean `defined`?"),
        ("{{ <crd title=\"a\"/> }}", "page.html:1:4 unknown component `crd` | did you mean `card`?"),
        ("{% <cards> %}{% </cards> %}", "page.html:1:4 unknown component `cards` | did you mean `card`?"),
        ("{% include 'fame.html' %}", "page.html:1:12 unknown template `fame.html` | did you mean `frame.html`?"),
        (
            "{% include 'theme/bas.html' %}",
            "page.html:1:12 unknown template `theme/bas.html` | did you mean `theme/base.html`?",
        ),
        (
            "{% extends 'fame.html' %}",
            "page.html:1:12 there is no template `fame.html` to extend | did you mean `frame.html`?",
        ),
        (
            "{% extends 'zebra.html' %}",
            "page.html:1:12 there is no template `zebra.html` to extend \
             | templates lie in `templates/` of the site or of its theme",
        ),
    ]);
}

#[test]
fn words_of_other_engines() {
    check(&[
        (
            "{{ [1] | map(attribute='a') }}",
            "page.html:1:10 unknown filter `map` | write a comprehension: `[p.title for p in pages]`",
        ),
        (
            "{{ [1] | where(a='b') }}",
            "page.html:1:10 unknown filter `where` | write a comprehension: `[p for p in pages if p.date]`",
        ),
        (
            "{% import 'macros.html' as macros %}",
            "page.html:1:4 unknown tag `import` \
             | components are known everywhere without it: `{{ <nav.link path=\"…\"/> }}`",
        ),
        (
            "{% macro a() %}{% endmacro %}",
            "page.html:1:4 unknown tag `macro` \
             | a macro is a component: `{% component name(a: string, b=1) %}…{% endcomponent name %}`",
        ),
        ("{% inclde 'a.html' %}", "page.html:1:4 unknown tag `inclde` | did you mean `include`?"),
    ]);
}

#[test]
fn blocks() {
    check(&[
        (
            "{% extends 'frame.html' %}{% block mian %}{% endblock %}",
            "page.html:1:36 block `mian` is not defined in any parent template | did you mean `main`?",
        ),
        (
            "{% block a %}{% endblock %}{% block a %}{% endblock %}",
            "page.html:1:37 template already contains a block named `a`",
        ),
        (
            "{% extends 'frame.html' %}\nlost",
            "page.html:2:1 this content would be ignored: only `extends`, `block` and `component` are allowed at the \
             top level of a child template",
        ),
        (
            "{% block a %}{% endblock b %}",
            "page.html:1:26 block was named `a` in the opening tag, found `b` as name in the end tag",
        ),
        ("{% block a %}{{ super() }}{% endblock %}", "page.html:1:17 tried to use super() in the top level block *"),
        (
            "{% if page %}",
            "page.html:2:1 unexpected end of input | is there a `{{`, `{%` or block that nothing closes?",
        ),
        ("{{ 'a }}", "page.html:1:4 string opened with `'` is missing its closing `'`"),
    ]);
}

#[test]
fn values_that_are_not_there_or_of_another_type() {
    check(&[
        ("<p>\n  {{ page.titel }}", "page.html:2:11 field `titel` is not defined * | did you mean `title`?"),
        ("{{ page + 1 }}", "page.html:1:4 `+` requires both operands to be numbers, found a table and `integer` *"),
        ("{{ paeg.title }}", "page.html:1:4 variable `paeg` is not defined * | did you mean `page`?"),
        (
            "{{ page.extra.color }}",
            "page.html:1:15 field `color` is not defined * \
             | where it may be missing, write `… or \"\"`, or ask with `?.`",
        ),
        (
            "{{ page.title + 1 }}",
            "page.html:1:4 `+` requires both operands to be numbers, found `string` and `integer` *",
        ),
        ("{{ 1 / 0 }}", "page.html:1:8 cannot divide by 0 *"),
        ("{% if page.title > 3 %}{% endif %}", "page.html:1:7 cannot compare `string` with `integer` *"),
        ("{% for x in 3 %}{% endfor %}", "page.html:1:13 iteration not possible on type `integer` *"),
        ("{{ 3 | upper }}", "page.html:1:4 invalid type for the value, expected `string` but got `integer` *"),
        ("{{ 'a' | truncate }}", "page.html:1:10 missing keyword argument `length` *"),
        (
            "{{ 'a' | truncate(length='b') }}",
            "page.html:1:4 invalid type for the value, expected `integer` but got `string` *",
        ),
        (
            "{{ range(end=100001) | length }}",
            "page.html:1:4 function `range` would produce 100001 elements, which exceeds the limit of 100000 *",
        ),
        ("{{ 3 | first }}", "page.html:1:4 invalid type for the value, expected `array` but got `integer` *"),
        ("{{ none | striptags }}", "page.html:1:4 invalid type for the value, expected `string` but got `none` *"),
        ("{{ throw(message='No.') }}", "page.html:1:4 no *"),
    ]);
}

#[test]
fn arguments_of_functions() {
    check(&[
        ("{{ get_page(path='@/a.md', lang='it') }}", "page.html:1:4 `get_page` has no argument `lang` * | it has path"),
        ("{{ pages(limt=3) }}", "page.html:1:4 `pages` has no argument `limt` * | did you mean `limit`?"),
        ("{{ now(utc=true) }}", "page.html:1:4 `now` has no argument `utc` * | it has none at all"),
        ("{{ pages(limit='a') }}", "page.html:1:4 invalid type for the value, expected `integer` but got `string` *"),
        ("{{ get_page() }}", "page.html:1:4 missing keyword argument `path` *"),
    ]);
}

#[test]
fn arguments_of_components() {
    check(&[
        ("{{ <card titel=\"a\"/> }}", "page.html:1:4 this component has no argument `titel` * | did you mean `title`?"),
        (
            "{{ <card zebra=\"a\" yak=\"b\"/> }}",
            "page.html:1:4 this component has no argument `yak` * | it has place, size, title",
        ),
        ("{{ <card/> }}", "page.html:1:4 the argument `title` (`string`) of this component is missing *"),
        ("{{ <card title={3}/> }}", "page.html:1:4 the argument `title` must be `string`, not `integer` *"),
        (
            "{{ <lost/> }}",
            "page.html:1:4 this component needs `nowhere`, which nothing around it has * \
             | give it `nowhere` as an argument",
        ),
    ]);
}

/// Where the fault lies in a component, both ends of the call are told.
#[test]
fn a_component_that_fails_names_who_called_it() {
    let told = told("\n{{ <page.part page={page}/> }}");
    let expected = "components/card.html:3:11 field `missing` is not defined, called from `templates/page.html:2:4` * \
                    | there are ancestors, assets, authors, ";
    assert!(told.starts_with(expected) && told.ends_with(", …"), "{told}");
}

#[test]
fn circles() {
    check(&[
        (
            "{% extends 'page.html' %}",
            "page.html:1:12 template `templates/page.html` extends itself \
             | to build on the template of the same name below, write `theme/page.html`",
        ),
        (
            "{% include 'page.html' %}",
            "page.html:1:12 template `templates/page.html` includes itself \
             | to build on the template of the same name below, write `theme/page.html`",
        ),
        (
            "{% component a() %}{{ <a/> }}{% endcomponent a %}{{ <a/> }}",
            "page.html:1:1 maximum render recursion depth for components exceeded *",
        ),
    ]);
    let two = "-- templates/b.html --\n{% include 'page.html' %}";
    assert_eq!(
        told_with("{% include 'b.html' %}", two),
        "page.html:1:12 templates extend or include each other in a circle: \
         `templates/b.html` → `templates/page.html` → `templates/b.html`"
    );
    // Tera itself would run until the stack is full.
    let child = "-- templates/b.html --\n{% extends 'page.html' %}{% block a %}{{ super() }}{% endblock %}";
    assert_eq!(
        told_with("{% block a %}{% include 'b.html' %}{% endblock %}", child),
        "page.html:1:25 templates extend or include each other in a circle: \
         `templates/b.html` → `templates/page.html` → `templates/b.html`"
    );
}

#[test]
fn components_defined_twice() {
    let twin = "-- templates/z.html --\n\n{% component card() %}{% endcomponent card %}{{ zebra() }}";
    assert_eq!(
        told_with("{{ <card title=\"a\"/> }}", twin),
        "z.html:2:14 component `card` is defined in `templates/components/card.html` too \
         | a component is known in all templates: give one of them another name\n\
         z.html:2:49 unknown function `zebra`"
    );
    check(&[(
        "{% component a() %}{% endcomponent %}{% component a() %}{% endcomponent %}",
        "page.html:1:51 template already contains a component named `a`",
    )]);
}

/// Each of these would hide the others if loading ended with the first, and the last three only follow
/// from them.
#[test]
fn many_mistakes_are_told_at_once_and_none_twice() {
    let files = "
-- templates/a.html --
{{ nofunction() }}
-- templates/b.html --
{% component bee() %}{{ 'open }}{% endcomponent bee %}{% block late %}{% endblock %}
-- templates/c.html --
{% extends 'nothing.html' %}{% block x %}{{ 1 | nofilter }}{% endblock %}
-- templates/d.html --
{{ a b }}
-- templates/uses-bee.html --
{{ <bee/> }}
-- templates/child-of-b.html --
{% extends 'b.html' %}{% block late %}{% endblock %}
-- templates/child-of-c.html --
{% extends 'c.html' %}{% block of_nothing %}{% endblock %}
";
    assert_eq!(
        told_with("{% include 'nowhere.html' %}{{ <nocomponent/> }}", files),
        "a.html:1:4 unknown function `nofunction`
b.html:1:25 string opened with `'` is missing its closing `'`
c.html:1:12 there is no template `nothing.html` to extend | templates lie in `templates/` of the site or of its theme
c.html:1:49 unknown filter `nofilter`
d.html:1:6 found identifier but expected }}
page.html:1:12 unknown template `nowhere.html`
page.html:1:32 unknown component `nocomponent`"
    );
}

/// As deep as it may be, in the program as it is, without optimization.
#[test]
fn the_deepest_templates_that_are_allowed() {
    let mut files = String::from("-- seawall.toml --\n-- content/_index.md --\n-- templates/home.html --\n");
    for number in 1..=16 {
        files.push_str(&format!("{{% include 't{number:02}.html' %}}\n-- templates/t{number:02}.html --\n"));
    }
    files.push_str(
        "{{ <deep n={1}/> }}
-- templates/deep.html --
{% component deep(n) %}{{ n }},{% if n < 20 %}{% set m = n + 1 %}{{ <deep n={m}/> }}{% endif %}{% endcomponent deep %}",
    );
    let site = TestSite::bare(&files);
    let ended = run(seawall(&["build"]).current_dir(site.path()));
    assert_eq!(ended.code, 0, "{ended:?}");
    let home = std::fs::read_to_string(site.path().join("public/index.html")).unwrap();
    assert!(home.contains("19,20,"), "{home}");

    let site = site.write("templates/t16.html", "{% include 't17.html' %}").write("templates/t17.html", "deep").build();
    let message = "more than 16 templates extend or include each other in a row";
    site.found([&format!("template-error templates/home.html:1:12 {message}")]);
}

/// What means something to Tera.
const PIECES: &str = "{{ }} {% %} {# #} - extends include block endblock component endcomponent if endif for x in y \
    endfor 'frame.html' \"page.html\" a a.b | upper ( ) <card /> > </card> = \" ' ` \\ raw endraw è [ ] { } 1 1.5 , @ \
    ... set endset filter ~ is not defined {%raw%} {%block\u{a0}c%} {%component\u{a0}d()%}";

/// Such pieces in no order that it would expect, some with a space or a line break between them.
fn pieces() -> impl Strategy<Value = String> {
    let known: Vec<String> = PIECES.split(' ').map(|piece| piece.replace('\u{a0}', " ")).collect();
    let known = prop::sample::select(known);
    let words = prop_oneof![6 => known, 3 => Just(" ".to_owned()), 1 => Just("\n".to_owned()), 1 => any::<String>()];
    prop::collection::vec(words, 0..60).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a template says, it is rendered or a place is told.
    #[test]
    fn no_text_ends_the_program(text in pieces(), other in pieces()) {
        let files = format!("-- templates/other.html --\n{other}\n");
        told_with(&text.replace("-- ", ""), &files.replace("\n-- ", "\n"));
    }
}

#[test]
fn texts_that_are_too_much() {
    let million = 1_000_000;
    let long = [
        "{{".repeat(million / 2),
        "{% block a %}".repeat(million / 13),
        (0..10_000).map(|number| format!("{{% block b{number} %}}")).collect(),
        "{% component a() %}".repeat(million / 19),
        "{% include 'x' à".repeat(million / 16),
        "{% if a %}".repeat(million / 10),
        "(".repeat(million),
        format!("{{{{ {} }}}}", "(".repeat(million)),
        format!("{{{{ {}1 }}}}", "1 + ".repeat(million / 4)),
        format!("{{{{ {} }}}}", "[".repeat(million)),
        "{{ a <".repeat(million / 6),
        "{% raw %}".repeat(million / 9),
        "{#".repeat(million / 2),
        "'".repeat(million),
    ];
    for text in long {
        let started = std::time::Instant::now();
        let said = told(&text);
        assert!(started.elapsed().as_secs() < 20, "{:?} for {}", started.elapsed(), &text[..20]);
        let is_text = text.starts_with('(') || text.starts_with('\'');
        assert_eq!(said.lines().count(), usize::from(!is_text), "{}: {said}", &text[..20]);
    }
}
