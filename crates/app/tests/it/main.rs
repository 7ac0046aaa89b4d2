//! What Hearken does, on both engines.

mod account;
mod analysis;
mod hub;
mod journal;
mod provider;
mod support;
mod sync;
mod worker;
