//! `/sync`: what keeps browsers and the server in step. The rules are in `docs/SYNC.md`.

pub(crate) mod pull;
pub(crate) mod push;
pub(crate) mod ws;
