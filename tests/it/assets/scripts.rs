//! Scripts, integrity, and what is copied as it is.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use super::sheets::{body, served, site};
use crate::support::site::TestSite;

#[test]
fn a_script_is_copied_under_a_name_with_its_digest() {
    let script = "import './b.js'\n// a comment stays\nlet a  =  1;\n";
    let site = site("js/a.js", &format!("-- assets/js/a.js --\n{script}")).build().found([]);
    assert_eq!(body(&site), script);
    assert!(served(&site).0.starts_with("/assets/js/a.") && served(&site).0.ends_with(".js"));
    let entry = site.built().output.entries().find(|entry| entry.path.as_str() == served(&site).0).unwrap();
    assert_eq!(entry.media_type, "text/javascript; charset=utf-8");
}

#[test]
fn integrity_is_that_of_the_bytes_that_are_served() {
    for (asset, files) in [
        ("a.mjs", "-- assets/a.mjs --\nlet a = 1\n"),
        ("a.css", "-- assets/a.css --\n.a { color: red }\n"),
        ("a.css", "-- assets/a.scss --\n.a { .b & { color: red } }\n"),
    ] {
        let site = site(asset, files).build().found([]);
        assert_eq!(served(&site).1, format!("sha384-{}", openssl(&body(&site))), "{asset}");
    }
}

/// Returns what another program takes for the digest, in Base64.
fn openssl(text: &str) -> String {
    let script = "import sys, hashlib, base64; print(base64.b64encode(hashlib.sha384(sys.stdin.buffer.read()).digest()).decode())";
    let mut child =
        Command::new("python3").args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap().trim().to_owned()
}

#[test]
fn only_sheets_and_scripts_have_an_integrity() {
    let site = site("a.svg", "-- assets/a.svg --\n<svg/>\n").build();
    let site = site.told_about("`a.svg` has no integrity");
    site.write("content/a.md", "+++\n[extra]\nasset = 'b.js'\n+++\n").build().told_about("there is no asset `b.js`");
}

#[test]
fn two_files_of_one_name_are_an_error() {
    let files = "-- assets/css/a.css --\n.a { color: red }\n-- assets/css/a.scss --\n.b { color: red }\n";
    site("css/a.css", files)
        .build()
        .found(["asset-twice assets/css/a.scss:1:1 `css/a.css` and `css/a.scss` would both be served as `css/a.css`"]);
}

#[test]
fn static_files_are_not_touched() {
    let files: [(&str, &[u8]); 5] = [
        ("a.css", b"@import 'no.css';\n.a  { color: url(no.png) ;;; }}}\xff"),
        ("b.scss", b"$a: ;"),
        ("_c.scss", b"{{{"),
        ("d.js", b"\xef\xbb\xbflet a;"),
        ("e/f.svg", b"<svg onload='x()'><!-- c --></svg>"),
    ];
    let site = TestSite::new("-- content/a.md --\na\n");
    for (name, bytes) in files {
        let file = site.path().join("static").join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    let site = site.build().found([]);
    for (name, bytes) in files {
        assert_eq!(fs::read(site.path().join("public").join(name)).unwrap(), bytes, "{name}");
    }
}
