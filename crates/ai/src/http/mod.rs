//! What every provider client shares: addresses, keys, the HTTP client, bounded bodies, classes of failure.

mod address;
mod api_key;
mod body;
mod client;
mod retry_after;
mod status;

use thiserror::Error;

pub(crate) use address::Address;
pub use address::AddressError;
pub use api_key::ApiKey;
pub(crate) use body::{read_body, read_some};
pub(crate) use client::{Client, build_client, class_of};
pub(crate) use retry_after::wait_of;
pub(crate) use status::refusal;

/// Why a provider client could not be set up. Shown to whoever runs the server; never repeats a value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SetupError {
    /// The base URL cannot be used.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The key has characters that no header can carry.
    #[error("the API key must be visible ASCII characters only")]
    ApiKey,
    /// There is no set of certificates to check the provider's against.
    #[error(
        "no certificates were found on this machine to check the provider's against: install the package ca-certificates"
    )]
    Certificates,
    /// The HTTP client could not be built.
    #[error("the HTTP client could not be set up")]
    Client,
}
