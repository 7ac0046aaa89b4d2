//! Tests of the rules from outside.
#![cfg(test)]

mod confidence;
mod crisis;
mod dice;
mod findings;
mod harm;
mod health;
mod insight;
mod labels;
mod language;
mod parity;
mod polarity;
mod reading;
mod redaction;
mod search;
mod shared;
mod spans;
