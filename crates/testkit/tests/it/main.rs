//! The test kit's own tests: fixtures that fail quietly would make every other test worthless.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod model;
mod postgres;
mod power;
