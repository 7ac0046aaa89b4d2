//! Recovery codes on the wire.

use hearken_app::account::{self, RecoveryCode};
use hearken_domain::{Email, Invalid, Password, Private, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::account::password;

/// Somebody who forgot their password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Recovery {
    /// Address of the account.
    #[schema(value_type = String, format = "email")]
    email: Private,
    /// One of its recovery codes that was never used; case and gaps do not matter.
    #[schema(value_type = String)]
    code: Private,
    /// The password from now on; 8 to 256 characters of any kind.
    #[schema(value_type = String, format = "password", min_length = 8, max_length = 256)]
    new_password: Private,
}

impl Recovery {
    pub(crate) fn parse(self) -> Result<account::Recovery, Invalid> {
        let (email, code) = (Email::parse(&self.email)?, RecoveryCode::parse(&self.code)?);
        Ok(account::Recovery { email, code, password: password("new_password", self.new_password)? })
    }
}

/// What is known of the codes of an account.
#[derive(Serialize, ToSchema)]
pub struct RecoveryCodes {
    /// How many can still be used.
    left: usize,
    /// When they were made; null when there are none.
    #[schema(value_type = Option<String>, format = "date-time", required)]
    made_at: Option<Timestamp>,
    /// When one was last used.
    #[schema(value_type = Option<String>, format = "date-time", required)]
    last_used_at: Option<Timestamp>,
}

impl From<account::RecoveryCodes> for RecoveryCodes {
    fn from(account::RecoveryCodes { left, made_at, last_used_at }: account::RecoveryCodes) -> Self {
        Self { left, made_at, last_used_at }
    }
}

/// A wish for new recovery codes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecoveryCodesRequest {
    /// The password of the account.
    #[schema(value_type = String, format = "password")]
    password: Private,
}

impl RecoveryCodesRequest {
    pub(crate) fn parse(self) -> Result<Password, Invalid> {
        Password::parse(self.password.into_inner())
    }
}

/// A fresh set of recovery codes.
#[derive(Serialize, ToSchema)]
pub struct NewRecoveryCodes {
    /// The codes, each good for one use. Not stored: this is the only time they are shown.
    codes: Vec<String>,
}

impl From<Vec<RecoveryCode>> for NewRecoveryCodes {
    fn from(codes: Vec<RecoveryCode>) -> Self {
        Self { codes: codes.iter().map(|code| code.expose().to_string()).collect() }
    }
}
