//! Backups: what they hold, what they give away, and what comes back from them.

mod beside;
mod damaged;
mod refused;
mod restore_keys;
mod roundtrip;
mod support;
