//! The server's condition on the wire.

use hearken_app::{account, health};
use serde::Serialize;
use utoipa::ToSchema;

use super::mirror::mirror;

/// The server's condition, as far as it concerns everyone.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// `ok`: the database answers. When it does not, the answer is a problem.
    status: &'static str,
    /// Who can register.
    registration: RegistrationState,
    /// What the server relies on.
    services: Services,
}

/// What the server relies on.
#[derive(Serialize, ToSchema)]
pub struct Services {
    /// The database that answered: `SQLite` or `PostgreSQL`.
    database: &'static str,
    /// The provider that may read entries.
    provider: ProviderHealth,
}

impl From<health::Health> for Health {
    fn from(health: health::Health) -> Self {
        let services = Services { database: health.engine, provider: health.provider.into() };
        Self { status: "ok", registration: health.registration.into(), services }
    }
}

mirror! {
    /// Who can register.
    RegistrationState of account::RegistrationState {
        /// There is no account yet: the first one owns the server.
        First,
        /// Anyone.
        Open,
        /// Whoever has an invitation.
        Invite,
        /// Nobody.
        Closed,
    }
    /// How the provider is doing.
    ProviderHealth of health::ProviderHealth {
        /// None is set up: rules read every entry.
        NotSetUp,
        /// It is asked.
        Up,
        /// It failed so often that it is left alone; rules read meanwhile.
        Down,
        /// It was left alone and is about to be tried again.
        Probing,
    }
}
