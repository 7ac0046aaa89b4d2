//! Accounts: who may register, how they sign in, and the sessions they hold.

mod access_token;
mod error;
mod invites;
mod label;
mod password;
mod profile;
mod recovery;
mod recovery_code;
mod refresh_token;
mod register;
mod sessions;
mod sign_in;
mod throttle;

use std::time::Duration;

use hearken_domain::{Ctx, SessionId, Timestamp, User, UserId};
use hearken_store::{Store, StoreError};
use moka::sync::Cache;
use serde::Deserialize;

use access_token::AccessTokens;
use password::Passwords;
use throttle::Throttle;

pub use error::{AccountError, AuthError};
pub use hearken_store::{Invite, RecoveryCodes, Session};
pub(crate) use invites::owner_only;
pub use invites::{create_invite, list_invites};
pub use profile::{PasswordChange, change_password, rename};
pub use recovery::{Recovery, find_recovery_codes, make_recovery_codes, recover};
pub use recovery_code::RecoveryCode;
pub use refresh_token::RefreshToken;
pub use register::{RegistrationState, register, registration_state};
pub use sessions::{end_other_sessions, end_session, list_sessions, log_out};
pub use sign_in::{SignIn, SignedIn, log_in, refresh};

/// How long an access token holds.
pub const ACCESS_TOKEN_TIME: Duration = Duration::from_mins(15);
/// How long a session lasts at most.
pub const SESSION_TIME: Duration = Duration::from_hours(90 * 24);
/// How long a session lasts without being used.
pub const SESSION_IDLE_TIME: Duration = Duration::from_hours(30 * 24);

/// Who may register once the instance has its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RegistrationPolicy {
    /// Anyone.
    Open,
    /// Whoever has an invitation.
    Invite,
    /// Nobody.
    #[default]
    Closed,
}

/// Who is asking, as the verified access token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub user: UserId,
    /// The session.
    pub session: SessionId,
    /// When the access token ends.
    pub expires_at: Timestamp,
}

/// What accounts need between requests.
pub(crate) struct Accounts {
    tokens: AccessTokens,
    passwords: Passwords,
    throttle: Throttle,
    /// Wrong recovery codes. Who forgot their password has tried wrong ones, and need not wait for it here.
    recoveries: Throttle,
    /// Sessions that have ended while an access token of theirs may still hold.
    ended: Cache<SessionId, ()>,
}

impl Accounts {
    pub(crate) async fn open(store: &Store, ctx: &Ctx) -> Result<Self, StoreError> {
        let ended = Cache::builder().time_to_live(2 * ACCESS_TOKEN_TIME).build();
        let since = ctx.now() - ACCESS_TOKEN_TIME;
        for session in store.read(since, |tx, since| Box::pin(tx.sessions_ended_since(*since))).await? {
            ended.insert(session, ());
        }
        let tokens = AccessTokens::new(&store.signing_seed()).map_err(StoreError::Engine)?;
        let (passwords, throttle, recoveries) = Default::default();
        Ok(Self { tokens, passwords, throttle, recoveries, ended })
    }
}

impl crate::App {
    /// Who holds this access token. Cheap: a token that was verified a moment ago is only checked for its end and its
    /// session's.
    pub fn authenticate(&self, access_token: &str) -> Result<Actor, AuthError> {
        let accounts = self.accounts();
        let actor = accounts.tokens.verify(access_token, self.ctx().now())?;
        if accounts.ended.contains_key(&actor.session) { Err(AuthError::SessionEnded) } else { Ok(actor) }
    }

    /// Whether a session has ended.
    #[must_use]
    pub fn has_ended(&self, session: SessionId) -> bool {
        self.accounts().ended.contains_key(&session)
    }

    /// The account of whoever is asking.
    pub async fn me(&self, actor: &Actor) -> Result<User, AccountError> {
        let scope = self.store().scope(actor.user).await?;
        let user = self.store().read(scope, |tx, scope| Box::pin(tx.find_user(scope))).await?;
        user.ok_or(AccountError::Store(StoreError::KeyMissing))
    }
}
