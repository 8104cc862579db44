//! A sink that keeps nothing: it compares each body with the one that another sink holds.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;

use super::{Settled, Sink, SinkError};
use crate::base::digest::Digest;
use crate::base::output::Output;
use crate::base::path::UrlPath;

/// How many bytes before and behind the first difference are shown.
const AROUND: usize = 24;

/// A body that is not the one that the other sink holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherBody {
    /// The first byte that differs, from 1 as `cmp` counts; 0 where nothing could be read.
    pub byte: usize,
    /// What the other sink holds there.
    pub held: String,
    /// What was put.
    pub put: String,
}

/// Compares what is put with what `held` holds, one body at a time.
pub struct Compared<'a> {
    held: &'a dyn Sink,
    others: Mutex<BTreeMap<UrlPath, OtherBody>>,
}

impl<'a> Compared<'a> {
    /// Returns a sink that compares with `held`.
    pub fn with(held: &'a dyn Sink) -> Self {
        Self { held, others: Mutex::default() }
    }

    /// Returns the bodies that differ.
    pub fn into_others(self) -> BTreeMap<UrlPath, OtherBody> {
        self.others.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Compared<'_> {
    fn holds(&self, _path: &UrlPath, _digest: &Digest) -> bool {
        false
    }

    fn put(&self, path: &UrlPath, _digest: &Digest, body: &Bytes) -> Result<bool, SinkError> {
        let other = match self.held.read(path) {
            Ok(held) => first_difference(&held, body),
            Err(error) => Some(OtherBody { byte: 0, held: format!("cannot {error}"), put: excerpt(body, 0) }),
        };
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        // Of two steps that put something at one path, the last one counts, as in any sink.
        match other {
            Some(other) => others.insert(path.clone(), other),
            None => others.remove(path),
        };
        Ok(true)
    }

    fn read(&self, path: &UrlPath) -> Result<Bytes, SinkError> {
        self.held.read(path)
    }

    fn settle(&self, _output: &Output, _keep: bool) -> Result<Settled, SinkError> {
        Ok(Settled::default())
    }
}

fn first_difference(held: &[u8], put: &[u8]) -> Option<OtherBody> {
    if held == put {
        return None;
    }
    let at = held.iter().zip(put).take_while(|(one, other)| one == other).count();
    Some(OtherBody { byte: at + 1, held: excerpt(held, at), put: excerpt(put, at) })
}

/// Returns what stands around a byte, as text.
fn excerpt(bytes: &[u8], at: usize) -> String {
    let (start, end) = (at.saturating_sub(AROUND), (at + AROUND).min(bytes.len()));
    String::from_utf8_lossy(&bytes[start.min(end)..end]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::Memory;
    use super::*;

    #[test]
    fn the_first_byte_that_differs_is_named() {
        let (memory, path) = (Memory::default(), UrlPath::new("/a/").unwrap());
        let put = |sink: &dyn Sink, body: &'static [u8]| {
            sink.put(&path, &Digest::of(body), &Bytes::from_static(body)).unwrap();
        };
        #[track_caller]
        fn check(memory: &Memory, put: impl Fn(&dyn Sink), expected: Option<(usize, &str, &str)>) {
            let compared = Compared::with(memory);
            put(&compared);
            let others = compared.into_others();
            let other = others.values().next().map(|other| (other.byte, &*other.held, &*other.put));
            assert_eq!(other, expected);
        }
        check(&memory, |sink| put(sink, b"x"), Some((0, "cannot read `/a/`: nothing was built there", "x")));
        put(&memory, b"abc");
        check(&memory, |sink| put(sink, b"abc"), None);
        check(&memory, |sink| put(sink, b"abd"), Some((3, "abc", "abd")));
        check(&memory, |sink| put(sink, b"ab"), Some((3, "abc", "ab")));
        check(&memory, |sink| put(sink, b""), Some((1, "abc", "")));
    }
}
