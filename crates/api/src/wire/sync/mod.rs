//! Sync on the wire: what `docs/SYNC.md` says, in types. Requests over HTTP and frames on the socket share them.

mod mutation;
mod pull;
mod push;
mod row;

pub use mutation::{Mutation, MutationArgs};
pub use pull::{Delta, Pull, Pulled, Reset, ResetReason};
pub use push::{MutationResult, MutationStatus, Push, Pushed};
pub use row::{Row, RowChange, RowOp};
