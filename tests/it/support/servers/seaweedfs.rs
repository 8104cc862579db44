//! SeaweedFS: an S3 store with real durability rules, conditional writes among them.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::OnceLock;

use super::http;
use super::supervisor::{self, Plan, Supervisor};

const KEY_ID: &str = "SEAWALLTESTKEY";
const SECRET: &str = "only-on-the-loopback";

/// An S3 store that knows one pair of credentials and refuses every other.
pub(crate) struct SeaweedFs {
    /// The URL of the store; buckets are the first part of the path.
    pub(crate) endpoint: String,
    /// The only access key that the store knows.
    pub(crate) key_id: String,
    /// The secret of `key_id`.
    pub(crate) secret: String,
    _supervisor: Supervisor,
}

/// Returns the store that all tests of this binary share; each test makes its own bucket.
#[track_caller]
pub(crate) fn seaweedfs() -> &'static SeaweedFs {
    static SHARED: OnceLock<Result<SeaweedFs, String>> = OnceLock::new();
    match SHARED.get_or_init(start) {
        Ok(server) => server,
        Err(reason) => panic!("{reason}"),
    }
}

fn start() -> Result<SeaweedFs, String> {
    // An anonymous request is refused, but only by a gateway that is up.
    let is_ready = |ports: [u16; 8]| http::send(ports[6], "GET", "/", "").is_ok_and(|answer| answer.status == 403);
    let (supervisor, ports) = supervisor::start("weed", plan, is_ready)?;
    Ok(SeaweedFs {
        endpoint: format!("http://127.0.0.1:{}", ports[6]),
        key_id: KEY_ID.to_owned(),
        secret: SECRET.to_owned(),
        _supervisor: supervisor,
    })
}

/// Master, volume server, filer and S3 gateway in one process, each with an HTTP and a gRPC port.
fn plan(folder: &Path, ports: [u16; 8]) -> io::Result<Plan> {
    fs::create_dir(folder.join("data"))?;
    #[expect(clippy::disallowed_methods, reason = "a server's configuration is not an artifact of a site")]
    fs::write(folder.join("identities.json"), identities_json())?;
    let [master, master_grpc, volume, volume_grpc, filer, filer_grpc, s3, s3_grpc] = ports;
    // The server starts in its folder, so its paths are relative.
    let arguments = format!(
        "-logtostderr=true server -ip=127.0.0.1 -ip.bind=127.0.0.1 -dir=data \
         -master.port={master} -master.port.grpc={master_grpc} -master.peers=none -master.telemetry=false \
         -master.volumeSizeLimitMB=64 -volume.port={volume} -volume.port.grpc={volume_grpc} -volume.max=4096 \
         -filer -filer.port={filer} -filer.port.grpc={filer_grpc} -filer.localSocket=filer.sock \
         -s3 -s3.port={s3} -s3.port.grpc={s3_grpc} -s3.port.iceberg=0 -s3.port.lance=0 -s3.iam=false \
         -s3.localSocket=s3.sock -s3.autoCreateBucket=false -s3.config=identities.json"
    );
    let servers = [("master", master_grpc), ("volume", volume_grpc), ("filer", filer_grpc), ("s3", s3_grpc)];
    Ok(Plan {
        arguments: arguments.split_whitespace().map(str::to_owned).collect(),
        // A bucket takes one volume instead of seven, so that every test can have its own.
        variables: vec![("WEED_MASTER_VOLUME_GROWTH_COPY_1", "1".to_owned())],
        // No flag moves these sockets.
        leftovers: servers.iter().map(|(name, port)| format!("/tmp/seaweedfs-{name}-grpc-{port}.sock")).collect(),
    })
}

fn identities_json() -> String {
    format!(
        r#"{{"identities": [{{
            "name": "tests",
            "credentials": [{{"accessKey": "{KEY_ID}", "secretKey": "{SECRET}"}}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"]
        }}]}}"#
    )
}

#[test]
fn seaweedfs_refuses_wrong_credentials() {
    #[track_caller]
    fn check(query: &str, code: &str) {
        let port = http::port(&super::seaweedfs().endpoint);
        let answer = http::send(port, "PUT", &format!("/a-bucket{query}"), "").unwrap();
        assert_eq!(answer.status, 403, "{}", answer.body);
        assert!(answer.body.contains(&format!("<Code>{code}</Code>")), "{}", answer.body);
    }
    let SeaweedFs { key_id, secret, .. } = super::seaweedfs();
    check("", "AccessDenied");
    check("?AWSAccessKeyId=SOMEBODY&Expires=9999999999&Signature=x", "InvalidAccessKeyId");
    check(&format!("?AWSAccessKeyId={key_id}&Expires=9999999999&Signature={secret}"), "SignatureDoesNotMatch");
}
