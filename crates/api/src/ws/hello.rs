//! The first exchange on a socket: who is there, and where it stands.

use std::time::Duration;

use hearken_app::sync;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Utf8Bytes;
use tracing::debug;

use super::channel::Channel;
use super::close::Close;
use super::frames::{ClientFrame, Hello, ServerFrame};
use super::socket::Socket;
use crate::problem::Problem;
use crate::state::ApiState;

/// Waits for hello, answers it, and brings the client up to date. `None` when that was the end of it.
pub(super) async fn open(mut channel: Channel, state: ApiState) -> Option<Box<Socket>> {
    let hello = tokio::select! {
        hello = await_hello(&mut channel, state.settings.hello) => hello,
        () = state.app.tasks().stopping() => Err(Close::Stopping),
    };
    let hello = match hello {
        Ok(hello) => hello,
        Err(close) => {
            channel.close(close).await;
            return None;
        }
    };
    let actor = match state.app.authenticate(&hello.token) {
        Ok(actor) => actor,
        Err(error) => {
            debug!(%error, "sync socket refused");
            channel.close(Close::SignIn).await;
            return None;
        }
    };
    let mut socket = Box::new(Socket::new(channel, state, actor, hello.client_id));
    match welcome(&mut socket, &hello).await {
        Ok(()) => Some(socket),
        Err(close) => {
            socket.close(close).await;
            None
        }
    }
}

async fn await_hello(channel: &mut Channel, patience: Duration) -> Result<Hello, Close> {
    let text = timeout(patience, first_text(channel)).await.map_err(|_| Close::SignIn)??;
    match ClientFrame::read(&text) {
        Ok(ClientFrame::Hello(hello)) if hello.proto.contains(&sync::PROTO) => Ok(hello),
        _ => Err(Close::NotUnderstood),
    }
}

async fn first_text(channel: &mut Channel) -> Result<Utf8Bytes, Close> {
    loop {
        if let Some(text) = channel.receive().await? {
            return Ok(text);
        }
    }
}

/// The socket listens for changes already, so nothing falls between this snapshot and the first hint.
async fn welcome(socket: &mut Socket, hello: &Hello) -> Result<(), Close> {
    let head = socket.state.app.read(socket.actor.user, (), |tx, ()| Box::pin(tx.sync_head()));
    let head = socket.state.line.take(head).await.map_err(Problem::from)?;
    let ping_ms = u64::try_from(socket.state.settings.ping.as_millis()).unwrap_or(u64::MAX);
    let server_time = socket.state.app.ctx().now();
    let welcome = ServerFrame::Welcome { proto: sync::PROTO, epoch: head.epoch, seq: head.seq, ping_ms, server_time };
    socket.channel.send(welcome).await?;
    socket.stands_at(hello.cookie, hello.epoch, hello.epoch == 0);
    let is_there = hello.epoch == head.epoch && hello.cookie == head.seq;
    if is_there { Ok(()) } else { socket.catch_up().await }
}
