//! The sessions a user holds, and ending them.

use hearken_domain::{SessionId, UserId};
use hearken_store::{Session, StoreError};

use super::{AccountError, Actor, RefreshToken, SESSION_IDLE_TIME};
use crate::App;

/// The user's running sessions, last used first.
pub async fn list_sessions(app: &App, actor: &Actor) -> Result<Vec<Session>, AccountError> {
    let scope = app.store().scope(actor.user).await?;
    let now = app.ctx().now();
    let input = (scope, now, now - SESSION_IDLE_TIME);
    let running = app.store().read(input, |tx, (scope, now, used)| Box::pin(tx.list_sessions(scope, *now, *used)));
    Ok(running.await?)
}

/// Ends one of the user's sessions: its tokens, access tokens included, no longer hold.
pub async fn end_session(app: &App, actor: &Actor, session: SessionId) -> Result<(), AccountError> {
    if end(app, actor.user, session).await? { Ok(()) } else { Err(AccountError::NoSuchSession) }
}

/// Ends every session of the user but the one that asks.
pub async fn end_other_sessions(app: &App, actor: &Actor) -> Result<(), AccountError> {
    let (ending, actor) = (app.clone(), *actor);
    let done = app.complete(async move {
        let input = (actor, ending.ctx().now());
        let ended = ending
            .store()
            .write(input, |tx, (actor, now)| Box::pin(tx.end_other_sessions(actor.user, actor.session, *now)));
        ending.forget_sessions(actor.user, &ended.await?);
        Ok::<_, StoreError>(())
    });
    Ok(done.await?)
}

/// Ends the session a refresh token belongs to. A token that does not hold is no error: the session is over either way.
pub async fn log_out(app: &App, token: RefreshToken) -> Result<(), AccountError> {
    let Some(presented) = token.parts() else { return Ok(()) };
    let input = (presented.user, presented.session, presented.hash);
    let known = app.store().write(input, |tx, (user, session, hash)| {
        Box::pin(async move { Ok::<_, StoreError>(tx.lock_refresh(*user, *session, hash).await?.is_some()) })
    });
    if known.await? {
        end(app, presented.user, presented.session).await?;
    }
    Ok(())
}

async fn end(app: &App, user: UserId, session: SessionId) -> Result<bool, StoreError> {
    let ending = app.clone();
    let ended = app.complete(async move {
        let input = (user, session, ending.ctx().now());
        let end =
            ending.store().write(input, |tx, (user, session, now)| Box::pin(tx.end_session(*user, *session, *now)));
        let ended = end.await?;
        if ended {
            ending.forget_sessions(user, &[session]);
        }
        Ok(ended)
    });
    ended.await
}

impl App {
    /// Refuses the access tokens of sessions from now on, and makes their sockets notice.
    pub(super) fn forget_sessions(&self, user: UserId, sessions: &[SessionId]) {
        for session in sessions {
            self.accounts().ended.insert(*session, ());
        }
        self.hub().wake(user);
    }
}
