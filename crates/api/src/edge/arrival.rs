//! Whether a request's body has arrived: who is slow to send it is not waited for when the server stops.

use axum::body::Body;
use axum::extract::Request;
use hearken_app::Tasks;
use http_body_util::BodyExt as _;
use hyper::body::Body as _;
use tokio::sync::oneshot::{self, error::TryRecvError};

/// Tells whether a body is still on its way.
pub(super) struct Arrival(Option<oneshot::Receiver<()>>);

impl Arrival {
    /// Watches the body of a request. It has arrived when it is dropped: read to its end, or not wanted.
    pub(super) fn watch(request: Request) -> (Request, Self) {
        if request.body().is_end_stream() {
            return (request, Self(None));
        }
        let (on_its_way, arrival) = oneshot::channel();
        let watched = request.map(|body| {
            Body::new(body.map_frame(move |frame| {
                let _held = &on_its_way;
                frame
            }))
        });
        (watched, Self(Some(arrival)))
    }

    /// Completes once clients are no longer waited for, if the body has not arrived by then; otherwise never.
    pub(super) async fn overdue(mut self, tasks: &Tasks) {
        tasks.hurrying().await;
        let arrives = self.0.as_mut().is_some_and(|arrival| arrival.try_recv() == Err(TryRecvError::Empty));
        if !arrives {
            std::future::pending::<()>().await;
        }
    }
}
