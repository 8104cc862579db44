//! The build as one step: it need not begin where all that the last one looked at is as it was, and all that it
//! made is still there.
//!
//! Its questions are files and folders, answered by what the file system says of them and not by their bytes, which
//! the steps look at if one differs. See "Nothing changed" in ARCHITECTURE.md.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::log::End;
use super::parts::Parts;
use super::store::{LAST, SITE};
use super::{Inputs, Store, Work, World};
use crate::base::clock::{Clock, Span};
use crate::base::digest::Digest;
use crate::base::files::Files;
use crate::base::path::SourcePath;
use crate::base::seen::{Heads, Sights, Stamps};

/// The last build: what it was given and looked at, and what it made.
#[derive(Debug)]
pub struct Last {
    given: Given,
    stamps: Stamps,
    /// What it was given and looked at, and what it made.
    last: Parts,
    /// How texts began, and what became of all content.
    site: Option<Parts>,
}

/// What a build was given, and what holds beside it.
#[derive(Debug, Serialize, Deserialize)]
struct Given {
    inputs: Inputs,
    /// When it would have been the same build; none where nobody knows.
    span: Option<Span>,
    /// What the sink held when it was settled; none where it cannot tell.
    held: Option<Digest>,
    /// How the log ended.
    log_end: End,
    /// The sum of the file of the site, which is written only when that is another.
    site: [u8; 4],
}

impl Last {
    /// Returns what `store` remembers of the last build without errors.
    pub fn of(store: &Store) -> Option<Self> {
        let last = store.whole(LAST)?;
        let (given, stamps) = postcard::from_bytes::<(Given, Stamps)>(&last.read(0)?).ok()?;
        let site = store.whole(SITE).filter(|site| site.sum == given.site);
        Some(Self { given, stamps, last, site })
    }

    /// Returns how much of it holds for a build that begins now.
    pub fn holds(&self, work: Work<'_>, files: &Files, (inputs, clock): (&Inputs, Clock)) -> Holds {
        let Given { inputs: before, span, held, .. } = &self.given;
        if before != inputs || span.is_none_or(|span| !span.holds(clock)) {
            return Holds::Nothing;
        }
        let (changed, found) = rayon::join(|| files.changed(&self.stamps), || work.sink.held());
        if found.is_none() || found != *held {
            return Holds::Nothing;
        }
        let path =
            |name: &str| SourcePath::new(name).filter(|path| name == "content" || path.inside("content").is_some());
        match changed.into_iter().map(path).collect::<Option<Vec<_>>>() {
            Some(changed) if changed.is_empty() => Holds::All,
            Some(changed) => Holds::Around(changed),
            None => Holds::Nothing,
        }
    }

    /// Returns whether the log is the one of that build: one that lost its tail has older records of steps, which
    /// would stand unasked.
    pub fn is_beside(&self, store: &Store) -> bool {
        store.log_end() == Some(self.given.log_end)
    }

    /// Returns what that build made.
    pub fn made<T: DeserializeOwned>(&self) -> Option<T> {
        postcard::from_bytes(&self.last.read(1)?).ok()
    }

    /// Returns what became of the content that it looked at.
    pub fn content<T: DeserializeOwned>(&self) -> Option<T> {
        postcard::from_bytes(&self.site.as_ref()?.read(1)?).ok()
    }

    /// Returns what it looked at, for those who look again.
    pub fn into_sights(self) -> Sights {
        let heads = || postcard::from_bytes::<Heads>(&self.site.as_ref()?.read(0)?).ok();
        let heads = heads().unwrap_or_default();
        Sights { stamps: self.stamps, heads }
    }
}

/// How much of what the last build looked at is as it was, and what it made, which then is still there.
#[derive(Debug)]
pub enum Holds {
    /// All of it.
    All,
    /// All but these files and folders of the content.
    Around(Vec<SourcePath>),
    /// Nobody knows.
    Nothing,
}

/// Remembers a build without errors for the next one. It would have been the same at any time of `span`, and its sink
/// `held` this at its end.
pub fn remember(
    (work, world): (Work<'_>, World),
    files: &Files,
    inputs: Inputs,
    (span, held): (Option<Span>, Option<Digest>),
    (made, content): (&(impl Serialize + Sync), &(impl Serialize + Sync)),
) {
    let remembered = work.store.start().and_then(|start| {
        let write_site = |sights: Sights| {
            let (heads, content) = rayon::join(|| bytes(&sights.heads), || bytes(content));
            Some((sights.stamps, work.store.put_whole(SITE, [&heads, &content])?))
        };
        let (site, made) = rayon::join(
            || match world {
                World::Same => Some((files.all_stamps(&start)?, work.store.whole(SITE)?.sum)),
                World::Other => write_site(files.sights(&start)?),
            },
            || bytes(made),
        );
        let (stamps, site) = site?;
        let given = Given { inputs, span, held, log_end: work.store.log_end()?, site };
        work.store.put_whole(LAST, [&bytes(&(given, stamps)), &made])
    });
    if remembered.is_none() {
        work.store.forget_last();
    }
}

fn bytes(value: &impl Serialize) -> Vec<u8> {
    // Some megabytes: a vector that grows is copied each time.
    postcard::to_extend(value, Vec::with_capacity(8 << 20)).expect("what is remembered of a build is plain data")
}
