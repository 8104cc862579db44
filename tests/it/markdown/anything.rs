//! Whatever a body holds: no panic, no placeholder in the page, and time that grows with its length.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::shortcodes::COMPONENTS;
use super::unbuilt;
use crate::support::site::TestSite;

/// What bodies are made of: all that means something, and some that does not.
const PARTS: &[&str] = &[
    "{{< note >}}",
    "{{< /note >}}",
    "{{< here >}}",
    "{{% box a=\"x\" %}}",
    "{{</* here */>}}",
    "{{<",
    ">}}",
    "{{< ref \"b.md\" >}}",
    "{{< note",
    "`",
    "```\n",
    "```rust {hl_lines=[1]}\n",
    "~~~",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "    ",
    "\t",
    "|",
    "|-|\n",
    "[a](",
    ")",
    "![",
    "]",
    "[a]: ",
    "$",
    "$$",
    "\\",
    "*",
    "**",
    "_",
    "~~",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<b a='",
    "[^1]",
    "[^1]: ",
    "{#id .c}",
    "# ",
    "===\n",
    "é",
    "\"",
    "'",
    "--",
    "\u{F8FF}",
    "&#xF8FF;0&#xF8FF;",
    "\u{F8FE}0\u{F8FE}",
    "<!-- more -->",
    "> [!NOTE]\n",
    ": ",
    "- [ ] ",
    "word ",
    "5",
    " ",
    "中",
    "\u{301}",
    "\r\n",
    "\0",
];

fn body() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PARTS), 0..40).prop_map(|parts| parts.concat())
}

fn hooks() -> String {
    let names = ["link", "image", "heading", "code", "table", "quote", "alert"];
    names
        .map(|name| {
            format!("{{% component render.{name}() %}}({{{{ body | safe }}}}){{% endcomponent render.{name} %}}")
        })
        .concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_body(bodies in prop::collection::vec(body(), 60), with_hooks: bool) {
        let mut site = TestSite::new("").write("templates/components.html", COMPONENTS);
        if with_hooks {
            site = site.write("templates/hooks.html", &hooks());
        }
        for (at, body) in bodies.iter().enumerate() {
            site = site.write(&format!("content/p{at}.md"), &format!("+++\ntitle = 'P'\n+++\n{body}"));
        }
        let site = site.build();
        for (at, body) in bodies.iter().enumerate() {
            let html = site.read(&format!("/p{at}/"));
            // The mark is the last private character that the body does not hold.
            let mark = ('\u{E000}'..='\u{F8FF}').rev().find(|mark| !body.contains(*mark)).unwrap();
            let is_entity = body.contains("&#xF8FF;");
            prop_assert!(is_entity || !html.contains(mark), "{body:?}\n{html}");
        }
    }
}

/// Asserts that a body of `n` times as many parts takes no more than its share of time.
#[track_caller]
fn is_quick(part: &str, n_bytes: usize) {
    let body = part.repeat(n_bytes / part.len());
    let begin = Instant::now();
    unbuilt(&body).write("templates/components.html", COMPONENTS).build();
    let took = begin.elapsed();
    assert!(took < Duration::from_secs(150), "`{part}` × {}: {took:?}", n_bytes / part.len());
}

/// Each of these would take hours if it were looked at again and again.
#[test]
fn long_bodies() {
    let parts = [
        "{{<",
        "{{< a \"",
        "{{</*",
        "a <!--\n",
        "{{< a `",
        "{{< here >}}",
        "{{< note >}}",
        "{{< /note >}}",
        "{{< here >}}\n",
        "$1",
        "\"",
        "'",
        "<!-- more -->",
        "```css\na:b;c:d{",
        "word ",
        "[^1] ",
        "# a\n",
    ];
    parts.into_iter().for_each(|part| is_quick(part, 60_000));
}

#[test]
fn ten_megabytes() {
    is_quick("A line of *prose* with a [link](b.md) and `code`.\n\n", 10 << 20);
}
