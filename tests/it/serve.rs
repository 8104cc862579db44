//! The dev server while a site is edited: what open pages are told.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::command::{Running, run, seawall};
use crate::support::servers::http;
use crate::support::site::TestSite;

const SITE: &str = "
-- content/a.md --
+++
title = 'A'
+++
one
-- content/b.md --
+++
title = 'B'
+++
one
-- static/plain.css --
main { color: red }
";

/// A change that nobody tells of within this time is lost.
const PATIENCE: Duration = Duration::from_secs(60);

fn serve(site: &TestSite, more: &[&str]) -> Running {
    let mut arguments = vec!["serve", site.path().to_str().unwrap(), "--port", "0", "--at", "2026-11-23"];
    arguments.extend(more);
    Running::start(&mut seawall(&arguments))
}

fn body(server: &Running, path: &str) -> String {
    http::send(http::port(&server.address), "GET", path, "").unwrap().body
}

/// Returns the mark in a page.
fn mark(server: &Running, path: &str) -> String {
    let page = body(server, path);
    let (_, rest) = page.rsplit_once("<script async src=\"/.seawall/live.js\" data-page=\"").expect("a script");
    rest.split_once("\"></script>\n").expect("it is the last thing").0.to_owned()
}

/// What an open page hears.
struct Page(BufReader<TcpStream>);

impl Page {
    fn open(server: &Running, path: &str) -> Self {
        let port = http::port(&server.address);
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET /.seawall/live{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").unwrap();
        let mut page = Self(BufReader::new(stream));
        let mut head = String::new();
        while page.0.read_line(&mut head).unwrap() > 2 {}
        assert!(head.starts_with("HTTP/1.1 200") && head.contains("text/event-stream"), "{head}");
        assert!(!head.to_lowercase().contains("access-control"), "{head}");
        page
    }

    /// Returns what it hears next.
    #[track_caller]
    fn next(&mut self) -> Value {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended");
            if let Some(json) = line.strip_prefix("data: ") {
                return serde_json::from_str(json).unwrap();
            }
        }
    }

    /// Listens until it hears something that `is_it`.
    #[track_caller]
    fn until(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        let started = Instant::now();
        loop {
            let told = self.next();
            if is_it(&told) {
                return told;
            }
            assert!(started.elapsed() < PATIENCE, "{told}");
        }
    }
}

fn errors(told: &Value) -> usize {
    told["errors"].as_array().unwrap().len()
}

#[test]
fn an_edit_is_told_to_the_pages_that_it_changes() {
    let site = TestSite::new(SITE);
    let server = serve(&site, &[]);
    let (mut a, mut b) = (Page::open(&server, "/a/"), Page::open(&server, "/b/"));
    let (first, of_b) = (mark(&server, "/a/"), mark(&server, "/b/"));
    assert_eq!((a.next()["page"].clone(), b.next()["page"].clone()), (first.clone().into(), of_b.clone().into()));
    let site = site.edit("content/a.md", "one", "two");
    let told = a.next()["page"].clone();
    assert_ne!(told, first);
    assert_eq!(told, mark(&server, "/a/"), "whoever loads the page now has nothing to load again");
    // Were there an event for the first edit, it would come before that of the second.
    let _site = site.edit("content/b.md", "one", "two");
    let told = b.next()["page"].clone();
    assert_ne!(told, of_b);
    assert_eq!(told, mark(&server, "/b/"));
    // A page that was loaded before and opens its stream only now is told that it is old.
    assert_ne!(Page::open(&server, "/a/").next()["page"], first);
}

#[test]
fn two_edits_in_a_row_end_at_the_second() {
    let site = TestSite::new(SITE);
    let server = serve(&site, &[]);
    let mut a = Page::open(&server, "/a/");
    a.next();
    let _site = site.edit("content/a.md", "one", "two").edit("content/a.md", "two", "three");
    let told = a.until(|_| body(&server, "/a/").contains("three"));
    let now = mark(&server, "/a/");
    if told["page"] != *now {
        a.until(|told| told["page"] == *now);
    }
}

#[test]
fn an_error_is_told_until_it_is_mended() {
    let site = TestSite::new(SITE);
    let server = serve(&site, &[]);
    let mut a = Page::open(&server, "/a/");
    assert_eq!(errors(&a.next()), 0);
    let site = site.edit("content/b.md", "one", "[x](@/<script>alert(1)</script>.md)");
    let told = a.until(|told| errors(told) > 0);
    assert_eq!(told["page"], *mark(&server, "/a/"));
    assert!(told["errors"][0]["place"].as_str().unwrap().starts_with("content/b.md:4:"), "{told}");
    let late = Page::open(&server, "/b/").next();
    assert_eq!(late["errors"], told["errors"]);
    let site = site.edit("content/b.md", "[x](@/<script>alert(1)</script>.md)", "two");
    a.until(|told| errors(told) == 0);
    // The configuration.
    let site = site.write("seawall.toml", "base_url = 3\n");
    let told = a.until(|told| errors(told) > 0);
    assert!(told["errors"][0]["place"].as_str().unwrap().starts_with("seawall.toml:1:"), "{told}");
    let _site = site.write("seawall.toml", "base_url = 'https://example.org'\ntitle = 'Test'\n");
    a.until(|told| errors(told) == 0);
    assert!(body(&server, "/b/").contains("two"));
}

#[test]
fn pages_come_and_go() {
    let site = TestSite::new(SITE);
    let server = serve(&site, &[]);
    let mut new = Page::open(&server, "/new/deep/");
    assert_eq!(new.next()["page"], *mark(&server, "/new/deep/"));
    // In folders that are not there yet.
    let site = site.write("content/new/deep.md", "+++\ntitle = 'Deep'\n+++\nhello\n");
    new.until(|_| body(&server, "/new/deep/").contains("hello"));
    let site = site.edit("content/new/deep.md", "hello", "goodbye");
    new.until(|_| body(&server, "/new/deep/").contains("goodbye"));
    let _site = site.remove("content/new/deep.md");
    new.until(|_| body(&server, "/new/deep/").contains("nothing here"));
}

#[test]
fn a_style_sheet_whose_name_stays_changes_its_pages() {
    let link = "<link rel=\"stylesheet\" href=\"/plain.css\"><title>T</title><main>{{ page.content | safe }}</main>";
    let site = TestSite::new(SITE).write("templates/page.html", link);
    let server = serve(&site, &[]);
    let mut a = Page::open(&server, "/a/");
    let first = a.next();
    let _site = site.write("static/plain.css", "main { color: blue }\n");
    assert_ne!(a.next()["page"], first["page"]);
}

#[test]
fn markdown_from_elsewhere_is_watched() {
    let (site, other) = (TestSite::new(SITE), TestSite::bare("-- a.md --\nhello\n"));
    let server = serve(&site, &["--content", other.path().to_str().unwrap()]);
    let mut a = Page::open(&server, "/a/");
    a.next();
    let _other = other.write("a.md", "goodbye\n");
    a.until(|_| body(&server, "/a/").contains("goodbye"));
}

#[cfg(unix)]
#[test]
fn what_lies_behind_a_link_is_watched() {
    let site = TestSite::new(SITE).write("notes/c.md", "hello\n");
    std::os::unix::fs::symlink("../notes", site.path().join("content/notes")).unwrap();
    let server = serve(&site, &[]);
    let mut page = Page::open(&server, "/notes/c/");
    page.next();
    let site = site.write("notes/c.md", "second\n");
    page.until(|_| body(&server, "/notes/c/").contains("second"));
    let _site = site.write("notes/c.md", "third\n");
    page.until(|_| body(&server, "/notes/c/").contains("third"));
}

#[test]
fn pages_are_left_alone_where_that_is_wished() {
    let site = TestSite::new(SITE);
    let server = serve(&site, &["--no-reload"]);
    assert!(!body(&server, "/a/").contains("<script"));
    let port = http::port(&server.address);
    for path in ["/.seawall/live.js", "/.seawall/live/a/"] {
        assert_eq!(http::send(port, "GET", path, "").unwrap().status, 404, "{path}");
    }
}

#[test]
fn nothing_of_it_is_built() {
    let site = TestSite::new(SITE);
    drop(serve(&site, &[]));
    assert_eq!(run(&mut seawall(&["build", site.path().to_str().unwrap()])).code, 0);
    for (path, bytes) in crate::support::site::tree(&site.path().join("public")) {
        let text = String::from_utf8_lossy(&bytes);
        // The list of what is ours is no part of the site.
        let is_ours = path.ends_with(".seawall-output");
        assert!(is_ours || !text.contains("/.seawall/"), "{}", path.display());
    }
}
