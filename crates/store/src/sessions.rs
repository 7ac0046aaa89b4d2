//! Login sessions and their refresh tokens.

use hearken_domain::{Private, SessionId, Timestamp, UserId};

use crate::crypto::Column;
use crate::db::{Row, statements, vals};
use crate::handles::if_readable;
use crate::{Reader, StoreError, Tx, UserReader, UserScope};

statements! {
    INSERT_SESSION = "INSERT INTO sessions (user_id, id, label, created_at, last_used_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)";
    LIST_SESSIONS = "SELECT id, label, created_at, last_used_at, expires_at FROM sessions
        WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 AND last_used_at >= $3 ORDER BY last_used_at DESC, id";
    FIND_LABEL = "SELECT id, label FROM sessions WHERE user_id = $1 AND id = $2";
    TOUCH_SESSION = "UPDATE sessions SET last_used_at = $3 WHERE user_id = $1 AND id = $2 AND ended_at IS NULL AND expires_at > $3";
    END_SESSION = "UPDATE sessions SET ended_at = $3 WHERE user_id = $1 AND id = $2 AND ended_at IS NULL";
    END_OTHERS = "UPDATE sessions SET ended_at = $3 WHERE user_id = $1 AND id <> $2 AND ended_at IS NULL RETURNING id";
    END_ALL = "UPDATE sessions SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL RETURNING id";
    FORGET_ENDED = "DELETE FROM refresh_tokens WHERE user_id = $1
        AND session_id IN (SELECT id FROM sessions WHERE user_id = $1 AND ended_at IS NOT NULL)";
    FORGET_TOKENS = "DELETE FROM refresh_tokens WHERE user_id = $1 AND session_id = $2";
    ENDED_SINCE = "SELECT id FROM sessions WHERE ended_at > $1";
    INSERT_TOKEN = "INSERT INTO refresh_tokens (user_id, session_id, hash, issued_at) VALUES ($1, $2, $3, $4)";
    FIND_TOKEN = "SELECT issued_at, consumed_at, successor FROM refresh_tokens WHERE user_id = $1 AND session_id = $2 AND hash = $3",
        postgres "SELECT issued_at, consumed_at, successor FROM refresh_tokens WHERE user_id = $1 AND session_id = $2 AND hash = $3 FOR UPDATE";
    CONSUME_TOKEN = "UPDATE refresh_tokens SET consumed_at = $4, successor = $5 WHERE user_id = $1 AND session_id = $2 AND hash = $3";
    DELETE_TOKEN = "DELETE FROM refresh_tokens WHERE user_id = $1 AND session_id = $2 AND hash = $3";
    PRUNE_SESSIONS = "DELETE FROM sessions WHERE user_id = $1 AND (ended_at < $2 OR expires_at < $2)";
    PRUNE_TOKENS = "DELETE FROM refresh_tokens WHERE user_id = $1 AND session_id = $2 AND consumed_at < $3";
}

/// A login session: one family of refresh tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Id.
    pub id: SessionId,
    /// What the user knows it by, e.g. the browser.
    pub label: Private,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last renewed.
    pub last_used_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

/// A refresh token as stored, found by its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshState {
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When it was exchanged for its successor.
    pub consumed_at: Option<Timestamp>,
    /// The hash of its successor.
    pub successor: Option<[u8; 32]>,
}

impl Reader<'_> {
    /// A user's running sessions that were used since `used_since`, last used first.
    pub async fn list_sessions(
        &mut self,
        scope: &UserScope,
        now: Timestamp,
        used_since: Timestamp,
    ) -> Result<Vec<Session>, StoreError> {
        let open = |row: &Row<'_>| if_readable(row.uuid(0)?, session(scope, row));
        let sessions = self.conn.all(LIST_SESSIONS, vals![scope.user(), now, used_since], open).await?;
        Ok(sessions.into_iter().flatten().collect())
    }

    /// The sessions of all users that were ended after `since`.
    pub async fn sessions_ended_since(&mut self, since: Timestamp) -> Result<Vec<SessionId>, StoreError> {
        self.conn.all(ENDED_SINCE, vals![since], |row| Ok(row.uuid(0)?.into())).await
    }
}

impl UserReader<'_> {
    /// What the user knows one of their sessions by; `None` when there is no such session, or its label does not open.
    pub async fn session_label(&mut self, session: SessionId) -> Result<Option<Private>, StoreError> {
        let found = self.list(FIND_LABEL, vals![self.scope.user(), session], label).await?;
        Ok(found.into_iter().next())
    }
}

impl Tx<'_> {
    /// Begins a session, and drops those of the user that ended before `forget_before`.
    pub async fn insert_session(
        &mut self,
        scope: &UserScope,
        session: &Session,
        forget_before: Timestamp,
    ) -> Result<(), StoreError> {
        self.conn.exec(PRUNE_SESSIONS, vals![scope.user(), forget_before]).await?;
        let label = scope.seal(Column::SessionLabel, session.id.0.as_bytes(), session.label.as_bytes())?;
        let row = vals![scope.user(), session.id, &label, session.created_at, session.expires_at];
        self.conn.exec(INSERT_SESSION, row).await.map(drop)
    }

    /// Marks a session as used now; `false` when it has ended.
    pub async fn touch_session(
        &mut self,
        user: UserId,
        session: SessionId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.conn.exec(TOUCH_SESSION, vals![user, session, now]).await? == 1)
    }

    /// Ends a session and forgets its tokens; `false` when there was none running.
    pub async fn end_session(&mut self, user: UserId, session: SessionId, now: Timestamp) -> Result<bool, StoreError> {
        // The session before its tokens, as when it is renewed: two that lock in different orders block each other.
        let ended = self.conn.exec(END_SESSION, vals![user, session, now]).await? == 1;
        self.conn.exec(FORGET_TOKENS, vals![user, session]).await?;
        Ok(ended)
    }

    /// Ends every session of a user but one and forgets their tokens; returns those that were running.
    pub async fn end_other_sessions(
        &mut self,
        user: UserId,
        keep: SessionId,
        now: Timestamp,
    ) -> Result<Vec<SessionId>, StoreError> {
        let ended = self.conn.all(END_OTHERS, vals![user, keep, now], |row| Ok(row.uuid(0)?.into())).await?;
        // Not of every other: one may be beginning right now.
        self.conn.exec(FORGET_ENDED, vals![user]).await?;
        Ok(ended)
    }

    /// Ends every session of a user and forgets their tokens; returns those that were running.
    pub async fn end_all_sessions(&mut self, user: UserId, now: Timestamp) -> Result<Vec<SessionId>, StoreError> {
        let ended = self.conn.all(END_ALL, vals![user, now], |row| Ok(row.uuid(0)?.into())).await?;
        self.conn.exec(FORGET_ENDED, vals![user]).await?;
        Ok(ended)
    }

    /// Stores a fresh refresh token by its hash.
    pub async fn insert_refresh(
        &mut self,
        user: UserId,
        session: SessionId,
        hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.conn.exec(INSERT_TOKEN, vals![user, session, hash, now]).await.map(drop)
    }

    /// Finds a refresh token by its hash and holds it to the end of the transaction.
    pub async fn lock_refresh(
        &mut self,
        user: UserId,
        session: SessionId,
        hash: &[u8; 32],
    ) -> Result<Option<RefreshState>, StoreError> {
        self.conn
            .opt(FIND_TOKEN, vals![user, session, hash], |row| {
                let successor = row
                    .opt_bytes(2)?
                    .map(|bytes| bytes.try_into().map_err(|_| StoreError::Malformed("refresh_tokens|successor")));
                let consumed_at = row.opt_int(1)?.map(Timestamp::from_millis);
                Ok(RefreshState { issued_at: row.timestamp(0)?, consumed_at, successor: successor.transpose()? })
            })
            .await
    }

    /// Marks a refresh token as exchanged for `successor`, and forgets those exchanged before `forget_before`.
    pub async fn consume_refresh(
        &mut self,
        (user, session): (UserId, SessionId),
        hash: &[u8; 32],
        successor: &[u8; 32],
        (now, forget_before): (Timestamp, Timestamp),
    ) -> Result<(), StoreError> {
        self.conn.exec(PRUNE_TOKENS, vals![user, session, forget_before]).await?;
        self.conn.exec(CONSUME_TOKEN, vals![user, session, hash, now, successor]).await.map(drop)
    }

    /// Forgets a refresh token that was never used.
    pub async fn delete_refresh(
        &mut self,
        user: UserId,
        session: SessionId,
        hash: &[u8; 32],
    ) -> Result<(), StoreError> {
        self.conn.exec(DELETE_TOKEN, vals![user, session, hash]).await.map(drop)
    }
}

fn session(scope: &UserScope, row: &Row<'_>) -> Result<Session, StoreError> {
    let id = row.uuid(0)?;
    Ok(Session {
        id: id.into(),
        label: label(scope, row)?,
        created_at: row.timestamp(2)?,
        last_used_at: row.timestamp(3)?,
        expires_at: row.timestamp(4)?,
    })
}

fn label(scope: &UserScope, row: &Row<'_>) -> Result<Private, StoreError> {
    Ok(scope.open_text(Column::SessionLabel, row.uuid(0)?.as_bytes(), row.bytes(1)?)?.into())
}
