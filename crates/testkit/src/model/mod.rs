//! A model of sync: three clients that follow `docs/SYNC.md`, a network that loses, repeats, reorders and delays, and the
//! real server core, which is killed, restarted, compacted and now and then replaced by an older backup of itself. Whatever
//! happens: devices end up alike, every mutation takes effect once and in order, a device sees what it wrote and never goes
//! back, and no text that was typed is lost.
//!
//! A schedule is a list of steps that follows from its seed (`step`). Hundreds of them share a server as its users
//! (`world`), since opening one costs more than a schedule. Each known [`Mistake`] can be switched on, and has to be
//! found.
#![expect(clippy::expect_used, reason = "a fixture that cannot be built fails its test")]

mod campaign;
mod core;
mod device;
mod host;
mod journal;
mod mistake;
mod mutation;
mod network;
mod schedule;
mod server;
mod step;
mod tally;
mod text;
mod violation;
mod world;

pub use self::core::{Core, End, Happening, Written};
pub use campaign::{Failure, ModelOptions, ModelReport, PER_WORLD, campaign};
pub use mistake::Mistake;
pub use tally::{Fault, Tally};
pub use violation::Violation;
