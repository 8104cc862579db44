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
use super::{Error, Inventory, Receipt, Target};
use crate::base::clock::Clock;
use crate::base::digest::Digest;
use crate::base::progress::{Event, Progress};
use crate::base::sink::Sink;
use crate::cloud::{Condition, ErrorKind, Upload};

/// Requests that are under way at once. S3 takes 3,500 writes a second below one prefix, so this is
/// about the publisher's own line, not the store's.
const MOST_AT_ONCE: usize = 32;

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
    let etag = put_head(target, &announcement(plan, &release), inventory.unmoved.clone()).await?;
    for wave in [Wave::Assets, Wave::Files, Wave::Leaves, Wave::Lists, Wave::Indexes] {
        run(plan, wave, target, &bodies, progress).await?;
    }
    let head = head(plan, release);
    let etag = put_head(target, &head, Condition::Matches(etag)).await?;
    run(plan, Wave::Removed, target, &bodies, progress).await?;
    progress.notify(Event::End);
    settle_debt(target, &head, etag).await?;
    receipt.writes += if head.is_settled() { 3 } else { 4 };
    receipt.release = head.release;
    Ok(receipt)
}

fn receipt(plan: &Plan, target: &Target) -> Receipt {
    let uploaded = plan.count(Action::Upload);
    Receipt {
        target: target.name.clone(),
        release: None,
        uploaded,
        copied: 0,
        unchanged: plan.n_unchanged,
        removed: plan.count(Action::Remove),
        bytes: plan.n_bytes(),
        requests: 0,
        writes: uploaded as u64,
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

/// Returns the head that leaves live what is live and says that `release` has begun.
fn announcement(plan: &Plan, release: &ReleaseId) -> Head {
    let base = plan.base.clone();
    let mut head =
        base.unwrap_or(Head { format: FORMAT, release: None, pending: Vec::new(), owed: Vec::new(), gone: Vec::new() });
    head.pending.push(release.clone());
    head
}

/// Returns the head that makes `release` live, with all that is then still to be done.
fn head(plan: &Plan, release: ReleaseId) -> Head {
    let gone = plan.changes.iter().filter(|change| change.action == Action::Remove);
    let gone = gone.map(|change| change.key.clone()).collect();
    Head { format: FORMAT, release: Some(release), pending: Vec::new(), owed: plan.invalidation.clone(), gone }
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

/// Tells the edge what to forget and strikes that from the head, and what was removed.
async fn settle_debt(target: &Target, head: &Head, etag: String) -> Result<(), Error> {
    if head.is_settled() {
        return Ok(());
    }
    if let (Some(distribution), Some(release), false) = (&target.distribution, &head.release, head.owed.is_empty()) {
        distribution.invalidate(&head.owed, release.as_str()).await?;
    }
    let settled = Head { owed: Vec::new(), gone: Vec::new(), ..head.clone() };
    put_head(target, &settled, Condition::Matches(etag)).await?;
    Ok(())
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
