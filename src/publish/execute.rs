//! Does what a plan says, wave after wave, and decides nothing.
//!
//! The manifest and a note in the head come first: whoever finds the head moved meanwhile stops before
//! it has touched a page, and a run that is killed leaves word of the keys it may have touched. A
//! failure ends the run before the next wave: no other release becomes live, and nothing is removed.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use tokio::task::JoinSet;

use super::plan::{Action, Change, Plan, Wave};
use super::release::{FORMAT, Head, Line, Manifest, ReleaseId};
use super::{Error, Inventory, Receipt, Target, inventory};
use crate::base::clock::Clock;
use crate::base::digest::Digest;
use crate::base::path::ObjectKey;
use crate::base::progress::{Event, Progress};
use crate::base::sink::Sink;
use crate::cloud::{Condition, ErrorKind, Upload};

/// Requests that are under way at once. S3 takes 3,500 writes a second below one prefix, so this is
/// about the publisher's own line, not the store's.
const MOST_AT_ONCE: usize = 32;

/// How often the head is written anew when others move it at the same time.
const MOST_TRIES: usize = 5;

/// Where the bodies of a plan lie.
pub type Bodies = Arc<dyn Sink>;

/// Carries out `plan`, which was made from `inventory`, and returns what was done.
pub async fn execute(
    plan: &Plan,
    inventory: &Inventory,
    target: &Target,
    (bodies, clock): (Bodies, Clock),
    progress: &dyn Progress,
) -> Result<Receipt, Error> {
    let mut receipt = receipt(plan, target);
    if plan.is_empty() {
        receipt.release = plan.base.as_ref().and_then(|head| head.release.clone());
        return Ok(receipt);
    }
    progress.notify(Event::Begin("publish", plan.changes.len()));
    let release = put_manifest(plan, target, clock).await?;
    let noted = announce(plan, &release, inventory, target).await?;
    for wave in [Wave::Assets, Wave::Files, Wave::Leaves, Wave::Lists, Wave::Indexes] {
        run(plan, wave, target, &bodies, progress).await?;
    }
    let live = match go_live(plan, &release, noted, target).await {
        Err(Error::HeadMoved { .. }) => return Err(confess(target, &release).await),
        result => result?,
    };
    // A removal that fails keeps nobody from seeing the new pages: the edge is told all the same.
    let removed = run(plan, Wave::Removed, target, &bodies, progress).await;
    progress.notify(Event::End);
    settle_debt(target, live, removed.is_ok()).await?;
    removed?;
    receipt.release = Some(release);
    Ok(receipt)
}

fn receipt(plan: &Plan, target: &Target) -> Receipt {
    Receipt {
        target: target.name.clone(),
        release: None,
        uploaded: plan.count(Action::Upload),
        copied: 0,
        unchanged: plan.n_unchanged,
        removed: plan.count(Action::Remove),
        bytes: plan.n_bytes(),
        requests: 0,
        invalidated: plan.invalidation.len(),
        seconds: 0.0,
    }
}

/// Makes the changes of one wave, many at once; ends at the first failure, when all that were under
/// way have ended too.
async fn run(plan: &Plan, wave: Wave, target: &Target, bodies: &Bodies, progress: &dyn Progress) -> Result<(), Error> {
    let mut waiting = plan.changes.iter().filter(|change| change.wave == wave);
    let mut under_way: JoinSet<Result<(), Error>> = JoinSet::new();
    let mut failure = None;
    loop {
        while under_way.len() < MOST_AT_ONCE && failure.is_none() {
            let Some(change) = waiting.next() else { break };
            under_way.spawn(make(
                change.clone(),
                plan.artifacts.get(&change.key).cloned(),
                target.clone(),
                Arc::clone(bodies),
            ));
        }
        let Some(ended) = under_way.join_next().await else { break };
        progress.notify(Event::Advance);
        match ended.expect("BUG: a change is never canceled, and does not panic") {
            Ok(()) => {}
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    failure.map_or(Ok(()), Err)
}

async fn make(change: Change, line: Option<Line>, target: Target, bodies: Bodies) -> Result<(), Error> {
    let Some(line) = line.filter(|_| change.action == Action::Upload) else {
        return Ok(target.bucket.delete(&change.key).await?);
    };
    let body = bodies.read(&change.key.url())?;
    if Digest::of(&body) != line.digest {
        return Err(Error::Changed { key: change.key });
    }
    let tags: Vec<&str> = line.tags.iter().map(String::as_str).collect();
    let mut metadata = BTreeMap::new();
    if !tags.is_empty() {
        metadata.insert("cache-tag".to_owned(), tags.join(","));
    }
    let upload = Upload {
        body,
        digest: line.digest,
        media_type: line.media_type,
        cache_control: Some(line.cache_control),
        metadata,
        condition: Condition::None,
    };
    target.bucket.put(&change.key, upload).await?;
    Ok(())
}

/// Writes the manifest and returns the id of the release.
async fn put_manifest(plan: &Plan, target: &Target, clock: Clock) -> Result<ReleaseId, Error> {
    let manifest = Manifest {
        format: FORMAT,
        parent: plan.base.as_ref().and_then(|head| head.release.clone()),
        made_at: clock.instant(),
        artifacts: plan.artifacts.clone(),
    };
    let body = json(&manifest);
    let release = ReleaseId::new(clock, &body);
    target.bucket.put(&release.manifest(), control(body, Condition::None)).await?;
    Ok(release)
}

/// A head, and the condition under which it may be moved on.
type Noted = (Head, Condition);

/// Notes in the head that `release` begins; fails where somebody moved it since the plan was made.
async fn announce(plan: &Plan, release: &ReleaseId, inventory: &Inventory, target: &Target) -> Result<Noted, Error> {
    let base = plan.base.clone();
    let mut head =
        base.unwrap_or(Head { format: FORMAT, release: None, pending: Vec::new(), owed: Vec::new(), gone: Vec::new() });
    head.pending.push(release.clone());
    let etag = put_head(target, &head, inventory.unmoved.clone()).await?;
    Ok((head, Condition::Matches(etag)))
}

/// Makes `release` live, if what is live is still what the plan started from. Notes of others stay,
/// except of those that the plan took for broken off and has written over.
async fn go_live(plan: &Plan, release: &ReleaseId, noted: Noted, target: &Target) -> Result<Noted, Error> {
    let base = plan.base.as_ref();
    let removals = plan.changes.iter().filter(|change| change.action == Action::Remove);
    let gone: Vec<ObjectKey> = removals.map(|change| change.key.clone()).collect();
    let is_over = |other: &ReleaseId| other == release || base.is_some_and(|base| base.pending.contains(other));
    amend(target, noted, |head| {
        let is_base_live = head.release.as_ref() == base.and_then(|base| base.release.as_ref());
        (is_base_live && head.pending.contains(release)).then(|| Head {
            format: FORMAT,
            release: Some(release.clone()),
            pending: head.pending.iter().filter(|other| !is_over(other)).cloned().collect(),
            owed: plan.invalidation.clone(),
            gone: gone.clone(),
        })
    })
    .await
}

/// Returns that another release went live meanwhile, after a note in the head that pages of this one
/// may have been written over its own: the next publish writes them again.
async fn confess(target: &Target, release: &ReleaseId) -> Error {
    let lost = Error::HeadMoved { target: target.name.clone() };
    let noted = match inventory::head(target).await {
        Ok(Some(noted)) => noted,
        Ok(None) => return lost,
        Err(error) => return error,
    };
    let note = |head: &Head| {
        let is_new = !head.pending.contains(release);
        let pending = head.pending.iter().chain(is_new.then_some(release)).cloned().collect();
        Some(Head { pending, ..head.clone() })
    };
    amend(target, noted, note).await.map_or_else(|error| error, |_| lost)
}

/// Tells the edge what to forget and strikes that from the head, and what was removed.
async fn settle_debt(target: &Target, (head, unmoved): Noted, is_removed: bool) -> Result<(), Error> {
    if head.is_settled() {
        return Ok(());
    }
    if let (Some(distribution), Some(release), false) = (&target.distribution, &head.release, head.owed.is_empty()) {
        distribution.invalidate(&head.owed, release.as_str()).await?;
    }
    let live = head.release.clone();
    let settled = amend(target, (head, unmoved), |head| {
        let gone = if is_removed { Vec::new() } else { head.gone.clone() };
        (head.release == live).then(|| Head { owed: Vec::new(), gone, ..head.clone() })
    });
    match settled.await {
        // Another release is live already, whose plan took over what was owed.
        Err(Error::HeadMoved { .. }) => Ok(()),
        result => result.map(drop),
    }
}

/// Writes what `change` makes of the head; asks it again where somebody moved the head meanwhile, and
/// fails where it then has nothing to say.
async fn amend(target: &Target, mut noted: Noted, change: impl Fn(&Head) -> Option<Head>) -> Result<Noted, Error> {
    let moved = || Error::HeadMoved { target: target.name.clone() };
    for _ in 0..MOST_TRIES {
        let next = change(&noted.0).ok_or_else(moved)?;
        match put_head(target, &next, noted.1).await {
            Ok(etag) => return Ok((next, Condition::Matches(etag))),
            Err(Error::HeadMoved { .. }) => noted = inventory::head(target).await?.ok_or_else(moved)?,
            Err(error) => return Err(error),
        }
    }
    Err(moved())
}

async fn put_head(target: &Target, head: &Head, condition: Condition) -> Result<String, Error> {
    match target.bucket.put(&Head::key(), control(json(head), condition)).await {
        Ok(etag) => Ok(etag),
        Err(error) if error.kind() == ErrorKind::PreconditionFailed => {
            Err(Error::HeadMoved { target: target.name.clone() })
        }
        Err(error) => Err(error.into()),
    }
}

fn control(body: Vec<u8>, condition: Condition) -> Upload {
    Upload {
        digest: Digest::of(&body),
        body: Bytes::from(body),
        media_type: "application/json".to_owned(),
        cache_control: Some("no-store".to_owned()),
        metadata: BTreeMap::new(),
        condition,
    }
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("control files are plain data")
}
