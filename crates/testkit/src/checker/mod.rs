//! Devices of one user write to the real program through a network that breaks, while the program is killed: what
//! `cargo xtask campaign live` and its short forms in the tests are made of.
//!
//! - `proxy` stands between devices and server, and breaks connections by a seed.
//! - `node` runs the web app's own sync client in Node.js; `native` is a client of its own, by `docs/SYNC.md`.
//! - `workload` decides who writes which token where, `ledger` what must have become of each.
//! - `run` lets all of it happen, then lets it come to rest, and compares everybody with the server.
//!
//! A token is a line that is written once. The devices' own texts grow at their end, the shared ones by sections, one
//! for each device, so that everything can be merged and every token must be there exactly once. Some texts all
//! devices go on at the same place: there, conflicting copies are what must come of it, and no token may be lost.

mod device;
mod judge;
mod ledger;
mod message;
mod native;
mod node;
mod party;
mod proxy;
mod replica;
mod report;
mod run;
mod server;
mod settle;
mod text;
mod watch;
mod workload;

pub use native::Mistake;
pub use node::NodeClient;
pub use report::LiveReport;
pub use run::{LiveOptions, run};
