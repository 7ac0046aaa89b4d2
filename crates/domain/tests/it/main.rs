//! Tests of the rules from outside.

mod parity;
mod polarity;
mod reading;
mod shared;
mod spans;
