//! What an open page is told: what there is now at its address, and what is wrong with the site.
//!
//! A page carries the mark of what it was made of, and listens at an address of its own. So the server need not know
//! who has seen which build, and nothing is lost between the answer and the opening of the stream, or over a restart.
//! See "Refreshing browsers" in ARCHITECTURE.md.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame};
use serde::Serialize;
use tokio::sync::{mpsc, watch};

use super::address::mark;
use super::shown::{Now, Shown, Wrong};

/// Where the script is.
pub(super) const SCRIPT: &str = "/.seawall/live.js";

/// Where a page listens: this and its own path behind it.
pub(super) const STREAM: &str = "/.seawall/live/";

/// The script.
pub(super) const TEXT: &str = include_str!("live.js");

/// A connection that is dead is found by writing to it.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The events of one page, until it goes.
#[derive(Debug)]
pub(super) struct Stream(mpsc::Receiver<Bytes>);

/// What a page is told.
#[derive(Debug, Serialize)]
struct Told<'a> {
    page: &'a str,
    #[serde(flatten)]
    wrong: &'a Wrong,
}

/// Returns a page with the script. It stands behind everything, where a browser puts it at the end of the body,
/// whatever the page closes or leaves open; to look for `</body>` would be to read HTML.
pub(super) fn with_script(html: &[u8], mark: &str) -> Bytes {
    let script = format!("<script async src=\"{SCRIPT}\" data-page=\"{mark}\"></script>\n");
    [html, script.as_bytes()].concat().into()
}

/// Opens the stream of a page; none where too many are open.
pub(super) fn stream(shown: &Shown, address: &str) -> Option<Stream> {
    let place = Arc::clone(&shown.room).try_acquire_owned().ok()?;
    let (now, address) = (shown.follow(), address.to_owned());
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        tell(now, &address, &sender).await;
        drop(place);
    });
    Some(Stream(receiver))
}

/// Tells what there is, and again whenever it is something else, until nobody hears it.
async fn tell(mut now: watch::Receiver<Now>, address: &str, sender: &mpsc::Sender<Bytes>) {
    let mut last = String::new();
    loop {
        let event = event(&now.borrow_and_update(), address);
        if let Some(event) = event.filter(|event| *event != last) {
            if sender.send(event.clone().into()).await.is_err() {
                return;
            }
            last = event;
        }
        loop {
            tokio::select! {
                () = sender.closed() => return,
                changed = now.changed() => match changed {
                    Ok(()) => break,
                    Err(_) => return,
                },
                () = tokio::time::sleep(HEARTBEAT) => {
                    if sender.send(Bytes::from_static(b":\n\n")).await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

/// Returns what is told at `address`: nothing before the first build, since a page of the server before this one is
/// good until then. JSON holds no line break, so it is one line of the stream.
fn event(now: &Now, address: &str) -> Option<String> {
    let told = Told { page: &mark(Some(now.output.as_deref()?), address), wrong: &now.wrong };
    let json = serde_json::to_string(&told).expect("texts and numbers have a form in JSON");
    Some(format!("data: {json}\n\n"))
}

impl Body for Stream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|part| part.map(|part| Ok(Frame::data(part))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::address::tests::output;
    use super::super::shown::Refresh;
    use super::*;
    use crate::base::finding::{Finding, Findings};

    #[track_caller]
    fn next(stream: &mut Stream) -> serde_json::Value {
        let text = stream.0.blocking_recv().unwrap();
        let text = str::from_utf8(&text).unwrap().strip_prefix("data: ").unwrap();
        serde_json::from_str(text.strip_suffix("\n\n").unwrap()).unwrap()
    }

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build().unwrap()
    }

    #[test]
    fn a_page_hears_of_itself_alone() {
        let runtime = runtime();
        let _guard = runtime.enter();
        let (shown, none) = (Shown::new(Refresh::Live), Findings::default());
        let mut a = stream(&shown, "/a/").unwrap();
        let show = |a: &str, b: &str, findings: &Findings| shown.show(output(&[("/a/", a), ("/b/", b)]), findings);
        show("1", "1", &none);
        // What it hears first is of a build: one that is under way is no reason to leave an older page.
        let first = next(&mut a)["page"].clone();
        assert_eq!(first, mark(Some(&output(&[("/a/", "1"), ("/b/", "1")])), "/a/"));
        let mut b = stream(&shown, "/b/").unwrap();
        let of_b = next(&mut b)["page"].clone();
        // Were there an event for the second build, it would come before that of the third.
        show("1", "2", &none);
        assert_ne!(next(&mut b)["page"], of_b);
        show("2", "2", &none);
        assert_ne!(next(&mut a)["page"], first);
        show("1", "3", &none);
        assert_eq!(next(&mut a)["page"], first);
    }

    #[test]
    fn what_is_wrong_is_told_to_all_until_it_is_right() {
        let runtime = runtime();
        let _guard = runtime.enter();
        let shown = Shown::new(Refresh::Live);
        let site = || output(&[("/a/", "1")]);
        shown.show(site(), &Findings::default());
        let mut early = stream(&shown, "/a/").unwrap();
        let good = next(&mut early);
        assert_eq!((&good["errors"], &good["n_more"]), (&serde_json::json!([]), &0.into()));
        let mut findings: Findings = (0..23).map(|n| Finding::error("x", format!("<b>{n}\n")).hint("h")).collect();
        findings.extend([Finding::warning("y", "warned")]);
        shown.show(site(), &findings);
        let mut late = stream(&shown, "/nowhere/").unwrap();
        for stream in [&mut early, &mut late] {
            let told = next(stream);
            assert_eq!((told["errors"].as_array().unwrap().len(), &told["n_more"]), (20, &3.into()));
            let error = serde_json::json!({ "place": null, "message": "<b>0\n", "hints": ["h"] });
            assert_eq!(told["errors"][0], error);
        }
        shown.fail("it failed", &["so".to_owned()], &Findings::default());
        assert_eq!(next(&mut early)["errors"][0]["message"], "it failed");
        shown.show(site(), &Findings::default());
        assert_eq!(next(&mut early), good);
    }

    #[test]
    fn places_are_few_and_given_back() {
        let runtime = runtime();
        let _guard = runtime.enter();
        let shown = Shown::new(Refresh::Live);
        let n = shown.room.available_permits();
        let streams: Vec<_> = std::iter::from_fn(|| stream(&shown, "/")).collect();
        assert_eq!(streams.len(), n);
        drop(streams);
        // Waits for all of them to be given back; a place that is not would keep this waiting.
        let all = runtime.block_on(shown.room.acquire_many(u32::try_from(n).unwrap()));
        assert!(all.is_ok());
    }
}
