//! JSON frames over a WebSocket.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use hearken_app::Tasks;
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use serde::Serialize;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

use super::close::Close;
use crate::extract::MAX_BODY;
use crate::problem::Problem;

/// The library's 128 KiB would be most of what an idle socket holds.
const READ_BUFFER: usize = 4096;
/// Larger frames go out in pieces of this size, because the write buffer never shrinks again.
const PIECE: usize = 4096;
/// A push may be as large as a request's body, plus its frame around it.
const MAX_MESSAGE: usize = MAX_BODY + 4096;
/// Longest time a client may take to accept one frame.
const SEND_TIME: Duration = Duration::from_secs(20);
/// Longest time to wait for the other side's goodbye.
const CLOSE_TIME: Duration = Duration::from_secs(1);

/// A WebSocket that carries JSON text frames.
pub(super) struct Channel {
    socket: WebSocketStream<TokioIo<Upgraded>>,
    tasks: Tasks,
}

impl Channel {
    pub(super) async fn new(upgraded: Upgraded, tasks: Tasks) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(0)
            .max_message_size(Some(MAX_MESSAGE))
            .max_frame_size(Some(MAX_MESSAGE));
        let socket = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(config)).await;
        Self { socket, tasks }
    }

    /// The next text; `Ok(None)` for a sign of life below the protocol. Giving up waiting loses nothing.
    pub(super) async fn receive(&mut self) -> Result<Option<Utf8Bytes>, Close> {
        match self.socket.next().await {
            Some(Ok(Message::Text(text))) => Ok(Some(text)),
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => Ok(None),
            Some(Ok(Message::Binary(_)) | Err(Error::Capacity(_) | Error::Protocol(_) | Error::Utf8(_))) => {
                Err(Close::NotUnderstood)
            }
            Some(Ok(Message::Close(_)) | Err(_)) | None => Err(Close::Gone),
        }
    }

    /// Sends a frame and waits until the system has taken it. What it was made of is not kept that long.
    pub(super) async fn send(&mut self, frame: impl Serialize) -> Result<(), Close> {
        let json = Bytes::from(serde_json::to_vec(&frame).map_err(Problem::internal)?);
        drop(frame);
        in_time(send_pieces(&mut self.socket, json), &self.tasks).await
    }

    /// Asks the other side for a sign of life, below the protocol.
    pub(super) async fn probe(&mut self) -> Result<(), Close> {
        in_time(self.socket.send(Message::Ping(Bytes::new())), &self.tasks).await
    }

    /// Says why it ends, or answers the other side's goodbye, and waits a moment for it to be heard.
    pub(super) async fn close(mut self, close: Close) {
        let goodbye = async {
            if let Some(frame) = close.frame() {
                self.socket.close(Some(frame)).await?;
            }
            while let Some(message) = self.socket.next().await {
                message?;
            }
            Ok::<_, Error>(())
        };
        // Whoever does not listen is gone in any case.
        let _ = timeout(CLOSE_TIME, goodbye).await;
    }
}

async fn send_pieces(socket: &mut WebSocketStream<TokioIo<Upgraded>>, mut json: Bytes) -> Result<(), Error> {
    let mut opcode = OpCode::Data(Data::Text);
    loop {
        let piece = json.split_to(json.len().min(PIECE));
        socket.send(Message::Frame(Frame::message(piece, opcode, json.is_empty()))).await?;
        if json.is_empty() {
            return Ok(());
        }
        opcode = OpCode::Data(Data::Continue);
    }
}

/// Waits for a send as long as its client may take for it: less when the server stops.
async fn in_time(sending: impl Future<Output = Result<(), Error>>, tasks: &Tasks) -> Result<(), Close> {
    tokio::select! {
        sent = timeout(SEND_TIME, sending) => match sent {
            Ok(sent) => sent.map_err(|_| Close::Gone),
            Err(_) => Err(Close::Slow),
        },
        () = tasks.hurrying() => Err(Close::Stopping),
    }
}
