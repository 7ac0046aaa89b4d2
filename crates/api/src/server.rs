//! Accepting connections and serving them until shutdown.

use std::io;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use hearken_app::Tasks;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tracing::{debug, warn};

/// Longest time a client may take to send a request's head, and to leave a connection idle.
const HEAD_TIME: Duration = Duration::from_secs(30);
/// Pause after the system refused a connection, e.g. for want of file descriptors.
const BREATHER: Duration = Duration::from_millis(250);
/// Most bytes buffered for a request's head.
const HEAD_BYTES: usize = 64 * 1024;

/// Serves `service` on `listener` until `tasks` are asked to stop. Connections are tasks themselves: they finish the
/// request they are in, and whoever shuts the tasks down waits for that.
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
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
        .with_upgrades();
    let mut connection = pin!(connection);
    let served = tokio::select! {
        served = &mut connection => served,
        () = tasks.stopping() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = served {
        debug!(%error, "connection ended early");
    }
}
