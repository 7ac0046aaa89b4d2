//! Accepting connections and serving them until shutdown.

use std::convert::Infallible;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::response::Response;
use hearken_app::Tasks;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;
use tracing::{debug, warn};

/// Longest time a client may take to send a request's head, and to leave a connection idle.
const HEAD_TIME: Duration = Duration::from_secs(30);
/// Pause after the system refused a connection, e.g. for want of file descriptors.
const BREATHER: Duration = Duration::from_millis(250);
/// Longest time a client may take to accept the rest of an answer once clients are no longer waited for.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// Most bytes buffered for a request's head.
const HEAD_BYTES: usize = 64 * 1024;

/// Serves `service` on `listener` until `tasks` are asked to stop. Connections are tasks themselves: they finish the
/// request they are in, and whoever shuts the tasks down waits for that, though not for ever for a slow client.
pub async fn serve(listener: TcpListener, service: Router, tasks: &Tasks) {
    let mut stopping = pin!(tasks.stopping());
    loop {
        let accepted = tokio::select! {
            () = &mut stopping => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => tasks.spawn(connection(stream, service.clone(), tasks.clone())),
            Err(error) if is_about_the_client(&error) => debug!(%error, "connection gone before it was accepted"),
            Err(error) => {
                warn!(%error, "cannot accept connections");
                tokio::time::sleep(BREATHER).await;
            }
        }
    }
}

fn is_about_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn connection(stream: TcpStream, service: Router, tasks: Tasks) {
    // Answers are small and written whole: waiting for more to send would only delay them.
    if let Err(error) = stream.set_nodelay(true) {
        debug!(%error, "cannot set TCP_NODELAY");
    }
    // Taken for as long as a request is being answered.
    let turn = Arc::new(Mutex::new(()));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), taking_turns(service, &turn))
        .with_upgrades();
    let mut connection = pin!(connection);
    let served = tokio::select! {
        served = &mut connection => served,
        () = tasks.stopping() => {
            connection.as_mut().graceful_shutdown();
            tokio::select! {
                served = &mut connection => served,
                () = is_slow(&tasks, &turn) => return debug!("connection cut: its client was too slow for the end"),
            }
        }
    };
    if let Err(error) = served {
        debug!(%error, "connection ended early");
    }
}

/// The service, which holds `turn` while it works.
fn taking_turns(
    service: Router,
    turn: &Arc<Mutex<()>>,
) -> impl Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send> + use<> {
    let (service, turn) = (TowerToHyperService::new(service), Arc::clone(turn));
    service_fn(move |request| {
        let (answer, turn) = (service.call(request), Arc::clone(&turn));
        async move {
            let _turn = turn.lock().await;
            answer.await
        }
    })
}

/// Completes when nothing of ours is in hand on a connection, and it is only its client that shutdown would wait for.
async fn is_slow(tasks: &Tasks, turn: &Mutex<()>) {
    tasks.hurrying().await;
    let _turn = turn.lock().await;
    tokio::time::sleep(LAST_WORDS).await;
}
