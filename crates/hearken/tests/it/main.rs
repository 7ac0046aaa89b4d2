//! The program from the outside: started, asked, signalled, refused.

#![expect(clippy::panic, clippy::unwrap_used, reason = "what a test rests on is there, or the test ends")]

mod backup;
mod checker;
mod crash;
mod demo;
mod doctor;
mod postgres;
mod refusals;
mod restore_keys;
mod serve;
mod stop;
mod support;
