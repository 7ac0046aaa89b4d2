//! A client of sync: what it sends, over HTTP and over a socket.

use futures_util::{SinkExt, StreamExt};
use hearken_api::{ApiSettings, ApiState, router, serve};
use hearken_testkit::TestApp;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// The id of the tests' client.
pub(crate) const CLIENT: &str = "0192f0c1-0000-7000-8000-00000000c11e";

/// One mutation.
pub(crate) fn mutation(mid: i64, name: &str, args: Value) -> Value {
    json!({ "mid": mid, "name": name, "args": args, "at": "2026-11-20T12:00:00Z" })
}

/// A push of the tests' client.
pub(crate) fn push(mutations: &[Value]) -> Value {
    json!({ "client_id": CLIENT, "proto": 1, "schema": 1, "epoch": 0, "mutations": mutations })
}

/// A pull of the tests' client.
pub(crate) fn pull(cookie: &Value, epoch: &Value) -> Value {
    json!({ "client_id": CLIENT, "cookie": cookie, "epoch": epoch })
}

/// Serves an application on a port of its own; returns `host:port`.
pub(crate) async fn listen(t: &TestApp, settings: ApiSettings) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let service = router(ApiState::new(t.app.clone(), settings)).unwrap();
    let tasks = t.app.tasks().clone();
    t.app.tasks().spawn(async move { serve(listener, service, &tasks).await });
    address
}

/// A socket of a client.
pub(crate) struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    /// Connects without a word.
    pub(crate) async fn connect(address: &str, headers: &[(&'static str, &str)]) -> Result<Self, Error> {
        let mut request = format!("ws://{address}/api/v1/sync/ws").into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        connect_async(request).await.map(|(socket, _)| Self(socket))
    }

    /// Connects as a client of ours does.
    pub(crate) async fn open(address: &str) -> Self {
        Self::connect(address, &[("sec-websocket-protocol", "hearken.sync.v1")]).await.unwrap()
    }

    /// Connects and says hello from the very beginning; returns the epoch and the cookie it was brought to.
    pub(crate) async fn signed_in(address: &str, token: &str) -> (Self, Value, Value) {
        let mut socket = Self::open(address).await;
        socket.send(hello(token)).await;
        let welcome = socket.next().await;
        assert_eq!(welcome["type"], "welcome", "{welcome}");
        let delta = socket.next().await;
        assert_eq!((&delta["type"], &delta["from"]), (&json!("delta"), &json!(0)), "{delta}");
        (socket, welcome["epoch"].clone(), delta["to"].clone())
    }

    pub(crate) async fn send(&mut self, frame: Value) {
        self.0.send(Message::text(frame.to_string())).await.unwrap();
    }

    pub(crate) async fn send_text(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    /// The next frame.
    #[track_caller]
    pub(crate) async fn next(&mut self) -> Value {
        match self.0.next().await {
            Some(Ok(Message::Text(text))) => serde_json::from_str(&text).unwrap(),
            other => panic!("expected a frame, got {other:?}"),
        }
    }

    /// The code with which the server says goodbye, which must be the next thing it says.
    pub(crate) async fn goodbye(&mut self) -> u16 {
        match self.0.next().await {
            Some(Ok(Message::Close(Some(frame)))) => frame.code.into(),
            other => panic!("expected a goodbye, got {other:?}"),
        }
    }
}

/// A hello from the very beginning.
pub(crate) fn hello(token: &str) -> Value {
    json!({ "type": "hello", "token": token, "client_id": CLIENT, "proto": [1], "schema": 1, "epoch": 0, "cookie": 0 })
}
