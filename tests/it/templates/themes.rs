//! Who overrides whom, and what is told of a theme that cannot be used.

use crate::support::site::TestSite;

/// Three themes, one on top of the other, and a site on top of them.
const CHAIN: &str = "
-- seawall.toml --
theme = 'top'
-- themes/top/theme.toml --
extends = 'middle'
-- themes/middle/theme.toml --
extends = 'bottom'
-- themes/bottom/templates/page.html --
<main>{% block a %}a{% endblock %} {% block b %}b{% endblock %} {{ <name/> }} {{ <place/> }}</main>
-- themes/bottom/templates/names.html --
{% component name() %}bottom{% endcomponent name %}{% component place() %}bottom{% endcomponent place %}
-- themes/middle/templates/page.html --
{% extends \"parent/page.html\" %}{% block a %}middle {{ super() }}{% endblock %}
-- themes/middle/templates/names.html --
{% component name() %}middle{% endcomponent name %}
-- themes/top/templates/page.html --
{% extends \"parent/page.html\" %}{% block a %}top {{ super() }}{% endblock %}
-- themes/bottom/templates/foot.html --
bottom's foot
-- themes/middle/templates/foot.html --
middle's foot
-- templates/404.html --
-- templates/home.html --
-- content/_index.md --
-- content/a.md --
";

#[test]
fn a_theme_builds_on_the_one_below() {
    TestSite::bare(CHAIN)
        .build()
        .found([])
        .main_of("/a/", "top middle a b middle bottom")
        .write("templates/page.html", "{% extends 'theme/page.html' %}{% block b %}site{% endblock %}")
        .build()
        .found([])
        .main_of("/a/", "top middle a site middle bottom")
        .same_as_clean_build()
        .write("templates/page.html", "{% extends 'parent/page.html' %}{% block b %}site{% endblock %}")
        .write("templates/place.html", "{% component place() %}site{% endcomponent place %}")
        .build()
        .found([])
        .main_of("/a/", "middle a site middle site")
        .same_as_clean_build();
}

#[test]
fn a_name_with_a_layer_is_exactly_that_file() {
    let page =
        "<main>{% include 'foot.html' %}|{% include 'theme/foot.html' %}|{% include 'parent/foot.html' %}</main>";
    TestSite::bare(CHAIN)
        .write("templates/foot.html", "site's foot")
        .write("themes/top/templates/foot.html", "top's foot")
        .write("templates/page.html", page)
        .build()
        .found([])
        .main_of("/a/", "site's foot|top's foot|middle's foot")
        .write("content/a.md", "+++\ntemplate = 'builtin/page.html'\n+++\n")
        .write("templates/page.html", "")
        .build()
        .found([]);
}

/// Where there is no such file in that layer, a folder may have that name.
#[test]
fn a_folder_may_be_called_like_a_layer() {
    TestSite::bare(CHAIN)
        .write("templates/theme/other.html", "other")
        .write("templates/page.html", "<main>{% include 'theme/other.html' %}</main>")
        .build()
        .found([])
        .main_of("/a/", "other");
}

#[test]
fn a_site_builds_on_the_built_in_theme() {
    let page = "{% extends 'theme/page.html' %}{% block after %}<i>after</i>{% endblock %}";
    let site = TestSite::bare("-- seawall.toml --\n-- content/_index.md --\n-- content/a.md --\n");
    let site = site.write("templates/page.html", page).build().found([]);
    assert!(site.read("/a/").contains("<i>after</i>") && site.read("/a/").contains("site-footer"));
    let page = page.replace("theme/", "builtin/");
    let site = site.write("templates/page.html", &page).build().found([]);
    assert!(site.read("/a/").contains("<i>after</i>"));
}

#[test]
fn a_theme_that_is_not_there() {
    TestSite::bare(CHAIN)
        .write("themes/middle/theme.toml", "name = 'Middle'\nextends = 'botom'\n")
        .build()
        .found(["theme-missing themes/middle/theme.toml:2:11 there is no theme `botom`"])
        .hinted("did you mean `bottom`?");
}

#[test]
fn themes_in_a_circle() {
    TestSite::bare(CHAIN)
        .write("themes/bottom/theme.toml", "extends = 'middle'\n")
        .build()
        .found(["theme-circle themes/bottom/theme.toml:1:11 themes extend each other in a circle: top → middle → bottom → middle"]);
    TestSite::bare(CHAIN)
        .write("themes/top/theme.toml", "extends = 'top'\n")
        .build()
        .found(["theme-circle themes/top/theme.toml:1:11 themes extend each other in a circle: top → top"]);
}

#[test]
fn a_theme_that_says_what_it_cannot() {
    TestSite::bare(CHAIN)
        .write("themes/top/theme.toml", "name = \n")
        .build()
        .found(["theme-syntax themes/top/theme.toml:1:8 string values must be quoted, expected literal string"]);
    let told = "
extend = 'middle'
min_version = '99.1'
version = 3
[extra]
a = 1
[settings]
b = 1
[settings.c]
type = 'strnig'
[settings.d]
default = 1
[settings.e]
type = 'array'
default = {}
standard = 1
";
    TestSite::bare(CHAIN).write("themes/top/theme.toml", told).build().found([
        "theme-unknown-key themes/top/theme.toml:2:1 unknown key `extend`",
        "theme-version themes/top/theme.toml:3:15 this theme needs Seawall 99.1 or newer; this is 0.1.0",
        "theme-unknown-key themes/top/theme.toml:5:2 unknown key `extra`",
        "theme-type themes/top/theme.toml:8:1 the setting `b` must be a table",
        "theme-type themes/top/theme.toml:10:8 the setting `c` has no such type",
        "theme-type themes/top/theme.toml:11:11 the setting `d` has no `type`",
        "theme-type themes/top/theme.toml:15:11 the default of `e` must be an array",
        "theme-unknown-key themes/top/theme.toml:16:1 unknown key `standard`",
    ]);
    TestSite::bare(CHAIN)
        .write("themes/top/theme.toml", "min_version = 'new'\n")
        .build()
        .found(["theme-type themes/top/theme.toml:1:15 `new` is not a version"])
        .hinted("versions look like `0.2` or `1.4.0`");
    let own = format!("min_version = '{}'\nextends = 'middle'\n", env!("CARGO_PKG_VERSION"));
    TestSite::bare(CHAIN).write("themes/top/theme.toml", &own).build().found([]);
}

const SETTINGS: &str = "
-- themes/top/theme.toml --
extends = 'middle'
[settings.color]
type = 'string'
default = 'blue'
[settings.size]
type = 'integer'
default = 3
-- templates/page.html --
<main>{{ config.extra.color }} {{ config.extra.size }} {{ config.extra.own or 'none' }}</main>
";

#[test]
fn a_setting_has_the_default_of_its_theme() {
    TestSite::bare(&CHAIN.replace("-- themes/top/theme.toml --\nextends = 'middle'\n", SETTINGS))
        .build()
        .found([])
        .main_of("/a/", "blue 3 none")
        .write("seawall.toml", "theme = 'top'\n[extra]\ncolor = 'red'\nown = 'mine'\n")
        .build()
        .found([])
        .main_of("/a/", "red 3 mine")
        .edit("themes/top/theme.toml", "default = 3", "default = 4")
        .build()
        .main_of("/a/", "red 4 mine")
        .same_as_clean_build();
}

#[test]
fn a_setting_of_another_type() {
    let site = TestSite::bare(&CHAIN.replace("-- themes/top/theme.toml --\nextends = 'middle'\n", SETTINGS));
    site.write("seawall.toml", "theme = 'top'\n[extra]\ncolor = 3\nsize = 3.5\n").build().found([
        "theme-setting seawall.toml:3:1 the theme wants `color` to be a string",
        "theme-setting seawall.toml:4:1 the theme wants `size` to be a whole number",
    ]);
    let site = TestSite::bare(&CHAIN.replace("-- themes/top/theme.toml --\nextends = 'middle'\n", SETTINGS));
    site.write("seawall.toml", "theme = 'top'\n[extra]\ncolour = 'red'\n")
        .build()
        .found(["theme-setting seawall.toml:3:1 the theme has no setting `colour`"])
        .hinted("did you mean `color`?");
}
