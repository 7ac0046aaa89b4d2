//! The API through its real router, on both engines. The folders under `routes` are the paths of the API.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod csrf;
mod headers;
mod limits;
mod matrix;
mod openapi;
mod problems;
mod routes;
mod support;
mod sync_client;
