//! The S3 operations that Seawall uses, over a `Store`.
//!
//! Takes what `s3s` has parsed and whose signature it has checked, gives what AWS would answer.
//! Deliberately not here: versions, multipart uploads, ACLs, policies.

use std::sync::Arc;

use http_body_util::BodyExt;
use s3s::checksum::ChecksumHasher;
use s3s::crypto::{Checksum as _, Md5, Sha256};
use s3s::dto::*;
use s3s::{Body, S3, S3Error, S3Request, S3Response, S3Result, s3_error};

use super::listing::{self, Ask};
use super::store::{Details, Found, Refusal, Store, Write};
use crate::cloud::stored::Condition;

/// The S3 operations over a folder.
#[derive(Debug, Clone)]
pub(super) struct Service(pub(super) Arc<Store>);

impl From<Refusal> for S3Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NoBucket => s3_error!(NoSuchBucket, "The specified bucket does not exist"),
            Refusal::NoKey => s3_error!(NoSuchKey, "The specified key does not exist."),
            Refusal::Condition => s3_error!(PreconditionFailed, "A pre-condition you specified did not hold"),
            Refusal::LongKey => s3_error!(KeyTooLongError, "Your key is too long"),
            Refusal::Disk(error) => s3_error!(InternalError, "{error}"),
        }
    }
}

impl Service {
    /// Does blocking work where it does not hold up other requests.
    async fn on_disk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, Refusal> + Send + 'static,
    ) -> S3Result<T> {
        let store = self.0.clone();
        let done = tokio::task::spawn_blocking(move || work(&store)).await;
        Ok(done.map_err(S3Error::internal_error)??)
    }
}

#[async_trait::async_trait]
impl S3 for Service {
    async fn list_buckets(&self, _: S3Request<ListBucketsInput>) -> S3Result<S3Response<ListBucketsOutput>> {
        let names = self.on_disk(Store::buckets).await?;
        let buckets = names.into_iter().map(|name| Bucket { name: Some(name), ..Bucket::default() }).collect();
        Ok(S3Response::new(ListBucketsOutput { buckets: Some(buckets), ..ListBucketsOutput::default() }))
    }

    async fn create_bucket(&self, request: S3Request<CreateBucketInput>) -> S3Result<S3Response<CreateBucketOutput>> {
        self.on_disk(move |store| store.create(&request.input.bucket)).await?;
        Ok(S3Response::new(CreateBucketOutput::default()))
    }

    async fn head_bucket(&self, request: S3Request<HeadBucketInput>) -> S3Result<S3Response<HeadBucketOutput>> {
        self.on_disk(move |store| store.look(&request.input.bucket)).await?;
        Ok(S3Response::new(HeadBucketOutput::default()))
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        let GetObjectInput { bucket, key, range, if_none_match, if_match, .. } = request.input;
        let found = self.on_disk(move |store| store.get(&bucket, &key)).await?;
        judge_read(&found.details, if_match.as_ref(), if_none_match.as_ref())?;
        let Found { details, modified, mut body } = found;
        let mut output = GetObjectOutput {
            content_range: None,
            e_tag: Some(ETag::Strong(details.etag)),
            last_modified: Some(modified.into()),
            content_type: details.media_type,
            cache_control: details.cache_control,
            content_encoding: details.content_encoding,
            metadata: Some(details.metadata.into_iter().collect()),
            checksum_sha256: details.sha256,
            accept_ranges: Some("bytes".to_owned()),
            ..GetObjectOutput::default()
        };
        if let Some(range) = range {
            let part = range.check(details.length)?;
            output.content_range = Some(format!("bytes {}-{}/{}", part.start, part.end - 1, details.length));
            output.checksum_sha256 = None;
            body = body.slice(usize::try_from(part.start).unwrap_or(0)..usize::try_from(part.end).unwrap_or(0));
        }
        output.content_length = Some(body.len() as i64);
        output.body = Some(StreamingBlob::from(Body::from(body)));
        Ok(S3Response::new(output))
    }

    async fn head_object(&self, request: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
        let HeadObjectInput { bucket, key, if_none_match, if_match, .. } = request.input;
        let Found { details, modified, .. } = self.on_disk(move |store| store.head(&bucket, &key)).await?;
        judge_read(&details, if_match.as_ref(), if_none_match.as_ref())?;
        Ok(S3Response::new(HeadObjectOutput {
            content_length: Some(details.length as i64),
            e_tag: Some(ETag::Strong(details.etag)),
            last_modified: Some(modified.into()),
            content_type: details.media_type,
            cache_control: details.cache_control,
            content_encoding: details.content_encoding,
            metadata: Some(details.metadata.into_iter().collect()),
            checksum_sha256: details.sha256,
            ..HeadObjectOutput::default()
        }))
    }

    async fn put_object(&self, request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        let input = request.input;
        let condition = condition_of_write(input.if_match, input.if_none_match)?;
        let body = match input.body {
            Some(body) => {
                Body::from(body).collect().await.map_err(|error| s3_error!(IncompleteBody, "{error}"))?.to_bytes()
            }
            None => bytes::Bytes::new(),
        };
        let mut hasher = ChecksumHasher { sha256: Some(Sha256::new()), ..ChecksumHasher::default() };
        hasher.update(&body);
        let sha256 = hasher.finalize().checksum_sha256;
        if input.checksum_sha256.is_some() && input.checksum_sha256 != sha256 {
            return Err(s3_error!(BadDigest, "The SHA256 you specified did not match the calculated checksum."));
        }
        let details = Details {
            etag: md5(&body),
            length: body.len() as u64,
            sha256,
            media_type: input.content_type,
            cache_control: input.cache_control,
            content_encoding: input.content_encoding,
            metadata: input.metadata.unwrap_or_default().into_iter().collect(),
        };
        let (etag, sha256) = (details.etag.clone(), details.sha256.clone());
        let write = Write { bucket: input.bucket, key: input.key, details };
        self.on_disk(move |store| store.put(&write, &body, &condition)).await?;
        let e_tag = Some(ETag::Strong(etag));
        Ok(S3Response::new(PutObjectOutput { e_tag, checksum_sha256: sha256, ..PutObjectOutput::default() }))
    }

    async fn copy_object(&self, request: S3Request<CopyObjectInput>) -> S3Result<S3Response<CopyObjectOutput>> {
        let input = request.input;
        let CopySource::Bucket { bucket, key, .. } = input.copy_source else { return Err(s3_error!(NotImplemented)) };
        let found = self.on_disk(move |store| store.get(&bucket, &key)).await?;
        let mut details = found.details;
        if input.metadata_directive.is_some_and(|directive| directive.as_str() == MetadataDirective::REPLACE) {
            details.media_type = input.content_type;
            details.cache_control = input.cache_control;
            details.content_encoding = input.content_encoding;
            details.metadata = input.metadata.unwrap_or_default().into_iter().collect();
        }
        let e_tag = Some(ETag::Strong(details.etag.clone()));
        let write = Write { bucket: input.bucket, key: input.key, details };
        self.on_disk(move |store| store.put(&write, &found.body, &Condition::None)).await?;
        let result = CopyObjectResult { e_tag, ..CopyObjectResult::default() };
        Ok(S3Response::new(CopyObjectOutput { copy_object_result: Some(result), ..CopyObjectOutput::default() }))
    }

    async fn delete_object(&self, request: S3Request<DeleteObjectInput>) -> S3Result<S3Response<DeleteObjectOutput>> {
        self.on_disk(move |store| store.delete(&request.input.bucket, &request.input.key)).await?;
        Ok(S3Response::new(DeleteObjectOutput::default()))
    }

    async fn delete_objects(
        &self,
        request: S3Request<DeleteObjectsInput>,
    ) -> S3Result<S3Response<DeleteObjectsOutput>> {
        let DeleteObjectsInput { bucket, delete, .. } = request.input;
        let keys: Vec<String> = delete.objects.into_iter().map(|object| object.key).collect();
        let gone = keys.clone();
        self.on_disk(move |store| keys.iter().try_for_each(|key| store.delete(&bucket, key))).await?;
        let deleted = gone.into_iter().map(|key| DeletedObject { key: Some(key), ..DeletedObject::default() });
        Ok(S3Response::new(DeleteObjectsOutput { deleted: Some(deleted.collect()), ..DeleteObjectsOutput::default() }))
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        let input = request.input;
        let prefix = input.prefix.clone().unwrap_or_default();
        let after = input.continuation_token.clone().or(input.start_after.clone()).unwrap_or_default();
        let limit = usize::try_from(input.max_keys.unwrap_or(1000)).unwrap_or(0).min(1000);
        let (bucket, delimiter) = (input.bucket.clone(), input.delimiter.clone());
        let (page, contents) = self
            .on_disk(move |store| {
                let ask = Ask { prefix: &prefix, delimiter: delimiter.as_deref(), after: &after, limit };
                let page = listing::page(&store.keys(&bucket)?, &ask);
                let contents: Vec<Object> = page.keys.iter().filter_map(|key| entry(store, &bucket, key)).collect();
                Ok((page, contents))
            })
            .await?;
        let prefixes = page.prefixes.into_iter().map(|prefix| CommonPrefix { prefix: Some(prefix) });
        Ok(S3Response::new(ListObjectsV2Output {
            key_count: i32::try_from(contents.len() + prefixes.len()).ok(),
            max_keys: i32::try_from(limit).ok(),
            contents: Some(contents),
            common_prefixes: Some(prefixes.collect()),
            is_truncated: Some(page.next.is_some()),
            next_continuation_token: page.next,
            name: Some(input.bucket),
            prefix: input.prefix,
            delimiter: input.delimiter,
            continuation_token: input.continuation_token,
            start_after: input.start_after,
            ..ListObjectsV2Output::default()
        }))
    }
}

/// Returns the line of a list for `key`, or nothing where it was deleted meanwhile.
fn entry(store: &Store, bucket: &str, key: &str) -> Option<Object> {
    let found = store.head(bucket, key).ok()?;
    Some(Object {
        key: Some(key.to_owned()),
        size: i64::try_from(found.details.length).ok(),
        e_tag: Some(ETag::Strong(found.details.etag)),
        last_modified: Some(found.modified.into()),
        ..Object::default()
    })
}

/// S3 knows `If-None-Match: *` and `If-Match: "…"` for writes, and nothing else.
fn condition_of_write(if_match: Option<ETagCondition>, if_none_match: Option<ETagCondition>) -> S3Result<Condition> {
    match (if_match, if_none_match) {
        (None, None) => Ok(Condition::None),
        (None, Some(ETagCondition::Any)) => Ok(Condition::Absent),
        (Some(ETagCondition::ETag(ETag::Strong(etag))), None) => Ok(Condition::Matches(etag)),
        _ => Err(s3_error!(NotImplemented, "A header you provided implies functionality that is not implemented")),
    }
}

fn judge_read(
    details: &Details,
    if_match: Option<&ETagCondition>,
    if_none_match: Option<&ETagCondition>,
) -> S3Result<()> {
    let is_this = |condition: &ETagCondition| condition.as_etag().is_none_or(|etag| etag.value() == details.etag);
    if if_match.is_some_and(|condition| !is_this(condition)) {
        return Err(s3_error!(PreconditionFailed));
    }
    if if_none_match.is_some_and(is_this) {
        return Err(s3_error!(NotModified));
    }
    Ok(())
}

/// Returns the MD5 as AWS writes it into the ETag of a body that came in one part.
fn md5(body: &[u8]) -> String {
    let mut hasher = Md5::new();
    hasher.update(body);
    hasher.finalize().as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
