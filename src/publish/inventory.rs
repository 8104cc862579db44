//! What is live at a target, from its head and the manifest the head names: two requests, whatever
//! the size of the site, and one more for each publish that was broken off since.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::release::{CONTROL, FORMAT, Head, Line, Manifest, ReleaseId};
use super::{Error, Target};
use crate::base::path::ObjectKey;
use crate::cloud::{Condition, ErrorKind};

/// The keys that S3 lists in one request.
const PAGE_OF_KEYS: usize = 1_000;

/// What is live, and the condition under which the head may be moved on.
#[derive(Debug, Clone)]
pub struct Inventory {
    /// The head; none for a target that was never published to.
    pub head: Option<Head>,
    /// What is surely served under each key.
    pub artifacts: BTreeMap<ObjectKey, Line>,
    /// What may be served under keys that a publish which was broken off has touched.
    pub(super) unknown: BTreeMap<ObjectKey, Line>,
    /// Holds as long as nobody else moves the head.
    pub(super) unmoved: Condition,
}

/// Reads what is live at `target`. A bucket that holds something else is refused unless `adopt`.
pub async fn read(target: &Target, adopt: bool) -> Result<Inventory, Error> {
    let Some((head, unmoved)) = head(target).await? else { return first(target, adopt).await };
    let mut artifacts = match &head.release {
        Some(release) => manifest(target, release).await?.artifacts,
        None => BTreeMap::new(),
    };
    let mut unknown = BTreeMap::new();
    for release in &head.pending {
        let begun = match manifest(target, release).await {
            Ok(manifest) => manifest.artifacts,
            // Nobody can say what it has touched.
            Err(Error::Format { .. }) => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        let removed = artifacts.iter().filter(|(key, _)| !begun.contains_key(*key));
        unknown.extend(removed.map(|(key, line)| (key.clone(), line.clone())));
        unknown.extend(begun.into_iter().filter(|(key, line)| artifacts.get(key) != Some(line)));
    }
    artifacts.retain(|key, _| !unknown.contains_key(key));
    Ok(Inventory { head: Some(head), artifacts, unknown, unmoved })
}

async fn manifest(target: &Target, release: &ReleaseId) -> Result<Manifest, Error> {
    let key = release.manifest();
    match target.bucket.get(&key).await {
        Ok(stored) => parse(&key, &stored.body),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err(Error::Format { key, trouble: "the head names it, but it is not there".to_owned() })
        }
        Err(error) => Err(error.into()),
    }
}

/// Reads the head, with the condition under which it may be moved on.
pub(super) async fn head(target: &Target) -> Result<Option<(Head, Condition)>, Error> {
    match target.bucket.get(&Head::key()).await {
        Ok(stored) => Ok(Some((parse(&Head::key(), &stored.body)?, Condition::Matches(stored.etag)))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// A target without a head: nothing is live, unless the bucket is somebody else's.
async fn first(target: &Target, adopt: bool) -> Result<Inventory, Error> {
    // A first publish that was killed leaves its manifest, and few keys sort before that.
    let keys = target.bucket.first_keys(PAGE_OF_KEYS).await?;
    let is_ours = keys.iter().any(|key| key.as_str().starts_with(CONTROL));
    if let Some(key) = keys.into_iter().next()
        && !adopt
        && !is_ours
    {
        return Err(Error::NotEmpty { bucket: target.bucket.name().to_owned(), key });
    }
    Ok(Inventory { head: None, artifacts: BTreeMap::new(), unknown: BTreeMap::new(), unmoved: Condition::Absent })
}

fn parse<T: DeserializeOwned>(key: &ObjectKey, body: &[u8]) -> Result<T, Error> {
    let refused = |trouble: String| Error::Format { key: key.clone(), trouble };
    let value: serde_json::Value = serde_json::from_slice(body).map_err(|error| refused(error.to_string()))?;
    let format = value.get("format").and_then(serde_json::Value::as_u64);
    if format != Some(u64::from(FORMAT)) {
        let found = format.map_or("no".to_owned(), |format| format.to_string());
        return Err(refused(format!("it has format {found}, and this Seawall knows format {FORMAT}")));
    }
    serde_json::from_value(value).map_err(|error| refused(error.to_string()))
}
