//! Having entries read: who reads them, what is tried again, and what happens when things change meanwhile.

mod after_outage;
mod answers;
mod bulkhead;
mod chain;
mod consent;
mod crisis;
mod daily_limit;
mod dead_letters;
mod history;
mod ledger;
mod meanwhile;
mod poison;
mod provider;
mod rules;
