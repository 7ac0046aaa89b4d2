//! The handshake: from an HTTP request to a socket's task.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use hyper::upgrade::OnUpgrade;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::channel::Channel;
use super::close::Close;
use super::{SUBPROTOCOL, hello};
use crate::problem::{Code, Problem};
use crate::state::ApiState;

/// Answers a handshake and starts the socket's task.
///
/// A page of another site gets its socket and is told goodbye with code 4403 at once: a browser would hide a refused
/// handshake from it, and from a user whose server does not know its own address.
pub(crate) fn upgrade(mut request: Request, state: ApiState) -> Result<Response, Problem> {
    let accept = accept_key(request.headers())?;
    let is_ours = state.origins.allows_socket(request.headers());
    let upgraded = hyper::upgrade::on(&mut request);
    let tasks = state.app.tasks().clone();
    tasks.spawn(run(upgraded, state, is_ours));
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    response.headers_mut().extend([
        (header::CONNECTION, HeaderValue::from_static("upgrade")),
        (header::UPGRADE, HeaderValue::from_static("websocket")),
        (header::SEC_WEBSOCKET_ACCEPT, accept),
        (header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(SUBPROTOCOL)),
    ]);
    Ok(response)
}

/// The socket's task: the handshake's end, hello, and then its turns.
async fn run(upgraded: OnUpgrade, state: ApiState, is_ours: bool) {
    let Ok(upgraded) = upgraded.await else { return };
    let channel = Channel::new(upgraded, state.app.tasks().clone()).await;
    if !is_ours {
        return channel.close(Close::Origin).await;
    }
    if let Some(socket) = Box::pin(hello::open(channel, state)).await {
        socket.run().await;
    }
}

fn accept_key(headers: &HeaderMap) -> Result<HeaderValue, Problem> {
    let is_handshake = lists(headers, &header::CONNECTION, "upgrade")
        && lists(headers, &header::UPGRADE, "websocket")
        && lists(headers, &header::SEC_WEBSOCKET_VERSION, "13");
    let key = headers.get(header::SEC_WEBSOCKET_KEY).filter(|_| is_handshake);
    let key = key.ok_or_else(|| Problem::new(Code::BadUpgrade))?;
    if !lists(headers, &header::SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL) {
        return Err(Problem::new(Code::BadUpgrade).with_detail("Ask for the subprotocol hearken.sync.v1."));
    }
    HeaderValue::try_from(derive_accept_key(key.as_bytes())).map_err(Problem::internal)
}

/// Whether a header that holds a list names `token`.
fn lists(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    let lines = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|item| item.trim().eq_ignore_ascii_case(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HANDSHAKE: [(&str, &str); 5] = [
        ("connection", "keep-alive, Upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ("sec-websocket-protocol", "other, hearken.sync.v1"),
    ];

    fn accepted(pairs: &[(&'static str, &'static str)]) -> Option<HeaderValue> {
        let pairs = pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        accept_key(&pairs.collect()).ok()
    }

    #[test]
    fn a_whole_handshake_is_accepted() {
        // The example of RFC 6455, section 1.3.
        assert_eq!(accepted(&HANDSHAKE).unwrap(), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[test]
    fn a_handshake_with_a_part_missing_is_refused() {
        for missing in HANDSHAKE {
            let rest: Vec<_> = HANDSHAKE.into_iter().filter(|part| *part != missing).collect();
            assert!(accepted(&rest).is_none(), "without {}", missing.0);
        }
    }
}
