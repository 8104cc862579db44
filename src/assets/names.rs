//! Names that hold the digest of what they name.

use crate::base::digest::Digest;
use crate::base::path::UrlPath;

/// How many hexadecimal digits of its digest the name of an asset holds: 64 bits tell the versions
/// of one file apart.
const DIGITS: usize = 16;

/// Returns where the asset `name` with these bytes is served: `css/a.css` at `/assets/css/a.0123….css`.
pub(super) fn fingerprinted(name: &str, body: &[u8]) -> Option<UrlPath> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    let dot = if extension.is_empty() { "" } else { "." };
    let digest = Digest::of(body).short(DIGITS);
    UrlPath::new(&format!("/assets/{folder}/{stem}.{digest}{dot}{extension}"))
}
