//! The provider client, the breaker and the reader against a real HTTP server that misbehaves.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "what a test rests on is there, or the test ends")]

mod breaker;
mod chain;
mod dialects;
mod failures;
mod formats;
mod ledger;
mod local;
mod privacy;
mod reading;
mod support;
mod tls;
