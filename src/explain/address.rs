//! What an author means by an address: a path, a whole URL, a file of the site or of the output folder.

use super::Scene;
use crate::base::finding::nearest;
use crate::base::output::Output;
use crate::base::path::{SourcePath, UrlPath, decode};
use crate::content::site::Move;

/// What was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    /// What is served there.
    Served(UrlPath),
    /// An earlier build wrote it, and nothing makes it any more.
    Gone(UrlPath),
    /// A file that others are made from.
    Source(SourcePath),
}

/// Nothing is meant by it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("nothing is served at `{address}`")]
pub struct Unknown {
    /// What was asked.
    pub address: String,
    /// What to do about it.
    pub hint: String,
}

/// Returns what is meant by an address.
pub(super) fn find(address: &str, scene: &Scene<'_>) -> Result<Meant, Unknown> {
    let text = bare(address, scene);
    let paths = paths(&text, scene);
    if let Some(path) = paths.iter().find_map(|path| served(path, scene.output)) {
        return Ok(Meant::Served(path));
    }
    let source = SourcePath::new(text.trim_start_matches("./").trim_start_matches('/'));
    if let Some(path) = source.as_ref().and_then(|source| of_source(source, scene)) {
        return Ok(Meant::Served(path));
    }
    let owned = |path: &&UrlPath| scene.folder.paths().any(|written| written == **path);
    if let Some(path) = paths.iter().find(owned) {
        return Ok(Meant::Gone(path.clone()));
    }
    match source.filter(|source| is_used(source, scene)) {
        Some(source) => Ok(Meant::Source(source)),
        None => Err(unknown(address, &paths, scene)),
    }
}

/// Returns an address without what is not part of its path.
fn bare(address: &str, scene: &Scene<'_>) -> String {
    let base = &scene.origin.config().base_url;
    let text = address.strip_prefix(base.as_str()).unwrap_or(address);
    let text = match text.split_once("://") {
        // Another host may show the same site: a preview, the dev server.
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => text,
    };
    let text = text.split(['?', '#']).next().unwrap_or(text);
    let decoded = decode(text).unwrap_or_else(|| text.to_owned());
    let in_folder = decoded.strip_prefix(&*scene.folder.root().to_string_lossy()).map(str::to_owned);
    let text = in_folder.unwrap_or(decoded);
    if text.is_empty() { "/".to_owned() } else { text }
}

/// Returns the paths that a text may mean, likely ones first.
fn paths(text: &str, scene: &Scene<'_>) -> Vec<UrlPath> {
    let base = scene.origin.config().base_path.as_str().trim_end_matches('/');
    let below = text.strip_prefix(base).filter(|rest| !base.is_empty() && (rest.is_empty() || rest.starts_with('/')));
    let name = text.trim_start_matches("./");
    let in_output = name.strip_prefix("public/");
    let texts = [Some(name), below, in_output].into_iter().flatten();
    let forms = texts.flat_map(|text| [text.to_owned(), format!("{text}/")]);
    let mut paths: Vec<UrlPath> = forms.filter_map(|form| UrlPath::new(&form)).map(|path| path.canonical()).collect();
    paths.dedup();
    paths
}

fn served(path: &UrlPath, output: &Output) -> Option<UrlPath> {
    output.get(path).map(|entry| entry.path.clone())
}

/// Returns what is served of a file.
fn of_source(source: &SourcePath, scene: &Scene<'_>) -> Option<UrlPath> {
    let site = scene.origin.site();
    let of_page = |source: &SourcePath| Some(site.find(source).filter(|page| !page.is_moved)?.url.clone());
    let beside = || of_page(&SourcePath::new(&format!("content/{}", source.as_str().trim_start_matches("@/")))?);
    let resource = || site.resources().iter().find(|resource| resource.source == *source).map(|one| one.url.clone());
    let url = of_page(source).or_else(beside).or_else(resource);
    if let Some(url) = url.filter(|url| scene.output.get(url).is_some()) {
        return Some(url);
    }
    // `/assets/css/a.css` is how an asset is named before it gets the name it is served under.
    let named = || source.inside("assets").map(|name| format!("asset {name}"));
    let step = scene.step_of_file(source).or_else(named)?;
    scene.output.entries().find(|entry| entry.step == step).map(|entry| entry.path.clone())
}

/// Returns whether others may be made from a file.
fn is_used(source: &SourcePath, scene: &Scene<'_>) -> bool {
    ["templates", "data", "i18n", "assets"].iter().any(|folder| {
        let is_of_theme = source.as_str().starts_with("themes/") && source.as_str().contains(&format!("/{folder}/"));
        source.inside(folder).is_some() || is_of_theme
    }) && scene.has_file(source)
}

fn unknown(address: &str, paths: &[UrlPath], scene: &Scene<'_>) -> Unknown {
    let unknown = |hint: String| Unknown { address: address.to_owned(), hint };
    if paths.iter().any(|path| scene.origin.site().moves().get(path) == Some(&Move::Gone)) {
        return unknown("a page says `gone` there: it is gone for good, and visitors are told so".to_owned());
    }
    let content = address.trim_start_matches("./").trim_start_matches("@/");
    let inside = content.strip_prefix("content/").unwrap_or(content);
    if inside.ends_with(".md") {
        let file = SourcePath::new(&format!("content/{inside}"));
        if file.is_some_and(|file| scene.has_file(&file)) {
            let hint = "the file is there, and is not shown: is it a draft, not due yet, expired, or below a section that is not shown?";
            return unknown(hint.to_owned());
        }
        let sources = scene.origin.site().sources().filter_map(|source| source.inside("content"));
        if let Some(near) = nearest(inside, sources) {
            return unknown(format!("did you mean `content/{near}`?"));
        }
    }
    let served = || scene.output.entries().map(|entry| entry.path.as_str());
    let near = paths.iter().find_map(|path| nearest(path.as_str(), served()));
    let same_name = || {
        let name = paths.first()?.as_str().trim_end_matches('/').rsplit('/').next().filter(|name| !name.is_empty())?;
        served().find(|path| path.trim_end_matches('/').rsplit('/').next() == Some(name))
    };
    unknown(match near.or_else(same_name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a path such as `/about/`, or a file such as `content/about.md`".to_owned(),
    })
}
