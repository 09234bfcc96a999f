//! Waiting for whichever comes first.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

/// What comes of `work`, or nothing if `stop` comes first.
pub(super) async fn unless<T>(
    mut stop: Pin<&mut impl Future<Output = ()>>,
    work: impl Future<Output = T>,
) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(|context| match stop.as_mut().poll(context) {
        Poll::Ready(()) => Poll::Ready(None),
        Poll::Pending => work.as_mut().poll(context).map(Some),
    })
    .await
}

/// Waits for the wish to stop: Ctrl+C, or SIGTERM where there are signals.
pub(super) async fn told_to_stop() {
    let interrupt = async {
        // Without signals there is nothing to wait for but the end.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            let terminate = async {
                let _ = terminate.recv().await;
            };
            unless(pin!(terminate), interrupt).await;
            return;
        }
    }
    interrupt.await;
}
