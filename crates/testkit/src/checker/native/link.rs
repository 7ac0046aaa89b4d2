//! The two ways to the server: a socket, and plain requests.

use std::io::{self, ErrorKind};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{self, Message, WebSocket};
use uuid::Uuid;

use crate::crash::http;

/// How long a look at the socket may take.
const LOOK: Duration = Duration::from_millis(15);
const HANDSHAKE: Duration = Duration::from_secs(4);
/// How often to ask for a sign of life, and after how long without one the socket is given up.
const PING: Duration = Duration::from_secs(2);
const SILENCE: Duration = Duration::from_secs(6);
/// How long to wait for an answer to a request.
const PATIENCE: Duration = Duration::from_secs(5);
const SIGN_IN: u16 = 4401;
/// Not understood, and failed.
const DEFECTS: [u16; 2] = [4400, 1011];

/// Why a link is no more.
#[derive(Debug)]
pub(super) enum Lost {
    /// The session is no longer good.
    SignIn,
    /// Anything that a network can do.
    Broken,
    /// Something that a server must not do.
    Wrong(String),
}

impl From<io::Error> for Lost {
    fn from(_: io::Error) -> Self {
        Self::Broken
    }
}

/// Who says hello, and where they stand.
pub(super) struct Greeting<'a> {
    pub(super) token: &'a str,
    pub(super) client: Uuid,
    pub(super) cookie: i64,
    pub(super) epoch: i64,
}

pub(super) struct Socket {
    stream: WebSocket<TcpStream>,
    heard: Instant,
    pinged: Instant,
}

impl Socket {
    pub(super) fn open(address: &str, greeting: &Greeting<'_>) -> Result<Self> {
        let tcp = TcpStream::connect(address)?;
        tcp.set_nodelay(true)?;
        tcp.set_read_timeout(Some(HANDSHAKE))?;
        tcp.set_write_timeout(Some(HANDSHAKE))?;
        let mut request = format!("ws://{address}/api/v1/sync/ws").into_client_request()?;
        request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static("hearken.sync.v1"));
        let (stream, _) = tungstenite::client(request, tcp).map_err(|_| anyhow!("no handshake"))?;
        stream.get_ref().set_read_timeout(Some(LOOK))?;
        let mut opened = Self { stream, heard: Instant::now(), pinged: Instant::now() };
        let Greeting { token, client, cookie, epoch } = greeting;
        let hello = json!({
            "type": "hello", "token": token, "client_id": client, "proto": [1], "schema": 1, "epoch": epoch, "cookie": cookie,
        });
        opened.send(&hello).map_err(|_| anyhow!("no greeting"))?;
        Ok(opened)
    }

    pub(super) fn send(&mut self, frame: &Value) -> Result<(), Lost> {
        self.stream.send(Message::text(frame.to_string())).map_err(|_| Lost::Broken)
    }

    /// The next frame, if one comes soon; pings are dealt with.
    pub(super) fn receive(&mut self) -> Result<Option<Value>, Lost> {
        if self.heard.elapsed() > SILENCE {
            return Err(Lost::Broken);
        }
        if self.pinged.elapsed() > PING {
            self.pinged = Instant::now();
            self.send(&json!({ "type": "ping" }))?;
        }
        let message = match self.stream.read() {
            Ok(message) => message,
            Err(tungstenite::Error::Io(error))
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) =>
            {
                return Ok(None);
            }
            Err(_) => return Err(Lost::Broken),
        };
        self.heard = Instant::now();
        match message {
            Message::Text(text) => self.frame(&text),
            Message::Close(Some(close)) if u16::from(close.code) == SIGN_IN => Err(Lost::SignIn),
            Message::Close(Some(close)) if DEFECTS.contains(&close.code.into()) => {
                Err(Lost::Wrong(format!("the server closed a socket: {close}")))
            }
            Message::Close(_) => Err(Lost::Broken),
            _ => Ok(None),
        }
    }

    fn frame(&mut self, text: &str) -> Result<Option<Value>, Lost> {
        let frame: Value = serde_json::from_str(text).map_err(|_| Lost::Wrong(format!("not a frame: {text}")))?;
        match frame["type"].as_str() {
            Some("ping") => self.send(&json!({ "type": "pong" })).map(|()| None),
            Some("pong") => Ok(None),
            Some("auth_required") => Err(Lost::SignIn),
            _ => Ok(Some(frame)),
        }
    }
}

/// Plain requests, over one connection as long as that holds.
pub(super) struct Requests(http::Client);

impl Requests {
    pub(super) fn open(address: &str) -> io::Result<Self> {
        http::Client::with_patience(address, PATIENCE).map(Self)
    }

    pub(super) fn post(&mut self, path: &str, token: &str, body: &Value) -> Result<Value, Lost> {
        let answer = self.0.post(path, Some(token), body)?;
        match answer.status {
            200 => Ok(answer.json()),
            401 => Err(Lost::SignIn),
            // The request did not arrive whole.
            408 => Err(Lost::Broken),
            status => Err(Lost::Wrong(format!("{path} was answered with {status}"))),
        }
    }
}

/// An access token.
pub(super) fn sign_in(address: &str, email: &str, password: &str) -> Result<String> {
    let mut http = http::Client::with_patience(address, PATIENCE)?;
    let answer =
        http.post("/auth/login", None, &json!({ "email": email, "password": password, "session": "token" }))?;
    match answer.json()["access_token"].as_str() {
        Some(token) => Ok(token.to_owned()),
        None => bail!("signing in was answered with {}", answer.status),
    }
}
