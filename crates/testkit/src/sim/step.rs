//! What can be done on a connection.

use std::time::Duration;

/// What to do on a connection, in order.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) steps: Vec<Step>,
    pub(crate) end: End,
}

/// One thing to do.
#[derive(Debug)]
pub(crate) enum Step {
    /// Wait.
    Wait(Duration),
    /// Send bytes.
    Send(Vec<u8>),
    /// Send bytes slowly.
    Trickle { bytes: Vec<u8>, at_once: usize, every: Duration },
    /// Send this many filler bytes.
    Fill(u64),
}

/// How it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Wait for the next request.
    KeepAlive,
    /// Close in order.
    Close,
    /// Reset the connection.
    Reset,
    /// Keep it open and say nothing until the other side closes.
    Hold,
}

impl Plan {
    pub(crate) fn send(bytes: Vec<u8>, end: End) -> Self {
        Self { steps: vec![Step::Send(bytes)], end }
    }
}
