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
}

impl From<health::Health> for Health {
    fn from(health: health::Health) -> Self {
        Self { status: "ok", registration: health.registration.into() }
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
}
