//! `--verify`: a build and a clean one beside it.

use std::fs::{self, File};
use std::path::Path;

use seawall::base::artifact::CacheClass;
use seawall::base::output::Output;
use seawall::base::progress::Silent;
use seawall::base::sink::Folder;
use seawall::incremental::Store;
use seawall::pipeline::{self, Order};
use serde_json::json;

use crate::support::command::{Ended, run, seawall};
use crate::support::pictures::photo_jpeg;
use crate::support::site::{TestSite, tree};

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org'
[images]
widths = [10]
-- content/_index.md --
![pier](pier.jpg) welcome
-- content/a.md --
+++
title = 'A'
+++
one
";

fn site() -> TestSite {
    TestSite::new(SITE).put_bytes("content/pier.jpg", &photo_jpeg(40, 30))
}

fn build(site: &TestSite, arguments: &[&str]) -> Ended {
    let path = site.path().to_str().unwrap();
    run(&mut seawall(&[&["build", path, "--at", "2026-11-23"], arguments].concat()))
}

/// Writes other bytes of the same length into a file, which keeps its time: only its bytes tell.
fn replace_unseen(file: &Path, before: &str, after: &str) {
    assert_eq!(before.len(), after.len());
    let (text, time) = (fs::read_to_string(file).unwrap(), fs::metadata(file).unwrap().modified().unwrap());
    assert!(text.contains(before), "{text}");
    fs::write(file, text.replacen(before, after, 1)).unwrap();
    File::options().append(true).open(file).unwrap().set_modified(time).unwrap();
}

#[test]
fn what_is_alike_is_verified_and_nothing_is_left_behind() {
    let site = site();
    assert_eq!(build(&site, &[]).code, 0);
    // How files look to the file system may be surer the second time.
    let all = || {
        let mut all = tree(site.path());
        all.retain(|path, _| !path.ends_with(".cache/seawall/last"));
        all
    };
    let before = all();
    let ended = build(&site, &["--verify"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    let n = json!(build(&site, &["--json"]).json()["artifacts"]);
    assert!(ended.stderr.ends_with(&format!("verified: {n} artifacts are those of a clean build\n")), "{ended:?}");
    assert!(all() == before, "a build of which nothing changed, and a clean one, write nothing");

    let site = site.edit("content/a.md", "one", "two");
    let verified = build(&site, &["--verify", "--json"]).json();
    assert_eq!((&verified["verified"], &verified["differences"]), (&json!(true), &json!([])));
    assert_eq!((&verified["steps_run"], &verified["images_encoded"]), (&json!(2), &json!(0)), "{verified}");
    assert_eq!(build(&site, &["--json"]).json().get("verified"), None, "nobody asked");
}

#[test]
fn the_bytes_in_the_folder_are_read() {
    let site = site();
    assert_eq!(build(&site, &["--verify"]).code, 0);
    replace_unseen(&site.path().join("public/a/index.html"), "one", "two");
    assert_eq!(build(&site, &[]).code, 0, "size and time are those that were noted");
    let ended = build(&site, &["--verify"]);
    assert_eq!(ended.code, 70, "{ended:?}");
    let line = "/a/ (step `page /a/`): body differs from byte 26 on: \"title>A</title><main><p>two</p>\\n</main>\\n\" here, \
                \"title>A</title><main><p>one</p>\\n</main>\\n\" in a clean build\n";
    assert!(ended.stderr.contains(line), "{}", ended.stderr);
    assert!(ended.stderr.contains("error: this is not what a clean build makes: 1 difference.\n"), "{}", ended.stderr);
    assert!(ended.stderr.contains("hint: remove the output folder and `.cache/seawall`"), "{}", ended.stderr);

    let failure = build(&site, &["--verify", "--json"]);
    let value = failure.json();
    assert_eq!((failure.code, &value["exit_code"], &value["verified"]), (70, &json!(70), &json!(false)));
    let difference = &value["differences"][0];
    assert_eq!((&difference["path"], &difference["step"]), (&json!("/a/"), &json!("page /a/")));
    assert_eq!((&difference["what"], &difference["byte"]), (&json!("body"), &json!(26)));

    fs::remove_file(site.path().join("public/a/index.html")).unwrap();
    assert_eq!(build(&site, &["--verify"]).code, 0, "what is gone is made again");
}

#[test]
fn errors_are_those_of_a_clean_build_too() {
    let site = site();
    assert_eq!(build(&site, &[]).code, 0);
    let site = site.edit("content/a.md", "one", "[x](@/none.md)").write("content/b.md", "new");
    let ended = build(&site, &["--verify", "--json"]);
    let value = ended.json();
    assert_eq!((ended.code, &value["error"], &value["verified"]), (1, &json!("the site has errors"), &json!(true)));
    let site = site.edit("seawall.toml", "base_url", "base_urk");
    assert_eq!(build(&site, &["--verify"]).code, 2);
}

#[test]
fn without_a_cache_pictures_are_encoded_twice() {
    let site = site();
    let value = build(&site, &["--verify", "--no-cache", "--json"]).json();
    assert_eq!((&value["verified"], &value["images_encoded"]), (&json!(true), &json!(1)));
    assert!(!site.path().join(".cache").exists());
}

#[test]
fn a_picture_comes_from_the_shelf() {
    let site = site();
    let encoded = |site: &TestSite| {
        let store = pipeline::store(&order(site), true);
        let folder = Folder::open(site.path().join("public")).unwrap();
        let clean = store.without_steps();
        pipeline::build(&order(site), &store, &folder, &Silent).unwrap();
        let beside = seawall::base::sink::Compared::with(&folder);
        let built = pipeline::build(&order(site), &clean, &beside, &Silent).unwrap();
        assert!(beside.into_others().is_empty());
        built.n_encoded
    };
    assert_eq!(encoded(&site), 0, "the first build has put it there");
}

#[test]
fn what_differs_in_headers_or_findings_is_told() {
    let site = site();
    let (order, store) = (order(&site), Store::in_memory());
    let folder = Folder::open(site.path().join("public")).unwrap();
    let mut built = pipeline::build(&order, &store, &folder, &Silent).unwrap();
    let verify = |built: &pipeline::Built| {
        let differences = pipeline::verify(&order, built, (&Store::in_memory(), &folder), &Silent).unwrap();
        let line = |one: &seawall::base::difference::Difference| {
            let path = one.path.as_ref().map_or("", |path| path.as_str());
            format!("{path} {} {} {}", one.what, one.here, one.clean)
        };
        differences.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(verify(&built), Vec::<String>::new());
    let mut output = Output::default();
    for entry in built.output.entries() {
        let mut entry = entry.clone();
        match entry.path.as_str() {
            "/a/" => entry.class = CacheClass::Live,
            "/" => entry.links = Default::default(),
            "/robots.txt" => continue,
            _ => {}
        }
        assert!(output.add(entry).is_none());
    }
    built.output = output;
    built.findings = [seawall::base::finding::Finding::warning("made-up", "nothing of the kind")].into_iter().collect();
    let found = verify(&built);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found[0].starts_with("/ links [] [\"/"), "{found:?}");
    let rest = [
        "/a/ class live page",
        "/robots.txt artifact nothing an artifact",
        " finding made-up nothing of the kind nothing",
    ];
    assert_eq!(found[1..], rest);
}

#[test]
fn nothing_is_published_that_is_not_verified() {
    let site = site();
    let path = site.path().to_str().unwrap();
    let publish = || run(&mut seawall(&["publish", path, "--verify", "--at", "2026-11-23"]));
    assert_eq!(publish().code, 0);
    let manifests = || fs::read_dir(site.path().join(".seawall-local")).unwrap().count();
    let before = manifests();
    replace_unseen(&site.path().join("public/a/index.html"), "one", "two");
    let ended = publish();
    assert_eq!((ended.code, ended.stdout.as_str(), manifests()), (70, "", before), "{ended:?}");
}

fn order(site: &TestSite) -> Order {
    Order {
        site: site.path().to_owned(),
        content: None,
        clock: "2026-11-23".parse().unwrap(),
        with_drafts: false,
        base_url: None,
    }
}
