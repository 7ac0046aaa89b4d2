//! Sync on the wire: what `docs/SYNC.md` says, in types. Requests over HTTP and frames on the socket share them.

mod arguments;
mod mutation;
mod pull;
mod push;
mod row;

pub use arguments::MutationArgs;
pub use mutation::Mutation;
pub use pull::{Delta, Pull, Pulled, Reset, ResetReason};
pub use push::{MutationResult, MutationStatus, Push, Pushed};
pub use row::{Row, RowChange, RowOp};
