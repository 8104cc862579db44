//! What runs again after a template was edited: whatever is made of it, and nothing else.

use proptest::prelude::*;

use crate::support::site::TestSite;

/// Two kinds of pages, each with a parent, an include and components of its own.
const SITE: &str = "
-- content/_index.md --
+++
title = 'Home'
template = 'home.html'
+++
-- content/a.md --
+++
title = 'A'
+++
-- content/b.md --
+++
title = 'B'
template = 'other.html'
+++
-- templates/base.html --
<title>{% block title %}{% endblock %}</title><main>{% block main %}{% endblock main %}</main>
-- templates/page.html --
{% extends \"base.html\" %}
{% block main %}{{ <card title={page.title}/> }}{% include \"foot.html\" %}{% endblock %}
-- templates/other.html --
<main>{{ <plain/> }}</main>
-- templates/home.html --
<main>home</main>
-- templates/foot.html --
foot
-- templates/components/both.html --
{% component card(title) %}[{{ title }}{{ <star/> }}]{% endcomponent card %}
{% component plain() %}plain{% endcomponent plain %}
-- templates/components/star.html --
{% component star() %}*{% endcomponent star %}
";

fn site() -> TestSite {
    TestSite::new(SITE).build().found([]).main_of("/a/", "[A*]foot").main_of("/b/", "plain")
}

#[test]
fn a_component_reaches_what_calls_it() {
    site()
        .edit("templates/components/both.html", "]{%", "!]{%")
        .build()
        .ran(["page /a/"])
        .because("page /a/", "template changed")
        .main_of("/a/", "[A*!]foot")
        .same_as_clean_build()
        .edit("templates/components/star.html", "*", "+")
        .build()
        .ran(["page /a/"])
        .same_as_clean_build()
        .edit("templates/components/both.html", "plain{% end", "simple{% end")
        .build()
        .ran(["page /b/"])
        .same_as_clean_build();
}

#[test]
fn a_parent_and_an_include_reach_what_is_made_of_them() {
    site()
        .edit("templates/base.html", "<title>", "<title>T: ")
        .build()
        .ran(["page /a/"])
        .same_as_clean_build()
        .edit("templates/foot.html", "foot", "hand")
        .build()
        .ran(["page /a/"])
        .same_as_clean_build();
}

#[test]
fn a_page_template_leaves_sections_alone() {
    TestSite::new("-- content/_index.md --\n-- content/n/_index.md --\n-- content/n/a.md --\n")
        .build()
        .edit("templates/page.html", "<main>", "<p></p><main>")
        .build()
        .ran(["page /n/a/"])
        .edit("templates/section.html", "<main>", "<p></p><main>")
        .build()
        .ran(["page /n/"])
        .same_as_clean_build();
}

/// A template that is not there yet is an answer too.
#[test]
fn a_new_template_takes_the_place_of_the_theme_s() {
    let theme = "
-- seawall.toml --
base_url = 'https://example.org'
theme = 'own'
-- themes/own/templates/foot.html --
theme's
-- themes/own/templates/components/card.html --
{% component card() %}theme{% endcomponent card %}
-- templates/other.html --
<main>{{ <card/> }}{% include \"foot.html\" %}</main>
-- content/_index.md --
-- content/a.md --
-- content/b.md --
+++
template = 'other.html'
+++
";
    TestSite::new(theme)
        .build()
        .main_of("/b/", "themetheme&#x27;s".replace("&#x27;", "'").as_str())
        .write("templates/foot.html", "site's")
        .build()
        .ran(["page /b/"])
        .main_of("/b/", "themesite's")
        .same_as_clean_build()
        .write("templates/components/card.html", "{% component card() %}site{% endcomponent card %}")
        .build()
        .ran(["page /b/"])
        .main_of("/b/", "sitesite's")
        .same_as_clean_build()
        // What the site overrides is no part of any page.
        .write("themes/own/templates/foot.html", "other")
        .build()
        .ran_nothing()
        .remove("templates/foot.html")
        .build()
        .ran(["page /b/"])
        .main_of("/b/", "siteother")
        .same_as_clean_build();
}

/// A theme may have another frame than the one below: what does not fit it is missing, not broken.
#[test]
fn a_base_of_its_own_breaks_no_template_that_is_not_used() {
    let own = "<main>{% block body %}{% endblock %}</main>";
    let page = "{% extends 'base.html' %}{% block body %}{{ page.title }}{% endblock %}";
    let site = TestSite::bare("-- content/_index.md --\n+++\ntemplate = 'home.html'\n+++\n-- content/a.md --\n")
        .write("templates/home.html", "<main>home</main>")
        .write("templates/404.html", "<main>404</main>")
        .write("templates/base.html", own)
        .write("templates/page.html", page)
        .write("seawall.toml", "")
        .build()
        .found([])
        .write("content/n/_index.md", "+++\ntitle = 'N'\ntemplate = 'section.html'\n+++\n")
        .build()
        .found(["template-unknown content/n/_index.md:3:13 there is no template `section.html`"]);
    let site = site.hinted("that of the theme below cannot be used: `templates/base.html` has no block `content`");
    site.remove("content/n/_index.md").remove("templates/404.html").build().found([
        "template-misfit the site has no page for unknown addresses: `404.html` of the theme below cannot be used, \
         `templates/base.html` has no block `content`",
    ]);
}

/// Templates that name each other at random, always to a later one, so that there is no circle.
#[derive(Debug, Clone)]
struct Edit {
    file: usize,
    in_theme: bool,
    names: Vec<(u8, usize)>,
    word: u8,
    is_removed: bool,
}

const N_FILES: usize = 6;

impl Edit {
    fn path(&self) -> String {
        let folder = if self.in_theme { "themes/own/templates" } else { "templates" };
        format!("{folder}/t{}.html", self.file)
    }

    /// Every template includes, calls and defines something, in a row and never in a circle.
    fn text(&self) -> String {
        let mut body = format!("{}", self.word);
        let mut inner = format!("c{}", self.word);
        for (kind, goal) in &self.names {
            let goal = goal % N_FILES;
            let later = (self.file + 1 + goal).min(N_FILES);
            match kind % 5 {
                0 if later < N_FILES => body.push_str(&format!("{{% include \"t{later}.html\" %}}")),
                1 => body.push_str(&format!("{{{{ <c{}/> }}}}", goal.max(self.file))),
                2 if later < N_FILES => inner.push_str(&format!("{{{{ <c{later}/> }}}}")),
                3 if later < N_FILES => inner.push_str(&format!("{{% include 'theme/t{later}.html' %}}")),
                _ => body.push_str("{# {% include 'no.html' %} #}{% raw %}{{ <no/> }}{% endraw %}"),
            }
        }
        let number = self.file;
        format!("{body}{{% component c{number}() -%}} {inner} {{%- endcomponent c{number} -%}} end")
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let names = prop::collection::vec((any::<u8>(), 0..N_FILES), 0..4);
    (0..N_FILES, any::<bool>(), names, any::<u8>(), prop::bool::weighted(0.2))
        .prop_map(|(file, in_theme, names, word, is_removed)| Edit { file, in_theme, names, word, is_removed })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is edited, added or removed, the output is that of a clean build.
    #[test]
    fn any_edits_make_what_a_clean_build_makes(edits in prop::collection::vec(edit(), 1..8)) {
        let mut site = TestSite::new("-- seawall.toml --\ntheme = 'own'\n-- content/_index.md --\n");
        for file in 0..N_FILES {
            let base = Edit { file, in_theme: true, names: vec![(file as u8, 1)], word: 0, is_removed: false };
            site = site.write(&base.path(), &base.text());
            let page = format!("+++\ntemplate = 't{file}.html'\n+++\n");
            site = site.write(&format!("content/p{file}.md"), &page);
        }
        site = site.build().found([]);
        for edit in edits {
            // The theme keeps its own: a template that nobody has is another test.
            let is_there = site.path().join(edit.path()).exists();
            site = match edit.is_removed && !edit.in_theme && is_there {
                true => site.remove(&edit.path()),
                false => site.write(&edit.path(), &edit.text()),
            };
            site = site.build().found([]).same_as_clean_build();
        }
    }
}
