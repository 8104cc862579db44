//! MiniStack: CloudFront's control plane and its data plane, without a cache.
//!
//! It does not check signatures, so what the tests ask of it beside the code under test is plain HTTP.

use std::io;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::http;
use super::supervisor::{self, Plan, Supervisor};

const DISTRIBUTIONS: &str = "/2020-05-31/distribution";

/// A CloudFront that takes any credentials and completes every invalidation at once.
pub(crate) struct MiniStack {
    /// The URL of all its services.
    pub(crate) endpoint: String,
    _supervisor: Supervisor,
}

/// Returns the CloudFront that all tests of this binary share; each test makes its own distribution.
#[track_caller]
pub(crate) fn ministack() -> &'static MiniStack {
    static SHARED: OnceLock<Result<MiniStack, String>> = OnceLock::new();
    match SHARED.get_or_init(start) {
        Ok(server) => server,
        Err(reason) => panic!("{reason}"),
    }
}

fn start() -> Result<MiniStack, String> {
    let is_ready =
        |[port]: [u16; 1]| http::send(port, "GET", "/_ministack/health", "").is_ok_and(|answer| answer.status == 200);
    let (supervisor, [port]) = supervisor::start("ministack", plan, is_ready)?;
    Ok(MiniStack { endpoint: format!("http://127.0.0.1:{port}"), _supervisor: supervisor })
}

fn plan(folder: &Path, [port]: [u16; 1]) -> io::Result<Plan> {
    let folder = folder.display().to_string();
    let variables = vec![
        ("BIND_HOST", "127.0.0.1".to_owned()),
        ("GATEWAY_PORT", port.to_string()),
        ("LOG_LEVEL", "WARNING".to_owned()),
        ("S3_DATA_DIR", format!("{folder}/s3")),
        ("STATE_DIR", format!("{folder}/state")),
        ("TMPDIR", folder),
    ];
    Ok(Plan { arguments: Vec::new(), variables, leftovers: Vec::new() })
}

impl MiniStack {
    /// Creates a distribution with nothing behind it and returns its id.
    pub(crate) fn create_distribution(&self) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let config = format!(
            "<DistributionConfig xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\">\
             <CallerReference>tests-{}</CallerReference><Comment>tests</Comment><Enabled>true</Enabled>\
             <Origins><Quantity>1</Quantity><Items><Origin><Id>site</Id>\
             <DomainName>site.s3.us-east-1.amazonaws.com</DomainName>\
             <S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin></Items></Origins>\
             <DefaultCacheBehavior><TargetOriginId>site</TargetOriginId>\
             <ViewerProtocolPolicy>redirect-to-https</ViewerProtocolPolicy></DefaultCacheBehavior>\
             </DistributionConfig>",
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let answer = self.ask("POST", DISTRIBUTIONS, &config);
        texts(&answer, "Id").into_iter().next().expect("a new distribution has an id")
    }

    /// Returns the paths of each invalidation of a distribution, the oldest invalidation first.
    pub(crate) fn invalidations(&self, distribution: &str) -> Vec<Vec<String>> {
        let folder = format!("{DISTRIBUTIONS}/{distribution}/invalidation");
        let ids = texts(&self.ask("GET", &folder, ""), "Id");
        ids.iter().map(|id| texts(&self.ask("GET", &format!("{folder}/{id}"), ""), "Path")).collect()
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> String {
        let answer = http::send(http::port(&self.endpoint), method, path, body).expect("MiniStack answers");
        assert!(matches!(answer.status, 200 | 201), "{method} {path}: {} {}", answer.status, answer.body);
        answer.body
    }
}

/// Returns the text of every element `name` that has no attributes and no children.
fn texts(xml: &str, name: &str) -> Vec<String> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let elements = xml.split(&open).skip(1).filter_map(|rest| rest.split_once(&close));
    elements.map(|(text, _)| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")).collect()
}

#[test]
fn ministack_remembers_what_was_invalidated() {
    let ministack = super::ministack();
    let distribution = ministack.create_distribution();
    for (reference, paths) in [("one", "<Path>/a/</Path><Path>/b/?x=1&amp;y</Path>"), ("two", "<Path>/*</Path>")] {
        let batch = format!(
            "<InvalidationBatch><Paths><Items>{paths}</Items></Paths>\
             <CallerReference>{reference}</CallerReference></InvalidationBatch>"
        );
        ministack.ask("POST", &format!("{DISTRIBUTIONS}/{distribution}/invalidation"), &batch);
    }
    assert_eq!(ministack.invalidations(&distribution), [vec!["/a/", "/b/?x=1&y"], vec!["/*"]]);
    assert_eq!(ministack.invalidations(&ministack.create_distribution()), Vec::<Vec<String>>::new());
}
