//! Sync on the wire: what `docs/SYNC.md` says, in types. Requests over HTTP and frames on the socket share them.

mod arguments;
mod mutation;
mod pull;
mod push;
mod reset;
mod result;
mod row;

pub use arguments::MutationArgs;
pub use mutation::Mutation;
pub use pull::{Delta, Pull, Pulled};
pub use push::{Push, Pushed};
pub use reset::{Reset, ResetReason};
pub use result::{MutationResult, MutationStatus};
pub use row::{Row, RowChange, RowOp};
