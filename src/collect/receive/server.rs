//! The HTTP side: one address that takes answers, until it is told to stop.
//!
//! *Origins.* A page that lies on a disk or a share says `Origin: null`, so that is let in, and so are
//! this machine and the site's own address. Nothing else is: a page elsewhere cannot send answers from
//! the browsers of those who read it. No cookie is ever read, and nothing is told but "thank you".

use super::connections::{Bounds, Busy, serve};
use super::inbox::{Inbox, Received};
use super::limit::Limit;
use super::until::told_to_stop;
use crate::disk::Failure;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

/// The longest answer, in bytes: four comments of 5,000 letters have room in any script.
const LONGEST: usize = 256 * 1024;
/// How long somebody may take to send one.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many requests may come at once, and how many a second after that.
const BURST: f64 = 2_000.0;
const PER_SECOND: f64 = 20.0;

/// A web server that stands in front has few connections; this leaves files to be opened for the answers.
const BOUNDS: Bounds =
    Bounds { most: 500, patience: Duration::from_secs(10), grace: Duration::from_secs(1) };

/// How to listen.
#[derive(Debug)]
pub struct Settings {
    /// Where.
    pub address: SocketAddr,
    /// Called once when listening has begun, with the address that it is.
    pub ready: fn(SocketAddr),
    /// Called when an answer could not be kept, and not again before one could.
    pub failed: fn(&Failure),
}

struct Server {
    inbox: Inbox,
    origin: Option<String>,
    limit: Mutex<Limit>,
    received: AtomicUsize,
    busy: Busy,
    failed: fn(&Failure),
    has_failed: AtomicBool,
}

/// Takes answers until the process is told to stop (SIGINT, SIGTERM); those that are being written are
/// finished first. Returns how many were new.
///
/// # Errors
/// When the address cannot be listened to.
pub fn listen(inbox: Inbox, settings: &Settings) -> io::Result<usize> {
    let server = Arc::new(Server {
        origin: inbox.base_url().map(origin),
        inbox,
        limit: Mutex::new(Limit::new(BURST, PER_SECOND, Instant::now())),
        received: AtomicUsize::new(0),
        busy: Busy::default(),
        failed: settings.failed,
        has_failed: AtomicBool::new(false),
    });
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(settings.address).await?;
        (settings.ready)(listener.local_addr()?);
        let router = Router::new().fallback(answer).with_state(Arc::clone(&server));
        serve(listener, router, (&server.busy, BOUNDS), told_to_stop()).await;
        io::Result::Ok(())
    })?;
    Ok(server.received.load(Ordering::Relaxed))
}

/// Any request to any path: whoever stands in front of this may have changed it.
async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    let _turn = server.busy.begin();
    let from = request.headers().get(header::ORIGIN).cloned();
    let is_known = from.as_ref().is_none_or(|from| server.knows(from));
    let mut response = match *request.method() {
        _ if !is_known => told(StatusCode::FORBIDDEN, "this page may not send answers here"),
        Method::OPTIONS => StatusCode::NO_CONTENT.into_response(),
        Method::POST => receive(&server, request).await,
        _ => told(StatusCode::METHOD_NOT_ALLOWED, "answers come by POST"),
    };
    let headers = response.headers_mut();
    if let Some(from) = from.filter(|_| is_known) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, from);
        let set = |name, value| (name, HeaderValue::from_static(value));
        headers.extend([
            set(header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
            set(header::ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type"),
            set(header::VARY, "origin"),
        ]);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn receive(server: &Arc<Server>, request: Request) -> Response {
    if let Err(wait) =
        server.limit.lock().unwrap_or_else(PoisonError::into_inner).take(Instant::now())
    {
        let mut response = told(StatusCode::TOO_MANY_REQUESTS, "too many answers at once");
        let seconds = HeaderValue::from(wait.as_secs() + 1);
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
        return response;
    }
    let token = token(request.headers());
    let body: Body = request.into_body();
    let bytes = match tokio::time::timeout(PATIENCE, to_bytes(body, LONGEST)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return told(StatusCode::PAYLOAD_TOO_LARGE, "this is too long for an answer"),
        Err(_) => return told(StatusCode::REQUEST_TIMEOUT, "this took too long"),
    };
    let own = Arc::clone(server);
    // Reading and writing may wait for the disk, so they have threads of their own.
    let received = tokio::task::spawn_blocking(move || match std::str::from_utf8(&bytes) {
        Ok(text) => own.inbox.receive(text, token.as_deref()),
        Err(_) => Received::Wrong("expected UTF-8".to_owned()),
    });
    match received.await {
        Ok(Received::New) => {
            server.received.fetch_add(1, Ordering::Relaxed);
            server.has_failed.store(false, Ordering::Relaxed);
            told(StatusCode::CREATED, "thank you")
        }
        Ok(Received::Known) => told(StatusCode::OK, "thank you"),
        Ok(Received::Other) => told(StatusCode::CONFLICT, "another answer has this id"),
        Ok(Received::NoToken) => {
            told(StatusCode::FORBIDDEN, "the link of this answer is not valid")
        }
        Ok(Received::Wrong(reason)) => told(StatusCode::UNPROCESSABLE_ENTITY, &reason),
        Ok(Received::Failed(failure)) => {
            if !server.has_failed.swap(true, Ordering::Relaxed) {
                (server.failed)(&failure);
            }
            told(StatusCode::INSUFFICIENT_STORAGE, NOT_KEPT)
        }
        Err(_) => told(StatusCode::INSUFFICIENT_STORAGE, NOT_KEPT),
    }
}

const NOT_KEPT: &str = "the answer could not be kept; try again later";

fn told(status: StatusCode, text: &str) -> Response {
    (status, format!("{text}\n")).into_response()
}

/// The token of `Authorization: Bearer …`.
fn token(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    Some(value.strip_prefix("Bearer ")?.trim().to_owned())
}

/// Scheme, host and port of an address.
fn origin(url: &str) -> String {
    let slashes = url.match_indices('/').nth(2);
    slashes.map_or(url, |(end, _)| &url[..end]).to_ascii_lowercase()
}

impl Server {
    fn knows(&self, from: &HeaderValue) -> bool {
        let Ok(from) = from.to_str() else { return false };
        from == "null" || self.origin.as_deref() == Some(from) || is_this_machine(from)
    }
}

/// Whether a page comes from a server on this machine, on whatever port.
fn is_this_machine(origin: &str) -> bool {
    let host = ["http://localhost", "http://127.0.0.1", "http://[::1]"];
    let rest = host.iter().find_map(|host| origin.strip_prefix(host));
    rest.is_some_and(|rest| {
        let port = rest.strip_prefix(':');
        rest.is_empty() || port.is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_this_machine, origin};

    #[test]
    fn origins_are_told_apart() {
        assert_eq!(origin("https://Intranet.example/reports/"), "https://intranet.example");
        assert_eq!(origin("http://a.example:8080/"), "http://a.example:8080");
        for own in ["http://localhost:1111", "http://127.0.0.1", "http://[::1]:80"] {
            assert!(is_this_machine(own), "{own}");
        }
        for other in ["http://localhost.evil.example", "http://127.0.0.1:80.evil.example", "null"] {
            assert!(!is_this_machine(other), "{other}");
        }
    }
}
