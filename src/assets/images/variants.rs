//! The variants that pages want: one step for each picture, which is decoded once for all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;

use super::budget::Budget;
use super::decode::{self, Pixels};
use super::encode;
use super::operation::Operation;
use super::pictures::{Picture, Pictures};
use crate::base::artifact::{Artifact, CacheClass, Entry, Role};
use crate::base::digest::Digest;
use crate::base::files::Files;
use crate::base::finding::{Finding, Place};
use crate::base::path::SourcePath;
use crate::config::Images;
use crate::incremental::{self, Fingerprint, Inputs, Ran, Recorder, Shelf, Step, StepId, Work};

/// Millions of pixels that are decoded or made at the same time.
const MOST_MEGAPIXELS: u64 = 100;

/// What this round made.
#[derive(Debug, Default)]
pub struct Made {
    /// The variants.
    pub entries: Vec<Entry>,
    /// What could not be made.
    pub failures: Vec<Failure>,
    /// The steps that ran.
    pub ran: Vec<Ran>,
    /// How many variants were encoded, and not found on the shelf.
    pub n_encoded: usize,
}

/// Why no variants of a picture could be made.
#[derive(Debug)]
pub struct Failure {
    /// The picture.
    pub source: SourcePath,
    /// What is wrong, without a place.
    pub finding: Finding,
}

/// Makes the `wanted` variants of pictures, by their files.
pub fn make(
    wanted: &BTreeMap<SourcePath, BTreeSet<Operation>>,
    (files, pictures, images): (&Files, &Pictures, &Images),
    work: Work<'_>,
) -> Made {
    let round = Round {
        files,
        work,
        shelf: &work.store.shelf("images"),
        budget: &Budget::new(MOST_MEGAPIXELS * 1_000_000),
        n_encoded: &AtomicUsize::new(0),
    };
    // The same picture may lie in two places under one name, and has one set of variants.
    let mut steps: BTreeMap<(Digest, String), VariantStep<'_>> = BTreeMap::new();
    for (source, operations) in wanted {
        let Some(picture) = pictures.of_source(source).filter(|picture| picture.trouble(images).is_none()) else {
            continue;
        };
        let step = steps.entry((picture.digest, picture.stem()));
        let step = step.or_insert_with(|| VariantStep { round, picture, operations: BTreeSet::new() });
        step.operations.extend(operations.iter().cloned());
    }
    let mut steps: Vec<VariantStep<'_>> = steps.into_values().collect();
    steps.retain(|step| !step.operations.is_empty());
    steps.sort_by(|a, b| a.picture.source.cmp(&b.picture.source));
    let (results, ran) = incremental::run(work, "variants", &steps, &|question| Fingerprint::of(question.as_bytes()));
    let mut made = Made { ran, n_encoded: round.n_encoded.load(Ordering::Relaxed), ..Made::default() };
    for (step, result) in steps.iter().zip(results) {
        match result {
            Ok(entries) => made.entries.extend(entries),
            Err(finding) => {
                made.failures.push(Failure { source: step.picture.source.clone(), finding: *finding });
            }
        }
    }
    let keys = steps.iter().flat_map(|step| step.operations.iter().map(|operation| step.picture.key(operation)));
    round.shelf.want(keys);
    made
}

/// What the steps of this round are given.
#[derive(Clone, Copy)]
struct Round<'a> {
    files: &'a Files,
    work: Work<'a>,
    shelf: &'a Shelf,
    budget: &'a Budget,
    n_encoded: &'a AtomicUsize,
}

/// The step that makes the variants of one picture.
struct VariantStep<'a> {
    round: Round<'a>,
    picture: &'a Picture,
    operations: BTreeSet<Operation>,
}

impl VariantStep<'_> {
    fn put(&self) -> Result<Vec<Entry>, Finding> {
        let mut entries = Vec::new();
        let mut missing = Vec::new();
        for operation in &self.operations {
            match self.round.shelf.get(&self.picture.key(operation)) {
                Some(bytes) => entries.push(self.keep(operation, bytes)?),
                None => missing.push(operation),
            }
        }
        if !missing.is_empty() {
            entries.extend(self.encode(&missing)?);
        }
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }

    fn encode(&self, operations: &[&Operation]) -> Result<Vec<Entry>, Finding> {
        let Round { files, budget, shelf, n_encoded, .. } = self.round;
        let source = &self.picture.source;
        let header = self.picture.header.as_ref().map_err(|finding| (**finding).clone())?;
        let pixels = |(width, height): (u32, u32)| u64::from(width) * u64::from(height);
        // The picture and one result lie in memory at the same time.
        let largest = operations.iter().map(|operation| pixels((operation.width, operation.height))).max();
        let _share = budget.take(pixels(header.raster().unwrap_or_default()) + largest.unwrap_or(0));
        let bytes = self.picture.read(files)?;
        if Digest::of(&bytes) != self.picture.digest {
            let finding =
                Finding::error("source-changed", format!("`{source}` changed while the site was being built"));
            return Err(finding.at(Place::whole(source)).hint("build again"));
        }
        let broken = |said: String| {
            let message = format!("`{source}` cannot be decoded: {}", said.trim_end_matches('.'));
            Finding::error("image-broken", message).hint("is the file whole? Export it again")
        };
        let pixels: Pixels = decode::decode(&bytes, header).map_err(broken)?;
        drop(bytes);
        let mut entries = Vec::new();
        for operation in operations {
            let bytes = encode::encode(&pixels, operation).map_err(broken)?;
            n_encoded.fetch_add(1, Ordering::Relaxed);
            shelf.put(&self.picture.key(operation), &bytes);
            entries.push(self.keep(operation, bytes)?);
        }
        Ok(entries)
    }

    fn keep(&self, operation: &Operation, bytes: Vec<u8>) -> Result<Entry, Finding> {
        let artifact = Artifact {
            path: self.picture.variant(operation),
            body: Bytes::from(bytes),
            media_type: operation.format.media_type().to_owned(),
            class: CacheClass::Immutable,
            role: Role::Asset,
            tags: BTreeSet::from(["assets".to_owned()]),
            links: BTreeSet::new(),
        };
        Ok(self.round.work.keep(&artifact, &self.id())?)
    }
}

impl Step for VariantStep<'_> {
    type Made = Result<Vec<Entry>, Box<Finding>>;

    fn id(&self) -> StepId {
        StepId::new("image", &self.picture.source)
    }

    fn inputs(&self) -> Inputs {
        let operations: Vec<Digest> = self.operations.iter().map(|operation| self.picture.key(operation)).collect();
        // Each key holds the digest of the picture too, which is named first because it says more to people.
        Inputs::default()
            .with("picture", self.picture.digest.into())
            .with("operations", Fingerprint::of_value(&operations))
    }

    fn run(&self, _recorder: &Recorder) -> Self::Made {
        self.put().map_err(Box::new)
    }

    fn is_there(&self, made: &Self::Made) -> bool {
        let sink = self.round.work.sink;
        made.as_ref().is_ok_and(|entries| entries.iter().all(|entry| sink.holds(&entry.path, &entry.digest)))
    }
}
