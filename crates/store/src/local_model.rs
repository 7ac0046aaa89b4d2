//! The model on the server's own machine that its owner added.

use hearken_domain::Timestamp;

use crate::db::{statements, vals};
use crate::{Reader, StoreError, Tx};

statements! {
    FIND_LOCAL = "SELECT port, model FROM local_model WHERE id = 1";
    PUT_LOCAL = "INSERT INTO local_model (id, port, model, added_at) VALUES (1, $1, $2, $3)
        ON CONFLICT (id) DO UPDATE SET port = excluded.port, model = excluded.model, added_at = excluded.added_at";
    DELETE_LOCAL = "DELETE FROM local_model WHERE id = 1";
}

/// A model on the server's own machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalModel {
    /// Where its program listens.
    pub port: u16,
    /// Its name there.
    pub model: String,
}

impl Reader<'_> {
    /// The one that was added.
    pub async fn find_local_model(&mut self) -> Result<Option<LocalModel>, StoreError> {
        let found = self.conn.opt(FIND_LOCAL, &[], |row| {
            let port = u16::try_from(row.int(0)?).map_err(|_| StoreError::Malformed("local_model|port"))?;
            Ok(LocalModel { port, model: row.text(1)? })
        });
        found.await
    }
}

impl Tx<'_> {
    /// Adds one, in the place of the one before.
    pub async fn put_local_model(&mut self, local: &LocalModel, now: Timestamp) -> Result<(), StoreError> {
        let (port, model) = (i64::from(local.port), local.model.as_str());
        self.conn.exec(PUT_LOCAL, vals![port, model, now]).await.map(drop)
    }

    /// Takes it away; `false` when there was none.
    pub async fn delete_local_model(&mut self) -> Result<bool, StoreError> {
        Ok(self.conn.exec(DELETE_LOCAL, &[]).await? == 1)
    }
}
