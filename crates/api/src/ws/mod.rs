//! The live end of sync: one WebSocket per open client, as `docs/SYNC.md` describes it under `GET /sync/ws`.
//!
//! A socket is one task that reads, answers and delivers in turn, so nothing is ever queued for a client: while a slow
//! one takes its delta, hints pile up into a single "there is more". What an idle socket holds in memory is what counts
//! at ten thousand of them: the work of a turn lives in a box of its own that is gone when the turn is over, large
//! frames go out in pieces so that no buffer grows to their size, and one timer serves all deadlines.

mod channel;
mod close;
mod frames;
mod hello;
mod line;
mod socket;
mod upgrade;

pub(crate) use line::Line;
pub(crate) use upgrade::upgrade;

/// The subprotocol: the version of the frames.
const SUBPROTOCOL: &str = "hearken.sync.v1";
