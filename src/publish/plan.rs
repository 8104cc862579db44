//! Pure: output + inventory → what will be done, complete, with a reason per line.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::invalidation::Invalidation;
use super::inventory::Inventory;
use super::release::{CONTROL, Head, Line};
use super::{Error, Target};
use crate::base::artifact::{CacheClass, Role};
use crate::base::output::Output;
use crate::base::path::ObjectKey;
use crate::config::CachePolicy;

/// When a change is made: what is referred to comes before what refers to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Wave {
    /// Fingerprinted assets.
    Assets,
    /// Other assets and data.
    Files,
    /// Pages of their own.
    Leaves,
    /// Pages that list others.
    Lists,
    /// Feeds and sitemap.
    Indexes,
    /// What is gone; after the head has moved.
    Removed,
}

/// What is done with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// It is written.
    Upload,
    /// It is removed.
    Remove,
}

/// One line of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// When.
    pub wave: Wave,
    /// What.
    pub action: Action,
    /// Where.
    pub key: ObjectKey,
    /// Why: `new`, `body differs`, `headers differ`, `tags differ`, `unfinished` (an earlier publish was
    /// broken off, so what the key holds is not known), `removed`.
    pub reason: &'static str,
    /// How many bytes are sent.
    pub bytes: u64,
}

/// What a publish will do, and nothing else.
#[derive(Debug, Clone, Serialize)]
pub struct Plan {
    /// The target.
    pub target: String,
    /// The release it starts from.
    pub base: Option<Head>,
    /// All changes in their order.
    pub changes: Vec<Change>,
    /// How many artifacts stay as they are.
    pub n_unchanged: usize,
    /// Paths the edge will be told to forget.
    pub invalidation: Vec<String>,
    /// What is served when all is done.
    #[serde(skip)]
    pub(super) artifacts: BTreeMap<ObjectKey, Line>,
}

/// Returns what must be done so that `target` serves `output`.
pub fn plan(output: &Output, inventory: &Inventory, target: &Target, cache: &CachePolicy) -> Result<Plan, Error> {
    if !output.entries().any(|entry| matches!(entry.role, Role::Leaf | Role::List)) {
        return Err(Error::NoPages);
    }
    let artifacts: BTreeMap<ObjectKey, Line> =
        output.entries().map(|entry| (entry.path.key(), Line::of(entry, cache, target.can_invalidate))).collect();
    let mut changes: Vec<Change> = artifacts.iter().filter_map(|(key, line)| upload(key, line, inventory)).collect();
    let n_unchanged = artifacts.len() - changes.len();
    changes.extend(gone(inventory, &artifacts).into_iter().map(removal));
    changes.sort_by(|a, b| (a.wave, &a.key).cmp(&(b.wave, &b.key)));
    let owed = inventory.head.as_ref().map_or(&[][..], |head| &head.owed);
    let invalidation = if target.can_invalidate {
        let mutable = changes.iter().filter(|change| change.wave != Wave::Assets);
        Invalidation::of(mutable.map(|change| &change.key), &target.prefix).and(owed, &target.prefix).into_paths()
    } else {
        Vec::new()
    };
    Ok(Plan {
        target: target.name.clone(),
        base: inventory.head.clone(),
        changes,
        n_unchanged,
        invalidation,
        artifacts,
    })
}

impl Plan {
    /// Returns whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        let is_pending = self.base.as_ref().is_some_and(|head| !head.pending.is_empty());
        self.changes.is_empty() && self.invalidation.is_empty() && !is_pending
    }

    /// Returns how many bytes will be sent.
    pub fn n_bytes(&self) -> u64 {
        self.changes.iter().map(|change| change.bytes).sum()
    }

    /// Returns how many changes of this kind there are.
    pub fn count(&self, action: Action) -> usize {
        self.changes.iter().filter(|change| change.action == action).count()
    }
}

fn upload(key: &ObjectKey, line: &Line, inventory: &Inventory) -> Option<Change> {
    let reason = match inventory.artifacts.get(key) {
        None if inventory.unknown.contains_key(key) => "unfinished",
        None => "new",
        Some(live) if live.digest != line.digest => "body differs",
        Some(live) if (&live.media_type, &live.cache_control) != (&line.media_type, &line.cache_control) => {
            "headers differ"
        }
        Some(live) if live.tags != line.tags => "tags differ",
        Some(_) => return None,
    };
    let wave = match line.role {
        Role::Asset if line.class == CacheClass::Immutable => Wave::Assets,
        Role::Asset => Wave::Files,
        Role::Leaf => Wave::Leaves,
        Role::List => Wave::Lists,
        Role::Index => Wave::Indexes,
    };
    Some(Change { wave, action: Action::Upload, key: key.clone(), reason, bytes: line.length })
}

/// Returns the keys that are served and should not be, with those that an earlier publish did not
/// get to. Fingerprinted assets wait: pages that browsers and the edge still hold refer to them.
fn gone<'a>(inventory: &'a Inventory, artifacts: &BTreeMap<ObjectKey, Line>) -> BTreeSet<&'a ObjectKey> {
    let served = inventory.artifacts.iter().chain(&inventory.unknown);
    let mutable = served.filter(|(_, line)| line.class != CacheClass::Immutable);
    let left_over = inventory.head.iter().flat_map(|head| &head.gone);
    // Whoever can write to the bucket could name a control file, and that is never a page.
    let is_gone = |key: &&ObjectKey| !artifacts.contains_key(*key) && !key.as_str().starts_with(CONTROL);
    mutable.map(|(key, _)| key).chain(left_over).filter(is_gone).collect()
}

fn removal(key: &ObjectKey) -> Change {
    Change { wave: Wave::Removed, action: Action::Remove, key: key.clone(), reason: "removed", bytes: 0 }
}
