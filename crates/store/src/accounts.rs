//! Accounts: the owner, users, the index by address, invitations.

use hearken_domain::{Email, Private, Timestamp, User, UserId};
use serde::{Deserialize, Serialize};

use crate::crypto::Column;
use crate::db::{Row, statements, vals};
use crate::{Reader, StoreError, Tx, UserScope};

statements! {
    HAS_OWNER = "SELECT 1 FROM instance WHERE id = 1";
    CLAIM_INSTANCE = "INSERT INTO instance (id, owner_id, created_at) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING";
    INSERT_USER = "INSERT INTO users (user_id, is_owner, password_hash, profile, created_at) VALUES ($1, $2, $3, $4, $5)";
    INSERT_LOGIN = "INSERT INTO login_index (email_hmac, user_id) VALUES ($1, $2)";
    INSERT_USER_SYNC = "INSERT INTO user_sync (user_id, seq, floor, epoch) VALUES ($1, 0, 0, $2)";
    FIND_CREDENTIALS = "SELECT u.user_id, u.password_hash FROM login_index l JOIN users u ON u.user_id = l.user_id WHERE l.email_hmac = $1";
    FIND_USER = "SELECT is_owner, created_at, profile FROM users WHERE user_id = $1";
    LOCK_CREDENTIALS = "SELECT u.user_id, u.password_hash FROM login_index l JOIN users u ON u.user_id = l.user_id WHERE l.email_hmac = $1",
        postgres "SELECT u.user_id, u.password_hash FROM login_index l JOIN users u ON u.user_id = l.user_id WHERE l.email_hmac = $1 FOR UPDATE OF u";
    REPLACE_PASSWORD = "UPDATE users SET password_hash = $3 WHERE user_id = $1 AND password_hash = $2";
    SET_PROFILE = "UPDATE users SET profile = $2 WHERE user_id = $1";
    INSERT_INVITE = "INSERT INTO invites (code_hash, created_by, created_at, expires_at) VALUES ($1, $2, $3, $4)";
    LIST_INVITES = "SELECT created_at, expires_at, used_at FROM invites WHERE created_by = $1 ORDER BY created_at DESC LIMIT 50";
    HOLDS_INVITE = "SELECT 1 FROM invites WHERE code_hash = $1 AND used_at IS NULL AND expires_at > $2";
    USE_INVITE = "UPDATE invites SET used_at = $2, used_by = $3 WHERE code_hash = $1 AND used_at IS NULL AND expires_at > $2";
}

/// What is needed to check a password.
pub struct Credentials {
    /// The account.
    pub user: UserId,
    /// The PHC string of the password.
    pub password_hash: String,
}

/// An account to store.
pub struct StoredUser {
    /// The account.
    pub user: User,
    /// Where [`crate::Store::email_index`] puts its address.
    pub email_index: [u8; 32],
    /// The PHC string of the password.
    pub password_hash: String,
}

/// An invitation, without its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

#[derive(Serialize, Deserialize)]
struct Profile {
    email: Private,
    name: Private,
}

impl Reader<'_> {
    /// Whether the first account has been made.
    pub async fn has_owner(&mut self) -> Result<bool, StoreError> {
        Ok(self.conn.opt(HAS_OWNER, &[], |_| Ok(())).await?.is_some())
    }

    /// Finds an account by where its address is indexed.
    pub async fn find_credentials(&mut self, email_index: &[u8; 32]) -> Result<Option<Credentials>, StoreError> {
        self.conn.opt(FIND_CREDENTIALS, vals![email_index], credentials).await
    }

    /// The account itself.
    pub async fn find_user(&mut self, scope: &UserScope) -> Result<Option<User>, StoreError> {
        let id = scope.user();
        self.conn
            .opt(FIND_USER, vals![id], |row| {
                let profile: Profile = scope.open_json(Column::UserProfile, &[], row.bytes(2)?)?;
                let email =
                    Email::parse(&profile.email).map_err(|_| StoreError::Malformed(Column::UserProfile.name()))?;
                Ok(User { id, email, name: profile.name, is_owner: row.bool(0)?, created_at: row.timestamp(1)? })
            })
            .await
    }

    /// Whether there is an invitation that still holds.
    pub async fn holds_invite(&mut self, code_hash: &[u8; 32], now: Timestamp) -> Result<bool, StoreError> {
        Ok(self.conn.opt(HOLDS_INVITE, vals![code_hash, now], |_| Ok(())).await?.is_some())
    }

    /// The invitations a user has made, newest first, at most 50.
    pub async fn list_invites(&mut self, created_by: UserId) -> Result<Vec<Invite>, StoreError> {
        self.conn
            .all(LIST_INVITES, vals![created_by], |row| {
                let used_at = row.opt_int(2)?.map(Timestamp::from_millis);
                Ok(Invite { created_at: row.timestamp(0)?, expires_at: row.timestamp(1)?, used_at })
            })
            .await
    }
}

impl Tx<'_> {
    /// Makes `owner` the owner of the instance; `false` when it has one.
    pub async fn claim_instance(&mut self, owner: UserId, now: Timestamp) -> Result<bool, StoreError> {
        Ok(self.conn.exec(CLAIM_INSTANCE, vals![owner, now]).await? == 1)
    }

    /// Stores an account; [`StoreError::Duplicate`] when its address has one.
    pub async fn insert_user(&mut self, scope: &UserScope, stored: &StoredUser) -> Result<(), StoreError> {
        let StoredUser { user, email_index, password_hash } = stored;
        let profile = seal_profile(scope, user)?;
        self.conn.exec(INSERT_LOGIN, vals![email_index, user.id]).await?;
        let row = vals![user.id, user.is_owner, password_hash.as_str(), &profile, user.created_at];
        self.conn.exec(INSERT_USER, row).await?;
        // Any number does that a restored or rebuilt database would not repeat.
        self.conn.exec(INSERT_USER_SYNC, vals![user.id, user.created_at]).await?;
        Ok(())
    }

    /// Stores another name of a user.
    pub async fn rename_user(&mut self, scope: &UserScope, user: &User) -> Result<(), StoreError> {
        let profile = seal_profile(scope, user)?;
        self.conn.exec(SET_PROFILE, vals![user.id, &profile]).await.map(drop)
    }

    /// Finds an account by where its address is indexed, and lets nobody change its password before the transaction ends.
    pub async fn lock_credentials(&mut self, email_index: &[u8; 32]) -> Result<Option<Credentials>, StoreError> {
        self.conn.opt(LOCK_CREDENTIALS, vals![email_index], credentials).await
    }

    /// Replaces the password of a user, both as PHC strings; `false` when it is no longer the one it was.
    pub async fn replace_password(&mut self, user: UserId, old: &str, new: &str) -> Result<bool, StoreError> {
        Ok(self.conn.exec(REPLACE_PASSWORD, vals![user, old, new]).await? == 1)
    }

    /// Stores an invitation by the hash of its code.
    pub async fn insert_invite(
        &mut self,
        code_hash: &[u8; 32],
        created_by: UserId,
        invite: &Invite,
    ) -> Result<(), StoreError> {
        self.conn
            .exec(INSERT_INVITE, vals![code_hash, created_by, invite.created_at, invite.expires_at])
            .await
            .map(drop)
    }

    /// Uses an invitation up; `false` when there is none that still holds.
    pub async fn use_invite(&mut self, code_hash: &[u8; 32], user: UserId, now: Timestamp) -> Result<bool, StoreError> {
        Ok(self.conn.exec(USE_INVITE, vals![code_hash, now, user]).await? == 1)
    }
}

fn credentials(row: &Row<'_>) -> Result<Credentials, StoreError> {
    Ok(Credentials { user: row.uuid(0)?.into(), password_hash: row.text(1)? })
}

fn seal_profile(scope: &UserScope, user: &User) -> Result<Vec<u8>, StoreError> {
    let profile = Profile { email: user.email.as_str().into(), name: user.name.clone() };
    scope.seal_json(Column::UserProfile, &[], &profile)
}
