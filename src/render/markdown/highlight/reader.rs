//! Code → tokens: line by line through a grammar, which says where scopes begin and end.

use syntect::parsing::{BasicScopeStackOp, ParseState, ScopeStack, SyntaxReference};

use super::classes::Level;
use super::{Token, languages};

/// Sessions have no grammar of their own: behind these prompts stands code, and all else is output.
const SESSIONS: &[(&[&str], &[&str], &str)] = &[
    (&["console", "sh-session", "shell-session", "shellsession", "terminal"], &["$ ", "# ", "% ", "> "], "bash"),
    (&["pycon", "python-repl"], &[">>> ", "... "], "python"),
];

/// Returns the tokens of code; none of a language without grammar, or where the grammar fails.
pub(super) fn read(language: &str, code: &str) -> Option<Vec<Token>> {
    let mut tokens = Tokens::default();
    if let Some((_, prompts, language)) = SESSIONS.iter().find(|(words, ..)| words.contains(&language)) {
        let syntax = languages::find(language, code)?;
        for line in code.split_inclusive('\n') {
            match prompts.iter().find(|prompt| line.starts_with(**prompt)) {
                Some(prompt) => {
                    tokens.push("gp", prompt.len());
                    Reader::new(syntax).line(&line[prompt.len()..], &mut tokens)?;
                }
                None => tokens.push("go", line.len()),
            }
        }
        return Some(tokens.all);
    }
    let mut reader = Reader::new(languages::find(language, code)?);
    for line in code.split_inclusive('\n') {
        reader.line(line, &mut tokens)?;
    }
    Some(tokens.all)
}

struct Reader {
    state: ParseState,
    scopes: ScopeStack,
    /// One per scope: the class of code must not need a walk through all scopes around it.
    levels: Vec<Level>,
}

impl Reader {
    fn new(syntax: &SyntaxReference) -> Self {
        Self { state: ParseState::new(syntax), scopes: ScopeStack::new(), levels: Vec::new() }
    }

    fn line(&mut self, line: &str, tokens: &mut Tokens) -> Option<()> {
        let ended;
        // Grammars look for the end of a line.
        let whole = if line.ends_with('\n') {
            line
        } else {
            ended = format!("{line}\n");
            &ended
        };
        let mut at = 0;
        for (offset, change) in self.state.parse_line(whole, languages::set()).ok()? {
            let end = offset.min(line.len());
            tokens.push(self.level().class, end.saturating_sub(at));
            at = end.max(at);
            let levels = &mut self.levels;
            let change = self.scopes.apply_with_hook(&change, |change, _| match change {
                BasicScopeStackOp::Push(scope) => {
                    levels.push(levels.last().copied().unwrap_or_default().inside(scope));
                }
                BasicScopeStackOp::Pop => {
                    levels.pop();
                }
            });
            change.ok()?;
        }
        tokens.push(self.level().class, line.len() - at);
        Some(())
    }

    fn level(&self) -> Level {
        self.levels.last().copied().unwrap_or_default()
    }
}

#[derive(Default)]
struct Tokens {
    all: Vec<Token>,
}

impl Tokens {
    /// Adds `length` bytes of a class.
    fn push(&mut self, class: &'static str, length: usize) {
        let at = self.all.last().map_or(0, |last| last.end);
        match self.all.last_mut() {
            _ if length == 0 => {}
            Some(last) if last.class == class => last.end += length,
            _ => self.all.push(Token { class, end: at + length }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts the tokens, as `class:text` where there is a class.
    #[track_caller]
    fn check(language: &str, code: &str, expected: &str) {
        let mut at = 0;
        let mut shown = Vec::new();
        for token in read(language, code).expect("the language is known") {
            if !token.class.is_empty() {
                shown.push(format!("{}:{}", token.class, &code[at..token.end]));
            }
            at = token.end;
        }
        assert_eq!(at, code.len());
        assert_eq!(shown.join(" "), expected, "{code}");
    }

    #[test]
    fn programs() {
        check("rust", "fn f<'a>(x: &'a u8) {}", "k:fn nf:f nl:'a o:& nl:'a kt:u8");
        check(
            "rust",
            "#[x]\nprintln!(\"{s}\\n\", r#\"a\"#); // c",
            "nd:# nd:x nb:println! s:\" se:{s}\\n s:\" s:r#\"a\"# c:// c",
        );
        check("js", "const r = /a\"[/]/g; `t${x}`", "k:const no:r o:= sr: /a\"[/]/ k:g s:`t s:`");
        check("ts", "interface A { a: string }", "k:interface nc:A o:: kt:string");
        check(
            "c",
            "#include <a.h>\nint main(void) { return 0x1f; }",
            "cp:#include s:<a.h> kt:int nf:main kt:void k:return m:0x1f",
        );
        check("python", "@app\ndef f(x):\n    return f\"{x}\" # c", "nd:@app k:def nf:f k:return s:f\" s:\" c:# c");
        check("php", "$x = 1;", "nv:$x o:= m:1");
        check(
            "bash",
            "for f in *; do echo \"$f\" ${x}; done # c",
            "k:for k:in o:*; k:do nb:echo s:\" nv:$f s:\" nv:${x} o:; k:done c:# c",
        );
        check("sql", "SELECT 'it' FROM t -- c", "k:SELECT s:'it' k:FROM c:-- c");
    }

    #[test]
    fn data_and_markup() {
        check("json", "{\"a\": [1, true, \"b\"]}", "nt:\"a\" m:1 kc:true s:\"b\"");
        check("yaml", "a-b: c # d", "nt:a-b s:c c:# d");
        check("toml", "[a.b]\nkey = 'x' # c", "nn:a nn:b nt:key s:'x' c:# c");
        check("css", "a:hover { color: #fff; margin: 1.5em }", "nt:a nd::hover na:color m:#fff na:margin m:1.5em");
        check(
            "html",
            "<a href=\"x\">b &amp; c</a><!-- d -->",
            "nt:<a na:href s:\"x\" nt:> ni:&amp; nt:</a> c:<!-- d -->",
        );
        check("html", "<script>let x = 1</script>", "nt:<script> k:let o:= m:1 nt:</script>");
        check("jinja", "{% if x %}<b>{# c #}", "cp:{% k:if cp:%} nt:<b> c:{# c #}");
        check("diff", "+a\n-b\n c\n", "gi:+a\n gd:-b\n");
        check("markdown", "# a\n*b*\n", "gh:# a\n ge:*b*");
        check("dockerfile", "FROM a AS b", "k:FROM k:AS");
    }

    #[test]
    fn sessions() {
        check("console", "$ echo 'a'\na\n", "gp:$  nb:echo s:'a' go:a\n");
        check("pycon", ">>> 1\n1\n", "gp:>>>  m:1 go:1\n");
    }
}

#[cfg(test)]
mod properties {
    use proptest::prelude::*;

    use super::super::guarded;

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
        "<<EOF",
        "EOF",
        "<?php",
        "\r\n",
    ];

    const LANGUAGES: &[&str] =
        &["bash", "console", "css", "html", "jinja", "js", "markdown", "php", "python", "ruby", "rust", "toml", "yaml"];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn every_byte_comes_once(parts in prop::collection::vec(prop::sample::select(PARTS), 0..50)) {
            let code = parts.concat();
            for language in LANGUAGES {
                let mut at = 0;
                for token in guarded::read(language, &code).unwrap_or_default() {
                    prop_assert!(token.end > at && code.is_char_boundary(token.end), "{} {:?}", language, code);
                    at = token.end;
                }
                prop_assert!(at == code.len() || guarded::read(language, &code).is_none(), "{} {:?}", language, code);
            }
        }
    }
}
