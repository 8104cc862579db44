//! The way to the cloud: which region, which endpoint, whose keys.
//!
//! Takes what `seawall.toml` says and what the AWS chain finds (environment, profile, SSO, web
//! identity, instance), gives clients that are cheap to clone. Nothing is sent on opening.

use aws_config::environment::EnvironmentVariableRegionProvider;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::ProfileFileRegionProvider;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_s3::config::{
    Credentials, Region, RequestChecksumCalculation, ResponseChecksumValidation, SharedCredentialsProvider,
};
use aws_smithy_http_client::tls::{self, rustls_provider::CryptoMode};
use aws_types::service_config::ServiceConfigKey;

use super::bucket::Bucket;
use super::count::Count;
use super::distribution::Distribution;
use super::retry;

const FALLBACK: &str = "us-east-1";

/// Where and as whom to connect. What is `None` the usual AWS chain decides.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// The region of the bucket.
    pub region: Option<String>,
    /// The endpoint of an S3-compatible store. It says nothing of CloudFront.
    pub endpoint: Option<String>,
    /// Fixed keys, for the embedded store only; with them neither environment nor profile is read.
    pub keys: Option<Keys>,
}

/// An access key and its secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    /// The access key.
    pub id: String,
    /// The secret; never printed.
    pub secret: String,
}

/// A way to the cloud. Clones share their count.
#[derive(Debug, Clone)]
pub struct Connection {
    s3: aws_sdk_s3::Client,
    cloudfront: aws_sdk_cloudfront::Client,
    region: String,
    is_aws: bool,
    count: Count,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Connection {
    /// Returns a connection; credentials are looked for when the first request needs them.
    pub async fn open(access: &Access) -> Self {
        let config = settings(access).await;
        let count = Count::default();
        let endpoint = access.endpoint.clone().or_else(|| endpoint_of_s3(&config));
        let is_aws = endpoint.is_none();
        let mut s3 = aws_sdk_s3::config::Builder::from(&config)
            // A store that is not AWS has one name; a bucket has no name of its own in DNS.
            .force_path_style(!is_aws)
            .retry_classifier(retry::MeetingWrites)
            .interceptor(count.clone());
        s3.set_endpoint_url(endpoint);
        let cloudfront = aws_sdk_cloudfront::config::Builder::from(&config).interceptor(count.clone());
        Self {
            s3: aws_sdk_s3::Client::from_conf(s3.build()),
            cloudfront: aws_sdk_cloudfront::Client::from_conf(cloudfront.build()),
            region: config.region().map_or_else(String::new, ToString::to_string),
            is_aws,
            count,
        }
    }

    /// Returns the bucket `name`, seen through `prefix`: every key is below it.
    pub fn bucket(&self, name: &str, prefix: &str) -> Bucket {
        Bucket::new(self.s3.clone(), self.region.clone(), name, prefix)
    }

    /// Returns the CloudFront distribution with this id.
    pub fn distribution(&self, id: &str) -> Distribution {
        Distribution::new(self.cloudfront.clone(), id)
    }

    /// Returns whether buckets are at AWS itself; no endpoint, wherever it is set, says otherwise.
    pub fn is_aws(&self) -> bool {
        self.is_aws
    }

    /// Returns how many requests were sent to S3 and CloudFront, retries included.
    pub fn n_requests(&self) -> u64 {
        self.count.get()
    }
}

/// Returns what both clients share.
async fn settings(access: &Access) -> SdkConfig {
    let http =
        aws_smithy_http_client::Builder::new().tls_provider(tls::Provider::Rustls(CryptoMode::Ring)).build_https();
    // Without any region the request still goes out, and S3 answers with the right one. The
    // metadata service of an instance is not asked: elsewhere that only costs seconds.
    let region = RegionProviderChain::first_try(access.region.clone().map(Region::new));
    let found = match &access.keys {
        Some(Keys { id, secret }) => {
            let credentials = Credentials::new(id, secret, None, None, "seawall");
            SdkConfig::builder()
                .behavior_version(BehaviorVersion::latest())
                .credentials_provider(SharedCredentialsProvider::new(credentials))
                .region(region.or_else(FALLBACK).region().await)
                .http_client(http)
                .build()
        }
        None => {
            let region = region
                .or_else(EnvironmentVariableRegionProvider::new())
                .or_else(ProfileFileRegionProvider::new())
                .or_else(FALLBACK);
            aws_config::defaults(BehaviorVersion::latest()).region(region).http_client(http).load().await
        }
    };
    found
        .into_builder()
        .retry_config(retry::attempts())
        .timeout_config(retry::patience(0))
        // Every upload carries its SHA-256; a second checksum would only cost and confuse stores.
        .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
        .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
        .build()
}

/// Returns the endpoint that the environment or the profile names for S3.
fn endpoint_of_s3(config: &SdkConfig) -> Option<String> {
    let key =
        ServiceConfigKey::builder().service_id("s3").env("AWS_ENDPOINT_URL").profile("endpoint_url").build().ok()?;
    let of_s3 = config.service_config().and_then(|found| found.load_config(key));
    of_s3.or_else(|| config.endpoint_url().map(str::to_owned))
}
