//! One change at a time: each input of a step, each question, and each look of a build as a whole has a change here that
//! nothing else would notice, and the step that ran must say that it did so for this.
//!
//! On the example site a page changes for many reasons, which hide one that is not taken down; so this site is small,
//! and each of its pages asks one thing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use seawall::incremental::{Ran, Reason};

use super::damage::{Remembered, remembered};
use crate::support::pictures::photo_jpeg;
use crate::support::site::{files, let_time_pass, tree};
use crate::support::twin::Twin;

/// Held before a page falls due in the afternoon.
const NOON: &str = "2026-11-23T12:00:00Z";

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org'
title = 'Site'
html = 'minified'
theme = 'own'
[search]
enabled = true
[feeds]
formats = ['atom']
[taxonomies.tags]
feed = true
path = 'tags'
[images]
widths = [8, 16]
quality = { webp = 60, jpeg = 60 }
[permalinks]
of = '/of/:slug/'
[manifest]
short_name = 'S'
[security]
contact = 'mailto:a@example.org'
expires = 2026-12-10T16:30:00Z
[[robots.agents]]
name = ['Bot']
disallow = ['/one/']
[[menus.main]]
page = '@/b.md'
[[redirects]]
from = '/old/'
to = '@/b.md'
-- content/_index.md --
+++
title = 'Home'
+++
welcome
-- content/b.md --
+++
title = 'B'
slug = 'b'
date = 2026-11-01
tags = ['Rare', 'Common']
+++
first words

## Part

second words
-- content/c.md --
+++
title = 'C'
date = 2026-11-02
description = 'All of C'
tags = ['Common']
+++
third words
-- content/draft.md --
+++
title = 'Draft'
draft = true
+++
not yet
-- content/due.md --
+++
title = 'Due'
publish_at = 2026-11-23T15:00:00Z
+++
now
-- content/bundle/index.md --
+++
title = 'Bundle'
template = 'bundle.html'
+++
bundle
-- content/bundle/one.txt --
one
-- content/of/link.md --
[b](@/b.md#part)
-- content/of/itself.md --
[here](./)
-- content/of/quote.md --
> quoted
-- content/of/code.md --
```rust
let a = 1;
```
-- content/of/picture.md --
![pier](../pier.jpg)
-- content/of/component.md --
{{< count >}}
-- content/of/html.md --
<a href=\"/loose/\">loose</a>
-- content/loose.md --
loose
-- content/of/text.md --
{{< say >}}
-- content/of/plan.txt --
The plan.
-- content/pier.jpg --
-- content/far.jpg --
-- data/a.json --
{\"n\": 1}
-- i18n/en.ftl --
page-word = word
body-word = seven
-- assets/js/a.js --
let a = 1;
-- assets/css/one.scss --
@use \"tones\";
.one { color: tones.$tone; background: url(\"../img/lens.svg\"); }
-- assets/img/lens.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h1\"/></svg>
-- assets/_tones.scss --
$tone: #102030;
-- themes/own/theme.toml --
name = 'own'
version = '1.0.0'
-- themes/own/assets/css/warned.scss --
@warn \"old\";
.warned { margin: 0 }
-- templates/page.html --
<title>{{ page.title }}</title><main>{{ page.content | safe }}</main>
-- templates/bundle.html --
<title>{{ page.title }}</title><main>{% for path in page.assets %}{{ path }} {% endfor %}</main>
-- templates/section.html --
<title>{{ section.title }}</title><main>{% for p in section.pages %}<a href=\"{{ p.path }}\">{{ p.title }}</a>{{ p.summary | safe }}{% endfor %}</main>
-- templates/home.html --
<title>{{ section.title }} {{ config.title }}</title><main>{{ section.content | safe }}{% for p in section.pages %}<a href=\"{{ p.path }}\">{{ p.title }}</a>{{ p.summary | safe }}{% endfor %}</main>
-- templates/404.html --
<title>404</title><main>nothing here</main>
-- templates/search.html --
<title>Search</title><main>search</main>
-- templates/shortcodes/count.html --
{% component count() %}<b>7</b>{% endcomponent count %}
-- templates/shortcodes/say.html --
{% component say() %}<b>{{ trans(key=\"body-word\") }}</b>{% endcomponent say %}
";

/// Pages that ask one thing each, below `ask/`.
const ASKED: [(&str, &str); 22] = [
    ("link", "get_url(path=\"../b.md\")"),
    ("url", "get_url(path=\"@/b.md\")"),
    ("page", "get_page(path=\"@/b.md\")"),
    ("section", "get_section(path=\"@/_index.md\")"),
    ("query", "pages(limit=9)"),
    ("related", "related(path=\"@/c.md\")"),
    ("taxonomy", "get_taxonomy(kind=\"tags\")"),
    ("term", "get_taxonomy_term(kind=\"tags\", term=\"Common\")"),
    ("term-url", "get_taxonomy_url(kind=\"tags\", name=\"Common\")"),
    ("menu", "get_menu(name=\"main\")"),
    ("file", "get_file(path=\"@/of/plan.txt\")"),
    ("data", "load_data(path=\"a.json\")"),
    ("asset", "asset(name=\"js/a.js\")"),
    ("integrity", "integrity(name=\"js/a.js\")"),
    ("picture", "get_image_metadata(path=\"far.jpg\")"),
    ("shown", "get_image(path=\"pier.jpg\")"),
    ("shown-at", "get_image(path=\"pier.jpg\", sizes=\"10vw\")"),
    ("metadata", "get_image_metadata(path=\"pier.jpg\")"),
    ("resize", "resize_image(path=\"pier.jpg\", width=7, op=\"fit_width\")"),
    ("text", "trans(key=\"page-word\")"),
    ("day", "now()"),
    ("none", "\"nothing\""),
];

/// What is done to the site.
#[derive(Debug)]
enum Change {
    /// The first of the second in a file becomes the third.
    Replace(&'static str, &'static str, &'static str),
    Write(&'static str, &'static str),
    Remove(&'static str),
    Draw(&'static str, u32),
    At(&'static str),
    Drafts,
    Address(&'static str),
    /// A hand on a file of the output.
    Output(&'static str),
    /// The files of the output of which the path begins so are gone.
    Gone(&'static str),
    /// Some bytes of a file of the cache are other ones, of the same length.
    Cache(&'static str, &'static str, &'static str),
    /// Every byte of a file of the cache is another one.
    Flip(&'static str),
    Lose(&'static str),
    /// The cache is kept, and comes back: all of it, or one file.
    Keep,
    Back(&'static str),
}

use Change::{Address, At, Back, Cache, Drafts, Draw, Flip, Gone, Keep, Lose, Output, Remove, Replace, Write};

/// Changes, and for what some step must then have run: `page ask data`, `page input context`, `page there`.
type Row = (&'static [Change], &'static [&'static str]);

const ROWS: &[Row] = &[
    // Nothing at all: a build that is not run tells what it found, and one that is told again looks the same.
    (&[], &[]),
    // Bodies: all around them is as it was.
    (&[Replace("content/b.md", "second", "2nd")], &["fragment input source", "page input content"]),
    (&[Replace("content/b.md", "2nd", "and some more second")], &["words input content"]),
    (&[Replace("content/b.md", "first", "1st")], &["page input context"]),
    (&[Replace("content/c.md", "third", "3rd [b](@/b.md#part)")], &["search input words"]),
    (&[Replace("content/b.md", "## Part", "## Other part")], &["fragment input source"]),
    (&[Replace("content/c.md", "3rd", "3rd ![](pier.jpg)")], &["fragment input source"]),
    (&[Replace("content/of/code.md", "let a = 1;", "// ab cd e")], &["fragment input source"]),
    (
        &[
            Replace("content/of/quote.md", "quoted", "said"),
            Replace("data/a.json", "1", "2"),
            Replace("content/of/quote.md", "said", "written"),
        ],
        &["fragment input source"],
    ),
    // A reference to nothing, in a page that changed and in one that did not.
    (&[Replace("content/of/html.md", "/loose/", "/nothing/")], &["fragment input source"]),
    (&[Remove("content/loose.md")], &["page ask section"]),
    // Front matter, names and files: others show them.
    (
        &[Replace("content/b.md", "title = 'B'", "title = 'Bee'")],
        &[
            "page ask page",
            "page ask section",
            "page ask query",
            "page ask term",
            "page ask related",
            "page ask menu",
            "words input about",
            "search input pages",
            "feed input pages",
        ],
    ),
    (
        &[Replace("content/b.md", "slug = 'b'", "slug = 'bee'")],
        &["page ask link", "page ask url", "fragment ask link", "redirect input goal", "sitemap input pages"],
    ),
    (&[Replace("content/b.md", "'Rare', ", "")], &["page ask taxonomy"]),
    (&[Replace("content/c.md", "title = 'C'", "title = 'C'\ncache = 'live'")], &["page input settings"]),
    (&[Write("content/bundle/two.txt", "two\n")], &["page input context"]),
    (&[Write("content/new.md", "new\n")], &["page ask section"]),
    (&[Remove("content/new.md")], &["page ask section"]),
    (&[Replace("content/of/plan.txt", "plan", "whole plan")], &["static input body", "page ask file"]),
    // `static` was not there.
    (&[Write("static/new.txt", "new\n")], &["static new"]),
    (&[Replace("static/new.txt", "new", "newer")], &["static input body"]),
    (&[Write("static/robots.txt", "mine\n")], &["static new"]),
    (&[Remove("static/robots.txt")], &[]),
    // Looks.
    (&[Replace("templates/page.html", "<main>", "<main>+")], &["page input template"]),
    (&[Write("templates/404.html", "<title>404</title><main>none</main>\n")], &["page input template"]),
    (
        &[Write(
            "templates/components/render_quote.html",
            "{% component render.quote() %}<q>{{ body | safe }}</q>{% endcomponent render.quote %}\n",
        )],
        &["fragment input hooks"],
    ),
    (&[Replace("templates/shortcodes/count.html", "7", "8")], &["fragment ask component"]),
    (&[Remove("templates/shortcodes/count.html")], &["fragment ask component"]),
    (&[Replace("i18n/en.ftl", "page-word = word", "page-word = other")], &["page ask text"]),
    (&[Replace("i18n/en.ftl", "seven", "eight")], &["fragment ask text"]),
    (&[Replace("data/a.json", "}", ", \"m\": 2}")], &["page ask data"]),
    (&[Replace("assets/js/a.js", "1", "2")], &["asset input body", "page ask asset", "page ask integrity"]),
    (&[Replace("assets/img/lens.svg", "0 0h1", "0 0h2")], &["asset ask asset-url"]),
    (&[Replace("assets/_tones.scss", "#102030", "#112233")], &["asset ask asset-text"]),
    (&[Write("assets/css/tones/_index.scss", "$tone: #030201;\n")], &["asset ask asset-folder"]),
    (&[Write("assets/css/_tones.scss", "$tone: #010203;\n")], &["asset ask asset-has"]),
    (&[Replace("themes/own/assets/css/warned.scss", "0 }", "1px }")], &["asset ask asset-text"]),
    (&[Write("assets/css/warned.scss", "@warn \"old\";\n.warned { margin: 1px }\n")], &["asset input source"]),
    (&[Draw("content/pier.jpg", 60)], &["fragment ask picture", "image input picture"]),
    (&[Draw("content/ask/pier.jpg", 65)], &["page ask metadata"]),
    (&[Draw("content/ask/far.jpg", 70)], &["page ask picture"]),
    // What is wrong with a picture is told at its file, of whatever layer that is.
    (
        &[
            Write("themes/own/static/bad.png", "no picture"),
            Replace("content/of/picture.md", "![", "![bad](/bad.png) !["),
            Write("static/bad.png", "no picture"),
        ],
        &["static input source"],
    ),
    // Configuration.
    (&[Replace("seawall.toml", "title = 'Site'", "title = 'Place'")], &["page input config"]),
    (&[Replace("seawall.toml", "'minified'", "'pretty'")], &["page input settings"]),
    (&[Replace("seawall.toml", "path = 'tags'", "path = 'topics'")], &["page ask term-url"]),
    (&[Replace("seawall.toml", "'/of/:slug/'", "'/from/:slug/'")], &["fragment input url"]),
    (
        &[Replace("seawall.toml", "[images]\n", "[markdown]\nsmart_punctuation = false\n[images]\n")],
        &["fragment input settings"],
    ),
    (&[Replace("seawall.toml", "[8, 16]", "[12]")], &["page ask shown", "page ask shown-at", "image input operations"]),
    (&[Replace("seawall.toml", "webp = 60", "webp = 50")], &["page ask resize"]),
    (&[Replace("seawall.toml", "[images]\n", "[images]\nmetadata = 'keep'\n")], &["static input settings"]),
    (&[Replace("seawall.toml", "[images]\n", "[styles]\nminify = false\n[images]\n")], &["asset input settings"]),
    (&[Replace("seawall.toml", "['atom']", "['rss']")], &["feed new"]),
    (&[Replace("seawall.toml", "short_name = 'S'", "short_name = 'T'")], &["manifest input pages"]),
    (&[Replace("seawall.toml", "/one/", "/two/")], &["robots input pages"]),
    (&[Replace("seawall.toml", "mailto:a@", "mailto:b@")], &["security input pages"]),
    // What is asked of a build.
    (&[At("2026-11-23T14:00:00Z")], &[]),
    (&[At("2026-11-23T15:00:00Z")], &["page new"]),
    // A day less of `security.txt`, which is told.
    (&[At("2026-11-23T16:30:01Z")], &[]),
    (&[At("2026-11-24T12:00:00Z")], &["page ask day"]),
    (&[Drafts], &["page new"]),
    // What is kept.
    (&[Gone("bee/")], &["page there"]),
    (&[Output("assets/css/one")], &["asset there"]),
    (&[Output("of/plan.txt")], &["static there"]),
    (&[Output("assets/images/pier.")], &["image there"]),
    (&[Output("old/")], &["redirect there"]),
    (&[Output("search/en.json"), Gone("search/script")], &["search there"]),
    (&[Output("sitemap.xml"), Output("robots.txt")], &["sitemap there", "robots there"]),
    (&[Output("feed.xml"), Gone("manifest")], &["feed there", "manifest there"]),
    (&[Gone(".well-known")], &["security there"]),
    (&[Lose("results"), Replace("data/a.json", "2", "3")], &["fragment there", "words there"]),
    (&[Flip("results"), Replace("content/_index.md", "'Home'", "'Top'")], &["page input context"]),
    (&[Cache("steps.log", "1st", "2nd"), Replace("content/c.md", "title = 'C'", "title = 'See'")], &["page new"]),
    (&[Cache("last", "security.txt", "security.csv")], &[]),
    (
        &[Keep, Replace("content/b.md", "1st", "one"), Back("steps.log"), Replace("content/b.md", "one", "1st")],
        &["page there"],
    ),
    (&[Keep, Replace("content/b.md", "1st", "one"), Back(""), Replace("content/b.md", "one", "1st")], &[]),
    // Nothing is served where it was.
    (&[Address("https://preview.example/42/")], &["page input config", "redirect input goal"]),
];

/// Returns the files that it begins with.
fn site() -> BTreeMap<PathBuf, Vec<u8>> {
    let text = |(path, text): (String, String)| match path.rsplit('.').next() {
        Some("jpg") => (PathBuf::from(path), photo_jpeg(40, 30)),
        _ => (PathBuf::from(path), text.into_bytes()),
    };
    let mut site: BTreeMap<PathBuf, Vec<u8>> = files(SITE).into_iter().map(text).collect();
    for (name, question) in ASKED {
        let page = format!("+++\ntitle = 'Asks {name}'\nweight = 1\ntemplate = 'ask/{name}.html'\n+++\n");
        let template = format!("<title>{name}</title><main>{{{{ {question} | json_encode }}}}</main>\n");
        site.insert(format!("content/ask/{name}.md").into(), page.into_bytes());
        site.insert(format!("templates/ask/{name}.html").into(), template.into_bytes());
    }
    site.insert("content/ask/pier.jpg".into(), photo_jpeg(44, 30));
    site
}

impl Change {
    fn make(&self, twin: &mut Twin, kept: &mut Remembered) {
        match *self {
            Replace(path, before, after) => {
                let text = twin.text(path).unwrap_or_else(|| panic!("there is no `{path}`"));
                assert!(text.contains(before), "`{before}` is not in `{path}`");
                twin.write(path, text.replacen(before, after, 1));
            }
            Write(path, text) => twin.write(path, text),
            Remove(path) => assert!(twin.remove(path), "there is no `{path}`"),
            Draw(path, side) => twin.write(path, photo_jpeg(side, 30)),
            At(instant) => twin.order.clock = instant.parse().unwrap(),
            Drafts => twin.order.with_drafts = true,
            Address(address) => twin.order.base_url = Some(address.to_owned()),
            Output(start) => for_each(twin, start, |file| fs::write(file, "by hand").unwrap()),
            Gone(start) => for_each(twin, start, |file| fs::remove_file(file).unwrap()),
            Cache(name, before, after) => {
                assert_eq!(before.len(), after.len());
                let file = twin.cache().join(name);
                let mut bytes = fs::read(&file).unwrap();
                let at: Vec<usize> =
                    (0..bytes.len()).filter(|at| bytes[*at..].starts_with(before.as_bytes())).collect();
                assert!(!at.is_empty(), "`{before}` is not in `{name}`");
                at.into_iter().for_each(|at| bytes[at..at + after.len()].copy_from_slice(after.as_bytes()));
                fs::write(file, bytes).unwrap();
            }
            Flip(name) => {
                let file = twin.cache().join(name);
                let bytes: Vec<u8> = fs::read(&file).unwrap().iter().map(|byte| byte ^ 1).collect();
                fs::write(file, bytes).unwrap();
            }
            Lose(name) => fs::remove_file(twin.cache().join(name)).unwrap(),
            Keep => *kept = remembered(twin),
            Back(name) => {
                for (path, bytes) in kept.iter().filter(|(path, _)| name.is_empty() || path == Path::new(name)) {
                    fs::write(twin.cache().join(path), bytes).unwrap();
                }
            }
        }
    }
}

/// Does something to each file of the output of which the path begins so; there must be one.
fn for_each(twin: &Twin, start: &str, hand: impl Fn(&Path)) {
    let found: Vec<PathBuf> =
        tree(&twin.public()).into_keys().filter(|path| path.to_str().unwrap().starts_with(start)).collect();
    assert!(!found.is_empty(), "nothing in the output begins with `{start}`");
    found.iter().for_each(|path| hand(&twin.public().join(path)));
}

/// Returns for what a step ran: `page ask data`.
fn cause(ran: &Ran) -> String {
    let kind = ran.step.split(' ').next().unwrap_or_default();
    match &ran.reason {
        Reason::New => format!("{kind} new"),
        Reason::Changed(label) => format!("{kind} input {label}"),
        Reason::AnswerChanged(question) => format!("{kind} ask {}", question.split(' ').next().unwrap_or_default()),
        Reason::ResultLost => format!("{kind} there"),
    }
}

impl Change {
    /// Returns whether the site is built only after the next change.
    fn is_half(&self) -> bool {
        matches!(self, Keep | Back(_) | Cache(..) | Flip(_) | Lose(_))
    }
}

/// Inputs and questions that need no change of their own, each with the reason.
const ELSEWHERE: [(&str, &str); 2] = [
    ("input trouble", "a file that could not be read is tried again by each build"),
    ("input order", "it is given to the build as a whole, which has no reason to tell: see `Drafts` and `Address`"),
];

#[test]
fn nothing_that_is_taken_down_is_left_out() {
    let src = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let mut taken: Vec<String> = Vec::new();
    for (path, bytes) in &src {
        let text = String::from_utf8_lossy(bytes);
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let words = |before: &str, kind: &str| -> Vec<String> {
            let parts = text.split(before).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
            let words = parts.filter_map(|rest| rest.split(['"', ' ']).next());
            words.map(|word| format!("{kind} {word}")).collect()
        };
        if text.contains("fn inputs(&self) -> Inputs") {
            taken.extend(words(".with(", "input"));
        }
        if path.ends_with("render/question.rs") {
            taken.extend([words("write!(f,", "ask"), words("f.write_str(", "ask")].concat());
        }
        if path.ends_with("styles/desk.rs") {
            taken.extend(words("self.note(format!(", "ask"));
        }
    }
    assert!(taken.len() > 40, "{taken:?}");
    let known: Vec<&str> =
        ROWS.iter().flat_map(|(_, causes)| *causes).map(|cause| cause.split_once(' ').unwrap().1).collect();
    let is_known = |taken: &&String| known.contains(&taken.as_str()) || ELSEWHERE.iter().any(|(one, _)| one == taken);
    let missing: Vec<&String> = taken.iter().filter(|taken| !is_known(taken)).collect();
    assert!(missing.is_empty(), "no change is there for {missing:?}: add one to `ROWS`");
}

#[test]
fn each_change_is_noticed_for_what_it_is() {
    let mut twin = Twin::new(&site(), NOON);
    let (mut kept, mut missed) = (Remembered::new(), Vec::new());
    let_time_pass(&twin.order.site);
    let built = twin.check().unwrap();
    let found: Vec<&str> = built.findings.iter().map(|finding| &*finding.code).collect();
    assert_eq!(found, ["main-empty", "security-expires", "sass-warning"], "{:?}", built.findings);
    for (changes, causes) in ROWS {
        let (whole, mut seen, mut is_broken) = (twin.sources(), Vec::new(), false);
        let mut build = |twin: &Twin| {
            let_time_pass(&twin.order.site);
            let built = twin.check_twice().unwrap();
            seen.extend(built.ran.iter().map(cause));
            is_broken = built.findings.has_errors();
        };
        for (n, change) in changes.iter().enumerate() {
            twin.tell(format!("{change:?}"));
            change.make(&mut twin, &mut kept);
            if !change.is_half() || n + 1 == changes.len() {
                build(&twin);
            }
        }
        if changes.is_empty() {
            build(&twin);
        }
        for cause in causes.iter().filter(|cause| seen.iter().all(|seen| seen != **cause)) {
            missed.push(format!("after {changes:?} no step ran for `{cause}`, but for {seen:?}"));
        }
        if is_broken {
            twin.tell("mended");
            twin.restore(&whole);
            let_time_pass(&twin.order.site);
            twin.check().unwrap();
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
