//! What the edge must forget after a publish.
//!
//! Both forms of a page's address, because a viewer-request function rewrites one to the other, and
//! new addresses too, because the edge remembers their 404:
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html>.

use std::collections::BTreeSet;

use crate::base::path::{ObjectKey, encode};

/// The paths that are free each month; more of them than this in one publish, and everything is
/// forgotten at the price of one: <https://aws.amazon.com/cloudfront/pricing/>.
const MOST_PATHS: usize = 1_000;

/// Paths in the syntax of CloudFront, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Invalidation(BTreeSet<String>);

impl Invalidation {
    /// Returns what must be forgotten when `changed` keys have another content, or a first or none.
    pub fn of<'a>(changed: impl IntoIterator<Item = &'a ObjectKey>, prefix: &str) -> Self {
        let (mut paths, prefix) = (BTreeSet::new(), encode(prefix));
        for key in changed {
            let url = key.url();
            paths.insert(format!("/{prefix}{}", &url.encoded()[1..]));
            paths.insert(format!("/{prefix}{}", encode(key.as_str())));
        }
        Self(paths).within_limit(&prefix)
    }

    /// Returns these paths and those that an earlier publish owes.
    #[must_use]
    pub fn and(mut self, owed: &[String], prefix: &str) -> Self {
        self.0.extend(owed.iter().cloned());
        self.within_limit(&encode(prefix))
    }

    fn within_limit(self, prefix: &str) -> Self {
        if self.0.len() > MOST_PATHS { Self(BTreeSet::from([format!("/{prefix}*")])) } else { self }
    }

    /// Returns the paths.
    pub fn into_paths(self) -> Vec<String> {
        self.0.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(changed: &[&str], prefix: &str, expected: &[&str]) {
        let keys: Vec<ObjectKey> = changed.iter().map(|key| ObjectKey::new(key)).collect();
        assert_eq!(Invalidation::of(&keys, prefix).into_paths(), expected);
    }

    #[test]
    fn both_forms_of_a_page_and_one_of_a_file() {
        check(&["a/index.html", "feed.xml"], "", &["/a/", "/a/index.html", "/feed.xml"]);
        check(&["index.html"], "previews/42/", &["/previews/42/", "/previews/42/index.html"]);
        check(&["città/index.html"], "", &["/citt%C3%A0/", "/citt%C3%A0/index.html"]);
        check(&["è.txt"], "città 2/", &["/citt%C3%A0%202/%C3%A8.txt"]);
    }

    #[test]
    fn too_many_paths_become_one() {
        let keys: Vec<String> = (0..=1_000).map(|n| format!("{n}.json")).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        check(&keys[..3], "", &["/0.json", "/1.json", "/2.json"]);
        check(&keys, "", &["/*"]);
        let key = ObjectKey::new("new.json");
        let owed: Vec<String> = keys[..1_000].iter().map(|key| format!("/{key}")).collect();
        assert_eq!(Invalidation::of([&key], "è/").and(&owed[..999], "è/").into_paths().len(), 1_000);
        assert_eq!(Invalidation::of([&key], "è/").and(&owed, "è/").into_paths(), ["/%C3%A8/*"]);
    }
}
