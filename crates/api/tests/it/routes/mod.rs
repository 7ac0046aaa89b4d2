//! Route by route.

mod analysis;
mod auth;
mod crisis;
mod dashboard;
mod dead_letters;
mod entries;
mod entry;
mod health;
mod insights;
mod invites;
mod people;
mod person_health;
mod preferences;
mod preview;
mod privacy;
mod providers;
mod queue;
mod search;
mod site;
mod sync;
mod versions;
