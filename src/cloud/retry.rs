//! The only place that decides what is tried again, how often, and how long an answer may take.
//!
//! Takes the kinds of `error`, gives settings for the SDK. Deliberately not here: how many
//! requests are under way at once, which `publish` adapts to what it hears.

use std::time::Duration;

use aws_sdk_s3::config::interceptors::InterceptorContext;
use aws_sdk_s3::config::retry::{ClassifyRetry, RetryAction, RetryConfig};
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::operation::put_object::PutObjectError;

use super::error::ErrorKind;

/// How often a request is sent at most. With the timeouts below, a wrong endpoint is given up
/// within ten seconds.
pub(super) const N_ATTEMPTS: u32 = 4;

const CONNECT: Duration = Duration::from_secs(2);
const ANSWER: Duration = Duration::from_secs(20);
/// A slow home uplink, 64 KiB per second: an upload that is slower than this has stalled.
const SLOWEST_BYTES_PER_SECOND: u64 = 64 * 1024;

/// Returns how the SDK waits between attempts: exponentially, with full jitter.
pub(super) fn attempts() -> RetryConfig {
    RetryConfig::standard()
        .with_max_attempts(N_ATTEMPTS)
        .with_initial_backoff(Duration::from_millis(200))
        .with_max_backoff(Duration::from_secs(5))
}

/// Returns how long an attempt may take that sends `n_bytes`.
pub(super) fn patience(n_bytes: usize) -> TimeoutConfig {
    let sending = Duration::from_secs(n_bytes as u64 / SLOWEST_BYTES_PER_SECOND);
    TimeoutConfig::builder().connect_timeout(CONNECT).operation_attempt_timeout(ANSWER + sending).build()
}

/// Adds to the judgment of the SDK what it does not know to be temporary: a conditional write that
/// met another one (409). 412 is a verdict and stays one.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html>
#[derive(Debug)]
pub(super) struct MeetingWrites;

impl ClassifyRetry for MeetingWrites {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let status = context.response().map(|response| response.status().as_u16());
        let error = context.output_or_error().and_then(Result::err).and_then(|error| error.as_operation_error());
        let code = error.and_then(|error| error.downcast_ref::<PutObjectError>()).and_then(|error| error.meta().code());
        match (status, code) {
            (Some(409), Some(code)) if ErrorKind::of_answer(409, Some(code)).is_temporary() => {
                RetryAction::transient_error()
            }
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "MeetingWrites"
    }
}
