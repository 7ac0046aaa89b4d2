//! Models on the server's own machine, on the wire.

use std::time::Duration;

use hearken_app::providers::{self, ReadError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A program on this machine that serves models.
#[derive(Serialize, ToSchema)]
pub struct LocalServer {
    /// Where it listens.
    port: u16,
    /// Its models, as it names them.
    models: Vec<String>,
}

impl From<providers::LocalServer> for LocalServer {
    fn from(providers::LocalServer { port, models }: providers::LocalServer) -> Self {
        Self { port, models }
    }
}

/// One of those models.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalModel {
    /// Where its program listens.
    port: u16,
    /// Its name there.
    model: String,
}

impl From<LocalModel> for providers::LocalModel {
    fn from(LocalModel { port, model }: LocalModel) -> Self {
        Self { port, model }
    }
}

/// What came of trying a model.
#[derive(Serialize, ToSchema)]
pub struct LocalTrial {
    /// Seconds it took over the entry; null where it did not read it.
    #[schema(required)]
    seconds: Option<f64>,
    /// Why it did not, in the classes of a provider's failures; null where it did.
    #[schema(required)]
    cause: Option<String>,
}

impl From<Result<Duration, ReadError>> for LocalTrial {
    fn from(took: Result<Duration, ReadError>) -> Self {
        let (seconds, cause) = match took {
            Ok(took) => (Some(took.as_secs_f64()), None),
            Err(error) => (None, Some(error.cause())),
        };
        Self { seconds, cause }
    }
}
