//! A client of the server by `docs/SYNC.md`, written for this: an outbox, a replica, and a link over a socket or over
//! plain requests. It runs on a thread of its own. Mistakes can be switched on, to see that they are found.

mod client;
mod link;
mod outbox;

use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use anyhow::{Result, anyhow};

use self::client::Client;
use super::device::Begin;
use super::message::Ask;

/// How it talks to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Socket,
    Requests,
}

/// A mistake that a client could make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// What waits when a connection breaks or cannot be made is forgotten.
    ForgetsOutbox,
    /// What has just arrived is done once more when a connection breaks, as if the outbox had not been stored with it.
    DoesAgain,
    /// A row that is held is not replaced by a newer one.
    KeepsFirst,
    /// When a connection breaks, rows and cookie are forgotten.
    StartsOver,
}

pub(super) struct NativeOptions {
    pub(super) way: Way,
    pub(super) mistake: Option<Mistake>,
    pub(super) begin: Begin,
}

/// The client's thread. It ends when this is dropped.
pub(super) struct Native {
    asks: Option<Sender<Ask>>,
    thread: Option<JoinHandle<()>>,
}

impl Native {
    pub(super) fn start(options: NativeOptions) -> Self {
        let (asks, asked) = channel();
        let thread = thread::spawn(move || Client::new(options).run(&asked));
        Self { asks: Some(asks), thread: Some(thread) }
    }

    pub(super) fn ask(&self, ask: Ask) -> Result<()> {
        let sent = self.asks.as_ref().and_then(|asks| asks.send(ask).ok());
        sent.ok_or_else(|| anyhow!("a client has ended"))
    }
}

impl Drop for Native {
    fn drop(&mut self) {
        self.asks = None;
        // If it panicked, its silence has been noticed.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}
