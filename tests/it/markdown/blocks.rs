//! Code blocks, alerts, footnotes, formulas, marks of the language.

use super::page;

#[track_caller]
fn check(body: &str, expected: &str) {
    page(body).found([]).main_of("/news/a/", expected);
}

#[test]
fn code_is_marked_up() {
    check(
        "```rust\nfn f() {}\n```",
        "<pre class=\"highlight chroma\"><code class=\"language-rust\"><span class=\"k\">fn</span> <span class=\"nf\">f</span>() {}\n</code></pre>",
    );
    check("```nonsense x\n<a>\n```", "<pre><code class=\"language-nonsense\">&lt;a&gt;\n</code></pre>");
    let settings = "base_url = 'https://example.org'\nmarkdown.highlight = false\n";
    page("```rust\nfn f() {}\n```")
        .write("seawall.toml", settings)
        .build()
        .main_of("/news/a/", "<pre><code class=\"language-rust\">fn f() {}\n</code></pre>");
}

#[test]
fn code_has_titles_and_numbers() {
    let expected = "<figure class=\"code\"><figcaption>a &amp; b</figcaption><pre><code class=\"language-x\">\
         <span class=\"line\"><span class=\"ln\" aria-hidden=\"true\">9</span><span class=\"cl\">1\n</span></span>\
         <span class=\"line hl\"><span class=\"ln\" aria-hidden=\"true\">10</span><span class=\"cl\">2\n</span></span>\
         </code></pre></figure>";
    check("```x {title=\"a & b\" linenos=true hl_lines=[2] linenostart=9}\n1\n2\n```", expected);
    check("```x,linenos,linenostart=9,hl_lines=2,name=\"a & b\"\n1\n2\n```", expected);
    check(
        "```x title=\"t\"\n1\n```",
        "<figure class=\"code\"><figcaption>t</figcaption><pre><code class=\"language-x\">1\n</code></pre></figure>",
    );
    check(
        "```{hl_lines=1}\n1\n```",
        "<pre><code><span class=\"line hl\"><span class=\"cl\">1\n</span></span></code></pre>",
    );
    check(
        "```js,hl_lines=2\n`a\nb`\n```",
        "<pre class=\"highlight chroma\"><code class=\"language-js\"><span class=\"line\"><span class=\"cl\"><span class=\"s\">`a\n</span></span></span>\
         <span class=\"line hl\"><span class=\"cl\"><span class=\"s\">b`</span>\n</span></span></code></pre>",
    );
}

#[test]
fn alerts_speak_the_language_of_the_page() {
    let alert = |title: &str| {
        format!(
            "<div class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n<p>x</p>\n</div>"
        )
    };
    check("> [!NOTE]\n> x", &alert("Note"));
    let italian = "base_url = 'https://example.org'\ndefault_language = 'it'\n";
    page("> [!NOTE]\n> x").write("seawall.toml", italian).build().main_of("/news/a/", &alert("Nota"));
    page("> [!NOTE]\n> x").write("i18n/en.ftl", "alert-note = NB\n").build().main_of("/news/a/", &alert("NB"));
}

#[test]
fn footnotes_stand_at_the_end_in_the_order_of_their_references() {
    check(
        "One[^b] two[^a] three[^b].\n\n[^a]: A[^c]\n\n[^b]: B\n\n    - more\n\n[^c]: C\n\nEnd",
        "<p>One<sup class=\"footnote-ref\" id=\"fnref-1\"><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup> \
         two<sup class=\"footnote-ref\" id=\"fnref-2\"><a href=\"#fn-2\" role=\"doc-noteref\">2</a></sup> \
         three<sup class=\"footnote-ref\" id=\"fnref-1-2\"><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup>.</p>\n\
         <p>End</p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n\
         <li id=\"fn-1\">\n<p>B</p>\n<ul>\n<li>more</li>\n</ul>\n\
         <p><a href=\"#fnref-1\" role=\"doc-backlink\" aria-label=\"Back to reference 1-1\">↩\u{fe0e}</a> \
         <a href=\"#fnref-1-2\" role=\"doc-backlink\" aria-label=\"Back to reference 1-2\">↩\u{fe0e}<sup>2</sup></a></p>\n</li>\n\
         <li id=\"fn-2\">\n<p>A<sup class=\"footnote-ref\" id=\"fnref-3\"><a href=\"#fn-3\" role=\"doc-noteref\">3</a></sup> \
         <a href=\"#fnref-2\" role=\"doc-backlink\" aria-label=\"Back to reference 2\">↩\u{fe0e}</a></p>\n</li>\n\
         <li id=\"fn-3\">\n<p>C <a href=\"#fnref-3\" role=\"doc-backlink\" aria-label=\"Back to reference 3\">↩\u{fe0e}</a></p>\n</li>\n\
         </ol>\n</section>",
    );
}

#[test]
fn footnotes_and_headings_share_no_ids() {
    let html = page("# fn 1\n\n# A[^x]\n\n[^x]: X").found([]).read("/news/a/");
    assert!(
        html.contains("<h1 id=\"section-fn-1\">")
            && html.contains("<h1 id=\"a\">")
            && html.contains("<li id=\"fn-1\">")
    );
    page("x\n\n[^x]: X")
        .found(["footnote-unused content/news/a.md:6:1 nothing refers to this footnote, so it is not shown"]);
}

#[test]
fn formulas_become_mathml() {
    check("$x^2$", "<p><math><msup><mi>x</mi><mn>2</mn></msup></math></p>");
    check("costs $20-$30 or $5", "<p>costs $20-$30 or $5</p>");
    check("$20 *to*-$30 and $x$", "<p>$20 <em>to</em>-$30 and <math><mi>x</mi></math></p>");
    assert!(page("$$\n\\sum_i\n$$").found([]).read("/news/a/").contains("<math display=\"block\">"));
    page("x\n\n$\\nosuch$")
        .found(["math-invalid content/news/a.md:6:1 the formula is not valid: Unknown command \"\\nosuch\""]);
    let settings = "base_url = 'https://example.org'\nmarkdown.math = false\n";
    page("$x^2$").write("seawall.toml", settings).build().main_of("/news/a/", "<p>$x^2$</p>");
}

#[test]
fn marks_of_the_language() {
    let in_language = |language: &str, expected: &str| {
        page("\"a 'b' c\" l'età -- d... \\\"e\\\"")
            .write("seawall.toml", &format!("base_url = 'https://example.org'\ndefault_language = '{language}'\n"))
            .build()
            .main_of("/news/a/", &format!("<p>{expected} l’età – d… \"e\"</p>"));
    };
    in_language("en", "“a ‘b’ c”");
    in_language("it", "«a “b” c»");
    in_language("de", "„a ‚b‘ c“");
    in_language("sl", "„a ‚b‘ c“");
    in_language("es", "«a “b” c»");
    in_language("fr", "«\u{a0}a “b” c\u{a0}»");
    check("'a l'età' gli anni '80 `\"x\"`", "<p>‘a l’età’ gli anni ’80 <code>\"x\"</code></p>");
}

#[test]
fn links_to_other_hosts_get_attributes() {
    let settings = "base_url = 'https://example.org'\n[markdown.external_links]\nrel = 'noopener'\ntarget = '_blank'\n";
    page("[a](https://example.com/ 'T') [b](https://example.org/x) [c](b.md) <http://example.net> <a@b.example>")
        .write("seawall.toml", settings)
        .build()
        .main_of(
            "/news/a/",
            "<p><a href=\"https://example.com/\" title=\"T\" rel=\"noopener\" target=\"_blank\">a</a> \
             <a href=\"https://example.org/x\">b</a> <a href=\"/news/b/\">c</a> \
             <a href=\"http://example.net\" rel=\"noopener\" target=\"_blank\">http://example.net</a> \
             <a href=\"mailto:a@b.example\">a@b.example</a></p>",
        );
}

#[test]
fn a_block_may_ask_for_no_colors() {
    check("```rust {noHl=true}\nfn a() {}\n```", "<pre><code class=\"language-rust\">fn a() {}\n</code></pre>");
}

#[test]
fn a_footnote_is_found_whatever_the_case_of_its_name() {
    let site = page("a[^Note]\n\n[^note]: what it says\n").build().found([]);
    assert!(site.read("/news/a/").contains("<p>what it says <a href=\"#fnref-1\""));
}
