//! Gives the crate one number for its own sources, so that a development build never trusts results
//! that other code made. A package version alone would not change between two commits.

#![expect(clippy::disallowed_methods, reason = "a build script reads its own package, not a site")]

use std::fs;
use std::path::Path;

fn main() {
    let mut sum = Fnv(0xcbf2_9ce4_8422_2325);
    for folder in ["src", "themes"] {
        println!("cargo::rerun-if-changed={folder}");
        add(Path::new(folder), &mut sum);
    }
    println!("cargo::rerun-if-changed=Cargo.lock");
    sum.add(&fs::read("Cargo.lock").unwrap_or_default());
    println!("cargo::rustc-env=SEAWALL_SOURCES={:016x}", sum.0);
}

fn add(path: &Path, sum: &mut Fnv) {
    if let Ok(entries) = fs::read_dir(path) {
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths.iter().for_each(|path| add(path, sum));
    } else {
        sum.add(path.to_string_lossy().as_bytes());
        sum.add(&fs::read(path).unwrap_or_default());
    }
}

/// FNV-1a, 64 bits: a build script wants no dependency, and nobody attacks this number.
struct Fnv(u64);

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
