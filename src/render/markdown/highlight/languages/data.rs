//! Languages of data, of configuration, of style sheets and of texts.

use super::super::grammar::*;

const STYLE: Grammar = Grammar {
    constants: "important inherit initial unset none auto",
    comments: &[],
    blocks: &[("/*", "*/")],
    habits: STYLES | DASHES | COLON_KEYS | DECORATORS,
    ..BARE
};

pub(super) const GRAMMARS: &[Grammar] = &[
    Grammar {
        names: "json jsonc json5 geojson jsonl ndjson webmanifest topojson",
        comments: &["//"],
        blocks: &[("/*", "*/")],
        habits: COLON_KEYS,
        ..BARE
    },
    Grammar {
        names: "jsonnet libsonnet",
        keywords: "assert else error for function if import importstr in local self super tailstrict then",
        comments: &["//", "#"],
        blocks: &[("/*", "*/")],
        strings: &[Quote { open: "|||", close: "|||", rules: LINES }, DOUBLE, SINGLE],
        habits: COLON_KEYS | VARIABLES,
        ..BARE
    },
    Grammar {
        names: "yaml yml",
        constants: "true false null yes no on off ~",
        strings: &[DOUBLE_LINES, DOUBLED_SINGLE],
        habits: COLON_KEYS | DASHES | SPACED,
        ..BARE
    },
    Grammar {
        names: "toml",
        constants: "true false inf nan",
        strings: &[
            TRIPLE_DOUBLE,
            Quote { open: "'''", close: "'''", rules: LINES },
            DOUBLE,
            Quote { open: "'", close: "'", rules: 0 },
        ],
        habits: EQUAL_KEYS | SECTIONS | DASHES,
        ..BARE
    },
    Grammar {
        names: "ini cfg conf dosini editorconfig systemd desktop gitconfig",
        constants: "true false yes no on off",
        comments: &[";", "#"],
        habits: EQUAL_KEYS | SECTIONS | DASHES | SPACED,
        ..BARE
    },
    Grammar {
        names: "properties java-properties dotenv env",
        comments: &["#", "!"],
        habits: EQUAL_KEYS | DASHES | VARIABLES | SPACED,
        ..BARE
    },
    Grammar {
        names: "hcl terraform tf tfvars opentofu",
        keywords: "backend check data dynamic ephemeral for for_each if import in locals module moved output provider provisioner removed required_providers resource terraform variable",
        types: "any bool list map number object set string tuple",
        comments: &["#", "//"],
        blocks: &[("/*", "*/")],
        strings: &[DOUBLE],
        habits: EQUAL_KEYS | DASHES,
        ..BARE
    },
    Grammar { names: "nginx nginxconf", constants: "on off", habits: DIRECTIVES | VARIABLES | SPACED, ..BARE },
    Grammar {
        names: "apache apacheconf htaccess",
        constants: "On Off All None",
        habits: DIRECTIVES | VARIABLES | SPACED,
        ..BARE
    },
    Grammar { names: "caddyfile caddy", habits: DIRECTIVES | SPACED, strings: &[DOUBLE, BACKTICK], ..BARE },
    Grammar {
        names: "dockerfile docker containerfile",
        keywords: "ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR",
        habits: VARIABLES | DASHES | SPACED,
        ..BARE
    },
    Grammar {
        names: "makefile make mk bsdmake just justfile",
        keywords: "define else endef endif export ifdef ifeq ifndef ifneq include override private undefine unexport vpath",
        habits: VARIABLES | DASHES | COLON_KEYS | EQUAL_KEYS,
        ..BARE
    },
    Grammar {
        names: "ninja",
        keywords: "build default include pool rule subninja",
        habits: VARIABLES | EQUAL_KEYS,
        ..BARE
    },
    Grammar {
        names: "cmake",
        keywords: "break continue else elseif endforeach endfunction endif endmacro endwhile foreach function if include macro return while",
        constants: "ON OFF TRUE FALSE PUBLIC PRIVATE INTERFACE REQUIRED STATIC SHARED",
        blocks: &[("#[[", "]]")],
        strings: &[DOUBLE_LINES],
        habits: VARIABLES,
        ..BARE
    },
    Grammar { names: "css", ..STYLE },
    Grammar {
        names: "scss sass less stylus styl postcss",
        comments: &["//"],
        habits: STYLES | DASHES | COLON_KEYS | DECORATORS | VARIABLES,
        ..STYLE
    },
    Grammar { names: "latex tex bibtex bib", constants: "", comments: &["%"], strings: &[], habits: COMMANDS, ..BARE },
    Grammar {
        names: "graphviz dot gv",
        keywords: "digraph edge graph node strict subgraph",
        comments: &["//", "#"],
        blocks: &[("/*", "*/")],
        strings: &[DOUBLE_LINES],
        habits: EQUAL_KEYS,
        ..BARE
    },
    Grammar { names: "crontab cron", habits: VARIABLES, ..BARE },
    Grammar { names: "robots robots.txt", habits: COLON_KEYS | DASHES, ..BARE },
    Grammar {
        names: "http https",
        keywords: "GET POST PUT PATCH DELETE HEAD OPTIONS CONNECT TRACE",
        builtins: "HTTP",
        comments: &[],
        strings: &[DOUBLE],
        habits: COLON_KEYS | DASHES,
        ..BARE
    },
    Grammar {
        names: "rego opa",
        keywords: "as contains default else every if import in not package some with",
        habits: EQUAL_KEYS,
        strings: &[DOUBLE, BACKTICK],
        ..BARE
    },
    Grammar {
        names: "sparql turtle ttl rdf",
        keywords: "a ask base bind by construct describe distinct filter from group having in insert limit optional order prefix select service union using values where with",
        strings: &[TRIPLE_DOUBLE, DOUBLE, SINGLE, Quote { open: "<", close: ">", rules: 0 }],
        habits: CASELESS | DECORATORS,
        ..BARE
    },
];
