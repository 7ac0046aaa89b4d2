//! What is forgotten in time: old deletions, and what became of the mutations of clients that stay away.

use hearken_domain::{Timestamp, UserId};

use crate::db::{statements, vals};
use crate::{Reader, StoreError, UserTx};

statements! {
    LIST_USERS = "SELECT user_id FROM users ORDER BY user_id";
    LAST_OLD_DELETION = "SELECT MAX(rev) FROM sync_rows WHERE user_id = $1 AND deleted AND at < $2";
    FORGET_DELETIONS = "DELETE FROM sync_rows WHERE user_id = $1 AND deleted AND at < $2";
    RAISE_FLOOR = "UPDATE user_sync SET floor = $2 WHERE user_id = $1 AND floor < $2";
    FORGET_RESULTS = "DELETE FROM mutation_results WHERE user_id = $1 AND status = 'ok' AND EXISTS
        (SELECT 1 FROM sync_clients c WHERE c.user_id = $1 AND c.client_id = mutation_results.client_id AND c.seen_at < $2
        AND mutation_results.mid <= c.last_mid - $3)";
}

impl Reader<'_> {
    /// Every account.
    pub async fn list_users(&mut self) -> Result<Vec<UserId>, StoreError> {
        self.conn.all(LIST_USERS, &[], |row| Ok(UserId(row.uuid(0)?))).await
    }
}

impl UserTx<'_> {
    /// Forgets deletions from before `before`, and raises the floor to the last of them: a client that may have missed
    /// one starts over. Returns how many there were.
    pub async fn forget_deletions(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        let user = self.scope.user();
        let last = self.conn.opt(LAST_OLD_DELETION, vals![user, before], |row| row.opt_int(0)).await?.flatten();
        let Some(last) = last else { return Ok(0) };
        self.conn.exec(RAISE_FLOOR, vals![user, last]).await?;
        self.conn.exec(FORGET_DELETIONS, vals![user, before]).await
    }

    /// Forgets the mutations that simply took effect of clients that were not seen since `before`, but for the last
    /// `keep` of each: those it may still send again. So stays what did not take effect, which its client may not know
    /// yet.
    pub async fn forget_results(&mut self, before: Timestamp, keep: i64) -> Result<u64, StoreError> {
        let user = self.scope.user();
        self.conn.exec(FORGET_RESULTS, vals![user, before, keep]).await
    }
}
