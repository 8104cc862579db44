//! The program is killed in the middle of a build: the next one is right, and nothing is touched that no build
//! wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use super::random::Random;
use crate::support::command::{run, seawall};
use crate::support::pictures::photo_jpeg;
use crate::support::site::{TestSite, tree};

/// How often it is killed.
const N_KILLS: usize = 14;

fn site() -> TestSite {
    let mut site = TestSite::new(
        "
-- seawall.toml --
base_url = 'https://example.org'
[search]
enabled = true
[images]
widths = [8, 16]
-- content/_index.md --
![pier](pier.jpg)
",
    );
    for n in 0..60 {
        let text = format!("+++\ntitle = 'Page {n}'\n+++\nbody {n} [home](@/_index.md)\n");
        site = site.write(&format!("content/p{n}.md"), &text);
    }
    site.put_bytes("content/pier.jpg", &photo_jpeg(40, 30))
        .write("notes.txt", "not of the site")
        .write("public.txt", "mine")
}

fn arguments<'a>(site: &'a TestSite, more: &[&'a str]) -> Vec<&'a str> {
    [&["build", site.path().to_str().unwrap(), "--at", "2026-11-23"], more].concat()
}

/// Kills the program as soon as `has_come`, if it has not ended before; returns whether it was killed.
fn kill_when(mut child: Child, has_come: impl Fn() -> bool) -> bool {
    while child.try_wait().unwrap().is_none() {
        if has_come() {
            child.kill().unwrap();
            // A program that ended in the meantime was not killed.
            return child.wait().unwrap().code().is_none();
        }
        std::thread::yield_now();
    }
    false
}

/// Returns how many bytes a file has, or the files of a folder.
fn size(path: &Path) -> u64 {
    let length = |path: &Path| fs::metadata(path).map_or(0, |metadata| metadata.len());
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| length(&entry.path())).sum(),
        Err(_) => length(path),
    }
}

/// What lies beside the output and the cache.
fn sources(site: &TestSite) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = tree(site.path());
    files.retain(|path, _| !path.starts_with("public") && !path.starts_with(".cache"));
    files
}

#[test]
fn the_next_build_is_right() {
    let mut random = Random::new(23);
    let mut site = site();
    let (mut n_killed, mut has_mine) = (0, false);
    for round in 0..N_KILLS {
        for _ in 0..=random.below(3) {
            let n = random.below(60);
            let body =
                format!("+++\ntitle = 'Page {n} of {round}'\n+++\nbody {round}{}\n", "!".repeat(random.below(9)));
            site = site.write(&format!("content/p{n}.md"), &body);
        }
        // New files make the list of owned files grow, and all others the cache.
        let has_new = round % 4 == 0;
        for n in 0..if has_new { 10 } else { 0 } {
            site = site.write(&format!("content/new-{round}-{n}.md"), "new");
        }
        if !has_new {
            site = site.write(
                "templates/page.html",
                &format!("<title>{round}</title><main>{{{{ page.content | safe }}}}</main>"),
            );
        }
        let (public, before) = (site.path().join("public"), sources(&site));
        // What it waits for: a part of what the build is about to write.
        let watched = if has_new { public.join(".seawall-output") } else { site.path().join(".cache/seawall") };
        let goal = size(&watched) + random.next() % if has_new { 150 } else { 4_000 };
        let child = seawall(&arguments(&site, &[])).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        n_killed += usize::from(kill_when(child, || size(&watched) > goal));
        assert!(sources(&site) == before, "round {round} touched a source");
        if has_mine {
            assert_eq!(fs::read_to_string(public.join("mine.txt")).unwrap(), "mine");
        }
        // Sometimes it is killed again before anything is made whole.
        if random.once_in(3) {
            continue;
        }
        let ended = run(&mut seawall(&arguments(&site, &["--verify"])));
        assert_eq!(ended.code, 0, "round {round}: {ended:?}");
        let clean = tempfile::tempdir().unwrap();
        let output = clean.path().to_str().unwrap();
        assert_eq!(run(&mut seawall(&arguments(&site, &["--no-cache", "--output", output]))).code, 0);
        let mut made = tree(&public);
        assert_eq!(made.remove(Path::new("mine.txt")).is_some(), has_mine);
        assert!(made == tree(clean.path()), "round {round}: not what a clean build makes, or something is left");
        // Somebody else's file comes to lie there.
        fs::write(public.join("mine.txt"), "mine").unwrap();
        has_mine = true;
    }
    assert!(n_killed >= N_KILLS / 2, "killed {n_killed} times");
}

/// The list of owned files is written beside and renamed; between the two the program may be killed as well.
#[test]
fn a_list_that_was_never_whole_is_no_file_of_a_stranger() {
    let site = site();
    let public = site.path().join("public");
    fs::create_dir(&public).unwrap();
    fs::write(public.join(".seawall-output.4711"), "seawall out").unwrap();
    for _ in 0..2 {
        let ended = run(&mut seawall(&arguments(&site, &["--verify"])));
        assert_eq!(ended.code, 0, "{ended:?}");
        assert!(!public.join(".seawall-output.4711").exists(), "it is gone");
        fs::write(public.join(".seawall-output.4711"), "seawall out").unwrap();
    }
    // What only looks like one is somebody's.
    fs::write(public.join(".seawall-output.mine"), "mine").unwrap();
    assert_eq!(run(&mut seawall(&arguments(&site, &[]))).code, 0);
    assert_eq!(fs::read_to_string(public.join(".seawall-output.mine")).unwrap(), "mine");
}
