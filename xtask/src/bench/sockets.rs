//! Sockets: what an idle one costs, and how fast a change reaches another device.

use std::error::Error;
use std::fmt;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Bytes, Message};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use super::client::{Client, request};
use super::server::{Account, Server};
use super::statistics::{Sample, millis};

const CHANGES: usize = 500;
const USERS: usize = 10;
const STALLED: usize = 50;
const PULLS: usize = 40;
/// Longer than the server waits for a client to take a frame.
const STALLED_SECONDS: u64 = 25;
const LONG_ENTRIES: usize = 10;
const SOCKET_GOAL: f64 = 12.0 * 1024.0;
const DEVICE_GOAL: Duration = Duration::from_millis(15);

pub(super) type Socket = WebSocketStream<TcpStream>;

/// From sending a change on one device to its arrival on another: the commit, the hint and the delta.
pub(super) async fn device_to_device(server: &Server) -> Result<()> {
    let account = server.register("two-devices").await?;
    let mut other = connect(server, &account).await?;
    let mut device = Client::connect(&server.address).await?;
    let body = json!({ "text": "We walked along the river.", "status": "draft" }).to_string();
    let post = request("POST", "/entries", Some(&account.token), &body);
    let mut latencies = Vec::with_capacity(CHANGES);
    let begun = Instant::now();
    for _ in 0..CHANGES {
        let sent = Instant::now();
        let (answer, arrived) = tokio::join!(device.send(&post), arrival(&mut other));
        ensure!(answer?.status == 201, "the change was not accepted");
        latencies.push(arrived?.duration_since(sent));
    }
    let sample = Sample::new(latencies, begun.elapsed());
    println!("\nA change on one device, seen on another ({CHANGES} changes, one at a time)");
    println!("  request → other socket   {sample}   (goal p99 {})", millis(DEVICE_GOAL));
    Ok(())
}

/// When the next delta has come.
async fn arrival(socket: &mut Socket) -> Result<Instant> {
    next(socket, "delta").await?;
    Ok(Instant::now())
}

/// Opens many sockets, lets them be, and looks at the server's memory.
pub(super) async fn idle(server: &Server, count: usize) -> Result<()> {
    let mut accounts = Vec::with_capacity(USERS);
    for user in 0..USERS {
        accounts.push(server.register(&format!("idle-{user}")).await?);
    }
    let before = server.resident_bytes()?;
    let begun = Instant::now();
    let mut sockets = Vec::with_capacity(count);
    for index in 0..count {
        let socket = connect(server, &accounts[index % USERS]).await;
        sockets.push(
            socket.with_context(|| format!("socket {index}; `ulimit -n` must allow {count} here and in the server"))?,
        );
    }
    let opened = begun.elapsed();
    let after = server.resident_bytes()?;
    #[expect(clippy::cast_precision_loss, reason = "shown as a whole number of bytes")]
    let each = after.saturating_sub(before) as f64 / count.max(1) as f64;
    println!("\n{count} idle sockets of {USERS} users, opened one after the other in {:.1} s", opened.as_secs_f64());
    println!(
        "  {:.1} MB → {:.1} MB RSS, {each:.0} bytes each   (goal {SOCKET_GOAL:.0})",
        megabytes(before),
        megabytes(after)
    );
    Ok(())
}

/// Clients that ask for a whole journal again and again, and take none of it: what the server keeps for each while it
/// waits for them.
pub(super) async fn stalled(server: &Server) -> Result<()> {
    let account = server.register("stalled").await?;
    let body = json!({ "text": "long ".repeat(20_000) }).to_string();
    for _ in 0..LONG_ENTRIES {
        server.ask("POST", "/entries", Some(&account), &body).await?;
    }
    let before = server.resident_bytes()?;
    let mut sockets = Vec::with_capacity(STALLED);
    for _ in 0..STALLED {
        let mut socket = connect(server, &account).await?;
        for _ in 0..PULLS {
            socket.send(Message::text(r#"{"type":"pull","cookie":0,"epoch":0,"fresh":true}"#)).await?;
        }
        sockets.push(socket);
    }
    let mut most = 0;
    for _ in 0..STALLED_SECONDS {
        tokio::time::sleep(Duration::from_secs(1)).await;
        most = most.max(server.resident_bytes()?);
    }
    #[expect(clippy::cast_precision_loss, reason = "a small count")]
    let each = megabytes(most.saturating_sub(before)) / STALLED as f64;
    println!("\n{STALLED} sockets that ask for {PULLS} pages each and read none, for {STALLED_SECONDS} s");
    println!("  {:.1} MB → at most {:.1} MB RSS, {each:.2} MB each   (goal 1 MB)", megabytes(before), megabytes(most));
    let mut ended = 0;
    for socket in &mut sockets {
        let rest = async { while let Some(Ok(_)) = socket.next().await {} };
        ended += usize::from(tokio::time::timeout(Duration::from_secs(1), rest).await.is_ok());
    }
    println!("  {ended} of {STALLED} were ended by the server");
    ensure!(ended == STALLED, "a client that takes nothing is to be let go");
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_048_576.0
}

/// Who a device is, and where it stands.
#[derive(Clone)]
pub(super) struct Greeting {
    client_id: String,
    epoch: i64,
    cookie: i64,
}

impl Greeting {
    /// A device that has nothing, with an id that no other one of this run has.
    pub(super) fn new() -> Self {
        use std::sync::atomic::{AtomicU64, Ordering};
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self { client_id: format!("{:032x}", NEXT.fetch_add(1, Ordering::Relaxed)), epoch: 0, cookie: 0 }
    }
}

/// A new device that has been brought up to date.
async fn connect(server: &Server, account: &Account) -> Result<Socket> {
    let (socket, _) = open(&server.address, &account.token, Greeting::new()).await?;
    Ok(socket)
}

/// A device that has been brought up to date, and where it stands then.
pub(super) async fn open(address: &str, token: &str, mut greeting: Greeting) -> Result<(Socket, Greeting)> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut request = format!("ws://{address}/api/v1/sync/ws").into_client_request()?;
    request.headers_mut().insert("Sec-WebSocket-Protocol", HeaderValue::from_static("hearken.sync.v1"));
    let config = WebSocketConfig::default().read_buffer_size(4096).write_buffer_size(4096);
    let (mut socket, _) = client_async_with_config(request, stream, Some(config)).await?;
    let Greeting { client_id, epoch, cookie } = &greeting;
    let hello = json!({
        "type": "hello", "token": token, "client_id": client_id, "proto": [1], "schema": 1, "epoch": epoch, "cookie": cookie,
    });
    socket.send(Message::text(hello.to_string())).await?;
    let welcome = next(&mut socket, "welcome").await?;
    let number = |name: &str| welcome[name].as_i64().unwrap_or(0);
    if number("seq") > greeting.cookie {
        let delta = next(&mut socket, "delta").await?;
        (greeting.cookie, greeting.epoch) = (delta["to"].as_i64().unwrap_or(0), number("epoch"));
    }
    Ok((socket, greeting))
}

/// The server has closed a socket, with this code.
#[derive(Debug)]
pub(super) struct Closed(pub(super) u16);

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server closed the socket with {}", self.0)
    }
}

impl Error for Closed {}

/// The next frame of a type; pings are answered, other frames passed over.
pub(super) async fn next(socket: &mut Socket, wanted: &str) -> Result<Value> {
    while let Some(message) = socket.next().await {
        match message? {
            Message::Text(text) => {
                let frame: Value = serde_json::from_str(&text)?;
                match frame["type"].as_str() {
                    Some(kind) if kind == wanted => return Ok(frame),
                    Some("ping") => socket.send(Message::text(r#"{"type":"pong"}"#)).await?,
                    _ => {}
                }
            }
            Message::Ping(_) => socket.send(Message::Pong(Bytes::new())).await?,
            Message::Close(reason) => return Err(Closed(reason.map_or(1005, |reason| reason.code.into())).into()),
            _ => {}
        }
    }
    bail!("the socket ended before a {wanted}")
}
