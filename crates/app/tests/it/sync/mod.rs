//! Keeping devices in step, as `docs/SYNC.md` has it.

mod model;
mod mutations;
mod pull;
mod push;
