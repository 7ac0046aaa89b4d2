//! Accounts and sessions on the wire.

use hearken_app::account::{self, SignIn};
use hearken_domain::{Email, Invalid, Password, Private, SessionId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Where the refresh token goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// Into a cookie that scripts cannot read: for browsers.
    #[default]
    Cookie,
    /// Into the answer: for clients that keep it themselves.
    Token,
}

/// An account to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// Address to sign in with.
    #[schema(value_type = String, format = "email", max_length = 254)]
    email: Private,
    /// Password to sign in with; 8 to 256 characters of any kind.
    #[schema(value_type = String, format = "password", min_length = 8, max_length = 256)]
    password: Private,
    /// What to be called; 1 to 100 characters.
    #[schema(value_type = String, min_length = 1, max_length = 100)]
    name: Private,
    /// Code of an invitation, where the server asks for one.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    invite: Option<Private>,
    /// Where the refresh token goes.
    #[serde(default)]
    #[schema(required = false)]
    session: SessionKind,
}

impl NewAccount {
    /// The account, the invitation's code, and where the refresh token goes.
    pub(crate) fn parse(self) -> Result<(hearken_domain::NewAccount, Option<String>, SessionKind), Vec<Invalid>> {
        let account = hearken_domain::NewAccount::parse(&self.email, self.password.into_inner(), &self.name)?;
        Ok((account, self.invite.map(Private::into_inner), self.session))
    }
}

/// Someone signing in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// Address of the account.
    #[schema(value_type = String, format = "email")]
    email: Private,
    /// Its password.
    #[schema(value_type = String, format = "password")]
    password: Private,
    /// Where the refresh token goes.
    #[serde(default)]
    #[schema(required = false)]
    session: SessionKind,
}

impl Login {
    pub(crate) fn parse(self, device: Private) -> Result<(SignIn, SessionKind), Invalid> {
        let (email, password) = (Email::parse(&self.email)?, Password::parse(self.password.into_inner())?);
        Ok((SignIn { email, password, device }, self.session))
    }
}

/// What to change about one's own account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountChange {
    /// What to be called; 1 to 100 characters.
    #[schema(value_type = String, min_length = 1, max_length = 100)]
    pub name: Private,
}

/// Another password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password so far.
    #[schema(value_type = String, format = "password")]
    current_password: Private,
    /// The password from now on; 8 to 256 characters of any kind.
    #[schema(value_type = String, format = "password", min_length = 8, max_length = 256)]
    new_password: Private,
}

impl PasswordChange {
    pub(crate) fn parse(self) -> Result<account::PasswordChange, Invalid> {
        let current = password("current_password", self.current_password)?;
        Ok(account::PasswordChange { current, new: password("new_password", self.new_password)? })
    }
}

/// A password in a field of another name.
pub(super) fn password(field: &'static str, text: Private) -> Result<Password, Invalid> {
    Password::parse(text.into_inner()).map_err(|invalid| Invalid { field, ..invalid })
}

/// A refresh token, from clients that keep it themselves. Without a body the cookie is taken.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshRequest {
    /// The token.
    #[schema(value_type = String)]
    pub refresh_token: Private,
}

/// What signing out leaves in a browser.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SignOut {
    /// Browsers are not told to forget what they have stored: another user's journal is among it, and who signs out has
    /// deleted their own.
    #[serde(default)]
    #[param(required = false)]
    pub keep_stored: bool,
}

/// A session that was begun or renewed.
#[derive(Serialize, ToSchema)]
pub struct SignedIn {
    /// For `Authorization: Bearer`.
    access_token: String,
    /// `Bearer`.
    token_type: &'static str,
    /// Seconds the access token holds.
    expires_in: u64,
    /// The account.
    user: User,
    /// Renews the access token, once; only when asked for with `"session": "token"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    refresh_token: Option<String>,
    /// Seconds the refresh token holds unless it is used.
    refresh_expires_in: u64,
}

impl SignedIn {
    pub(crate) fn with_refresh_token(signed_in: account::SignedIn) -> Self {
        let token = signed_in.refresh_token.expose().to_owned();
        Self { refresh_token: Some(token), ..Self::without_refresh_token(signed_in) }
    }

    pub(crate) fn without_refresh_token(signed_in: account::SignedIn) -> Self {
        Self {
            access_token: signed_in.access_token,
            token_type: "Bearer",
            expires_in: signed_in.expires_in.as_secs(),
            user: signed_in.user.into(),
            refresh_token: None,
            refresh_expires_in: signed_in.refresh_expires_in.as_secs(),
        }
    }
}

/// An account.
#[derive(Serialize, ToSchema)]
pub struct User {
    /// Id.
    #[schema(value_type = String, format = "uuid")]
    id: UserId,
    /// Address to sign in with.
    email: String,
    /// What to be called.
    #[schema(value_type = String)]
    name: Private,
    /// Whether it owns this server.
    is_owner: bool,
}

impl From<hearken_domain::User> for User {
    fn from(user: hearken_domain::User) -> Self {
        Self { id: user.id, email: user.email.as_str().to_owned(), name: user.name, is_owner: user.is_owner }
    }
}

/// Somewhere the user is signed in.
#[derive(Serialize, ToSchema)]
pub struct Session {
    /// Id.
    #[schema(value_type = String, format = "uuid")]
    id: SessionId,
    /// Browser and system, as far as they were said, with a number where another running session is called so.
    #[schema(value_type = String)]
    label: Private,
    /// Whether it is the one that asks.
    is_current: bool,
    /// When it began.
    #[schema(value_type = String, format = "date-time")]
    created_at: Timestamp,
    /// When it was last renewed.
    #[schema(value_type = String, format = "date-time")]
    last_used_at: Timestamp,
    /// When it ends at the latest.
    #[schema(value_type = String, format = "date-time")]
    expires_at: Timestamp,
}

impl Session {
    pub(crate) fn new(session: account::Session, current: SessionId) -> Self {
        let account::Session { id, label, created_at, last_used_at, expires_at } = session;
        Self { id, label, is_current: id == current, created_at, last_used_at, expires_at }
    }
}
