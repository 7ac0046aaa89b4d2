//! The store on both engines.

#![expect(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod backup;
mod breakers;
mod canary;
mod clients;
mod fill;
mod flips;
mod lost;
mod migrate;
mod open;
mod queue;
mod roundtrip;
mod schema;
mod sealed;
mod sessions;
mod statements;
mod support;
mod sync_numbers;
mod transactions;
mod turns;
mod versions;
