//! The journal: writing, changing, finding and deleting entries.

mod change;
mod create;
mod edit;
mod list;
mod merge;
mod people;
mod settle;
mod versions;
