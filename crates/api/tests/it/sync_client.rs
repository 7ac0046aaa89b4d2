//! A client of sync: what it sends, over HTTP and over a socket.

use futures_util::{SinkExt, StreamExt};
use hearken_api::{ApiSettings, ApiState, router, serve};
use hearken_testkit::TestApp;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// The id of the tests' client.
pub(crate) const CLIENT: &str = "0192f0c1-0000-7000-8000-00000000c11e";

/// One mutation.
#[expect(clippy::needless_pass_by_value, reason = "reads better where it is used")]
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
    pub(crate) async fn next(&mut self) -> Value {
        match self.0.next().await {
            Some(Ok(Message::Text(text))) => serde_json::from_str(&text).unwrap(),
            other => panic!("expected a frame, got {other:?}"),
        }
    }

    /// Sends the head of a text frame of this length, and nothing of its body.
    pub(crate) async fn begin_frame_of(&mut self, length: u64) {
        let mut head = vec![0x81, 0xff];
        head.extend(length.to_be_bytes());
        head.extend([0; 4]);
        self.plain().write_all(&head).await.unwrap();
    }

    /// Answers this many of the server's probes as a browser does for a hidden tab: nothing else is said.
    pub(crate) async fn answer_probes(&mut self, count: usize) {
        for _ in 0..count {
            let probe = self.0.next().await;
            assert!(matches!(probe, Some(Ok(Message::Ping(_)))), "expected a probe, got {probe:?}");
        }
    }

    /// Listens without ever answering, not even below the protocol; the code with which that ends.
    pub(crate) async fn keep_silent(mut self) -> u16 {
        const PROBE: &[u8] = &[0x89, 0];
        let mut heard = Vec::new();
        self.plain().read_to_end(&mut heard).await.unwrap();
        let mut rest = heard.as_slice();
        while let Some(after) = rest.strip_prefix(PROBE) {
            rest = after;
        }
        match rest {
            [0x88, _, high, low, ..] => u16::from_be_bytes([*high, *low]),
            other => panic!("expected a goodbye, got {other:?}"),
        }
    }

    fn plain(&mut self) -> &mut TcpStream {
        match self.0.get_mut() {
            MaybeTlsStream::Plain(stream) => stream,
            _ => panic!("the tests' sockets are plain"),
        }
    }

    /// Says goodbye.
    pub(crate) async fn say_goodbye(&mut self) {
        let frame = CloseFrame { code: CloseCode::Normal, reason: Utf8Bytes::default() };
        self.0.close(Some(frame)).await.unwrap();
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
