//! What the cloud refused: the kind, what was asked, and the words of the service.
//!
//! Takes the errors of the SDK apart, once, so that nobody else needs to. Deliberately not here:
//! what to do about it; `retry` reads `is_temporary`, the command line turns kinds into hints.

use std::fmt;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_s3::config::http::HttpResponse;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};

/// Where the AWS chain looks. Its own words are only about the last place.
const PLACES: &str = "none in the environment, the profile, SSO, web identity, container or instance";

/// What kind of refusal it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorKind {
    /// There is nothing under that key, or no such distribution.
    NotFound,
    /// The bucket does not exist.
    NoBucket,
    /// The bucket lives in another region; the context says in which.
    WrongRegion,
    /// The condition of a write did not hold.
    PreconditionFailed,
    /// Two conditional writes met; neither was judged.
    Conflict,
    /// The keys are wrong, or may not do this.
    Denied,
    /// No credentials were found anywhere.
    NoCredentials,
    /// The service asks for fewer requests.
    Throttled,
    /// No answer came, or only one that says the service is broken.
    Unreachable,
    /// Another program listens on the port.
    PortInUse,
    /// Anything else.
    Unexpected,
}

/// What the cloud refused. Displays as a fragment fit for "failed to …".
#[derive(Debug, Clone)]
pub struct Error {
    kind: ErrorKind,
    operation: &'static str,
    context: Vec<(&'static str, String)>,
    code: Option<String>,
    detail: Option<String>,
}

impl ErrorKind {
    /// Returns whether the same request may succeed later without anybody changing anything.
    pub fn is_temporary(self) -> bool {
        matches!(self, Self::Conflict | Self::Throttled | Self::Unreachable)
    }

    /// Returns the kind of an answer with this status and error code.
    pub(super) fn of_answer(status: u16, code: Option<&str>) -> Self {
        match (status, code.unwrap_or_default()) {
            (_, "NoSuchBucket") => Self::NoBucket,
            (301 | 307, _) | (400, "AuthorizationHeaderMalformed" | "IllegalLocationConstraintException") => {
                Self::WrongRegion
            }
            (_, "TooManyInvalidationsInProgress" | "Throttling" | "SlowDown") | (429 | 503, _) => Self::Throttled,
            (409, "ConditionalRequestConflict" | "OperationAborted") => Self::Conflict,
            (_, "ExpiredToken" | "InvalidToken") | (401 | 403, _) => Self::Denied,
            (404, _) => Self::NotFound,
            (412, _) => Self::PreconditionFailed,
            (500.., _) => Self::Unreachable,
            _ => Self::Unexpected,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::NotFound => "not found",
            Self::NoBucket => "no such bucket",
            Self::WrongRegion => "the bucket is in another region",
            Self::PreconditionFailed => "something else was written there",
            Self::Conflict => "another write was under way",
            Self::Denied => "access denied",
            Self::NoCredentials => "no credentials",
            Self::Throttled => "too many requests",
            Self::Unreachable => "no answer",
            Self::PortInUse => "port in use",
            Self::Unexpected => "unexpected answer",
        }
    }
}

impl Error {
    /// Returns an error that did not come from the SDK.
    pub(super) fn new(kind: ErrorKind, operation: &'static str, detail: impl fmt::Display) -> Self {
        Self { kind, operation, context: Vec::new(), code: None, detail: Some(detail.to_string()) }
    }

    /// Returns what the SDK says about a failed `operation`.
    pub(super) fn of<E>(operation: &'static str, error: &SdkError<E, HttpResponse>) -> Self
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        match error {
            SdkError::ServiceError(refused) => {
                let (answer, meta) = (refused.raw(), refused.err().meta());
                Self::of_answer(operation, answer, meta.code(), meta.message())
            }
            SdkError::ResponseError(broken) => Self::of_answer(operation, broken.raw(), None, None),
            _ => {
                let (kind, cause) = (kind_of_silence(error), deepest(error));
                match kind {
                    ErrorKind::NoCredentials if cause.contains('\n') => Self::new(kind, operation, PLACES),
                    ErrorKind::NoCredentials => Self::new(kind, operation, format!("{PLACES}: {cause}")),
                    _ => Self::new(kind, operation, cause),
                }
            }
        }
    }

    fn of_answer(operation: &'static str, answer: &HttpResponse, code: Option<&str>, message: Option<&str>) -> Self {
        let status = answer.status().as_u16();
        let detail = match (code, message.filter(|message| !message.is_empty())) {
            (Some(code), Some(message)) => format!("{code}: {message}"),
            (Some(code), None) => code.to_owned(),
            (None, Some(message)) => message.to_owned(),
            (None, None) => format!("status {status}"),
        };
        let mut error = Self::new(ErrorKind::of_answer(status, code), operation, detail);
        error.code = code.map(str::to_owned);
        match answer.headers().get("x-amz-bucket-region") {
            Some(region) if error.kind == ErrorKind::WrongRegion => error.with("region", region),
            _ => error,
        }
    }

    /// Returns this error with one more thing that was asked; the order is the order of the text.
    pub(super) fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.context.push((name, value.to_string()));
        self
    }

    /// Returns this error as another kind, for where the request says more than the answer.
    pub(super) fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.kind = kind;
        self
    }

    /// Returns what kind of refusal it was.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns what was asked: `put`, `invalidate`.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Returns the error code of the service, such as `NoSuchBucket` or `SignatureDoesNotMatch`.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.operation)?;
        for (name, value) in &self.context {
            match *name {
                "key" | "folder" => write!(f, " `{value}`")?,
                "bucket" => write!(f, " in bucket `{value}`")?,
                _ => write!(f, " ({name} `{value}`)")?,
            }
        }
        write!(f, ": {}", self.kind.words())?;
        self.detail.as_ref().map_or(Ok(()), |detail| write!(f, " ({detail})"))
    }
}

/// The words of the source are part of the text, so there is no `source` to print twice.
impl std::error::Error for Error {}

/// Returns why there was no answer at all.
fn kind_of_silence<E>(error: &SdkError<E, HttpResponse>) -> ErrorKind
where
    E: std::error::Error + 'static,
{
    if chain(error).any(|cause| cause.is::<CredentialsError>()) {
        return ErrorKind::NoCredentials;
    }
    match error {
        SdkError::TimeoutError(_) => ErrorKind::Unreachable,
        SdkError::DispatchFailure(failure) if failure.is_io() || failure.is_timeout() => ErrorKind::Unreachable,
        SdkError::DispatchFailure(failure) => match failure.as_connector_error() {
            // A connection that the other side closed is "other" to the connector.
            Some(connector) if chain(connector).any(|cause| cause.is::<hyper::Error>()) => ErrorKind::Unreachable,
            _ => ErrorKind::Unexpected,
        },
        _ => ErrorKind::Unexpected,
    }
}

fn chain<'a>(
    error: &'a (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |error| error.source())
}

/// Returns the words of the innermost cause: "Connection refused", not "dispatch failure".
fn deepest(error: &(dyn std::error::Error + 'static)) -> String {
    chain(error).last().map_or_else(String::new, ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_a_fragment() {
        let error = Error::new(ErrorKind::Denied, "put", "AccessDenied: no").with("key", "a.html").with("bucket", "x");
        assert_eq!(error.to_string(), "put `a.html` in bucket `x`: access denied (AccessDenied: no)");
    }

    #[test]
    fn answers_have_kinds() {
        use ErrorKind::*;
        for (status, code, kind) in [
            (404, "NoSuchKey", NotFound),
            (404, "NoSuchBucket", NoBucket),
            (412, "PreconditionFailed", PreconditionFailed),
            (409, "ConditionalRequestConflict", Conflict),
            (409, "BucketAlreadyExists", Unexpected),
            (503, "SlowDown", Throttled),
            (500, "InternalError", Unreachable),
            (403, "SignatureDoesNotMatch", Denied),
            (301, "PermanentRedirect", WrongRegion),
            (400, "BadDigest", Unexpected),
        ] {
            assert_eq!(ErrorKind::of_answer(status, Some(code)), kind, "{status} {code}");
        }
    }
}
