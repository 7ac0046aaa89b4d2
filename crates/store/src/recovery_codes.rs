//! Recovery codes, by their hashes.

use hearken_domain::{Timestamp, UserId};

use crate::db::{Row, statements, vals};
use crate::{Reader, StoreError, Tx};

statements! {
    SUM_UP_CODES = "SELECT SUM(CASE WHEN used_at IS NULL THEN 1 ELSE 0 END), MAX(made_at), MAX(used_at) FROM recovery_codes WHERE user_id = $1",
        postgres "SELECT SUM(CASE WHEN used_at IS NULL THEN 1 ELSE 0 END)::bigint, MAX(made_at), MAX(used_at) FROM recovery_codes WHERE user_id = $1";
    DELETE_CODES = "DELETE FROM recovery_codes WHERE user_id = $1";
    INSERT_CODE = "INSERT INTO recovery_codes (user_id, hash, made_at) VALUES ($1, $2, $3)";
    USE_CODE = "UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND hash = $2 AND used_at IS NULL";
}

/// What is known of a user's set of codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecoveryCodes {
    /// How many can still be used.
    pub left: usize,
    /// When the set was made; `None` when there is none.
    pub made_at: Option<Timestamp>,
    /// When one was last used.
    pub last_used_at: Option<Timestamp>,
}

impl Reader<'_> {
    /// What is known of a user's set of codes.
    pub async fn sum_up_recovery_codes(&mut self, user: UserId) -> Result<RecoveryCodes, StoreError> {
        let sum_up = |row: &Row<'_>| {
            let left = usize::try_from(row.opt_int(0)?.unwrap_or_default()).unwrap_or_default();
            let time = |at: Option<i64>| at.map(Timestamp::from_millis);
            Ok(RecoveryCodes { left, made_at: time(row.opt_int(1)?), last_used_at: time(row.opt_int(2)?) })
        };
        Ok(self.conn.opt(SUM_UP_CODES, vals![user], sum_up).await?.unwrap_or_default())
    }
}

impl Tx<'_> {
    /// Puts a new set of codes in the place of the one there is.
    pub async fn replace_recovery_codes(
        &mut self,
        user: UserId,
        hashes: &[[u8; 32]],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.conn.exec(DELETE_CODES, vals![user]).await?;
        for hash in hashes {
            self.conn.exec(INSERT_CODE, vals![user, hash, now]).await?;
        }
        Ok(())
    }

    /// Uses a code up; `false` when the user has none such that was never used.
    pub async fn use_recovery_code(
        &mut self,
        user: UserId,
        hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.conn.exec(USE_CODE, vals![user, hash, now]).await? == 1)
    }
}
