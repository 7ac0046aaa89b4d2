//! Signing in, and staying signed in: refresh tokens rotate, and a copy that is used again ends the session.

use std::time::Duration;

use hearken_domain::{Ctx, Email, Password, Private, SessionId, Timestamp, User, UserId};
use hearken_store::{Credentials, RefreshState, Session, StoreError, Tx, UserScope};

use super::label::distinct;
use super::refresh_token::Presented;
use super::{ACCESS_TOKEN_TIME, AccountError, RefreshToken, SESSION_IDLE_TIME, SESSION_TIME};
use crate::App;

/// How long after an exchange the same token may be presented once more, because the answer was lost.
const LOST_ANSWER: Duration = Duration::from_mins(1);
/// How long an exchanged token is remembered, to notice that a copy of it is used.
const REMEMBER_USED: Duration = Duration::from_hours(24);

/// Someone signing in.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Their address.
    pub email: Email,
    /// Their password.
    pub password: Password,
    /// What they will know this session by, e.g. the browser.
    pub device: Private,
}

/// A session that was begun or renewed.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The access token.
    pub access_token: String,
    /// How long it holds.
    pub expires_in: Duration,
    /// The token that renews it, once.
    pub refresh_token: RefreshToken,
    /// How long that one holds unless it is used.
    pub refresh_expires_in: Duration,
    /// The account.
    pub user: User,
}

/// Begins a session.
pub async fn log_in(app: &App, sign_in: SignIn) -> Result<SignedIn, AccountError> {
    let address = app.store().email_index(sign_in.email.as_str());
    let found = app.right_password(address, sign_in.password).await?.ok_or(AccountError::WrongCredentials)?;
    let scope = app.store().scope(found.user).await?;
    let new = NewSession::of(app, found.user, sign_in.device)?;
    let input = (scope, new.clone(), address, found.password_hash);
    let stored = app.store().write(input, |tx, (scope, new, address, checked)| {
        Box::pin(async move {
            // A password that was changed while it was checked no longer holds.
            let current = tx.lock_credentials(address).await?;
            if current.is_none_or(|current| current.password_hash != *checked) {
                return Err(AccountError::WrongCredentials);
            }
            new.store(tx, scope).await?;
            find_user(tx, scope).await
        })
    });
    let user = stored.await?;
    new.signed_in(app, user)
}

impl App {
    /// The account at an address if this is its password. Guesses wait, whether or not there is an account.
    pub(super) async fn right_password(
        &self,
        address: [u8; 32],
        password: Password,
    ) -> Result<Option<Credentials>, AccountError> {
        let throttle = &self.accounts().throttle;
        let wait = throttle.admit(address, self.ctx().now()).map_err(AccountError::TooManyAttempts)?;
        tokio::time::sleep(wait).await;
        let found = self.store().read(address, |tx, address| Box::pin(tx.find_credentials(address))).await?;
        let hash = found.as_ref().map(|found| found.password_hash.clone());
        if self.accounts().passwords.verify(password, hash).await? {
            throttle.right(address);
            return Ok(found);
        }
        throttle.wrong(address, self.ctx().now());
        Ok(None)
    }
}

/// A session that is about to begin.
#[derive(Clone)]
pub(super) struct NewSession {
    session: Session,
    token: RefreshToken,
}

impl NewSession {
    pub(super) fn of(app: &App, user: UserId, device: Private) -> Result<Self, AccountError> {
        let (id, now) = (app.ctx().new_id(), app.ctx().now());
        let expires_at = now + SESSION_TIME;
        let session = Session { id, label: device, created_at: now, last_used_at: now, expires_at };
        Ok(Self { session, token: RefreshToken::issue(user, id)? })
    }

    /// Stores it under a name that none of the user's running sessions has.
    pub(super) async fn store(&self, tx: &mut Tx<'_>, scope: &UserScope) -> Result<(), StoreError> {
        let Session { id, created_at, .. } = self.session;
        let running = tx.list_sessions(scope, created_at, created_at - SESSION_IDLE_TIME).await?;
        let session = Session { label: distinct(&self.session.label, &running), ..self.session.clone() };
        tx.insert_session(scope, &session, created_at - REMEMBER_USED).await?;
        tx.insert_refresh(scope.user(), id, &self.token.hash(), created_at).await
    }

    pub(super) fn signed_in(self, app: &App, user: User) -> Result<SignedIn, AccountError> {
        signed_in(app, user, self.session.id, self.token)
    }
}

/// Exchanges a refresh token for a new pair.
///
/// A token that was exchanged before ends the session, since either its holder or a thief has a copy; unless it is the
/// immediate predecessor of one that was never used, a moment ago: then the answer was lost on the way.
pub async fn refresh(app: &App, token: RefreshToken) -> Result<SignedIn, AccountError> {
    let refreshing = app.clone();
    app.complete(async move { exchange_for_new(&refreshing, token).await }).await
}

async fn exchange_for_new(app: &App, token: RefreshToken) -> Result<SignedIn, AccountError> {
    let presented = token.parts().ok_or(AccountError::SessionEnded)?;
    let scope = app.store().scope(presented.user).await.map_err(|error| match error {
        StoreError::KeyMissing => AccountError::SessionEnded,
        other => other.into(),
    })?;
    let (user, session) = (presented.user, presented.session);
    let successor = RefreshToken::issue(user, session)?;
    let input = (app.ctx().clone(), scope, presented, successor.hash());
    let exchanged = app.store().write(input, |tx, (ctx, scope, presented, successor)| {
        Box::pin(async move { exchange(tx, ctx, scope, presented, successor).await })
    });
    match exchanged.await? {
        Exchange::Renewed(account) => signed_in(app, account, session, successor),
        Exchange::Ended => {
            app.forget_sessions(user, &[session]);
            Err(AccountError::SessionEnded)
        }
        Exchange::Refused => Err(AccountError::SessionEnded),
    }
}

/// What presenting a refresh token led to.
enum Exchange {
    /// The session goes on.
    Renewed(User),
    /// The session ended by it.
    Ended,
    /// There is no such session, or it had ended before.
    Refused,
}

/// Consumes the presented token and stores its successor, or ends the session.
async fn exchange(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    scope: &UserScope,
    presented: &Presented,
    successor: &[u8; 32],
) -> Result<Exchange, AccountError> {
    let now = ctx.now();
    let Presented { user, session, hash } = presented;
    if !tx.touch_session(*user, *session, now).await? {
        return Ok(Exchange::Refused);
    }
    let state = tx.lock_refresh(*user, *session, hash).await?;
    if !may_exchange(tx, (*user, *session), state, now).await? {
        tx.end_session(*user, *session, now).await?;
        return Ok(Exchange::Ended);
    }
    tx.insert_refresh(*user, *session, successor, now).await?;
    tx.consume_refresh((*user, *session), hash, successor, (now, now - REMEMBER_USED)).await?;
    find_user(tx, scope).await.map(Exchange::Renewed)
}

async fn may_exchange(
    tx: &mut Tx<'_>,
    (user, session): (UserId, SessionId),
    state: Option<RefreshState>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(state) = state else { return Ok(false) };
    if now.since(state.issued_at) > SESSION_IDLE_TIME {
        return Ok(false);
    }
    let (Some(consumed_at), Some(successor)) = (state.consumed_at, state.successor) else { return Ok(true) };
    let unused = tx.lock_refresh(user, session, &successor).await?.is_some_and(|next| next.consumed_at.is_none());
    if !unused || now.since(consumed_at) > LOST_ANSWER {
        return Ok(false);
    }
    tx.delete_refresh(user, session, &successor).await?;
    Ok(true)
}

async fn find_user(tx: &mut Tx<'_>, scope: &UserScope) -> Result<User, AccountError> {
    tx.find_user(scope).await?.ok_or(AccountError::SessionEnded)
}

fn signed_in(app: &App, user: User, session: SessionId, refresh_token: RefreshToken) -> Result<SignedIn, AccountError> {
    let issued = app.accounts().tokens.issue(user.id, session, app.ctx().now());
    let access_token = issued.map_err(|_| StoreError::Engine("signing failed".to_owned()))?;
    let refresh_expires_in = SESSION_IDLE_TIME;
    Ok(SignedIn { access_token, expires_in: ACCESS_TOKEN_TIME, refresh_token, refresh_expires_in, user })
}
