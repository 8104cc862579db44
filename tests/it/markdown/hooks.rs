//! Components with reserved names that replace what Markdown makes.

use super::{page, unbuilt};

#[track_caller]
fn check(component: &str, body: &str, expected: &str) {
    page(body).write("templates/hooks.html", component).build().found([]).main_of("/news/a/", expected);
}

/// Returns a component with these parameters and this text.
fn hook(name: &str, parameters: &str, text: &str) -> String {
    format!("{{% component {name}({parameters}) %}}\n{text}\n{{% endcomponent {name} %}}")
}

#[test]
fn links_and_images() {
    let link =
        hook("render.link", "url, title", "<a class=l href=\"{{ url }}\" title=\"{{ title }}\">{{ body | safe }}</a>");
    check(&link, "x [*b*](b.md 'T') y", "<p>x <a class=l href=\"/news/b/\" title=\"T\"><em>b</em></a> y</p>");
    check(&link, "<a@b.example>", "<p><a class=l href=\"mailto:a@b.example\" title=\"\">a@b.example</a></p>");
    let image = hook("render.image", "url, alt, title", "<img data-src=\"{{ url }}\" alt=\"{{ alt }}\">{{ title }}");
    check(&image, "![a *b*](map.svg \"T\")", "<p><img data-src=\"/news/map.svg\" alt=\"a b\">T</p>");
}

#[test]
fn headings() {
    let heading = hook(
        "render.heading",
        "level, id, text",
        "<h{{ level }} id={{ id }}>{{ body | safe }} <a class=anchor href=#{{ id }} title=\"{{ text }}\">#</a></h{{ level }}>",
    );
    check(
        &heading,
        "## A `b`\n\nc",
        "<h2 id=a-b>A <code>b</code> <a class=anchor href=#a-b title=\"A b\">#</a></h2>\n<p>c</p>",
    );
}

#[test]
fn code() {
    let all = hook(
        "render.code",
        "lang, title",
        "<div data-lang=\"{{ lang }}\" title=\"{{ title }}\">{{ body | safe }}</div>",
    );
    let mermaid = hook("render.code.mermaid", "code", "<pre class=mermaid>{{ code }}</pre>");
    let both = format!("{all}{mermaid}");
    check(&both, "```mermaid\na --> b\n```", "<pre class=mermaid>a --&gt; b\n</pre>");
    check(
        &both,
        "```x title=t\n1\n```",
        "<div data-lang=\"x\" title=\"t\"><figure class=\"code\"><figcaption>t</figcaption><pre><code class=\"language-x\">1\n</code></pre></figure>\n</div>",
    );
    page("```mermaid\na --> b\n```")
        .main_of("/news/a/", "<pre><code class=\"language-mermaid\">a --&gt; b\n</code></pre>");
}

#[test]
fn tables_and_quotes() {
    let table = hook("render.table", "", "<div class=scroll>{{ body | safe }}</div>");
    check(
        &table,
        "|a|\n|:-:|\n|b|",
        "<div class=scroll><table><thead><tr><th style=\"text-align: center\">a</th></tr></thead><tbody>\n<tr><td style=\"text-align: center\">b</td></tr>\n</tbody></table>\n</div>",
    );
    let quote = hook("render.quote", "", "<q>{{ body | safe }}</q>");
    check(&quote, "> a\n> > b", "<q><p>a</p>\n<q><p>b</p>\n</q>\n</q>");
    check(
        &quote,
        "> [!TIP]\n> a",
        "<div class=\"alert alert-tip\" role=\"note\">\n<p class=\"alert-title\">Tip</p>\n<p>a</p>\n</div>",
    );
    let kinds = hook("render.quote", "kind", "<q class=\"{{ kind }}\">{{ body | safe }}</q>");
    check(&kinds, "> [!TIP]\n> a", "<q class=\"tip\"><p>a</p>\n</q>");
    let alert =
        hook("render.alert", "kind, title", "<div class={{ kind }} title=\"{{ title }}\">{{ body | safe }}</div>");
    check(&alert, "> [!WARNING]\n> a", "<div class=warning title=\"Warning\"><p>a</p>\n</div>");
}

#[test]
fn a_hook_that_fails_is_told_and_the_page_is_still_there() {
    let broken = hook("render.quote", "", "{{ 1 / 0 }}");
    let site = page("> a").write("templates/hooks.html", &broken).build();
    assert_eq!(site.built().findings.len(), 1);
    assert_eq!(site.built().findings.iter().next().unwrap().code, "template-error");
}

/// Hooks are called for a hundred levels; neither the stack nor the memory ends before the quotes do.
#[test]
fn a_hundred_thousand_quotes() {
    let deep = |n_quotes: usize| format!("{} x\n", ">".repeat(n_quotes));
    let once = hook("render.quote", "", "<q>{{ body | safe }}</q>");
    unbuilt(&deep(100_000)).write("templates/hooks.html", &once).build().found([]);
    let twice = hook("render.quote", "", "<q>{{ body | safe }}{{ body | safe }}</q>");
    let site = unbuilt(&deep(1000)).write("templates/hooks.html", &twice).build();
    let codes: Vec<&str> = site.built().findings.iter().map(|finding| &*finding.code).collect();
    assert_eq!(codes, ["markdown-too-large"]);
}
