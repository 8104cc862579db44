//! What an address in a style sheet means: an asset, a path of the site, or something elsewhere.

use super::desk::{Desk, beside};
use crate::base::path::{UrlPath, decode, leads_elsewhere};

/// The folder of the site below which assets are served.
const ASSETS: &str = "/assets/";

/// What an address means on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meaning {
    /// What is written in its place.
    pub href: String,
    /// The path that it leads to.
    pub path: UrlPath,
    /// Whether that is an asset, which is known to be there.
    pub is_asset: bool,
}

/// What an import means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Import {
    Asset(String),
    Path(UrlPath),
}

/// Returns what `address`, found in the sheet `from`, means; `None` where it stays as it is: it leads
/// elsewhere, to a part of the page, or to no path at all.
pub(super) fn of(desk: &Desk<'_>, from: &str, address: &str) -> Option<Meaning> {
    let (path, rest) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    if path.is_empty() || leads_elsewhere(path) {
        return None;
    }
    let full = full(from, path)?;
    let config = desk.shelf.config;
    let asset = full.as_str().strip_prefix(ASSETS).and_then(|name| desk.url(name));
    let (path, is_asset) = asset.map_or_else(|| (full.clone(), false), |url| (url.clone(), true));
    Some(Meaning { href: format!("{}{rest}", config.href(&path)), path, is_asset })
}

/// Returns what the address of an import in the sheet `from` means; `None` where it leads out of the site.
pub(super) fn of_import(from: &str, address: &str) -> Option<Import> {
    let path = address.split(['?', '#']).next().unwrap_or("");
    let full = full(from, path)?;
    Some(match full.as_str().strip_prefix(ASSETS) {
        Some(name) => Import::Asset(name.to_owned()),
        None => Import::Path(full),
    })
}

/// Returns the path of the site for an address in a sheet, as if the sheet were served below `/assets/`
/// under the name of its file.
fn full(from: &str, path: &str) -> Option<UrlPath> {
    let path = decode(path)?;
    let from = format!("{}{from}", &ASSETS[1..]);
    UrlPath::new(&beside(&from, &path)?)
}
