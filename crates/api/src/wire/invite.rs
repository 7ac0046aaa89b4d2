//! Invitations on the wire.

use hearken_app::account;
use hearken_domain::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// An invitation, without its code.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "they are three times")]
pub struct Invite {
    /// When it was made.
    #[schema(value_type = String, format = "date-time")]
    created_at: Timestamp,
    /// When it ends.
    #[schema(value_type = String, format = "date-time")]
    expires_at: Timestamp,
    /// When it was used.
    #[schema(value_type = Option<String>, format = "date-time", required)]
    used_at: Option<Timestamp>,
}

impl From<account::Invite> for Invite {
    fn from(account::Invite { created_at, expires_at, used_at }: account::Invite) -> Self {
        Self { created_at, expires_at, used_at }
    }
}

/// A fresh invitation.
#[derive(Serialize, ToSchema)]
pub struct NewInvite {
    /// The code to hand on; makes one account, once. Not stored: this is the only time it is shown.
    pub(crate) code: String,
    /// The invitation.
    pub(crate) invite: Invite,
}
