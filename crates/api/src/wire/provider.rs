//! Providers on the wire.

use hearken_app::providers;
use hearken_domain::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::mirror::mirror;

/// A provider that may read entries, and how it is doing.
#[derive(Serialize, ToSchema)]
pub struct ProviderState {
    /// Its name in the settings.
    name: String,
    /// Whether the owner added it in the app, and can take it away there; the others are in the server's settings.
    is_added: bool,
    /// Its host.
    host: String,
    /// The model asked for.
    model: String,
    /// Whether it is asked.
    state: BreakerState,
    /// Consecutive failures that still count.
    failures: usize,
    /// Until when it is left alone.
    #[schema(value_type = Option<String>, format = "date-time", required)]
    open_until: Option<Timestamp>,
    /// Requests that are with it just now.
    in_flight: usize,
    /// How many there may be.
    max_in_flight: usize,
    /// How it failed last; null since a reset, and where it never did.
    #[schema(required)]
    last_error: Option<LastError>,
}

/// How a provider failed last.
#[derive(Serialize, ToSchema)]
pub struct LastError {
    /// The class of the failure, in the words of the readings it failed at.
    cause: String,
    /// When it was.
    #[schema(value_type = String, format = "date-time")]
    at: Timestamp,
}

impl From<providers::ProviderState> for ProviderState {
    fn from(
        providers::ProviderState { name, is_added, provider, breaker, load, last_error }: providers::ProviderState,
    ) -> Self {
        Self {
            name,
            is_added,
            host: provider.name,
            model: provider.model,
            state: breaker.state.into(),
            failures: breaker.failures,
            open_until: breaker.open_until,
            in_flight: load.in_flight,
            max_in_flight: load.limit,
            last_error: last_error.map(|error| LastError { cause: error.cause, at: error.at }),
        }
    }
}

mirror! {
    /// Whether a provider is asked.
    BreakerState of providers::BreakerState {
        /// It is.
        Closed,
        /// It failed so often that it is left alone for a while.
        Open,
        /// It was left alone, and the next entry finds out whether it answers again.
        HalfOpen,
    }
}
