//! The store on both engines.

mod canary;
mod clients;
mod fill;
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
