//! The journal: writing, changing, finding and deleting entries.

mod change;
mod create;
mod edit;
mod list;
mod people;
