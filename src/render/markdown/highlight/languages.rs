//! Which grammar a word behind a fence means.

use std::sync::LazyLock;

use syntect::parsing::{SyntaxReference, SyntaxSet};

/// Read when the first block of a build wants it; a site without code never does.
static SET: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Words that people write and the set does not have, before those that it has: a grammar's name or the
/// ending of its files. The last ones are close relatives.
const ALIASES: &[(&str, &str)] = &[
    ("apache apacheconf", "htaccess"),
    ("asm assembly gas x86asm", "nasm"),
    ("containerfile docker", "dockerfile"),
    ("cron", "crontab"),
    ("cython python3 starlark", "python"),
    ("delphi objectpascal", "pascal"),
    ("desktop dosini editorconfig systemd", "ini"),
    ("django go-html-template gotemplate html+jinja jinja jinja2 nunjucks tera", "HTML (Jinja2)"),
    ("dlang", "d"),
    ("astro ejs handlebars hbs mustache xhtml", "html"),
    ("elisp emacs-lisp emacslisp common-lisp commonlisp scheme", "lisp"),
    ("env", "DotENV"),
    ("eex heex", "HTML (EEx)"),
    ("fs", "F#"),
    ("gdscript godot", "gd"),
    ("go-mod", "gomod"),
    ("golang", "go"),
    ("atom kml mathml plist wsdl xsl", "xml"),
    ("csharp dotnet", "c#"),
    ("fsharp", "f#"),
    ("cplusplus", "c++"),
    ("fortran", "f90"),
    ("geojson json5 jsonc jsonl ndjson topojson webmanifest", "json"),
    // Its own grammar may not end, see `guarded.rs`.
    ("cjs javascript js jsx mjs node", "TypeScriptReact"),
    ("ksh posix shell shellscript", "bash"),
    ("latex", "tex"),
    ("liquid", "HTML (Jinja2)"),
    ("mkd", "markdown"),
    ("nginxconf", "nginx"),
    ("obj-c objc objectivec", "Objective-C"),
    ("objcpp objective-cpp", "Objective-C++"),
    ("octave", "matlab"),
    ("opentofu", "terraform"),
    ("postcss", "css"),
    ("proto3 protocol-buffer", "proto"),
    ("rake ruby-script", "ruby"),
    ("rlang splus", "r"),
    ("sass", "Sass"),
    ("sv", "systemverilog"),
    ("udiff", "diff"),
    ("vimscript", "vim"),
    ("arduino cuda ino", "c++"),
    ("hlsl metal shader", "glsl"),
    ("mysql plpgsql plsql postgres postgresql psql sqlite tsql mssql", "sql"),
];

/// Returns a word as it is looked for: what stands before a comma (`rust,ignore`), in lower case.
pub(super) fn normal(word: &str) -> String {
    word.split(',').next().unwrap_or(word).to_ascii_lowercase()
}

/// Returns whether it is known without the set that there is no grammar.
pub(super) fn is_plain(language: &str) -> bool {
    matches!(language, "" | "mermaid" | "none" | "output" | "plain" | "plaintext" | "text" | "txt")
}

/// Returns the grammar of a language, for this code.
pub(super) fn find(language: &str, code: &str) -> Option<&'static SyntaxReference> {
    let has_word = |words: &str| words.split(' ').any(|word| word == language);
    let token = match language {
        // Half of the examples in the world do not begin with `<?php`.
        "php" if !code.contains("<?") => "PHP Source",
        _ => ALIASES.iter().find(|(words, _)| has_word(words)).map_or(language, |(_, token)| token),
    };
    let by_name = || SET.syntaxes().iter().find(|syntax| syntax.name == token);
    by_name().or_else(|| SET.find_syntax_by_token(token))
}

/// Returns all grammars.
pub(super) fn set() -> &'static SyntaxSet {
    &SET
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_languages_are_known() {
        let n_languages = set().syntaxes().iter().filter(|syntax| !syntax.file_extensions.is_empty()).count();
        assert!(n_languages > 170, "{n_languages}");
        let words = "bash c c# c++ cc clojure cmake console cpp cs css csv dart diff django docker dockerfile elixir elm \
             erlang fish fs go golang graphql groovy haskell html ini java javascript jinja jinja2 js json jsonc jsx julia \
             kotlin kt latex less lisp lua make makefile markdown matlab md nginx nix objc ocaml pascal patch perl php \
             postgres proto protobuf py pycon python r rb rs rst ruby rust sass scala scss sh shell sql svelte swift \
             systemverilog tera terraform tex toml ts tsx twig typescript typst verilog vim vue xml yaml yml zig zsh";
        for word in words.split_whitespace().filter(|word| !["console", "pycon"].contains(word)) {
            assert!(find(&normal(word), "").is_some(), "{word}");
        }
        for word in ["nonsense", "x", ";", "<b>", "c/c"] {
            assert!(find(word, "").is_none(), "{word}");
        }
    }

    #[test]
    fn every_alias_leads_somewhere() {
        for word in ALIASES.iter().flat_map(|(words, _)| words.split(' ')) {
            assert!(find(word, "").is_some(), "{word}");
            let n_times = ALIASES.iter().filter(|(words, _)| words.split(' ').any(|other| other == word)).count();
            assert_eq!(n_times, 1, "{word}");
        }
    }

    #[test]
    fn words_of_many_grammars_mean_the_usual_one() {
        #[track_caller]
        fn check(word: &str, name: &str) {
            assert_eq!(find(&normal(word), "").unwrap().name, name, "{word}");
        }
        check("C", "C");
        check("rust,ignore", "Rust");
        check("ts", "TypeScript");
        check("html", "HTML");
        check("fs", "F#");
        check("sass", "Sass");
        check("js", "TypeScriptReact");
        check("cpp", "C++");
        check("r", "R");
        check("sh", "Bourne Again Shell (bash)");
        check("php", "PHP Source");
        assert_eq!(find("php", "<?php").unwrap().name, "PHP");
    }
}
