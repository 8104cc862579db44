//! A picture that is not there: where it was looked for, and what was meant.

use super::picture::candidates;
use crate::assets::images::Pictures;
use crate::base::finding::nearest;
use crate::base::path::{SourcePath, decode};

/// Looking for a name that is nearly the same costs a look at every picture, for every page that names one in vain.
const MOST_PICTURES: usize = 5_000;

/// Returns what to tell an author who wrote `path` on the page `about`, where it names no picture.
pub(super) fn hint(path: &str, about: Option<&SourcePath>, pictures: &Pictures) -> String {
    let mut looked: Vec<String> = candidates(path, about).iter().map(|source| format!("`{source}`")).collect();
    looked.dedup();
    let looked = match looked.split_last() {
        None => "a picture lies beside the page, below `content/`, in `assets/` or in `static/`".to_owned(),
        Some((only, [])) => format!("it was looked for as {only}"),
        Some((last, others)) => format!("it was looked for as {} and {last}", others.join(", ")),
    };
    match meant(path, about, pictures) {
        Some(near) => format!("did you mean `{near}`? {looked}"),
        None => looked,
    }
}

/// Returns the picture that was meant, as one would write it on this page: one that differs in its case or in the
/// folder at its front, one of nearly that name, or one of that name elsewhere.
fn meant(path: &str, about: Option<&SourcePath>, pictures: &Pictures) -> Option<String> {
    let known = written(about, pictures);
    let wanted = bare(&decode(path).unwrap_or_else(|| path.to_owned())).to_lowercase();
    let bares: Vec<String> = known.iter().map(|name| bare(name).to_lowercase()).collect();
    let file = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let same = || bares.iter().position(|name| *name == wanted);
    let near = || {
        let names = bares.iter().take(MOST_PICTURES).map(String::as_str);
        let near = nearest(&wanted, names)?;
        bares.iter().position(|name| name == near)
    };
    let elsewhere = || bares.iter().position(|name| file(name) == file(&wanted));
    let at = same().or_else(near).or_else(elsewhere)?;
    known.into_iter().nth(at)
}

/// Returns all pictures as one would write them on the page `about`; those nearby come first.
fn written(about: Option<&SourcePath>, pictures: &Pictures) -> Vec<String> {
    let folder = about.map(SourcePath::folder);
    let beside = |source: &SourcePath| folder.and_then(|folder| source.inside(folder)).map(str::to_owned);
    let (mut near, mut far) = (Vec::new(), Vec::new());
    for picture in pictures.iter() {
        match (beside(&picture.source), picture.source.inside("content")) {
            (Some(name), _) => near.push(name),
            (None, Some(inside)) => far.push(format!("@/{inside}")),
            (None, None) if picture.is_static => far.push(picture.url.to_string()),
            (None, None) => {}
        }
    }
    near.extend(pictures.asset_names().map(str::to_owned));
    near.append(&mut far);
    near
}

/// Returns a path without the folder of the project that it may begin with.
fn bare(path: &str) -> &str {
    let path = path.trim_start_matches("../").trim_start_matches("./").trim_start_matches("@/").trim_start_matches('/');
    let folders = ["assets/", "static/", "content/"];
    folders.iter().find_map(|folder| path.strip_prefix(folder)).unwrap_or(path)
}
