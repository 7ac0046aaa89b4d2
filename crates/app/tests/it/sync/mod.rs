//! Keeping devices in step, as `docs/SYNC.md` has it.

mod model;
pub(crate) mod mutations;
mod pull;
mod push;
