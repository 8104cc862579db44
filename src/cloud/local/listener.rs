//! The accept loop that the stand-ins and the dev server share: HTTP/1.1 on loopback, until dropped.

use std::net::{Ipv4Addr, TcpListener as StdListener};
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use crate::cloud::error::{Error, ErrorKind};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How long a request that is under way may take to end once the listener stops.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// A running accept loop. Dropped, it takes no new request and lets the ones under way end.
#[derive(Debug)]
pub struct Listener {
    port: u16,
    stop: watch::Sender<()>,
    loop_: JoinHandle<()>,
}

/// Starts to answer on `port`, or on a free one. Must be called inside a tokio runtime.
pub fn listen<S, B>(port: Option<u16>, service: S) -> Result<Listener, Error>
where
    S: Service<Request<Incoming>, Response = Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let asked = port.unwrap_or(0);
    let refused = |error: std::io::Error| {
        let kind = match error.kind() {
            std::io::ErrorKind::AddrInUse => ErrorKind::PortInUse,
            _ => ErrorKind::Unexpected,
        };
        Error::new(kind, "listen", error).with("port", asked)
    };
    let socket = StdListener::bind((Ipv4Addr::LOCALHOST, asked)).map_err(refused)?;
    socket.set_nonblocking(true).map_err(refused)?;
    let port = socket.local_addr().map_err(refused)?.port();
    let socket = TcpListener::from_std(socket).map_err(refused)?;
    let (stop, stopped) = watch::channel(());
    let loop_ = tokio::spawn(accept(socket, service, stopped));
    Ok(Listener { port, stop, loop_ })
}

impl Listener {
    /// Returns `http://127.0.0.1:PORT`.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Stops and waits until the port is free and the last answer is out.
    pub async fn stop(self) {
        drop(self.stop);
        // The loop only ends early by a panic, which tokio has reported.
        let _ = self.loop_.await;
    }
}

async fn accept<S, B>(socket: TcpListener, service: S, mut stopped: watch::Receiver<()>)
where
    S: Service<Request<Incoming>, Response = Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let mut conversations = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            _ = stopped.changed() => break,
            Some(_) = conversations.join_next() => {}
            accepted = socket.accept() => match accepted {
                Ok((stream, _)) => _ = conversations.spawn(converse(stream, service.clone(), stopped.clone())),
                // Out of file descriptors: give the conversations time to end.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
        }
    }
    drop(socket);
    while conversations.join_next().await.is_some() {}
}

/// Serves one connection; what goes wrong on it is the client's to notice.
async fn converse<S, B>(stream: TcpStream, service: S, mut stopped: watch::Receiver<()>)
where
    S: Service<Request<Incoming>, Response = Response<B>> + Send + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let _ = stream.set_nodelay(true);
    let mut conversation =
        pin!(http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        biased;
        _ = stopped.changed() => conversation.as_mut().graceful_shutdown(),
        _ = conversation.as_mut() => return,
    }
    let _ = tokio::time::timeout(LAST_WORDS, conversation).await;
}
