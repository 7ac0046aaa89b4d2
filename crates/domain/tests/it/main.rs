//! Tests of the rules from outside.
#![cfg(test)]

mod findings;
mod labels;
mod parity;
mod polarity;
mod reading;
mod shared;
mod spans;
