//! What the user has chosen.

use hearken_domain::Preferences;

use crate::crypto::Column;
use crate::db::{statements, vals};
use crate::{RowKind, StoreError, UserReader, UserTx};

statements! {
    FIND_PREFERENCES = "SELECT body FROM preferences WHERE user_id = $1";
    PUT_PREFERENCES = "INSERT INTO preferences (user_id, rev, body) VALUES ($1, $2, $3)
        ON CONFLICT (user_id) DO UPDATE SET rev = excluded.rev, body = excluded.body";
}

impl UserReader<'_> {
    /// The user's preferences; the defaults when nothing was chosen yet.
    pub async fn preferences(&mut self) -> Result<Preferences, StoreError> {
        let scope = &self.scope;
        let found = self
            .conn
            .opt(FIND_PREFERENCES, vals![scope.user()], |row| {
                scope.open_json(Column::PreferencesBody, &[], row.bytes(0)?)
            })
            .await;
        Ok(found?.unwrap_or_default())
    }
}

impl UserTx<'_> {
    /// Stores the user's preferences.
    pub async fn put_preferences(&mut self, preferences: &Preferences) -> Result<(), StoreError> {
        let user = self.scope.user();
        let rev = self.log_change(RowKind::Preferences, user.0, false).await?;
        let body = self.scope.seal_json(Column::PreferencesBody, &[], preferences)?;
        self.conn.exec(PUT_PREFERENCES, vals![user, rev, &body]).await.map(drop)
    }
}
