//! What requests and answers look like. The only types with a schema; `domain` knows nothing of the wire.
//!
//! Field names are `snake_case`, times RFC 3339 in UTC, ids UUIDs. Requests refuse unknown fields.

pub mod account;
pub mod analysis;
pub mod consent;
pub mod crisis;
pub mod dashboard;
pub mod dead_letter;
pub mod disclosure;
pub mod entry;
pub mod entry_list;
pub mod health;
pub mod insight;
pub mod invite;
pub mod local_model;
pub mod page;
pub mod person;
pub mod person_health;
pub mod preferences;
pub mod preview;
pub mod provider;
pub mod queue;
pub mod recovery;
pub mod search;
pub mod sync;
pub mod version;
pub mod week;

mod mirror;
mod present;

pub use page::Page;
