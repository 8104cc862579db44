//! Components called from Markdown.

use super::page;
use crate::support::site::TestSite;

pub(super) const COMPONENTS: &str = r#"
{% component note(kind: string = "info") %}<aside class="{{ kind }}">{{ body | safe }}</aside>{% endcomponent note %}
{% component box(a: string, b: number = 1) %}<b title="{{ a }}">{{ b }}</b>{% endcomponent box %}
{% component here() %}<i>here</i>{% endcomponent here %}
{% component address(path: string) %}/form.pdf?{{ path }}{% endcomponent address %}
{% component any(...rest) %}{% for key, value in rest %}{{ key }}={{ value }};{% endfor %}{% endcomponent any %}
"#;

/// Returns a site with components and one page with this body.
fn with(body: &str) -> TestSite {
    page(body).write("templates/components.html", COMPONENTS).build()
}

#[track_caller]
fn check(body: &str, expected: &str) {
    with(body).found([]).main_of("/news/a/", expected);
}

#[test]
fn arguments_by_name_and_by_place() {
    check("{{< box a=\"x y\" b=2 >}}", "<b title=\"x y\">2</b>");
    check("{{< box `x \"y\"` >}}", "<b title=\"x &quot;y&quot;\">1</b>");
    check("{{% box a=\"é\" /%}}", "<b title=\"é\">1</b>");
    check("a {{<here/>}} b", "<p>a <i>here</i> b</p>");
    check("{{< any x=1 y-z=\"2\" >}}", "x=1;y-z=2;");
    check("{{< box\n  a=\"x\"\n  b=3\n>}}", "<b title=\"x\">3</b>");
}

#[test]
fn a_body_is_markdown() {
    check("{{< note >}} *one* {{< /note >}}", "<aside class=\"info\"> <em>one</em> </aside>");
    check(
        "before\n{{< note kind=\"warn\" >}}\n*one*\n\n- two\n{{< /note >}}\nafter",
        "<p>before</p>\n<aside class=\"warn\">\n<p><em>one</em></p>\n<ul>\n<li>two</li>\n</ul>\n</aside>\n<p>after</p>",
    );
    check("a {{< note >}}**b**{{< /note >}} c", "<p>a <aside class=\"info\"><strong>b</strong></aside> c</p>");
    check(
        "{{< note >}}\n{{< note kind=\"in\" >}}\none {{< here >}}\n{{< /note >}}\n{{< /note >}}",
        "<aside class=\"info\">\n<aside class=\"in\">\n<p>one <i>here</i></p>\n</aside>\n</aside>",
    );
}

#[test]
fn they_come_out_right_wherever_they_stand() {
    check("- {{< here >}}\n- x {{< here >}}", "<ul>\n<li><i>here</i>\n</li>\n<li>x <i>here</i></li>\n</ul>");
    check(
        "> {{< note >}}\n> *x*\n> {{< /note >}}",
        "<blockquote>\n<aside class=\"info\">\n<p><em>x</em></p>\n</aside>\n</blockquote>",
    );
    check(
        "- a\n\n  {{< note >}}\n\n  b\n\n  {{< /note >}}",
        "<ul>\n<li>\n<p>a</p>\n<aside class=\"info\">\n<p>b</p>\n</aside>\n</li>\n</ul>",
    );
    check(
        "|a|\n|-|\n|{{< here >}}|",
        "<table><thead><tr><th>a</th></tr></thead><tbody>\n<tr><td><i>here</i></td></tr>\n</tbody></table>",
    );
    check("## A {{< here >}} B", "<h2 id=\"a-here-b\">A <i>here</i> B</h2>");
    check("<div>{{< here >}}</div>", "<div><i>here</i></div>");
    check("<div>\n{{< here >}}\n</div>", "<div>\n<i>here</i>\n</div>");
    check("a\n\n    {{< note >}}\n\nb\n\n        {{< /note >}}", "<p>a</p>\n<aside class=\"info\"><p>b</p>\n</aside>");
    check("**{{< here >}}** _{{< here >}}_", "<p><strong><i>here</i></strong> <em><i>here</i></em></p>");
    check("[{{< here >}}](b.md)", "<p><a href=\"/news/b/\"><i>here</i></a></p>");
}

#[test]
fn in_code_and_behind_stars_they_are_text() {
    check("`{{< here >}}`", "<p><code>{{&lt; here &gt;}}</code></p>");
    check(
        "```\n{{< here >}}\n{{</* here */>}}\n```",
        "<pre><code>{{&lt; here &gt;}}\n{{&lt; here &gt;}}\n</code></pre>",
    );
    check("    {{< here >}} x", "<pre><code>{{&lt; here &gt;}} x\n</code></pre>");
    check("{{</* here */>}} and {{%/* x a=\"b\" */%}}", "<p>{{&lt; here &gt;}} and {{% x a=\"b\" %}}</p>");
    check("{{</* here */>}}", "<p>{{&lt; here &gt;}}</p>");
    check("<!--\n{{< nosuch >}}\n-->\n\nx", "<p>x</p>");
    check("{{ x }} {% y %} {{<< {{< a", "<p>{{ x }} {% y %} {{&lt;&lt; {{&lt; a</p>");
    check("![{{< here >}}](map.svg)", "<p><img src=\"/news/map.svg\" alt=\"{{&lt; here &gt;}}\"></p>");
}

#[test]
fn addresses() {
    check("[a]({{< ref \"b.md\" >}})", "<p><a href=\"/news/b/\">a</a></p>");
    check("[a]({{< relref \"/news/b#opening-hours\" >}})", "<p><a href=\"/news/b/#opening-hours\">a</a></p>");
    check("[a]({{% ref path=\"news/b\" %}}#opening-hours)", "<p><a href=\"/news/b/#opening-hours\">a</a></p>");
    check("[a][l]\n\n[l]: {{< ref \"/\" >}}", "<p><a href=\"/\">a</a></p>");
    check("see {{< ref \"b\" >}}", "<p>see /news/b/</p>");
    check("[a]({{< address \"x\" >}})", "<p><a href=\"/form.pdf?x\">a</a></p>");
    with("x [a]({{< ref \"c.md\" >}})").found(["link-broken content/news/a.md:4:3 `@/c.md` leads to no page"]);
}

#[test]
fn mistakes_are_told_at_their_line() {
    with("x\n\n{{< nota >}}")
        .found(["shortcode-unknown content/news/a.md:6:1 there is no component `nota`"])
        .hinted("did you mean `note`?");
    with("{{< box a=\"x\" c=1 >}}").found(["shortcode-argument content/news/a.md:4:1 `box` has no parameter `c`"]);
    with("{{< here 1 >}}").found(["shortcode-argument content/news/a.md:4:1 `here` takes at most 0 arguments"]);
    with("{{< box a=\"x\" a=\"y\" >}}").found(["shortcode-argument content/news/a.md:4:1 `box` is given `a` twice"]);
    with("x {{< /note >}}").found(["shortcode-unopened content/news/a.md:4:3 `{{< /note >}}` closes nothing"]);
    with("- {{< note >}}\n\nx\n\n{{< /note >}}")
        .found(["shortcode-crossed content/news/a.md:8:1 `note` is opened in one block and closed in another"]);
}

#[test]
fn a_missing_argument_is_told_in_the_content() {
    let site = with("one\n\ntwo {{< box b=1 >}}");
    let finding = site.built().findings.iter().next().unwrap();
    let place = finding.place.as_ref().unwrap();
    assert_eq!((place.file.as_str(), place.line), ("content/news/a.md", 6), "{finding:?}");
}

#[test]
fn editing_a_component_renders_who_calls_it() {
    with("{{< here >}}")
        .edit("templates/components.html", "<i>here</i>", "<i>there</i>")
        .build()
        .main_of("/news/a/", "<i>there</i>")
        .same_as_clean_build();
}
