//! The server's condition on the wire.

use hearken_app::{account, health};
use serde::Serialize;
use utoipa::ToSchema;

/// The server's condition, as far as it concerns everyone.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// `ok`: the database answers. When it does not, the answer is a problem.
    status: &'static str,
    /// Who can register.
    registration: RegistrationState,
}

/// Who can register.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationState {
    /// There is no account yet: the first one owns the server.
    First,
    /// Anyone.
    Open,
    /// Whoever has an invitation.
    Invite,
    /// Nobody.
    Closed,
}

impl From<health::Health> for Health {
    fn from(health: health::Health) -> Self {
        Self { status: "ok", registration: health.registration.into() }
    }
}

impl From<account::RegistrationState> for RegistrationState {
    fn from(state: account::RegistrationState) -> Self {
        match state {
            account::RegistrationState::First => Self::First,
            account::RegistrationState::Open => Self::Open,
            account::RegistrationState::Invite => Self::Invite,
            account::RegistrationState::Closed => Self::Closed,
        }
    }
}
