//! Keeping devices in step, as `docs/SYNC.md` has it.

pub(crate) mod mutations;
mod pull;
mod push;
mod titles;
