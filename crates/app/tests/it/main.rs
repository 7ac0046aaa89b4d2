//! What Hearken does, on both engines.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::unchecked_time_subtraction, reason = "the spans are constants")]

mod account;
mod analysis;
mod damaged;
mod dashboard;
mod demo;
mod hub;
mod insights;
mod journal;
mod local_model;
mod person_health;
mod provider;
mod providers;
mod search;
mod support;
mod sync;
mod upkeep;
mod worker;
