//! Code → tokens with the class names of Pygments and Chroma, whose style sheets fit.
//!
//! One reader goes over the code once, with the words and marks of the language; it colors what a
//! person looks for (words, strings, comments, numbers, names) and does not parse. See "Highlighting" in
//! ARCHITECTURE.md for why no grammar of an editor is run.

mod extent;
mod grammar;
mod languages;
mod lexer;
mod lines;
mod markup;

/// A piece of code up to `end`, with the class it gets; none where it is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub class: &'static str,
    pub end: usize,
}

/// Returns the tokens of code, or `None` where the language is not known.
pub(super) fn tokens(language: &str, code: &str) -> Option<Vec<Token>> {
    let name = language.to_ascii_lowercase();
    Some(match name.as_str() {
        "" => return None,
        "diff" | "patch" | "udiff" => lines::tokens(code, lines::changes),
        "console" | "shell-session" | "shellsession" | "terminal" | "pycon" => lines::tokens(code, lines::session),
        "markdown" | "md" | "mkd" => lines::tokens(code, lines::markdown),
        "html" | "htm" | "xhtml" | "xml" | "svg" | "rss" | "atom" | "xsl" | "xslt" | "xsd" | "wsdl" | "plist"
        | "kml" | "mathml" | "vue" | "svelte" | "astro" => markup::tokens(code),
        "jinja" | "jinja2" | "html+jinja" | "twig" | "liquid" | "tera" | "django" | "nunjucks" | "handlebars"
        | "hbs" | "mustache" | "erb" | "ejs" | "razor" | "go-html-template" | "gotemplate" => markup::tokens(code),
        _ => lexer::tokens(languages::find(&name)?, code),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts the tokens, as `class:text` where there is a class.
    #[track_caller]
    fn check(language: &str, code: &str, expected: &str) {
        let mut at = 0;
        let mut shown = Vec::new();
        for token in tokens(language, code).expect("the language is known") {
            if !token.class.is_empty() {
                shown.push(format!("{}:{}", token.class, &code[at..token.end]));
            }
            at = token.end;
        }
        assert_eq!(at, code.len());
        assert_eq!(shown.join(" "), expected, "{code}");
    }

    #[test]
    fn many_languages_are_known() {
        assert!(languages::count() >= 60, "{}", languages::count());
        assert_eq!(tokens("mermaid", "graph TD"), None);
        assert_eq!(tokens("", "x"), None);
        assert!(tokens("TypeScript", "x").is_some());
    }

    #[test]
    fn languages_with_braces() {
        check(
            "rust",
            "fn f<'a>(x: &'a str) -> u8 { b'x' }",
            "k:fn nf:f o:< nl:'a o:> o:: o:& nl:'a kt:str o:-> kt:u8 s:'x'",
        );
        check(
            "rust",
            "let s = r#\"a\"b\"#; // c\nprintln!(\"{s}\")",
            "k:let o:= s:r#\"a\"b\"# c:// c nf:println! s:\"{s}\"",
        );
        check("js", "const r = /a\"[/]/g; x = a / b; `t\n${x}`", "k:const o:= sr:/a\"[/]/g o:= o:/ s:`t\n${x}`");
        check(
            "c",
            "#include <a.h>\nint main(void) { return 0x1f; }",
            "cp:#include o:< o:> kt:int nf:main kt:void k:return m:0x1f",
        );
        check("java", "@Override class A { /* x */ }", "nd:@Override k:class nc:A c:/* x */");
        check("go", "x := 'a' + 1.5e-3", "o::= s:'a' o:+ m:1.5e-3");
    }

    #[test]
    fn languages_of_scripts() {
        check("python", "@app\ndef f(x):\n    return f\"{x}\" # c", "nd:@app k:def nf:f o:: k:return s:f\"{x}\" c:# c");
        check(
            "bash",
            "for f in a/*.json; do echo \"$f\" ${x#y} $(ls); done # c",
            "k:for k:in o:/* k:do nb:echo s:\"$f\" nv:${x#y} nv:$ nb:ls k:done c:# c",
        );
        check("ruby", "def ok?(a) :sym end", "k:def nf:ok? ss::sym k:end");
        check("sql", "SELECT 'it''s' FROM t -- c", "k:SELECT s:'it''s' k:FROM c:-- c");
        check("haskell", "f' x = Just 'c'", "o:= kc:Just s:'c'");
        check("clojure", "(defn f [x] (inc! x)) ; c", "k:defn nf:f nf:inc! c:; c");
        check("ruby", "a\n=begin\nx\n=end\nb", "c:\n=begin\nx\n=end");
    }

    #[test]
    fn languages_of_data() {
        check("json", "{\"a\": [1, true, \"b\"]}", "nt:\"a\" o:: m:1 kc:true s:\"b\"");
        check("yaml", "a-b: c # d\ne: http://x#y", "nt:a-b o:: c:# d nt:e o:: o::// o:#");
        check("toml", "[a.b]\nkey = 'x' # c", "nn:[a.b] nt:key o:= s:'x' c:# c");
        check("css", "a:hover { color: #fff; margin: 1.5em }", "o:: k:color o:: m:#fff k:margin o:: m:1.5em");
        check(
            "html",
            "<a href=\"x\">b &amp; c</a><!-- d -->",
            "nt:<a na:href o:= s:\"x\" nt:> ni:&amp; nt:</a> c:<!-- d -->",
        );
        check("html", "<script>let x = 1</script>", "nt:<script> k:let o:= m:1 nt:</script>");
        check("diff", "+a\n-b\n c\n", "gi:+a\n gd:-b\n");
        check("latex", "\\frac{a}{b} % c", "k:\\frac c:% c");
        check("dockerfile", "FROM a:1 AS b", "k:FROM o:: m:1 k:AS");
    }
}

#[cfg(test)]
mod properties {
    use proptest::prelude::*;

    use super::*;

    const PARTS: &[&str] = &[
        "\"",
        "'",
        "`",
        "/*",
        "*/",
        "//",
        "#",
        "--",
        "\n",
        " ",
        "a",
        "fn",
        "class",
        "1",
        ".",
        "e",
        "-",
        "$",
        "{",
        "}",
        "(",
        ")",
        "<",
        ">",
        "&",
        ";",
        "é",
        "\\",
        "@",
        ":",
        "=",
        "=begin",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "{{",
        "}}",
        "%",
        "/",
        "[",
        "]",
        "'''",
        "r#",
        "!",
        "?",
        "\t",
        "\u{301}",
    ];

    proptest! {
        #[test]
        fn every_byte_comes_once(parts in prop::collection::vec(prop::sample::select(PARTS), 0..50)) {
            let code = parts.concat();
            for name in languages::names().chain(["html", "diff", "console", "markdown"]) {
                let tokens = tokens(name, &code).unwrap_or_default();
                let mut at = 0;
                for token in &tokens {
                    prop_assert!(token.end > at && code.is_char_boundary(token.end), "{} {:?}", name, code);
                    at = token.end;
                }
                prop_assert_eq!(at, code.len(), "{}", name);
            }
        }
    }
}
