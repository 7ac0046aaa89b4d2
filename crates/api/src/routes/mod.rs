//! The handlers: one file per URL, transport only. What happens is said in `hearken_app`.

pub(crate) mod analysis;
pub(crate) mod auth;
pub(crate) mod consents;
pub(crate) mod crisis;
pub(crate) mod dashboard;
pub(crate) mod dead_letters;
pub(crate) mod disclosures;
pub(crate) mod entries;
pub(crate) mod entry;
pub(crate) mod health;
pub(crate) mod insights;
pub(crate) mod invites;
pub(crate) mod local_models;
pub(crate) mod openapi;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod person_health;
pub(crate) mod preferences;
pub(crate) mod preview;
pub(crate) mod providers;
pub(crate) mod queue;
pub(crate) mod search;
pub(crate) mod sync;
pub(crate) mod versions;
