//! Each command: its wiring, its text, its exit code.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use snapbox::{assert_data_eq, str};

use crate::support::command::{Ended, Running, run, seawall};
use crate::support::servers::http::{self, Answer};
use crate::support::site::{TestSite, tree};

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org'
title = 'Test'
-- content/_index.md --
+++
title = 'Home'
+++
-- content/a.md --
+++
title = 'A'
+++
one
-- content/draft.md --
+++
title = 'Draft'
draft = true
+++
-- content/later.md --
+++
title = 'Later'
publish_at = 2027-01-01T00:00:00Z
+++
";

fn build(site: &TestSite, arguments: &[&str]) -> Ended {
    let fixed = ["build", "--at", "2026-11-23"];
    let with_clock = !arguments.contains(&"--at");
    let arguments = [&fixed[..if with_clock { 3 } else { 1 }], arguments].concat();
    run(seawall(&arguments).current_dir(site.path()))
}

/// Builds, which must go well, and returns what it said.
#[track_caller]
fn built(site: &TestSite, arguments: &[&str]) -> Ended {
    let ended = build(site, arguments);
    assert_eq!(ended.code, 0, "{ended:?}");
    ended
}

#[test]
fn a_build_says_one_line_and_leaves_a_folder() {
    let site = TestSite::bare(SITE);
    let ended = built(&site, &[]);
    assert_eq!(ended.stdout, "");
    let line = ended.stderr.split(" in ").next().unwrap();
    assert_eq!(line, "built 2 pages, 2 assets, 7 artifacts, 9 steps run, 7 written");
    assert!(site.read("/a/").contains("<p>one</p>"));
}

#[test]
fn json_has_the_documented_fields() {
    let ended = built(&TestSite::bare(SITE), &["--json"]);
    assert_eq!(ended.stderr, "");
    let mut result = ended.json();
    assert!(result["seconds"].take().is_number());
    assert!(result["cache"].take().is_object());
    assert_data_eq!(
        serde_json::to_string_pretty(&result).unwrap(),
        str![[r#"
{
  "format": "seawall.build/1",
  "pages": 2,
  "assets": 2,
  "artifacts": 7,
  "steps_run": 9,
  "steps_kept": 0,
  "images_encoded": 0,
  "written": 7,
  "removed": 0,
  "errors": 0,
  "warnings": 0,
  "seconds": null,
  "findings": [],
  "cache": null
}
"#]]
    );
}

#[test]
fn json_of_a_failure_has_the_documented_fields() {
    let site = TestSite::bare(SITE).edit("content/a.md", "one", "[x](@/no.md)");
    let ended = build(&site, &["--json"]);
    assert_eq!(ended.code, 1);
    let mut json = ended.json();
    json["seconds"] = 0.into();
    assert!(json["cache"].take().is_object());
    assert_data_eq!(
        serde_json::to_string_pretty(&json).unwrap(),
        str![[r#"
{
  "format": "seawall.failure/1",
  "error": "the site has errors",
  "exit_code": 1,
  "hints": [],
  "findings": [
    {
      "severity": "error",
      "code": "link-broken",
      "message": "`@/no.md` leads to no page",
      "place": {
        "file": "content/a.md",
        "offset": 20,
        "length": 12,
        "line": 4,
        "column": 1
      },
      "hint": "did you mean `@/a.md`?"
    }
  ],
  "pages": 2,
  "assets": 2,
  "artifacts": 7,
  "steps_run": 9,
  "steps_kept": 0,
  "images_encoded": 0,
  "written": 7,
  "removed": 0,
  "errors": 1,
  "warnings": 0,
  "seconds": 0,
  "cache": null
}
"#]]
    );
}

#[test]
fn quiet_says_errors_only() {
    let site = TestSite::bare(SITE).edit("content/a.md", "title", "titel");
    let ended = built(&site, &["--quiet"]);
    assert_eq!((&*ended.stdout, &*ended.stderr), ("", ""));
    let ended = build(&site.edit("content/a.md", "one", "[x](@/no.md)"), &["--quiet"]);
    assert_eq!((ended.code, &*ended.stdout), (1, ""));
    assert!(ended.stderr.starts_with("error[link-broken]") && !ended.stderr.contains("warning"), "{}", ended.stderr);
}

#[test]
fn output_goes_where_it_is_told() {
    let site = TestSite::bare(SITE);
    built(&site, &["--output", "elsewhere/site"]);
    assert!(site.path().join("elsewhere/site/a/index.html").exists());
    assert!(!site.path().join("public").exists());
}

#[test]
fn nothing_is_built_among_the_sources_or_by_two_at_once() {
    let site = TestSite::bare(SITE);
    for folder in ["assets/x", "content", "static/deep/er"] {
        let output = site.path().join(folder);
        let ended = build(&site, &["--output", output.to_str().unwrap()]);
        assert_eq!(ended.code, 2);
        assert!(ended.stderr.contains("where the sources of the site are"), "{}", ended.stderr);
        assert!(!output.join(".seawall-output").exists());
    }
    let output = site.path().join("public");
    let first = seawall::base::sink::Folder::open(&output).unwrap();
    let ended = build(&site, &[]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("another build is writing there"), "{}", ended.stderr);
    drop(first);
    built(&site, &[]);
}

#[test]
fn base_url_replaces_that_of_the_site() {
    let site = TestSite::bare(SITE);
    built(&site, &["--base-url", "https://preview.example/42"]);
    assert!(site.read("/a/").contains("<link rel=\"canonical\" href=\"https://preview.example/42/a/\">"));
    let ended = build(&site, &["--base-url", "preview"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("`preview` is not the address of a site"), "{}", ended.stderr);
}

#[test]
fn drafts_and_the_clock_choose_pages() {
    let site = TestSite::bare(SITE);
    let pages = |arguments: &[&str]| built(&site, &[arguments, &["--json"]].concat()).json()["pages"].clone();
    assert_eq!(pages(&[]), 2);
    assert_eq!(pages(&["--drafts"]), 3);
    assert_eq!(pages(&["--at", "2027-01-01T00:59:59+01:00"]), 2);
    assert_eq!(pages(&["--at", "2027-01-01T01:00:00+01:00"]), 3);
    assert_eq!(pages(&["--drafts", "--at", "2027-01-01"]), 4);
}

#[test]
fn without_a_cache_nothing_is_remembered() {
    let site = TestSite::bare(SITE);
    let steps = |arguments: &[&str]| built(&site, &[arguments, &["--json"]].concat()).json()["steps_run"].clone();
    assert_eq!(steps(&["--no-cache"]), 9);
    assert!(!site.path().join(".cache").exists());
    assert_eq!(steps(&[]), 9);
    assert_eq!(steps(&[]), 0);
    assert_eq!(steps(&["--no-cache"]), 9);
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let site = TestSite::bare(SITE);
    built(&site, &["--no-cache", "--jobs", "1", "--output", "one"]);
    built(&site, &["--no-cache", "--jobs", "4", "--output", "four"]);
    assert!(tree(&site.path().join("one")) == tree(&site.path().join("four")));
    assert_eq!(build(&site, &["--jobs", "0"]).code, 2);
}

#[test]
fn explain_says_what_ran_and_why() {
    let site = TestSite::bare(SITE);
    built(&site, &[]);
    let site = site.edit("content/a.md", "one", "two");
    let ended = built(&site, &["--explain"]);
    let (steps, _) = ended.stderr.split_once("built ").unwrap();
    let told = "2 steps ran, 7 stood\ntext (1)\n  its file changed: a.md\npage (1)\n  its rendered text changed: /a/\n";
    assert_eq!(steps, told);
    assert!(built(&site, &["--explain"]).stderr.starts_with("no step ran: all 9 stood\nbuilt "));
}

#[test]
fn findings_are_told_to_github() {
    let site = TestSite::bare(SITE).edit("content/a.md", "one", "[x](@/no.md)");
    let ended = run(seawall(&["build"]).current_dir(site.path()).env("GITHUB_ACTIONS", "true"));
    let line = ended.stderr.lines().find(|line| line.starts_with("::"));
    let expected = "::error file=content/a.md,line=4,col=1,title=link-broken::`@/no.md` leads to no page%0A";
    assert!(line.is_some_and(|line| line.starts_with(expected)), "{line:?}");
}

#[test]
fn a_new_site_builds_without_findings_and_publishes_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let here = |arguments: &[&str]| run(seawall(arguments).current_dir(folder.path()));
    let ended = here(&["init", "our-town", "--at", "2026-11-23"]);
    assert_eq!((ended.code, &*ended.stdout), (0, "made `our-town`\n"), "{ended:?}");
    assert_data_eq!(
        ended.stderr,
        str![[r#"
next: seawall serve our-town
      seawall publish our-town --serve

"#]]
    );

    let result = here(&["build", "our-town", "--json"]).json();
    assert_eq!((&result["pages"], &result["findings"]), (&4.into(), &serde_json::json!([])));
    let ended = here(&["publish", "our-town"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.stdout.starts_with("published to `local`: 15 uploaded"), "{}", ended.stdout);
    let page = fs::read_to_string(folder.path().join("our-town/public/news/first/index.html")).unwrap();
    assert!(page.contains("our town") && page.contains("2026-11-23"), "{page}");
}

#[test]
fn a_title_may_hold_anything() {
    let folder = tempfile::tempdir().unwrap();
    let here = |arguments: &[&str]| run(seawall(arguments).current_dir(folder.path()));
    assert_eq!(here(&["init", "x", "--title", "A \"B\" \\ <C> & DAY"]).code, 0);
    assert_eq!(here(&["build", "x"]).code, 0);
    let page = fs::read_to_string(folder.path().join("x/public/index.html")).unwrap();
    assert!(page.contains("A &quot;B&quot; \\ &lt;C&gt; &amp; DAY"), "{page}");
}

#[test]
fn init_replaces_nothing() {
    let site = TestSite::bare("-- used/mine.txt --\nmine\n-- file --\n");
    for name in ["used", "file"] {
        let ended = run(seawall(&["init", name]).current_dir(site.path()));
        assert_eq!(ended.code, 2);
        let expected = format!("error: `{name}` exists and is not an empty folder.\nhint: choose another name\n");
        assert_eq!(ended.stderr, expected);
    }
    assert_eq!(tree(site.path()).len(), 2);
}

/// A site that is served while it is edited.
struct Served {
    site: TestSite,
    server: Running,
}

impl Served {
    fn new(text: &str) -> Self {
        let site = TestSite::bare(text);
        let folder = site.path().to_str().unwrap().to_owned();
        let server = Running::start(&mut seawall(&["serve", &folder, "--port", "0", "--at", "2026-11-23"]));
        Self { site, server }
    }

    fn ask(&self, method: &str, path: &str) -> Answer {
        http::send(http::port(&self.server.address), method, path, "").unwrap()
    }

    fn edit(self, path: &str, before: &str, after: &str) -> Self {
        Self { site: self.site.edit(path, before, after), server: self.server }
    }

    /// Asks for a page until it says `text`.
    #[track_caller]
    fn until(self, path: &str, text: &str) -> Self {
        let deadline = Instant::now() + Duration::from_secs(60);
        while !self.ask("GET", path).body.contains(text) {
            assert!(Instant::now() < deadline, "`{path}` never says `{text}`");
        }
        self
    }
}

#[test]
fn the_dev_server_says_that_it_builds_first() {
    let site = TestSite::bare("").write("seawall.toml", "base_url = 'nope'\n");
    let ended = run(&mut seawall(&["serve", site.path().to_str().unwrap(), "--port", "0"]));
    assert_eq!((ended.code, &*ended.stdout), (2, ""), "{ended:?}");
    assert!(ended.stderr.starts_with("building; http://127.0.0.1:"), "{}", ended.stderr);
}

#[test]
fn the_dev_server_answers_as_the_edge_would() {
    let served = Served::new(SITE);
    let page = served.ask("GET", "/a/");
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(page.body.contains("<p>one</p>"));

    let moved = served.ask("GET", "/a?q=1");
    assert_eq!((moved.status, moved.header("location")), (301, Some("/a/?q=1")));

    let missing = served.ask("GET", "/nowhere/");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("Page not found"));

    let head = served.ask("HEAD", "/a/");
    assert_eq!((head.status, &*head.body), (200, ""));
    assert_eq!(head.header("content-length"), Some(&*page.body.len().to_string()));

    let refused = served.ask("POST", "/a/");
    assert_eq!((refused.status, refused.header("allow")), (405, Some("GET, HEAD")));

    for path in ["/../seawall.toml", "/%2e%2e/seawall.toml", "/.seawall-output", "/a/%00", "/%ff"] {
        assert_eq!(served.ask("GET", path).status, 404, "{path}");
    }
    assert_eq!(served.ask("GET", "/a/index.html").status, 200);
    assert_eq!(served.ask("GET", "/draft/").status, 200, "drafts are shown to their author");
    assert_eq!(served.ask("GET", "/later/").status, 404);
}

#[test]
fn the_dev_server_follows_edits_and_writes_nothing() {
    let served = Served::new(SITE).edit("content/a.md", "one", "two").until("/a/", "<p>two</p>");
    let served = served.edit("seawall.toml", "'Test'", "'Other'").until("/a/", "Other");
    assert!(!served.site.path().join("public").exists());
}

#[test]
fn an_error_leaves_the_last_good_page() {
    let served = Served::new(SITE);
    // The home page shows when the build with the error is through.
    let served = served.edit("content/_index.md", "+++\n", "+++\ndescription = 'first'\n");
    let served = served.edit("content/a.md", "title = 'A'", "title = ").edit("content/_index.md", "first", "second");
    let served = served.until("/", "second");
    assert!(served.ask("GET", "/a/").body.contains("<p>one</p>"));
    let served = served.edit("content/a.md", "title = ", "title = 'A'").edit("content/a.md", "one", "two");
    served.until("/a/", "<p>two</p>");
}

#[test]
fn a_broken_template_or_configuration_leaves_all_pages() {
    let served = Served::new(SITE);
    let site = served.site.write("templates/page.html", "{% if").write("static/mark.txt", "seen");
    // Static files need no template, so they show when the broken one was met.
    let served = Served { site, server: served.server }.until("/mark.txt", "seen");
    assert_eq!((served.ask("GET", "/a/").status, served.ask("GET", "/").status), (200, 200));

    let site = served.site;
    let configuration = site.path().join("seawall.toml");
    let text = fs::read_to_string(&configuration).unwrap();
    fs::remove_file(&configuration).unwrap();
    let served = Served { site, server: served.server };
    assert_eq!(served.ask("GET", "/a/").status, 200);
    fs::write(&configuration, text).unwrap();
    fs::remove_file(served.site.path().join("templates/page.html")).unwrap();
    served.edit("content/a.md", "one", "two").until("/a/", "<p>two</p>");
}

#[test]
fn wrong_usage_ends_with_2() {
    let site = TestSite::bare(SITE).write("seawall.toml", "[targets.production]\nbucket = 'abc'\n");
    for (arguments, expected) in [
        (&["bild"][..], "tip: a similar subcommand exists: 'build'"),
        (&["build", "--drats"][..], "tip: a similar argument exists: '--drafts'"),
        (&["build", "--at", "yesterday"][..], "`yesterday` is neither an instant"),
        (&["init"][..], "<NAME>"),
        (&["publish", "--port", "1"][..], "--serve"),
        (&["publish", "--serve", "--dry-run"][..], "cannot be used with"),
        (&["publish", "--target", "produktion"][..], "hint: did you mean `--target production`?"),
        (&["publish", "--target", "x"][..], "hint: `seawall.toml` has no `[targets.x]`; targets: `production`"),
        (&["publish", "--serve"][..], "hint: add `--target local`, or leave `--serve` out"),
        (&[][..], "Usage: seawall"),
    ] {
        let ended = run(seawall(arguments).current_dir(site.path()));
        assert_eq!((ended.code, &*ended.stdout), (2, ""), "{arguments:?}: {ended:?}");
        assert!(ended.stderr.contains(expected), "{arguments:?}: {}", ended.stderr);
    }
}

/// `seawall build --json | head -0`
#[test]
fn nobody_needs_to_listen() {
    let site = TestSite::bare(SITE);
    for arguments in [&["build", "--json"][..], &["publish"], &["build", "--help"], &["init", "new"]] {
        let mut command = seawall(arguments);
        let mut child = command.current_dir(site.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {stderr}");
        assert!(!stderr.contains("panicked"), "{stderr}");
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let ended = run(&mut seawall(&["--version"]));
    assert_eq!(ended.stdout, concat!("seawall ", env!("CARGO_PKG_VERSION"), "\n"));
}

/// The help texts are the manual.
#[test]
fn help_of_the_program() {
    assert_data_eq!(
        help_of(&["--help"]),
        str![[r#"
Build a site from Markdown and publish it to object storage behind a CDN.

`seawall publish` without any target builds the site and publishes it to a store on this machine, so
that the whole way can be tried at once. Data goes to standard output, all else to standard error.

Exit codes: 0 done · 1 the site has errors · 2 usage or configuration · 3 conflict with another
publish · 4 the cloud refused · 70 a bug in Seawall.

Usage: seawall [OPTIONS] <COMMAND>

Commands:
  build    Build the site into a folder
  publish  Build the site and make it live
  serve    Serve the site from memory, build again whenever a file changes, and refresh the browser
  why      Tell where what is served at an address comes from, and whether it would be built again
           now
  init     Make a new site that builds and publishes at once
  help     Print this message or the help of the given subcommand(s)

Options:
  -h, --help
          Print help (see a summary with '-h')

  -V, --version
          Print version

Common options:
      --json
          Print one JSON object on standard output instead of text

  -q, --quiet
          Print nothing but errors and what was asked for

  -v, --verbose
          Print all of it: every step that ran and why, every question

      --color <WHEN>
          Whether to use color

          Possible values:
          - auto:   On a terminal, unless `NO_COLOR` is set
          - always: Always
          - never:  Never
          
          [default: auto]

      --at <INSTANT>
          Hold the clock at this instant or date (`2026-11-23T21:00:00+01:00`) instead of now

      --no-cache
          Neither read nor write the cache of earlier builds

      --jobs <N>
          Use this many threads; all cores by default

"#]]
    );
}

#[test]
fn help_of_build() {
    assert_data_eq!(
        help_of(&["build", "--help"]),
        str![[r#"
Build the site into a folder.

Only what changed since the last build is rendered again, and only files whose bytes differ are
written. Files in the output folder that no build wrote are never touched; a folder that holds such
files from the start is refused.

Usage: seawall build [OPTIONS] [SITE]

Arguments:
  [SITE]
          The folder that holds `seawall.toml`
          
          [default: .]

Options:
      --content <DIR>
          Read the Markdown from this folder instead of `content`

      --base-url <URL>
          Build for this address instead of the `base_url` of `seawall.toml`

      --no-before
          Do not run the commands of `[build] before`

  -o, --output <DIR>
          Write the site there; `public` below the site by default

      --drafts
          Build drafts too

      --verify
          Build once more without the cache, write nothing, and compare: each address that differs
          is a bug of ours

      --explain
          Print which steps ran and why, the causes first; `-v` prints every one

      --timings
          Print where the time went: phases, the slowest steps, templates, components, functions

  -h, --help
          Print help (see a summary with '-h')


"#]]
    );
}

#[test]
fn help_of_publish() {
    assert_data_eq!(
        help_of(&["publish", "--help"]),
        str![[r#"
Build the site and make it live.

Without any `[targets.NAME]` in `seawall.toml` it publishes to a store on this machine, below
`.seawall-local/`. Only what differs from the live release is uploaded, assets before the pages that
refer to them. A site with errors is not published. A publish that breaks off may leave some pages
new and some old, none of which refers to anything missing; the next one makes it whole.

Credentials are found as the AWS command line finds them: environment, profile, single sign-on, web
identity (OIDC), instance role. `AWS_ENDPOINT_URL_S3` and `AWS_ENDPOINT_URL_CLOUDFRONT` work.

Usage: seawall publish [OPTIONS] [SITE]

Arguments:
  [SITE]
          The folder that holds `seawall.toml`
          
          [default: .]

Options:
      --content <DIR>
          Read the Markdown from this folder instead of `content`

      --base-url <URL>
          Build for this address instead of the `base_url` of `seawall.toml`

      --no-before
          Do not run the commands of `[build] before`

  -t, --target <NAME>
          Publish to this target; `local` is the store on this machine

  -o, --output <DIR>
          Build into this folder on the way; `public` below the site by default

      --verify
          Build once more without the cache, and publish nothing unless both builds are alike

      --explain
          Print which steps ran and why, the causes first; `-v` prints every one

      --timings
          Print where the time went: phases, the slowest steps, templates, components, functions

      --dry-run
          Print what would be done, and do nothing

      --adopt
          Publish to a bucket that holds something else already

      --serve
          Afterwards serve the published site through the edge on 127.0.0.1 until Ctrl-C

      --port <PORT>
          Serve on this port; a free one by default

  -h, --help
          Print help (see a summary with '-h')


"#]]
    );
}

#[test]
fn help_of_serve() {
    assert_data_eq!(
        help_of(&["serve", "--help"]),
        str![[r#"
Serve the site from memory, build again whenever a file changes, and refresh the browser.

Only pages that changed are loaded again. Errors are printed and shown in the browser, and the last
good page stays. Nothing is written but the cache.

Usage: seawall serve [OPTIONS] [SITE]

Arguments:
  [SITE]
          The folder that holds `seawall.toml`
          
          [default: .]

Options:
      --content <DIR>
          Read the Markdown from this folder instead of `content`

      --base-url <URL>
          Build for this address instead of the `base_url` of `seawall.toml`

      --no-before
          Do not run the commands of `[build] before`

      --port <PORT>
          Serve on this port of 127.0.0.1; 0 for a free one
          
          [default: 1111]

      --no-drafts
          Leave drafts out

      --no-reload
          Serve pages as they are, without the script that refreshes them

  -h, --help
          Print help (see a summary with '-h')


"#]]
    );
}

#[test]
fn help_of_init() {
    assert_data_eq!(
        help_of(&["init", "--help"]),
        str![[r#"
Make a new site that builds and publishes at once.

Makes the folder NAME with a configuration, a home page and a first piece of news. A folder that
holds something already is refused.

Usage: seawall init [OPTIONS] <NAME>

Arguments:
  <NAME>
          The folder to make

Options:
      --title <TITLE>
          The title of the site; made from NAME by default

  -h, --help
          Print help (see a summary with '-h')


"#]]
    );
}

/// Returns a help text; the common options are shown with that of the program only.
fn help_of(arguments: &[&str]) -> String {
    let ended = run(&mut seawall(arguments));
    assert_eq!((ended.code, &*ended.stderr), (0, ""));
    let (own, common) = ended.stdout.split_once("Common options:\n").unwrap();
    if arguments.len() > 1 { own.to_owned() } else { format!("{own}Common options:\n{common}") }
}
