//! `seawall why`: which step, which files, which questions, and whether it would be built again.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use snapbox::{assert_data_eq, str};

use super::{ended, ran};
use crate::support::site::{TestSite, tree};

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org'
title = 'Test'
[[menus.main]]
name = 'A'
url = '@/a.md'
-- content/_index.md --
welcome
-- content/a.md --
+++
title = 'A'
aliases = ['/old/']
+++
one {{< note >}}two{{< /note >}}
-- content/b.md --
+++
title = 'B'
+++
[to a](@/a.md)
-- content/draft.md --
+++
draft = true
+++
-- data/votes.json --
{\"yes\": 1}
-- assets/css/site.scss --
@use 'parts';
-- assets/css/_parts.scss --
a { color: red }
-- static/plan.txt --
plan
-- templates/parts.html --
{% component note() %}<b>{{ body }}</b>{% endcomponent %}
{% component votes() %}{% set v = load_data(path=\"votes.json\") %}{{ v.yes }}{% endcomponent %}
-- templates/page.html --
<title>{{ page.title }}</title><main>{{ page.content | safe }}{{ <votes /> }}
{% for one in get_menu(name=\"main\") %}{{ one.name }}{% endfor %}</main>
<link rel=\"stylesheet\" href=\"{{ asset(name=\"css/site.css\") }}\">
";

fn built() -> TestSite {
    TestSite::new(SITE).build()
}

#[track_caller]
fn why(site: &TestSite, address: &str) -> Value {
    let ended = ran(site, &["why", address, "--json"]);
    assert_eq!(ended.stderr, "");
    ended.json()
}

fn files(answer: &Value) -> Vec<&str> {
    answer["files"].as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect()
}

/// What of a step changed: labels and questions.
fn changed(step: &Value) -> Vec<&str> {
    let of = |list: &'static str, key: &'static str| {
        let all = step[list].as_array().unwrap().iter();
        all.filter(|one| one["changed"] == true).map(move |one| one[key].as_str().unwrap())
    };
    of("given", "label").chain(of("asked", "question")).collect()
}

#[test]
fn a_page_is_told_as_an_author_thinks_of_it() {
    let site = built().edit("content/a.md", "one", "three");
    assert_data_eq!(
        ran(&site, &["why", "/a/"]).stdout,
        str![[r#"
/a/
  made by   the step `page /a/`
            its text by `fragment a.md`
  served as text/html; charset=utf-8, 126 bytes, class page
  now       would be built again: its rendered text changed
            and its text would be rendered again: its file changed
            changed since the last build: content/a.md

comes from
* content/a.md          its text and front matter
  templates/page.html   template
  templates/parts.html  components `votes`, `note`
  data/votes.json       data
  seawall.toml          configuration

page /a/ was given
  its template or what that is made of
  what it shows of itself and its neighbors (title, dates, section, list)
* its rendered text
  what templates see of `seawall.toml`
  the choice of its template and how it is written
and asked (3)
  the address of the asset `css/site.css`
  the data file `votes.json`
  the menu `main`

fragment a.md was given
* its file
  its address
  the render hooks of the theme
  what `seawall.toml` says of Markdown, languages, pictures and the address
and asked (1)
  the component `note`

* changed since the last build

"#]]
    );
}

#[test]
fn json_has_the_documented_fields() {
    let answer = why(&built(), "/a/");
    let keys: Vec<&str> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["format", "asked", "url", "state", "artifact", "steps", "files", "used_by", "changed"]);
    assert_eq!((&answer["format"], &answer["state"]), (&json!("seawall.why/1"), &json!("stands")));
    assert_eq!(answer["artifact"]["class"], "page");
    let [page, fragment] = answer["steps"].as_array().unwrap().as_slice() else { panic!("{answer}") };
    assert_eq!((&page["step"], &page["reason"]), (&json!("page /a/"), &Value::Null));
    assert_eq!(fragment["step"], "fragment a.md");
    assert!(page["asked"].as_array().unwrap().contains(
        &json!({ "question": "data votes.json", "words": "the data file `votes.json`", "files": ["data/votes.json"], "changed": false })
    ));
    assert_eq!(page["given"][0]["label"], "template");
    assert_eq!(
        answer["files"][0],
        json!({ "file": "content/a.md", "role": "its text and front matter", "built_in": false })
    );
}

#[test]
fn an_address_is_understood_in_any_form() {
    let site = built();
    let css = fs::read_dir(site.path().join("public/assets/css")).unwrap().next().unwrap().unwrap().file_name();
    let css = format!("/assets/css/{}", css.to_string_lossy());
    for (address, url) in [
        ("/a/", "/a/"),
        ("/a", "/a/"),
        ("a", "/a/"),
        ("/a/index.html", "/a/"),
        ("https://example.org/a/?x=1#y", "/a/"),
        ("http://127.0.0.1:1111/a/", "/a/"),
        ("content/a.md", "/a/"),
        ("./content/a.md", "/a/"),
        ("@/a.md", "/a/"),
        ("public/a/index.html", "/a/"),
        ("/", "/"),
        ("https://example.org", "/"),
        ("/old", "/old/"),
        ("/robots.txt", "/robots.txt"),
        ("static/plan.txt", "/plan.txt"),
        ("plan.txt", "/plan.txt"),
        ("assets/css/site.scss", &css),
        ("/assets/css/site.css", &css),
        (&css, &css),
    ] {
        assert_eq!(why(&site, address)["url"], url, "{address}");
    }
}

#[test]
fn files_are_those_that_it_comes_from() {
    let site = built();
    let check = |address: &str, expected: &[&str]| assert_eq!(files(&why(&site, address)), expected, "{address}");
    check("/b/", &["content/b.md", "templates/page.html", "templates/parts.html", "data/votes.json", "seawall.toml"]);
    check("/404.html", &["templates/404.html", "seawall.toml"]);
    check("assets/css/site.scss", &["assets/css/site.scss", "assets/css/_parts.scss", "seawall.toml"]);
    check("/plan.txt", &["static/plan.txt", "seawall.toml"]);
    check("/old/", &["content/a.md", "seawall.toml"]);
    assert_eq!(why(&site, "assets/css/site.scss")["used_by"], json!(["/a/", "/b/"]));
}

#[test]
fn a_source_file_leads_to_what_is_made_of_it() {
    let site = built();
    let check = |file: &str, expected: &[&str]| {
        let answer = why(&site, file);
        assert_eq!((&answer["file"], &answer["used_by"]), (&json!(file), &json!(expected)));
    };
    check("data/votes.json", &["/a/", "/b/"]);
    check("templates/page.html", &["/a/", "/b/"]);
    check("templates/home.html", &["/"]);
    check("templates/404.html", &["/404.html"]);
    let site = site.write("templates/unused.html", "x");
    assert_eq!(why(&site, "templates/unused.html")["used_by"], json!([]));
    assert!(ran(&site, &["why", "templates/unused.html"]).stdout.contains("nothing that is served comes from it"));
}

#[test]
fn what_changed_is_named() {
    let site = built().edit("data/votes.json", "1", "2");
    let answer = why(&site, "/b/");
    assert_eq!((&answer["state"], &answer["changed"]), (&json!("again"), &json!(["data/votes.json"])));
    assert_eq!(answer["steps"][0]["reason"], json!({ "kind": "answer-changed", "what": "data votes.json" }));
    assert_eq!(changed(&answer["steps"][0]), ["data votes.json"]);
    assert_eq!(why(&site, "/")["state"], "stands");

    let site = built().edit("templates/parts.html", "<b>", "<i>");
    let answer = why(&site, "/a/");
    assert_eq!(changed(&answer["steps"][1]), ["component note"]);
    assert_eq!(why(&site, "/b/")["state"], "stands");

    let site = built().edit("content/a.md", "'A'", "'Z'");
    let answer = why(&site, "/");
    assert_eq!(changed(&answer["steps"][0]), ["context"]);
    assert_eq!(answer["changed"], json!(["content/a.md"]));
}

#[test]
fn more_than_the_first_change_is_told() {
    let site = built().edit("data/votes.json", "1", "2").edit("content/b.md", "'B'", "'C'");
    let answer = why(&site, "/b/");
    assert_eq!(changed(&answer["steps"][0]), ["context", "data votes.json"]);
    assert_eq!(answer["changed"], json!(["content/b.md", "data/votes.json"]));
    assert!(ran(&site, &["why", "/b/"]).stdout.contains("changed, and 1 more thing (see *)"));
}

#[test]
fn what_is_new_and_what_is_gone_is_told() {
    let site = built().write("content/c.md", "third").remove("content/b.md");
    assert_eq!(why(&site, "/c/")["state"], "new");
    let answer = why(&site, "/b/");
    assert_eq!((&answer["state"], &answer["artifact"]), (&json!("gone"), &Value::Null));
    assert_eq!(answer["steps"][0]["step"], "page /b/");
    assert!(ran(&site, &["why", "/b/"]).stdout.contains("would be removed"));
}

#[test]
fn a_file_that_somebody_changed_in_the_output_is_told() {
    let site = built();
    fs::write(site.path().join("public/a/index.html"), "mine").unwrap();
    let answer = why(&site, "/a/");
    assert_eq!((&answer["state"], &answer["steps"][0]["reason"]["kind"]), (&json!("again"), &json!("result-lost")));
}

#[test]
fn it_leaves_everything_as_it_is() {
    let site = built().edit("content/a.md", "one", "two").write("content/c.md", "third").remove("content/b.md");
    let site = site.write("content/p/index.md", "![x](photo.jpg)").write("content/p/photo.jpg", "");
    let before = tree(site.path());
    let list = || fs::read(site.path().join("public/.seawall-output")).unwrap();
    let list_before = list();
    for address in ["/a/", "/c/", "/b/", "data/votes.json"] {
        ran(&site, &["why", address]);
    }
    let changed: Vec<PathBuf> = tree(site.path()).into_keys().filter(|file| !before.contains_key(file)).collect();
    assert_eq!(changed, [""; 0].map(PathBuf::from));
    assert!(tree(site.path()) == before && list() == list_before);
    let site = site.build();
    site.ran([
        "fragment a.md",
        "fragment c.md",
        "fragment p/index.md",
        "image content/p/photo.jpg",
        "page /",
        "page /a/",
        "page /c/",
        "page /p/",
        "sitemap /sitemap.xml",
        "static p/photo.jpg",
    ])
    .encoded(1)
    .same_as_clean_build();
}

#[test]
fn it_waits_for_nobody() {
    let site = built();
    let log = fs::File::open(site.path().join(".cache/seawall/steps.log")).unwrap();
    log.lock().unwrap();
    assert_eq!(why(&site, "/a/")["state"], "stands");
}

#[test]
fn without_a_memory_it_says_what_to_do() {
    let site = TestSite::new(SITE);
    let refused = ended(&site, &["why", "/a/"]);
    assert_eq!(refused.code, 2);
    assert_eq!(
        refused.stderr,
        "error: nothing is remembered of any build.\n\
         hint: run `seawall build` first: `why` tells what it remembers\n"
    );
    assert!(!site.path().join(".cache").exists());
    let site = site.build();
    assert_eq!(ended(&site, &["why", "/a/", "--no-cache"]).code, 2);
    let (log, results) = (site.path().join(".cache/seawall/steps.log"), site.path().join(".cache/seawall/results"));
    fs::remove_file(results).unwrap();
    assert_eq!(why(&site, "/a/")["steps"][1]["reason"]["kind"], "result-lost");
    fs::write(&log, "seawall steps 1 other\n").unwrap();
    assert!(ended(&site, &["why", "/a/"]).stderr.contains("is of another version of Seawall"));
    fs::remove_file(&log).unwrap();
    fs::create_dir(&log).unwrap();
    assert!(ended(&site, &["why", "/a/"]).stderr.contains("what is remembered cannot be read"));
}

#[test]
fn an_unknown_address_is_refused_with_what_was_meant() {
    let site = built();
    let check = |address: &str, hint: &str| {
        let refused = ended(&site, &["why", address]);
        assert_eq!((refused.code, &*refused.stdout), (2, ""));
        assert!(refused.stderr.starts_with(&format!("error: nothing is served at `{address}`.\n")), "{refused:?}");
        assert!(refused.stderr.contains(hint), "{refused:?}");
    };
    check("/robot.txt", "did you mean `/robots.txt`?");
    check("/news/a/", "did you mean `/a/`?");
    check("content/aa.md", "did you mean `content/a.md`?");
    check("content/draft.md", "is it a draft");
    check("/nowhere/at/all/", "name a path such as `/about/`");
}

#[test]
fn a_draft_is_told_where_drafts_were_built() {
    let site = TestSite::new(SITE).with_drafts().build();
    let answer = ran(&site, &["why", "content/draft.md", "--drafts", "--json"]).json();
    assert_eq!((&answer["url"], &answer["state"]), (&json!("/draft/"), &json!("stands")));
}

#[test]
fn a_page_that_cannot_be_built_is_not_told_to_be_gone() {
    let site = built().edit("templates/page.html", "get_menu", "get_menus");
    assert_eq!(ended(&site, &["why", "/a/"]).code, 1);
    let site = built().edit("data/votes.json", "1", "");
    let told = ran(&site, &["why", "/a/"]);
    assert!(told.stdout.contains("now it cannot be, because the site has errors"), "{told:?}");
    assert!(told.stderr.contains("data-syntax") || told.stderr.contains("votes.json"), "{told:?}");
}
