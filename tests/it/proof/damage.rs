//! What may happen to the cache and to the output folder between two builds.

use std::fs;
use std::path::{Path, PathBuf};

use super::random::Random;
use crate::support::site::tree;
use crate::support::twin::Twin;

/// What an earlier build remembered.
pub(super) type Remembered = Vec<(PathBuf, Vec<u8>)>;

/// Returns what the cache holds now.
pub(super) fn remembered(twin: &Twin) -> Remembered {
    if twin.cache().is_dir() { tree(&twin.cache()).into_iter().collect() } else { Vec::new() }
}

/// One kind of damage.
pub(super) type Damage = fn(&mut Twin, &mut Random, &[Remembered]);

pub(super) const DAMAGES: &[Damage] =
    &[restored, cut, flipped, mixed, without_results, without_log, lost, emptied, partly, edited, resized];

/// The cache of an earlier state comes back, as a CI service does it.
fn restored(twin: &mut Twin, random: &mut Random, earlier: &[Remembered]) {
    let at = random.below(earlier.len());
    twin.tell(format!("the cache of build {at} is back"));
    let _ = fs::remove_dir_all(twin.cache());
    for (path, bytes) in &earlier[at] {
        let file = twin.cache().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
}

/// Returns the path and bytes of a file of the cache, pictures aside.
fn file_of_cache(twin: &Twin, random: &mut Random) -> Option<(PathBuf, Vec<u8>)> {
    let mut files = remembered(twin);
    files.retain(|(path, bytes)| !path.starts_with("images") && !bytes.is_empty());
    if files.is_empty() {
        return None;
    }
    let (path, bytes) = random.pick(&files).clone();
    Some((twin.cache().join(path), bytes))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn cut(twin: &mut Twin, random: &mut Random, _: &[Remembered]) {
    let Some((path, bytes)) = file_of_cache(twin, random) else { return };
    let at = random.below(bytes.len());
    twin.tell(format!("`{}` of the cache is cut at byte {at} of {}", name(&path), bytes.len()));
    fs::write(path, &bytes[..at]).unwrap();
}

fn flipped(twin: &mut Twin, random: &mut Random, _: &[Remembered]) {
    let Some((path, mut bytes)) = file_of_cache(twin, random) else { return };
    for _ in 0..8 {
        let at = random.below(bytes.len());
        bytes[at] ^= 1 << random.below(8);
        twin.tell(format!("byte {at} of `{}` of the cache is another one", name(&path)));
    }
    fs::write(path, bytes).unwrap();
}

/// One file is of another build than the others.
fn mixed(twin: &mut Twin, random: &mut Random, earlier: &[Remembered]) {
    let at = random.below(earlier.len());
    let files: Vec<_> = earlier[at].iter().filter(|(path, _)| !path.starts_with("images")).collect();
    if files.is_empty() {
        return;
    }
    let (path, bytes) = *random.pick(&files);
    twin.tell(format!("`{}` of the cache is that of build {at}", path.display()));
    let _ = fs::create_dir_all(twin.cache());
    fs::write(twin.cache().join(path), bytes).unwrap();
}

fn without_results(twin: &mut Twin, _: &mut Random, _: &[Remembered]) {
    twin.tell("`results` is gone");
    let _ = fs::remove_file(twin.cache().join("results"));
}

fn without_log(twin: &mut Twin, _: &mut Random, _: &[Remembered]) {
    twin.tell("`steps.log` is gone");
    let _ = fs::remove_file(twin.cache().join("steps.log"));
}

fn lost(twin: &mut Twin, _: &mut Random, _: &[Remembered]) {
    twin.tell("the cache is gone");
    let _ = fs::remove_dir_all(twin.cache());
}

fn emptied(twin: &mut Twin, _: &mut Random, _: &[Remembered]) {
    twin.tell("the output is gone");
    let _ = fs::remove_dir_all(twin.public());
}

/// Returns some files of the output.
fn some_of_output(twin: &Twin, random: &mut Random) -> Vec<PathBuf> {
    if !twin.public().is_dir() {
        return Vec::new();
    }
    let files: Vec<PathBuf> = tree(&twin.public()).into_keys().collect();
    let chosen = files.into_iter().filter(|_| random.once_in(4));
    chosen.map(|path| twin.public().join(path)).collect()
}

fn partly(twin: &mut Twin, random: &mut Random, _: &[Remembered]) {
    for path in some_of_output(twin, random) {
        twin.tell(format!("`{}` is removed", path.strip_prefix(twin.public()).unwrap().display()));
        fs::remove_file(path).unwrap();
    }
}

/// A hand in the output changes how long a file is.
fn resized(twin: &mut Twin, random: &mut Random, _: &[Remembered]) {
    for path in some_of_output(twin, random) {
        twin.tell(format!("`{}` is longer", path.strip_prefix(twin.public()).unwrap().display()));
        let bytes = [fs::read(&path).unwrap().as_slice(), b"by hand"].concat();
        fs::write(path, bytes).unwrap();
    }
}

/// A hand in the output changes a byte, and so the time of the file.
fn edited(twin: &mut Twin, random: &mut Random, _: &[Remembered]) {
    for path in some_of_output(twin, random) {
        let mut bytes = fs::read(&path).unwrap();
        let Some(last) = bytes.last_mut() else { continue };
        *last ^= 1;
        twin.tell(format!("the last byte of `{}` is another", path.strip_prefix(twin.public()).unwrap().display()));
        fs::write(&path, bytes).unwrap();
        // Even where a clock stands still for some milliseconds, the time is another one.
        let later = fs::metadata(&path).unwrap().modified().unwrap() + std::time::Duration::from_secs(1);
        fs::File::options().append(true).open(path).unwrap().set_modified(later).unwrap();
    }
}
