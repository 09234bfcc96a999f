//! The board over HTTP, to this machine alone.

use super::{Board, Reply};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, LOCATION, X_CONTENT_TYPE_OPTIONS};
use axum::http::{Response, StatusCode};
use axum::middleware::{self, Next};
use axum::routing::get;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

/// How long a page waits for the next version before it asks again.
const POLL: Duration = Duration::from_secs(25);

/// A port of this machine that no other machine can reach; 0 is any that is free.
///
/// # Errors
/// When the port is taken.
pub fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}

/// Serves the board until the process ends.
///
/// # Errors
/// When the system refuses.
pub fn serve(listener: TcpListener, board: Arc<Board>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, routes(board)).await
    })
}

fn routes(board: Arc<Board>) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/{*path}", get(page))
        .route("/-/changes", get(changes))
        .layer(middleware::from_fn(refuse_strangers))
        .with_state(board)
}

async fn page(State(board): State<Arc<Board>>, path: Option<Path<String>>) -> Response<Body> {
    // Whoever asks for a page may have to wait until it is rendered; nobody else has to.
    let answer = move || board.answer(path.as_ref().map_or("", |Path(path)| path));
    let answered = tokio::task::spawn_blocking(answer).await;
    respond(answered.unwrap_or_else(|_| Reply::failed()))
}

/// Answers with the version that is shown as soon as it is another than the one in the query.
async fn changes(State(board): State<Arc<Board>>, RawQuery(query): RawQuery) -> String {
    let version = query.and_then(|query| query.parse().ok()).unwrap_or_default();
    let outlast = tokio::time::timeout(POLL, board.outlast(version));
    outlast.await.unwrap_or(version).to_string()
}

/// A page elsewhere could point a name of its own at this machine and read along: its requests carry
/// that name.
async fn refuse_strangers(request: Request, next: Next) -> Response<Body> {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    if host.is_some_and(is_local) {
        return next.run(request).await;
    }
    let body = "the preview answers to localhost only".into();
    respond(Reply { status: 403, media: "text/plain; charset=utf-8", location: None, body })
}

fn is_local(host: &str) -> bool {
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let name =
        host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(name, _)| name);
    ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}

fn respond(reply: Reply) -> Response<Body> {
    let mut response = Response::builder()
        .status(reply.status)
        .header(CONTENT_TYPE, reply.media)
        .header(CACHE_CONTROL, "no-store")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff");
    if let Some(location) = reply.location {
        response = response.header(LOCATION, location);
    }
    response.body(Body::from(reply.body)).unwrap_or_else(|_| {
        // An address that cannot stand in a header.
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_FOUND;
        response
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Tree;
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};

    fn start() -> (SocketAddr, Arc<Board>) {
        let board = Arc::new(Board::default());
        board.show(Arc::new(Tree::from_fixture("--- index.html\nhome")));
        let listener = listen(0).unwrap();
        let (address, shared) = (listener.local_addr().unwrap(), Arc::clone(&board));
        std::thread::spawn(move || serve(listener, shared));
        (address, board)
    }

    fn ask(address: SocketAddr, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn it_answers_this_machine_alone() {
        let (address, _) = start();
        assert!(address.ip().is_loopback());
        for host in ["localhost", "127.0.0.1:1111", "[::1]:1"] {
            let answer = ask(address, "/", host);
            assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("home"), "{answer}");
            assert!(answer.contains("cache-control: no-store"), "{answer}");
        }
        for host in ["evil.example", "localhost.evil.example:1111", "", "127.0.0.1.evil.example"] {
            assert!(ask(address, "/", host).starts_with("HTTP/1.1 403"), "{host}");
        }
        for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/..%2f..%2fetc/passwd", "/static/"] {
            assert!(ask(address, path, "localhost").starts_with("HTTP/1.1 404"), "{path}");
        }
    }

    #[test]
    fn a_page_hears_of_the_next_version() {
        let (address, board) = start();
        assert!(ask(address, "/-/changes?1", "localhost").ends_with("\r\n\r\n2"));
        let waiting = std::thread::spawn(move || ask(address, "/-/changes?2", "localhost"));
        std::thread::sleep(Duration::from_millis(50));
        board.complain("Not built", "why".to_owned());
        assert!(waiting.join().unwrap().ends_with("\r\n\r\n3"));
        assert!(ask(address, "/", "localhost").starts_with("HTTP/1.1 500"));
    }
}
