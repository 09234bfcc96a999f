//! Connections: a certain number at a time, none that is kept open by saying nothing, and an end that
//! nobody can hold up.

use super::until::unless;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

/// What connections may do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// How many there may be; whoever comes then waits in the queue of the system.
    pub(super) most: usize,
    /// How long one may take to say what it wants.
    pub(super) patience: Duration,
    /// How long it may take to close once nothing is being done for it.
    pub(super) grace: Duration,
}

/// How many requests are being answered.
#[derive(Clone, Debug, Default)]
pub(super) struct Busy(Arc<AtomicUsize>);

/// One request that is being answered, until this is dropped.
pub(super) struct Turn(Arc<AtomicUsize>);

impl Busy {
    /// One more.
    pub(super) fn begin(&self) -> Turn {
        self.0.fetch_add(1, Ordering::SeqCst);
        Turn(Arc::clone(&self.0))
    }

    fn is_over(&self) -> bool {
        self.0.load(Ordering::SeqCst) == 0
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Answers connections until `stop`; then those that are being answered to their end.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    (busy, bounds): (&Busy, Bounds),
    stop: impl Future<Output = ()>,
) {
    let mut stop = pin!(stop);
    let (places, open) = (Arc::new(Semaphore::new(bounds.most)), GracefulShutdown::new());
    while let Some(place) = unless(stop.as_mut(), Arc::clone(&places).acquire_owned()).await {
        let Some(taken) = unless(stop.as_mut(), listener.accept()).await else { break };
        let Ok((stream, _)) = taken else {
            // The machine has no room for one more; it may have some soon.
            if unless(stop.as_mut(), sleep(bounds.grace)).await.is_none() {
                break;
            }
            continue;
        };
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(bounds.patience)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let connection = open.watch(connection);
        tokio::spawn(async move {
            // Whatever broke it is the other side's to notice.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let mut closing = pin!(open.shutdown());
    // What was said last may still be on its way, so once more after everything is done.
    let mut was_over = false;
    while timeout(bounds.grace, closing.as_mut()).await.is_err() {
        let is_over = busy.is_over();
        if is_over && was_over {
            return;
        }
        was_over = is_over;
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, Busy, serve};
    use axum::Router;
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};
    use std::sync::mpsc;
    use std::thread;
    use std::time::{Duration, Instant};
    use tokio::net::TcpListener;
    use tokio::sync::oneshot;

    /// Serves until told to stop; says how long stopping took.
    fn serving(bounds: Bounds, act: impl FnOnce(SocketAddr)) -> Duration {
        let (tell, told) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let server = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                let busy = Busy::default();
                let own = busy.clone();
                let slow = move || {
                    let turn = own.begin();
                    async move {
                        tokio::time::sleep(Duration::from_millis(600)).await;
                        drop(turn);
                        "slow"
                    }
                };
                let router = Router::new()
                    .route("/slow", axum::routing::get(slow))
                    .fallback(|| async { "well" });
                let stop = async { drop(stopped.await) };
                serve(listener, router, (&busy, bounds), stop).await;
            });
        });
        act(told.recv().unwrap());
        let begin = Instant::now();
        stop.send(()).unwrap();
        server.join().unwrap();
        begin.elapsed()
    }

    fn connect(address: SocketAddr, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    }

    fn rest(mut stream: TcpStream) -> String {
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    const WHOLE: &str = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    #[test]
    fn who_says_nothing_loses_the_connection_and_the_place() {
        let patience = Duration::from_millis(300);
        let bounds = Bounds { most: 2, patience, grace: Duration::from_millis(50) };
        serving(bounds, |address| {
            let slow = ["GET / HTTP/1.1\r\nX-long", ""].map(|text| connect(address, text));
            // Both places are taken; the third waits until one is free.
            let begin = Instant::now();
            assert!(rest(connect(address, WHOLE)).ends_with("well"));
            assert!(begin.elapsed() >= patience / 2, "there was a third place");
            for one in slow {
                assert!(!rest(one).contains("well"));
            }
        });
    }

    #[test]
    fn nobody_holds_up_the_end_and_nobody_is_cut_off() {
        let patience = Duration::from_secs(30);
        let bounds = Bounds { most: 9, patience, grace: Duration::from_millis(50) };
        let mut answered = None;
        let mut half = None;
        let took = serving(bounds, |address| {
            half = Some(connect(address, "POST / HTTP/1.1\r\nX-long"));
            answered = Some(connect(address, &WHOLE.replace("/ ", "/slow ")));
            // Time to be accepted.
            thread::sleep(Duration::from_millis(200));
        });
        assert!(took < Duration::from_secs(10), "{took:?}");
        assert!(rest(answered.unwrap()).ends_with("slow"));
    }
}
