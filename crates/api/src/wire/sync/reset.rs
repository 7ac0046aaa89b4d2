//! Starting over, as a push, a pull or the socket may ask for.

use hearken_app::sync;
use serde::Serialize;
use utoipa::ToSchema;

/// Tells a client to start over, keeping its outbox.
#[derive(Serialize, ToSchema)]
pub struct Reset {
    /// The cookie the client named.
    pub from: i64,
    /// The epoch the client named.
    pub from_epoch: i64,
    /// The epoch to take.
    pub epoch: i64,
    /// Deletions up to this number are no longer known.
    pub floor: i64,
    /// Why.
    pub reason: ResetReason,
}

/// Why a client starts over.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResetReason {
    /// The server's database was restored, or lost its tail: discard rows and pull from 0.
    Epoch,
    /// The client was away for too long: discard rows and pull from 0.
    Floor,
    /// The socket fell behind: keep everything and pull from the cookie. Only on the socket.
    Lag,
}

impl From<sync::Reset> for Reset {
    fn from(reset: sync::Reset) -> Self {
        let sync::Reset { from, from_epoch, epoch, floor, reason } = reset;
        let reason = match reason {
            sync::ResetReason::Epoch => ResetReason::Epoch,
            sync::ResetReason::Floor => ResetReason::Floor,
        };
        Self { from, from_epoch, epoch, floor, reason }
    }
}
