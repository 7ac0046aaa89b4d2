//! The server's condition on the wire.

use hearken_app::{account, backup, health};
use hearken_domain::Timestamp;
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
    /// The backups in the server's folder for them, whoever made them.
    backup: BackupHealth,
}

/// How backups are doing.
#[derive(Serialize, ToSchema)]
pub struct BackupHealth {
    /// Whether they are made.
    state: BackupState,
    /// When the newest one was made that is there.
    #[schema(value_type = Option<String>, format = "date-time")]
    last_at: Option<Timestamp>,
}

impl From<health::Health> for Health {
    fn from(health: health::Health) -> Self {
        let services =
            Services { database: health.engine, provider: health.provider.into(), backup: health.backup.into() };
        Self { status: "ok", registration: health.registration.into(), services }
    }
}

impl From<backup::BackupHealth> for BackupHealth {
    fn from(backup::BackupHealth { state, last }: backup::BackupHealth) -> Self {
        Self { state: state.into(), last_at: last }
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
    /// Whether backups are made.
    BackupState of backup::BackupState {
        /// They are switched off.
        Off,
        /// There is none.
        NoneYet,
        /// The last one succeeded.
        Ok,
        /// The server's last one failed and there is none since; it is tried again.
        Failed,
    }
}
