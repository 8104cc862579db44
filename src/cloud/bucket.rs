//! A bucket seen through a prefix: get, put, copy, delete, list.
//!
//! Takes keys without the prefix, gives what the store answered. No ACL is ever sent (buckets
//! refuse them), and no policy is here: a caller says which headers and which condition.

use aws_sdk_s3::config::http::HttpResponse;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::get_object::GetObjectOutput;
use aws_sdk_s3::operation::put_object::builders::PutObjectFluentBuilder;
use aws_sdk_s3::primitives::{ByteStream, DateTimeFormat};
use aws_sdk_s3::types::{BucketLocationConstraint, CreateBucketConfiguration};
use bytes::Bytes;

use super::count::Count;
use super::error::{Error, ErrorKind};
use super::retry;
use super::stored::{Condition, Stored, Upload};
use crate::base::path::{ObjectKey, encode};

/// A bucket seen through a prefix. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Bucket {
    client: aws_sdk_s3::Client,
    region: String,
    name: String,
    /// Empty, or ends with `/`.
    prefix: String,
}

impl Bucket {
    pub(super) fn new(client: aws_sdk_s3::Client, region: String, name: &str, prefix: &str) -> Self {
        let prefix = match prefix.trim_matches('/') {
            "" => String::new(),
            prefix => format!("{prefix}/"),
        };
        Self { client, region, name: name.to_owned(), prefix }
    }

    /// Returns the name of the bucket.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what is stored under `key`.
    pub async fn get(&self, key: &ObjectKey) -> Result<Stored, Error> {
        self.get_unless(key, None).await?.ok_or_else(|| {
            Error::new(ErrorKind::Unexpected, "get", "status 304").with("key", key).with("bucket", &self.name)
        })
    }

    /// Returns what is stored under `key`, or `None` where it still has the entity tag `etag`.
    pub async fn get_if_changed(&self, key: &ObjectKey, etag: &str) -> Result<Option<Stored>, Error> {
        self.get_unless(key, Some(etag)).await
    }

    /// The SDK tries again until the headers are there; a body that breaks off is tried again here.
    async fn get_unless(&self, key: &ObjectKey, etag: Option<&str>) -> Result<Option<Stored>, Error> {
        let mut n_attempts = 0;
        loop {
            n_attempts += 1;
            let request = self.client.get_object().bucket(&self.name).key(self.full(key));
            let found = match request.set_if_none_match(etag.map(str::to_owned)).send().await {
                Ok(found) => found,
                Err(error) if error.raw_response().is_some_and(|answer| answer.status().as_u16() == 304) => {
                    return Ok(None);
                }
                Err(error) => return Err(self.refused("get", Some(key), &error)),
            };
            match stored(found).await {
                Ok(stored) => return Ok(Some(stored)),
                Err(_) if n_attempts < retry::N_ATTEMPTS => {}
                Err(detail) => {
                    let error = Error::new(ErrorKind::Unreachable, "get", detail);
                    return Err(error.with("key", key).with("bucket", &self.name));
                }
            }
        }
    }

    /// Puts `upload` under `key` if its condition holds, and returns the new entity tag.
    ///
    /// A condition that does not hold is `PreconditionFailed`, also where stores say 404 because
    /// nothing is there to match. Where an attempt was answered by silence and the next one by
    /// 412, the silent one may have been the winner: what is stored then decides.
    pub async fn put(&self, key: &ObjectKey, upload: Upload) -> Result<String, Error> {
        let n_attempts = Count::default();
        let timeouts = aws_sdk_s3::config::Builder::new().timeout_config(retry::patience(upload.body.len()));
        let request = self.asked_put(key, &upload).customize().interceptor(n_attempts.clone());
        let error = match request.config_override(timeouts).send().await {
            Ok(done) => return Ok(done.e_tag.unwrap_or_default()),
            Err(error) => self.refused("put", Some(key), &error),
        };
        let error = match (&upload.condition, error.kind()) {
            (Condition::Matches(_), ErrorKind::NotFound) => error.with_kind(ErrorKind::PreconditionFailed),
            _ => error,
        };
        if error.kind() == ErrorKind::PreconditionFailed && n_attempts.get() > 1 {
            return self.landed(key, &upload).await.ok_or(error);
        }
        Err(error)
    }

    fn asked_put(&self, key: &ObjectKey, upload: &Upload) -> PutObjectFluentBuilder {
        let request = self
            .client
            .put_object()
            .bucket(&self.name)
            .key(self.full(key))
            .body(ByteStream::from(upload.body.clone()))
            .checksum_sha256(base64(upload.digest.as_bytes()))
            .content_type(&upload.media_type)
            .set_cache_control(upload.cache_control.clone())
            .set_metadata(Some(upload.metadata.clone().into_iter().collect()));
        match &upload.condition {
            Condition::None => request,
            Condition::Absent => request.if_none_match("*"),
            Condition::Matches(etag) => request.if_match(etag),
        }
    }

    /// Returns the entity tag of what is stored if that is `upload`.
    async fn landed(&self, key: &ObjectKey, upload: &Upload) -> Option<String> {
        let stored = self.get(key).await.ok()?;
        (stored.body == upload.body && stored.metadata == upload.metadata).then_some(stored.etag)
    }

    /// Copies what is stored under `from`, headers and metadata included, inside the bucket, and
    /// returns the new entity tag.
    pub async fn copy(&self, from: &ObjectKey, to: &ObjectKey) -> Result<String, Error> {
        // A plus sign in this header means a space to some stores.
        let source = encode(&format!("{}/{}", self.name, self.full(from))).replace('+', "%2B");
        let request = self.client.copy_object().bucket(&self.name).copy_source(source).key(self.full(to));
        let done = request.send().await.map_err(|error| self.refused("copy", Some(from), &error).with("to", to))?;
        Ok(quoted(done.copy_object_result.and_then(|result| result.e_tag).unwrap_or_default()))
    }

    /// Deletes what is stored under `key`; nothing there is no error.
    pub async fn delete(&self, key: &ObjectKey) -> Result<(), Error> {
        let request = self.client.delete_object().bucket(&self.name).key(self.full(key));
        request.send().await.map(|_| ()).map_err(|error| self.refused("delete", Some(key), &error))
    }

    /// Returns the first `n` keys in byte order, without the prefix.
    pub async fn first_keys(&self, n: usize) -> Result<Vec<ObjectKey>, Error> {
        let mut keys = Vec::new();
        let mut continuation = None;
        loop {
            let n_wanted = i32::try_from(n - keys.len()).unwrap_or(i32::MAX).min(1000);
            let request = self.client.list_objects_v2().bucket(&self.name).max_keys(n_wanted);
            let request = request.prefix(&self.prefix).set_continuation_token(continuation);
            let page = request.send().await.map_err(|error| self.refused("list keys", None, &error))?;
            let found = page.contents.unwrap_or_default().into_iter().filter_map(|entry| entry.key);
            keys.extend(found.filter_map(|key| key.strip_prefix(&self.prefix).map(ObjectKey::new)));
            continuation = page.next_continuation_token;
            if continuation.is_none() || keys.len() >= n {
                keys.truncate(n);
                return Ok(keys);
            }
        }
    }

    /// Returns whether the bucket exists and may be seen.
    pub async fn exists(&self) -> Result<bool, Error> {
        let answer = self.client.head_bucket().bucket(&self.name).send().await;
        match answer.map_err(|error| self.refused("look", None, &error)) {
            Ok(_) => Ok(true),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NoBucket) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Creates the bucket in the region of the connection; one that is already ours is no error.
    pub async fn create(&self) -> Result<(), Error> {
        let elsewhere = (self.region != "us-east-1").then(|| {
            let place = BucketLocationConstraint::from(self.region.as_str());
            CreateBucketConfiguration::builder().location_constraint(place).build()
        });
        let request = self.client.create_bucket().bucket(&self.name).set_create_bucket_configuration(elsewhere);
        match request.send().await.map_err(|error| self.refused("create", None, &error)) {
            Err(error) if error.code() != Some("BucketAlreadyOwnedByYou") => Err(error),
            _ => Ok(()),
        }
    }

    fn full(&self, key: &ObjectKey) -> String {
        format!("{}{key}", self.prefix)
    }

    fn refused<E>(&self, operation: &'static str, key: Option<&ObjectKey>, error: &SdkError<E, HttpResponse>) -> Error
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let error = Error::of(operation, error);
        match key {
            Some(key) => error.with("key", key).with("bucket", &self.name),
            None => error.with("bucket", &self.name),
        }
    }
}

async fn stored(found: GetObjectOutput) -> Result<Stored, String> {
    let body: Bytes = found.body.collect().await.map_err(|error| error.to_string())?.into_bytes();
    Ok(Stored {
        body,
        etag: found.e_tag.unwrap_or_default(),
        media_type: found.content_type,
        cache_control: found.cache_control,
        last_modified: found.last_modified.and_then(|instant| instant.fmt(DateTimeFormat::HttpDate).ok()),
        metadata: found.metadata.unwrap_or_default().into_iter().collect(),
    })
}

/// Returns `etag` as it stands in a header; in the XML of a copy some stores leave out the quotes.
fn quoted(etag: String) -> String {
    if etag.is_empty() || etag.ends_with('"') { etag } else { format!("\"{etag}\"") }
}

/// Returns `bytes` in Base64 (RFC 4648 section 4), the form of checksums in S3 headers.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().fold(0_usize, |group, byte| group << 8 | usize::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let is_padding = place > chunk.len();
            text.push(if is_padding { '=' } else { DIGITS[group >> (18 - 6 * place) & 63].into() });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{base64, quoted};

    #[test]
    fn entity_tags_have_quotes() {
        for (etag, expected) in [("a", "\"a\""), ("\"a\"", "\"a\""), ("", "")] {
            assert_eq!(quoted(etag.to_owned()), expected);
        }
    }

    #[test]
    fn base64_of_rfc_4648() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("fooba", "Zm9vYmE=")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
