//! An S3 over a folder, on loopback, with real signatures: the store of a machine without a cloud.
//!
//! Takes a folder, gives an endpoint and the keys for it. The state is on disk and outlives the
//! server; two servers over one folder, also in two processes, are one store.

use std::path::Path;
use std::sync::Arc;

use http_body_util::BodyExt;
use hyper::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use s3s::auth::{S3Auth, SecretKey};
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{Body, HttpError, HttpResponse, S3Error, S3ErrorCode, S3Result, s3_error};

use super::faults::{Faults, Strike};
use super::listener::{Listener, listen};
use super::service::Service;
use super::store::Store;
use crate::base::path::decode;
use crate::cloud::connection::Keys;
use crate::cloud::error::{Error, ErrorKind};

/// The keys are no secret: the server listens on loopback only, and they make the signing real.
const ID: &str = "seawall-local";
const SECRET: &str = "seawall-local-secret";

/// An S3 over a folder; stops when dropped.
#[derive(Debug)]
pub struct Server {
    listener: Listener,
    faults: Arc<Faults>,
}

impl Server {
    /// Starts to serve `folder`, which is made if need be, on `port` or on a free one.
    ///
    /// Must be called inside a tokio runtime.
    pub fn start(folder: &Path, port: Option<u16>) -> Result<Self, Error> {
        let store = Store::open(folder).map_err(|error| {
            Error::new(ErrorKind::Unexpected, "open the local store", error).with("folder", folder.display())
        })?;
        let mut builder = S3ServiceBuilder::new(Service(Arc::new(store)));
        builder.set_auth(FixedKeys);
        let (s3, faults) = (builder.build(), Arc::new(Faults::default()));
        let shared = faults.clone();
        let listener = listen(port, service_fn(move |request| answer(s3.clone(), shared.clone(), request)))?;
        Ok(Self { listener, faults })
    }

    /// Returns the endpoint, `http://127.0.0.1:PORT`.
    pub fn endpoint(&self) -> String {
        self.listener.address()
    }

    /// Returns the keys that the server accepts.
    pub fn keys(&self) -> Keys {
        Keys { id: ID.to_owned(), secret: SECRET.to_owned() }
    }

    /// Returns the way to ask for faults.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Stops and waits until the port is free and the last answer is out.
    pub async fn stop(self) {
        self.listener.stop().await;
    }
}

/// Knows one pair of keys, and names the error as AWS does.
#[derive(Debug)]
struct FixedKeys;

#[async_trait::async_trait]
impl S3Auth for FixedKeys {
    async fn get_secret_key(&self, id: &str) -> S3Result<SecretKey> {
        match id {
            ID => Ok(SecretKey::from(SECRET)),
            _ => {
                Err(s3_error!(InvalidAccessKeyId, "The AWS Access Key Id you provided does not exist in our records."))
            }
        }
    }
}

async fn answer(s3: S3Service, faults: Arc<Faults>, request: Request<Incoming>) -> Result<HttpResponse, HttpError> {
    let path = decode(request.uri().path()).unwrap_or_default();
    let key = path.trim_start_matches('/').split_once('/').map_or("", |(_, key)| key);
    match faults.strike(request.method().as_str(), key) {
        None => s3.call(request.map(Body::from)).await,
        Some(Strike::Cut) => Err(cut()),
        Some(Strike::LoseAnswer) => s3.call(request.map(Body::from)).await.and_then(|_| Err(cut())),
        Some(Strike::Refuse(status)) => {
            // The body is read to its end, so that the client is listening when the answer comes.
            let _ = request.into_body().collect().await;
            refusal(status)
        }
    }
}

fn cut() -> HttpError {
    HttpError::new("the connection was cut on request".into())
}

fn refusal(status: u16) -> Result<HttpResponse, HttpError> {
    let code = match status {
        403 => S3ErrorCode::AccessDenied,
        404 => S3ErrorCode::NoSuchKey,
        409 => S3ErrorCode::from_bytes(b"ConditionalRequestConflict").unwrap_or(S3ErrorCode::OperationAborted),
        412 => S3ErrorCode::PreconditionFailed,
        503 => S3ErrorCode::SlowDown,
        _ => S3ErrorCode::InternalError,
    };
    let mut error = S3Error::with_message(code, "asked for by a test");
    error.set_status_code(hyper::StatusCode::from_u16(status).unwrap_or(hyper::StatusCode::INTERNAL_SERVER_ERROR));
    error.to_http_response().map_err(|error| HttpError::new(error.into()))
}
